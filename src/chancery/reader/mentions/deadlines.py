"""The deadline that a clause sets, and how often it recurs.

A deadline is the last day of what the words say: 'trong tháng 10' is 31 October. Where a goal is
set for a year ('by 2030', 'đến năm 2030', 'giai đoạn 2027-2030') the year is the whole answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from chancery.reader.mentions import counted, dates_en, dates_en_near, dates_vi, periods
from chancery.reader.mentions.date_grammar import DateHit, DateRules
from chancery.reader.mentions.deadline_cues import CUES, EVENT, HORIZON, LIMIT, PAST, TARGET
from chancery.reader.mentions.other_days import is_another_day
from chancery.reader.model import Day, Language
from chancery.reader.seldom import Seldom

Recurrence = Literal["weekly", "monthly", "quarterly", "yearly"]

_COUNT_VI = r"(?P<n>\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười lăm|hai mươi|ba mươi|sáu mươi|chín mươi)"
_OF_PAPER_VI = (
    r"(?:ngày |khi |lúc |thời điểm )?(?:(?:ký|ban hành|phát hành|ra|có|nhận(?: được)?|được|phê duyệt|quán triệt)(?: ban hành)?(?= (?:[^\W_]+ ){0,5}này| (?:văn bản|thông báo|công văn|kết luận|chỉ thị|công điện|tuyên bố|nghị quyết)|$|[\s]*[,.;)]|(?<=hành)|(?<=ký))"
    r"|(?:[^\W_]+ ){1,5}(?:này )?(?:được )?(?:ban hành|ký|phê duyệt|thông qua|phát hành)|hôm nay|nay)"
)
"""What makes a span begin on the day of the paper: 'kể từ ngày ban hành', 'khi Kế hoạch được ban hành'."""

_SPAN_OF_DAYS = {
    "vi": re.compile(
        r"(?:trong (?:thời hạn |vòng |thời gian )?|không quá |sau |chậm nhất |muộn nhất |tối đa )?(?:là )?"
        + _COUNT_VI
        + r" (?P<unit>ngày|tuần|tháng|năm)(?P<working> làm việc)?,? (?:(?:kể |tính )?từ|sau) (?:"
        + r"(?:(?:ngày |khi )?[^\W\d_][^,;.()\d]{1,60}\((?:từ )?)?(?:ngày )?(?P<d>\d{1,2})(?:[/.-]| tháng )(?P<m>\d{1,2})(?:(?:[/.-]|,? năm )(?P<y>\d{4}))?|"
        + _OF_PAPER_VI
        + r")",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:within|in|no later than|not later than|over|inside) (?:a period of |the next |the coming |a maximum of )?(?P<n>\d{1,3}|fifteen|twenty|thirty|forty-five|sixty|ninety|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty-four)(?: \(\d{1,3}\))? (?P<unit>working days|days?|weeks?|months?|years?)(?P<working>)(?!\w)"
        r"(?! (?:working|ago|earlier|before|old|later than|term|period|programme|program|plan))(?:(?: of| from| after| following) (?:the (?:date|day|signing|signature|adoption|issuance|conclusion) of (?:this|the (?:present|joint))|this|today|(?:the )?(?:signing|signature|adoption|issuance)(?! of (?!th)))|(?! (?:of|from|after|following|before|prior) ))",
        re.IGNORECASE,
    ),
}
_SPAN_HINT = {
    "vi": Seldom(
        r"(?:ngày|tuần|tháng|năm)(?: làm việc)?,? (?:(?:kể |tính )?từ|sau) ", re.IGNORECASE
    ),
    "en": Seldom(r"(?:days|weeks?|months?|years?)\b", re.IGNORECASE),
}
"""What a span of days cannot be without: looked for first, because it is quick."""


def _may_count(text: str, language: Language) -> bool:
    if language == "vi":
        low = text.lower()
        if " từ " not in low and " sau " not in low:
            return False
    return _SPAN_HINT[language].search(text) is not None


_WORDS = {
    "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "forty-five": 45, "sixty": 60,
    "ninety": 90, "a": 1, "an": 1, "one": 1, **dates_en.NUMBERS,
    "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "sáu mươi": 60, "chín mươi": 90, **dates_vi.WORDS,
}  # fmt: skip
_INFERRED_YEARS_STAY = ("year", "year_range")

_EVERY: dict[str, tuple[tuple[Seldom, Recurrence], ...]] = {
    "vi": (
        (
            Seldom(r"\b(?:hằng|hàng|mỗi|từng|định kỳ(?: hằng| hàng)?) tuần\b", re.IGNORECASE),
            "weekly",
        ),
        (
            Seldom(r"\b(?:hằng|hàng|mỗi|từng|định kỳ(?: hằng| hàng)?) tháng\b", re.IGNORECASE),
            "monthly",
        ),
        (
            Seldom(
                r"\b(?:hằng|hàng|mỗi|từng|định kỳ(?: hằng| hàng)?) quý\b|\b(?:3|ba) tháng (?:một|1) lần\b",
                re.IGNORECASE,
            ),
            "quarterly",
        ),
        (
            Seldom(
                r"\b(?:hằng|hàng|mỗi|định kỳ(?: hằng| hàng)?) năm\b|\bthường niên\b", re.IGNORECASE
            ),
            "yearly",
        ),
    ),
    "en": (
        (Seldom(r"\b(?:weekly|(?:every|each) week)\b", re.IGNORECASE), "weekly"),
        (Seldom(r"\b(?:monthly|(?:every|each) month)\b", re.IGNORECASE), "monthly"),
        (Seldom(r"\b(?:quarterly|(?:every|each) quarter)\b", re.IGNORECASE), "quarterly"),
        (
            Seldom(
                r"\b(?:annually|yearly|(?:every|each) year|on an annual basis)\b", re.IGNORECASE
            ),
            "yearly",
        ),
    ),
}


def _may_recur(text: str) -> bool:
    """Whether a word of 'how often' stands in a clause: looked for first, because it is quick."""
    return (
        "ằng " in text or "àng " in text or "ỗi " in text or "ừng " in text or "ịnh kỳ " in text
        or "lần" in text or "hường niên" in text or "ẰNG " in text or "ÀNG " in text
    )  # fmt: skip


_OFTEN = ("week", "month", "quarter", "year", "annual")


def _may_recur_in_english(text: str) -> bool:
    low = text.lower()
    for word in _OFTEN:  # noqa: SIM110 - any() takes three times as long
        if word in low:
            return True
    return False


def recurrence_of(text: str, language: Language = "vi") -> Recurrence | None:
    """How often the clause says that it recurs.

    'định kỳ hằng tháng gửi kết quả' -> monthly; 'báo cáo hằng quý' -> quarterly;
    'to hold an exchange every year' -> yearly.
    """
    if not (_may_recur(text) if language == "vi" else _may_recur_in_english(text)):
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
    told = _counted_from_the_reference(text, reference_date, language)
    if told:
        return told
    hits = list(_rules(language).find(text, reference_date) if dates is None else dates)
    if back := counted.counted_back(text, hits, language):
        return back
    best: tuple[int, int, Day] | None = None
    for hit in hits:
        day = _as_deadline(text, hit, reference_date, language)
        strength = _strength(text, hit, language)
        if strength <= (EVENT if language == "en" else HORIZON) and _is_subject_of_a_report(
            text, hit, language
        ):
            continue
        if best and day and _JOINED.fullmatch(text, best[1], hit.start):
            strength = max(strength, best[0])
        if day and (best is None or strength >= best[0]):
            best = (strength, hit.end, day)
    if best is None and reference_date is not None:
        return counted.counted_on(text, reference_date, language)
    return best[2] if best else None


_JOINED = re.compile(r"(?:,| và| and|,? hoặc| or| -| –| đến| tới) ", re.IGNORECASE)
_OF_A_TIME = {
    "vi": re.compile(
        r"(?:(?<!\w)(?:báo cáo|tổng kết|sơ kết|đánh giá|kiểm điểm|số liệu|kết quả|công tác|(?<!vào )kế hoạch|chương trình(?: công tác| làm việc)?|dự toán|chỉ tiêu|nhiệm vụ|ngân sách|kim ngạch|tình hình|biên chế)(?: (?!trước|trong|vào|đến|hoàn|xong|chậm|muộn)[^\W\d_]+){0,4}"
        r"|(?:Kế hoạch|Chương trình|Chiến lược|Đề án|Tuyên bố|Bản ghi nhớ|Thỏa thuận|Nghị quyết|Hiệp định)(?: (?!trước|trong|vào|hoàn|xong|chậm|muộn)[^\W\d_]+){0,14}(?: giai đoạn)?|(?<!\w)tầm nhìn(?: đến)?|Năm [^\W\d_]+(?: [^\W\d_]+)?) $"
    ),
    "en": re.compile(
        r"(?:(?:Plan of Action|Action Plan|Programme|Program|Work Plan|Strategy|Roadmap|Agenda|Agreement|Declaration|Statement|Framework|Memorandum)(?: of \w+| on [\w ]{3,50})?(?: for| from| covering)?(?: the)?(?: period)?(?: of)?"
        r"|(?:report|figures|data|results|budget|work ?plan|programme)(?: on| of| for)?(?: the)?) $"
    ),
}
_TIMES = ("month", "months", "quarter", "half", "year", "year_range")


def _is_subject_of_a_report(text: str, hit: DateHit, language: Language) -> bool:
    """'báo cáo 6 tháng đầu năm', 'Kế hoạch hành động 2026 - 2030': a period of a paper, no day to be met."""
    if hit.period.precision not in _TIMES:
        return False
    return _OF_A_TIME[language].search(text, max(hit.start - 90, 0), hit.start) is not None


def _rules(language: Language) -> DateRules:
    return dates_en_near.RULES if language == "en" else dates_vi.RULES


def _counted_from_the_reference(
    text: str, reference: date | None, language: Language
) -> Day | None:
    """'45 ngày kể từ ngày ban hành', 'within 60 days': counted from the document's day, or from the day said."""
    if reference is None or not _may_count(text, language):
        return None
    found = _SPAN_OF_DAYS[language].search(text)
    if not found:
        return None
    said = found["n"].lower()
    count = int(said) if said.isdigit() else _WORDS[said]
    start = _start_said(found, reference) if language == "vi" else reference
    if start is None or (language == "en" and _is_a_length(text, found)):
        return None
    working = bool(found["working"]) or found["unit"].lower().startswith("working")
    unit = found["unit"].lower().removeprefix("working ")
    day = counted.later(start, count, unit, working=working)
    return Day(found.group().strip(), day.isoformat(), "day", True)


