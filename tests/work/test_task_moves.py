"""Each move of each state by each of the cast, generated from the table."""

import pytest

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.work import actions, rules
from chancery.work.errors import StateError
from chancery.work.models import Task, TaskState
from tests import make

pytestmark = pytest.mark.django_db

PATHS = {
    "assigned": (),
    "accepted": ("accept",),
    "in_progress": ("accept", "start"),
    "submitted": ("accept", "submit"),
    "returned": ("accept", "submit", "return"),
    "done": ("accept", "submit", "approve"),
    "cancelled": ("cancel",),
}
# The task: assigned by the Prime Minister to moit, recorded and held by mofa-economic.
MAY = {
    "lead": {"son", "binh"},
    "assigner": {"quang", "lan", "minh", "hien"},
}


@pytest.fixture
def in_state():
    return {state: make.moved(make.task(), *steps) for state, steps in PATHS.items()}


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_each_move_of_each_state_is_open_to_those_whose_it_is(person, in_state):
    viewer = make.viewer(person())
    for state, task in in_state.items():
        allowed = {
            move.name
            for move in rules.MOVES
            if state in move.sources and person.__name__ in MAY[move.who]
        }
        assert {move.name for move in rules.moves_open_to(viewer, task)} == allowed, state


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_the_action_refuses_whom_the_rules_refuse(person, in_state):
    viewer = make.viewer(person())
    for state, task in in_state.items():
        for move in rules.MOVES:
            mine = person.__name__ in MAY[move.who]
            if mine and state in move.sources:
                continue
            expected = StateError if mine else NotAllowedError
            with pytest.raises(expected):
                actions.move(task=task, move=move.name, by=viewer, reason="Thử")
        assert Task.objects.get(pk=task.pk).state == state


@pytest.mark.parametrize("move", rules.MOVES, ids=lambda move: move.name)
def test_each_move_leads_where_the_table_says_and_tells_history(move, in_state):
    for state in move.sources:
        task = in_state[state]
        moved = make.moved(task, move.name)
        assert moved.state == Task.objects.get(pk=task.pk).state == move.target
        assert moved.version == task.version + 1
        event = Event.objects.filter(kind="task", key=str(task.pk)).latest("seq")
        assert event.action == f"task.{move.name}"
        assert event.values_beside.changes["state"] == [state, move.target]
        assert event.values_beside.label == task.reference


@pytest.mark.parametrize(
    "move", [m for m in rules.MOVES if m.needs_reason], ids=lambda move: move.name
)
def test_a_move_that_matters_says_why(move, in_state):
    task = in_state["submitted"]
    with pytest.raises(StateError, match="Say why"):
        actions.move(task=task, move=move.name, by=make.viewer(make.quang()), reason="  ")
    actions.move(task=task, move=move.name, by=make.viewer(make.quang()), reason="Thiếu phụ lục ")
    event = Event.objects.latest("seq")
    assert (event.actor, event.values_beside.reason) == ("quang", "Thiếu phụ lục")


def test_an_assigned_unit_cannot_refuse():
    with pytest.raises(StateError, match="cannot refuse"):
        actions.move(task=make.task(), move="refuse", by=make.viewer(make.binh()))


def test_every_state_has_an_owner_or_is_closed():
    for state in TaskState:
        leaving = [m for m in rules.MOVES if state in m.sources and m.name != "cancel"]
        owner = rules.OWNERS[state]
        assert (owner is None) == (state in rules.CLOSED)
        assert {m.who for m in leaving} == ({owner} if owner else set())


def test_every_state_can_be_reached_and_every_open_one_left():
    targets = {move.target for move in rules.MOVES}
    assert targets | {"assigned"} == set(TaskState)
    for state in rules.OPEN:
        assert [move for move in rules.MOVES if state in move.sources]


def test_a_submission_and_an_approval_keep_their_times():
    task = make.task()
    submitted, approved = make.moment("2026-03-10"), make.moment("2026-03-12")
    make.moved(task, "accept", "submit", at=submitted)
    done = make.moved(task, "approve", at=approved)
    assert (done.submitted_at, done.done_at) == (submitted, approved)


def test_what_was_returned_is_no_longer_submitted():
    returned = make.moved(make.task(), "accept", "submit", "return")
    assert returned.submitted_at is None
    event = Event.objects.filter(action="task.return").get()
    assert event.values_beside.changes["submitted_at"][1] is None


def test_a_move_is_not_dated_in_the_future_nor_before_the_submission():
    task = make.moved(make.task(), "accept", "submit")
    quang = make.viewer(make.quang())
    with pytest.raises(StateError, match="not come yet"):
        actions.move(task=task, move="approve", by=quang, at=make.moment("2199-01-01"))
    with pytest.raises(StateError, match="before the task was submitted"):
        actions.move(task=task, move="approve", by=quang, at=make.moment("2020-01-01"))


def test_what_a_unit_resolved_for_itself_its_head_approves():
    task = make.task(basis="resolved", assigner="mofa-economic", lead="mofa-economic")
    lan, minh = make.viewer(make.lan()), make.viewer(make.minh())
    for step in ("accept", "start", "submit"):
        actions.move(task=task, move=step, by=lan)
    with pytest.raises(NotAllowedError, match="who assigned"):
        actions.move(task=task, move="approve", by=lan)
    assert actions.move(task=task, move="approve", by=minh).state == "done"


def test_a_lead_that_recorded_its_own_order_does_not_approve_it():
    task = make.task(by=make.binh(), keeping=make.guard("moit"))
    binh = make.viewer(make.binh())
    for step in ("accept", "submit"):
        actions.move(task=task, move=step, by=binh)
    with pytest.raises(NotAllowedError):
        actions.move(task=task, move="approve", by=binh)
    assert actions.move(task=task, move="approve", by=make.viewer(make.quang())).state == "done"


def test_the_ministry_directs_what_it_assigned_to_its_mission():
    task = make.task(assigner="mofa", lead="mission-jp")
    tuan, hien = make.viewer(make.tuan()), make.viewer(make.hien())
    assert [m.name for m in rules.moves_open_to(tuan, task)] == ["accept"]
    assert [m.name for m in rules.moves_open_to(hien, task)] == ["cancel"]


def test_the_government_office_does_not_speak_for_a_ministry():
    task = make.task(assigner="mofa", lead="mission-jp")
    assert rules.moves_open_to(make.viewer(make.quang()), task) == []


def test_who_only_reads_in_the_government_office_directs_nothing():
    make.ground()
    reader = make.person("doc", "Người Đọc", "vpcp", "reader")
    assert rules.moves_open_to(make.viewer(reader), make.task()) == []


def test_a_committee_does_not_speak_for_the_prime_minister():
    make.ground()
    member = make.person("uyvien", "Ủy Viên", "sc-economic-diplomacy", "officer")
    viewer = make.viewer(member)
    assert rules.moves_open_to(viewer, make.task()) == []
    own = make.task(assigner="sc-economic-diplomacy", lead="moit")
    assert [m.name for m in rules.moves_open_to(viewer, own)] == ["cancel"]
