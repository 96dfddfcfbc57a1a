"""What people do on the ladder: who may in which state, and what an answer does to the task."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from chancery.history.models import Event
from chancery.notices.models import Notice
from chancery.people.errors import NotAllowedError
from chancery.work import actions as work
from chancery.work.errors import AuthorityError, InvalidValuesError, StateError
from chancery.work.escalation import queries, rules
from chancery.work.escalation.values import AnswerValues
from chancery.work.models import Escalation, Ruling, Task
from chancery.work.origins import Origin, origins_of_task
from tests import make

pytestmark = pytest.mark.django_db
STATES = Escalation.State.values
NOW = make.moment("2026-03-18", 2)


@pytest.fixture(autouse=True)
def a_wednesday():
    with mock.patch.object(timezone, "now", return_value=NOW):
        yield


@pytest.fixture
def house():
    make.ground()
    for one in make.CAST:
        one()


@pytest.fixture
def task(house):
    made = make.task(due=date(2026, 3, 6))
    return make.moved(made, "accept")


def rung(task, **values):
    first = {
        "reference": f"BC-2026-{7000 + Escalation.objects.count()}",
        "trigger": "overdue",
        "rung": "unit",
        "to_unit_id": "moit",
        "since": date(2026, 3, 6),
        "raised_at": timezone.now(),
        "raised_on": date(2026, 3, 13),
        "due": date(2026, 3, 20),
    }
    if values.get("state", "open") != "open":
        values.setdefault("ended_at", timezone.now())
    if values.get("state") in {"answered", "handed_up"}:
        values.setdefault("verdict", "dismiss")
    return Escalation.objects.create(task=task, **{**first, **values})


def may(check):
    try:
        check()
    except (NotAllowedError, StateError):
        return False
    return True


def answered(row, verdict, by, **values):
    said = AnswerValues(verdict, values.pop("answer", "Đồng ý"), **values)
    return work.answer_escalation(escalation=row, values=said, by=make.viewer(by))


# Who may do what in which state: the table, said a second time by hand.

ASKED_UNIT = {"binh", "quang"}  # the head of the ministry; the assigner's Office
ASKED_COMMITTEE = {"quang"}
RAISERS = {"binh", "son"}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("person", [one.__name__ for one in make.CAST])
def test_only_who_is_asked_answers_and_only_while_it_waits(task, state, person):
    who = make.viewer(getattr(make, person)())
    low = rung(task, state=state)
    high = rung(task, state=state, rung="committee", to_unit_id="sc-economic-diplomacy", step=2)
    waits = state == "open"
    assert rules.can_answer(who, low) is (waits and person in ASKED_UNIT)
    assert rules.can_answer(who, high) is (waits and person in ASKED_COMMITTEE)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("person", [one.__name__ for one in make.CAST])
def test_only_who_raised_it_takes_it_back_and_only_while_it_waits(task, state, person):
    who = make.viewer(getattr(make, person)())
    row = rung(task, state=state, trigger="authority", text="Xin ý kiến", raised_by=make.binh())
    by_clock = rung(task, state=state)
    assert rules.can_withdraw(who, row) is (state == "open" and person in RAISERS)
    assert not rules.can_withdraw(who, by_clock)


def test_every_move_of_the_table_is_one_that_the_states_know():
    for move in rules.MOVES:
        assert {move.source, move.target} <= set(STATES)
        assert move.source != move.target
    assert {move.source for move in rules.MOVES if move.who != "answerer"} == {"open"}


def test_what_each_may_answer_is_what_they_may_do_to_the_task_anyway(task):
    low = rung(task)
    high = rung(task, rung="committee", to_unit_id="sc-economic-diplomacy", step=2)
    everything = ["instruct", "extend", "amend", "cancel"]
    assert rules.verdicts_open_to(make.viewer(make.binh()), low) == ["instruct", "hand_up"]
    quang = make.viewer(make.quang())
    assert rules.verdicts_open_to(quang, low) == [*everything, "hand_up", "dismiss"]
    assert rules.verdicts_open_to(quang, high) == [*everything, "dismiss"]
    assert rules.verdicts_open_to(make.viewer(make.lan()), low) == []


def test_the_secretariat_of_the_committee_instructs_but_moves_no_date_of_the_prime_minister(task):
    who = make.viewer(make.person("tram", "Đinh Bảo Trâm", "sc-economic-diplomacy", "officer"))
    row = rung(task, rung="committee", to_unit_id="sc-economic-diplomacy")
    assert rules.verdicts_open_to(who, row) == ["instruct", "dismiss"]
    assert list(queries.awaiting_committee(who)) == [row]


# What an answer does.


def test_an_instruction_becomes_a_task_below_the_one_that_went_up(task):
    row = answered(
        rung(task), "instruct", make.binh(), text="Trình dự thảo", due=date(2026, 3, 25)
    )
    given = Task.objects.exclude(pk=task.pk).get()
    assert (row.order, row.state) == (given, "answered")
    assert (given.parent, given.basis, given.lead_id) == (task, "resolved", "moit")
    assert origins_of_task(make.viewer(make.binh()), given.pk) == [Origin("escalation", row)]
    assert given.due == date(2026, 3, 25)
    told = Event.objects.get(action="escalation.answer")
    assert told.values_beside.changes["order"] == [None, given.reference]
    task.refresh_from_db()
    assert task.due == date(2026, 3, 6)  # nothing of the clock it measures has moved


def test_an_instruction_of_the_assigner_never_makes_the_task_a_whole(task):
    row = answered(rung(task), "instruct", make.quang(), text="Báo cáo Thủ tướng trong tuần")
    assert row.order.parent is None
    assert (row.order.assigner_id, row.order.lead_id) == ("pm", "moit")
    work.move(task=task, move="start", by=make.viewer(make.son()))  # still moved by itself


def test_nobody_instructs_a_unit_without_authority_over_it(task):
    row = rung(task)
    with pytest.raises(AuthorityError):
        answered(row, "instruct", make.binh(), text="Làm", lead="mof")
    row.refresh_from_db()
    assert row.state == "open"  # all of it or nothing


def test_more_time_is_given_through_the_extension_that_waits(task):
    asked = work.ask_extension(
        task=task, due=date(2026, 4, 30), reason="Chờ", by=make.viewer(make.son())
    )
    row = rung(task, trigger="extension", to_unit_id="pm", since=date(2026, 3, 6))
    answered(row, "extend", make.quang(), due=date(2026, 4, 15))
    asked.refresh_from_db()
    task.refresh_from_db()
    assert (asked.state, asked.due_granted) == ("granted", task.due) == ("granted", date(2026, 4, 15))  # fmt: skip
    assert task.original_due == date(2026, 3, 6)


def test_more_time_that_nobody_asked_for_is_kept_as_an_extension(task):
    with pytest.raises(InvalidValuesError):
        answered(rung(task), "extend", make.quang(), due=date(2026, 3, 1))
    answered(Escalation.objects.get(), "extend", make.quang(), due=date(2026, 4, 15))
    task.refresh_from_db()
    assert task.due == date(2026, 4, 15)
    assert task.extensions.get().due_before == date(2026, 3, 6)


def test_an_amendment_and_a_withdrawal_are_decisions_on_the_task(task):
    answered(rung(task), "amend", make.quang(), text="Xây dựng đề án")
    task.refresh_from_db()
    assert task.text == "Xây dựng đề án"
    row = answered(rung(task, step=2), "cancel", make.quang(), answer="Không còn cần")
    task.refresh_from_db()
    assert (task.state, row.state, row.verdict) == ("cancelled", "answered", "cancel")


def test_who_is_late_cannot_say_that_it_does_not_matter(task):
    with pytest.raises(StateError):
        answered(rung(task), "dismiss", make.binh())
    assert answered(Escalation.objects.get(), "dismiss", make.quang()).verdict == "dismiss"


def test_an_answer_says_why(task):
    with pytest.raises(StateError):
        answered(rung(task), "hand_up", make.binh(), answer="  ")


def test_of_two_who_answer_the_second_is_told_so(task):
    row = rung(task)
    answered(row, "hand_up", make.binh())
    with pytest.raises(StateError):
        answered(row, "dismiss", make.quang())


def test_handed_up_it_waits_on_the_next_rung_where_somebody_answers(task):
    answered(rung(task), "hand_up", make.binh(), answer="Vượt thẩm quyền")
    above = Escalation.objects.get(state="open")
    assert (above.rung, above.step, above.from_unit_id) == ("committee", 2, "moit")
    assert above.previous.state == "handed_up"
    assert Notice.objects.filter(kind="escalation", to=make.quang()).count() == 1


# Up.


def test_an_officer_reports_to_the_head_and_the_head_further_up(task):
    son, binh = make.viewer(make.son()), make.viewer(make.binh())
    assert [(rung, unit.pk) for rung, unit in rules.raised_to(son, task)] == [("unit", "moit")]
    assert [rung for rung, _unit in rules.raised_to(binh, task)] == ["committee"]
    with pytest.raises(InvalidValuesError):
        work.raise_task(task=task, rung="committee", text="Xin ý kiến", by=son)
    row = work.raise_task(task=task, rung="unit", text="Vượt thẩm quyền", by=son)
    assert row.due == date(2026, 3, 25)
    assert Notice.objects.get(kind="escalation").to == make.binh()
    with pytest.raises(StateError):
        work.raise_task(task=task, rung="committee", text="Xin ý kiến", by=binh)


def test_where_there_is_no_head_an_officer_reports_further_up_at_once(task):
    make.binh().posts.update(end=date(2026, 1, 1))
    son = make.viewer(make.son())
    assert [rung for rung, _unit in rules.raised_to(son, task)] == ["committee"]


def test_nobody_outside_the_lead_reports_for_it(task):
    for one in (make.lan, make.quang, make.tuan, make.yen):
        with pytest.raises(NotAllowedError):
            work.raise_task(task=task, rung="committee", text="x", by=make.viewer(one()))


def test_a_restricted_task_is_raised_only_to_who_may_know_of_it(house):
    task = make.task(due=date(2026, 3, 6), keeping=make.guard("mofa-economic", "restricted"))
    task = make.moved(task, "accept")
    with pytest.raises(InvalidValuesError, match="may know of this task"):
        work.raise_task(
            task=task, rung="committee", text="Xin ý kiến", by=make.viewer(make.binh())
        )


def test_who_raised_it_is_told_of_the_answer(task):
    work.raise_task(task=task, rung="committee", text="Xin ý kiến", by=make.viewer(make.binh()))
    answered(Escalation.objects.get(), "dismiss", make.quang(), answer="Bộ tự quyết định")
    notice = Notice.objects.get(to=make.binh())
    assert task.reference in notice.subject
    assert task.text not in notice.subject + notice.body  # mail is no safe channel


# Back.


def test_an_answer_is_taken_back_while_nobody_has_acted_on_it(task):
    row = answered(rung(task), "hand_up", make.binh())
    work.undo_answer(escalation=row, by=make.viewer(make.binh()))
    states = list(Escalation.objects.order_by("step").values_list("state", flat=True))
    assert states == ["open", "withdrawn"]
    row = answered(Escalation.objects.get(state="open"), "instruct", make.binh(), text="Làm")
    work.undo_answer(escalation=row, by=make.viewer(make.binh()))
    assert not Task.objects.exclude(pk=task.pk).exists()


def test_an_answer_is_not_taken_back_once_it_was_acted_on_or_is_a_day_old(task):
    row = answered(rung(task), "instruct", make.binh(), text="Làm")
    with pytest.raises(NotAllowedError):
        work.undo_answer(escalation=row, by=make.viewer(make.quang()))
    later = NOW + timedelta(hours=25)
    with (
        mock.patch.object(timezone, "now", return_value=later),
        pytest.raises(StateError),
    ):
        work.undo_answer(escalation=row, by=make.viewer(make.binh()))
    work.move(task=row.order, move="accept", by=make.viewer(make.son()))
    with pytest.raises(StateError):
        work.undo_answer(escalation=row, by=make.viewer(make.binh()))


def test_what_changed_the_task_is_not_taken_back(task):
    row = answered(rung(task), "extend", make.quang(), due=date(2026, 4, 15))
    with pytest.raises(NotAllowedError):
        work.undo_answer(escalation=row, by=make.viewer(make.quang()))


def test_a_task_recorded_by_mistake_takes_along_what_the_clock_alone_raised(house):
    task = make.task(due=date(2026, 3, 6))
    rung(task, trigger="response")
    work.withdraw_task(task=task, reason="Ghi nhầm", by=make.viewer(make.lan()))
    assert not Task.objects.exists()
    assert Event.objects.filter(action="escalation.close").exists()


def test_what_a_person_raised_keeps_a_task_from_being_withdrawn(house):
    task = make.task(due=date(2026, 3, 6))
    rung(task, trigger="authority", text="Xin ý kiến", raised_by=make.binh())
    with pytest.raises(StateError):
        work.withdraw_task(task=task, reason="Ghi nhầm", by=make.viewer(make.lan()))


# What is shown.


def test_lists_show_what_waits_for_whom(task):
    low = rung(task)
    high = rung(task, rung="committee", to_unit_id="sc-economic-diplomacy", step=2)
    assert list(queries.to_answer(make.viewer(make.binh()))) == [low]
    assert list(queries.to_answer(make.viewer(make.quang()))) == [high]
    assert not queries.to_answer(make.viewer(make.son())).exists()  # an officer
    assert not queries.escalations(make.viewer(make.yen())).exists()  # may not know of the task


def test_every_verdict_has_words():
    assert all(str(verdict.label) for verdict in Ruling)