_LENGTH = re.compile(
    r"(?:down|reduc\w+|shorten\w+|cut|limit\w*|answer\w*|process\w*|issu\w+)(?: \S+){0,6} $",
    re.IGNORECASE,
)


def _is_a_length(text: str, found: re.Match[str]) -> bool:
    """'to answer applications within 30 days': how long a service takes, no day."""
    if "next" in found.group().lower() or "coming" in found.group().lower():
        return False
    bare = found.group().split()[-1].lower().startswith(("day", "week", "month", "year"))
    return bare and _LENGTH.search(text, max(found.start() - 70, 0), found.start()) is not None


def _start_said(found: re.Match[str], reference: date) -> date | None:
    """'3 tháng tính từ ngày 01 tháng 3 năm 2027': the day from which is counted."""
    if found["d"] is None:
        return reference
    return periods.real_day(int(found["y"] or reference.year), int(found["m"]), int(found["d"]))


def _as_deadline(
    text: str, hit: DateHit, reference: date | None, language: Language
) -> Day | None:
    value = hit.period.value
    if reference and hit.period.precision in ("interval_approx", "week"):
        exact = counted.coming(text[hit.start : hit.end], reference, language)
        if exact is not None:
            return Day(text[hit.start : hit.end], exact.isoformat(), "day", True)
    end = periods.last_day(value) if value else None
    if value and end and reference is not None and end < reference:
        value = _coming_again(text, hit, reference, language)
        end = periods.last_day(value) if value else None
    if value is None or end is None:
        return None
    if _is_history(text, hit, reference) or is_another_day(text, hit, reference):
        return None
    if not _is_before_it(text, hit, language) and _is_goal_year(text, hit, language):
        return Day(text[hit.start : hit.end], value[-4:], "year", hit.period.inferred)
    end = _last_day_said(text, hit, language, value, end)
    return Day(text[hit.start : hit.end], end.isoformat(), "day", hit.period.inferred)


