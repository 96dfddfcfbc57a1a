"""What holds of a task now: overdue, silent, not accepted, time not decided, urging not answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import DateField, Max, OuterRef, Q, QuerySet, Subquery

from chancery.people.queries import country_pack
from chancery.work.models import (
    Extension,
    Progress,
    Task,
    TaskState,
    Trigger,
    UrgedTask,
)
from chancery.work.models.asking import Decision
from chancery.work.queries import leaves, time_zone_of
from chancery.work.rules import OPEN
from chancery.work.timeliness import closing_day, local_day
from chancery.work.told import report_after

_REPORTED_ON = OPEN - {str(TaskState.ASSIGNED), str(TaskState.SUBMITTED)}
UNANSWERED = Q(answer="") | Q(progress__state__in=(Progress.State.DRAFT, Progress.State.RETURNED))
"""Lines of letters that nobody answered yet: a draft is no answer, its head has to stand by it."""


@dataclass(frozen=True, slots=True)
class Holds:
    """A ground that holds: ``since`` names its occasion, ``days`` are working days past."""

    event: Trigger
    since: date
    days: int


def tasks_by_clock(rows: QuerySet[Task] | None = None) -> QuerySet[Task]:
    """Open tasks that somebody does, each with what its grounds depend on; one query."""
    found = leaves(Task.objects.all() if rows is None else rows)
    asked = Extension.objects.filter(task=OuterRef("pk"), state=Decision.OPEN)
    urged = UrgedTask.objects.filter(
        UNANSWERED, task=OuterRef("pk"), urging__withdrawn_at__isnull=True
    )
    last_urged = urged.order_by().values("task").annotate(day=Max("urging__reply_by"))
    return (
        found.filter(state__in=OPEN, recurrence="")
        .select_related("assigner", "lead")
        .defer("quote", "text", "inferred")
        .annotate(
            time_asked=Subquery(asked.values("asked_at")[:1]),
            urged_until=Subquery(last_urged.values("day")[:1], output_field=DateField()),
        )
        .order_by("reference")
    )


def grounds_of(task: Task, now: datetime) -> dict[Trigger, Holds]:
    """Those that hold for at least one working day. Wants a task of ``tasks_by_clock``."""
    calendar, zone = country_pack().calendar, time_zone_of(task)
    today, found = local_day(now, zone), {}
    for event, since, last in _anchors(task, zone):
        days = calendar.working_days_between(last, today) if last < today else 0
        if days > 0:
            found[event] = Holds(event, since, days)
    return found


def _anchors(task: Task, zone: str) -> Iterator[tuple[Trigger, date, date]]:
    """Each ground with the day it counts from and the last day that was in time."""
    urged: date | None = task.urged_until  # type: ignore[attr-defined] # annotated
    if urged:
        yield Trigger.URGING, urged, urged
    if task.due and task.state != TaskState.SUBMITTED:
        yield Trigger.OVERDUE, task.due, closing_day(task.due, country_pack().calendar)
    if task.state in _REPORTED_ON:
        day = next_report(task, zone)
        yield Trigger.SILENCE, day, day
    if task.state == TaskState.ASSIGNED:
        given = local_day(task.created_at, zone)
        yield Trigger.RESPONSE, given, given
    asked: datetime | None = task.time_asked  # type: ignore[attr-defined] # annotated
    if asked:
        day = local_day(asked, zone)
        yield Trigger.EXTENSION, day, day


def next_report(task: Task, zone: str) -> date:
    """``told.next_report_due``, of what was read for the whole list."""
    accepted = local_day(task.accepted_at or task.created_at, zone)
    return report_after(task.reported_until or accepted, task.priority)
