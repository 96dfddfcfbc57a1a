"""What programs only read: the use of agreements, urging letters."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.shapes import (
    Page,
    PersonRef,
    RecordRef,
    RecordShown,
    Shown,
    UnitRef,
    Wanted,
)


class FtaUse(RecordShown):
    """What one source says of one agreement, year, direction and HS chapter; `text` is a note."""

    agreement: str = Field(description="Key of the agreement.")
    year: int
    direction: words.TradeDirection
    chapter: str = Field(description="Two figures; empty for all goods.")
    currency: str
    eligible: Decimal | None
    used: Decimal | None
    saved: Decimal | None
    forgone: Decimal | None
    rate: Decimal | None = Field(description="Used of eligible, between 0 and 1.")
    origin: str = Field(description="Which source says so.")


class FtaUsePage(Page[FtaUse]):
    """The use of agreements."""


class FtaUseFilter(BaseModel):
    """Of which agreement, in which year?"""

    model_config = ConfigDict(frozen=True)

    agreement: Wanted = Field(default="", description="Key of an agreement.")
    year: int | None = Field(default=None, ge=1990, le=2100)
    direction: words.TradeDirection | Literal[""] = ""
    chapter: Wanted = ""
    order: Literal["year", "-year", "reference", "-reference"] = "-year"


class UrgedTask(Shown):
    """One task of a letter, and what the unit answered in approved words."""

    task: RecordRef
    trigger: words.Trigger
    since: date
    days_late: int
    answer: words.UrgingAnswer | Literal[""]
    said: str
    answered_at: datetime | None


class Urging(Shown):
    """One letter of who has authority to a unit."""

    id: int
    reference: str
    by_unit: UnitRef
    to_unit: UnitRef
    number: str
    opening: str
    closing: str
    reply_by: date
    sent_by: PersonRef
    sent_at: datetime
    withdrawn_at: datetime | None
    lines: list[UrgedTask] = Field(description="Those about tasks that you may know of.")


class UrgingPage(Page[Urging]):
    """Urging letters."""


class UrgingFilter(BaseModel):
    """Who urged whom?"""

    model_config = ConfigDict(frozen=True)

    by_unit: Wanted = Field(default="", description="Key of a unit.")
    to_unit: Wanted = Field(default="", description="Key of a unit.")
    order: Literal["sent_at", "-sent_at", "reply_by", "-reply_by"] = "-sent_at"
