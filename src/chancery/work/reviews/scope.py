"""Which commitments a scope chooses, of those that the person may know of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from chancery.partners.models import RelationshipLevel
from chancery.people.access import OVERSEERS, Viewer
from chancery.people.models import Unit
from chancery.register import access
from chancery.register.models import Commitment, CommitmentParty
from chancery.register.queries import due_from, due_until, live
from chancery.work.reviews.values import Scope


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a scope would choose now: how many, of how many units, how many nobody could be asked of."""

    commitments: int
    units: int
    nobody: int


def reviewable(viewer: Viewer, secretariat: str) -> QuerySet[Commitment]:
    """What a round of this unit may judge: everything for the Government's own bodies and their
    committees; for any other unit what it holds itself, with the units below it.
    """
    rows = access.commitments(viewer)
    unit = Unit.objects.filter(pk=secretariat).first()
    if unit is not None and unit.kind in OVERSEERS:
        return rows
    return rows.filter(held_by__in=[key for key in viewer.roles if viewer.writes_for(key)])


def chosen_by(scope: Scope, viewer: Viewer, secretariat: str) -> QuerySet[Commitment]:
    """The commitments of a scope; the same rows whatever the order of its values."""
    rows = reviewable(viewer, secretariat)
    rows = rows.filter(state__in=scope.states) if scope.states else live(rows)
    if scope.units:
        rows = rows.filter(lead__in=scope.units)
    if scope.agreements:
        rows = rows.filter(agreement__in=scope.agreements)
    for condition in _conditions(scope):
        rows = rows.filter(condition)
    return due_until(due_from(rows, scope.due_from), scope.due_until)


def _conditions(scope: Scope) -> Iterable[Exists]:
    sides = CommitmentParty.objects.filter(commitment=OuterRef("pk"), partner__is_home=False)
    if scope.partners:
        yield Exists(sides.filter(partner__in=scope.partners))
    if scope.levels:
        levels = RelationshipLevel.objects.filter(level__in=scope.levels)
        yield Exists(sides.filter(partner__in=_in_force(levels)))
    through = Commitment.sectors.through.objects.filter(commitment=OuterRef("pk"))
    if scope.sectors:
        yield Exists(through.filter(sector__in=scope.sectors))
    if scope.drivers:
        yield Exists(through.filter(sector__driver__in=scope.drivers))


def _in_force(levels: QuerySet[RelationshipLevel]) -> QuerySet[Any]:
    """The partners of levels that have begun and not ended."""
    today = timezone.localdate().isoformat()
    lasting = Q(end="") | Q(end__gte=today)
    return levels.filter(lasting, start__lte=today).values("partner")


def askable(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Those with a lead that may know of them: a restricted one names its lead, or is its own."""
    named = Commitment.named_units.through.objects.filter(
        commitment=OuterRef("pk"), unit=OuterRef("lead")
    )
    knows = ~Q(sensitivity="restricted") | Q(held_by=F("lead")) | Exists(named)
    return rows.filter(knows, lead__isnull=False)


def count(scope: Scope, viewer: Viewer, secretariat: str) -> Chosen:
    """What opening the round now would freeze."""
    rows = chosen_by(scope, viewer, secretariat)
    asked = askable(rows)
    units = asked.order_by().values("lead").distinct().count()
    total = rows.count()
    return Chosen(total, units, total - asked.count())
