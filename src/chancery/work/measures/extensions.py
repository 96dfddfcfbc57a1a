"""How often more time was asked for, and how often it was given: by the unit that asked.

A question for an earlier date is none: it is granted at once. One belongs to the period in which
it was asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from chancery.people.access import Viewer
from chancery.work import access
from chancery.work.measures.periods import EVER, Period, within
from chancery.work.models import Extension
from chancery.work.models.asking import Decision

STATES = tuple(Decision.values)


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one unit; ``key`` is empty for all of them."""

    key: str
    counts: Mapping[str, int]
    """By state."""
    days: int
    """Days that were given, by the calendar on the wall."""

    @property
    def total(self) -> int:
        """All that was asked."""
        return sum(self.counts.values())

    @property
    def granted(self) -> float | None:
        """Of what was decided, the share granted."""
        decided = self.counts[Decision.GRANTED] + self.counts[Decision.DECLINED]
        return self.counts[Decision.GRANTED] / decided if decided else None


def extensions(viewer: Viewer) -> QuerySet[Extension]:
    """Questions for more time about tasks that the person may know of."""
    rows = Extension.objects.filter(access.knows_task(viewer), due_before__isnull=False)
    later = Q(due_asked__isnull=True) | Q(due_asked__gt=F("due_before"))
    return rows.filter(later)


def listed(viewer: Viewer) -> QuerySet[Extension]:
    """The same with what a list shows."""
    return extensions(viewer).select_related("task", "unit")


def asked_within(rows: QuerySet[Extension], period: Period) -> QuerySet[Extension]:
    """Those asked between two days."""
    return within(rows, "asked_at", period)


def extensions_by_unit(viewer: Viewer, period: Period = EVER) -> tuple[list[Line], Line]:
    """The units that asked, and all together; one query."""
    rows = asked_within(extensions(viewer), period).order_by()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    days: Counter[str] = Counter()
    columns = rows.values_list("unit", "state", "due_before", "due_granted")
    for unit, state, before, given, number in columns.annotate(number=Count("pk")):
        found[unit][state] += number
        if state == Decision.GRANTED and before and given:
            days[unit] += number * (given - before).days
    total = _line("", sum(found.values(), Counter()), days.total())
    return [_line(unit, counts, days[unit]) for unit, counts in found.items()], total


def _line(key: str, counts: Counter[str], days: int) -> Line:
    return Line(key, {state: counts[state] for state in STATES}, days)
