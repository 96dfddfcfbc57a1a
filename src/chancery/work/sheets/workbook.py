"""The official sheet as a file: XLSX with real days, every letter, and nothing that runs."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook

from chancery.work.sheets import base
from chancery.work.sheets.columns import OFFICIAL
from chancery.work.sheets.official import Official, words_of

TITLE = "Nhiệm vụ"
ABOUT = "Về tệp này"
_LONGEST = 32_767  # letters that a cell of XLSX holds
_WIDE = {"text": 60, "result": 40, "difficulty": 40, "proposal": 40, "origin": 40, "roadmap": 40}
_FORMS = {"percent": "share", **dict.fromkeys(("start", "due", "updated", "finished"), "day")}
_WIDTHS = _WIDE | {"number": 6, "lead": 30, "coordinating": 36, "percent": 12, "giver": 28}


def official_book(
    rows: Iterable[Official],
    about: Sequence[tuple[str, str]] = (),
    note: str = "",
    stamp: base.Stamp | None = None,
) -> tuple[io.BytesIO, int]:
    """The file and the number of its rows. It is Vietnamese whoever asks: it is the ministry's form.

    What begins like a formula stays text. ``note`` is what a capped file says of itself. A hidden
    sheet keeps what stood when it went out, so that what comes back is merged with what stands then.
    """
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(file, options)
    head = book.add_format({"bold": True, "bg_color": "#DDE7EA", "text_wrap": True, "border": 1})
    forms = {
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
        "share": book.add_format({"num_format": "0%", "valign": "top", "align": "left"}),
    }
    page = book.add_worksheet(TITLE)
    page.freeze_panes(1, 2)
    for place, column in enumerate(OFFICIAL):
        page.set_column(place, place, _WIDTHS.get(column.name, 18))
        page.write_string(0, place, column.heading, head)
    stamp, number = stamp or base.new_stamp(), 0
    kept = book.add_worksheet(base.TITLE)
    kept.hide()
    _words(kept, 0, base.head_of(stamp))
    for number, row in enumerate(rows, 1):
        for place, column in enumerate(OFFICIAL):
            _write(page, (number, place), row.get(column.name), forms, column.name)
        _words(kept, number, base.line_of(stamp, row["reference"], words_of(row)))
    page.autofilter(0, 0, number, len(OFFICIAL) - 1)
    _about(book, [*about, ("Số dòng", str(number)), *([("Không đủ", note)] if note else [])])
    book.close()
    file.seek(0)
    return file, number


def _words(page: Any, line: int, cells: Sequence[str]) -> None:
    for place, words in enumerate(cells):
        page.write_string(line, place, words)


def _write(
    page: Any, place: tuple[int, int], value: Any, forms: dict[str, Any], name: str
) -> None:
    """What is empty has its form too, so that what is typed there is a day, or a share."""
    if isinstance(value, date):
        moment = datetime.combine(value, datetime.min.time())
        page.write_datetime(*place, moment, forms["day"])
    elif isinstance(value, int):
        page.write_number(*place, value / 100, forms["share"])
    elif value:
        page.write_string(*place, value[:_LONGEST], forms["text"])
    elif name in _FORMS:
        page.write_blank(*place, None, forms[_FORMS[name]])


def _about(book: Any, lines: Iterable[tuple[str, str]]) -> None:
    page = book.add_worksheet(ABOUT)
    page.set_column(0, 1, 40)
    for line, pair in enumerate(lines):
        _words(page, line, pair)
