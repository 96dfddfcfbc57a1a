"""The tables of leads and deadlines: a little paper around each item, and what is expected of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from chancery.reader import read
from chancery.reader.model import Finding

TABLES = Path(__file__).parent / "term_tables"
WEDNESDAY = date(2026, 5, 27)
HEADS = {
    "kl": "VĂN PHÒNG CHÍNH PHỦ\nSố: 45/TB-VPCP\nHà Nội, ngày {day}\n\nTHÔNG BÁO\nKết luận của Phó Thủ tướng Bùi Văn Hải tại cuộc họp về hợp tác quốc tế\n\nPhó Thủ tướng Bùi Văn Hải kết luận như sau:\n\n",
    "ct": "THỦ TƯỚNG CHÍNH PHỦ\nSố: 12/CT-TTg\nHà Nội, ngày {day}\n\nCHỈ THỊ\nVề việc nâng cao hiệu quả hợp tác quốc tế\n\nThủ tướng Chính phủ yêu cầu:\n\n",
    "tb": "BỘ NGOẠI GIAO\nSố: 77/KH-BNG\nHà Nội, ngày {day}\n\nKẾ HOẠCH\nTriển khai các cam kết quốc tế\n\nDANH MỤC NHIỆM VỤ\n\n",
    "bc": "ĐẠI SỨ QUÁN VIỆT NAM TẠI ĐỨC\nSố: 31/BC-ĐSQ\nBéc-lin, ngày {day}\n\nBÁO CÁO\nTình hình hợp tác tháng\n\nKính gửi: Bộ Ngoại giao\n\n",
    "js": "TUYÊN BỐ CHUNG\nVỀ TĂNG CƯỜNG QUAN HỆ ĐỐI TÁC CHIẾN LƯỢC\n\nHà Nội, ngày {day}\n\n",
    "bb": "BIÊN BẢN HỌP\nHà Nội, ngày {day}\n\n",
}


class Case(NamedTuple):
    """One clause of a paper; a lead or deadline of None is none, ``"*"`` is not asked."""

    kind: str
    day: date
    words: str
    anchor: str
    leads: tuple[str | None, ...]
    deadlines: tuple[str | None, ...]
    helpers: tuple[tuple[str | None, ...], ...] = ()


def cases(table: str) -> list[Case]:
    """The items of a table, one case for each line of '>'."""
    found = []
    for block in (TABLES / f"{table}.txt").read_text(encoding="utf-8").split("# ")[1:]:
        head, *lines = block.rstrip("\n").split("\n")
        kind, day = head.split("|")
        words = "\n".join(line for line in lines if not line.startswith("> "))
        for line in lines:
            if line.startswith("> "):
                anchor, expected = line[2:].rsplit(" = ", 1)
                leads, deadlines, *helpers = expected.split(";")
                found.append(
                    Case(
                        kind,
                        date.fromisoformat(day),
                        words,
                        anchor,
                        answers(leads),
                        answers(deadlines),
                        tuple(answers(unit) for unit in "".join(helpers).split("+") if unit),
                    )
                )
    return found


def answers(text: str) -> tuple[str | None, ...]:
    """'a | b' and '-' as values."""
    said = (part.strip() for part in text.split("|"))
    return tuple(None if part == "-" else part for part in said)


def rows(table: str) -> list[tuple[str, str]]:
    """The lines 'words = answer' of a table."""
    lines = (TABLES / f"{table}.txt").read_text(encoding="utf-8").splitlines()
    return [(words.strip(), answer.strip()) for words, answer in (x.rsplit("=", 1) for x in lines)]


def records_at(kind: str, words: str, anchor: str, day: date, *, english: bool) -> list[Finding]:
    """Tasks, promises and requests at the anchor, the surest first."""
    head = HEADS.get(kind, "") if not english else ""
    text = head.format(day=f"{day.day:02} tháng {day.month} năm {day.year}") + words + "\n"
    place = text.index(anchor, len(text) - len(words) - 1)
    end = place + len(anchor)
    found = [
        f
        for f in read(text, published=day).findings
        if f.type in ("TASK", "COMMITMENT", "REQUEST") and f.start < end and place < f.end
    ]
    return sorted(found, key=lambda f: (f.confidence < 0.5, abs(f.start - place)))


def names_of(finding: Finding) -> list[str]:
    """All ways in which the leads are named, in small letters."""
    leads = finding.fields.get("lead") or ()
    return [name.lower() for lead in leads for name in (lead.text, lead.canonical)]


def helpers_of(finding: Finding) -> list[str]:
    """All ways in which the coordinating units are named, in small letters."""
    units = finding.fields.get("coordinating") or ()
    return [name.lower() for unit in units for name in (unit.text, unit.canonical)]


def deadline_of(finding: Finding) -> str | None:
    """The day as a value."""
    day = finding.fields.get("deadline")
    return day.value if day else None
