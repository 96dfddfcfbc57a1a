"""The letter that asks, and the synthesis of replies, as official papers and as a spreadsheet."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import override
from xlsxwriter import Workbook

from chancery.people.access import Viewer
from chancery.work.consultations.clock import Standing, standing_of
from chancery.work.consultations.queries import Tally, tally, units_asked
from chancery.work.models import Consultation, ConsultedUnit, ReplyKind
from chancery.work.papers import Column, Paper, Table, docx_of

_SYNTHESIS = (
    Column("STT", 1.4, centred=True),
    Column("Đơn vị được xin ý kiến", 6.2),
    Column("Hạn", 2.8, centred=True),
    Column("Ngày trả lời", 2.8, centred=True),
    Column("Ý kiến", 4.2),
    Column("Nội dung", 8.6),
)
_WORDS = {
    ReplyKind.AGREE: "Nhất trí",
    ReplyKind.COMMENTS: "Nhất trí, có góp ý",
    ReplyKind.DISAGREE: "Không nhất trí",
    ReplyKind.NOT_OURS: "Không thuộc phạm vi quản lý",
}
_SILENT, _WAITING = "Chưa trả lời (quá hạn)", "Chưa trả lời (còn hạn)"
_LONGEST = 32_767  # letters that a cell of XLSX holds


def letter(viewer: Viewer, row: Consultation) -> bytes:
    """The letter to all units asked, as a Word file."""
    units = units_asked(viewer, row)
    with override("vi"):
        body: list[str | Table] = [
            (
                f"{row.held_by.name_vi} trân trọng đề nghị Quý cơ quan, đơn vị cho ý kiến về nội dung sau:"
            ),
            *_lines(row.text),
            *(["# Bối cảnh", *_lines(row.background)] if row.background else []),
            (
                f"Ý kiến xin gửi về {row.held_by.name_vi} trước ngày {_day(row.reply_by)}, ghi mã"
                f" {row.reference}. Quá thời hạn nêu trên, việc chưa trả lời được tổng hợp vào báo cáo."
            ),
            "Trân trọng cảm ơn sự phối hợp của Quý cơ quan, đơn vị.",
        ]
        papers = f" và {row.papers.count():02d} tài liệu kèm theo" if row.papers.exists() else ""
        return docx_of(
            Paper(
                **_head(row),
                number=row.letter_number,
                day=timezone.localdate(row.sent_at) if row.sent_at else timezone.localdate(),
                subject=f"xin ý kiến về {_first(row.text)}{papers}",
                to="; ".join(one.unit.name_vi for one in units) or "…",
                body=body,
                signer_title=row.signer_title,
                signer=row.signer,
                recipients=("Như trên;", f"{row.held_by.name_vi} (để theo dõi);", "Lưu: VT."),
            )
        )


def synthesis(viewer: Viewer, row: Consultation) -> bytes:
    """Who said what, who said nothing: a table of units and answers with their sums."""
    units = [one for one in units_asked(viewer, row) if one.is_known]  # type: ignore[attr-defined]
    with override("vi"):
        body: list[str | Table] = [
            f"Nội dung xin ý kiến ({row.reference}):",
            *_lines(row.text),
            _summed(tally(units), len(units)),
            "# Tổng hợp theo đơn vị",
            Table(_SYNTHESIS, [_cells(at, one) for at, one in enumerate(units, 1)]),
        ]
        if row.conclusion:
            body += ["# Kết luận", *_lines(row.conclusion)]
        return docx_of(
            Paper(
                **_head(row),
                number="",
                day=timezone.localdate(),
                name="TỔNG HỢP Ý KIẾN",
                subject=_first(row.text),
                body=body,
                landscape_from=3 + len(_lines(row.text)) - 1,
            )
        )


def synthesis_sheet(viewer: Viewer, row: Consultation) -> bytes:
    """The same as a spreadsheet, with real days; nothing in it runs."""
    units = [one for one in units_asked(viewer, row) if one.is_known]  # type: ignore[attr-defined]
    file = io.BytesIO()
    book = Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#DDE7EA", "text_wrap": True, "border": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
    page = book.add_worksheet("Tổng hợp ý kiến")
    page.freeze_panes(1, 2)
    for place, column in enumerate(_SYNTHESIS):
        page.set_column(place, place, column.width * 4)
        page.write_string(0, place, column.heading, head)
    for line, one in enumerate(units, 1):
        for place, value in enumerate(_values(line, one)):
            if isinstance(value, date):
                page.write_datetime(line, place, value, day)
            else:
                page.write_string(line, place, value[:_LONGEST], text)
    book.close()
    return file.getvalue()


def _values(at: int, one: ConsultedUnit) -> tuple[Any, ...]:
    said = one.said[0] if one.said else None  # type: ignore[attr-defined] # by units_asked
    standing = standing_of(one)
    answer = _WORDS[ReplyKind(one.answer)] if one.answer else ""
    if standing in {Standing.SILENT, Standing.WAITING}:
        answer = _SILENT if standing == Standing.SILENT else _WAITING
    words = said.text if said else ""
    if said and said.paper_id and not words:
        words = f"Văn bản số {said.paper_id} trong kho tài liệu"
    return str(at), one.unit.name_vi, one.due or "", one.replied_on or "", answer, words


def _cells(at: int, one: ConsultedUnit) -> tuple[str, ...]:
    return tuple(_day(v) if isinstance(v, date) else v for v in _values(at, one))


def _summed(found: Tally, number: int) -> str:
    said = "; ".join(f"{_WORDS[ReplyKind(k)].lower()}: {n}" for k, n in found.answers.items())
    return (
        f"Tổng số {number:02d} đơn vị được xin ý kiến: {said}; chưa trả lời quá hạn: {found.silent};"
        f" chưa trả lời còn hạn: {found.waiting}."
    )


def _head(row: Consultation) -> dict[str, Any]:
    above = row.held_by.belongs_to.name_vi if row.held_by.belongs_to else ""
    return {"above": above, "issuer": row.held_by.name_vi, "place": row.town}


def _first(text: str) -> str:
    line = text.strip().splitlines()[0]
    return line if len(line) <= 160 else f"{line[:159]}…"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
