"""Commitments as they come in and go out."""

from __future__ import annotations

from datetime import date
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
    Page,
    PartnerRef,
    RecordShown,
    Sent,
    Short,
    Shown,
    Text,
    UnitRef,
    Wanted,
    Words,
    Yes,
)


class Side(Shown):
    """A party, and whether it is one of those who owe it."""

    partner: PartnerRef
    undertakes: bool


class AgreementRef(Shown):
    """An agreement by its key."""

    key: str = Field(examples=["vjepa"])
    name_vi: str
    name_en: str
    short: str


class Commitment(RecordShown):
    """One undertaking with its parties, signed or stated."""

    state: words.CommitmentState
    sides: list[Side]
    lead: UnitRef | None
    coordinating: list[UnitRef]
    sectors: list[str] = Field(description="Codes of sectors.", examples=[["trade"]])
    agreement: AgreementRef | None
    due: date | None
    due_text: str
    deliverable: str
    discrete: bool
    measurable: bool


class WholeCommitment(Commitment):
    """A commitment by itself, with the verdicts open to you now."""

    states: list[words.CommitmentState]


class CommitmentPage(Page[Commitment]):
    """Commitments."""


class CommitmentFilter(BaseModel):
    """Who owes what to whom, and is it kept?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    partner: Wanted = Field(default="", description="Code of a party.")
    side: Literal["", "ours", "theirs", "joint", "unsaid"] = Field(
        default="", description="Who undertakes it."
    )
    state: words.CommitmentState | Literal[""] = ""
    timeliness: Literal["", "overdue", "in_time", "no_due_date"] = ""
    lead: Wanted = Field(default="", description="Key of a unit.")
    sector: Wanted = Field(default="", description="Code of a sector.")
    driver: words.Driver | Literal[""] = ""
    due_from: Day | None = None
    due_until: Day | None = None
    order: Literal[
        "due", "-due", "reference", "-reference", "created_at", "-created_at", "state", "-state"
    ] = "due"


class NewCommitment(GuardSent):
    """A commitment recorded by hand; nobody named as undertaking: all the parties."""

    text: Text = Field(examples=["Mở thị trường cho bưởi Việt Nam"])
    parties: Keys = Field(description="Codes of partners.", examples=[["JP", "VN"]])
    undertaking: Keys = ()
    lead: Key | None = None
    coordinating: Keys = ()
    sectors: Keys = ()
    agreement: Key | None = None
    due: Day | None = None
    due_text: Short = ""
    deliverable: Line = ""
    discrete: Yes = False
    measurable: Yes = False


class CommitmentChange(Change):
    """The fields to change; those left out stay."""

    text: Text = ""
    parties: Keys = ()
    undertaking: Keys = ()
    lead: Key | None = None
    coordinating: Keys = ()
    sectors: Keys = ()
    agreement: Key | None = None
    due: Day | None = None
    due_text: Short = ""
    deliverable: Line = Field(default="", examples=["Nghị định thư được ký"])
    discrete: Yes = False
    measurable: Yes = False


class CommitmentVerdict(Sent):
    """The verdict of a review, or the opening of a closed commitment."""

    state: words.CommitmentState = Field(examples=["done"])
    reason: Words = Field(
        default="", max_length=1000, description="Needed for every verdict but done."
    )
