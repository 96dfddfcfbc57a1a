"""What a person fills in about advice: plain values, keys instead of rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Option:
    """One way that is open; at most one of them is recommended."""

    text: str
    recommended: bool = False


@dataclass(frozen=True, slots=True)
class AdviceValues:
    """One piece of advice. ``grounds`` are references of the records it stands on, ``agreements``
    keys; ``memo_paper`` is the number of a document."""

    text: str
    asked_on: date
    to_unit: str
    asked_unit: str | None = None
    asked_by: str = ""
    memo: str = ""
    memo_paper: int | None = None
    options: tuple[Option, ...] = ()
    figures: str = ""
    to_person: str = ""
    partners: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionValues:
    """What was decided, by whom as papers write it, on which day, in which paper."""

    decision: str
    decision_on: date
    decision_text: str = ""
    decision_by: str = ""
    decision_paper: int | None = None
