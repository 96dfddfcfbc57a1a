"""Monthly reports: list, show, draw, put into words, submit, approve, send, take back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.plans import (
    Fact,
    MonthlyReport,
    MonthlyReportFilter,
    MonthlyReportPage,
    NewMonthlyReport,
    ReportMove,
    ReportSection,
    SectionWords,
    WholeReport,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, person_ref, record_facts, unit_ref
from chancery.api.versions import tagged, version_asked
from chancery.work import models
from chancery.work.actions import monthly as actions
from chancery.work.plans import queries
from chancery.work.plans.shown import ShownSection, shown_to
from chancery.work.plans.values import ReportValues

area = Area("monthly reports", reads="read:work", writes="write:work")

_FILTERS: Filters = {
    "text": worded("reference", "text"),
    "held_by": equal("held_by"),
    "month": equal("month"),
    "state": equal("state"),
}


@area.get("/monthly-reports", MonthlyReportPage)
def list_monthly_reports(
    request: HttpRequest, wanted: Query[MonthlyReportFilter], paging: Query[Paging]
) -> MonthlyReportPage:
    """Reports that you may know of; those of other houses once they are sent."""
    rows = narrowed(queries.reports(viewer(request)), wanted, _FILTERS)
    rows = rows.select_related("approved_by")
    return paged(
        MonthlyReportPage, rows, paging, wanted.order, lambda row: MonthlyReport(**_facts(row))
    )


@area.post("/monthly-reports", WholeReport)
def add_monthly_report(request: HttpRequest, body: NewMonthlyReport) -> WholeReport:
    """Draw the report of a unit for a month from its records."""

    def act() -> int:
        values = ReportValues(body.month, body.to_unit)
        return actions.add_report(values=values, guard=body.guard, by=viewer(request)).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/monthly-reports/{key}", WholeReport)
def show_monthly_report(request: HttpRequest, key: int) -> WholeReport:
    """One report with its sections."""
    return show(request, key)


@area.patch("/monthly-reports/{key}", WholeReport)
def write_report_section(request: HttpRequest, key: int, body: SectionWords) -> WholeReport:
    """Put own words into one section of a report that is in hand."""
    found, version = find(request, key), version_asked(request)
    actions.write_section(
        report=found, key=body.section, words=body.words, version=version, by=viewer(request)
    )
    return show(request, key)


@area.post("/monthly-reports/{key}/refresh", WholeReport, status=200, media="")
def refresh_monthly_report(request: HttpRequest, key: int) -> WholeReport:
    """Draw the facts anew; own words stay."""

    def act() -> int:
        actions.refresh(report=find(request, key), by=viewer(request))
        return key

    return once(request, "", act, lambda done: show(request, int(done)))


@area.post("/monthly-reports/{key}/moves", WholeReport, status=200)
def move_monthly_report(request: HttpRequest, key: int, body: ReportMove) -> WholeReport:
    """Submit, approve, return or send a report, or take its approval back."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        actions.move_report(report=found, move=body.move, by=by, reason=body.reason)
        return key

    return once(request, body, act, lambda done: show(request, int(done)))


@area.post("/monthly-reports/{key}/withdrawal", None, status=204)
def withdraw_monthly_report(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back a report that was not approved."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_report(report=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


def find(request: HttpRequest, key: int) -> models.MonthlyReport:
    """The report, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.reports(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> WholeReport:
    """One report as the caller may read it."""
    row = find(request, key)
    sections = [_section(one) for one in shown_to(viewer(request), row).sections]
    return tagged(request, WholeReport(**_facts(row), sections=sections))


def _facts(row: models.MonthlyReport) -> dict[str, Any]:
    return {
        **record_facts(row),
        **kept(row, "state", "month", "drawn_at", "submitted_at", "approved_at", "sent_at"),
        **kept(row, "digest", "answer"),
        "to_unit": unit_ref(row.to_unit) if row.to_unit else None,
        "approved_by": person_ref(row.approved_by),
    }


def _section(one: ShownSection) -> ReportSection:
    facts = [
        Fact(reference=fact.reference, vi=fact.vi, en=fact.en) for fact, _may_open in one.facts
    ]
    return ReportSection(
        key=one.key, title=one.title, facts=facts, hidden=one.hidden, words=one.words
    )
