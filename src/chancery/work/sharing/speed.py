"""How many days passed between an outside event and the proposal that answers it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean, median

from django.utils import timezone

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.work import access
from chancery.work.models import Proposal


@dataclass(frozen=True, slots=True)
class Speed:
    """Of one unit, or of all (``unit`` is None): proposals that answer an event, their days."""

    unit: Unit | None
    count: int
    average: float
    median: float
    longest: int


def days_of(proposal: Proposal) -> int | None:
    """Days from the event to the proposal, at home; 0 on the same day, None without an event."""
    if proposal.event_on is None:
        return None
    return max(0, (timezone.localdate(proposal.created_at) - proposal.event_on).days)


def speed_by_unit(viewer: Viewer) -> list[Speed]:
    """By the unit that proposed, the fastest first; all together last. Two queries."""
    rows = access.proposals(viewer).filter(event_on__isnull=False)
    days: dict[str, list[int]] = defaultdict(list)
    for row in rows.only("from_unit", "event_on", "created_at"):
        days[row.from_unit_id].append(days_of(row) or 0)
    if not days:
        return []
    units = Unit.objects.in_bulk(days)
    found = [_speed(units[key], some) for key, some in days.items()]
    every = [one for some in days.values() for one in some]
    return [*sorted(found, key=_order), _speed(None, every)]


def _speed(unit: Unit | None, days: Iterable[int]) -> Speed:
    some = list(days)
    return Speed(unit, len(some), fmean(some), median(some), max(some))


def _order(speed: Speed) -> tuple[float, str]:
    return speed.average, speed.unit.pk if speed.unit else ""
