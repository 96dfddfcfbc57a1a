"""Which work a person may know of."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from chancery.people.access import OUTPOSTS, Concerns, Viewer, visible
from chancery.people.models import Unit
from chancery.work.models import Escalation, Proposal, Shortcoming, Task, UrgedTask

_OF_TASKS = Concerns(
    units=("assigner", "lead"), many_units=("coordinating",), many_partners=("partners",)
)
_ONE_BY_ONE = replace(_OF_TASKS, one_by_one=True)


def tasks(viewer: Viewer) -> QuerySet[Task]:
    """Those the person's units assigned, lead or coordinate, and those on a mission's partners."""
    return visible(viewer, Task, _OF_TASKS)


def few_tasks(viewer: Viewer) -> QuerySet[Task]:
    """The same, asked of each row: for questions that look at a few of them alone."""
    return visible(viewer, Task, _ONE_BY_ONE)


def knows_task(viewer: Viewer, column: str = "task") -> Exists:
    """That the person may know of the task that a row has in ``column``.

    Asked of each row: of the few that tell of tasks, where ``task__in`` would look at every task.
    """
    return Exists(few_tasks(viewer).order_by().filter(pk=OuterRef(column)))


def proposals(viewer: Viewer) -> QuerySet[Proposal]:
    """Those the person's units sent, received or would coordinate, and a mission's partners'.

    Writers at missions also see what was shared with them.
    """
    concerns = Concerns(
        units=("from_unit", "to_unit"), many_units=("coordinating",), many_partners=("partners",)
    )
    rows = visible(viewer, Proposal, concerns)
    writing = [unit for unit in viewer.own_units if viewer.writes_for(unit)]
    if not viewer.area or not writing:  # who covers nobody is at no mission
        return rows
    at_a_mission = Exists(Unit.objects.filter(pk__in=writing, kind__in=OUTPOSTS))
    shared = Proposal.objects.filter(at_a_mission, shared=True).exclude(sensitivity="restricted")
    return Proposal.objects.filter(
        Q(pk__in=rows.order_by().values("pk")) | Q(pk__in=shared.order_by().values("pk"))
    )


def shortcomings(viewer: Viewer) -> QuerySet[Shortcoming]:
    """Those noted on the person's units."""
    return visible(viewer, Shortcoming, Concerns(units=("unit",)))


def escalations(viewer: Viewer) -> QuerySet[Escalation]:
    """Those about tasks that the person may know of."""
    return Escalation.objects.filter(knows_task(viewer))


def urged_tasks(viewer: Viewer) -> QuerySet[UrgedTask]:
    """Lines of urging letters about tasks that the person may know of."""
    return UrgedTask.objects.filter(knows_task(viewer))
