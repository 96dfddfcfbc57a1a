"""Work plans, monthly reports and training, as they come in and go out."""

from __future__ import annotations

from datetime import date, datetime
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
    PersonRef,
    RecordShown,
    Sent,
    Shown,
    Text,
    UnitRef,
    Wanted,
)


class PlanLine(Shown):
    """One thing that a unit means to do; what is done is counted from the records it is tied to."""

    number: int
    text: str
    partner: PartnerRef | None
    sector: str | None = Field(description="Code.")
    first_month: int
    last_month: int
    result: str
    counted: words.Counted | Literal[""]
    target: int | None
    person: PersonRef | None
    done: int
    wanted: int = Field(description="The target, or all it is tied to.")
    standing: words.LineStanding
    records: list[str] = Field(description="References of those that you may know of.")


class Plan(RecordShown):
    """A work plan in one edition."""

    state: words.PlanState
    year: int
    period: words.PlanPeriod
    to_unit: UnitRef | None
    edition: int
    submitted_at: datetime | None
    approved_at: datetime | None
    approved_by: PersonRef | None
    answer: str


class WholePlan(Plan):
    """The same with its lines."""

    lines: list[PlanLine]


class PlanPage(Page[Plan]):
    """Work plans."""


class PlanFilter(BaseModel):
    """Whose plan for when?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    held_by: Wanted = Field(default="", description="Key of a unit.")
    year: int | None = Field(default=None, ge=2000, le=2100)
    state: words.PlanState | Literal[""] = ""
    order: Literal["year", "-year", "reference", "-reference"] = "-year"


class NewPlan(GuardSent):
    """A plan begun for a unit; without a title it is named by its unit and period."""

    year: int = Field(ge=2000, le=2100, examples=[2027])
    period: words.PlanPeriod = "year"
    text: Line = ""
    to_unit: Key | None = None


class PlanChange(Change):
    """The fields to change; those left out stay."""

    year: int = Field(default=2026, ge=2000, le=2100)
    period: words.PlanPeriod = "year"
    text: Line = Field(default="", examples=["Kế hoạch công tác năm 2027"])
    to_unit: Key | None = None


class NewPlanLine(Sent):
    """One line more, put at the end."""

    text: Text = Field(examples=["Tổ chức hai đoàn doanh nghiệp"])
    first_month: int = Field(ge=1, le=12)
    last_month: int = Field(ge=1, le=12)
    partner: Key | None = None
    sector: Key | None = None
    result: Note = ""
    counted: words.Counted | Literal[""] = ""
    target: int | None = Field(default=None, ge=1, le=1_000_000)
    person: Key | None = Field(default=None, description="Sign-in name.")
    records: Keys = Field(default=(), description="References of what it is tied to.")


class PlanMove(Sent):
    """What becomes of it: to return says why."""

    move: Literal["submit", "approve", "return", "amend"]
    reason: Note = ""


class Fact(Shown):
    """One sentence drawn from records."""

    reference: str
    vi: str
    en: str


class ReportSection(Shown):
    """Facts as they were drawn, and the officer's own words."""

    key: str
    title: str
    facts: list[Fact]
    hidden: int = Field(description="Facts on records that were closed to you since.")
    words: str


class MonthlyReport(RecordShown):
    """What a unit did in one month."""

    state: words.ReportState
    month: date = Field(description="Its first day.")
    to_unit: UnitRef | None
    drawn_at: datetime
    submitted_at: datetime | None
    approved_at: datetime | None
    approved_by: PersonRef | None
    sent_at: datetime | None
    digest: str = Field(description="SHA-256 of what was approved; empty before.")
    answer: str


class WholeReport(MonthlyReport):
    """The same with its sections, as far as you may read them."""

    sections: list[ReportSection]


class MonthlyReportPage(Page[MonthlyReport]):
    """Monthly reports."""


class MonthlyReportFilter(BaseModel):
    """Whose report of which month?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    held_by: Wanted = Field(default="", description="Key of a unit.")
    month: Day | None = Field(default=None, description="The first day of the month.")
    state: words.ReportState | Literal[""] = ""
    order: Literal["month", "-month", "reference", "-reference"] = "-month"


class NewMonthlyReport(GuardSent):
    """Drawn from the records of a unit for a month."""

    month: Day = Field(description="Any day of the month.", examples=["2026-10-01"])
    to_unit: Key | None = None


class SectionWords(Sent):
    """Own words of one section."""

    section: Key = Field(description="Key of the section.", examples=["tasks"])
    words: Note


class ReportMove(Sent):
    """What becomes of it: to return or to reopen says why."""

    move: Literal["submit", "approve", "return", "send", "reopen"]
    reason: Note = ""


class Training(RecordShown):
    """One person was trained; `text` says in what."""

    person: PersonRef
    start: date
    end: date
    hours: int
    by_whom: str
    skill: str
    level: str
    result: str
    document: int | None = Field(description="Number of the certificate in the store.")


class TrainingPage(Page[Training]):
    """Training."""


class TrainingFilter(BaseModel):
    """Who was trained in what?"""

    model_config = ConfigDict(frozen=True)

    text: Wanted = Field(default="", description="Reference or words.")
    held_by: Wanted = Field(default="", description="Key of a unit.")
    person: Wanted = Field(default="", description="Sign-in name.")
    skill: Wanted = ""
    order: Literal["start", "-start", "reference", "-reference"] = "-start"


class NewTraining(GuardSent):
    """One training written down for the unit of the person."""

    text: Text = Field(examples=["Quy tắc xuất xứ"])
    person: Key = Field(description="Sign-in name.", examples=["lan"])
    start: Day = Field(examples=["2026-03-02"])
    end: Day = Field(examples=["2026-03-03"])
    hours: int = Field(ge=1, le=10_000)
    by_whom: Line = ""
    skill: Key | Literal[""] = ""
    level: Key | Literal[""] = ""
    result: Line = ""
    document: Id | None = None


class TrainingChange(Change):
    """The fields to change; those left out stay."""

    text: Text = "Quy tắc xuất xứ"
    person: Key = "lan"
    start: Day = Field(default=date(2026, 3, 2), examples=["2026-03-02"])
    end: Day = Field(default=date(2026, 3, 3), examples=["2026-03-03"])
    hours: int = Field(default=8, ge=1, le=10_000)
    by_whom: Line = ""
    skill: Key | Literal[""] = ""
    level: Key | Literal[""] = ""
    result: Line = ""
    document: Id | None = None
