"""Proposals as they come in and go out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    Change,
    Day,
    GuardSent,
    Key,
    Keys,
    Line,
    Note,
    OriginRef,
    Page,
    PartnerRef,
    RecordRef,
    RecordShown,
    Sent,
    Short,
    Shown,
    Text,
    UnitRef,
    Wanted,
    Yes,
)


class Echo(Shown):
    """A mission that does it too."""

    unit: UnitRef
    note: str


class Proposal(RecordShown):
    """One unit asks another to do something, without authority over it."""

    from_unit: UnitRef
    to_unit: UnitRef
    coordinating: list[UnitRef]
    partners: list[PartnerRef]
    due: date | None
    due_text: str
    state: words.ProposalState
    answer: str
    answered_at: datetime | None
    task: RecordRef | None = Field(description="What it became once it was accepted.")
    event: str = Field(description="The outside event that it answers.")
    event_on: date | None
    days_from_event: int | None = Field(description="From the event to the proposal.")
    shared: bool = Field(description="Whether the writers of all missions see it.")
    echoes: list[Echo] = Field(description="Missions that do it too.")


class WholeProposal(Proposal):
    """A proposal by itself, with what it came from."""

    came_from: list[OriginRef] = Field(description="What made it, as far as you may know of it.")


class ProposalPage(Page[Proposal]):
    """Proposals."""


class ProposalFilter(BaseModel):
    """What was asked of whom, and what was answered?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    way: Literal["", "received", "sent"] = Field(default="", description="By your own units.")
    state: words.ProposalState | Literal[""] = ""
    from_unit: Wanted = Field(default="", description="Key of a unit.")
    to_unit: Wanted = Field(default="", description="Key of a unit.")
    order: Literal["-created_at", "created_at", "reference", "-reference", "due", "-due"] = (
        "-created_at"
    )


class NewProposal(GuardSent):
    """What is asked of another unit."""

    text: Text = Field(examples=["Đề nghị cung cấp số liệu tận dụng ưu đãi"])
    from_unit: Key = Field(examples=["mofa-economic"])
    to_unit: Key = Field(examples=["moit"])
    coordinating: Keys = ()
    partners: Keys = ()
    due: Day | None = None
    due_text: Short = ""
    event: Line = ""
    event_on: Day | None = None


class ProposalChange(Change):
    """The fields to change while it is open; those left out stay."""

    text: Text = Field(default="", examples=["Đề nghị cung cấp số liệu tận dụng ưu đãi"])
    coordinating: Keys = ()
    partners: Keys = ()
    due: Day | None = None
    due_text: Short = ""
    event: Line = ""
    event_on: Day | None = None


class Sharing(Sent):
    """Whether the missions see it."""

    shared: Yes = True


class EchoSent(Sent):
    """One's mission does this too."""

    unit: Key = Field(examples=["mission-jp"])
    note: Note = ""


class Decline(Sent):
    """Why not: whoever asked is told."""

    answer: Text = Field(examples=["Không thuộc thẩm quyền"])
