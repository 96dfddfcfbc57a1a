"""Activities as they come in and go out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    Change,
    Day,
    GuardSent,
    Id,
    Key,
    Note,
    Page,
    PartnerRef,
    RecordShown,
    Sent,
    Short,
    Text,
    UnitRef,
    Wanted,
)

Partners = Annotated[tuple[Key, ...], Field(min_length=1, max_length=200)]


class Activity(RecordShown):
    """A visit, talks, a call, a conference, a meeting; `text` is its name."""

    kind: words.ActivityKind
    level: words.ActivityLevel | Literal[""] = Field(description="At whose level.")
    partners: list[PartnerRef]
    lead: UnitRef | None
    start: date
    end: date | None
    place: str
    participants: str


class WholeActivity(Activity):
    """An activity by itself, with what came out of it."""

    documents: list[int] = Field(description="Numbers of its documents that you may know of.")


class ActivityPage(Page[Activity]):
    """Activities."""


class ActivityFilter(BaseModel):
    """What took place, with whom?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    kind: words.ActivityKind | Literal[""] = ""
    level: words.ActivityLevel | Literal[""] = ""
    start_from: Day | None = Field(default=None, description="Not ended before this day.")
    start_until: Day | None = Field(default=None, description="Begun by this day.")
    order: Literal["-start", "start", "reference", "-reference"] = "-start"


class NewActivity(GuardSent):
    """An activity recorded by hand."""

    text: Text = Field(examples=["Thăm chính thức Nhật Bản"])
    kind: words.ActivityKind
    level: words.ActivityLevel | Literal[""] = ""
    partners: Partners = Field(examples=[["JP"]])
    lead: Key | None = None
    start: Day
    end: Day | None = Field(default=None, description="Only where it took several days.")
    place: Short = ""
    participants: Note = ""


class ActivityChange(Change):
    """The fields to change; those left out stay."""

    text: Text = ""
    kind: words.ActivityKind = "visit"
    level: words.ActivityLevel | Literal[""] = ""
    partners: Partners = ()
    lead: Key | None = None
    start: Day = date.min
    end: Day | None = None
    place: Short = Field(default="", examples=["Tô-ki-ô"])
    participants: Note = ""


class DocumentTied(Sent):
    """A document that came out of it."""

    document: Id
