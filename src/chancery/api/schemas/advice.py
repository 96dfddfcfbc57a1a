"""Advice, as it comes in and goes out."""

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
    UnitRef,
    Wanted,
)


class OptionShown(Shown):
    """One way that is open."""

    text: str
    recommended: bool


class Advice(RecordShown):
    """A question (`text`), the memo of the unit that holds it, the decision, what came of it."""

    state: words.AdviceState
    asked_on: date
    asked_by: str
    asked_unit: UnitRef | None
    to_unit: UnitRef = Field(description="Who decides.")
    memo: str
    options: list[OptionShown]
    figures: str
    partners: list[PartnerRef]
    sectors: list[str] = Field(description="Codes.")
    grounds: list[str] = Field(description="References of records that you may know of.")
    memo_days: int | None = Field(description="Working days from the question to the memo.")
    decision: words.AdviceDecision | None
    decision_on: date | None
    decision_by: str
    decision_text: str
    decision_days: int | None = Field(
        description="Working days from the submission to the decision."
    )
    tasks: list[str] = Field(description="References of tasks and proposals made of it.")
    outcome: str


class AdvicePage(Page[Advice]):
    """Advice."""


class AdviceFilter(BaseModel):
    """Which advice?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    state: words.AdviceState | Literal[""] = ""
    decision: words.AdviceDecision | Literal[""] = ""
    held_by: Wanted = Field(default="", description="Key of the unit that advises.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    order: Literal["asked_on", "-asked_on", "reference", "-reference"] = "-asked_on"


class OptionSent(Sent):
    """One way that is open."""

    text: Text = Field(examples=["Tham gia có điều kiện"])
    recommended: bool = False


class NewAdvice(GuardSent):
    """A question to take up."""

    text: Text = Field(examples=["Có nên tham gia sáng kiến?"])
    asked_on: Day = Field(examples=["2026-03-02"])
    to_unit: Key = Field(examples=["mofa"])
    asked_unit: Key | None = None
    asked_by: Line = Field(default="", max_length=160)
    to_person: Line = Field(default="", max_length=160)
    memo: Note = ""
    memo_paper: Id | None = Field(default=None, description="Number of a document.")
    options: tuple[OptionSent, ...] = Field(default=(), max_length=20)
    figures: Note = ""
    partners: Keys = ()
    sectors: Keys = ()
    grounds: Keys = Field(default=(), description="References of what it stands on.")
    agreements: Keys = ()


class AdviceChange(Change):
    """The fields to change, until the head has it; those left out stay."""

    text: Text = ""
    asked_on: Day = date(2026, 3, 2)
    to_unit: Key = ""
    asked_unit: Key | None = None
    asked_by: Line = Field(default="", max_length=160)
    to_person: Line = Field(default="", max_length=160)
    memo: Note = Field(default="", examples=["Kiến nghị tham gia"])
    memo_paper: Id | None = None
    options: tuple[OptionSent, ...] = Field(default=(), max_length=20)
    figures: Note = ""
    partners: Keys = ()
    sectors: Keys = ()
    grounds: Keys = ()
    agreements: Keys = ()


class AdviceStep(Sent):
    """One step of it; returning and writing anew say why."""

    move: words.AdviceMove
    reason: Note = ""


class AdviceDecisionSent(Sent):
    """What was decided."""

    decision: words.AdviceDecision
    decision_on: Day = Field(examples=["2026-03-12"])
    decision_text: Note = ""
    decision_by: Line = Field(default="", max_length=160)
    decision_paper: Id | None = None


class OutcomeSent(Sent):
    """What came of it."""

    outcome: Text = Field(examples=["Điều kiện được bãi bỏ tháng 3"])
