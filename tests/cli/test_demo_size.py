"""The generated part of a demo: as much as was asked for, marked, and of one piece."""

from collections import Counter
from datetime import date

import pytest

from chancery.cli.demo_filling import SIZES, fill, fill_to
from chancery.cli.demo_generated import Generator, words
from chancery.history.models import Event
from chancery.history.queries import verify
from chancery.intake.search.asking import keys_matching
from chancery.partners.actions import load_partners
from chancery.people.actions import add_user, give_post, load_units
from chancery.reference import load_pack
from chancery.register.models import Commitment
from chancery.work.models import Extension, Progress, Task

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


def test_what_is_missing_is_generated_once(house):
    told = fill_quietly(20, 80)
    assert told[:2] == [("generated commitments", 20, 20), ("generated tasks", 80, 80)]
    assert told[-1][0] == "search index"
    assert (Commitment.objects.count(), Task.objects.count()) == (20, 80)
    assert fill_quietly(20, 80) == []
    assert (Commitment.objects.count(), Task.objects.count()) == (20, 80)
    fill("small", TODAY, tell=lambda *_: None)
    assert Task.objects.count() == 80


def test_every_generated_record_says_so_and_history_tells_of_the_run(house):
    fill_quietly(10, 40)
    rows = [*Commitment.objects.all(), *Task.objects.all()]
    assert all(row.text.endswith(words()["mark"]) for row in rows)
    event = Event.objects.get(action="demo.generate")
    assert event.values_beside.changes == {"commitments": [None, 10], "tasks": [None, 40]}
    assert verify().is_whole


def test_what_was_generated_is_found(house):
    fill_quietly(2, 5)
    found = Task.objects.filter(pk__in=keys_matching("task", "ban ghi sinh tu dong"))
    assert found.count() == 5


def test_references_go_on_where_the_last_ones_ended(house):
    fill_quietly(3, 5)
    fill_quietly(4, 9)
    numbers = [
        int(ref.rpartition("-")[2]) for ref in Task.objects.values_list("reference", flat=True)
    ]
    assert sorted(numbers) == list(range(1, 10))


def test_generated_work_is_what_the_rules_would_have_allowed(house):
    fill_quietly(30, 200)
    for task in Task.objects.all():
        assert PACK.may_assign(task.assigner_id, task.lead_id)
        assert (task.accepted_at is None) == (task.state in {"assigned", "cancelled"})
    for extension in Extension.objects.all():
        assert extension.is_later
        assert extension.due_before == extension.task.original_due
    assert not Progress.objects.filter(task__accepted_at=None).exists()


def test_the_drawing_is_the_same_each_time_and_has_every_state():
    first, second = (Generator(PACK, TODAY, seed=7) for _each in range(2))
    commitments = list(first.commitments(50))
    assert commitments == list(second.commitments(50))
    tasks = list(first.tasks(400, commitments))
    assert tasks == list(second.tasks(400, commitments))
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
