"""What a person fills in about plans and monthly reports: plain values, keys instead of rows."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS: dict[str, tuple[int, int]] = {
    "year": (1, 12),
    "h1": (1, 6),
    "h2": (7, 12),
    "q1": (1, 3),
    "q2": (4, 6),
    "q3": (7, 9),
    "q4": (10, 12),
}
"""First and last month of each period of a plan."""


@dataclass(frozen=True, slots=True)
class PlanValues:
    """A plan. Without a ``text`` it is titled by its unit and period; without ``to_unit`` it goes to
    the unit above."""

    year: int
    period: str = "year"
    text: str = ""
    to_unit: str | None = None


@dataclass(frozen=True, slots=True)
class LineValues:
    """One line; ``person`` is a sign-in name, ``records`` are references of what it is tied to.

    ``counted`` and ``target`` go together: of what how many are to be reached.
    """

    text: str
    first_month: int
    last_month: int
    partner: str | None = None
    sector: str | None = None
    result: str = ""
    counted: str = ""
    target: int | None = None
    person: str | None = None
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportValues:
    """A monthly report; ``month`` is any day of the month."""

    month: date
    to_unit: str | None = None


def first_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def last_of(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_after(day: date) -> date:
    """The first day of the month that follows."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def month_before(day: date) -> date:
    """The first day of the month before."""
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)
