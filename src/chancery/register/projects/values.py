"""What a person or a file says of a project and of one line of its ledgers: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chancery.register.values import BY_HAND, Source


@dataclass(frozen=True, slots=True)
class ProjectValues:
    """A project; ``text`` is its Vietnamese name, ``agencies`` those of the other side in words.

    Nothing of its stage, which moves by its own action, nor of its money.
    """

    text: str
    kind: str
    partners: tuple[str, ...]
    name_en: str = ""
    agencies: str = ""
    host: str | None = None
    place: str = ""
    sectors: tuple[str, ...] = ()
    agreement: str | None = None
    activity: int | None = None
    commitments: tuple[int, ...] = ()
    obstacles: tuple[int, ...] = ()
    difficulties: str = ""
    start_planned: date | None = None
    end_planned: date | None = None
    start_actual: date | None = None
    end_actual: date | None = None
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as it was given: ``side`` is ``unit`` (1 JPY = 165 VND) or ``per`` (1 USD = 150 JPY)."""

    rate: Decimal
    day: date
    source: str
    side: str = "unit"


@dataclass(frozen=True, slots=True)
class EntryValues:
    """One line of a ledger. ``source`` says in words where it stands, ``of`` in which document."""

    ledger: str
    day: date
    amount: Decimal
    currency: str
    usd: Rate | None = None
    vnd: Rate | None = None
    partner: str | None = None
    source: str = ""
    of: Source = BY_HAND
    reason: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ImportedProject:
    """One project of a file: new with its stage, or ``known`` by its key; and its new entries."""

    entries: tuple[EntryValues, ...]
    values: ProjectValues | None = None
    state: str = "proposed"
    known: int | None = None
