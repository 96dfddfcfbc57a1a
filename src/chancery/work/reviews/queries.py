"""Questions to rounds: lists, values for forms, who is asked, who is silent, acts counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from chancery.history.models import Event
from chancery.people.access import Viewer
from chancery.work.models import Review, ReviewCall, ReviewItem, ReviewReply, ReviewState
from chancery.work.reviews import access
from chancery.work.reviews.values import ReviewValues, scope_of
from chancery.work.sides import headed_by, written_for

APPROVED = ReviewReply.State.APPROVED
# Acts of the secretariat, as history names them; what units do is told of each commitment instead.
SECRETARIAT_ACTS = (
    "add", "change", "open", "rework", "call", "urge", "close", "reopen", "judge", "verdicts",
    "verdicts_same", "verdicts_undo", "verdict", "enter_sheet", "enter_sheets",
    "enter_sheet_undo", "enter_letter", "enter",
    "conclude", "take_back", "minutes", "issue",
)  # fmt: skip


def review_values(review: Review) -> ReviewValues:
    """What a person may change about a round."""
    names = set(ReviewValues.__dataclass_fields__) - {"scope", "issuer"}
    plain: dict[str, Any] = {name: getattr(review, name) for name in names}
    return ReviewValues(**plain, issuer=review.issuer_id, scope=scope_of(review.scope))


def listed(viewer: Viewer) -> QuerySet[Review]:
    """The rounds a person may know of, each with how many commitments and replies it counts."""
    known = access.items(viewer).filter(review=OuterRef("pk")).order_by()
    answered = _answered(known.filter(unit__isnull=False))
    rows = access.reviews(viewer).select_related("held_by", "issuer")
    return rows.annotate(
        asked=_number(known.filter(unit__isnull=False)), replied=_number(answered)
    )


def counts_of(viewer: Viewer, review: Review) -> dict[str, int]:
    """``asked`` and ``replied`` of one round, as its line of the list has them."""
    rows: QuerySet[Any] = listed(viewer)
    found: dict[str, int] = rows.values("asked", "replied").get(pk=review.pk)
    return found


def _number(rows: QuerySet[Any]) -> Any:
    counted = rows.order_by().values("review").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _answered(items: QuerySet[ReviewItem]) -> QuerySet[ReviewItem]:
    """Those on which the unit that leads has an approved reply."""
    said = ReviewReply.objects.filter(item=OuterRef("pk"), unit=OuterRef("unit"), state=APPROVED)
    return items.filter(Exists(said))


def items_of(viewer: Viewer, review: Review) -> QuerySet[ReviewItem]:
    """The commitments of a round that a person may know of, with replies that they may read."""
    said = access.replies(viewer).select_related("unit", "written_by", "decided_by", "document")
    rows = access.items(viewer).filter(review=review)
    return rows.select_related("review", "commitment", "unit", "decided_by").prefetch_related(
        "coordinating", Prefetch("replies", said, to_attr="said")
    )


def with_answer(rows: QuerySet[ReviewItem]) -> QuerySet[ReviewItem]:
    """Each with ``standing``, what its lead's approved reply says, and ``proposed``; None without."""
    said = ReviewReply.objects.filter(item=OuterRef("pk"), unit=OuterRef("unit"), state=APPROVED)
    return rows.annotate(
        standing=Subquery(said.values("standing")[:1]),
        proposed=Subquery(said.values("verdict")[:1]),
    )


@dataclass(frozen=True, slots=True)
class CallStanding:
    """How one unit answers: of how many commitments it leads, how many replies stand."""

    call: ReviewCall
    asked: int
    replied: int
    drafts: int

    @property
    def silent(self) -> int:
        """Commitments on which it has said nothing that it stands behind."""
        return self.asked - self.replied

    @property
    def is_silent(self) -> bool:
        """Something is still to come from it."""
        return self.silent > 0


