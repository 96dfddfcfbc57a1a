"""Tables of tasks in resolutions: TT | nhiệm vụ | chủ trì | phối hợp | thời hạn | sản phẩm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chancery.reader.mentions.dates import recurrence_of
from chancery.reader.model import Day, Name
from chancery.reader.records.model import Record
from chancery.reader.records.page import Page
from chancery.reader.records.terms import deadline_of_words
from chancery.reader.zones import Paragraph, Span

_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"^(?:tt|stt|số tt|no\.?|#)$")),
    (
        "with",
        re.compile(
            r"phối hợp|cùng thực hiện|tham gia|hỗ trợ|liên quan|coordinat|support|partner|with$"
        ),
    ),
    (
        "lead",
        re.compile(
            r"chủ trì|phụ trách|đầu mối|chịu trách nhiệm|thực hiện chính|(?:đơn vị|cơ quan|người|bộ phận)(?: chủ quản| thực hiện|$)|giao cho|lead|responsib|owner|in charge|assigned|who|agency|body"
        ),
    ),
    (
        "due",
        re.compile(
            r"thời hạn|thời gian|thời điểm|hoàn thành|hạn|tiến độ|mốc|lộ trình|deadline|due|time|date|when"
        ),
    ),
    (
        "product",
        re.compile(r"sản phẩm|kết quả|đầu ra|hình thức|output|deliverable|product|result|outcome"),
    ),
    (
        "task",
        re.compile(
            r"nhiệm vụ|nội dung|công việc|hoạt động|đầu việc|hạng mục|giải pháp|^việc|tên|task|activity|action|item|measure|commitment|what"
        ),
    ),
)
_UNITS = re.compile(r"[;,]\s| và (?=bộ|các|ủy ban|văn phòng|ngân hàng)|\n")


def tasks_of_tables(page: Page) -> Iterator[Record]:
    """One task per row of a table whose head row names a column of tasks."""
    columns: dict[int, str] = {}
    last = -2
    for paragraph in page.zones.in_zone("table"):
        if not _goes_on(page, last, paragraph.index):
            columns = {}
        last = paragraph.index
        head = _head(page, paragraph)
        if head:
            columns = head
        elif columns:
            record = _row(page, paragraph, columns)
            if record:
                yield record


_LEADS = re.compile(r"chủ trì|thực hiện chính|lead (?:agency|unit|body)|lead$")
_GROUP_ROW = 90
"""Letters of the longest line that names a group of rows ('A. Thương mại hàng hóa')."""


def _goes_on(page: Page, last: int, index: int) -> bool:
    """Whether only the names of groups of rows stand between two rows."""
    between = page.zones.paragraphs[last + 1 : index] if last >= 0 else ()
    short = all(
        p.end - p.start <= _GROUP_ROW and page.text[p.end - 1] not in ".:;" for p in between
    )
    return last >= 0 and len(between) <= 2 and short


def _head(page: Page, row: Paragraph) -> dict[int, str]:
    """Which column holds what; empty where the row is no head."""
    found: dict[int, str] = {}
    for i, (start, end) in enumerate(row.cells):
        words = page.low[start:end].strip()
        if len(words) > 60:
            return {}
        name = next((n for n, p in _COLUMNS if n not in found.values() and p.search(words)), None)
        if name is None and _LEADS.search(words):
            found = {place: was for place, was in found.items() if was != "lead"}
            name = "lead"  # 'Lãnh đạo phụ trách | Đơn vị chủ trì': who leads, not who looks on
        if name:
            found[i] = name
    named = set(found.values())
    return found if "task" in named and named & {"lead", "due", "with"} else {}


def _row(page: Page, row: Paragraph, columns: dict[int, str]) -> Record | None:
    shift = len(columns) - len(row.cells) if len(row.cells) < len(columns) else 0
    cells = {
        columns.get(i + (shift if shift == 1 and 0 not in columns else 0)): span
        for i, span in enumerate(row.cells)
    }
    task = cells.get("task")
    if task is None or task[1] - task[0] < 10 or len(row.cells) < 2:
        return None
    due = cells.get("due")
    words = page.text[due[0] : due[1]] if due else ""
    recurring = recurrence_of(words, page.language) if words else None
    day = _due(page, words) if words and not recurring else None
    product = cells.get("product")
    fields = {
        "issuer": page.issuer(),
        "lead": _names(page, cells.get("lead")),
        "coordinating": _names(page, cells.get("with")),
        "deadline": day,
        "recurring": recurring,
        "basis": "assigned",
        "deliverable": page.context.cut(*product) if product else None,
        "ordinal": None,
    }
    return Record("TASK", task[0], task[1], fields, "row_of_a_table", 0.85, "")


def _due(page: Page, words: str) -> Day | None:
    """What a cell of deadlines says: '10/4/2026', 'Quý III/2026', 'năm 2026' is the end of it."""
    said = f"chậm nhất {words}" if not re.match(r"[Tt]rước|[Tt]rong|[Cc]hậm", words) else words
    day = deadline_of_words(said, page.context.reference_date, page.language)
    if day is not None and day.precision == "year" and day.value:
        return Day(day.text, f"{day.value}-12-31", "day", day.inferred)
    return day


def _names(page: Page, cell: Span | None) -> tuple[Name, ...]:
    if cell is None:
        return ()
    start, end = cell
    names, at = [], start
    for joint in [*_UNITS.finditer(page.low, start, end), None]:
        last = joint.start() if joint else end
        words = page.text[at:last].strip(" ,;.")
        if words:
            first = page.text.index(words, at)
            names.append(page.name(first, first + len(words)))
        at = joint.end() if joint else end
    return tuple(names)
