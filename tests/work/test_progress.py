"""Progress: drafts inside the lead unit, approved by its head, reported outside."""

import json
from datetime import date, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from chancery.history.models import Event, EventValues
from chancery.people.errors import NotAllowedError
from chancery.people.queries import country_pack
from chancery.work import actions, queries, rules, told
from chancery.work.actions.reporting import withdraw_draft
from chancery.work.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.work.models import Progress, Task
from tests import make

pytestmark = pytest.mark.django_db

TODAY = make.moment("2026-11-20", 3)
PERIOD = date(2026, 11, 19)


@pytest.fixture(autouse=True)
def today():
    with mock.patch.object(timezone, "now", return_value=TODAY):
        yield


def accepted(**values):
    return make.moved(make.task(**values), "accept")


def report(task, by=None, **values):
    said = {"period": PERIOD, "health": "on_track", "text": "Đã họp hai vòng"}
    viewer = make.viewer(by or make.son())
    return actions.report_progress(task=task, by=viewer, **{**said, **values})


def change(progress, by=None, version=None, **values):
    said = {"period": PERIOD, "health": "at_risk", "text": "Viết lại"}
    return actions.change_progress(
        progress=progress,
        by=make.viewer(by or make.son()),
        version=version or Progress.objects.get(pk=progress.pk).version,
        **{**said, **values},
    )


def approve(progress, by=None, **more):
    viewer = make.viewer(by or make.binh())
    return actions.approve_progress(progress=progress, by=viewer, **more)


def give_back(progress, answer="Thiếu số liệu", by=None):
    viewer = make.viewer(by or make.binh())
    return actions.return_progress(progress=progress, answer=answer, by=viewer)


# Writing.


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_only_the_lead_unit_reports(person):
    task = accepted()
    may = person.__name__ in {"son", "binh"}
    assert rules.can_report(make.viewer(person()), task) is may
    if may:
        state = "approved" if person.__name__ == "binh" else "draft"
        assert report(task, person()).state == state
    else:
        with pytest.raises(NotAllowedError, match="lead unit"):
            report(task, person())


def test_an_officer_writes_a_draft_and_a_head_reports_at_once():
    task = accepted()
    draft = report(task, difficulty=" Chờ số liệu ", proposal="Họp liên ngành")
    assert (draft.state, draft.decided_by, draft.difficulty) == ("draft", None, "Chờ số liệu")
    own = report(task, make.binh(), period=date(2026, 11, 18))
    assert (own.state, own.decided_by) == ("approved", make.binh())
    assert str(own) == "Đã họp hai vòng"


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_drafts_are_read_inside_the_lead_unit_alone(person):
    task = accepted()
    approved = approve(report(task))
    draft = report(task, period=date(2026, 11, 20))
    viewer = make.viewer(person())
    inside = person.__name__ in {"son", "binh"}
    assert list(told.progress_of(task, viewer)) == ([draft, approved] if inside else [approved])
    assert told.latest_progress(task) == approved


def test_history_tells_that_something_was_written_not_what():
    task, words = accepted(), "câu chữ trong dự thảo"
    draft = report(task, text=words, health="delayed", difficulty=words)
    values = Event.objects.latest("seq").values_beside
    assert values.changes == {"progress": [None, draft.pk], "period": [None, "2026-11-19"]}
    approve(draft)
    event = Event.objects.latest("seq")
    assert (event.action, event.key) == ("task.progress_approve", str(task.pk))
    assert event.values_beside.changes["health"] == [None, "delayed"]
    assert words not in json.dumps(list(EventValues.objects.values()), default=str)


def test_a_period_has_come_where_the_lead_unit_sits():
    task = accepted()
    with pytest.raises(InvalidValuesError, match="not come yet") as wrong:
        report(task, period=date(2026, 11, 21))
    assert list(wrong.value.by_field) == ["period"]
    in_tokyo = make.task(assigner="mofa", lead="mission-jp")
    actions.move(task=in_tokyo, move="accept", by=make.viewer(make.tuan()))
    with mock.patch.object(timezone, "now", return_value=make.moment("2026-11-20", 16)):
        assert report(in_tokyo, make.tuan(), period=date(2026, 11, 21)).state == "draft"
        with pytest.raises(InvalidValuesError):
            report(task, period=date(2026, 11, 21))


