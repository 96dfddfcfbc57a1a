"""The official 25 columns of a tracking sheet, and which column of a sheet holds what. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from chancery.lib.text import fold

NEAR = 0.84
"""How alike a heading must be to be proposed: one slip of the pen in ten letters."""
_LONGEST = 60
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One official column: its identifier, its heading, other headings seen for it."""

    name: str
    heading: str
    spellings: tuple[str, ...] = ()


OFFICIAL: tuple[Column, ...] = (
    Column("number", "STT", ("TT", "Số TT", "Số thứ tự", "No.", "#")),
    Column("text", "Tên nhiệm vụ", ("Nhiệm vụ", "Nội dung nhiệm vụ", "Nội dung", "Nhiệm vụ được giao", "Tên công việc", "Công việc", "Task", "Task name")),
    Column("leader", "Lãnh đạo chủ trì", ("Lãnh đạo phụ trách", "Lãnh đạo chỉ đạo", "Leader in charge", "Leader")),
    Column("lead", "Đơn vị chủ trì", ("Cơ quan chủ trì", "Đơn vị thực hiện", "Cơ quan thực hiện", "Chủ trì", "Lead", "Lead unit", "Lead agency")),
    Column("coordinating", "Đơn vị phối hợp", ("Cơ quan phối hợp", "Phối hợp", "Coordinating", "Coordinating units")),
    Column("contact", "Đầu mối", ("Cán bộ đầu mối", "Chuyên viên phụ trách", "Người phụ trách", "Contact", "Focal point")),
    Column("start", "Ngày thực hiện", ("Ngày bắt đầu", "Ngày giao", "Bắt đầu", "Start", "Start date")),
    Column("due", "Ngày hoàn thành", ("Thời hạn", "Hạn", "Thời hạn hoàn thành", "Hạn hoàn thành", "Hạn xử lý", "Due", "Due date", "Deadline")),
    Column("category", "Loại", ("Loại nhiệm vụ", "Phân loại", "Type", "Kind")),
    Column("origin", "Nguồn gốc", ("Nguồn", "Căn cứ", "Văn bản giao", "Văn bản giao nhiệm vụ", "Văn bản chỉ đạo", "Origin", "Source")),
    Column("state", "Trạng thái", ("Tình trạng", "Tình hình thực hiện", "State", "Status")),
    Column("result", "Kết quả", ("Kết quả thực hiện", "Result", "Results")),
    Column("percent", "Mức độ hoàn thành", ("Tỷ lệ hoàn thành", "Tiến độ", "Tiến độ (%)", "% hoàn thành", "Percent", "Completion")),
    Column("difficulty", "Khó khăn", ("Khó khăn, vướng mắc", "Vướng mắc", "Difficulty", "Difficulties")),
    Column("proposal", "Đề xuất", ("Đề xuất, kiến nghị", "Kiến nghị", "Proposal", "Proposals")),
    Column("reference", "ID", ("Mã", "Mã nhiệm vụ", "Mã số", "Reference")),
    Column("giver", "Người giao", ("Cơ quan giao", "Đơn vị giao", "Cấp giao", "Assigned by", "Assigner")),
    Column("roadmap", "Lộ trình", ("Lộ trình thực hiện", "Các mốc", "Roadmap", "Milestones")),
    Column("updated", "Ngày cập nhật", ("Cập nhật", "Ngày báo cáo", "Updated", "Updated on")),
    Column("finished", "Ngày hoàn thành thực tế", ("Hoàn thành thực tế", "Ngày xong", "Finished", "Actual date")),
    Column("extensions", "Gia hạn - số lần", ("Số lần gia hạn", "Gia hạn", "Extensions")),
    Column("old_dues", "Gia hạn - mốc cũ", ("Mốc cũ", "Thời hạn cũ", "Hạn cũ", "Old due dates")),
    Column("approver", "Người phê duyệt - họ tên", ("Người phê duyệt", "Người duyệt", "Approver", "Approved by")),
    Column("approver_email", "Người phê duyệt - email", ("Email người phê duyệt", "Approver e-mail")),
    Column("approver_phone", "Người phê duyệt - điện thoại", ("Điện thoại người phê duyệt", "Approver phone")),
)  # fmt: skip
BY_NAME = {column.name: column for column in OFFICIAL}
NEEDED = ("text", "lead")


@dataclass(frozen=True, slots=True)
class Mapped:
    """Which column of a sheet (from 0) holds what; ``proposed`` were only near."""

    found: Mapping[str, int]
    proposed: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Without these a sheet says nothing of tasks."""
        return tuple(name for name in NEEDED if name not in self.found)


def plain(heading: str) -> str:
    """A heading without marks, case and signs."""
    return _NOT_LETTERS.sub(" ", fold(heading)).strip()


_SPELLED: dict[str, str] = {
    plain(words): column.name
    for column in reversed(OFFICIAL)
    for words in (*reversed(column.spellings), column.heading)
} | {plain(column.heading): column.name for column in OFFICIAL}
_NAMED = {column.name: column.name for column in OFFICIAL}


def named(heading: str) -> str:
    """The column that a heading names exactly; empty where it names none."""
    return _SPELLED.get(plain(heading), "")


def how_many(headings: Sequence[str], words: Callable[[str], str] = named) -> int:
    """How many of the known columns a line names exactly: what tells headings from rows."""
    return len({words(heading) for heading in headings} - {""})


def map_headings(headings: Sequence[str]) -> Mapped:
    """What the headings say, then what they nearly say; each column and each heading once."""
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = named(heading)
        if name and name not in found:
            found[name] = at
    proposed: list[str] = []
    rest = [at for at, words in enumerate(headings) if words and at not in found.values()]
    for _likeness, name, at in sorted(_alike(headings, rest, found), reverse=True):
        if name not in found and at not in found.values():
            found[name] = at
            proposed.append(name)
    return Mapped(found, tuple(proposed))


def column_called(words: str) -> str:
    """The official column that a person means by its identifier or its heading."""
    return _NAMED.get(words.strip()) or named(words)


def _alike(
    headings: Sequence[str], rest: Sequence[int], found: Mapping[str, int]
) -> list[tuple[float, str, int]]:
    told = []
    for at in rest:
        words = plain(headings[at])
        if not 4 <= len(words) <= _LONGEST:
            continue
        matcher = SequenceMatcher(None, b=words)  # what it keeps of the second is made once
        for spelled, name in _SPELLED.items():
            matcher.set_seq1(spelled)
            if name in found or len(spelled) < 4 or matcher.real_quick_ratio() < NEAR:
                continue
            if matcher.quick_ratio() >= NEAR and (likeness := matcher.ratio()) >= NEAR:
                told.append((likeness, name, at))
    return told