def calls_of(viewer: Viewer, review: Review) -> list[CallStanding]:
    """Each unit that is asked, with its counts; the most silent first. Four queries."""
    calls = list(access.calls(viewer).filter(review=review).select_related("unit"))
    return standings(viewer, review, calls)


def standings(viewer: Viewer, review: Review, calls: Iterable[ReviewCall]) -> list[CallStanding]:
    """The counts of some calls of a round, over the commitments that the person may know of."""
    asked, state = _asked_pairs(viewer, review), _states(viewer, review)
    found = []
    for call in calls:
        pairs = [(item, unit) for item, unit in asked if unit == call.unit_id]
        states = Counter(state.get(pair, "") for pair in pairs)
        drafts = states["draft"] + states["returned"]
        found.append(CallStanding(call, len(pairs), states["approved"], drafts))
    return sorted(found, key=lambda one: -one.silent)


def _asked_pairs(viewer: Viewer, review: Review) -> list[tuple[int, str]]:
    rows = access.items(viewer).filter(review=review)
    led = [(pk, unit) for pk, unit in rows.values_list("pk", "unit") if unit]
    helped = rows.filter(coordinating__isnull=False).values_list("pk", "coordinating")
    return led + [(pk, str(unit)) for pk, unit in helped]


def _states(viewer: Viewer, review: Review) -> dict[tuple[int, str], str]:
    rows = access.replies(viewer).filter(item__review=review)
    return {(item, unit): state for item, unit, state in rows.values_list("item", "unit", "state")}


def to_answer(viewer: Viewer) -> QuerySet[ReviewCall]:
    """Calls of running rounds to units that the person writes for."""
    rows = ReviewCall.objects.filter(
        unit__in=written_for(viewer),
        review__state=ReviewState.CALLED,
        review__in=access.reviews(viewer).values("pk"),
    )
    return rows.select_related("review__held_by", "unit").order_by("review__reply_by", "pk")


def still_to_answer(viewer: Viewer) -> QuerySet[ReviewCall]:
    """Those of them with a commitment on which the unit has not written yet, or had it returned."""
    said = ReviewReply.objects.filter(item=OuterRef("pk"), unit=OuterRef(OuterRef("unit")))
    waiting = (
        ReviewItem.objects.filter(review=OuterRef("review"))
        .filter(Q(unit=OuterRef("unit")) | Q(coordinating=OuterRef("unit")))
        .filter(~Exists(said.exclude(state=ReviewReply.State.RETURNED)))
    )
    return to_answer(viewer).filter(Exists(waiting))


def to_approve(viewer: Viewer) -> QuerySet[ReviewReply]:
    """Drafts that wait for this person as head of a unit, in rounds that await replies."""
    rows = ReviewReply.objects.filter(
        state=ReviewReply.State.DRAFT,
        unit__in=headed_by(viewer),
        item__review__state=ReviewState.CALLED,
        item__in=access.items(viewer).values("pk"),
    )
    return rows.select_related("item__review", "item__commitment", "unit", "written_by").order_by(
        "written_at", "pk"
    )


def asked_units(items: Iterable[ReviewItem]) -> dict[str, list[ReviewItem]]:
    """By unit, what it is asked about; ``coordinating`` prefetched."""
    found: dict[str, list[ReviewItem]] = {}
    for item in items:
        helping = [unit.pk for unit in item.coordinating.all()]
        for unit in [*([item.unit_id] if item.unit_id else []), *helping]:
            found.setdefault(unit, []).append(item)
    return found


def acts_of_secretariat(review: Review) -> Counter[str]:
    """How many acts of its own the round has cost its secretariat, by what they were.

    Counted in history, where each act is one event however many commitments it was about.
    """
    wanted = [f"review.{name}" for name in SECRETARIAT_ACTS]
    events = Event.objects.filter(kind="review", key=str(review.pk), action__in=wanted)
    return Counter(
        action.removeprefix("review.") for action in events.values_list("action", flat=True)
    )
