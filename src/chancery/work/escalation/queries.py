"""Questions to the ladder: what waits for whom, what was raised, what the committee decides."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from chancery.people.access import Viewer
from chancery.work import access
from chancery.work.escalation.grounds import UNANSWERED
from chancery.work.escalation.ladder import ORGANS
from chancery.work.models import Escalation, Rung, Task, UrgedTask, Urging
from chancery.work.rules import OPEN, organs_spoken_for
from chancery.work.sides import led_by

_OPEN = Escalation.State.OPEN


def escalations(viewer: Viewer) -> QuerySet[Escalation]:
    """Those a person may know of, with what a list shows; the longest waiting first."""
    rows = access.escalations(viewer).select_related(
        "task__lead", "task__assigner", "to_unit", "from_unit", "raised_by", "ended_by"
    )
    return rows.order_by("due", "reference")


def listed(viewer: Viewer) -> QuerySet[Escalation]:
    """The same with no more than a list shows."""
    return access.escalations(viewer).select_related("task__lead", "to_unit")


def asked_of(viewer: Viewer) -> Q:
    """The rungs that ask this person: the units they head themselves, the organs they speak for."""
    posts = sorted(viewer.own_units)
    headed = [own for own in posts if viewer.heads(own)]
    written = [own for own in posts if viewer.writes_for(own)]
    spoken = Q(to_unit__kind__in=organs_spoken_for(viewer)) | Q(to_unit__in=written)
    organ = Q(to_unit__kind__in=ORGANS)
    return (organ & spoken) | (~organ & Q(to_unit__in=headed))


def to_answer(viewer: Viewer) -> QuerySet[Escalation]:
    """What waits for this person's answer."""
    return escalations(viewer).filter(asked_of(viewer), state=_OPEN)


def raised_by(viewer: Viewer) -> Q:
    """What the person's units raised."""
    return Q(from_unit__in=viewer.units)


def awaiting_committee(viewer: Viewer) -> QuerySet[Escalation]:
    """What waits on the highest rung: for the agenda of the committee and of its reviews."""
    return escalations(viewer).filter(rung=Rung.COMMITTEE, state=_OPEN)


def rungs_of(task: Task) -> QuerySet[Escalation]:
    """All that went up about a task, oldest first; who may see the task may see it."""
    rows = task.escalations.select_related("to_unit", "from_unit", "raised_by", "ended_by")
    return rows.order_by("raised_at", "pk")


def letters(viewer: Viewer) -> QuerySet[Urging]:
    """Urging letters about at least one task that the person may know of, with those lines."""
    lines = access.urged_tasks(viewer)
    shown = lines.select_related(
        "task__lead", "progress", "extension", "escalation", "answered_by"
    )
    rows = Urging.objects.filter(Exists(lines.filter(urging=OuterRef("pk"))))
    return rows.select_related("by_unit", "to_unit", "sent_by").prefetch_related(
        Prefetch("lines", shown.order_by("task__due", "task__reference"), "shown")
    )


def lines_of(task: Task) -> QuerySet[UrgedTask]:
    """How often a task was urged, and what was answered, oldest first."""
    rows = task.urged.select_related("urging__by_unit", "urging__to_unit", "progress")
    return rows.order_by("urging__sent_at", "pk")


def to_reply(viewer: Viewer) -> QuerySet[UrgedTask]:
    """What this person's units were urged about and have not answered."""
    rows = access.urged_tasks(viewer).filter(
        UNANSWERED,
        led_by(viewer, "task__"),
        urging__withdrawn_at__isnull=True,
        task__state__in=OPEN,
    )
    rows = rows.select_related("task__lead", "urging__by_unit")
    return rows.order_by("urging__reply_by", "task__reference")
