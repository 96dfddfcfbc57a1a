"""What a person fills in about outreach and its result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Line:
    """A material (language, link or number of a document) or a coverage (link, day)."""

    title: str
    language: str = ""
    link: str = ""
    day: date | None = None
    document: int | None = None


@dataclass(frozen=True, slots=True)
class OutreachValues:
    """One item of a plan."""

    text: str
    kind: str
    planned_on: date
    partner: str
    audience: str = ""
    media: str = ""
    sectors: tuple[str, ...] = ()
    materials: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultValues:
    """What came of it; ``interactions`` and ``opportunities`` are references."""

    held_on: date
    reach: int | None = None
    reach_source: str = ""
    outcome: str = ""
    coverage: tuple[Line, ...] = ()
    interactions: tuple[str, ...] = ()
    opportunities: tuple[str, ...] = ()
