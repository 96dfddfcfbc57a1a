"""What a person fills in about a round: plain values, keys instead of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which commitments a round asks about; what is empty leaves nothing out.

    ``levels`` are relationship levels in force, ``states`` are states of commitments (empty: those
    still to be kept).
    """

    partners: Keys = ()
    agreements: Keys = ()
    sectors: Keys = ()
    drivers: Keys = ()
    levels: Keys = ()
    units: Keys = ()
    states: Keys = ()
    due_from: date | None = None
    due_until: date | None = None

    def as_json(self) -> dict[str, Any]:
        """As the round keeps it: lists and ISO days; what is empty is left out."""
        told = {name: _plain(value) for name, value in asdict(self).items()}
        return {name: value for name, value in told.items() if value}


def scope_of(kept: Mapping[str, Any]) -> Scope:
    """The scope that a round keeps as JSON."""
    found: dict[str, Any] = {}
    for field in fields(Scope):
        value = kept.get(field.name)
        if not value:
            continue
        is_day = field.name.startswith("due_")
        found[field.name] = date.fromisoformat(value) if is_day else tuple(value)
    return Scope(**found)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class ReviewValues:
    """One round, as its form has it; ``issuer`` is in whose name the letters go out."""

    text: str
    period_start: date
    period_end: date
    call_on: date
    reply_by: date
    issuer: str | None = None
    coordinating_too: bool = False
    letter_number: str = ""
    place: str = "Hà Nội"
    signer_title: str = ""
    signer: str = ""
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True)
class ReplyValues:
    """What a unit says of one commitment; ``verdict`` is what it proposes."""

    standing: str
    progress: str = ""
    result: str = ""
    difficulty: str = ""
    proposal: str = ""
    verdict: str = ""
    new_due: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class VerdictValues:
    """What is decided of one commitment."""

    verdict: str
    new_due: date | None = None
    new_text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MinutesValues:
    """The meeting at which the round was concluded."""

    met_on: date | None = None
    chair: str = ""
    attendance: str = ""
    conclusions: str = ""
    minutes_number: str = ""


@dataclass(frozen=True, slots=True)
class DecisionValues:
    """One decision: who does what by when, and about which commitment of the round."""

    text: str
    lead: str | None = None
    due: date | None = None
    item: int | None = None
