"""What a person's desk holds this morning: the same lists as ``waiting_for``, read all at once.

Written for the page that is opened most. The open tasks of the person's units are read once, few
columns of them, through the index on the lead; the lists are cut out of that here, and only the
rows that are shown are loaded. A test compares every list with ``waiting_for``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from chancery.documents.models import Sensitivity
from chancery.people.access import Viewer
from chancery.people.queries import country_pack
from chancery.people.written_question import all_of
from chancery.people.written_rule import WrittenRule
from chancery.work import access, sides
from chancery.work.clock import Reading
from chancery.work.home_days import TO_THE_MINUTE, HomeDays, written
from chancery.work.models import Acceptance, Health, Progress, Task, TaskState
from chancery.work.queries import SOON, leaves, overdue_by
from chancery.work.rules import OPEN, organs_spoken_for
from chancery.work.timeliness import first_open_day, local_day
from chancery.work.told import report_after

M = TypeVar("M", bound=Model)
Rows = QuerySet[Any, Any]
_OWED = OPEN - {str(TaskState.SUBMITTED)}
_SHOWN = (
    *("reference", "text", "state", "due", "person_id"),
    *(f"lead__{name}" for name in ("name_vi", "name_en", "short", "time_zone")),
    "assigner__time_zone",
)
"""The columns that a line of a desk needs."""
_REPORTED_ON = _OWED - {str(TaskState.ASSIGNED)}


@dataclass(frozen=True, slots=True)
class Led:
    """What is read of each open task that the person's units lead."""

    pk: int
    state: str
    due: date | None
    priority: str
    lead: str
    person: int | None
    zone: str
    since: str
    """When it was accepted, or recorded where that is not known, as the database writes it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Keys of tasks, list by list; each in the order of due dates."""

    overdue: list[int]
    due_soon: list[int]
    mine: list[int]
    to_accept: list[int]
    to_coordinate: list[int]
    to_approve: list[int]
    at_risk: list[int]
    reports_due: list[int]

    def dated(self, shown: int) -> list[int]:
        """The first that are late or soon are: the person's own before their unit's."""
        mine, late = set(self.mine), [*self.overdue, *self.due_soon]
        return [*(k for k in late if k in mine), *(k for k in late if k not in mine)][:shown]


def desk_of(viewer: Viewer, now: datetime | None = None) -> Desk:
    """Seven queries at most, whatever the number of tasks."""
    moment = now or timezone.now()
    led = _led(viewer)
    owed = [row for row in led if row.state in _OWED]
    late, soon = _dated(owed, moment)
    told = _latest_progress(viewer, led)
    written = set(sides.written_for(viewer))
    mine = [row for row in owed if row.person == viewer.user.pk]
    our_move = [row for row in led if row.lead in written or (written and row in mine)]
    at_risk = (Health.AT_RISK, Health.DELAYED)
    return Desk(
        overdue=late,
        due_soon=soon,
        mine=[row.pk for row in mine],
        to_accept=[row.pk for row in our_move if row.state == TaskState.ASSIGNED],
        to_coordinate=_to_coordinate(viewer),
        to_approve=all_of(_submitted, viewer, organs_spoken_for(viewer)),
        at_risk=[row.pk for row in led if row.pk in told and told[row.pk][1] in at_risk],
        reports_due=_silent(our_move, told, moment),
    )


def load(viewer: Viewer, keys: Iterable[int]) -> dict[int, Task]:
    """The tasks to be shown, with lead and assigner; keys come from the ``Desk`` of the person."""
    return {task.pk: task for task in all_of(_shown, viewer, tuple(sorted(set(keys))))}


def _shown(_viewer: Viewer, keys: tuple[int, ...]) -> QuerySet[Task]:
    rows = Task.objects.order_by().select_related("lead", "assigner")
    return rows.only(*_SHOWN).filter(pk__in=keys)


def few(rows: Callable[[Viewer], QuerySet[M]], viewer: Viewer, among: QuerySet[M]) -> QuerySet[M]:
    """``rows``, looked for ``among`` some alone: what a cheap question finds first.

    Who may know of the task that a question is about is then asked of a handful, not of all, and
    mostly of none.
    """
    keys = list(among.order_by().values_list("pk", flat=True))
    return rows(viewer).filter(pk__in=keys) if keys else among.none()


def soon_until(now: datetime) -> date:
    """The last of the working days in which a task counts as due soon."""
    pack = country_pack()
    day = local_day(now, pack.time_zone)
    for _step in range(SOON):
        day = pack.calendar.next_working_day(day + timedelta(days=1))
    return day


def overdue_by_lead(viewer: Viewer, reading: Reading) -> QuerySet[Task, tuple[str, int]]:
    """The units with overdue tasks that this person may know of, and how many; the most first."""
    late = overdue_by(leaves(access.tasks(viewer)), reading)
    counted = late.order_by().values_list("lead").annotate(number=Count("pk"))
    return counted.order_by("-number", "lead")


