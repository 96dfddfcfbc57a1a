"""Obstacles as they come in and go out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas import words
from chancery.api.schemas.cases import Agency, Area, Case, CaseStep, Codes, LinksShown
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
    UnitRef,
    Wanted,
    Words,
)

KindCode = Annotated[Words, Field(max_length=20)]


class Obstacle(Case):
    """Something that blocks cooperation with a partner."""

    partner: PartnerRef
    kind: str = Field(
        description="A chapter of non-tariff measures (A to P) or another code of the table of kinds.",
        examples=["A"],
    )
    area: str
    state: words.ObstacleState
    affected: str
    pending_unit: UnitRef | None
    pending_text: str
    pending_since: date | None
    estimated: date | None = Field(description="When it is estimated to be resolved.")
    original_estimate: date | None
    resolved_on: date | None
    confirmed_by: str


class MovedEstimate(Shown):
    """An estimate that was in force before."""

    old: date
    new: date | None
    reason: str


class WholeObstacle(Obstacle):
    """An obstacle by itself: its steps, estimates and links, and the moves open to you now."""

    steps: list[CaseStep]
    moved_estimates: list[MovedEstimate]
    links: LinksShown
    moves: list[str]


class ObstaclePage(Page[Obstacle]):
    """Obstacles."""


class ObstacleFilter(BaseModel):
    """What blocks whom?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    partner: Wanted = Field(default="", description="Code of a partner.")
    state: words.ObstacleState | Literal[""] = ""
    kind: Wanted = Field(default="", description="Code of a kind.")
    hs: Wanted = Field(default="", description="Code of goods; finds what is above and below too.")
    sector: Wanted = Field(default="", description="Code of a sector.")
    lead: Wanted = Field(default="", description="Key of a unit.")
    pending: Literal["", "us", "partner", "both", "nobody"] = ""
    late: Literal["", "step_late", "estimate_late", "unplanned", "quiet"] = ""
    order: Literal[
        "-created_at",
        "created_at",
        "reference",
        "-reference",
        "next_step_on",
        "-next_step_on",
        "estimated",
        "-estimated",
    ] = "-created_at"


class NewObstacle(GuardSent):
    """An obstacle recorded by hand."""

    text: Text = Field(examples=["Chậm giải ngân vốn ODA"])
    partner: Key = Field(examples=["JP"])
    area: Area = ""
    kind: KindCode = Field(default="", examples=["oda"])
    hs: Codes = ()
    sectors: Keys = ()
    affected: Note = ""
    pending_unit: Key | None = None
    pending_text: Agency = ""
    pending_since: Day | None = None
    lead: Key | None = None
    person: Key | None = Field(default=None, description="User name of who is in charge.")
    priority: words.Priority = "normal"
    next_step: Line = ""
    next_step_on: Day | None = None
    estimated: Day | None = None


class ObstacleChange(Change):
    """The fields to change; those left out stay. A later estimate needs `reason`."""

    text: Text = ""
    partner: Key = ""
    area: Area = Field(default="", examples=["ODA"])
    kind: KindCode = ""
    hs: Codes = ()
    sectors: Keys = ()
    affected: Note = ""
    pending_unit: Key | None = None
    pending_text: Agency = ""
    pending_since: Day | None = None
    lead: Key | None = None
    person: Key | None = None
    priority: words.Priority = "normal"
    next_step: Line = ""
    next_step_on: Day | None = None
    estimated: Day | None = None
    reason: Annotated[Words, Field(max_length=500)] = ""


class Resolution(Sent):
    """How it came to block no more, and who says so: you and today where nothing is said."""

    reason: Annotated[Words, Field(min_length=1, max_length=1000)] = Field(
        examples=["Lô hàng đầu tiên đã thông quan"]
    )
    confirmed_by: Agency = ""
    resolved_on: Day | None = None
