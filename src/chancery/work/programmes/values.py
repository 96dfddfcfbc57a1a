"""What a person fills in about a programme: plain values, keys instead of rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ProgrammeValues:
    """One programme; ``rests_on`` is the reference of another, ``documents`` are keys."""

    text: str
    owner: str
    start: date
    end: date
    short: str = ""
    rests_on: str | None = None
    documents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PartValues:
    """An objective, or with ``parent`` a group within it."""

    text: str
    lead: str | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class LinkValues:
    """What hangs on a part, by reference."""

    tasks: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetValues:
    """One target; ``milestones`` are values by day on the way there."""

    name: str
    measure: str
    better: str
    baseline: Decimal
    baseline_on: date
    value: Decimal
    due: date
    part: int | None = None
    source: str = ""
    milestones: tuple[tuple[date, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class FigureValues:
    """What was reached on a day."""

    day: date
    value: Decimal
    source: str
