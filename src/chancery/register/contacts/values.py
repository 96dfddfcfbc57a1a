"""What a person fills in about a contact, its basis, and an interaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ContactValues:
    """A person, agency, firm or association; ``organisation`` is the reference of another contact.

    ``basis`` is there for persons alone. Without ``kept_until`` the rule for the basis counts.
    """

    text: str
    kind: str
    partner: str
    organisation: str | None = None
    office: str = ""
    languages: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""
    sectors: tuple[str, ...] = ()
    basis: str = ""
    basis_on: date | None = None
    basis_means: str = ""
    kept_until: date | None = None


@dataclass(frozen=True, slots=True)
class InteractionValues:
    """Who met whom about what. ``contacts`` and ``records`` are references.

    ``records`` are the commitments, obstacles, opportunities and activities that were discussed.
    """

    text: str
    kind: str
    day: date
    partner: str
    contacts: tuple[str, ...] = ()
    theirs: str = ""
    units: tuple[str, ...] = ()
    people: str = ""
    place: str = ""
    summary: str = ""
    sectors: tuple[str, ...] = ()
    next_step: str = ""
    next_step_on: date | None = None
    next_unit: str | None = None
    records: tuple[str, ...] = ()
