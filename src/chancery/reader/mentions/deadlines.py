"""The deadline that a clause sets, and how often it recurs.

A deadline is the last day of what the words say: 'trong tháng 10' is 31 October. Where a goal is
set for a year ('by 2030', 'đến năm 2030', 'giai đoạn 2027-2030') the year is the whole answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from chancery.reader.mentions import dates_en, dates_vi, periods
from chancery.reader.mentions.date_grammar import DateHit, DateRules
from chancery.reader.model import Day, Language

Recurrence = Literal["weekly", "monthly", "quarterly", "yearly"]

LIMIT, TARGET, EVENT, HORIZON = 4, 3, 2, 1
"""How strongly words set a deadline: a limit ('trước ngày') beats a horizon ('giai đoạn')."""


class _Cue(NamedTuple):
    """Words before a date that make it a deadline."""

    pattern: re.Pattern[str]
    strength: int


_CUES = {
    "vi": (
        _Cue(
            re.compile(
                r"(?:\btrước(?: thời điểm| thời hạn)?|chậm nhất(?: là| vào| trong)?|muộn nhất(?: là| vào)?|không (?:muộn|chậm|quá)(?: hơn)?"
                r"|\b(?:thời )?hạn(?: cuối| chót| hoàn thành)?(?: là|:)?|hoàn thành (?:trong|vào|xong|trước)|xong (?:trong|trước))\s*$",
                re.IGNORECASE,
            ),
            LIMIT,
        ),
        _Cue(
            re.compile(r"\b(?:trong|đến|tới|từ nay đến|hoàn thành)(?: hết)?\s*$", re.IGNORECASE),
            TARGET,
        ),
        _Cue(
            re.compile(
                r"(?:\bvào|dự kiến(?: tổ chức| diễn ra)?(?: vào)?|[,:]|^|\btại|\b(?:tổ chức|họp|diễn ra)(?: vào)?)\s*$",
                re.IGNORECASE,
            ),
            EVENT,
        ),
        _Cue(re.compile(r"\b(?:từ|kể từ|cho|của|kỳ|[^\W\d]+)\s*$", re.IGNORECASE), HORIZON),
    ),
    "en": (
        _Cue(
            re.compile(
                r"(?:\b(?:no|not) later than|\bbefore|\bprior to|\bby|\buntil|\bdeadline(?: is| of|:)?|\bexpiry on|\bexpires? on)(?: the)?\s*$",
                re.IGNORECASE,
            ),
            LIMIT,
        ),
        _Cue(re.compile(r"\b(?:within|during|in|on|at)(?: the)?\s*$", re.IGNORECASE), TARGET),
        _Cue(
            re.compile(
                r"\b(?:from|over|for|through)(?: the)?(?: period)?(?: of)?\s*$|,\s*$|^$",
                re.IGNORECASE,
            ),
            EVENT,
        ),
        _Cue(re.compile(r"\b\w+\s*$"), HORIZON),
    ),
}

_PAST = re.compile(
    r"(?:\b(?:signed|dated|adopted|issued|concluded|agreed|established|launched|held)\b(?: in| on)?"
    r"|\b(?:ký(?: kết)?|ban hành|thông qua|(?:tại|trong) (?:buổi|cuộc) \w+(?: \w+)?|họp|ra ngày|hiệu lực từ|so với|since|compared with|from)\b)\s*(?:the\s*|vào\s*|on\s*)?$",
    re.IGNORECASE,
)

_SPAN_OF_DAYS = {
    "vi": re.compile(
        r"(?:trong (?:thời hạn |vòng |thời gian )?|không quá |sau |chậm nhất |tối đa )?(?P<n>\d{1,3}) (?P<unit>ngày|tuần|tháng|năm)"
        r"(?P<working> làm việc)?,? (?:kể )?từ (?:khi |ngày |lúc )?(?:ký |ban hành|nhận|có|được|thông báo|ra )[^,.;\n]{0,60}",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:within|in|no later than) (?P<n>\d{1,3}|thirty|sixty|ninety|one|two|three|four|five|six|nine|twelve) (?P<unit>working days|days|weeks|months|years?)(?P<working>)(?: (?:of|from|after)\b[^,.;\n]{0,60})?",
        re.IGNORECASE,
    ),
}
_SPAN_HINT = {
    "vi": re.compile(r"\d (?:ngày|tuần|tháng|năm)(?!\w)", re.IGNORECASE),
    "en": re.compile(r"(?:days|weeks|months|years?)\b", re.IGNORECASE),
}
"""What a span of days cannot be without: looked for first, because it is quick."""

_WORDS = {"thirty": 30, "sixty": 60, "ninety": 90, "one": 1, **dates_en.NUMBERS}
_INFERRED_YEARS_STAY = ("year", "year_range")

_EVERY: dict[str, tuple[tuple[re.Pattern[str], Recurrence], ...]] = {
    "vi": (
        (
            re.compile(r"\b(?:hằng|hàng|mỗi|từng|định kỳ(?: hằng| hàng)?) tuần\b", re.IGNORECASE),
            "weekly",
        ),
        (
            re.compile(r"\b(?:hằng|hàng|mỗi|từng|định kỳ(?: hằng| hàng)?) tháng\b", re.IGNORECASE),
            "monthly",
        ),
        (
            re.compile(
                r"\b(?:hằng|hàng|mỗi|từng|định kỳ(?: hằng| hàng)?) quý\b|\b(?:3|ba) tháng (?:một|1) lần\b",
                re.IGNORECASE,
            ),
            "quarterly",
        ),
        (
            re.compile(
                r"\b(?:hằng|hàng|mỗi|định kỳ(?: hằng| hàng)?) năm\b|\bthường niên\b", re.IGNORECASE
            ),
            "yearly",
        ),
    ),
    "en": (
        (re.compile(r"\b(?:weekly|(?:every|each) week)\b", re.IGNORECASE), "weekly"),
        (re.compile(r"\b(?:monthly|(?:every|each) month)\b", re.IGNORECASE), "monthly"),
        (re.compile(r"\b(?:quarterly|(?:every|each) quarter)\b", re.IGNORECASE), "quarterly"),
        (
            re.compile(
                r"\b(?:annually|yearly|(?:every|each) year|on an annual basis)\b", re.IGNORECASE
            ),
            "yearly",
        ),
    ),
}


_OFTEN = (
    "hằng ", "Hằng ", "HẰNG ", "hàng ", "Hàng ", "HÀNG ", "mỗi ", "Mỗi ", "từng ", "Từng ",
    "định kỳ ", "Định kỳ ", "thường niên", "Thường niên", "lần",
)  # fmt: skip
"""What every way of saying 'how often' has in it."""


def recurrence_of(text: str, language: Language = "vi") -> Recurrence | None:
    """How often the clause says that it recurs.

    'định kỳ hằng tháng gửi kết quả' -> monthly; 'báo cáo hằng quý' -> quarterly;
    'to hold an exchange every year' -> yearly.
    """
    if language == "vi" and not any(words in text for words in _OFTEN):
        return None
    return next((name for cue, name in _EVERY[language] if cue.search(text)), None)


def deadline_of(
    text: str,
    reference_date: date | None,
    language: Language,
    dates: Iterable[DateHit] | None = None,
) -> Day | None:
    """The deadline that a clause sets, or None where it sets none or recurs.

    With the reference date 17 July 2026: 'báo cáo trước ngày 15/8' -> 2026-08-15; 'trình trong
    quý IV/2026' -> 2026-12-31; 'trong thời hạn 45 ngày kể từ ngày ban hành' -> 2026-08-31;
    'đến năm 2030' -> 2030; 'định kỳ hằng tháng' -> None. ``text`` of the Day is cut from the
    clause as given. ``dates`` are those of the clause, where they have been found before.
    """
    counted = _counted_from_the_reference(text, reference_date, language)
    if counted:
        return counted
    best: tuple[int, int, Day] | None = None
    for hit in _rules(language).find(text, reference_date) if dates is None else dates:
        day = _as_deadline(text, hit, reference_date, language)
        strength = _strength(text, hit, language)
        if day and (best is None or strength >= best[0]):
            best = (strength, hit.start, day)
    return best[2] if best else None


def _rules(language: Language) -> DateRules:
    return dates_en.RULES if language == "en" else dates_vi.RULES


def _counted_from_the_reference(
    text: str, reference: date | None, language: Language
) -> Day | None:
    """'45 ngày kể từ ngày ban hành', 'within 60 days': counted from the document's day."""
    hint = _SPAN_HINT[language]
    found = _SPAN_OF_DAYS[language].search(text) if hint.search(text) else None
    if not found or reference is None:
        return None
    said = found["n"].lower()
    count = int(said) if said.isdigit() else _WORDS[said]
    day = _later(reference, count, found["unit"].lower(), bool(found["working"]))
    return Day(found.group().strip(), day.isoformat(), "day", True) if day else None


