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
        if name == "with" and _LEADS.search(words):
            name = "both"  # 'Chủ trì, phối hợp': one column for who leads and who helps
        if name is None and _LEADS.search(words):
            found = {place: was for place, was in found.items() if was != "lead"}
            name = "lead"  # 'Lãnh đạo phụ trách | Đơn vị chủ trì': who leads, not who looks on
        if name:
            found[i] = name
    if "task" not in found.values():
        found |= {i: "task" for i in _stands_for_a_task(page, row) if i not in found}
    named = set(found.values())
    return found if "task" in named and named & {"lead", "due", "with", "both"} else {}


_TASKS_TOO = re.compile(r"cam kết|thỏa thuận|văn kiện|đề án|dự án|chỉ đạo|kết luận|yêu cầu")


def _stands_for_a_task(page: Page, row: Paragraph) -> list[int]:
    """The first column headed 'Cam kết', 'Văn kiện', where none is headed 'Nhiệm vụ'."""
    return [i for i, span in enumerate(row.cells) if _TASKS_TOO.search(page.low, *span)][:1]


def _places(page: Page, row: Paragraph) -> list[int]:
    """In which column each cell stands: an empty one leaves two signs beside each other."""
    found, at = [], 0
    for i, (start, _) in enumerate(row.cells):
        if i:
            between = page.context.cut(row.cells[i - 1][1], start)
            at += max(between.count("|") + between.count("\t"), 1)
        found.append(at)
    return found


def _row(page: Page, row: Paragraph, columns: dict[int, str]) -> Record | None:
    places = _places(page, row)
    shift = len(columns) - len(row.cells) if places[-1] < len(columns) - 1 else 0
    cells = {
        columns.get(i + (shift if shift == 1 and 0 not in columns else 0)): span
        for i, span in zip(places, row.cells, strict=True)
    }
    task = cells.get("task")
    if task is None or task[1] - task[0] < 10 or len(row.cells) < 2:
        return None
    due = cells.get("due")
    words = page.text[due[0] : due[1]] if due else ""
    recurring = recurrence_of(words, page.language) if words else None
    day = _due(page, words) if words and not recurring else None
    product = cells.get("product")
    lead, helping = _names(page, cells.get("lead")), _names(page, cells.get("with"))
    if "both" in cells and not lead:
        lead, helping = _who_of_one_cell(page, cells["both"])
    fields = {
        "issuer": page.issuer(),
        "lead": lead,
        "coordinating": helping,
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


_PART = re.compile(
    r"(?P<names>[^;\n]{2,160}?)(?P<role>\s*\(?(?:chủ trì|phối hợp|đầu mối|tham gia)\)?)?\s*(?:[;\n]|$)"
)


def _who_of_one_cell(page: Page, cell: Span) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """'Bộ Công Thương chủ trì; Bộ Ngoại giao, Bộ Tài chính phối hợp': who leads, who helps."""
    lead: tuple[Name, ...] = ()
    helping: tuple[Name, ...] = ()
    for part in _PART.finditer(page.low, *cell):
        role = (part["role"] or "").strip(" ()")
        names = _names(page, part.span("names"))
        if role in ("phối hợp", "tham gia") or (lead and not role):
            helping += names
        else:
            lead += names
    return lead, helping


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
