"""Questions about what lead units ask: more time, another lead; who may be put in charge."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from chancery.people.access import OUTPOSTS, OVERSEERS, WRITERS, Viewer
from chancery.people.models import Post, Unit, User
from chancery.work import access
from chancery.work.models import Extension, LeadProposal, Task
from chancery.work.models.asking import Decision
from chancery.work.rules import OPEN
from chancery.work.sides import directed_by


def extensions_of(task: Task) -> QuerySet[Extension]:
    """All that was asked, oldest first; the granted ones are the old dates of the task."""
    return task.extensions.select_related("unit", "asked_by", "decided_by")


def open_extension(task: Task) -> Extension | None:
    """The question that waits for the assigner."""
    return extensions_of(task).filter(state=Decision.OPEN).first()


def lead_proposals_of(task: Task) -> QuerySet[LeadProposal]:
    """Which units were proposed to lead instead, oldest first."""
    return task.lead_proposals.select_related("unit", "proposed", "asked_by", "decided_by")


def open_lead_proposal(task: Task) -> LeadProposal | None:
    """The proposal that waits for the assigner."""
    return lead_proposals_of(task).filter(state=Decision.OPEN).first()


def extensions_to_decide(viewer: Viewer) -> QuerySet[Extension]:
    """Questions for more time that this person may answer, the longest waiting first."""
    rows = Extension.objects.filter(directed_by(viewer, "task__"), _waits(viewer))
    return rows.select_related("task__lead", "task__assigner", "unit", "asked_by")


def lead_proposals_to_decide(viewer: Viewer) -> QuerySet[LeadProposal]:
    """Proposals of another lead that this person may answer, the longest waiting first."""
    rows = LeadProposal.objects.filter(directed_by(viewer, "task__"), _waits(viewer))
    return rows.select_related("task__lead", "task__assigner", "unit", "proposed", "asked_by")


def _waits(viewer: Viewer) -> Q:
    return Q(access.knows_task(viewer), state=Decision.OPEN, task__state__in=OPEN)


def people_to_delegate_to(task: Task) -> QuerySet[User]:
    """Who holds a writing post in the lead unit or below it today, by name."""
    today = timezone.localdate()
    held = Post.objects.filter(unit__in=_below(task.lead_id), role__in=WRITERS, start__lte=today)
    held = held.filter(Q(end__isnull=True) | Q(end__gt=today))
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("full_name")


def _below(key: str) -> set[str]:
    """``rules.line_of`` from the other end; one query for each step down."""
    found, waiting = {key}, {key}
    while waiting:
        own = Unit.objects.filter(belongs_to__in=waiting).exclude(kind__in=OUTPOSTS)
        own = own.exclude(belongs_to__kind__in=OVERSEERS)
        waiting = set(own.values_list("pk", flat=True)) - found
        found |= waiting
    return found
