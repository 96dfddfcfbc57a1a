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
            r"phối hợp|cùng thực hiện|tham gia|hỗ trợ|liên quan|coordinat|cooperat|support|partner|with$"
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
            r"thời hạn|thời gian|thời điểm|hoàn thành|hạn|tiến độ|mốc|lộ trình|deadline|due|tim(?:e|ing)|date|when|schedule"
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
        head = _head(page, paragraph, again=bool(columns))
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


_ONLY_NUMBERS = re.compile(r"items?|mục|điểm|point")
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-zđ]|[ivx]{1,4})[.)]?")


def _head(page: Page, row: Paragraph, *, again: bool) -> dict[int, str]:
    """Which column holds what; empty where the row is no head. ``again``: a head stood above already."""
    found: dict[int, str] = {}
    if _NUMBER.fullmatch(page.low, *row.cells[0]):
        return {}
    for i, (start, end) in enumerate(row.cells):
        words = page.low[start:end].strip()
        if len(words) > _LONGEST_HEAD:
            return {}
        name = _column(words, found)
        if name == "lead":
            found = {place: was for place, was in found.items() if was != "lead"}
        if name:
            found[i] = name
    if "task" not in found.values():
        others = _counts_of(page, row) or ([] if again else _stands_for_a_task(page, row))
        found |= {i: "task" for i in others if i not in found}
    named = set(found.values())
    return found if "task" in named and named & {"lead", "due", "with", "both"} else {}


_LONGEST_HEAD = 60


def _column(words: str, found: dict[int, str]) -> str | None:
    """What a column headed so holds, behind those found before; 'lead' again where a better one comes."""
    name = next((n for n, p in _COLUMNS if n not in found.values() and p.search(words)), None)
    if name == "with" and _LEADS.search(words):
        return "both"  # 'Chủ trì, phối hợp': one column for who leads and who helps
    if name is None and _LEADS.search(words):
        return "lead"  # 'Lãnh đạo phụ trách | Đơn vị chủ trì': who leads, not who looks on
    if name == "task" and _ONLY_NUMBERS.fullmatch(words):
        return None  # 'Item | Action | Lead unit': the first column only counts
    return name


_TASKS_TOO = re.compile(r"cam kết|thỏa thuận|văn kiện|đề án|dự án|chỉ đạo|kết luận|yêu cầu")


def _stands_for_a_task(page: Page, row: Paragraph) -> list[int]:
    """The first column headed 'Cam kết', 'Văn kiện', where none is headed 'Nhiệm vụ'."""
    return [i for i, span in enumerate(row.cells) if _TASKS_TOO.search(page.low, *span)][:1]


def _counts_of(page: Page, row: Paragraph) -> list[int]:
    """'Item | Responsible | Timing': without a better column, what the items are stands there."""
    return [i for i, span in enumerate(row.cells) if _ONLY_NUMBERS.fullmatch(page.low, *span)][:1]


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
    day = due_of(page, words) if words and not recurring else None
    product = cells.get("product")
    lead, helping = units_of(page, cells.get("lead")), units_of(page, cells.get("with"))
    if "both" in cells and not lead:
        lead, helping = _who_of_one_cell(page, cells["both"])
    elif "lead" in cells and _WITH_ROLES.search(page.low, *cells["lead"]):
        lead, also = _who_of_one_cell(page, cells["lead"])
        helping = (*also, *helping)
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


def due_of(page: Page, words: str) -> Day | None:
    """What a cell of deadlines says: '10/4/2026', 'Quý III/2026', 'năm 2026' is the end of it."""
    said = f"chậm nhất {words}" if not re.match(r"[Tt]rước|[Tt]rong|[Cc]hậm", words) else words
    said = f"chậm nhất ngày {words}" if _BARE_DAY.fullmatch(words.strip()) else said
    day = deadline_of_words(said, page.context.reference_date, page.language)
    if day is not None and day.precision == "year" and day.value:
        return Day(day.text, f"{day.value}-12-31", "day", day.inferred)
    return day


_BARE_DAY = re.compile(r"\d{1,2}[/-]\d{1,2}")
_WITH_ROLES = re.compile(r"(?:chủ trì|phối hợp|đầu mối|lead|support)\)?(?:[,;\n]|$)")
_PART = re.compile(
    r"(?P<names>[^;\n]{2,160}?)(?:(?P<role>\s*\(?(?:chủ trì|phối hợp|đầu mối|tham gia|lead|support)\)?)\s*(?:[,;\n]|$)|\s*(?:[;\n]|$))"
)


def _who_of_one_cell(page: Page, cell: Span) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """'Bộ Công Thương chủ trì; Bộ Ngoại giao, Bộ Tài chính phối hợp': who leads, who helps."""
    lead: tuple[Name, ...] = ()
    helping: tuple[Name, ...] = ()
    for part in _PART.finditer(page.low, *cell):
        role = (part["role"] or "").strip(" ()")
        names = units_of(page, part.span("names"))
        if role in ("phối hợp", "tham gia", "support") or (lead and not role):
            helping += names
        else:
            lead += names
    return lead, helping


def units_of(page: Page, cell: Span | None) -> tuple[Name, ...]:
    """The units that a cell names; none where there is no cell."""
    if cell is None:
        return ()
    start, end = cell
    spans: list[Span] = []
    at = start
    for joint in [*_UNITS.finditer(page.low, start, end), None]:
        last = joint.start() if joint else end
        words = page.text[at:last].strip(" ,;.")
        if words:
            first = page.text.index(words, at)
            if spans and _OF_A_GROUP.fullmatch(page.low, first, first + len(words)):
                first = spans.pop()[0] if page.low.startswith("các ", spans[-1][0]) else first
            spans.append((first, page.text.index(words, at) + len(words)))
        at = joint.end() if joint else end
    return tuple(page.name(*span) for span in spans)


_OF_A_GROUP = re.compile(
    r"(?:ban, )?(?:ngành|cơ quan|đơn vị|địa phương|doanh nghiệp|hiệp hội)(?: (?:liên quan|có liên quan|khác))?"
)
"""'Các bộ, [ngành liên quan]': one group, whatever its commas."""
