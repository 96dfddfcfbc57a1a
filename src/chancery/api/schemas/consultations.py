"""Consultations, as they come in and go out."""

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
    Listed,
    Note,
    Page,
    PartnerRef,
    PersonRef,
    RecordRef,
    RecordShown,
    Sent,
    Short,
    Shown,
    Text,
    UnitRef,
    Wanted,
)


class Consultation(RecordShown):
    """One question (`text`) of the unit that holds it to several units."""

    state: words.ConsultationState
    background: str
    reply_by: date
    person: PersonRef | None
    partners: list[PartnerRef]
    sectors: list[str] = Field(description="Codes.")
    asked: int = Field(description="Units asked.")
    replied: int = Field(description="Those whose reply you may read.")
    silent: int = Field(description="Those silent, of whom you may know it.")
    conclusion: str
    task: RecordRef | None
    proposal: RecordRef | None


class ConsultationPage(Page[Consultation]):
    """Consultations."""


class ConsultationFilter(BaseModel):
    """Which questions?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    state: words.ConsultationState | Literal[""] = ""
    held_by: Wanted = Field(default="", description="Key of the unit that asks.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    order: Literal["reply_by", "-reply_by", "reference", "-reference"] = "-reference"


class NewConsultation(GuardSent):
    """A question to prepare; nobody is asked yet."""

    text: Text = Field(examples=["Có nên mở thị trường bưởi?"])
    reply_by: Day = Field(examples=["2027-01-15"])
    units: Keys = Field(default=(), description="Keys of the units asked.", examples=[["moit"]])
    background: Note = ""
    partners: Keys = ()
    sectors: Keys = ()
    papers: tuple[Id, ...] = Field(default=(), max_length=50, description="Numbers of documents.")
    person: Key | None = Field(default=None, description="User name of who is in charge.")
    letter_number: Short = Field(default="", max_length=60)


class ConsultationChange(Change):
    """The fields to change, until it is sent; those left out stay."""

    text: Text = ""
    reply_by: Day = date(2027, 1, 15)
    units: Keys = ()
    background: Note = Field(default="", examples=["Bạn cần trả lời sớm"])
    partners: Keys = ()
    sectors: Keys = ()
    papers: tuple[Id, ...] = Field(default=(), max_length=50)
    person: Key | None = None
    letter_number: Short = Field(default="", max_length=60)


class ConsultedUnit(Shown):
    """One unit asked, and its reply in force."""

    unit: UnitRef
    due: date | None
    original_due: date | None
    standing: words.ConsultedStanding | None
    replied_on: date | None
    response_days: int | None = Field(description="Working days from the sending to the reply.")
    answer: words.ReplyKind | None
    text: str


class ConsultedUnits(Listed[ConsultedUnit]):
    """The units asked whose answers you may read."""


class ReplySent(Sent):
    """What a unit of yours says."""

    answer: words.ReplyKind
    text: Note = Field(default="", examples=["Nhất trí, đề nghị bổ sung điều kiện"])
    paper: Id | None = Field(default=None, description="Number of a document that holds it.")


class Concluding(Sent):
    """What the replies come to."""

    conclusion: Text = Field(examples=["Đồng ý mở thị trường"])