_SOON = timedelta(days=200)


def _coming_again(text: str, hit: DateHit, reference: date, language: Language) -> str | None:
    """'hoàn thành trong quý I', written in December: the next one, where no year is said and it comes soon."""
    value = hit.period.value or ""
    if not hit.period.inferred or hit.period.precision not in ("month", "quarter"):
        return None
    before = text[max(hit.start - 40, 0) : hit.start]
    limits = (cue for cue in CUES[language] if cue.strength >= TARGET)
    if not any(cue.pattern.search(before) for cue in limits):
        return None
    this, there = str(reference.year), str(reference.year + 1)
    again = value.replace(this, there)
    last = periods.last_day(again) if again != value else None
    return again if last is not None and last - reference < _SOON else None


def _last_day_said(text: str, hit: DateHit, language: Language, value: str, end: date) -> date:
    """The last day of the period, or the day before it, in its middle, at the end of its first month."""
    if _is_before_it(text, hit, language):
        first = periods.first_day(value) or end
        return first - (timedelta(1) if hit.period.precision != "day" else timedelta())
    if _MIDDLE.match(text, hit.start):
        return _middle_of(value, end)
    if len(value) == len("2027") and _EARLY.match(text, hit.start):
        return date(int(value), 1, 31)
    return end


_MIDDLE = re.compile(r"(?:giữa|mid|middle)(?!\w)", re.IGNORECASE)
_EARLY = re.compile(r"(?:đầu|early|beginning|start)(?!\w)", re.IGNORECASE)
"""'đầu năm 2027' ends with its first month, as 'đầu quý III' does."""
_BEFORE_EN = re.compile(r"\b(?:before|prior to|ahead of) (?:the )?$", re.IGNORECASE)


