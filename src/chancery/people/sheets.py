"""A table out of a spreadsheet that somebody brings: XLSX or CSV, with what had to be assumed.

Pure: no database. Limits stand before any parsing, so that a hostile file costs little.
"""

from __future__ import annotations

import csv
import html
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from chancery.people.errors import PeopleError

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 30 * 1024 * 1024
MAX_ROWS = 5000
MAX_COLUMNS = 40
MAX_CELLS = 100_000
MAX_CELL = 1000
_FOREMOST = 40 * 1024
_HEADINGS = 10_000
_CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c[\s/>]")
_SIGNS = 8  # of "<" for each cell: it is three elements at most
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a package of XLSX may hold, unpacked, before it is opened at all."""

    unpacked: int = MAX_UNPACKED
    cells: int = MAX_CELLS


class SheetError(PeopleError):
    """The file is no table that can be read. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings, then rows of texts with their numbers as the spreadsheet shows them."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    assumed: tuple[str, ...] = ()


def read_sheet(data: bytes, name: str = "") -> Sheet:
    """The table in a file; SheetError for one too large, empty, hostile or of another kind."""
    if len(data) > MAX_BYTES:
        raise SheetError(
            _("The file is larger than %(mb)s MB: split it.") % {"mb": MAX_BYTES // 1024**2}
        )
    if data[:4] == b"PK\x03\x04":
        return _sheet(*_xlsx(data))
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise SheetError(
            _(
                "This is an old or locked Excel file: save it as XLSX without a password, or as CSV."
            )
        )
    return read_text(*decoded(data))


def read_text(text: str, assumed: tuple[str, ...] = ()) -> Sheet:
    """The table in a text whose cells are separated by ; or , or tabs."""
    delimiter = delimiter_of(text)
    named = {";": ";", ",": ",", "\t": "Tab"}[delimiter]
    told = (*assumed, _("cells separated by %(sign)s") % {"sign": named})
    try:
        lines = list(_capped(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error as error:
        raise SheetError(
            _("The file is no table (%(cause)s): save it as XLSX.") % {"cause": error}
        ) from error
    return _sheet(lines, told)


def _sheet(lines: list[tuple[int, tuple[str, ...]]], assumed: tuple[str, ...]) -> Sheet:
    full = [(number, cells) for number, cells in lines if any(cells)]
    if not full:
        raise SheetError(_("The file is empty: the first row holds the headings."))
    (_number, headings), *rows = full
    if len(rows) > MAX_ROWS:
        raise SheetError(_("The file has more than %(rows)s rows: split it.") % {"rows": MAX_ROWS})
    width = max(at for _n, cells in full for at, cell in enumerate(cells, 1) if cell)
    narrow = tuple((number, cells[:width]) for number, cells in rows)
    return Sheet(headings[:width], narrow, assumed)


def _capped(
    lines: Iterable[Iterable[Any]], sheet: str = ""
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Numbered from 1; far beyond the limit nothing is read, as nobody fills in so much."""
    for number, line in enumerate(lines, 1):
        if number > 4 * MAX_ROWS:
            raise SheetError(
                _("The file has more than %(rows)s rows: split it.") % {"rows": MAX_ROWS}
            )
        cells = tuple(_text(cell) for cell in islice(line, MAX_COLUMNS + 1))
        if len(cells) > MAX_COLUMNS and cells[MAX_COLUMNS]:
            raise SheetError(
                _(
                    "Row %(row)s of %(sheet)s has more than %(columns)s columns: take away the rest."
                )
                % {"row": number, "sheet": sheet or _("the file"), "columns": MAX_COLUMNS}
            )
        yield number, cells[:MAX_COLUMNS]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unicodedata.normalize("NFC", str(cell)).strip()[: MAX_CELL + 1]


def _xlsx(data: bytes) -> tuple[list[tuple[int, tuple[str, ...]]], tuple[str, ...]]:
    check_package(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations, which are not read
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1)
            lines = list(_capped(rows, _("the sheet “%(name)s”") % {"name": sheet.title}))
    except SheetError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise SheetError(
            _("The spreadsheet cannot be read: open it, save it anew as XLSX and try again.")
        ) from error
    others = [other.title for other in book.worksheets[1:]]
    told = [_("the sheet “%(name)s”, by the values last calculated") % {"name": sheet.title}]
    if others:
        told.append(_("not read: the sheets %(names)s") % {"names": ", ".join(others)})
    return lines, tuple(told)


def check_package(data: bytes, bounds: Bounds = Bounds()) -> None:
    """Nothing that swells when it is unpacked, and no XML that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > 2000 or sum(part.file_size for part in parts) > bounds.unpacked:
                raise _too_large(max(parts, key=lambda part: part.file_size), bounds)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(package, part, bounds)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise SheetError(
            _("The spreadsheet cannot be read: open it, save it anew as XLSX and try again.")
        ) from error


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, bounds: Bounds) -> None:
    """No declarations, and no more cells and elements than a table that can be taken: counted in
    the raw text, as reading a row takes all its cells, and measuring a sheet reads it whole."""
    content = package.read(part)
    start = content[:_FOREMOST].replace(b"\x00", b"")
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise SheetError(_("The spreadsheet holds a document type that Excel never writes."))
    if len(_CELL.findall(content)) > bounds.cells:
        said = _(
            "The sheet “%(name)s” has more than %(cells)s cells, empty ones with a format "
            "counted: copy the rows into a new file."
        )
        raise SheetError(said % {"name": _title(package, part), "cells": bounds.cells})
    if content.count(b"<") > _SIGNS * bounds.cells:
        raise _too_large(part, bounds)


def _title(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    """The name on the tab of a sheet; that of its part where nothing says it."""
    try:
        relations = package.read("xl/_rels/workbook.xml.rels").decode()
        book = package.read("xl/workbook.xml").decode()
    except (KeyError, UnicodeDecodeError):
        return part.filename[:80]
    file = part.filename.rpartition("/")[2]
    ids = [_said("Id", tag) for tag in _RELATION.findall(relations) if f'/{file}"' in tag]
    names = [_said("name", tag) for tag in _SHEET.findall(book) if _said("r:id", tag) in ids]
    return html.unescape(names[0])[:80] if names else part.filename[:80]


def _said(name: str, tag: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else ""


def _too_large(part: zipfile.ZipInfo, bounds: Bounds) -> SheetError:
    said = _(
        "The spreadsheet is too large unpacked (limit %(mb)s MB; the largest part is %(part)s): "
        "copy the rows into a new file."
    )
    return SheetError(said % {"mb": bounds.unpacked // 1024**2, "part": part.filename[:80]})


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text and the encoding it was taken for: by its mark, else UTF-8, else the old Windows."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return _decode(data, encoding)
    if data[:2000].count(b"\x00") > len(data[:2000]) // 4:
        return _decode(data, "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be")
    if b"\x00" in data[:2000]:
        raise SheetError(_("This is no spreadsheet: bring an XLSX or CSV file."))
    try:
        return _decode(data, "utf-8")
    except SheetError:
        return _decode(data, "cp1258")


_NAMED = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1258": "Windows-1258"}


def _decode(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SheetError(
            _("The letters of the file cannot be read: save it as “CSV UTF-8” or as XLSX.")
        ) from error
    named = _NAMED.get(encoding, "UTF-16")
    told = (_("letters as %(encoding)s") % {"encoding": named},)
    return unicodedata.normalize("NFC", text), told


def delimiter_of(text: str) -> str:
    """The sign that makes the most columns of the headings; the earlier one where two do."""
    head = next((line for line in text.splitlines() if line.strip()), "")[:_HEADINGS]
    counts = {sign: len(next(csv.reader([head], delimiter=sign), [])) for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: counts[sign])
