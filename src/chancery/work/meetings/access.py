"""Which meetings a person may know of, and how much of each."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from chancery.documents.access import documents
from chancery.people.access import Concerns, Viewer, visible
from chancery.register import access as register
from chancery.work import access as work
from chancery.work.models import (
    AgendaItem,
    Meeting,
    MeetingDecision,
    MeetingState,
    Participant,
)


def meetings(viewer: Viewer) -> QuerySet[Meeting]:
    """Those that the person's agency prepares or is to take part in, all for who oversees."""
    return visible(viewer, Meeting, Concerns(many_units=("units",)))


def runs(viewer: Viewer, meeting: Meeting) -> bool:
    """Whether the person is of the agency of the secretariat, or oversees."""
    return viewer.oversees or meeting.held_by_id in (viewer.units | viewer.agency_units)


def sees_inside(viewer: Viewer, meeting: Meeting) -> bool:
    """Participants and agenda are the secretariat's own until it has invited."""
    return meeting.invited_at is not None or runs(viewer, meeting)


def participants(viewer: Viewer, meeting: Meeting) -> QuerySet[Participant]:
    """Who takes part in it."""
    if not sees_inside(viewer, meeting):
        return Participant.objects.none()
    return meeting.participants.select_related("unit")


def items(viewer: Viewer) -> QuerySet[AgendaItem]:
    """Items of the meetings that the person may know of, about what they may know of."""
    promised = register.commitments(viewer).order_by()
    proposed = work.proposals(viewer).order_by()
    known = (
        Q(kind__in=(AgendaItem.Kind.OWN, AgendaItem.Kind.OVERDUE))
        | work.knows_task(viewer, "escalation__task")
        # By the commitment alone: a session decides about it whoever ran the round.
        | Exists(promised.filter(pk=OuterRef("review_item__commitment")))
        | Q(agreement__in=register.agreements(viewer))
        | Exists(proposed.filter(pk=OuterRef("proposal")))
    )
    rows = AgendaItem.objects.filter(known, meeting__in=meetings(viewer))
    inside = Q(meeting__invited_at__isnull=False)
    if not viewer.oversees:
        rows = rows.filter(inside | Q(meeting__held_by__in=viewer.units | viewer.agency_units))
    return rows


def decisions(viewer: Viewer) -> QuerySet[MeetingDecision]:
    """Those about items that the person may know of; before the minutes stand, the secretariat's."""
    rows = MeetingDecision.objects.filter(meeting__in=meetings(viewer))
    known = Exists(items(viewer).order_by().filter(pk=OuterRef("item")))
    rows = rows.filter(Q(item__isnull=True) | known)
    if viewer.oversees:
        return rows
    own = Q(meeting__held_by__in=viewer.units | viewer.agency_units)
    return rows.filter(own | Q(meeting__state=MeetingState.CONCLUDED))


def readable_papers(viewer: Viewer, rows: Iterable[AgendaItem]) -> set[int]:
    """The papers of these items that the person may read."""
    keys = {row.paper_id for row in rows if row.paper_id}
    return set(documents(viewer).filter(pk__in=keys).values_list("pk", flat=True))
