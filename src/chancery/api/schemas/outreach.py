"""Outreach, as it comes in and goes out."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    Change,
    Day,
    GuardSent,
    Id,
    Key,
    Keys,
    Line,
    Note,
    Page,
    PartnerRef,
    RecordShown,
    Sent,
    Shown,
    Text,
    Wanted,
)


class LineShown(Shown):
    """A material, or who covered it."""

    title: str
    language: str
    link: str
    day: date | None
    document: int | None = Field(description="Number of a document of the store.")


class Outreach(RecordShown):
    """One item of a mission's plan; `text` is the message, `held_by` the mission."""

    state: words.OutreachState
    overdue: bool
    kind: words.OutreachKind
    planned_on: date
    partner: PartnerRef
    audience: str
    media: str
    sectors: list[str] = Field(description="Codes.")
    materials: list[LineShown]
    held_on: date | None
    reach: int | None
    reach_source: str
    coverage: list[LineShown]
    outcome: str
    why_cancelled: str
    interactions: list[str] = Field(description="References of those that you may know of.")
    opportunities: list[str] = Field(description="References of those that you may know of.")


class OutreachPage(Page[Outreach]):
    """Outreach."""


class OutreachFilter(BaseModel):
    """Which message goes where?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    held_by: Wanted = Field(default="", description="Key of a mission.")
    kind: words.OutreachKind | Literal[""] = ""
    state: words.OutreachState | Literal[""] = ""
    order: Literal["planned_on", "-planned_on", "reference", "-reference"] = "-planned_on"


class LineSent(Sent):
    """A material, or who covered it."""

    title: Line = Field(min_length=1, examples=["Tờ gấp giới thiệu"])
    language: Key | Literal[""] = Field(default="", max_length=40, examples=["ja"])
    link: Wanted = ""
    day: Day | None = None
    document: Id | None = None


class NewOutreach(GuardSent):
    """One put on the plan."""

    text: Text = Field(examples=["Việt Nam, đối tác tin cậy"])
    kind: words.OutreachKind
    planned_on: Day = Field(examples=["2026-09-02"])
    partner: Key = Field(examples=["JP"])
    audience: Line = ""
    media: Line = ""
    sectors: Keys = ()
    materials: tuple[LineSent, ...] = Field(default=(), max_length=100)


class OutreachChange(Change):
    """The fields to change; those left out stay."""

    text: Text = ""
    kind: words.OutreachKind = "event"
    planned_on: Day = Field(default=date(2026, 1, 5), examples=["2026-09-02"])
    partner: Key = ""
    audience: Line = Field(default="", examples=["Nhà nhập khẩu"])
    media: Line = ""
    sectors: Keys = ()
    materials: tuple[LineSent, ...] = Field(default=(), max_length=100)


class ResultSent(Sent):
    """What came of it."""

    held_on: Day = Field(examples=["2026-03-02"])
    reach: int | None = Field(default=None, ge=0, le=2_000_000_000)
    reach_source: Line = ""
    coverage: tuple[LineSent, ...] = Field(default=(), max_length=100)
    outcome: Note = ""
    interactions: Keys = ()
    opportunities: Keys = ()
