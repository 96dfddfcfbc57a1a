"""What upgrades contain, as it comes in and goes out."""

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
    Note,
    Page,
    PartnerRef,
    RecordShown,
    Text,
    UnitRef,
    Wanted,
)


class Upgrade(RecordShown):
    """One thing that the upgrade of a relationship contains."""

    partner: PartnerRef
    level: int | None = Field(description="Number of the period that the upgrade opened.")
    pillar: words.Pillar
    sectors: list[str] = Field(description="Codes.")
    actions: str
    before: str = Field(description="How it stood before the upgrade.")
    after: str = Field(description="How it stands since.")
    after_on: date | None = Field(description="On which day it stood so.")
    lead: UnitRef | None
    commitments: list[str] = Field(description="References of those that you may know of.")
    done: int = Field(description="Commitments done, of those counted.")
    counted: int = Field(description="Commitments neither stopped nor superseded.")


class UpgradePage(Page[Upgrade]):
    """What upgrades contain."""


class UpgradeFilter(BaseModel):
    """What did the upgrade with this partner bring?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    pillar: words.Pillar | Literal[""] = ""
    level: Wanted = Field(default="", description="Code of a level.")
    order: Literal["reference", "-reference"] = "reference"


class NewUpgrade(GuardSent):
    """One recorded by hand."""

    text: Text = Field(examples=["Lập đối thoại bộ trưởng tài chính hằng năm"])
    partner: Key = Field(examples=["JP"])
    pillar: words.Pillar
    level: Id | None = None
    sectors: Keys = ()
    actions: Note = ""
    before: Note = ""
    after: Note = ""
    after_on: Day | None = None
    lead: Key | None = None
    commitments: Keys = ()


class UpgradeChange(Change):
    """The fields to change; those left out stay."""

    text: Text = ""
    partner: Key = ""
    pillar: words.Pillar = "economy"
    level: Id | None = None
    sectors: Keys = ()
    actions: Note = ""
    before: Note = ""
    after: Note = Field(default="", examples=["Đã họp hai lần"])
    after_on: Day | None = Field(default=None, examples=["2026-06-30"])
    lead: Key | None = None
    commitments: Keys = ()
