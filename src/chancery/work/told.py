"""What is told of tasks: progress, contributions, comments; and when the next report is due.

Drafts of progress are the lead unit's own: outside it only approved updates are there.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from chancery.people.access import Viewer
from chancery.people.queries import country_pack
from chancery.register.models import Commitment
from chancery.work import access
from chancery.work.models import (
    Acceptance,
    Comment,
    Contribution,
    Health,
    Progress,
    Task,
    TaskState,
)
from chancery.work.rules import OPEN, parts_of
from chancery.work.sides import headed_by
from chancery.work.timeliness import ONE_DAY, local_day, months_later

_DEFINITION = Path(__file__).parents[1] / "definitions" / "progress.yaml"
_REPORTED_ON = OPEN - {str(TaskState.ASSIGNED), str(TaskState.SUBMITTED)}
_AT_RISK = (Health.AT_RISK, Health.DELAYED)


# Progress.


def progress_of(task: Task, viewer: Viewer) -> QuerySet[Progress]:
    """The updates on a task that this person may read, the latest period first."""
    own = Q(unit__in=viewer.units) | Q(written_by=viewer.user) | Q(task__person=viewer.user)
    rows = task.progress.filter(Q(state=Progress.State.APPROVED) | own)
    return rows.select_related("unit", "written_by", "decided_by")


def latest_progress(task: Task) -> Progress | None:
    """The approved update on the latest period."""
    return task.progress.filter(state=Progress.State.APPROVED).first()


def progress_to_approve(viewer: Viewer) -> QuerySet[Progress]:
    """Drafts that wait for this person as head of unit, the longest waiting first."""
    rows = Progress.objects.filter(
        access.knows_task(viewer),
        state=Progress.State.DRAFT,
        unit__in=headed_by(viewer),
        unit=F("task__lead"),
        task__state__in=OPEN,
    )
    return rows.select_related("task__lead", "unit", "written_by").order_by("written_at", "pk")


def returned_progress(viewer: Viewer) -> QuerySet[Progress]:
    """Drafts of this person that their head returned."""
    rows = Progress.objects.filter(
        access.knows_task(viewer),
        state=Progress.State.RETURNED,
        written_by=viewer.user,
        unit=F("task__lead"),
        task__state__in=OPEN,
    )
    return rows.select_related("task__lead", "unit", "decided_by").order_by("decided_at", "pk")


def at_risk(rows: QuerySet[Task]) -> QuerySet[Task]:
    """Open ones whose latest approved update says at risk or delayed."""
    return with_health(rows).filter(Q(health__in=_AT_RISK), state__in=OPEN)


def with_health(rows: QuerySet[Task]) -> QuerySet[Task]:
    """Each row with ``health`` of its latest approved update, None without one."""
    return rows.annotate(health=Subquery(_approved().values("health")[:1]))


def _approved() -> QuerySet[Progress]:
    rows = Progress.objects.filter(task=OuterRef("pk"), state=Progress.State.APPROVED)
    return rows.order_by("-period", "-written_at", "-id")


# When the next report is due.


@cache
def cadence() -> dict[str, tuple[int, int]]:
    """Months and days between two reports, by priority: ``definitions/progress.yaml``."""
    told: dict[str, Any] = yaml.safe_load(_DEFINITION.read_text("utf-8"))["every"]
    return {name: (every.get("months", 0), every.get("days", 0)) for name, every in told.items()}


def next_report_due(task: Task, now: datetime | None = None) -> date | None:
    """By which working day the lead unit reports next; the day has passed where it is silent.

    Counted from the last approved update, or from the acceptance. None where no report is
    waited for: not accepted yet, submitted, closed, or standing as its parts do.
    """
    if task.state not in _REPORTED_ON or parts_of(task).exists():
        return None
    return report_after(task.reported_until or _accepted_on(task, now), task.priority)


def report_after(day: date, priority: str) -> date:
    """The working day by which a unit that reported up to ``day`` reports again."""
    months, days = cadence()[priority]
    return country_pack().calendar.next_working_day(months_later(day, months) + days * ONE_DAY)


def reports_due(rows: QuerySet[Task], now: datetime | None = None) -> QuerySet[Task]:
    """Those whose next report is due today or was due before."""
    parts = Task.objects.filter(
        parent=OuterRef("pk"), assigner=OuterRef("assigner"), basis=OuterRef("basis")
    )
    return rows.filter(report_due(now)).filter(~Exists(parts))


def report_due(now: datetime | None = None) -> Q:
    """What holds of a task whose next report is due, unless it stands as its parts do.

    Nothing was reported on a later day than the last one that is due by now; where nothing was
    reported at all, the acceptance was no later. Asked of moments as they are kept: to have the
    day of each worked out cost more than all the rest.
    """
    home = ZoneInfo(country_pack().time_zone)
    today = local_day(now or timezone.now(), home.key)
    silent = Q()
    for priority in cadence():
        day = _silent_since(today, priority)
        over = datetime.combine(day + ONE_DAY, time.min, home)
        accepted = Q(accepted_at__lt=over) | Q(accepted_at__isnull=True, created_at__lt=over)
        never = Q(reported_until__isnull=True) & accepted
        silent |= Q(priority=priority) & (Q(reported_until__lte=day) | never)
    return silent & Q(state__in=_REPORTED_ON)


def _silent_since(today: date, priority: str) -> date:
    """The last day for which a report was due by ``today``: later days are reported later."""
    day = today
    while report_after(day, priority) > today:
        day -= ONE_DAY
    return day


def _accepted_on(task: Task, now: datetime | None) -> date:
    moment = task.accepted_at or task.created_at or now or timezone.now()
    return local_day(moment, country_pack().time_zone)


# Coordinating units, comments.


def acceptances_of(task: Task) -> QuerySet[Acceptance]:
    """Which coordinating units have accepted, those taken off since included."""
    return task.acceptances.select_related("unit", "accepted_by")


def contributions_of(task: Task) -> QuerySet[Contribution]:
    """What coordinating units brought, oldest first."""
    return task.contributions.select_related("unit", "given_by")


def comments_of(record: Task | Commitment) -> QuerySet[Comment]:
    """What was said beside a record, oldest first; withdrawn ones without their text."""
    return record.comments.select_related("unit", "written_by")
