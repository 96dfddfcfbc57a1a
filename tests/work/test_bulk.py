"""The same done to many records: each by its own rules, taken back once, within a day."""

from dataclasses import replace
from datetime import date, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from chancery.history.models import Event
from chancery.people.follows import followed
from chancery.register.models import Commitment
from chancery.work import actions
from chancery.work.actions.bulk import STEPS, run_bulk, take_back, take_back_acceptance
from chancery.work.bulk import MOST, Wish, run_of
from chancery.work.errors import StateError
from chancery.work.models import Task
from chancery.work.queries import task_values
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks():
    make.ground()
    return [make.task(text=f"Việc {number}", due=date(2026, 12, 30)) for number in range(3)]


def do(by, rows, wish, of="task"):
    return run_bulk(of=of, keys=[row.pk for row in rows], wish=wish, by=make.viewer(by))


def back(by, run):
    return take_back(run=run, by=make.viewer(by))


def states(rows):
    return [Task.objects.get(pk=row.pk).state for row in rows]


def test_what_the_rules_refuse_for_one_does_not_stop_the_others(tasks):
    make.moved(tasks[1], "accept")
    run = do(make.binh(), tasks, Wish("accept"))
    assert [one.reference for one in run.done] == [tasks[0].reference, tasks[2].reference]
    (failed,) = run.failed
    assert failed.reference == tasks[1].reference
    assert "cannot be done" in failed.reason
    assert states(tasks) == ["accepted"] * 3


def test_who_may_not_do_it_to_one_may_not_do_it_to_many(tasks):
    run = do(make.thu(), tasks, Wish("accept"))
    assert run.done == ()
    assert len(run.failed) == 3
    assert states(tasks) == ["assigned"] * 3


def test_a_record_that_one_may_not_know_of_is_neither_done_nor_named(tasks):
    run = do(make.oanh(), tasks, Wish("follow"))
    assert (run.done, run.failed) == ((), ())
    assert followed(make.oanh()) == {}


def test_history_tells_of_each_record_and_of_the_run(tasks):
    run = do(make.binh(), tasks, Wish("accept"))
    assert Event.objects.filter(kind="task", action="task.accept", actor="binh").count() == 3
    event = Event.objects.get(kind="bulk", action="bulk.run")
    assert event.key == run.key
    assert [row[0] for row in event.values_beside.changes["done"][1]] == [t.pk for t in tasks]


def test_acceptance_is_taken_back_while_nothing_else_has_happened(tasks):
    run = do(make.binh(), tasks, Wish("accept"))
    actions.move(task=tasks[0], move="start", by=make.viewer(make.binh()))
    after = back(make.binh(), run)
    assert after.taken_back == (tasks[1].reference, tasks[2].reference)
    (kept,) = after.kept
    assert kept.reference == tasks[0].reference
    assert states(tasks) == ["in_progress", "assigned", "assigned"]
    assert Task.objects.get(pk=tasks[1].pk).accepted_at is None


def test_acceptance_is_the_leads_to_take_back_and_not_once_work_has_begun(tasks):
    make.moved(tasks[0], "accept")
    row = Task.objects.get(pk=tasks[0].pk)
    with pytest.raises(Exception, match="lead unit"):
        take_back_acceptance(task=row, version=row.version, by=make.viewer(make.quang()))
    make.moved(row, "start")
    row.refresh_from_db()
    with pytest.raises(StateError, match="gone on"):
        take_back_acceptance(task=row, version=row.version, by=make.viewer(make.binh()))


