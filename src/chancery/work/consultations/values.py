"""What a person fills in about a consultation: plain values, keys instead of rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ConsultationValues:
    """One question; ``person`` is a user name, ``units`` those that are asked, by key."""

    text: str
    reply_by: date
    units: tuple[str, ...] = ()
    background: str = ""
    partners: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    papers: tuple[int, ...] = ()
    person: str | None = None
    letter_number: str = ""
    town: str = "Hà Nội"
    signer_title: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class ReplyValues:
    """What a unit says; ``paper`` is the number of a document that holds it."""

    answer: str
    text: str = ""
    paper: int | None = None


@dataclass(frozen=True, slots=True)
class EnteredValues:
    """The same entered for a unit from its letter or mail, with the day on which that came."""

    unit: str
    said: ReplyValues
    received_on: date
    way: str = "letter"


@dataclass(frozen=True, slots=True)
class FollowValues:
    """What a conclusion or decision gives somebody to do."""

    text: str
    lead: str
    due: date | None = None
