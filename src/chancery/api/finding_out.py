"""Search over documents and records, and the report on timeliness."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from ninja import Query

from chancery.api.area import Area
from chancery.api.errors import ScopeError
from chancery.api.keys import Asked, viewer
from chancery.api.schemas.finding_out import (
    Hit,
    HitPage,
    Outcomes,
    Search,
    TimelinessFilter,
    TimelinessLine,
    TimelinessReport,
)
from chancery.api.schemas.shapes import Paging
from chancery.intake.search.asking import COUNTED, Found, Wish
from chancery.work import reports

searching = Area("search", reads="")
reporting = Area("reports", reads="read:work")

_SCOPES = {
    "document": "read:documents",
    "task": "read:work",
    "proposal": "read:work",
    "shortcoming": "read:work",
    "meeting": "read:work",
    "consultation": "read:work",
    "workplan": "read:work",
    "monthlyreport": "read:work",
    "training": "read:work",
    "review": "read:work",
    "escalation": "read:work",
    "advice": "read:work",
    "outreach": "read:work",
    "programme": "read:work",
    "unit": "read:people",
}


@searching.get("/search", HitPage)
def search(request: HttpRequest, wanted: Query[Search], paging: Query[Paging]) -> HitPage:
    """Rows of one kind in which the words stand, of those that you may know of.

    The key needs the scope that reads rows of this kind.
    """
    scope = _SCOPES.get(wanted.kind, "read:register")
    if not cast("Asked", request).auth.may(scope):
        raise ScopeError(scope)
    wish = Wish(
        typed=wanted.q,
        chosen={"kind": wanted.kind},
        best=wanted.order == "best",
        plain=wanted.plain,
    )
    found = Found(viewer(request), wish)
    start, end = min(paging.offset, COUNTED), min(paging.offset + paging.limit, COUNTED)
    items = [Hit(kind=wanted.kind, key=str(h.row.pk), title=str(h.row)) for h in found[start:end]]
    return HitPage(items=items, count=found.total, next=end if end < found.total else None)


@reporting.get("/reports/timeliness", TimelinessReport)
def report_timeliness(request: HttpRequest, wanted: Query[TimelinessFilter]) -> TimelinessReport:
    """Who does in time what they owe: by lead unit, partner or month."""
    who, period = viewer(request), (wanted.due_from, wanted.due_until)
    lines, total = reports.timeliness_report(who, wanted.by, wanted.against, period)
    return TimelinessReport(items=[line_of(line) for line in lines], total=line_of(total))


def line_of(line: reports.Line) -> TimelinessLine:
    """One line as it is shown."""
    counts = {str(outcome): line.counts[outcome] for outcome in reports.COUNTED}
    return TimelinessLine(
        key=line.key,
        name_vi=line.about.name_vi if line.about else "",
        name_en=line.about.name_en if line.about else "",
        outcomes=Outcomes(**counts),
        total=line.total,
        extensions=line.extensions,
        acceptances=line.responses,
        working_days_to_acceptance=line.response,
    )
