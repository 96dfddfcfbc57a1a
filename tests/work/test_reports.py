"""Timeliness counted by unit, partner and month: figures against the obvious way."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from statistics import median
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from chancery.people.queries import country_pack
from chancery.work import access, actions, queries, reports
from chancery.work.models import Extension, LeadProposal, Task
from chancery.work.timeliness import Timeliness
from tests import make

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 18, 3, tzinfo=UTC)
HOME = ZoneInfo("Asia/Ho_Chi_Minh")
STATES = ("assigned", "in_progress", "submitted", "done", "returned", "cancelled")
PARTNERS = ((), ("JP",), ("JP", "KR"), ("AU",))


@pytest.fixture
def many():
    """Tasks of three leads in all states, around Tết and ``NOW``, some given more time."""
    make.ground()
    rows = []
    for n in range(144):
        due = None if n % 7 == 0 else date(2026, 1, 5) + timedelta(days=n % 100)
        state = STATES[n % 6]
        handed_in = state in {"submitted", "done"}
        rows.append(
            Task(
                reference=f"NV-{n}",
                text=f"Việc {n}",
                state=state,
                basis="assigned",
                assigner_id="pm",
                lead_id=("moit", "mof", "mofa")[n % 3],
                held_by_id="mofa-economic",
                created_by=make.lan(),
                created_at=NOW - timedelta(days=80 - n % 40),
                accepted_at=NOW - timedelta(days=n % 38, hours=n % 24) if n % 4 else None,
                submitted_at=NOW - timedelta(days=n % 50) if handed_in else None,
                done_at=NOW if state == "done" else None,
                due=due,
                original_due=due and due - timedelta(days=n % 12),
            )
        )
    Task.objects.bulk_create(map(make.judged, rows))
    tasks = list(Task.objects.order_by("pk"))
    for n, task in enumerate(tasks):
        task.partners.set(PARTNERS[n % 4])
        for number in range(n % 3 if task.due else 0):
            granted = task.due - timedelta(days=1 - 2 * number)
            asked = Extension.objects.create(
                task=task,
                unit_id=task.lead_id,
                reason="Chờ",
                asked_by=make.son(),
                asked_at=NOW,
                due_before=task.due - timedelta(days=number),
                due_asked=task.due,
                due_granted=granted,
                state="granted",
                decided_by=make.quang(),
                decided_at=NOW,
                decision_days=0,
            )
            task.extensions_given += asked.is_later
        task.save()
    return tasks


def groups_of(task, by, against):
    if by == "unit":
        return [task.lead_id]
    if by == "partner":
        return [p.pk for p in task.partners.all()] or [""]
    if by == "period":
        return [f"{belongs_to(task, against):%Y-%m}"]
    return [""]


def belongs_to(task, against):
    due = task.due if against == "due" else task.original_due
    return due or task.created_at.astimezone(HOME).date()


@pytest.mark.parametrize("against", ["due", "original"])
@pytest.mark.parametrize("by", ["unit", "partner", "period", ""])
@pytest.mark.parametrize("period", [reports.EVER, (date(2026, 1, 31), date(2026, 3, 1))])
def test_each_figure_is_what_counting_one_by_one_gives(by, against, period, many):
    calendar = country_pack().calendar
    expected, extended, waits = Counter(), Counter(), {}
    for task in many:
        day = belongs_to(task, against)
        if task.state == "cancelled" or not (period[0] or day) <= day <= (period[1] or day):
            continue
        value = queries.timeliness_of(task, NOW, against_original=against == "original")
        later = sum(extension.is_later for extension in task.extensions.all())
        for group in groups_of(task, by, against):
            expected[group, value] += 1
            extended[group] += later
            if task.accepted_at:
                first, last = (
                    moment.astimezone(HOME).date()
                    for moment in (task.created_at, task.accepted_at)
                )
                waited = max(0, calendar.working_days_between(first, last))
                waits.setdefault(group, []).append(waited)
    viewer = make.viewer(make.quang())
    lines = reports.timeliness_by(viewer, by, against, period, now=NOW)
    found = {(line.key, value): n for line in lines for value, n in line.counts.items() if n}
    assert found == dict(expected)
    assert {line.key: line.extensions for line in lines if line.extensions} == dict(+extended)
    assert {line.key: line.response for line in lines if line.responses} == {
        key: median(days) for key, days in waits.items()
    }
    assert {line.key: line.responses for line in lines if line.responses} == {
        key: len(days) for key, days in waits.items()
    }
    assert sum(line.total for line in lines) == sum(expected.values()) > 0


@pytest.mark.parametrize("against", ["due", "original"])
@pytest.mark.parametrize("by", ["unit", "partner", "period", ""])
def test_the_rows_behind_each_figure_are_as_many_as_it_says(by, against, many):
    viewer, period = make.viewer(make.quang()), (date(2026, 1, 31), date(2026, 3, 1))
    for line in reports.timeliness_by(viewer, by, against, period, now=NOW):
        assert line.filter_of("done_late")["outcome"] == "done_late"
        assert (line.filter["from"], line.filter["until"]) == ("2026-01-31", "2026-03-01")
        asked = {"by": line.filter["by"], "key": line.filter["key"], "against": against}
        for value, number in line.counts.items():
            rows = reports.rows_behind(
                viewer, period=period, outcome=value, now=NOW, rows=queries.listed(viewer), **asked
            )
            assert rows.count() == number


def test_the_total_counts_each_task_once(many):
    viewer = make.viewer(make.quang())
    total = reports.timeliness_total(viewer, now=NOW)
    assert total.total == sum(task.state != "cancelled" for task in many)
    assert reports.rows_behind(viewer, now=NOW).count() == total.total
    none = reports.timeliness_total(make.viewer(make.nobody()), now=NOW)
    assert (none.total, none.response, none.extensions) == (0, None, 0)


@pytest.mark.parametrize("by", ["unit", "partner", "period"])
def test_a_report_has_the_lines_and_the_total_that_are_asked_for_alone(by, many):
    viewer = make.viewer(make.quang())
    with mock.patch.object(timezone, "now", return_value=NOW):
        lines, total = reports.timeliness_report(viewer, by)
        assert lines == reports.timeliness_by(viewer, by)
        assert total == reports.timeliness_total(viewer)
        nothing, none = reports.timeliness_report(make.viewer(make.nobody()), by)
    assert (nothing, none.total, none.response) == ([], 0, None)


def test_nobody_counts_what_they_may_not_know_of(many):
    viewer = make.viewer(make.oanh())
    lines = reports.timeliness_by(viewer, now=NOW, rows=Task.objects.all())
    seen = access.tasks(viewer).exclude(state="cancelled").count()
    assert 0 < sum(line.total for line in lines) == seen < len(many)


def test_a_period_may_be_open_at_either_end(many):
    viewer, day = make.viewer(make.quang()), date(2026, 2, 1)
    before = reports.timeliness_total(viewer, period=(None, day - timedelta(days=1)), now=NOW)
    after = reports.timeliness_total(viewer, period=(day, None), now=NOW)
    assert before.total > 0 < after.total
    assert before.total + after.total == reports.timeliness_total(viewer, now=NOW).total


def test_rows_may_be_narrowed_first(many):
    viewer = make.viewer(make.quang())
    (line,) = reports.timeliness_by(viewer, rows=Task.objects.filter(lead="mof"), now=NOW)
    assert (line.key, str(line.about)) == ("mof", "Ministry of Finance")


def test_the_number_of_questions_does_not_depend_on_the_number_of_tasks(
    many, django_assert_max_num_queries
):
    viewer = make.viewer(make.quang())
    with django_assert_max_num_queries(6):
        reports.timeliness_by(viewer, now=NOW)


def test_wholes_and_standing_orders_are_not_counted_beside_their_parts():
    make.task(recurrence="weekly", due=date(2099, 1, 2))
    actions.add_tasks_for_leads(
        values=make.task_values(),
        leads=("moit", "mof"),
        guard=make.guard("vpcp"),
        by=make.viewer(make.quang()),
    )
    total = reports.timeliness_total(make.viewer(make.quang()))
    assert (total.total, Task.objects.count()) == (3, 5)
    assert total.counts[Timeliness.NO_DUE_DATE] == 2


def test_a_lead_that_came_later_is_timed_from_when_it_was_given_the_task():
    with mock.patch.object(timezone, "now", return_value=make.moment("2026-03-02")):
        task = make.task()
        LeadProposal.objects.create(
            task=task,
            unit_id="mof",
            proposed_id="moit",
            reason="x",
            asked_by=make.son(),
            asked_at=timezone.now(),
            state="granted",
            decided_by=make.quang(),
            decided_at=make.moment("2026-03-11"),
        )
    make.moved(task, "accept", at=make.moment("2026-03-13"))
    (line,) = reports.timeliness_by(make.viewer(make.quang()))
    assert (line.responses, line.response) == (1, 2)


def test_a_request_is_timed_from_when_it_was_made():
    with mock.patch.object(timezone, "now", return_value=make.moment("2026-03-02")):
        proposal = make.proposal()
        make.task(basis="requested", assigner="moit", lead="mofa-economic")
    with mock.patch.object(timezone, "now", return_value=make.moment("2026-03-05")):
        task = actions.accept_proposal(proposal=proposal, by=make.viewer(make.son()))
    assert task.accepted_at == make.moment("2026-03-05")
    lines = reports.timeliness_by(make.viewer(make.quang()))
    assert {line.key: (line.responses, line.response) for line in lines} == {
        "moit": (1, 3),
        "mofa-economic": (0, None),
    }


def test_an_occurrence_opened_as_accepted_answers_nothing():
    order = make.task(recurrence="weekly", due=date(2026, 12, 4))
    make.moved(order.children.get(), "accept")
    actions.open_occurrences(today=date(2026, 12, 10))
    total = reports.timeliness_total(make.viewer(make.quang()))
    assert (total.total, total.responses) == (2, 1)
