"""What obstacles and opportunities have alike, as it comes in and goes out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    Day,
    Key,
    Line,
    Note,
    PersonRef,
    RecordRef,
    RecordShown,
    Sent,
    Shown,
    Text,
    UnitRef,
    Words,
)

Codes = Annotated[
    tuple[Annotated[Words, Field(min_length=2, max_length=6)], ...], Field(max_length=50)
]
Area = Annotated[Words, Field(max_length=60)]
Agency = Annotated[Words, Field(max_length=200)]


class Case(RecordShown):
    """Who is in charge, what comes next, how long nothing was done."""

    priority: words.Priority
    lead: UnitRef | None
    person: PersonRef | None
    sectors: list[str] = Field(description="Codes of sectors.", examples=[["trade"]])
    hs: list[str] = Field(description="Codes of goods: 2, 4 or 6 digits.", examples=[["081060"]])
    next_step: str
    next_step_on: date | None
    quiet_days: int | None = Field(description="Days without a step; null once it is closed.")


class CaseStep(Shown):
    """What was done, by whom, and what came of it."""

    id: int
    day: date
    text: str
    by_whom: str
    outcome: str
    written_by: PersonRef
    written_at: datetime


class LinkedAgreement(Shown):
    """An agreement by its key."""

    key: str = Field(examples=["vjepa"])
    name_vi: str
    name_en: str


class LinksShown(Shown):
    """The records that a case is tied to and you may know of."""

    commitments: list[RecordRef]
    requests: list[RecordRef]
    activities: list[RecordRef]
    agreements: list[LinkedAgreement]


class CaseStepSent(Sent):
    """A step that was taken; what comes next takes the place of what stood there."""

    day: Day
    text: Text = Field(examples=["Làm việc với Bộ Nông nghiệp Nhật Bản"])
    by_whom: Agency = ""
    outcome: Note = ""
    next_step: Line = ""
    next_step_on: Day | None = None


class CaseMoveSent(Sent):
    """A move by its name in the table of states."""

    move: Annotated[Words, Field(min_length=1, max_length=20)] = Field(examples=["raise"])
    reason: Words = Field(default="", max_length=1000, description="Needed for most moves.")


class CaseLinkSent(Sent):
    """Another record by its reference, or an agreement by its key."""

    record: Key = Field(examples=["CK-2026-0147"])
