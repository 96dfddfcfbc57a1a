"""Search and reports."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas.shapes import Day, Listed, Page, Shown, Words

Kind = Literal[
    "document",
    "commitment",
    "task",
    "proposal",
    "request",
    "obstacle",
    "opportunity",
    "shortcoming",
    "activity",
    "project",
    "upgrade",
    "contact",
    "interaction",
    "mechanism",
    "initiative",
    "meeting",
    "consultation",
    "workplan",
    "monthlyreport",
    "training",
    "review",
    "escalation",
    "advice",
    "outreach",
    "programme",
    "agreement",
    "partner",
    "unit",
]


class Hit(Shown):
    """A row that was found."""

    kind: Kind
    key: str = Field(description="Its id, key or code, as in its own address.", examples=["12"])
    title: str = Field(description="Reference and text, title or name.")


class HitPage(Page[Hit]):
    """What was found; ten thousand are counted at most."""


class Search(BaseModel):
    """Where is that written?"""

    model_config = ConfigDict(frozen=True)

    q: Annotated[Words, Field(min_length=1, max_length=200)] = Field(
        description="Words, with or without marks; “quoted” words stand side by side.",
        examples=["đắk lắk"],
    )
    kind: Kind = Field(description="The kind of rows; each wants the scope of its own list.")
    order: Literal["newest", "best"] = "newest"
    plain: bool = Field(default=False, description="Whatever the marks.")


class Outcomes(Shown):
    """Tasks by their outcome."""

    done_on_time: int
    done_late: int
    open_in_time: int
    open_overdue: int
    no_due_date: int


class TimelinessLine(Shown):
    """One line of the report."""

    key: str = Field(description="Key of the unit, code of the partner, or month: 2026-03.")
    name_vi: str
    name_en: str
    outcomes: Outcomes
    total: int
    extensions: int
    acceptances: int = Field(description="How many acceptances the median is of.")
    working_days_to_acceptance: float | None = Field(description="Median.")


class TimelinessReport(Listed[TimelinessLine]):
    """The four outcomes, over the tasks that you may know of."""

    total: TimelinessLine


class TimelinessFilter(BaseModel):
    """What is counted, and against which date."""

    model_config = ConfigDict(frozen=True)

    by: Literal["unit", "partner", "period"] = "unit"
    against: Literal["due", "original"] = Field(
        default="due", description="The due date in force, or the original one."
    )
    due_from: Day | None = None
    due_until: Day | None = None
