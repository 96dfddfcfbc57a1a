"""Which work a person may know of."""

from __future__ import annotations

from django.db.models import QuerySet

from chancery.people.access import Concerns, Viewer, visible
from chancery.work.models import Escalation, Proposal, Shortcoming, Task, UrgedTask


def tasks(viewer: Viewer) -> QuerySet[Task]:
    """Those the person's units assigned, lead or coordinate, and those on a mission's partners."""
    concerns = Concerns(
        units=("assigner", "lead"), many_units=("coordinating",), many_partners=("partners",)
    )
    return visible(viewer, Task, concerns)


def proposals(viewer: Viewer) -> QuerySet[Proposal]:
    """Those the person's units sent, received or would coordinate, and a mission's partners'."""
    concerns = Concerns(
        units=("from_unit", "to_unit"), many_units=("coordinating",), many_partners=("partners",)
    )
    return visible(viewer, Proposal, concerns)


def shortcomings(viewer: Viewer) -> QuerySet[Shortcoming]:
    """Those noted on the person's units."""
    return visible(viewer, Shortcoming, Concerns(units=("unit",)))


def escalations(viewer: Viewer) -> QuerySet[Escalation]:
    """Those about tasks that the person may know of."""
    return Escalation.objects.filter(task__in=tasks(viewer))


def urged_tasks(viewer: Viewer) -> QuerySet[UrgedTask]:
    """Lines of urging letters about tasks that the person may know of."""
    return UrgedTask.objects.filter(task__in=tasks(viewer))