def _middle_of(value: str, end: date) -> date:
    """'giữa năm 2027' is 30 June, 'mid-July' the 15th."""
    if len(value) == 4:
        return date(int(value), 6, 30)
    return end.replace(day=15) if len(value) == 7 else end


def _is_before_it(text: str, hit: DateHit, language: Language) -> bool:
    """'before October 2026': the day before it begins ('trước' is looked at with the whole clause)."""
    if hit.period.precision == "before_year":
        return True
    if language != "en" or hit.period.precision not in ("month", "quarter", "half", "year"):
        return False
    said = text[hit.start : hit.end].lower()
    if said.startswith(("end", "late", "mid", "middle", "early", "close")) or said.endswith(
        (" out", " over", " up", "ends", "closes", "end")
    ):
        return False
    return _BEFORE_EN.search(text, max(hit.start - 16, 0), hit.start) is not None


def _is_history(text: str, hit: DateHit, reference: date | None) -> bool:
    """'ký ngày ...', 'signed on ...': the day of something done, unless it lies ahead."""
    start = periods.first_day(hit.period.value or "")
    ahead = reference is not None and start is not None and start > reference
    ahead = ahead or hit.period.precision == "year_range"
    return not ahead and bool(PAST.search(text, max(hit.start - 40, 0), hit.start))


def _is_goal_year(text: str, hit: DateHit, language: Language) -> bool:
    """A bare year is a goal ('by 2030', 'vào năm 2030'), unless it is a term ('trong năm 2026', 'đầu năm 2027')."""
    if hit.period.precision not in _INFERRED_YEARS_STAY:
        return False
    if hit.period.precision == "year" and (
        _MIDDLE.match(text, hit.start) or _EARLY.match(text, hit.start)
    ):
        return False
    before = text[max(hit.start - 12, 0) : hit.start].casefold().rstrip()
    if language == "en":
        said = text[hit.start : hit.end].casefold()
        return not (said.endswith(("this year", "the year")) or before.endswith("within"))
    return hit.period.precision == "year_range" or not before.endswith(
        ("trong", "hết", "chậm nhất", "thành")
    )


def _strength(text: str, hit: DateHit, language: Language) -> int:
    words = text[hit.start : hit.end].casefold()
    if words.startswith(("trước ", "cuối ", "hết ", "end ")):
        return LIMIT
    before = text[max(hit.start - 40, 0) : hit.start]
    strength = 0
    for pattern, told in CUES[language]:
        if pattern.search(before):
            strength = told
            break
    if strength == TARGET and hit.period.precision in _INFERRED_YEARS_STAY and language == "vi":
        return TARGET if before.rstrip().endswith("trong") else HORIZON
    return strength