def _later(day: date, count: int, unit: str, working: bool) -> date | None:
    if unit.startswith("working") or working:
        return _working_days_later(day, count)
    if unit in ("ngày", "days"):
        return day + timedelta(count)
    if unit in ("tuần", "weeks"):
        return day + timedelta(7 * count)
    months = count * (12 if unit in ("năm", "year", "years") else 1)
    year, month = periods.shifted(day.year, day.month, months)
    return min(periods.last_of_month(year, month), _same_day(year, month, day.day))


def _same_day(year: int, month: int, day: int) -> date:
    return periods.real_day(year, month, day) or periods.last_of_month(year, month)


def _working_days_later(day: date, count: int) -> date:
    """Mondays to Fridays; public holidays are the calendar's business, not the reader's."""
    while count > 0:
        day += timedelta(1)
        count -= day.weekday() < 5
    return day


def _as_deadline(
    text: str, hit: DateHit, reference: date | None, language: Language
) -> Day | None:
    value = hit.period.value
    end = periods.last_day(value) if value else None
    if value is None or end is None or (reference is not None and end < reference):
        return None
    if _is_history(text, hit, reference):
        return None
    if hit.period.precision == "before_year":
        end = date(int(value) - 1, 12, 31)
    elif _is_goal_year(text, hit, language):
        return Day(text[hit.start : hit.end], value[-4:], "year", hit.period.inferred)
    return Day(text[hit.start : hit.end], end.isoformat(), "day", hit.period.inferred)


