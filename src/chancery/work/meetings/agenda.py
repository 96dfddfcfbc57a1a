"""What waits for a decision of the committee: gathered for an agenda, in the order of urgency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from chancery.people.access import Viewer
from chancery.people.written_question import all_of, first_of
from chancery.register.agreements.alarm_rules import alarms
from chancery.register.agreements.queries import Date, coming_to
from chancery.register.models import CommitmentState
from chancery.work import access as work
from chancery.work.escalation.definition import ladder_plan
from chancery.work.escalation.queries import awaiting_committee
from chancery.work.meetings import access
from chancery.work.meetings.overdue import overdue_by_ministry
from chancery.work.models import (
    AgendaItem,
    Meeting,
    MeetingState,
    Proposal,
    Review,
    ReviewItem,
    ReviewState,
    Verdict,
)
from chancery.work.reviews.access import items as review_items
from chancery.work.reviews.access import reviews
from chancery.work.reviews.measured import agenda_of

Kind = AgendaItem.Kind
TARGETS: dict[str, str] = {
    Kind.ESCALATION: "escalation",
    Kind.OVERDUE: "unit",
    Kind.REVIEW: "review_item",
    Kind.ALARM: "agreement",
    Kind.PROPOSAL: "proposal",
}
"""By kind of item, the column that holds what it is about."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be put on an agenda; ``about`` is its row, or what was counted of it.

    ``on`` is the reference of another meeting ahead on whose agenda it stands already.
    """

    kind: str
    key: str
    about: Any
    on: str = ""

    @property
    def name(self) -> str:
        """What a tick in a form is called."""
        return f"{self.kind}~{self.key}"


def candidates(viewer: Viewer, meeting: Meeting | None = None) -> list[Candidate]:
    """All that waits and the person may know of, but what is on this meeting's agenda already."""
    there = _on_agendas(viewer)
    mine = meeting.pk if meeting else 0
    units = _deciding(meeting)
    return [
        Candidate(kind, key, about, there.get((kind, key), {}).get("", ""))
        for kind, key, about in _gathered(viewer, units)
        if mine not in there.get((kind, key), {})
    ]


def _gathered(viewer: Viewer, units: frozenset[str]) -> Iterable[tuple[str, str, Any]]:
    for rung in all_of(awaiting_committee, viewer):
        yield Kind.ESCALATION, str(rung.pk), rung
    for item in handed_up(viewer):
        yield Kind.REVIEW, str(item.pk), item
    for asked in all_of(awaiting_decision, viewer, units):
        yield Kind.PROPOSAL, str(asked.pk), asked
    for ministry in overdue_by_ministry(viewer):
        yield Kind.OVERDUE, ministry.unit.pk, ministry
    for date in dates_near(viewer):
        yield Kind.ALARM, date.agreement.pk, date


def counts_waiting(viewer: Viewer) -> dict[str, int]:
    """How many wait for the committee, by kind: as many as ``candidates`` names."""
    return {
        str(Kind.ESCALATION): first_of(awaiting_committee, viewer, 1)[1],
        str(Kind.REVIEW): len(handed_up(viewer)),
        str(Kind.PROPOSAL): first_of(awaiting_decision, viewer, 1, _deciding(None))[1],
        str(Kind.OVERDUE): len(overdue_by_ministry(viewer)),
        str(Kind.ALARM): len(dates_near(viewer)),
    }


def handed_up(viewer: Viewer) -> list[ReviewItem]:
    """Commitments that a review handed up and nobody decided since, and in a round whose verdicts
    are being given those that its agenda of exceptions wants the committee for."""
    found = {item.pk: item for item in all_of(_handed_up, viewer)}
    last = {item.commitment_id: pk for pk, item in found.items()}
    kept = [item for pk, item in found.items() if last[item.commitment_id] == pk]
    asked = [
        point.facts.pk
        for review in all_of(_giving_verdicts, viewer)
        for point in agenda_of(viewer, review)
    ]
    there = _review_items(viewer).in_bulk(asked)
    return [*kept, *(there[pk] for pk in asked)]


def _review_items(viewer: Viewer) -> QuerySet[ReviewItem]:
    return review_items(viewer).select_related("review", "commitment__lead", "unit")


def _handed_up(viewer: Viewer) -> QuerySet[ReviewItem]:
    up = _review_items(viewer).filter(
        verdict=Verdict.HAND_UP,
        review__state=ReviewState.CONCLUDED,
        commitment__state=CommitmentState.HANDED_UP,
    )
    return up.order_by("review__period_end", "number")


def _giving_verdicts(viewer: Viewer) -> QuerySet[Review]:
    return reviews(viewer).filter(state=ReviewState.VERDICTS)


def awaiting_decision(viewer: Viewer, units: frozenset[str]) -> QuerySet[Proposal]:
    """Proposals to the committee, or to who holds the meeting, that nobody has answered."""
    rows = work.proposals(viewer).filter(state=Proposal.State.OPEN, to_unit__in=units)
    return rows.select_related("from_unit", "to_unit").order_by("created_at", "pk")


def dates_near(viewer: Viewer) -> list[Date]:
    """The first date of each agreement within the days of the alarms, passed ones before."""
    first: dict[str, Date] = {}
    for date in coming_to(viewer, days=alarms().within):
        first.setdefault(date.agreement.pk, date)
    return list(first.values())


def _deciding(meeting: Meeting | None) -> frozenset[str]:
    own = {meeting.held_by_id, meeting.issuer_id} if meeting else set()
    return frozenset(key for key in (ladder_plan().committee, *own) if key)


def _on_agendas(viewer: Viewer) -> dict[tuple[str, str], dict[Any, str]]:
    """By what an item is about: the meetings ahead on whose agenda it stands; under an empty key
    the reference of the first."""
    found: dict[tuple[str, str], dict[Any, str]] = {}
    for row in all_of(_ahead, viewer):
        column = TARGETS.get(row.kind)
        if column is None:
            continue
        about = found.setdefault((row.kind, str(getattr(row, f"{column}_id"))), {})
        about[row.meeting_id] = row.meeting.reference
        about.setdefault("", row.meeting.reference)
    return found


def _ahead(viewer: Viewer) -> QuerySet[AgendaItem]:
    """The items of meetings that are not over, meeting by meeting."""
    over = (MeetingState.CONCLUDED, MeetingState.CANCELLED)
    rows = access.items(viewer).exclude(meeting__state__in=over)
    return rows.select_related("meeting").order_by("meeting__day", "pk")
