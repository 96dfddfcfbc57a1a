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
from chancery.reader.openings import opened
from chancery.reader.records.page import Page

_DATED = opened(
    r"\d|tháng|quý|năm (?:nay|tới|sau)|tuần|cuối năm|định kỳ|hằng|hàng|hôm|january|february|march|april|may |june|july|august|"
    r"september|october|november|december|year|quarter|month|week|annual"
)
_TERM = re.compile(
    r"(?:ngay |và |từ )?(?:trong(?: thời hạn| tháng| quý| năm| tuần| vòng| nửa| nay| \d)|trước|chậm nhất|muộn nhất|đến|(?:từ )?nay đến|dự kiến|định kỳ|"
    r"h[ằà]ng|by|before|no later|within|in)(?!\w)"
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
    r"trong (?:vòng|thời hạn|thời gian) (?P<n>\d{1,3}|một|hai|ba|bốn|năm|sáu|chín|mười) (?P<unit>ngày|tuần|tháng|năm)(?! làm việc)(?!\w)"
)
_COUNTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "chín": 9, "mười": 10}
_UNTIL_END = re.compile(r"(?:kết thúc|hết|trong)\s*$", re.IGNORECASE)
_BEFORE = re.compile(r"\btrước\s*$", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:bắt đầu|kể|áp dụng|hiệu lực|starting|beginning)(?: từ| from| on| in)?(?: ngày)?\s*$",
    re.IGNORECASE,
)


def deadline_in(page: Page, start: int, end: int) -> Day | None:
    """The deadline that the words set; no search where no word of time stands in them."""
    if not _DATED.search(page.low, start, end):
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
        found = _adjusted(said, found, reference) if found else None
    if found is not None and recurrence_of(words, language) and _only_begins(words, found):
        return None
    return found


def with_term(page: Page, content: int, start: int) -> int:
    """Where the term in front of a clause begins: 'Ngay trong quý I, Business Finland sẽ ...'.

    ``content`` is where the paragraph's words begin. The place itself where no term stands there.
    """
    label = page.low[content:start].rstrip() if start - content <= _LABEL else ""
    if label.endswith(":"):
        return content
    last = max(content, start - _NEAR)
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


def _adjusted(words: str, found: Day, reference: date | None) -> Day:
    """'trước khi kết thúc năm 2025' is its last day, 'trước quý I/2026' the day before it begins."""
    lead = words[: words.find(found.text)]
    if found.precision == "year" and found.value and _UNTIL_END.search(lead):
        return Day(found.text, f"{found.value}-12-31", "day", found.inferred)
    if _BEFORE.search(lead):
        first = _first_day(words, len(lead), reference)
        if first is not None:
            return Day(found.text, (first - timedelta(1)).isoformat(), "day", found.inferred)
    return found


def _first_day(words: str, place: int, reference: date | None) -> date | None:
    """The first day of the month, quarter or half that begins at the place."""
    for hit in find_dates(words, reference, "vi"):
        if hit.start == place and hit.period.precision in ("month", "quarter", "half"):
            return periods.first_day(hit.period.value or "")
    return None


def _only_begins(words: str, found: Day) -> bool:
    """'hằng tuần, bắt đầu từ 01/6': the day when it begins is no deadline."""
    return _BEGINS.search(words[: words.find(found.text)]) is not None