@lru_cache(maxsize=1024)  # of the rule alone, never of rows
def _own_circle(viewer: Viewer) -> QuerySet[Task]:
    """``access.tasks``, for rows in which the person's circle is known to have a part: of these
    only the restricted are closed to some."""
    named = Task.named_units.through.objects.filter(unit__in=viewer.own_units)
    open_to = Q(held_by__in=viewer.own_units) | Q(pk__in=named.values("task"))
    closed = Q(sensitivity=Sensitivity.RESTRICTED)
    rule = WrittenRule(leaves(Task.objects.filter(~closed | open_to)))
    return Task.objects.filter(rule).order_by("due", "reference")


def _led(viewer: Viewer) -> list[Led]:
    """Open tasks that the person's units lead, or that are in the person's charge."""
    found = [Led(*row) for row in all_of(_of_leads, viewer, tuple(sorted(_in_charge(viewer))))]
    return [r for r in found if r.due] + [r for r in found if not r.due]


def _of_leads(viewer: Viewer, in_charge: tuple[int, ...]) -> Rows:
    led = Q(lead__in=viewer.units) | Q(pk__in=in_charge)
    since = written(Coalesce("accepted_at", "created_at"))
    rows = _own_circle(viewer).filter(led, state__in=OPEN).annotate(since=since)
    return rows.values_list(
        "pk", "state", "due", "priority", "lead", "person", "assigner__time_zone", "since"
    )


def _of_person(viewer: Viewer) -> Rows:
    return Task.objects.filter(person=viewer.user).order_by().values_list("pk", "state")


def _in_charge(viewer: Viewer) -> list[int]:
    mine = all_of(_of_person, viewer)
    keys = [key for key, state in mine if state in OPEN]  # by the index on the person alone
    known = access.tasks(viewer).filter(pk__in=keys).order_by()
    return list(known.values_list("pk", flat=True)) if keys else []


def _dated(rows: list[Led], now: datetime) -> tuple[list[int], list[int]]:
    """Overdue by the clock of who assigned it, and due soon."""
    pack, until = country_pack(), soon_until(now)
    zones = {row.zone for row in rows}
    days = {zone: first_open_day(now, zone or pack.time_zone, pack.calendar) for zone in zones}
    near = [row for row in rows if row.due is not None and row.due <= max(until, *days.values())]
    late = [row.pk for row in near if row.due is not None and row.due < days[row.zone]]
    is_late = set(late)
    soon = [r.pk for r in near if r.pk not in is_late and r.due is not None and r.due <= until]
    return late, soon


def _latest_progress(viewer: Viewer, led: list[Led]) -> dict[int, tuple[date, str]]:
    """The period and health of the last approved update, by task."""
    tasks = {row.pk for row in led}
    mine = tuple(sorted(row.pk for row in led if row.lead not in viewer.units))
    told = all_of(_reported, viewer, mine)
    return {task: (period, health) for task, period, health in told if task in tasks}


def _reported(viewer: Viewer, mine: tuple[int, ...]) -> Rows:
    """What was told of the tasks of the person's units, and of others in their charge."""
    ours = Task.objects.filter(lead__in=viewer.units, state__in=OPEN).order_by()
    of_task = Q(task__in=ours.values("pk"))
    if mine:
        of_task |= Q(task__in=mine)
    rows = Progress.objects.filter(of_task, state=Progress.State.APPROVED)
    return rows.order_by("period", "written_at", "pk").values_list("task", "period", "health")


def _silent(rows: list[Led], told: dict[int, tuple[date, str]], now: datetime) -> list[int]:
    """Those whose next progress report is due today or was due before."""
    pack, day = country_pack(), HomeDays()
    today, found = local_day(now, pack.time_zone), []
    for row in rows:
        if row.state not in _REPORTED_ON:
            continue
        last = told[row.pk][0] if row.pk in told else day[row.since[TO_THE_MINUTE]]
        if _report_after(pack.code, last, row.priority) <= today:
            found.append(row.pk)
    return found


@lru_cache(maxsize=4096)
def _report_after(pack: str, day: date, priority: str) -> date:
    """The same few hundred days come up for every task, and every morning."""
    return report_after(day, priority)


def _submitted(viewer: Viewer, _organs: frozenset[str]) -> Rows:
    rows = _own_circle(viewer).filter(sides.directed_by(viewer), state=TaskState.SUBMITTED)
    return rows.values_list("pk", flat=True)


def _to_coordinate(viewer: Viewer) -> list[int]:
    waiting = tuple(sorted(set(all_of(_not_noted, viewer))))
    return all_of(_waiting, viewer, waiting) if waiting else []


def _not_noted(viewer: Viewer) -> Rows:
    """Those that a unit of the person has not taken note of: asked of the units, not of tasks."""
    taken = Acceptance.objects.filter(task=OuterRef("task"), unit=OuterRef("unit"))
    through = Task.coordinating.through.objects.filter(
        ~Exists(taken), unit__in=sides.written_for(viewer), task__state__in=OPEN
    )
    return through.values_list("task", flat=True)


def _waiting(viewer: Viewer, waiting: tuple[int, ...]) -> Rows:
    return _own_circle(viewer).filter(pk__in=waiting).values_list("pk", flat=True)
