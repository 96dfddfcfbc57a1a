"""Official papers in Word, in the form of Decree 30/2020: the same bytes for the same words.

Vietnamese whoever asks: they leave the house under a signature.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
MARCH = 3
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PAGE = {"portrait": (21.0, 29.7), "landscape": (29.7, 21.0)}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, how wide in centimetres, whether its words are centred."""

    heading: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row that comes again on each page."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The parts of an official paper; ``subject`` is its trích yếu.

    A paper with a ``name`` (BIÊN BẢN) bears it above its subject; a letter has none, and its
    subject stands below its number. ``body`` holds paragraphs, headings (with ``#``) and tables.
    """

    above: str
    issuer: str
    number: str
    place: str
    day: date
    subject: str
    body: Sequence[str | Table]
    name: str = ""
    to: str = ""
    signer_title: str = ""
    signer: str = ""
    recipients: Sequence[str] = ()
    landscape_from: int | None = field(default=None)
    """From this part of the body on, pages lie on their side: wide tables."""


def docx_of(paper: Paper) -> bytes:
    """The Word file."""
    made = Document()
    _set_up(made, paper)
    _head(made, paper)
    if paper.name:
        _line(made, paper.name, bold=True, size=14, after=0)
        _line(made, paper.subject, bold=True, size=14, after=12)
    if paper.to:
        _line(made, f"Kính gửi: {paper.to}", size=14, after=12)
    signed = False
    for at, part in enumerate(paper.body):
        if at == paper.landscape_from:
            _signature(made, paper)
            signed = True
            _turn(made)
        _part(made, part)
    if not signed:
        _signature(made, paper)
    return packed(made)


def packed(made: Any) -> bytes:
    """The file with every time inside it fixed: the packer would put the hour of the day there."""
    saved = io.BytesIO()
    made.save(saved)
    fixed = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            entry = zipfile.ZipInfo(item.filename, date_time=_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(item))
    return fixed.getvalue()


def _set_up(made: Any, paper: Paper) -> None:
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    page = made.sections[0]
    _size(page, "portrait")
    page.different_first_page_header_footer = True
    _number_pages(page)
    about = made.core_properties
    about.title, about.author, about.last_modified_by, about.comments = paper.subject, "", "", ""
    about.created = about.modified = datetime(paper.day.year, paper.day.month, paper.day.day, 8)  # noqa: DTZ001 - python-docx writes naive times as UTC
    about.revision = 1


def _size(page: Any, way: str) -> None:
    width, height = _PAGE[way]
    page.page_width, page.page_height = Cm(width), Cm(height)
    page.top_margin = page.bottom_margin = Cm(2)
    page.left_margin, page.right_margin = (Cm(3), Cm(2)) if way == "portrait" else (Cm(2), Cm(2))


def _turn(made: Any) -> None:
    page = made.add_section()
    page.orientation = WD_ORIENT.LANDSCAPE
    page.different_first_page_header_footer = False
    _size(page, "landscape")


def _number_pages(page: Any) -> None:
    """From the second page on, in the middle of the upper margin, as the decree has it."""
    paragraph = page.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            made = OxmlElement("w:fldChar")
            made.set(qn("w:fldCharType"), kind)
        else:
            made = OxmlElement("w:instrText")
            made.text = words
        run._r.append(made)  # noqa: SLF001 - python-docx has no fields


def _head(made: Any, paper: Paper) -> None:
    table = made.add_table(rows=2, cols=2)
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, (6.6, 10.4))
    issuer, state = table.rows[0].cells
    _said(issuer, [(paper.above.upper(), False, 12), (paper.issuer.upper(), True, 12)])
    _rule(issuer, 2.2)
    _said(state, [(STATE[0], True, 12), (STATE[1], True, 13)])
    _rule(state, 5.4)
    number, day = table.rows[1].cells
    _said(number, [(f"Số: {paper.number or '        '}", False, 13)])
    if not paper.name:
        _add(number, f"V/v {paper.subject}", size=12)
    _said(day, [(_place_and_day(paper), False, 13)], italic=True)
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _widths(table: Any, widths: Sequence[float]) -> None:
    """In the grid for LibreOffice, in each cell for Word."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _place_and_day(paper: Paper) -> str:
    """As the decree writes days: 0 before a single figure, but for the months from March on."""
    month = f"{paper.day.month:02d}" if paper.day.month < MARCH else str(paper.day.month)
    day = f"ngày {paper.day.day:02d} tháng {month} năm {paper.day.year}"
    return f"{paper.place}, {day}" if paper.place else day.capitalize()


def _said(cell: Any, lines: Sequence[tuple[str, bool, int]], *, italic: bool = False) -> None:
    first = True
    for words, bold, size in lines:
        if not words:
            continue
        if first:
            _fill(cell.paragraphs[0], words, bold=bold, size=size, italic=italic)
        else:
            _add(cell, words, bold=bold, size=size)
        first = False


def _add(cell: Any, words: str, *, bold: bool = False, size: int = 12) -> None:
    _fill(cell.add_paragraph(), words, bold=bold, size=size)


def _fill(
    paragraph: Any, words: str, *, bold: bool = False, size: int = 12, italic: bool = False
) -> None:
    run = paragraph.add_run(words)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)


