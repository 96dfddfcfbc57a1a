"""Which meetings a person may know of, and how much of each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from chancery.documents.access import documents
from chancery.people.access import Concerns, Viewer, visible
from chancery.people.written_rule import WrittenRule
from chancery.register import access as register
from chancery.work import access as work
from chancery.work.models import (
    AgendaItem,
    Meeting,
    MeetingDecision,
    MeetingState,
    Participant,
    ReviewItem,
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
    return AgendaItem.objects.filter(_rule_of_items(viewer))


@lru_cache(maxsize=1024)  # of the rule alone, never of rows
def _rule_of_items(viewer: Viewer) -> WrittenRule:
    rungs, proposed = work.escalations(viewer), work.proposals(viewer).order_by()
    # By the commitment alone: a session decides about it whoever ran the round.
    judged = ReviewItem.objects.filter(
        Exists(register.commitments(viewer).order_by().filter(pk=OuterRef("commitment")))
    )
    known = (
        Q(kind__in=(AgendaItem.Kind.OWN, AgendaItem.Kind.OVERDUE))
        | Exists(rungs.filter(pk=OuterRef("escalation")))
        | Exists(judged.filter(pk=OuterRef("review_item")))
        | Q(agreement__in=register.agreements(viewer))
        | Exists(proposed.filter(pk=OuterRef("proposal")))
    )
    open_to = _seen(viewer, Q(invited_at__isnull=False))
    return WrittenRule(AgendaItem.objects.filter(known, meeting__in=open_to))


def _seen(viewer: Viewer, shown: Q) -> QuerySet[Meeting, int]:
    """The meetings whose inside the person sees: the secretariat's own, others once ``shown``."""
    rows = meetings(viewer).order_by()
    if not viewer.oversees:
        rows = rows.filter(shown | Q(held_by__in=viewer.units | viewer.agency_units))
    return rows.values_list("pk", flat=True)


def decisions(viewer: Viewer) -> QuerySet[MeetingDecision]:
    """Those about items that the person may know of; before the minutes stand, the secretariat's."""
    return MeetingDecision.objects.filter(_rule_of_decisions(viewer))


@lru_cache(maxsize=1024)  # of the rule alone, never of rows
def _rule_of_decisions(viewer: Viewer) -> WrittenRule:
    known = Exists(items(viewer).order_by().filter(pk=OuterRef("item")))
    concluded = _seen(viewer, Q(state=MeetingState.CONCLUDED))
    rows = MeetingDecision.objects.filter(meeting__in=concluded)
    return WrittenRule(rows.filter(Q(item__isnull=True) | known))


def readable_papers(viewer: Viewer, rows: Iterable[AgendaItem]) -> set[int]:
    """The papers of these items that the person may read."""
    keys = {row.paper_id for row in rows if row.paper_id}
    return set(documents(viewer).filter(pk__in=keys).values_list("pk", flat=True))
