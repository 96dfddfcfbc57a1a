"""The reply spreadsheet: what goes out filled with what is known, and the columns it comes back in."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter import Workbook

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.work.models import Review, ReviewItem, Standing, Verdict
from chancery.work.reviews.prefill import prefilled, values_of
from chancery.work.reviews.values import ReplyValues

TITLE = "Trả lời rà soát"
ABOUT = "Hướng dẫn"
CODE = "Mã đợt"
_LONGEST = 32_767  # letters that a cell of XLSX holds


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its identifier, heading, width, whether the unit fills it in, other headings."""

    name: str
    heading: str
    width: int
    filled: bool = True
    spellings: tuple[str, ...] = ()


COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("reference", "Mã cam kết", 16, False, ("Mã", "ID", "Reference")),
    SheetColumn("text", "Nội dung cam kết", 60, False, ("Nội dung", "Content", "Commitment")),
    SheetColumn("due", "Thời hạn", 13, False, ("Hạn", "Due", "Due date")),
    SheetColumn("last", "Tiến độ đã duyệt gần nhất", 40, False, ("Last approved progress",)),
    SheetColumn("standing", "Tình trạng", 18, True, ("Trạng thái", "Status", "State")),
    SheetColumn("progress", "Tiến độ", 40, True, ("Tiến độ thực hiện", "Progress")),
    SheetColumn("result", "Kết quả", 36, True, ("Kết quả thực hiện", "Result")),
    SheetColumn("difficulty", "Khó khăn", 36, True, ("Khó khăn, vướng mắc", "Difficulty")),
    SheetColumn("proposal", "Đề xuất", 36, True, ("Đề xuất, kiến nghị", "Kiến nghị", "Proposal")),
    SheetColumn("verdict", "Đề xuất kết luận", 22, True, ("Kết luận", "Proposed verdict")),
    SheetColumn("new_due", "Đề xuất thời hạn mới", 16, True, ("Thời hạn mới", "New date", "Proposed new date")),
    SheetColumn("done_on", "Ngày hoàn thành thực tế", 16, True, ("Ngày hoàn thành", "Done on")),
)  # fmt: skip
_DAYS = {"due", "new_due", "done_on"}


def reply_sheet(viewer: Viewer, review: Review, unit: Unit, items: list[ReviewItem]) -> io.BytesIO:
    """The file for one unit: a row a commitment, filled with the reply that stands, else with the
    approved progress on its tasks. It is Vietnamese whoever asks: it goes out with the letter.
    """
    known = prefilled(viewer, items, unit.pk)
    file = io.BytesIO()
    book = Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    forms = _forms(book)
    page = book.add_worksheet(TITLE)
    page.freeze_panes(1, 2)
    for place, column in enumerate(COLUMNS):
        page.set_column(place, place, column.width)
        head = forms["head"] if column.filled else forms["fixed"]
        page.write_string(0, place, column.heading, head)
    with override("vi"):
        for line, item in enumerate(items, 1):
            _row(page, line, _cells(item, unit, known), forms)
        _choices(page, len(items))
        _guide(book, review, unit)
    book.close()
    file.seek(0)
    return file


def _forms(book: Any) -> dict[str, Any]:
    cell = {"text_wrap": True, "valign": "top", "border": 1}
    grey = {**cell, "font_color": "#5A6B70", "bg_color": "#F4F6F6"}
    days = {"num_format": "dd/mm/yyyy", "align": "left"}
    head = {"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"}
    return {
        "head": book.add_format({**head, "bg_color": "#DDE7EA"}),
        "fixed": book.add_format({**head, "bg_color": "#E9ECEC", "font_color": "#5A6B70"}),
        "open": book.add_format(cell),
        "open_day": book.add_format({**cell, **days}),
        "shut": book.add_format(grey),
        "shut_day": book.add_format({**grey, **days}),
    }


def _cells(
    item: ReviewItem, unit: Unit, known: Mapping[int, ReplyValues]
) -> dict[str, str | date | None]:
    before = known.get(item.pk)
    said = next((values_of(r) for r in _said(item) if r.unit_id == unit.pk), None) or before
    told: dict[str, Any] = {
        "reference": item.commitment.reference,
        "text": item.commitment.text,
        "due": item.due,
        "last": before.progress if before else "",
    }
    if said is None:
        return told
    names = ("progress", "result", "difficulty", "proposal", "new_due", "done_on")
    told |= {name: getattr(said, name) for name in names}
    told["standing"] = str(Standing(said.standing).label)
    told["verdict"] = str(Verdict(said.verdict).label) if said.verdict else ""
    return told


def _said(item: Any) -> list[Any]:
    return list(getattr(item, "said", ()))


def _row(page: Any, line: int, cells: Mapping[str, Any], forms: Mapping[str, Any]) -> None:
    for place, column in enumerate(COLUMNS):
        value, way = cells.get(column.name), "open" if column.filled else "shut"
        if isinstance(value, date):
            moment = datetime.combine(value, datetime.min.time())
            page.write_datetime(line, place, moment, forms[f"{way}_day"])
        elif value:
            page.write_string(line, place, str(value)[:_LONGEST], forms[way])
        else:
            form = forms[f"{way}_day" if column.name in _DAYS else way]
            page.write_blank(line, place, None, form)


def _choices(page: Any, rows: int) -> None:
    """Lists to choose from, so that nobody need remember the words."""
    for name, words in (("standing", Standing.labels), ("verdict", Verdict.labels)):
        place = next(at for at, column in enumerate(COLUMNS) if column.name == name)
        options = {"validate": "list", "source": [str(word) for word in words]}
        page.data_validation(1, place, max(rows, 1), place, options)


def _guide(book: Any, review: Review, unit: Unit) -> None:
    page = book.add_worksheet(ABOUT)
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 90)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    lines = (
        (CODE, review.reference),
        ("Đợt rà soát", review.text),
        ("Đơn vị", unit.name_vi),
        ("Gửi trước ngày", f"{review.reply_by:%d/%m/%Y}"),
        ("Cách điền", _("Fill in the white columns and leave the grey ones as they are. A row is "
                        "known by its reference; a row that says nothing changes nothing.")),
        ("Tình trạng", "; ".join(map(str, Standing.labels))),
        ("Đề xuất kết luận", "; ".join(map(str, Verdict.labels))),
    )  # fmt: skip
    for line, pair in enumerate(lines):
        for place, words in enumerate(pair):
            page.write_string(line, place, words, wrapped)
