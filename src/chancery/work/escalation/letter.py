"""An urging letter as a Word file, in the layout of an official letter (công văn)."""

from __future__ import annotations

from collections.abc import Sequence

from chancery.work.escalation.drafts import ground_in_words
from chancery.work.models import UrgedTask, Urging
from chancery.work.papers import Column, Paper, Table, docx_of

_COLUMNS = (
    Column("STT", 1.2, centred=True),
    Column("Mã", 2.6, centred=True),
    Column("Nhiệm vụ", 6.4),
    Column("Thời hạn", 2.4, centred=True),
    Column("Tình trạng", 3.4, centred=True),
)


def as_docx(urging: Urging, lines: Sequence[UrgedTask]) -> bytes:
    """The letter over the lines that its reader may know of."""
    by = urging.by_unit
    return docx_of(
        Paper(
            above=by.belongs_to.name_vi if by.belongs_to else "",
            issuer=by.name_vi,
            number=urging.number or "…",
            place=by.city or "Hà Nội",
            day=urging.sent_on,
            subject="đôn đốc thực hiện nhiệm vụ",
            to=urging.to_unit.name_vi,
            body=[
                *urging.opening.splitlines(),
                _tasks(lines),
                *urging.closing.splitlines(),
            ],
            signer_title=urging.sent_by.title_vi or "NGƯỜI KÝ",
            signer=urging.sent_by.full_name,
            recipients=("Như trên;", f"Lưu: VT ({urging.reference})."),
        )
    )


def _tasks(lines: Sequence[UrgedTask]) -> Table:
    rows = [
        (
            str(number),
            line.task.reference,
            line.task.text,
            f"{line.task.due:%d/%m/%Y}" if line.task.due else "",
            ground_in_words(line.trigger, line.since, line.days_late),
        )
        for number, line in enumerate(lines, 1)
    ]
    return Table(_COLUMNS, rows)
