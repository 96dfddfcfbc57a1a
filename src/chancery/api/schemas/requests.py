"""Requests between partners as they come in and go out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    Change,
    Day,
    GuardSent,
    Key,
    Page,
    PartnerRef,
    RecordShown,
    Sent,
    Short,
    Text,
    Wanted,
    Words,
)


class PartnerRequest(RecordShown):
    """One side asks the other to do something, not yet agreed."""

    direction: words.Direction
    partner: PartnerRef
    state: words.RequestState
    due: date | None
    due_text: str


class RequestPage(Page[PartnerRequest]):
    """Requests."""


class RequestFilter(BaseModel):
    """What we asked of partners, and they of us."""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    direction: words.Direction | Literal[""] = ""
    state: words.RequestState | Literal[""] = ""
    order: Literal["-created_at", "created_at", "reference", "-reference", "due", "-due"] = (
        "-created_at"
    )


class NewRequest(GuardSent):
    """A request recorded by hand."""

    text: Text = Field(examples=["Đơn giản hóa thủ tục thị thực"])
    direction: words.Direction
    partner: Key = Field(examples=["JP"])
    due: Day | None = None
    due_text: Short = ""


class RequestChange(Change):
    """The fields to change; those left out stay."""

    text: Text = Field(default="", examples=["Đơn giản hóa thủ tục thị thực"])
    direction: words.Direction = "ours"
    partner: Key = ""
    due: Day | None = None
    due_text: Short = ""


class RequestAnswer(Sent):
    """What was answered."""

    state: Literal["agreed", "declined"]
    reason: Annotated[Words, Field(min_length=1, max_length=1000)] = Field(
        description="What was said.", examples=["Đồng ý tại phiên họp Ủy ban hỗn hợp"]
    )
