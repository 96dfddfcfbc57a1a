"""Measures: what is delivered, how fast units answer, how often dates are moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from chancery.people.access import Viewer
from chancery.people.views import plain_query
from chancery.web import measures
from chancery.web.extension_listing import EXTENSIONS
from chancery.web.formatting import day
from chancery.web.forms.measures import DeliveryFilter, PeriodFilter, ResponseFilter
from chancery.web.measures import Table
from chancery.web.measures_sheet import MeasuresSheet
from chancery.web.views.answers import ROWS
from chancery.web.views.entrance import reader
from chancery.web.views.exports import send
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import post_only
from chancery.work.measures.periods import Period
from chancery.work.measures.responses import Answer

_PERIOD = ("span", "from_day", "to_day")


@dataclass(frozen=True, slots=True)
class _Page:
    """One of the pages: its address, its words, how its table is made."""

    name: str
    title: Any
    about: Any
    note: Any
    empty: Any
    form: type[PeriodFilter]
    table: Callable[[Viewer, Any], Table]


_DELIVERY = _Page(
    "measures",
    gettext_lazy("Delivery of commitments"),
    gettext_lazy("What of our commitments is delivered, over those that you may know of."),
    gettext_lazy(
        "A commitment belongs to the period in which it falls due; one without a due date, to that "
        "in which it was recorded. Superseded ones are left out. Delivered late: after its due "
        "date, by the day that its lead named in a review, else that of the reply or of the "
        "verdict. Of what was due: of what was delivered or is overdue. What concerns several "
        "partners, sectors or drivers counts under each, so the lines do not add up."
    ),
    gettext_lazy("Choose another period, or wait until commitments fall due."),
    DeliveryFilter,
    measures.delivery_table,
)
_RESPONSES = _Page(
    "measures-responses",
    gettext_lazy("Response times"),
    gettext_lazy("How many working days units take to answer what is asked of them."),
    gettext_lazy(
        "Answers given in the period, each with the median of working days and the number that "
        "nine of ten did not exceed (90th percentile, by nearest rank). A unit's own resolutions "
        "are approved by nobody else and left out; of a commitment asked about in several rounds "
        "the last reply of its lead counts."
    ),
    gettext_lazy("Choose another period, or wait until units have answered."),
    ResponseFilter,
    measures.response_table,
)
_EXTENSIONS = _Page(
    "measures-extensions",
    gettext_lazy("Extensions counted"),
    gettext_lazy("Who asks for more time, and how often it is given."),
    gettext_lazy(
        "Questions for a later due date, asked in the period; an earlier date is granted at once "
        "and is none. Days given: calendar days between the dates before and those granted."
    ),
    gettext_lazy("Choose another period: nobody asked for more time in this one."),
    PeriodFilter,
    measures.extension_table,
)


@require_safe
def delivery(request: HttpRequest) -> HttpResponse:
    """How commitments are delivered, by partner, sector, driver, lead unit or quarter."""
    who = reader(request)
    form = DeliveryFilter(request.GET, viewer=who)
    table = measures.delivery_table(who, form)
    figures = measures.key_figures(who, table, form.period) if table.entries else []
    drawn = _("Delivery %(by)s") % {"by": dict(form.fields["by"].choices)[form.by_word]}  # type: ignore[attr-defined] # a choice field
    return _show(request, _DELIVERY, form, table, drawn=drawn, figures=figures)


@require_safe
def responses(request: HttpRequest) -> HttpResponse:
    """How long units take to answer."""
    who = reader(request)
    form = ResponseFilter(request.GET, viewer=who)
    drawn = _("Working days: %(answer)s") % {"answer": Answer(form.drawn).label}
    return _show(request, _RESPONSES, form, measures.response_table(who, form), drawn=drawn)


@require_safe
def extensions(request: HttpRequest) -> HttpResponse:
    """How often more time was asked for."""
    who = reader(request)
    form = PeriodFilter(request.GET, viewer=who)
    table = measures.extension_table(who, form)
    return _show(request, _EXTENSIONS, form, table, drawn=_("Questions for more time"))


@require_safe
def extension_list(request: HttpRequest) -> HttpResponse:
    """Each question for more time."""
    reader(request)
    return show_listing(request, "measures/extensions.html", EXTENSIONS)


@post_only
def export(request: HttpRequest, page: str) -> HttpResponseBase:
    """A page of measures as a file."""
    who = reader(request)
    pages = {"delivery": _DELIVERY, "responses": _RESPONSES, "extensions": _EXTENSIONS}
    chosen = pages[page]
    table = chosen.table(who, chosen.form(request.GET, viewer=who))
    filters = plain_query(request.GET.urlencode())
    sheet = MeasuresSheet.of(table, str(chosen.title), filters, who.user.full_name)
    return send(request, sheet, chosen.name)


def _show(
    request: HttpRequest, page: _Page, form: PeriodFilter, table: Table, **more: Any
) -> HttpResponse:
    lines = Paginator(table.entries, ROWS).get_page(request.GET.get("page"))
    context = {
        "title": page.title,
        "about": page.about,
        "note": page.note,
        "empty": page.empty,
        "export": reverse(f"{page.name}-export"),
        "tabs": tabs(request, page.name),
        "filter_form": form,
        "period_words": _words(form.period),
        "table": table,
        "page": lines,
        "rows": [entry.row() for entry in lines.object_list],
        **more,
    }
    return render(request, "measures/measures.html", context)


def tabs(request: HttpRequest, chosen: str) -> list[tuple[str, Any, str, bool, int]]:
    """The pages of measures beside each other; the period goes along."""
    told = {name: request.GET[name] for name in _PERIOD if request.GET.get(name)}
    query = f"?{urlencode(told)}" if told else ""
    pages = (
        ("measures", _("Delivery"), query),
        ("timeliness", _("Timeliness"), ""),
        ("measures-responses", _("Response times"), query),
        ("measures-extensions", _("Extensions"), query),
        ("proposal-speed", _("From event to proposal"), ""),
    )
    return [
        (name, label, reverse(name) + asked, name == chosen, 0) for name, label, asked in pages
    ]


def _words(period: Period) -> str:
    first, last = period
    if first and last:
        return _("From %(first)s to %(last)s") % {"first": day(first), "last": day(last)}
    if first:
        return _("From %(first)s on") % {"first": day(first)}
    return _("Up to %(last)s") % {"last": day(last)} if last else _("Since the beginning")
