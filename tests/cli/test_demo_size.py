"""The generated part of a demo: as much as was asked for, marked, and of one piece."""

from collections import Counter
from datetime import date

import pytest

from chancery.cli.demo import _stopped as stopped_with
from chancery.cli.demo_filling import SIZES, fill, fill_to
from chancery.cli.demo_generated import Generator, words
from chancery.history.models import Event
from chancery.history.queries import events_of, verify
from chancery.intake.search.asking import keys_matching
from chancery.partners.actions import load_partners
from chancery.people.actions import add_user, give_post, load_units
from chancery.reference import load_pack
from chancery.register.models import Commitment
from chancery.work import rules
from chancery.work.models import Acceptance, Contribution, Evidence, Extension, Progress, Task

TODAY = date(2026, 11, 20)
PACK = load_pack("vn")


@pytest.fixture
def house(db):
    load_partners(pack=PACK, by="system")
    load_units(pack=PACK, by="system")
    lan = add_user(username="lan", full_name="Lan", password=None, by="system", is_demo=True)
    give_post(user=lan, unit="mofa-economic", role="officer", by="system")


def fill_quietly(commitments, tasks):
    told = []
    fill_to(commitments, tasks, TODAY, tell=lambda *line: told.append(line))
    return told


def test_medium_is_what_the_budget_of_pages_is_measured_on():
    assert SIZES["medium"] == (1_000, 10_000)
    assert SIZES["small"] == (0, 0)


def test_what_is_missing_is_generated_once_marked_found_and_told_of(house):
    told = fill_quietly(3, 5)
    ends = {what: total for what, done, total in told if done == total}
    assert (ends["generated commitments"], ends["generated tasks"]) == (3, 5)
    assert list(ends)[-1] == "search index"
    assert fill_quietly(3, 5) == []
    fill_quietly(4, 9)
    fill("small", TODAY, tell=lambda *_: None)
    rows = [*Commitment.objects.all(), *Task.objects.all()]
    assert len(rows) == 4 + 9
    assert all(row.text.endswith(words()["mark"]) for row in rows)
    found = Task.objects.filter(pk__in=keys_matching("task", "ban ghi sinh tu dong"))
    assert found.count() == 9
    runs = Event.objects.filter(action="demo.generate").order_by("seq")
    assert runs[1].values_beside.changes == {"commitments": [None, 1], "tasks": [None, 4]}


def test_generated_work_has_the_history_that_the_rules_would_have_written(house):
    fill_quietly(20, 100)
    assert verify().is_whole
    tasks = Task.objects.prefetch_related("progress", "extensions", "evidence")
    for task in tasks:
        check_history_of(task)
    told = Counter(Event.objects.filter(kind="task").values_list("action", flat=True))
    assert told["task.progress"] == told["task.progress_approve"] == Progress.objects.count() > 0
    assert told["task.extension_grant"] == Extension.objects.count() > 0
    assert told["task.evidence"] == Evidence.objects.count() > 0
    assert told["task.coordinate"] == Acceptance.objects.count()
    assert told["task.contribute"] == Contribution.objects.count()
    judged = Commitment.objects.exclude(state="open").count()
    assert Event.objects.filter(action="commitment.verdict").count() == judged > 0
    at = list(Event.objects.filter(kind__in=("task", "commitment")).values_list("at", flat=True))
    assert at == sorted(at)
    assert len({task.lead_id for task in tasks}) > 20


def check_history_of(task):
    assert PACK.may_assign(task.assigner_id, task.lead_id)
    assert task.reference.split("-")[1] == str(task.created_at.year)
    events = list(events_of("task", task.pk))
    assert events[0].action == "task.add"
    assert events[0].at == task.created_at
    state = "assigned"
    for event in events[1:]:
        before, after = event.values_beside.changes.get("state", (state, state))
        assert before == state
        move = next((m for m in rules.MOVES if f"task.{m.name}" == event.action), None)
        if move is not None:
            assert state in move.sources
            assert after == move.target
            assert bool(event.values_beside.reason) >= move.needs_reason
        state = after
    assert state == task.state
    told = [one.period for one in task.progress.all()]
    assert task.reported_until == max(told, default=None)
    assert task.extensions_given == len(task.extensions.all())
    for asked in task.extensions.all():
        assert asked.is_later
        assert (asked.due_before, asked.due_granted) == (task.original_due, task.due)


def test_who_stops_the_making_is_told_what_is_left(capsys):
    with pytest.raises(SystemExit) as stopped, stopped_with("Nothing was kept."):
        raise KeyboardInterrupt
    assert stopped.value.code == 130
    assert "Nothing was kept." in capsys.readouterr().err


def test_the_drawing_is_the_same_each_time_and_has_every_state():
    first, second = (Generator(PACK, TODAY, seed=7) for _each in range(2))
    commitments = list(first.commitments(50))
    assert commitments == list(second.commitments(50))
    tasks = list(first.tasks(400, commitments, 5))
    assert tasks == list(second.tasks(400, commitments, 5))
    states = Counter(task.state for task in tasks)
    assert set(states) == {
        "assigned",
        "accepted",
        "in_progress",
        "submitted",
        "done",
        "returned",
        "cancelled",
    }
    past = [task for task in tasks if task.due and task.due < TODAY]
    assert len(past) > 100
    assert all(task.due.weekday() < 5 for task in tasks if task.due)