def test_there_is_one_draft_for_a_period():
    task = accepted()
    draft = report(task)
    with pytest.raises(InvalidValuesError, match="draft for this period"):
        report(task)
    give_back(draft)
    with pytest.raises(InvalidValuesError):
        report(task)
    other = report(task, period=date(2026, 11, 18))
    with pytest.raises(InvalidValuesError):
        change(other)
    approve(change(draft))
    assert report(task).state == "draft"


def test_a_draft_of_somebody_who_left_stands_in_nobodys_way():
    task = accepted()
    report(task)
    son = make.son()
    son.is_active = False
    son.save()
    assert report(task, make.binh()).state == "approved"


@pytest.mark.parametrize(
    ("steps", "said"), [((), "Accept the task first"), (("accept", "cancel"), "is closed")]
)
def test_progress_is_of_what_was_accepted_and_is_not_over(steps, said):
    with pytest.raises(StateError, match=said):
        report(make.moved(make.task(), *steps))


def test_what_cannot_be_kept_is_told_by_field():
    for values, name in (({"text": " "}, "text"), ({"health": "fine"}, "health")):
        with pytest.raises(InvalidValuesError) as wrong:
            report(accepted(), **values)
        assert list(wrong.value.by_field) == [name]
    assert not Progress.objects.exists()


# Rewriting.


def test_its_author_rewrites_a_draft_until_it_is_approved():
    draft = report(accepted())
    with pytest.raises(NotAllowedError, match="Only who wrote"):
        change(draft, make.binh())
    assert not rules.can_change_progress(make.viewer(make.binh()), draft)
    changed = change(draft)
    assert (changed.text, changed.version, changed.state) == ("Viết lại", 2, "draft")
    assert Event.objects.latest("seq").action == "task.progress_change"
    approve(draft)
    with pytest.raises(StateError, match="approved and reported"):
        change(draft)


def test_a_returned_draft_is_written_anew_and_waits_again():
    draft = report(accepted())
    returned = give_back(draft)
    assert (returned.state, returned.answer) == ("returned", "Thiếu số liệu")
    assert list(told.returned_progress(make.viewer(make.son()))) == [returned]
    assert list(queries.waiting_for(make.viewer(make.son())).progress_returned) == [returned]
    again = change(draft)
    assert (again.state, again.answer, again.decided_by) == ("draft", "", None)
    assert list(told.progress_to_approve(make.viewer(make.binh()))) == [again]


def test_two_windows_on_one_draft_lose_nothing():
    draft = report(accepted())
    change(draft, version=1)
    with pytest.raises(ChangedMeanwhileError) as meanwhile:
        change(draft, version=1, text="Từ cửa sổ kia")
    assert meanwhile.value.who == "Doãn Hải Sơn"
    with pytest.raises(ChangedMeanwhileError):
        approve(draft, version=1)
    assert Progress.objects.get().text == "Viết lại"
    assert approve(draft, version=2).state == "approved"


# Deciding.


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_the_head_of_the_lead_unit_decides(person):
    draft = report(accepted())
    viewer = make.viewer(person())
    may = person.__name__ == "binh"
    assert rules.can_decide_progress(viewer, draft) is may
    assert (draft in told.progress_to_approve(viewer)) is may
    if not may:
        for decide in (approve, give_back):
            with pytest.raises(NotAllowedError, match="head of unit"):
                decide(draft, by=person())


def test_it_is_decided_once_and_returned_with_an_answer():
    draft = report(accepted())
    with pytest.raises(InvalidValuesError) as wrong:
        give_back(draft, " ")
    assert list(wrong.value.by_field) == ["answer"]
    approve(draft)
    with pytest.raises(StateError, match="decided already: approved"):
        give_back(draft)


def test_a_new_lead_does_not_see_the_drafts_of_the_old_one():
    task = accepted()
    draft = report(task)
    proposal = actions.propose_lead(
        task=task, proposed="mof", reason="Đúng chức năng", by=make.viewer(make.son())
    )
    actions.decide_lead(proposal=proposal, granted=True, by=make.viewer(make.quang()))
    head = make.viewer(make.person("truong", "Trưởng Ban", "mof", "head"))
    assert list(told.progress_of(task, head)) == []
    assert list(told.progress_to_approve(make.viewer(make.binh()))) == []
    with pytest.raises(StateError, match="leads this task now"):
        approve(draft)
    with pytest.raises(StateError, match="leads this task now"):
        change(draft)


