"""A table out of a spreadsheet that somebody brings: XLSX or CSV, with what had to be assumed.

Pure: no database. Limits stand before any parsing, so that a hostile file costs little.
"""

from __future__ import annotations

import csv
import io
import unicodedata
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from chancery.people.errors import PeopleError

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
MAX_ROWS = 5000
MAX_COLUMNS = 40
MAX_CELL = 1000
_FOREMOST = 40 * 1024
_DELIMITERS = (";", ",", "\t")


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
    return read_text(*_decoded(data))


def read_text(text: str, assumed: tuple[str, ...] = ()) -> Sheet:
    """The table in a text whose cells are separated by ; or , or tabs."""
    delimiter = _delimiter(text)
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


def _capped(lines: Iterable[Iterable[Any]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Numbered from 1; far beyond the limit nothing is read, as nobody fills in so much."""
    for number, line in enumerate(lines, 1):
        if number > 4 * MAX_ROWS:
            raise SheetError(
                _("The file has more than %(rows)s rows: split it.") % {"rows": MAX_ROWS}
            )
        yield number, tuple(_text(cell) for cell in list(line)[:MAX_COLUMNS])


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
    _check_package(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations, which are not read
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            lines = list(_capped(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)))
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


def _check_package(data: bytes) -> None:
    """Nothing that swells when it is unpacked, and no XML that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > 2000 or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise SheetError(
                    _("The spreadsheet is too large unpacked: copy the rows into a new file.")
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _declares(package, part):
                    raise SheetError(
                        _("The spreadsheet holds a document type that Excel never writes.")
                    )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise SheetError(
            _("The spreadsheet cannot be read: open it, save it anew as XLSX and try again.")
        ) from error


def _declares(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with package.open(part) as file:
        start = file.read(_FOREMOST).replace(b"\x00", b"")
    return b"<!DOCTYPE" in start or b"<!ENTITY" in start


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
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


def _delimiter(text: str) -> str:
    """The sign that makes the most columns of the headings; the earlier one where two do."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    counts = {sign: len(next(csv.reader([head], delimiter=sign), [])) for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: counts[sign])
