"""Days that are counted: 'trong sáu tháng tới', '15 ngày trước ngày 20/7', 'within a fortnight', 'trong tuần'."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from chancery.reader.mentions import periods
from chancery.reader.mentions.date_grammar import DateHit
from chancery.reader.model import Day, Language
from chancery.reader.seldom import Seldom

NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "bốn lăm": 45, "sáu mươi": 60,
    "chín mươi": 90, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "eighteen": 18,
    "twenty": 20, "twenty-four": 24, "thirty": 30, "forty-five": 45, "sixty": 60, "ninety": 90,
}  # fmt: skip
_COUNT = r"(?P<n>\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_UNIT = {"vi": r"(?P<unit>ngày|tuần|tháng|năm)", "en": r"(?P<unit>day|week|month|year)s?"}
_COMING = {
    "vi": re.compile(rf"(?<!\w){_COUNT} {_UNIT['vi']} (?:tới|tiếp theo)$", re.IGNORECASE),
    "en": re.compile(rf"(?:coming|next|following) {_COUNT} {_UNIT['en']}$", re.IGNORECASE),
}
_BACK = {
    "vi": Seldom(
        rf"(?<!\w)(?P<ahead>trước )?{_COUNT} {_UNIT['vi']}(?P<working> làm việc)? (?(ahead)so với (?:ngày |khi |thời điểm )|trước (?:khi |ngày |thời điểm |lễ |hội |kỳ |phiên |chuyến ))",
        re.IGNORECASE,
    ),
    "en": Seldom(
        rf"\b{_COUNT} (?P<working>working )?{_UNIT['en']} (?:before|prior to|ahead of|in advance of) ",
        re.IGNORECASE,
    ),
}
_LATER = {
    "vi": Seldom(rf"(?<!\w){_COUNT} {_UNIT['vi']} nữa(?!\w)", re.IGNORECASE),
    "en": Seldom(rf"\bin {_COUNT} {_UNIT['en']}'? time(?!\w)", re.IGNORECASE),
}
_HOURS = {
    "vi": Seldom(
        r"(?:gửi|báo cáo|thông báo|trình|nộp|trả lời|phản hồi|công bố)(?!\w)[^.;]{0,110}?(?P<said>trong (?:vòng |thời hạn )?(?P<n>24|36|48|72) (?:giờ|tiếng))(?!\w)",
        re.IGNORECASE,
    ),
    "en": Seldom(
        r"\b(?:send|report|submit|circulate|inform|notify|reply|answer|respond|publish)\b[^.;]{0,110}?\b(?P<said>(?:within|in) (?P<n>24|36|48|72|twenty-four|forty-eight) hours)(?!\w)",
        re.IGNORECASE,
    ),
}
_HOUR_WORDS = {"twenty-four": 24, "forty-eight": 48}
_THIS = {
    "vi": Seldom(
        r"(?<!\w)(?P<said>(?:ngay |nội )?trong (?P<unit>tuần|tháng|quý|năm))(?=\s*(?:[.,;)]|$))",
        re.IGNORECASE,
    ),
    "en": Seldom(
        r"\b(?P<said>within (?:the )?(?P<unit>week|month|quarter|year))(?=\s*(?:[.,;)]|$))",
        re.IGNORECASE,
    ),
}
_FORTNIGHT = re.compile(r"\b(?:within|in) (?:a|the next) fortnight\b", re.IGNORECASE)
_GIVEN = re.compile(
    rf"\b(?:gave|given|give|has|have|had|allowed|allows|granted) (?:[^,.;:]{{2,80}} )?{_COUNT} {_UNIT['en']}(?= to (?!\d))",
    re.IGNORECASE,
)


_MORROW = re.compile(
    r"(?<!\w)(?P<said>(?:(?:sáng|trưa|chiều|tối|ngày) |hết )mai)(?!\w| (?:này|sau|kia))",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:trước|chậm nhất(?: là| vào)?|muộn nhất(?: là| vào)?|đến hết)(?: \d{1,2} ?(?:giờ|h)\d{0,2})?(?: sáng| trưa| chiều| tối)? "
    r"(?P<said>[Tt]hứ (?P<day>Hai|Ba|Tư|Năm|Sáu|Bảy)|[Cc]hủ nhật)(?! (?:hằng|hàng|mỗi))"
)
_WORKING = re.compile(
    rf"(?<!\w)(?:trình|báo cáo|gửi|nộp|hoàn thành|hoàn tất|xong|có ý kiến|cho ý kiến|góp ý)(?!\w)[^.;]{{0,90}}? (?P<said>trong (?:vòng |thời hạn )?{_COUNT} ngày làm việc)(?=\s*(?:[.,;)]|$))",
    re.IGNORECASE,
)
"""'trình Lãnh đạo Bộ trong 07 ngày làm việc': from the day of the paper."""
_WEEKDAYS = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")


def _next_weekday(found: re.Match[str], reference: date) -> Day:
    """'trước thứ Sáu': the next one, the day itself included."""
    number = _WEEKDAYS.index(found["day"]) if found["day"] else 6
    ahead = (number - reference.weekday()) % 7
    return _day(found["said"], reference + timedelta(ahead))


def later(day: date, count: int, unit: str, *, working: bool = False) -> date:
    """So many days, weeks, months or years later (or, for a negative count, earlier)."""
    unit = unit.lower().rstrip("s")
    if working and unit in ("ngày", "day"):
        return _working_days(day, count)
    if unit in ("ngày", "day"):
        return day + timedelta(count)
    if unit in ("tuần", "week"):
        return day + timedelta(7 * count)
    months = count * (12 if unit in ("năm", "year") else 1)
    year, month = periods.shifted(day.year, day.month, months)
    return periods.real_day(year, month, day.day) or periods.last_of_month(year, month)


def _working_days(day: date, count: int) -> date:
    """Mondays to Fridays; public holidays are the calendar's business, not the reader's."""
    step = 1 if count > 0 else -1
    while count:
        day += timedelta(step)
        count -= step * (day.weekday() < 5)
    return day


def _number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text.lower()]


def coming(words: str, reference: date, language: Language) -> date | None:
    """'trong sáu tháng tới', 'over the next two years': to the day, counted from the reference."""
    found = _COMING[language].search(words)
    return later(reference, _number(found["n"]), found["unit"]) if found else None


def counted_back(text: str, hits: Iterable[DateHit], language: Language) -> Day | None:
    """'chậm nhất 15 ngày trước ngày khai mạc (20/7/2026)' -> 2026-07-05."""
    days = [hit for hit in hits if hit.period.precision in ("day", "day_range")]
    found = _BACK[language].search(text) if days else None
    if found is None:
        return None
    for hit in days:
        near = found.end() - 6 <= hit.start <= found.end() + 70
        if near and hit.period.value:
            first = periods.first_day(hit.period.value)
            if first is not None:
                back = later(
                    first, -_number(found["n"]), found["unit"], working=bool(found["working"])
                )
                return Day(text[found.start() : hit.end], back.isoformat(), "day", True)
    return None


def counted_on(text: str, reference: date, language: Language) -> Day | None:
    """'hai tuần nữa', 'trong vòng 48 giờ', 'trong tuần': what no date of its own says."""
    if found := _LATER[language].search(text):
        return _day(found.group(), later(reference, _number(found["n"]), found["unit"]))
    if found := _HOURS[language].search(text):
        hours = _HOUR_WORDS.get(found["n"].lower()) or int(found["n"])
        return _day(found["said"], reference + timedelta(-(-hours // 24)))
    if found := _THIS[language].search(text):
        return _day(found["said"], _end_of_this(found["unit"].lower(), reference))
    return (
        _said_in_vietnamese(text, reference)
        if language == "vi"
        else _said_in_english(text, reference)
    )


def _said_in_vietnamese(text: str, reference: date) -> Day | None:
    found = _MORROW.search(text) if " mai" in text else None
    if found is not None:
        return _day(found["said"], reference + timedelta(1))
    found = _WORKING.search(text) if "làm việc" in text else None
    if found is not None:
        return _day(found["said"], later(reference, _number(found["n"]), "ngày", working=True))
    found = _WEEKDAY.search(text) if "hứ " in text or "hủ nhật" in text else None
    return _next_weekday(found, reference) if found else None


def _said_in_english(text: str, reference: date) -> Day | None:
    if found := _FORTNIGHT.search(text):
        return _day(found.group(), reference + timedelta(14))
    if found := _GIVEN.search(text):
        said = text[found.start("n") : found.end()]
        return _day(said, later(reference, _number(found["n"]), found["unit"]))
    return None


def _day(words: str, day: date) -> Day:
    return Day(words.strip(), day.isoformat(), "day", True)


def _end_of_this(unit: str, here: date) -> date:
    if unit in ("tuần", "week"):
        return here + timedelta(6 - here.weekday())
    month = {"tháng": here.month, "month": here.month, "năm": 12, "year": 12}.get(unit)
    return periods.last_of_month(here.year, month or (here.month + 2) // 3 * 3)
