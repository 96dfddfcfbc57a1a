"""Timeliness: who does in time what they owe?"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chancery.web import timeliness
from chancery.web.forms.timeliness import TimelinessFilter
from chancery.web.views.answers import ROWS
from chancery.web.views.entrance import reader
from chancery.web.views.measures import tabs
from chancery.work.reports import COUNTED


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The table by unit, partner, month or quarter."""
    who = reader(request)
    form = TimelinessFilter(request.GET, viewer=who)
    by, against, period = form.by_word, form.against_word, form.period
    lines, total = timeliness.report_of(who, by, against, period)
    asked = request.GET.get("sort", "")
    if order := timeliness.sorter(asked.lstrip("-")):
        lines.sort(key=order, reverse=asked.startswith("-"))
    elif asked == "-name":
        lines.reverse()
    page = Paginator(lines, ROWS).get_page(request.GET.get("page"))
    context = {
        "filter_form": form,
        "page": page,
        "rows": [entry.row() for entry in page.object_list],
        "total": total,
        "outcomes": [(value.value, value.label) for value in COUNTED],
        "by": by,
        "against": against,
        "sort": "name",
        "tabs": tabs(request, "timeliness"),
    }
    return render(request, "timeliness/report.html", context)
