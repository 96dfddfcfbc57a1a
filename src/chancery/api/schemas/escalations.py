"""What went up the ladder, as it comes in and goes out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    Day,
    Key,
    Listed,
    Note,
    Page,
    PersonRef,
    RecordRef,
    Sent,
    Shown,
    Text,
    UnitRef,
    Wanted,
)


class Escalation(Shown):
    """One rung: a task went up to a unit, which answers."""

    id: int
    reference: str = Field(examples=["BC-2026-0012"])
    task: RecordRef | None
    trigger: words.Trigger
    rung: words.Rung
    to_unit: UnitRef
    since: date = Field(description="The day the ground counts from.")
    days_late: int = Field(description="Working days, on the day it was raised.")
    text: str = Field(description="What is reported and asked; empty where the clock raised it.")
    from_unit: UnitRef | None
    raised_by: PersonRef | None = Field(description="Nobody where the clock raised it.")
    raised_at: datetime
    raised_on: date
    due: date = Field(description="The last day on which an answer is in time.")
    state: words.EscalationState
    verdict: words.Ruling | Literal[""]
    answer: str
    ended_by: PersonRef | None
    ended_at: datetime | None
    order: RecordRef | None = Field(description="The task that the answer gave.")


class EscalationPage(Page[Escalation]):
    """What went up."""


class EscalationList(Listed[Escalation]):
    """What went up about one task, oldest first."""


class EscalationFilter(BaseModel):
    """What waits for whom?"""

    model_config = ConfigDict(frozen=True)

    scope: Literal["", "mine", "raised"] = Field(
        default="", description="For you to answer, or raised by your units."
    )
    state: words.EscalationState | Literal[""] = ""
    trigger: words.Trigger | Literal[""] = ""
    rung: words.Rung | Literal[""] = ""
    to_unit: Wanted = Field(default="", description="Key of a unit.")
    order: Literal["due", "-due", "reference", "-reference", "raised_at", "-raised_at"] = "due"


class NewEscalation(Sent):
    """What is beyond the unit's authority, and whom it asks."""

    rung: words.Rung
    text: Text = Field(examples=["Vượt thẩm quyền của Bộ, xin ý kiến Ban Chỉ đạo"])


class EscalationAnswer(Sent):
    """How a rung is answered."""

    verdict: words.Ruling
    answer: Text = Field(examples=["Đồng ý, báo cáo lại trước phiên họp tới"])
    text: Note = Field(default="", description="What is instructed, or the amended task.")
    lead: Key | None = Field(default=None, description="Who is instructed: the lead unless said.")
    due: Day | None = Field(default=None, description="Of the instruction, or the new due date.")
