"""What a person fills in about a record: plain values, keys instead of rows.

Units, partners, sectors, agreements and documents are named by their keys. ``inferred`` names the
fields that were filled in for the person and not read in the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record comes from; all empty for a person's own entry.

    ``quote`` is ``text[start:end]`` of the document; without ``start`` the whole document is meant.
    """

    document_id: int | None = None
    quote: str = ""
    start: int | None = None
    end: int | None = None


BY_HAND = Source()


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may see a record: the unit that holds it, how sensitive it is, the units named."""

    held_by: str
    sensitivity: str = "internal"
    named_units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommitmentValues:
    """One undertaking; ``undertaking`` are those of ``parties`` who owe it."""

    text: str
    parties: tuple[str, ...]
    undertaking: tuple[str, ...] = ()
    lead: str | None = None
    coordinating: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    agreement: str | None = None
    due: date | None = None
    due_text: str = ""
    deliverable: str = ""
    discrete: bool = False
    measurable: bool = False
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestValues:
    """What one side asks of the other; ``direction`` is ``ours`` or ``theirs``."""

    text: str
    direction: str
    partner: str
    due: date | None = None
    due_text: str = ""


@dataclass(frozen=True, slots=True)
class ObstacleValues:
    """What blocks cooperation with a partner; ``person`` is a user name, ``hs`` codes of goods."""

    text: str
    partner: str
    area: str = ""
    kind: str = ""
    hs: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    affected: str = ""
    pending_unit: str | None = None
    pending_text: str = ""
    pending_since: date | None = None
    lead: str | None = None
    person: str | None = None
    priority: str = "normal"
    next_step: str = ""
    next_step_on: date | None = None
    estimated: date | None = None


@dataclass(frozen=True, slots=True)
class OpportunityValues:
    """What could be won; ``lead`` and ``person`` own it. The value goes with its source or not."""

    text: str
    partner: str
    kind: str
    hs: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    firms: str = ""
    lead: str | None = None
    person: str | None = None
    priority: str = "normal"
    amount: Decimal | None = None
    currency: str = ""
    valued_on: date | None = None
    value_source: str = ""
    next_step: str = ""
    next_step_on: date | None = None


@dataclass(frozen=True, slots=True)
class StepValues:
    """A step of a case, and what comes next."""

    day: date
    text: str
    by_whom: str = ""
    outcome: str = ""
    next_step: str = ""
    next_step_on: date | None = None


@dataclass(frozen=True, slots=True)
class AgreementValues:
    """An agreement; ``stages`` are (stage, ISO day as exactly as known), each stage once.

    Its other days are ISO text too, ``next_step_on`` alone is a whole day. ``amends``, ``replaces``
    and ``implements`` are keys of earlier agreements, ``person`` is a sign-in name.
    """

    name_vi: str
    name_en: str
    short: str
    kind: str
    type: str
    parties: tuple[str, ...]
    stages: tuple[tuple[str, str], ...] = ()
    lead: str | None = None
    person: str | None = None
    expires: str = ""
    renewal: str = ""
    renewal_months: int | None = None
    notice: int | None = None
    notice_in: str = "months"
    review_first: str = ""
    review_months: int | None = None
    review_held: str = ""
    next_step: str = ""
    next_step_on: date | None = None
    amends: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    implements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityValues:
    """A visit, talks, a call, a conference, a meeting; ``end`` only where it took several days."""

    text: str
    kind: str
    partners: tuple[str, ...]
    start: date
    end: date | None = None
    level: str = ""
    lead: str | None = None
    place: str = ""
    participants: str = ""
