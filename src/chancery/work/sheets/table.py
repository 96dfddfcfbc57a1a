"""The table inside a tracking sheet: headings found among title lines, cells as texts.

Pure: no database. The limits stand before anything is unpacked or parsed.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import PurePath
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter, range_boundaries

from chancery.people.sheets import Bounds, SheetError, check_package, decoded, delimiter_of
from chancery.work.sheets import base
from chancery.work.sheets.columns import how_many, named

HEAD_ROWS = 40
"""So many lines a title may take before the headings."""
MOST_COLUMNS = 80
_LONGEST = 32_767  # letters that a cell of XLSX holds
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z0-9:]+)"')
_THOUSAND = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
"""A number that would read as thousands, were its point taken for theirs: 1.234."""
_COUNTED = re.compile(r"\(?\d{1,2}\)?")
_SECTION = re.compile(r"[IVXLC]+|[A-Z]")
_HIDDEN = {"Cc", "Cf", "Co", "Cs"}
_MB = 1024 * 1024
Grid = list[list[str]]
Words = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SheetLimits:
    """How much one sheet may hold."""

    mb: int = 10
    rows: int = 10_000
    cells: int = 500_000

    @property
    def bounds(self) -> Bounds:
        """What the package may hold unpacked: honest sheets swell to less than ten times."""
        return Bounds(unpacked=12 * self.mb * _MB, cells=self.cells)


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its number as the spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of one sheet; ``passed_over`` are lines that are no rows, with their words.

    ``beside`` are the lines in which an export of ours keeps what stood when it went out.
    """

    sheet: str
    headings: tuple[str, ...]
    heading_row: int
    lines: tuple[Line, ...]
    passed_over: tuple[tuple[int, str], ...] = ()
    assumed: tuple[str, ...] = ()
    beside: tuple[tuple[str, ...], ...] = ()

    def address(self, number: int, column: int) -> str:
        """As a spreadsheet names a cell: ``Nhiệm vụ!D17``."""
        return f"{self.sheet}!{get_column_letter(column + 1)}{number}"


def read_table(
    data: bytes, name: str, limits: SheetLimits = SheetLimits(), words: Words = named
) -> Table:
    """The table in a file; SheetError for one too large, empty, hostile or of another kind.

    ``words`` says which known column a heading names: those of a tracking sheet, or others.
    """
    if len(data) > limits.mb * _MB:
        raise SheetError(_("The file is larger than %(mb)s MB: split it.") % {"mb": limits.mb})
    if data[:4] == b"PK\x03\x04":
        return _of_book(data, limits, words)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise SheetError(
            _(
                "This is an old or locked Excel file: save it as XLSX without a password, or as CSV."
            )
        )
    return _of_text(data, PurePath(name).stem[:31] or "CSV", limits, words)


def _of_text(data: bytes, title: str, limits: SheetLimits, words: Words) -> Table:
    text, told = decoded(data)
    delimiter = delimiter_of(text)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        grid = _grid(rows, title, limits)
    except csv.Error as error:
        raise SheetError(
            _("The file is no table (%(cause)s): save it as XLSX.") % {"cause": error}
        ) from error
    sign = {";": ";", ",": ",", "\t": "Tab"}[delimiter]
    told = (*told, _("cells separated by %(sign)s") % {"sign": sign})
    return replace(_table(title, grid, [], words), assumed=told)


def _of_book(data: bytes, limits: SheetLimits, words: Words) -> Table:
    """The sheet whose headings say the most; the others are named as not read."""
    check_package(data, limits.bounds)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations, which are not read
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            shown = [page for page in book.worksheets[:30] if page.title != base.TITLE]
            pages = {page.title: _head_of(page) for page in shown}
            title = max(pages, key=lambda one: (_score(pages[one], words), bool(pages[one])))
            page = book[title]
            page.reset_dimensions()
            grid = _grid(_texts(page), title, limits)
            merged = _merged(book, page)
            beside = _beside(book, limits)
    except SheetError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise SheetError(
            _("The spreadsheet cannot be read: open it, save it anew as XLSX and try again.")
        ) from error
    told = [_("the sheet “%(name)s”, by the values last calculated") % {"name": title}]
    others = [other for other in book.sheetnames if other not in {title, base.TITLE}]
    if others:
        told.append(_("not read: the sheets %(names)s") % {"names": ", ".join(others)})
    found = _table(title, grid, merged, words)
    return replace(found, assumed=tuple(told), beside=beside)


def _beside(book: Any, limits: SheetLimits) -> tuple[tuple[str, ...], ...]:
    """The hidden lines of our own export, as they are: letter for letter, for they are sealed."""
    if base.TITLE not in book.sheetnames:
        return ()
    page = book[base.TITLE]
    page.reset_dimensions()
    lines = islice(page.iter_rows(max_col=MOST_COLUMNS, values_only=True), limits.rows + 1)
    return tuple(tuple(str(cell) for cell in line if cell is not None) for line in lines)


def _head_of(page: Any) -> Grid:
    page.reset_dimensions()
    return [
        [text_of(c) for c in row]
        for row in page.iter_rows(max_row=HEAD_ROWS, max_col=MOST_COLUMNS)
    ]


def _score(head: Grid, words: Words) -> int:
    return max((how_many(row, words) for row in head), default=0)


def _texts(page: Any) -> Iterable[list[str]]:
    return ([text_of(cell) for cell in row] for row in page.iter_rows(max_col=MOST_COLUMNS + 1))


