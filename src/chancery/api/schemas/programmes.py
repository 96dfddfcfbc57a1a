"""Programmes, as they come in and go out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.finding_out import Outcomes
from chancery.api.schemas.shapes import (
    Change,
    Day,
    GuardSent,
    Id,
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
)


class Programme(RecordShown):
    """A programme or plan, and how many of its tasks are done."""

    short: str
    owner: UnitRef
    start: date
    end: date
    rests_on: RecordRef | None = Field(description="The programme that it carries out.")
    tasks: int = Field(description="Tasks that you may know of, the cancelled ones left out.")
    done: int


class ProgrammePage(Page[Programme]):
    """Programmes."""


class ProgrammeFilter(BaseModel):
    """Which programmes?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    owner: Wanted = Field(default="", description="Key of a unit.")
    order: Literal["start", "-start", "reference", "-reference"] = "-start"


class NewProgramme(GuardSent):
    """One recorded by hand."""

    text: Text = Field(examples=["Kế hoạch ngoại giao kinh tế 5 năm"])
    owner: Key = Field(examples=["mofa-economic"])
    start: Day = Field(examples=["2026-01-01"])
    end: Day = Field(examples=["2030-12-31"])
    short: Short = ""
    rests_on: Key | None = Field(default=None, description="Reference of another programme.")
    documents: tuple[Id, ...] = Field(default=(), max_length=200)


class ProgrammeChange(Change):
    """The fields to change; those left out stay."""

    text: Text = ""
    owner: Key = ""
    start: Day = date(2026, 1, 1)
    end: Day = date(2030, 12, 31)
    short: Short = Field(default="", examples=["KH 2026-2030"])
    rests_on: Key | None = None
    documents: tuple[Id, ...] = Field(default=(), max_length=200)


class TargetShown(Shown):
    """A target and how it stands."""

    name: str
    measure: str
    baseline: Decimal
    baseline_on: date
    value: Decimal
    due: date
    progress: words.TargetProgress
    last: Decimal | None = Field(description="The last figure.")
    last_on: date | None
    share: int | None = Field(description="How much of the way is done, of 100.")


class ProgrammePart(Shown):
    """A part of the outline; the first is the programme itself, under an empty number."""

    number: str = Field(examples=["1.2"])
    text: str
    lead: UnitRef | None
    outcomes: Outcomes = Field(description="Of the tasks in it and below it, each once.")
    commitments: int
    commitments_done: int
    tasks: list[RecordRef]
    targets: list[TargetShown]


class ProgrammeOutline(Listed[ProgrammePart]):
    """The outline from the top, each part before what lies within it."""