def _rule(cell: Any, width: float) -> None:
    """The short line below a name."""
    paragraph = cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run("\u2500" * max(3, int(width * 2.2)))
    run.font.size = Pt(6)
    paragraph.paragraph_format.space_after = Pt(2)


def _line(made: Any, words: str, *, bold: bool = False, size: int, after: int) -> None:
    paragraph = made.add_paragraph()
    _fill(paragraph, words, bold=bold, size=size)
    paragraph.paragraph_format.space_after = Pt(after)


def _part(made: Any, part: str | Table) -> None:
    if isinstance(part, Table):
        _table(made, part)
        return
    heading = part.startswith("#")
    paragraph = made.add_paragraph()
    paragraph.add_run(part.lstrip("# ")).bold = heading
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1)
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.keep_with_next = heading


def _table(made: Any, asked: Table) -> None:
    if asked.caption:
        _line(made, asked.caption, bold=True, size=13, after=6)
    table = made.add_table(rows=1 + len(asked.rows), cols=len(asked.columns))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _borders(table)
    _widths(table, [column.width for column in asked.columns])
    for column, cell in zip(asked.columns, table.rows[0].cells, strict=True):
        _cell(cell, column.heading, column, bold=True)
    for row in table.rows:
        _marked(row, "w:cantSplit")
    _marked(table.rows[0], "w:tblHeader")
    for row, words in zip(table.rows[1:], asked.rows, strict=True):
        for cell, said, column in zip(row.cells, words, asked.columns, strict=True):
            _cell(cell, said, column)
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _cell(cell: Any, words: str, column: Column, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(words)
    run.bold, run.font.size = bold, Pt(12)
    paragraph.paragraph_format.space_after = Pt(0)
    if bold or column.centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _borders(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in _SIDES:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - python-docx has no borders


def _marked(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has neither of the marks


def _signature(made: Any, paper: Paper) -> None:
    table = made.add_table(rows=1, cols=2)
    table.autofit = False
    _widths(table, (8, 8))
    left, right = table.rows[0].cells
    head = left.paragraphs[0]
    run = head.add_run("Nơi nhận:")
    run.bold = run.italic = True
    run.font.size = Pt(12)
    head.paragraph_format.space_after = Pt(0)
    for words in paper.recipients:
        paragraph = left.add_paragraph()
        paragraph.add_run(f"- {words}").font.size = Pt(11)
        paragraph.paragraph_format.space_after = Pt(0)
    lines = [line for line in paper.signer_title.upper().splitlines() if line.strip()]
    _said(right, [(line, True, 13) for line in lines] or [("\u00a0", True, 13)])
    for _blank in range(4):
        _add(right, "")
    _add(right, paper.signer, bold=True, size=14)
