"""What a person fills in about a meeting: plain values, keys instead of rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class MeetingValues:
    """One meeting; ``chair_person`` and ``secretary`` are user names of who may approve minutes."""

    text: str
    kind: str
    day: date
    time: time | None = None
    place: str = ""
    link: str = ""
    issuer: str | None = None
    chair: str = ""
    chair_person: str | None = None
    secretary: str | None = None
    town: str = "Hà Nội"
    letter_number: str = ""
    signer_title: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class ParticipantValues:
    """Whether somebody comes or came; ``name`` is who comes for the unit."""

    state: str
    way: str = "room"
    reason: str = ""
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ItemValues:
    """What the secretariat says of a point: ``text`` of its own items alone."""

    text: str = ""
    presenter: str | None = None
    paper: int | None = None
    discussion: str = ""


@dataclass(frozen=True, slots=True)
class DecisionValues:
    """One decision about one item, or about none; ``ruling`` is what it answers."""

    text: str
    lead: str | None = None
    due: date | None = None
    item: int | None = None
    ruling: str = ""


@dataclass(frozen=True, slots=True)
class MinutesValues:
    """What the meeting concluded, and the numbers of its papers."""

    conclusions: str = ""
    minutes_number: str = ""
    notice_number: str = ""
