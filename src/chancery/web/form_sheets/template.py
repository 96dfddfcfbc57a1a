"""An empty spreadsheet of one kind: the headings, the words allowed, and one row as an example."""

from __future__ import annotations

import io
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from chancery.people.access import Viewer
from chancery.web import choices
from chancery.web.form_sheets.kinds import Kind
from chancery.web.form_sheets.shape import FieldShape, Shape, shape_of

_MOST = 400  # words of one column on the second sheet
_LISTED = frozenset({"units", "partners", "parties", "sectors"})
_TITLE = 31  # letters that the name of a sheet holds


def template_of(kind: Kind, viewer: Viewer) -> io.BytesIO:
    """XLSX with three sheets: to be filled in, the words allowed, an example.

    The sheet to be filled in comes first and is empty, so that nobody imports the example.
    """
    file, shape = io.BytesIO(), shape_of(kind, viewer)
    book = Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    needed = book.add_format({"bold": True, "bg_color": "#DDE7EA", "text_wrap": True, "border": 1})
    other = book.add_format({"bg_color": "#F1F5F6", "text_wrap": True, "border": 1})
    page = book.add_worksheet(str(kind.title)[:_TITLE])
    page.freeze_panes(1, 0)
    for place, column in enumerate(shape.fields):
        page.set_column(place, place, 24)
        page.write_string(0, place, column.heading, needed if column.is_needed else other)
        if column.help_text:
            page.write_comment(0, place, column.help_text)
    _words(book, shape, viewer)
    _example(book, shape, viewer)
    book.close()
    file.seek(0)
    return file


def _words(book: Workbook, shape: Shape, viewer: Viewer) -> None:
    page = book.add_worksheet(_("Allowed words"))
    for place, column in enumerate(shape.fields):
        page.set_column(place, place, 24)
        for line, words in enumerate([column.heading, *_allowed(column, viewer)[:_MOST]]):
            page.write_string(line, place, words)


def _allowed(column: FieldShape, viewer: Viewer) -> list[str]:
    if column.shown:
        return list(column.shown)
    if column.picks in _LISTED:
        return sorted(one.label for one in choices.KINDS[column.picks]("", viewer))
    return [column.help_text] if column.help_text else []


def _example(book: Workbook, shape: Shape, viewer: Viewer) -> None:
    page = book.add_worksheet(_("Example"))
    for place, column in enumerate(shape.fields):
        page.set_column(place, place, 24)
        page.write_string(0, place, column.heading)
        page.write_string(1, place, _said(column, viewer))


def _said(column: FieldShape, viewer: Viewer) -> str:
    """One value as a person writes it; empty where nothing sure can be said."""
    if column.shown or column.picks in _LISTED:
        return (_allowed(column, viewer) or [""])[0]
    if column.name in {"text", "name_vi"}:
        return _("For example: opening the market for Vietnamese pomelos.")
    return f"{_next_month():%d/%m/%Y}" if column.is_day else ""


def _next_month() -> date:
    return timezone.localdate() + timedelta(days=30)