# What it says about the task.


def test_at_risk_is_what_the_latest_approved_update_says():
    task, other = accepted(), accepted()
    approve(report(task, health="delayed", period=date(2026, 11, 1)))
    assert list(told.at_risk(Task.objects.all())) == [task]
    approve(report(task, period=date(2026, 11, 10)))
    assert list(told.at_risk(Task.objects.all())) == []
    report(task, health="at_risk")
    approve(report(other, health="at_risk"))
    assert list(told.at_risk(Task.objects.all())) == [other]
    assert list(queries.waiting_for(make.viewer(make.son())).at_risk) == [other]
    make.moved(other, "cancel")
    assert list(told.at_risk(Task.objects.all())) == []


# When the next report is due.


@pytest.mark.parametrize(
    ("priority", "period", "due"),
    [
        ("normal", date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        ("normal", date(2026, 3, 10), date(2026, 4, 10)),
        ("high", date(2026, 2, 4), date(2026, 2, 23)),  # the 18th falls into Tết
        ("urgent", date(2026, 2, 9), date(2026, 2, 23)),  # and the 16th
        ("urgent", date(2026, 3, 9), date(2026, 3, 16)),
    ],
)
def test_the_next_report_is_due_by_priority_on_a_working_day(priority, period, due):
    assert told.report_after(period, priority) == due
    assert country_pack().calendar.is_working_day(due)


def test_it_is_counted_from_the_acceptance_then_from_the_last_approved_update():
    task = make.task(priority="urgent")
    assert told.next_report_due(task) is None
    task = make.moved(task, "accept", at=make.moment("2026-11-09", 18))  # the 10th in Ha Noi
    assert told.next_report_due(task) == date(2026, 11, 17)
    draft = report(task, period=date(2026, 11, 18))
    assert told.next_report_due(task) == date(2026, 11, 17)
    approve(draft)
    task.refresh_from_db()
    assert told.next_report_due(task) == date(2026, 11, 25)
    assert told.next_report_due(make.moved(task, "submit")) is None


def test_a_task_keeps_the_last_day_that_an_approved_update_speaks_of():
    task, kept = accepted(), []
    steps = (
        lambda: report(task),
        lambda: approve(report(task, period=date(2026, 11, 12))),
        lambda: report(task, make.binh(), period=date(2026, 11, 5)),  # about an earlier time
        lambda: give_back(report(task, period=date(2026, 11, 20))),
        lambda: withdraw_draft(
            progress=report(task, period=date(2026, 11, 16)), by=make.viewer(make.son())
        ),
        lambda: approve(task.progress.get(period=PERIOD)),
    )
    for step in steps:
        step()
        task.refresh_from_db()
        approved = task.progress.filter(state="approved").values_list("period", flat=True)
        assert task.reported_until == max(approved, default=None)
        kept.append(task.reported_until and task.reported_until.day)
    assert kept == [None, 12, 12, 12, 12, 19]


def test_no_report_is_waited_for_from_a_whole():
    order = make.task(recurrence="weekly", due=date(2026, 12, 4))
    part = make.moved(order.children.get(), "accept")
    order.refresh_from_db()
    assert (order.state, told.next_report_due(order)) == ("in_progress", None)
    assert told.next_report_due(part) == date(2026, 12, 21)  # 20 December is a Sunday
    ahead = TODAY + timedelta(days=60)
    assert list(told.reports_due(Task.objects.all(), ahead)) == [part]


def test_the_silent_ones_are_those_whose_next_report_has_fallen_due():
    starts = [make.moment("2026-09-01") + timedelta(days=n) for n in range(0, 80, 3)]
    priorities = ("normal", "high", "urgent")
    for n, start in enumerate(starts):
        make.moved(make.task(priority=priorities[n % 3]), "accept", at=start)
    make.moved(make.task(), "accept", "submit")
    make.task()
    silent = set(told.reports_due(Task.objects.all(), TODAY))
    today = date(2026, 11, 20)
    expected = {t for t in Task.objects.all() if (told.next_report_due(t) or date.max) <= today}
    assert silent == expected
    assert 0 < len(silent) < len(starts)
    waiting = queries.waiting_for(make.viewer(make.son()), TODAY)
    assert set(waiting.reports_due) == expected
