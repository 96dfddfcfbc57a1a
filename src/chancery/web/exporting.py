"""A list as a file: XLSX with real days, or CSV that a spreadsheet opens with every letter.

What a person typed stays text: a cell that a spreadsheet would take for a formula is written as a
string in XLSX, and in CSV gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from chancery.web.formatting import day, is_vietnamese, number
from chancery.web.forms.narrowing import Rows
from chancery.web.listing import Column

CHUNK = 1_000
BOM = "\ufeff"  # by which a spreadsheet knows that the file is UTF-8
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767  # letters that a cell of XLSX holds
_FIGURES = 15  # of a number that a spreadsheet keeps; a longer one is written as text


@dataclass(frozen=True)
class Sheet:
    """What is written: the rows in their order, the columns, how many of how many rows."""

    title: str
    columns: tuple[Column, ...]
    rows: Rows
    total: int
    most: int
    filters: str
    who: str

    @property
    def written(self) -> int:
        """Rows in the file."""
        return min(self.total, self.most)

    @property
    def is_capped(self) -> bool:
        """Whether rows were left out."""
        return self.total > self.most

    @property
    def note(self) -> str:
        """What a capped file says of itself."""
        values = {"most": number(self.most), "all": number(self.total)}
        return _("Only the first %(most)s of %(all)s rows are here.") % values

    def heads(self) -> list[str]:
        """The reference has a column of its own."""
        return [_("Reference"), *(str(column.label) for column in self.columns)]

    def lines(self) -> Iterator[list[Any]]:
        """The values of each row, fetched by the thousand."""
        for row in self.rows[: self.most].iterator(chunk_size=CHUNK):
            yield [
                getattr(row, "reference", row.pk),
                *(column.value(row) for column in self.columns),
            ]

    def about(self) -> list[tuple[str, str]]:
        """Where the file comes from, on a sheet of its own."""
        lines = [
            (_("Which list"), self.title),
            (_("Filters"), self.filters or _("none")),
            (_("Exported at"), f"{timezone.localtime():%Y-%m-%d %H:%M}"),
            (_("Exported by"), self.who),
            (_("Rows"), str(self.written)),
        ]
        return [*lines, (_("Not whole"), self.note)] if self.is_capped else lines


def harmless(text: str) -> str:
    """The words of a CSV cell, never a formula."""
    begins = text.lstrip(" \n\u00a0\u200b\ufeff")
    return f"'{text}" if begins.startswith(_FORMULA) or text.startswith(_FORMULA) else text


def as_csv(sheet: Sheet) -> Iterator[bytes]:
    """Line after line, in UTF-8 with its mark."""
    line = io.StringIO()
    writer = csv.writer(line)

    def taken() -> bytes:
        told = line.getvalue().encode("utf-8")
        line.seek(0)
        line.truncate()
        return told

    line.write(BOM)
    writer.writerow(map(harmless, sheet.heads()))
    for number_, values in enumerate(sheet.lines(), 1):
        writer.writerow(
            [_words(v) if isinstance(v, Decimal) else harmless(_words(v)) for v in values]
        )
        if number_ % CHUNK == 0:
            yield taken()
    if sheet.is_capped:
        writer.writerow([sheet.note])
    yield taken()


def as_xlsx(sheet: Sheet) -> io.BytesIO:
    """Written row by row on disk and packed: fifty thousand rows are some megabytes in memory."""
    file = io.BytesIO()
    book = Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True, "bg_color": "#DDE7EA", "text_wrap": True})
    cells = book.add_format({"text_wrap": True, "valign": "top"})
    form = "dd/mm/yyyy" if is_vietnamese() else "d mmm yyyy"
    days = book.add_format({"num_format": form, "valign": "top", "align": "left"})
    page = book.add_worksheet(sheet.title[:31])
    page.freeze_panes(1, 1)
    page.set_column(0, 0, 15)
    for place, column in enumerate(sheet.columns, 1):
        page.set_column(place, place, column.width)
    page.autofilter(0, 0, sheet.written, len(sheet.columns))
    for place, words in enumerate(sheet.heads()):
        page.write_string(0, place, words, head)
    for line, values in enumerate(sheet.lines(), 1):
        _write(page, line, values, (cells, days))
    if sheet.is_capped:
        page.write_string(sheet.written + 1, 0, sheet.note)
    about = book.add_worksheet(_("About this file"))
    about.set_column(0, 1, 40)
    for line, pair in enumerate(sheet.about()):
        for place, words in enumerate(pair):
            about.write_string(line, place, words)
    book.close()
    file.seek(0)
    return file


def _write(page: Any, line: int, values: Sequence[Any], formats: tuple[Any, Any]) -> None:
    cells, days = formats
    for place, value in enumerate(values):
        if isinstance(value, date) and not isinstance(value, datetime):
            page.write_datetime(line, place, datetime.combine(value, datetime.min.time()), days)
        elif _is_figure(value):
            page.write_number(line, place, float(value), cells)
        else:
            page.write_string(line, place, _words(value)[:_LONGEST], cells)


def _is_figure(value: Any) -> bool:
    """A number that a cell holds to its last digit."""
    if not isinstance(value, int | Decimal):
        return False
    return len(Decimal(value).normalize().as_tuple().digits) <= _FIGURES


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return day(value)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
