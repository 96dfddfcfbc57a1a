"""The lists of work plans and of monthly reports: what they can show."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.translation import gettext_lazy as _

from chancery.web import cells, columns
from chancery.web.formatting import day, number
from chancery.web.forms.plans import MonthlyFilter, PlanFilter
from chancery.web.listing import Column, Listing
from chancery.work.models import MonthlyReport, WorkPlan
from chancery.work.plans import queries


def _local_day(field: str) -> Any:
    def said(row: Any) -> Any:
        moment: datetime | None = getattr(row, field)
        return timezone.localdate(moment) if moment else None

    return said


def _day_cell(field: str) -> cells.Cell:
    found = _local_day(field)
    return lambda row, _shown: conditional_escape(day(found(row))) if found(row) else cells.NONE


def _plan(row: WorkPlan, _shown: Set[str]) -> str:
    return cells.titled(row, "workplan", row.text)


def _period(row: WorkPlan, _shown: Set[str]) -> str:
    return conditional_escape(f"{cells.chosen(row, 'period')}, {row.year}")


def _lines(row: Any, _shown: Set[str]) -> str:
    return number(row.line_count)


def _report(row: MonthlyReport, _shown: Set[str]) -> str:
    return cells.titled(row, "monthlyreport", row.text)


def _month(row: MonthlyReport) -> str:
    return f"{row.month:%m/%Y}"


PLANS = Listing(
    name="plans",
    title=_("Work plans"),
    columns=(
        Column(
            "text", _("Plan"), columns.plain("text"), _plan, "reference", always=True, width=60,
            css="text",
        ),
        Column(
            "reference", _("Reference"), columns.plain("reference"), cells.words("reference"),
            shown=False,
        ),
        Column(
            "unit", _("Unit"), columns.name("held_by"), cells.name_of("held_by"), "unit", width=36
        ),
        Column("period", _("Period"), columns.word("period"), _period, "year", width=20),
        Column("year", _("Year"), columns.plain("year"), cells.words("year"), shown=False),
        Column("lines", _("Lines"), columns.plain("line_count"), _lines, width=10, css="number"),
        Column(
            "to_unit", _("Goes to"), columns.name("to_unit"), cells.name_of("to_unit"),
            shown=False, width=36,
        ),
        Column(
            "edition", _("Edition"), columns.plain("edition"), cells.words("edition"), shown=False
        ),
        Column(
            "approved", _("Approved"), _local_day("approved_at"), _day_cell("approved_at"),
            "approved", width=14, css="nowrap",
        ),
        Column("state", _("State"), columns.word("state"), cells.state, "state", width=16),
    ),
    rows=queries.listed_plans,
    form=PlanFilter,
    sorts={
        "reference": ("reference",),
        "unit": ("held_by__name_vi", "-year", "reference"),
        "year": ("year", "period", "held_by__name_vi", "edition"),
        "approved": ("approved_at", "reference"),
        "state": ("state", "-year", "reference"),
    },
    default="-year",
    ready=(("state=submitted", _("Waiting for approval")),),
)  # fmt: skip

MONTHLY = Listing(
    name="monthly-reports",
    title=_("Monthly reports"),
    columns=(
        Column(
            "text", _("Report"), columns.plain("text"), _report, "reference", always=True,
            width=60, css="text",
        ),
        Column(
            "reference", _("Reference"), columns.plain("reference"), cells.words("reference"),
            shown=False,
        ),
        Column(
            "unit", _("Unit"), columns.name("held_by"), cells.name_of("held_by"), "unit", width=36
        ),
        Column(
            "month", _("Month"), _month, lambda row, _shown: conditional_escape(_month(row)),
            "month", width=12, css="nowrap",
        ),
        Column(
            "to_unit", _("Goes to"), columns.name("to_unit"), cells.name_of("to_unit"), width=36
        ),
        Column(
            "approved", _("Approved"), _local_day("approved_at"), _day_cell("approved_at"),
            shown=False, width=14, css="nowrap",
        ),
        Column(
            "sent", _("Sent"), _local_day("sent_at"), _day_cell("sent_at"), "sent", width=14,
            css="nowrap",
        ),
        Column("state", _("State"), columns.word("state"), cells.state, "state", width=16),
    ),
    rows=queries.reports,
    form=MonthlyFilter,
    sorts={
        "reference": ("reference",),
        "unit": ("held_by__name_vi", "-month"),
        "month": ("month", "held_by__name_vi"),
        "sent": ("sent_at", "reference"),
        "state": ("state", "-month"),
    },
    default="-month",
    ready=(("state=draft", _("Half-written")), ("state=submitted", _("Waiting for approval"))),
)  # fmt: skip
