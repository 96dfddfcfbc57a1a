"""Vietnamese days told by what is near: 'thứ Sáu tuần này', 'ngày 10 tháng sau', 'nửa đầu tháng 6'.

Rules stand between the days in full (``dates_vi_days``) and the months and years (``dates_vi``).
"""

from __future__ import annotations

from datetime import date, timedelta

from chancery.reader.mentions import periods
from chancery.reader.mentions.date_grammar import Found, Place, number
from chancery.reader.mentions.dates_vi_days import RULES
from chancery.reader.mentions.periods import Period

__all__ = ["RULES"]

rule = RULES.rule

MONTHS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "nhật": 6}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_STEPS = {"này": 0, "nay": 0, "sau": 1, "tới": 1, "trước": -1, "ngoái": -1}
_ENDS = r"(?=[,.;:)\"]|\s*$| (?:và|phải|để|tại|cho|nhằm|với|báo cáo|gửi)(?!\w))"
_LIMITS = (
    r"(?:(?<=[Tt]rước )|(?<=nhất )|(?<=nhất là )|(?<=nhất vào )|(?<=nhất đến )|(?<=ạn )|(?<=ạn là )|(?<=ạn: )|(?<=chót )|(?<=chót là )|(?<=chót: )|(?<=cùng là )"
    r"|(?<=cáo là )|(?<=nộp )|(?<=nộp là )|(?<=nộp: )|(?<=chậm hơn )|(?<=muộn hơn )|(?<=quá )|(?<=đến )|(?<=hết )|(?<=gian: )|(?<=thành: )|(?<=độ: )|(?<=dịp )|(?<=khánh )|(?<=vào ))"
)
"""Words that say that a day comes now: two figures with a stroke are a day behind them."""


@rule(
    "#",
    _LIMITS
    + r"(?P<d>«D»)[/-](?P<m>«M»)(?: năm (?P<near>«NEAR»))?(?![\d%/-]|[.,]\d)(?! (?:%|năm|ngày|tháng|lần|tổng|số|doanh|dự|người|tỷ|tỉ|triệu))",
    confidence=0.85,
)
def day_of_a_limit(found: Found, place: Place) -> Period | None:
    """'gửi chậm nhất [10/8], sau đó' => day 2026-08-10
    'trước [15/3 năm sau].' => day 2027-03-15
    """
    near, this = found["near"], place.this_year()
    year = this + _STEPS[near] if near and this else None
    period = place.day(int(found["d"]), int(found["m"]), year)
    return period._replace(inferred=True) if period else None


@rule("ngày", r"[Nn]gày (?P<d>«D»)\.(?P<m>«M»)(?!\.?\d)")
def day_with_a_point(found: Found, place: Place) -> Period | None:
    """'trước [ngày 15.9].' => day 2026-09-15"""
    return place.day(int(found["d"]), int(found["m"]), None)


@rule(
    "ngày",
    r"[Nn]gày (?:mồng |mùng )?(?P<d>«D») tháng (?P<m>[Gg]iêng|[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười(?: [Mm]ột| [Hh]ai)?)(?: năm (?P<y>«Y»))?(?!\w| \d)",
)
def day_of_a_named_month(found: Found, place: Place) -> Period | None:
    """'trước [ngày 30 tháng Chín năm 2026],' => day 2026-09-30"""
    return place.day(int(found["d"]), MONTHS[found["m"].casefold()], number(found, "y"))


@rule(
    "ngày", r"[Nn]gày (?:mồng |mùng )?(?P<d>«D»)(?: của)? tháng (?P<which>này|sau|tới|trước)(?!\w)"
)
def day_of_a_month_nearby(found: Found, place: Place) -> Period | None:
    """'trước [ngày 10 tháng sau].' => day 2026-08-10"""
    here = place.reference
    if here is None:
        return Period(None, "day", True)
    year, month = periods.shifted(here.year, here.month, _STEPS[found["which"]])
    return place.day(int(found["d"]), month, year)


@rule(
    "ngày",
    r"(?:(?<=[Tt]rước )|(?<=nhất )|(?<=nhất là )|(?<=nhất vào )|(?<=đến )|(?<=hết ))[Nn]gày (?:mồng |mùng )?(?P<d>«D»)(?:(?P<which> này| tới)(?!\w)|"
    + _ENDS
    + ")",
    confidence=0.7,
)
def day_alone(found: Found, place: Place) -> Period | None:
    """The next such day. 'báo cáo trước [ngày 25].' => day 2026-07-25
    'xong chậm nhất [ngày 5], sau đó' => day 2026-08-05
    """
    here, day = place.reference, int(found["d"])
    if here is None:
        return Period(None, "day", True)
    for ahead in range(3):
        meant = periods.real_day(*periods.shifted(here.year, here.month, ahead), day)
        if meant is not None and meant >= here:
            return Period(meant.isoformat(), "day", True)
    return None


@rule(
    "thứ chủ «PART»",
    r"(?:«PART»)?(?:(?<!lần )(?<!kỳ )(?<!phiên )(?<!họp )[Tt]hứ (?P<day>[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])|[Cc]hủ [Nn]hật)"
    r"(?:(?: của)? tuần (?P<week>này|sau|tới)| (?P<next>này|tới))(?!\w)",
)
def weekday_nearby(found: Found, place: Place) -> Period:
    """'gửi trước [thứ Sáu tuần này].' => day 2026-07-17
    'báo cáo vào [sáng thứ Hai tới].' => day 2026-07-20
    'họp [chủ nhật tuần sau],' => day 2026-07-26
    """
    here = place.reference
    if here is None:
        return Period(None, "day", True)
    said = (found["day"] or "nhật").casefold()
    wanted = int(said) - 2 if said.isdigit() else _WEEKDAYS[said]
    if found["week"]:
        meant = here + timedelta(wanted - here.weekday() + 7 * _STEPS[found["week"]])
    else:
        meant = here + timedelta((wanted - here.weekday() - 1) % 7 + 1)
    return Period(meant.isoformat(), "day", True)


