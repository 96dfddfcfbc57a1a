"""What a person fills in about mechanisms, their roles and sessions, and initiatives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MechanismValues:
    """A standing mechanism; ``partners`` are codes, a bloc is one of them."""

    text: str
    kind: str
    partners: tuple[str, ...]
    name_en: str = ""
    lead: str | None = None
    coordinating: tuple[str, ...] = ()
    frequency: str = ""
    about: str = ""
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class RoleValues:
    """Who holds which role; ``partner`` is the home country where it is ours."""

    role: str
    partner: str
    start: date | None = None
    end: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SessionValues:
    """A session with its planned day, the day it was held, or both.

    ``activity`` and ``documents`` are keys of rows, ``commitments`` are references.
    """

    number: str = ""
    planned: date | None = None
    held: date | None = None
    place: str = ""
    level: str = ""
    activity: int | None = None
    documents: tuple[int, ...] = ()
    commitments: tuple[str, ...] = ()
    preparation: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class InitiativeValues:
    """What is put forward; ``mechanism`` and ``session`` are keys of rows."""

    text: str
    mechanism: int
    proposed_by: str
    session: int | None = None
    partners: tuple[str, ...] = ()
    lead: str | None = None
    day: date | None = None
    notes: str = ""