def test_priority_and_due_date_go_back_to_what_each_record_had(tasks):
    by = make.viewer(make.quang())
    version = tasks[0].version
    values = replace(task_values(tasks[0]), priority="urgent", due=date(2026, 11, 30))
    actions.change_task(task=tasks[0], values=values, version=version, by=by)
    first = do(make.quang(), tasks, Wish("priority", priority="high"))
    second = do(make.quang(), tasks, Wish("due", due=date(2027, 1, 15), reason="Lùi lịch"))
    assert set(Task.objects.values_list("priority", "due")) == {("high", date(2027, 1, 15))}
    assert len(back(make.quang(), second).taken_back) == 3
    assert list(Task.objects.order_by("pk").values_list("due", flat=True)) == [
        date(2026, 11, 30),
        date(2026, 12, 30),
        date(2026, 12, 30),
    ]
    # the dates were moved and moved back since: the priorities of the first run are left alone
    after = back(make.quang(), first)
    assert after.taken_back == ()
    assert len(after.kept) == 3


def test_a_person_in_charge_goes_back_to_the_one_before(tasks):
    run = do(make.binh(), tasks, Wish("delegate", person=make.son()))
    assert set(Task.objects.values_list("person__username", flat=True)) == {"son"}
    assert len(back(make.binh(), run).taken_back) == 3
    assert set(Task.objects.values_list("person", flat=True)) == {None}


def test_what_is_so_already_is_told_and_not_counted_as_done(tasks):
    run = do(make.quang(), tasks, Wish("priority", priority="normal"))
    assert run.done == ()
    assert {one.reason for one in run.failed} == {"It is so already."}


def test_following_is_taken_back_only_where_it_began_with_the_run(tasks):
    do(make.lan(), tasks[:1], Wish("follow"))
    run = do(make.lan(), tasks, Wish("follow"))
    back(make.lan(), run)
    assert followed(make.lan()) == {"task": {str(tasks[0].pk)}}


@pytest.mark.parametrize("name", ["approve", "cancel"])
def test_what_cannot_be_taken_back_says_why(tasks, name):
    for task in tasks:
        make.moved(task, "accept", "start", "submit")
    run = do(make.quang(), tasks, Wish(name, reason="Không còn cần"))
    assert len(run.done) == 3
    with pytest.raises(StateError, match="stays so"):
        back(make.quang(), run)


def test_a_run_is_taken_back_once_within_a_day_by_who_made_it(tasks):
    run = do(make.binh(), tasks, Wish("accept"))
    assert run_of(make.viewer(make.son()), run.key) is None
    later = timezone.now() + timedelta(days=1, minutes=1)
    clock = mock.patch.object(timezone, "now", return_value=later)
    with clock, pytest.raises(StateError, match="one day"):
        back(make.binh(), run)
    again = back(make.binh(), run)
    with pytest.raises(StateError, match="already"):
        back(make.binh(), again)


def test_no_more_at_once_than_a_person_can_look_over(tasks):
    with pytest.raises(StateError, match=str(MOST)):
        run_bulk(of="task", keys=range(MOST + 1), wish=Wish("follow"), by=make.viewer(make.lan()))


def test_commitments_get_a_lead_and_a_verdict_and_go_back():
    rows = [make.commitment(text=f"Cam kết {number}") for number in range(2)]
    make.unit("moit")
    led = do(make.lan(), rows, Wish("lead", lead="moit"), of="commitment")
    assert set(Commitment.objects.values_list("lead", flat=True)) == {"moit"}
    assert len(back(make.lan(), led).taken_back) == 2
    assert set(Commitment.objects.values_list("lead", flat=True)) == {None}
    given = do(
        make.lan(), rows, Wish("state", state="continued", reason="Rà soát"), of="commitment"
    )
    assert len(given.done) == 2
    after = back(make.lan(), given)
    assert {*after.taken_back, *(one.reference for one in after.kept)} == {
        row.reference for row in rows
    }


def test_every_step_is_one_of_a_list():
    from chancery.web.listing import COMMITMENTS, TASKS  # noqa: PLC0415 - the door above

    offered = {("task", key) for key, _label in TASKS.bulk}
    offered |= {("commitment", key) for key, _label in COMMITMENTS.bulk}
    assert offered == set(STEPS)
