"""Opportunities as they come in and go out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.cases import Case, CaseStep, Codes, LinksShown
from chancery.api.schemas.shapes import (
    Change,
    Day,
    GuardSent,
    Key,
    Keys,
    Line,
    Note,
    Page,
    PartnerRef,
    Sent,
    Shown,
    Text,
    Wanted,
    Words,
)

Amount = Annotated[Decimal, Field(gt=0, max_digits=20, decimal_places=2)]
Currency = Annotated[Words, Field(pattern="^([A-Z]{3})?$")]


class OpportunityValue(Shown):
    """An estimate of somebody, of a day."""

    amount: str = Field(description="Digits, as they were written down.", examples=["12500000.00"])
    currency: str = Field(examples=["USD"])
    day: date
    source: str


class Opportunity(Case):
    """Something that could be won with a partner."""

    partner: PartnerRef
    kind: words.OpportunityKind
    state: words.OpportunityState
    firms: str
    value: OpportunityValue | None


class WholeOpportunity(Opportunity):
    """An opportunity by itself: its steps and links, and the moves open to you now."""

    steps: list[CaseStep]
    links: LinksShown
    moves: list[str]


class OpportunityPage(Page[Opportunity]):
    """Opportunities."""


class OpportunityFilter(BaseModel):
    """What could we win?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    state: words.OpportunityState | Literal[""] = ""
    kind: words.OpportunityKind | Literal[""] = ""
    hs: Wanted = Field(default="", description="Code of goods; finds what is above and below too.")
    sector: Wanted = Field(default="", description="Code of a sector.")
    lead: Wanted = Field(default="", description="Key of the unit that owns it.")
    late: Literal["", "step_late", "unplanned", "quiet"] = ""
    order: Literal[
        "-created_at", "created_at", "reference", "-reference", "next_step_on", "-next_step_on"
    ] = "-created_at"


class NewOpportunity(GuardSent):
    """An opportunity; the value goes with its currency, day and source or is left out."""

    text: Text = Field(examples=["Xuất khẩu bưởi tươi sang Nhật Bản"])
    partner: Key = Field(examples=["JP"])
    kind: words.OpportunityKind
    hs: Codes = ()
    sectors: Keys = ()
    firms: Note = ""
    lead: Key | None = None
    person: Key | None = Field(default=None, description="User name of who is in charge.")
    priority: words.Priority = "normal"
    amount: Amount | None = None
    currency: Currency = ""
    valued_on: Day | None = None
    value_source: Line = ""
    next_step: Line = ""
    next_step_on: Day | None = None


class OpportunityChange(Change):
    """The fields to change; those left out stay."""

    text: Text = ""
    partner: Key = ""
    kind: words.OpportunityKind = "trade"
    hs: Codes = ()
    sectors: Keys = ()
    firms: Note = Field(default="", examples=["Hiệp hội Rau quả"])
    lead: Key | None = None
    person: Key | None = None
    priority: words.Priority = "normal"
    amount: Amount | None = None
    currency: Currency = ""
    valued_on: Day | None = None
    value_source: Line = ""
    next_step: Line = ""
    next_step_on: Day | None = None


class Taking(Sent):
    """For which unit of your own an opportunity is taken on."""

    unit: Key = Field(examples=["mission-jp"])