def _is_history(text: str, hit: DateHit, reference: date | None) -> bool:
    """'ký ngày ...', 'signed on ...': the day of something done, unless it lies ahead."""
    start = periods.first_day(hit.period.value or "")
    ahead = reference is not None and start is not None and start > reference
    return not ahead and bool(_PAST.search(text, max(hit.start - 40, 0), hit.start))


def _is_goal_year(text: str, hit: DateHit, language: Language) -> bool:
    """A bare year is a goal ('by 2030', 'vào năm 2030'), unless it is a term ('trong năm 2026')."""
    if hit.period.precision not in _INFERRED_YEARS_STAY:
        return False
    before = text[max(hit.start - 12, 0) : hit.start].casefold().rstrip()
    return language == "en" or not before.endswith(("trong", "hết", "chậm nhất", "thành"))


def _strength(text: str, hit: DateHit, language: Language) -> int:
    words = text[hit.start : hit.end].casefold()
    if words.startswith(("trước ", "cuối ", "hết ", "end ")):
        return LIMIT
    before = text[max(hit.start - 40, 0) : hit.start]
    strength = next((cue.strength for cue in _CUES[language] if cue.pattern.search(before)), 0)
    if strength == TARGET and hit.period.precision in _INFERRED_YEARS_STAY and language == "vi":
        return TARGET if before.rstrip().endswith("trong") else HORIZON
    return strength