@rule(
    "quý",
    r"[Qq]uý (?P<edge>đầu|cuối)(?: tiên| cùng)?(?: của)? năm (?:(?P<y>«Y»)|(?P<near>«NEAR»))«END»",
)
def first_or_last_quarter(found: Found, place: Place) -> Period:
    """'khởi công trong [quý đầu năm 2027].' => quarter 2027-01/2027-03"""
    year, this = number(found, "y"), place.this_year()
    if year is None and this is not None:
        year = this + _STEPS.get(found["near"], 0)
    which = 1 if found["edge"] == "đầu" else 4
    return periods.quarter(year, which, found["y"] is None) if year else Period(None, "quarter")


@rule(
    "# nửa mười thượng trung hạ",
    r"(?P<part>[Nn]ửa đầu|[Nn]ửa cuối|(?:10|[Mm]ười) ngày đầu|(?:10|[Mm]ười) ngày cuối|[Tt]hượng tuần|[Tt]rung tuần|[Hh]ạ tuần)(?: của)? tháng (?:(?P<m>«M»)(?:«OFYEAR»(?P<y>«Y»)|(?: của)? năm (?P<near>«NEAR»))?«END»|(?P<which>này|sau|tới)(?!\w))",
)
def part_of_month(found: Found, place: Place) -> Period | None:
    """'họp trong [nửa đầu tháng 9/2026].' => day_range 2026-09-01/2026-09-15
    'gửi trong [10 ngày đầu tháng 8],' => day_range 2026-08-01/2026-08-10
    'vào [hạ tuần tháng này].' => day_range 2026-07-21/2026-07-31
    """
    month = _month_said(found, place)
    if month is None:
        return Period(None, "day_range", True)
    last = periods.last_of_month(*month).day
    ends = {"nửa đầu": (1, 15), "nửa cuối": (16, last), "thượng tuần": (1, 10),
            "trung tuần": (11, 20), "hạ tuần": (21, last)}  # fmt: skip
    part = found["part"].casefold()
    first, end = ends.get(part) or ((1, 10) if part.endswith("đầu") else (last - 9, last))
    return periods.days(date(*month, first), date(*month, end), found["y"] is None)


def _month_said(found: Found, place: Place) -> tuple[int, int] | None:
    """Year and month of 'tháng 9/2026', 'tháng 9 năm sau', 'tháng này'."""
    here = place.reference
    if found["which"]:
        return periods.shifted(here.year, here.month, _STEPS[found["which"]]) if here else None
    month, near, this = int(found["m"]), found["near"], place.this_year()
    year = number(found, "y") or (this + _STEPS[near] if near and this else place.year_of(month))
    return (year, month) if year else None


@rule(
    "giữa đầu cuối hết",
    r"(?P<edge>[Đđ]ầu|[Gg]iữa|[Cc]uối|[Hh]ết) tháng (?P<which>này|sau|tới)(?!\w)",
)
def edge_of_a_month_nearby(found: Found, place: Place) -> Period:
    """'vào [giữa tháng tới].' => month 2026-08"""
    here = place.reference
    if here is None:
        return Period(None, "month", True)
    there = periods.shifted(here.year, here.month, _STEPS[found["which"]])
    return Period(periods.month_text(*there), "month", True)


@rule(
    "quý",
    r"(?:[Qq]uý|QUÝ) (?P<q1>IV|I{1,3}|[1-4])(?:,| và| ?[-–]| đến)(?: ?[Qq]uý)? ?(?P<q2>IV|I{2,3}|[2-4])(?:«OFYEAR»(?P<y>«Y»)|(?: của)? năm (?P<near>«NEAR»))?«END»(?!\w)",
)
def quarters(found: Found, place: Place) -> Period | None:
    """'trong [quý III, IV/2026].' => months 2026-07/2026-12
    'hoàn thành trong [quý III và quý IV năm 2026],' => months 2026-07/2026-12
    """
    first, last = (_ROMAN.get(found[q]) or int(found[q]) for q in ("q1", "q2"))
    if first >= last:
        return None
    near, this = found["near"], place.this_year()
    year = number(found, "y") or (
        this + _STEPS[near] if near and this else place.year_of(3 * last)
    )
    if year is None:
        return Period(None, "months", True)
    return periods.months(year, 3 * first - 2, 3 * last, "months", found["y"] is None)


@rule("q1 q2 q3 q4", r"Q(?P<n>[1-4])(?:[ /-](?P<y>«Y»))?«END»(?!\w)")
def quarter_in_figures(found: Found, place: Place) -> Period:
    """'trình [Q4/2026].' => quarter 2026-10/2026-12"""
    which = int(found["n"])
    year = number(found, "y") or place.year_of(3 * which)
    return periods.quarter(year, which, found["y"] is None) if year else Period(None, "quarter")


@rule("cuối", r"[Cc]uối thập (?:kỷ|niên)(?: này)?(?!\w)", confidence=0.8)
def end_of_decade(found: Found, place: Place) -> Period:
    """'đạt 20 tỷ USD vào [cuối thập kỷ].' => year 2030"""
    this = place.this_year()
    return Period(str((this // 10 + 1) * 10) if this else None, "year", True)
