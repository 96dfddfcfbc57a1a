"""An urging letter as a Word file, in the layout of an official letter (công văn)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from chancery.work.escalation.drafts import ground_in_words
from chancery.work.models import UrgedTask, Urging

_CENTRE, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_HEADS = ("STT", "Mã", "Nhiệm vụ", "Thời hạn", "Tình trạng")
_WIDTHS = (1.2, 2.6, 6.6, 2.4, 3.7)


def as_docx(urging: Urging, lines: Sequence[UrgedTask]) -> bytes:
    """The letter over the lines that its reader may know of."""
    paper = Document()
    _set_up(paper, urging)
    _head(paper, urging)
    _paragraph(paper, f"Kính gửi: {urging.to_unit.name_vi}", align=_CENTRE, space=12)
    for words in urging.opening.splitlines():
        _paragraph(paper, words, indent=True)
    _tasks(paper, lines)
    for words in urging.closing.splitlines():
        _paragraph(paper, words, indent=True)
    _foot(paper, urging)
    packed = io.BytesIO()
    paper.save(packed)  # type: ignore[no-untyped-call, unused-ignore]
    return packed.getvalue()


def _set_up(paper: Any, urging: Urging) -> None:
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin = page.bottom_margin = Cm(2)
    page.left_margin, page.right_margin = Cm(3), Cm(1.5)
    about = paper.core_properties
    about.title, about.author, about.comments = f"Đôn đốc {urging.reference}", "", ""


def _head(paper: Any, urging: Urging) -> None:
    table = paper.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    left.width, right.width = Cm(6.5), Cm(10)
    _cell(left, urging.by_unit.name_vi.upper(), bold=True)
    _cell(left, f"Số: {urging.number or '…'}", first=False)
    _cell(left, "V/v đôn đốc thực hiện nhiệm vụ", first=False, size=12)
    _cell(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12)
    _cell(right, "Độc lập - Tự do - Hạnh phúc", bold=True, first=False)
    _cell(right, _place_and_day(urging), italic=True, first=False)
    paper.add_paragraph()


def _place_and_day(urging: Urging) -> str:
    place, day = urging.by_unit.city or "Hà Nội", urging.sent_on
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{place}, ngày {day.day:02} tháng {month} năm {day.year}"


def _tasks(paper: Any, lines: Sequence[UrgedTask]) -> None:
    table = paper.add_table(rows=1, cols=len(_HEADS))
    table.style = "Table Grid"
    for place, words in enumerate(_HEADS):
        _cell(table.rows[0].cells[place], words, bold=True, size=12)
    for number, line in enumerate(lines, 1):
        cells = table.add_row().cells
        said = ground_in_words(line.trigger, line.since, line.days_late)
        told = (str(number), line.task.reference, line.task.text, _day(line.task.due), said)
        for place, words in enumerate(told):
            _cell(cells[place], words, size=12, align=_BOTH if place == 2 else _CENTRE)
    for row in table.rows:
        for place, width in enumerate(_WIDTHS):
            row.cells[place].width = Cm(width)
    paper.add_paragraph()


def _foot(paper: Any, urging: Urging) -> None:
    paper.add_paragraph()
    table = paper.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    _cell(left, "Nơi nhận:", bold=True, italic=True, size=12, align=_BOTH)
    _cell(left, "- Như trên;", first=False, size=11, align=_BOTH)
    _cell(left, f"- Lưu: VT ({urging.reference}).", first=False, size=11, align=_BOTH)
    title = urging.sent_by.title_vi
    _cell(right, (title or "NGƯỜI KÝ").upper(), bold=True)
    for _line in range(3):
        _cell(right, "", first=False)
    _cell(right, urging.sent_by.full_name, bold=True, first=False)


def _paragraph(
    paper: Any, words: str, *, align: Any = _BOTH, indent: bool = False, space: int = 6
) -> None:
    paragraph = paper.add_paragraph(words)
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(space)
    if indent:
        paragraph.paragraph_format.first_line_indent = Cm(1)


def _cell(  # noqa: PLR0913 - how a line of a cell looks
    cell: Any,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    first: bool = True,
    size: int = 13,
    align: Any = _CENTRE,
) -> None:
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(words)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
