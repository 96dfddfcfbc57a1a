"""A list as a file: the rows, order and columns that the page shows, kept in history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header

from chancery.history.actions import record
from chancery.people.views import plain_query, views_for
from chancery.web.exporting import Sheet, as_csv, as_xlsx
from chancery.web.listing import TASKS, Listing, columns_of
from chancery.web.middleware import viewer
from chancery.web.views.answers import ordered
from chancery.web.views.entrance import reader
from chancery.web.views.posting import post_only
from chancery.work.sheets.base import new_stamp
from chancery.work.sheets.official import official_rows, unit_names
from chancery.work.sheets.workbook import official_book

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def of(listing: Listing | Callable[[], Listing]) -> Callable[[HttpRequest], HttpResponseBase]:
    """The address that writes a listing to a file; a function gives the one of the language."""

    @post_only
    def view(request: HttpRequest) -> HttpResponseBase:
        return export(request, listing if isinstance(listing, Listing) else listing())

    return view


def export(request: HttpRequest, listing: Listing) -> HttpResponseBase:
    """A listing as its reader sees it, in the form asked for."""
    sheet = _sheet(request, listing)
    if listing is TASKS and request.POST.get("format") == "official":
        return _official(request, sheet)
    return send(request, sheet, listing.name)


def send(request: HttpRequest, sheet: Sheet, name: str) -> HttpResponseBase:
    """A sheet in the form asked for, told in history under the name of its list."""
    is_csv = request.POST.get("format") == "csv"
    _tell(request, name, sheet, "csv" if is_csv else "xlsx")
    called = f"{sheet.title} {timezone.localdate():%Y-%m-%d}"
    if not is_csv:
        file = as_xlsx(sheet)
        return FileResponse(
            file, as_attachment=True, filename=f"{called}.xlsx", content_type=_XLSX
        )
    answer = StreamingHttpResponse(as_csv(sheet), content_type="text/csv; charset=utf-8")
    header = content_disposition_header(True, f"{called}.csv")
    answer["Content-Disposition"] = header or "attachment"
    return answer


def _official(request: HttpRequest, sheet: Sheet) -> HttpResponseBase:
    """The ministry's form with the same rows in the same order: all 25 columns, in Vietnamese."""
    who = reader(request)
    rows = official_rows(sheet.rows.defer(None)[: sheet.most], who, unit_names())
    stamp = new_stamp()
    _tell(request, TASKS.name, replace(sheet, columns=()), "official", sheet=stamp.key)
    note = sheet.note if sheet.is_capped else ""
    file, _number = official_book(rows, sheet.about(), note, stamp)
    name = f"{sheet.title} {timezone.localdate():%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=_XLSX)


def _sheet(request: HttpRequest, listing: Listing) -> Sheet:
    who = reader(request)
    views = views_for(who, listing.name)
    columns = listing.chosen(request.GET.get("columns", ""), columns_of(views.columns))
    form = listing.form(request.GET, viewer=who)
    rows = ordered(request, form.narrow(listing.rows(who)), listing.sorts, listing.default)
    return Sheet(
        title=str(listing.title),
        columns=columns,
        rows=listing.fetched(rows, columns),
        total=rows.count(),
        most=settings.EXPORT_ROWS,
        filters=plain_query(request.GET.urlencode(), without=("page", "view", "columns")),
        who=who.user.full_name,
    )


def _tell(request: HttpRequest, name: str, of: Sheet, form: str, **more: str) -> None:
    changes: dict[str, Any] = {
        "filters": [None, of.filters],
        "columns": [None, [column.key for column in of.columns]],
        "format": [None, form],
        "rows": [None, of.written],
        "capped": [None, of.is_capped],
        **{field: [None, value] for field, value in more.items()},
    }
    by, label = viewer(request).key, of.title
    with transaction.atomic():
        record(
            by=by,
            action="export.list",
            kind="export",
            key=name,
            changes=changes,
            label=label,
        )