def _merged(book: Any, page: Any) -> list[tuple[int, int, int, int]]:
    """The merged ranges, which reading row by row does not know of: (left, top, right, bottom)."""
    content = book._archive.read(page._worksheet_path)  # noqa: SLF001 - known to its reader alone
    found = islice(_MERGED.finditer(content), 20_000)
    ranges = (range_boundaries(match[1].decode()) for match in found)
    return [
        (left, top, right, bottom)
        for left, top, right, bottom in ranges
        if left and top and right and bottom and (left, top) != (right, bottom)
    ]


def _grid(rows: Iterable[Sequence[str]], title: str, limits: SheetLimits) -> Grid:
    """All rows; far beyond the limit nothing is read, and no wider than a person fills in."""
    grid: Grid = []
    blank: Grid = []
    full = cells = 0
    most = 4 * limits.rows + 1000
    for number, row in enumerate(rows, 1):
        line = [clean(words) for words in row[: MOST_COLUMNS + 1]]
        if len(line) > MOST_COLUMNS and line[MOST_COLUMNS]:
            said = _(
                "Row %(row)s of %(sheet)s has more than %(columns)s columns: take away the rest."
            )
            values = {"row": number, "sheet": title, "columns": MOST_COLUMNS}
            raise SheetError(said % values)
        if not any(line):  # where a format reaches down to row 1,048,576, nobody wrote rows
            blank += [line[:MOST_COLUMNS]] if number <= most else []
            continue
        full, cells = full + 1, cells + len(line)
        if full > limits.rows + HEAD_ROWS or number > most:
            said = _("The file has more than %(rows)s rows: split it.")
            raise SheetError(said % {"rows": limits.rows})
        if cells > 2 * limits.cells:
            said = _("The file has more than %(cells)s cells: split it.")
            raise SheetError(said % {"cells": limits.cells})
        grid += [*blank, line[:MOST_COLUMNS]]
        blank = []
    if not full:
        raise SheetError(_("The file is empty: a row holds the headings, the tasks follow below."))
    return grid


def text_of(cell: Any) -> str:
    """A cell as text: days as 2026-03-01, shares as 80%, whole numbers without a point."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, str(cell.number_format or ""))
    return str(value)


def _number(value: float, form: str) -> str:
    if "%" in form:
        return f"{round(value * 100, 6):g}%"
    text = str(int(value)) if float(value).is_integer() else str(value)
    return f"{text}0" if _THOUSAND.fullmatch(text) else text


def clean(words: str) -> str:
    """Letters in one spelling, lines as lines, nothing that cannot be seen."""
    text = unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\u00a0", " ")
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _HIDDEN)
    return kept.strip()[:_LONGEST]


def _table(title: str, grid: Grid, merged: list[tuple[int, int, int, int]], words: Words) -> Table:
    _fill_down(grid, merged)
    width = max((at for row in grid for at, cell in enumerate(row, 1) if cell), default=0)
    rows = [row[:width] + [""] * (width - len(row)) for row in grid]
    place, depth, headings = _headings(rows, words)
    text = next((at for at, cell in enumerate(headings) if words(cell) == "text"), None)
    lines, passed = [], []
    for number, row in enumerate(rows[place + depth :], place + depth + 1):
        if not any(row):
            continue
        if _is_row(row, text, is_first=number == place + depth + 1):
            lines.append(Line(number, tuple(row)))
        else:
            passed.append((number, " ".join(cell for cell in row if cell)[:120]))
    return Table(title, tuple(headings), place + depth, tuple(lines), tuple(passed))


def _fill_down(grid: Grid, merged: list[tuple[int, int, int, int]]) -> None:
    """A cell merged over several rows holds for each of them; what is merged sideways stays."""
    for left, top, _right, bottom in merged:
        if left > MOST_COLUMNS or top > len(grid) or left > len(grid[top - 1]):
            continue
        words = grid[top - 1][left - 1]
        for row in grid[top : min(bottom, len(grid))]:
            if words and left <= len(row):
                row[left - 1] = words


def _headings(rows: Grid, words: Words) -> tuple[int, int, list[str]]:
    """Where the headings stand (from 0), how many rows they take, what they are."""
    best: tuple[int, int, int, list[str]] = (0, 0, 0, [])
    for place, row in enumerate(rows[:HEAD_ROWS]):
        single = how_many(row, words)
        if single > best[0]:
            best = (single, place, 1, row)
        both = _combined(row, rows[place + 1]) if place + 1 < len(rows) else row
        if (double := how_many(both, words)) > max(single, best[0]) and single > 1:
            best = (double, place, 2, both)
    if best[0] >= 2:
        return best[1], best[2], best[3]
    place = next((at for at, row in enumerate(rows) if sum(map(bool, row)) > 1), 0)
    return place, 1, rows[place]


def _combined(upper: list[str], lower: list[str]) -> list[str]:
    """Headings of two rows: “Gia hạn” above “số lần” is “Gia hạn - số lần”."""
    told, above = [], ""
    for over, under in zip(upper, lower, strict=True):
        above = over or (above if under else "")
        told.append(f"{above} - {under}" if above and under and above != under else above or under)
    return told


def _is_row(row: list[str], text: int | None, *, is_first: bool) -> bool:
    """Not the numbers of the columns below the headings, nor the title of a group of tasks."""
    said = [words for words in row if words]
    if is_first and len(said) > 2 and all(_COUNTED.fullmatch(words) for words in said):
        return False
    if len(said) == 1:
        return text is None or bool(row[text])
    return not (len(said) == 2 and _SECTION.fullmatch(said[0].rstrip(".")))
