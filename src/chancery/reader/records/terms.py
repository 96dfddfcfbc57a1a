"""The deadline of a clause: its own days, the term in front of it, spans counted from the paper's day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from chancery.reader.mentions import periods
from chancery.reader.mentions.dates import (
    DateHit,
    dates_within,
    deadline_of,
    find_dates,
    recurrence_of,
)
from chancery.reader.model import Day, Language
from chancery.reader.records.page import Page, once
from chancery.reader.seldom import Seldom
from chancery.reader.zones import Paragraph

_DIGIT = re.compile(r"\d")
_TIME = Seldom(
    r"tháng|quý|năm (?:nay|tới|sau)|tuần|(?:cuối|hết|giữa|đầu|trong) năm|mai(?!\w)|tomorrow|today|tonight|định kỳ|hằng|hàng|hôm|january|february|march|april|may(?!\w)|mid-|days|june|july|august|"
    r"september|october|november|december|year|quarter|month|week|annual|fortnight|decade|hours|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|trong (?:năm|tuần)"
)
_TERM = re.compile(
    r"(?:ngay |và |từ )?(?:trong(?: thời hạn| tháng| quý| năm| tuần| vòng| nửa| nay| \d+| một| hai| ba| bốn| sáu| mười| các| những)|trước|chậm nhất|muộn nhất|đến|(?:từ )?nay (?:đến|tới)|dự kiến|định kỳ|(?:cuối|hết|giữa|đầu)(?= (?:tháng|quý|năm|tuần))|sang năm|không (?:quá|chậm|muộn)|"
    r"h[ằà]ng|by|before|no later|not later|within|in|over|during|until|prior to|at the latest)(?!\w)"
)
_LABEL = 42
_NEAR = 200
"""Letters in front of a clause within which its term stands."""

_STOP = re.compile(r"[.!?;]\"?\s+(?=\S)")
_NEXT_YEAR = re.compile(
    r"(?P<part>(?:quý (?:i{1,3}|iv|[1-4])|tháng (?:\d{1,2}|giêng|một)|nửa (?:đầu|cuối)|\d tháng (?:đầu|cuối)|đầu|giữa|cuối) (?:của )?năm) (?P<which>sau|tới|nay)(?!\w)",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"trong (?:(?:vòng|thời hạn|thời gian) )?(?P<n>\d{1,3}|một|hai|ba|bốn|năm|sáu|chín|mười) (?P<unit>ngày|tuần|tháng|năm)"
    r"(?:(?<=tháng) (?:tới|tiếp theo)|(?<=ngày) (?:tới|tiếp theo)|(?<=tuần) (?:tới|tiếp theo)|(?<!trong \d ngày)(?<!trong \d\d ngày)(?! (?:làm việc|(?:kể |tính )?từ|sau khi|qua|vừa|đầu|cuối|gần|trước|tới|tiếp)))(?!\w)"
)
_COUNTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "chín": 9, "mười": 10}
_RANGE = re.compile(r"\d{4} ?(?:-|đến|tới) ?(?:năm )?\d{4}$")
_UNTIL_END = re.compile(r"(?:kết thúc|hết|trong)\s*$", re.IGNORECASE)
_CLOSES = re.compile(r" (?:khép lại|kết thúc|qua đi|trôi qua|hết)(?!\w)")
"""'trước khi năm 2027 [khép lại]': its last day."""
_BEFORE = re.compile(r"\btrước\s*$", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:bắt đầu|kể|áp dụng|hiệu lực|starting|beginning)(?: từ| from| on| in)?(?: ngày)?\s*$",
    re.IGNORECASE,
)


@once
def deadline_in(page: Page, start: int, end: int) -> Day | None:
    """The deadline that the words set; no search where no word of time stands in them."""
    low = page.low
    if not _DIGIT.search(low, start, end):
        gates = page.gates.between(start, end)
        if not _TIME.search_through(gates, low, start, end):
            return None
    dates = tuple(dates_within(page.inside(start, end, "DATE"), start, end))
    reference = page.context.reference_date
    return deadline_of_words(page.text[start:end], reference, page.language, dates)


def deadline_of_words(
    words: str,
    reference: date | None,
    language: Language,
    dates: tuple[DateHit, ...] | None = None,
) -> Day | None:
    """As ``deadline_of``, and what only whole clauses tell.

    With the reference date 21 October 2025: 'ngay trong quý I năm sau' -> 2026-03-31; 'trong vòng
    sáu tháng' -> 2026-04-21; 'trước khi kết thúc năm 2025' -> 2025-12-31; 'trước quý I/2026' ->
    2025-12-31; 'hằng tuần, bắt đầu từ 01/6' -> None.
    """
    if language == "en":
        found = deadline_of(words, reference, language, dates)
    else:
        said = _with_years(words, reference) if reference else words
        known = dates if said == words else None
        found = deadline_of(said, reference, language, known) or _span(said, reference)
        found = _adjusted(said, found, reference, known) if found else None
    if found is not None and (recurrence_of(words, language) or _is_periodic(words)):
        first = _FIRST_TIME.search(words, 0, max(words.find(found.text), 0)) is not None
        return None if (found.inferred and not first) or _only_begins(words, found) else found
    return found


_PERIODIC = re.compile(
    r"(?:định kỳ|mỗi|cứ) (?:\d{1,2}|hai|ba|sáu) (?:tuần|tháng|năm)(?!\w)|(?:\d{1,2}|hai|ba|sáu) (?:tuần|tháng) một lần|every (?:two|three|six|\d{1,2}) (?:weeks|months|years)|twice a year|biannual",
    re.IGNORECASE,
)
"""'định kỳ 6 tháng': what recurs at a pace that has no name of its own."""
_SIGNS_OF_A_PACE = ("mỗi ", "kỳ ", "cứ ", " lần", "every ", "twice ", "biannual")


def _is_periodic(words: str) -> bool:
    low = words.lower()
    for sign in _SIGNS_OF_A_PACE:  # a fiftieth of the pattern's time, and seldom there
        if sign in low:
            return _PERIODIC.search(words) is not None
    return False


_FIRST_TIME = re.compile(
    r"(?:lần|kỳ|phiên|cuộc)(?: họp)? (?:đầu(?: tiên)?|thứ nhất)(?: [^\W\d_]++){0,3} $|(?:the first|first (?:meeting|session|round|time))(?: \w+){0,3} $",
    re.IGNORECASE,
)
"""'gặp nhau mỗi năm một lần, lần đầu vào quý IV': what recurs, with the day of the first."""


_LIMIT = re.compile(
    r"(?:^|[,;:(] ?|\s)(?:trước|chậm nhất|muộn nhất|hoàn thành|xong|trong|hết|từ nay đến|thời hạn|hạn|kết thúc|tiến độ|by|within|before|no later than|not later than|in|during)"
    r"(?: (?:là|vào|trong|ngày|tháng|hết|cuối|hoàn thành|the|thời gian|thời hạn))*[: ]*(?:the )?$"
    r"|(?:^|[,;:(.] ?|\s)(?:thời hạn|thời gian|hạn)(?: [^\W\d_]++){0,10} là(?: (?:trước|trong|hết|cuối|chậm nhất|đến))* $",
    re.IGNORECASE,
)
"""Words that make the time of a sentence before ':' the term of all that stands under it."""

_AS_PURPOSE = re.compile(
    r"(?:nhằm|để|phấn đấu đưa|with a view to|in order to)(?!\w)", re.IGNORECASE
)
_LONGEST_CHAPEAU = 320


def term_above(page: Page, paragraph: Paragraph) -> Day | None:
    """The term in a heading or a sentence before ':' over the item: 'Trong quý II, Đại sứ quán sẽ:'.

    A heading that only names a period ('KẾ HOẠCH THÁNG 6') sets none.
    """
    return None if paragraph.parent is None else _term_above(page, paragraph.parent)


@once
def _term_above(page: Page, parent: int) -> Day | None:
    nearest = page.zones.paragraphs[parent]
    for above in (nearest, *page.zones.above(nearest)):
        words = page.text[above.content : above.end]
        leads_in = words.endswith(":") or above.zone == "heading"
        if above.level <= 1 or not leads_in or len(words) > _LONGEST_CHAPEAU:
            continue
        found = deadline_in(page, above.content, above.end)
        if found is None:
            continue
        place = words.find(found.text)
        limited = _LIMIT.search(words[:place]) or _OWN_LIMIT.match(found.text)
        if limited and not _AS_PURPOSE.match(words):
            return found
    return None


_OWN_LIMIT = re.compile(r"(?:trong|trước|cuối|hết|within|end)(?!\w)", re.IGNORECASE)


def with_term(page: Page, content: int, start: int) -> int:
    """Where the term in front of a clause begins: 'Ngay trong quý I, Business Finland sẽ ...'.

    ``content`` is where the paragraph's words begin. The place itself where no term stands there.
    """
    label = page.low[content:start].rstrip() if start - content <= _LABEL else ""
    if label.endswith(":"):
        return content
    last = max(content, start - _NEAR)
    dated = next(
        (m for m in page.inside(max(content, start - 40), start, "DATE") if start - m.end <= 1),
        None,
    )
    if dated is not None:
        return dated.start
    if not page.low[last:start].rstrip().endswith(","):
        return start
    for stop in _STOP.finditer(page.low, last, start):
        last = stop.end()
    if last == start - _NEAR:
        return start
    place = page.skip(last)
    while place < start:
        if _TERM.match(page.low, place):
            return place
        comma = page.low.find(", ", place, start)
        place = comma + 2 if comma >= 0 else start
    return start


def _with_years(words: str, reference: date) -> str:
    """'quý I năm sau' as 'quý I năm 2026': the year that the words mean."""
    low = words.casefold()
    if not any(which in low for which in ("năm sau", "năm tới", "năm nay")):
        return words
    year = {"nay": reference.year}

    def said(found: re.Match[str]) -> str:
        return f"{found['part']} {year.get(found['which'].lower(), reference.year + 1)}"

    return _NEXT_YEAR.sub(said, words)


def _span(words: str, reference: date | None) -> Day | None:
    """'trong vòng sáu tháng': counted from the day of the paper."""
    found = _SPAN.search(words.lower())
    if found is None or reference is None:
        return None
    count = int(found["n"]) if found["n"].isdigit() else _COUNTS[found["n"]]
    if found["unit"] in ("ngày", "tuần"):
        day = reference + timedelta(count * (7 if found["unit"] == "tuần" else 1))
    else:
        months = count * (12 if found["unit"] == "năm" else 1)
        year, month = periods.shifted(reference.year, reference.month, months)
        day = periods.real_day(year, month, reference.day) or periods.last_of_month(year, month)
    return Day(words[slice(*found.span())], day.isoformat(), "day", inferred=True)


def _adjusted(
    words: str, found: Day, reference: date | None, dates: tuple[DateHit, ...] | None
) -> Day:
    """'trước khi kết thúc năm 2025' is its last day, 'trước quý I/2026' the day before it begins."""
    lead = words[: words.find(found.text)]
    if found.precision == "year" and not _RANGE.search(found.text) and _UNTIL_END.search(lead):
        return Day(found.text, f"{found.value}-12-31", "day", found.inferred)
    if _CLOSES.match(words, len(lead) + len(found.text)) and found.value:
        last = periods.last_day(found.value)
        return Day(found.text, last.isoformat(), "day", found.inferred) if last else found
    if _BEFORE.search(lead):
        first = _first_day(words, len(lead), reference, dates)
        if first is not None:
            return Day(found.text, (first - timedelta(1)).isoformat(), "day", found.inferred)
    return found


def _first_day(
    words: str, place: int, reference: date | None, dates: tuple[DateHit, ...] | None
) -> date | None:
    """The first day of the month, quarter or half that begins at the place."""
    if words.startswith(("giữa", "đầu", "cuối", "hết"), place):
        return None
    for hit in find_dates(words, reference, "vi") if dates is None else dates:
        if hit.start == place and hit.period.precision in ("month", "quarter", "half"):
            return periods.first_day(hit.period.value or "")
    return None


_RATE = re.compile(
    r"(?:tấn|usd|đô la|đô-la|euro|yên|won|triệu|tỷ|tỉ|đồng|%|kg|lít|tons?|tonnes?|million|billion|dollars?|yen)(?: [^\W\d_]++){0,2} (?:mỗi|một|h[ằà]ng|a|per|every|each) (?:năm|tháng|tuần|quý|year|month|week)(?! (?:một|1|hai|2|ba|3) lần)",
    re.IGNORECASE,
)
"""'nâng hạn ngạch lên 1,2 triệu tấn mỗi năm': how much, not how often it is done."""


def _only_begins(words: str, found: Day) -> bool:
    """'hằng tuần, bắt đầu từ 01/6': the day when it begins is no deadline."""
    if _RATE.search(words):
        return False
    return _BEGINS.search(words[: words.find(found.text)]) is not None
