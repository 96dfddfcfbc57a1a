"""Measures: delivery of commitments, response times, extensions."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from chancery.api.schemas.shapes import Day, Listed, Shown


class PeriodAsked(BaseModel):
    """The days between which something is counted; both are open unless said."""

    model_config = ConfigDict(frozen=True)

    from_day: Day | None = None
    to_day: Day | None = None


class DeliveryAsked(PeriodAsked):
    """By what, and over which period?"""

    by: Literal["partner", "sector", "driver", "unit", "quarter"] = "partner"


class Named(Shown):
    """What a line is about."""

    key: str = Field(
        description="Code, key or quarter (2026-3); empty for rows without any, and in the total."
    )
    name_vi: str
    name_en: str


class DeliveryLine(Named):
    """Commitments by how they came out or stand, and by how they were undertaken."""

    delivered: int = Field(description="Delivered, and not late.")
    late: int = Field(description="Delivered after the due date.")
    on_the_way: int
    overdue: int
    no_date: int
    stopped: int
    signed: int
    stated: int
    total: int
    delivered_share: float | None = Field(
        description="Delivered, late or not, of what was delivered or is overdue."
    )
    in_time_share: float | None = Field(
        description="Delivered and not late, of what was delivered or is overdue."
    )


class DeliveryReport(Listed[DeliveryLine]):
    """By the period in which they fall due, or were recorded where they have no due date."""

    total: DeliveryLine


class Waits(Shown):
    """How long answers took, in working days."""

    answers: int
    median: float | None
    percentile_90: int | None = Field(description="By nearest rank.")


class ResponseLine(Named):
    """What one unit took for each kind of answer."""

    acceptance: Waits
    approval: Waits
    extension: Waits
    proposal: Waits
    review: Waits


class ResponseReport(Listed[ResponseLine]):
    """Answers given in the period, by the unit that gave them."""

    total: ResponseLine


class ExtensionLine(Named):
    """Questions for more time, by what became of them."""

    open: int
    granted: int
    declined: int
    withdrawn: int
    total: int
    granted_share: float | None = Field(description="Granted, of what was decided.")
    days: int = Field(description="Calendar days that were given.")


class ExtensionReport(Listed[ExtensionLine]):
    """Asked in the period, by the unit that asked."""

    total: ExtensionLine
