"""Which rounds, calls, commitments of rounds and replies a person may know of."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from chancery.people.access import Concerns, Viewer, visible
from chancery.register import access as register
from chancery.work.models import Review, ReviewCall, ReviewItem, ReviewReply


def reviews(viewer: Viewer) -> QuerySet[Review]:
    """Those that the person's agency runs or was called in, and all for those who oversee."""
    return visible(viewer, Review, Concerns(many_units=("units",)))


def _sides(viewer: Viewer, review: str) -> Q | None:
    """Whose calls a person sees: all, or of an internal round those to their own agency.

    None stands for all. A public round hides nothing of its own, a restricted one names its readers.
    """
    if viewer.oversees:
        return None
    circle = viewer.units | viewer.agency_units
    return ~Q(**{f"{review}sensitivity": "internal"}) | Q(**{f"{review}held_by__in": circle})


def calls(viewer: Viewer) -> QuerySet[ReviewCall]:
    """All for who runs the round and who oversees; others see those to their own agency."""
    rows = ReviewCall.objects.filter(review__in=reviews(viewer).values("pk"))
    sides = _sides(viewer, "review__")
    if sides is None:
        return rows
    return rows.filter(sides | Q(unit__in=viewer.units | viewer.agency_units))


def items(viewer: Viewer) -> QuerySet[ReviewItem]:
    """Commitments that the person may know of, in rounds that they may know of."""
    rows = ReviewItem.objects.filter(
        review__in=reviews(viewer).values("pk"),
        commitment__in=register.commitments_ever(viewer).values("pk"),
    )
    sides = _sides(viewer, "review__")
    if sides is None:
        return rows
    circle = viewer.units | viewer.agency_units
    helping = ReviewItem.coordinating.through.objects.filter(unit__in=circle)
    return rows.filter(sides | Q(unit__in=circle) | Q(pk__in=helping.values("reviewitem")))


def replies(viewer: Viewer) -> QuerySet[ReviewReply]:
    """Approved ones on commitments that the person may know of; drafts for the unit's agency alone."""
    rows = ReviewReply.objects.filter(item__in=items(viewer).values("pk"))
    own = Q(unit__in=viewer.units | viewer.agency_units)
    return rows.filter(Q(state=ReviewReply.State.APPROVED) | own)


def runs(viewer: Viewer, review: Review) -> bool:
    """Whether the person is of the agency of the secretariat, or oversees: they see the whole."""
    return viewer.oversees or review.held_by_id in (viewer.units | viewer.agency_units)
