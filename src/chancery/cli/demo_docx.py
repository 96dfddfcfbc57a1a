"""Word papers from marked-up text, the same bytes for the same words.

One line is one paragraph. Lines that begin with '@' shape the paper:

    @header TEXT, @footer TEXT    in the page's margin
    @title TEXT                   centred and bold
    @section TEXT                 bold
    @table heading|tasks|signature ... @end
                                  a row a line, cells between ' | ', paragraphs of a cell between
                                  ' // '; a table of tasks has borders and a heading row
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from chancery.lib.errors import ChanceryError
from chancery.work.papers import packed

_TABLES = ("heading", "tasks", "signature")


class MarkupError(ChanceryError):
    """A line of the marked-up text that nobody can shape; the message names file and line."""


def render_docx(marked_up: str, *, title: str, published: date, source: str) -> bytes:
    """The Word file; ``source`` names the text in an error (MarkupError)."""
    paper = Document()
    _set_up(paper, title, published)
    lines = iter(enumerate(marked_up.splitlines(), start=1))
    for number, line in lines:
        if line.startswith("@table "):
            _table(paper, line.removeprefix("@table ").strip(), lines, f"{source}, line {number}")
        elif line.startswith("@"):
            _shaped(paper, line, f"{source}, line {number}")
        elif line.strip():
            _paragraph(paper, line)
    return packed(paper)


def _set_up(paper: Any, title: str, published: date) -> None:
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin = page.bottom_margin = Cm(2)
    page.left_margin, page.right_margin = Cm(3), Cm(2)
    about = paper.core_properties
    about.title, about.author, about.last_modified_by, about.comments = title, "", "", ""
    about.created = about.modified = datetime(published.year, published.month, published.day, 8)  # noqa: DTZ001 - python-docx writes naive times as UTC
    about.revision = 1


def _shaped(paper: Any, line: str, place: str) -> None:
    shape, _, text = line[1:].partition(" ")
    if shape == "header":
        paper.sections[0].header.paragraphs[0].text = text
    elif shape == "footer":
        paper.sections[0].footer.paragraphs[0].text = text
    elif shape == "title":
        paragraph = _paragraph(paper, text, bold=True)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif shape == "section":
        _paragraph(paper, text, bold=True)
    else:
        raise MarkupError(
            f"{place}: there is no mark '@{shape}': use @header, @footer, @title, @section or @table"
        )


def _paragraph(paper: Any, text: str, *, bold: bool = False) -> Any:
    paragraph = paper.add_paragraph()
    paragraph.add_run(text).bold = bold
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_after = Pt(6)
    return paragraph


def _table(paper: Any, kind: str, lines: Iterator[tuple[int, str]], place: str) -> None:
    if kind not in _TABLES:
        raise MarkupError(f"{place}: there is no table '{kind}': use one of {', '.join(_TABLES)}")
    rows = _rows(lines, place)
    table = paper.add_table(rows=len(rows), cols=len(rows[0]))
    if kind == "tasks":
        table.style = "Table Grid"
    for at, row in enumerate(rows):
        for cell, text in zip(table.rows[at].cells, row, strict=True):
            _fill_cell(cell, text, kind, is_first=at == 0)
    paper.add_paragraph()


def _rows(lines: Iterator[tuple[int, str]], place: str) -> list[list[str]]:
    rows: list[list[str]] = []
    for number, line in lines:
        if line.strip() == "@end":
            break
        row = [cell.strip() for cell in line.split(" | ")]
        if rows and len(row) != len(rows[0]):
            raise MarkupError(
                f"{place}: row at line {number} has {len(row)} cells, the first row has"
                f" {len(rows[0])}: separate cells by ' | '"
            )
        rows.append(row)
    else:
        raise MarkupError(f"{place}: the table has no end: close it with a line '@end'")
    if not rows:
        raise MarkupError(f"{place}: the table has no row: write one a line before '@end'")
    return rows


def _fill_cell(cell: Any, text: str, kind: str, *, is_first: bool) -> None:
    for at, piece in enumerate(text.split(" // ")):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        run = paragraph.add_run(piece.strip())
        run.font.size = Pt(12)
        run.bold = is_first and kind != "signature"
        if kind == "heading":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
