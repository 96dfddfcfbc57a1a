"""Meetings, as they come in and go out."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    Change,
    Day,
    GuardSent,
    Key,
    Listed,
    Page,
    RecordRef,
    RecordShown,
    Short,
    Shown,
    Text,
    UnitRef,
    Wanted,
    Words,
)

_HOUR = r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"


def _of_the_place(value: Any) -> Any:
    """An hour is that of the place where one meets: a zone beside it would say two things."""
    if isinstance(value, time) or (isinstance(value, str) and re.match(_HOUR, value)):
        return value
    raise ValueError("an hour without a zone, such as 14:00")


Hour = Annotated[
    time, BeforeValidator(_of_the_place), WithJsonSchema({"type": "string", "pattern": _HOUR})
]
Place = Annotated[Words, Field(max_length=200)]
Address = Annotated[Words, Field(max_length=300)]


class Meeting(RecordShown):
    """A meeting of the committee, a conference with the missions, a working meeting."""

    kind: words.MeetingKind
    state: words.MeetingState
    day: date
    time: Hour | None
    place: str
    issuer: UnitRef | None = Field(description="In whose name it is held.")
    chair: str
    items: int = Field(description="Items of its agenda that you may know of.")
    decisions: int = Field(description="Decisions that you may know of.")


class MeetingPage(Page[Meeting]):
    """Meetings."""


class MeetingFilter(BaseModel):
    """Which meetings?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    kind: words.MeetingKind | Literal[""] = ""
    state: words.MeetingState | Literal[""] = ""
    order: Literal["day", "-day", "reference", "-reference"] = "-day"


class NewMeeting(GuardSent):
    """A meeting to prepare; a person invites to it, on its page."""

    text: Text = Field(examples=["Phiên họp thứ ba của Ban Chỉ đạo"])
    kind: words.MeetingKind
    day: Day = Field(examples=["2027-01-15"])
    time: Hour | None = Field(default=None, examples=["14:00"])
    place: Place = ""
    link: Address = Field(default="", description="For those online.")
    issuer: Key | None = None
    chair: Short = ""


class MeetingChange(Change):
    """The fields to change; those left out stay."""

    text: Text = ""
    kind: words.MeetingKind = "committee"
    day: Day = date(2027, 1, 15)
    time: Hour | None = None
    place: Place = Field(default="", examples=["Phòng họp A1"])
    link: Address = ""
    issuer: Key | None = None
    chair: Short = ""


class MeetingItem(Shown):
    """A point of the agenda."""

    number: int
    kind: words.AgendaKind
    title: str
    reference: str = Field(description="Of the record that it is about.")
    presenter: UnitRef | None


class MeetingItems(Listed[MeetingItem]):
    """The agenda, in order, as far as you may know of it."""


class MeetingDecision(Shown):
    """A decision, and what became of it."""

    item: int | None = Field(description="Number of the item that it is about.")
    text: str
    lead: UnitRef | None
    due: date | None
    task: RecordRef | None
    proposal: RecordRef | None


class MeetingDecisions(Listed[MeetingDecision]):
    """The decisions, as far as you may know of them."""
