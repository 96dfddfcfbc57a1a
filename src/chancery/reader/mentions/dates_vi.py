"""Vietnamese months, quarters, years and vague times: 'quý III', '6 tháng đầu năm', 'hằng quý'.

``RULES`` holds these after the days. Rules stand from the longest phrase to the shortest.
"""

from __future__ import annotations

from datetime import timedelta

from chancery.reader.mentions import periods
from chancery.reader.mentions.date_grammar import Found, Place, number
from chancery.reader.mentions.dates_vi_near import RULES
from chancery.reader.mentions.periods import Period

__all__ = ["RULES"]

rule = RULES.rule

ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
WORDS = {
    "một": 1,
    "giêng": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
}


def _number(text: str) -> int:
    return int(text) if text.isdigit() else WORDS[text.casefold()]


def _said_year(found: Found, place: Place) -> tuple[int | None, bool]:
    """The year of 'năm 2026', 'năm nay', 'năm sau'; inferred where it is not in the words."""
    written = number(found, "year")
    if written is not None:
        return written, False
    this = place.this_year()
    words = found.group().casefold()
    step = 1 if words.endswith(("sau", "tới")) else -1 if words.endswith(("ngoái", "trước")) else 0
    return (this + step if this is not None else None), True


def _near_year(found: Found, place: Place) -> int | None:
    """The year of 'quý I năm sau'; None where no such word stands behind."""
    near, this = found["near"], place.this_year()
    if near is None or this is None:
        return None
    return this + {"sau": 1, "tới": 1, "ngoái": -1, "trước": -1}.get(near, 0)


@rule(
    "từ tháng",
    r"(?:[Tt]ừ )?(?:[Tt]háng |THÁNG )(?P<m1>«M»)(?:/(?P<y1>«Y»))? ?(?:-|đến) ?(?:tháng )?(?P<m2>«M»)«OFYEAR»(?P<y>«Y»)«END»",
)
def months_from_to(found: Found, place: Place) -> Period:
    """'[từ tháng 3 đến tháng 5/2026]' => months 2026-03/2026-05"""
    first = periods.month_text(int(found["y1"] or found["y"]), int(found["m1"]))
    return Period(f"{first}/{periods.month_text(int(found['y']), int(found['m2']))}", "months")


@rule(
    "tháng «EDGE»",
    r"(?:«EDGE» )?(?:[Tt]háng |THÁNG )(?P<m>«M»)(?:(?:«OFYEAR»|/|-)(?P<y>«Y»)|(?: của)? năm (?P<near>«NEAR»))?«END»",
)
def month(found: Found, place: Place) -> Period:
    """'vào [tháng 10/2026];' => month 2026-10
    'trong [tháng 10]' => month 2026-10
    'Đến [hết tháng 6 năm 2026],' => month 2026-06
    'ký [tháng 4 năm ngoái].' => month 2025-04
    """
    written = number(found, "y")
    year = written or _near_year(found, place) or place.year_of(int(found["m"]))
    value = periods.month_text(year, int(found["m"])) if year else None
    return Period(value, "month", written is None)


@rule(
    "tháng",
    r"[Tt]háng (?P<word>[Gg]iêng|Một|[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười [Mm]ột|[Mm]ười [Hh]ai|[Mm]ười)"
    r"(?: năm (?P<y>«Y»))?«END»(?! (?:năm|nay|qua|tới|sau|trước|ngoái)(?!\w))",
    confidence=0.8,
)
def month_by_name(found: Found, place: Place) -> Period:
    """'vào [tháng Mười năm 2026]' => month 2026-10
    'ngay trong [tháng Một], không' => month 2026-01
    """
    number_ = WORDS[found["word"].casefold()]
    written = number(found, "y")
    year = written or place.year_of(number_)
    return Period(periods.month_text(year, number_) if year else None, "month", written is None)


@rule("#", r"(?<=[( ])(?P<m>«M»)[/-](?P<y>«Y»)«END»(?!/)", confidence=0.85)
def month_in_figures(found: Found, place: Place) -> Period:
    """'Kỳ họp lần thứ 39 ([2/2017])' => month 2017-02"""
    return Period(periods.month_text(int(found["y"]), int(found["m"])), "month")


@rule(
    "tháng quý", r"(?:[Tt]háng|[Qq]uý) (?P<which>này|tới|sau|trước|vừa qua)(?! (?:thời hạn|ngày))"
)
def month_or_quarter_nearby(found: Found, place: Place) -> Period:
    """'trong [tháng tới]' => month 2026-08
    'trong [quý này]' => quarter 2026-07/2026-09
    """
    step = {"này": 0, "tới": 1, "sau": 1}.get(found["which"], -1)
    day = place.reference
    monthly = found.group().casefold().startswith("tháng")
    if day is None:
        return Period(None, "month" if monthly else "quarter")
    if monthly:
        return Period(
            periods.month_text(*periods.shifted(day.year, day.month, step)), "month", True
        )
    year, there = periods.shifted(day.year, day.month, 3 * step)
    return periods.quarter(year, (there + 2) // 3, True)


@rule("«EDGE»", r"«EDGE» «Q»(?:(?:«OFYEAR»)(?P<y>«Y»)|(?: của)? năm (?P<near>«NEAR»))?«END»")
def edge_of_quarter(found: Found, place: Place) -> Period:
    """The month at that end of the quarter. 'so với [cuối quý I].' => month 2026-03
    'trước khi [hết quý I năm sau].' => month 2027-03
    """
    said = found["quarter"]
    which = ROMAN[said] if said in ROMAN else int(said)
    offset = {"đầu": 2, "giữa": 1}.get(found["edge"].casefold(), 0)
    written = number(found, "y")
    year = written or _near_year(found, place) or place.year_of(3 * which)
    value = periods.month_text(year, 3 * which - offset) if year else None
    return Period(value, "month", written is None)


@rule("quý", r"«Q»(?:«OFYEAR»(?P<y>«Y»)|(?: của)? năm (?P<near>«NEAR»))?«END»(?![A-ZĐ])")
def quarter(found: Found, place: Place) -> Period:
    """'trong [quý IV/2026].' => quarter 2026-10/2026-12
    'giải ngân từ [quý I-2027].' => quarter 2027-01/2027-03
    'làm việc trong [quý III].' => quarter 2026-07/2026-09
    'mở lại vào [quý II năm sau],' => quarter 2027-04/2027-06
    """
    said = found["quarter"]
    which = ROMAN[said] if said in ROMAN else int(said)
    written = number(found, "y")
    year = written or _near_year(found, place) or place.year_of(3 * which)
    return periods.quarter(year, which, written is None) if year else Period(None, "quarter")


@rule(
    "# nửa sáu",
    r"(?:[Nn]ửa|6 tháng|[Ss]áu tháng) (?P<which>đầu|cuối) (?:của )?năm(?:«THATYEAR»)?(?!\w)",
)
def half_of_year(found: Found, place: Place) -> Period:
    """'xuất khẩu [nửa đầu năm] đạt' => half 2026-01/2026-06
    'trong [6 tháng cuối năm 2026].' => half 2026-07/2026-12
    """
    year, inferred = _said_year(found, place)
    which = 1 if found["which"] == "đầu" else 2
    return periods.half(year, which, inferred) if year else Period(None, "half", True)


@rule(
    "# «COUNT»",
    r"(?P<n>«N») tháng (?:(?P<which>đầu|cuối) )?(?:của )?năm(?:«THATYEAR»)?(?!\w)",
)
def months_of_year(found: Found, place: Place) -> Period | None:
    """'[7 tháng đầu năm] đạt' => months 2026-01/2026-07
    '[9 tháng năm 2026]' => months 2026-01/2026-09
    '[tám tháng năm nay] đạt' => months 2026-01/2026-08
    '[Hai tháng đầu năm nay], xuất khẩu' => months 2026-01/2026-02
    """
    if found["which"] is None and found.group().endswith("năm"):
        return None
    year, inferred = _said_year(found, place)
    count = _number(found["n"])
    if year is None or not 1 <= count <= 12:
        return Period(None, "months", True)
    first, last = (13 - count, 12) if found["which"] == "cuối" else (1, count)
    return periods.months(year, first, last, "months", inferred)


@rule("từ", r"[Tt]ừ (?P<edge>đầu )?(?:năm (?P<y>«Y»)|năm|nhiệm kỳ)(?P<this> nay)? (?:đến|tới) nay")
def since_a_year(found: Found, place: Place) -> Period:
    """'Trong 60 hoạt động [từ đầu năm 2023 đến nay],' => interval_approx 2023-01-01/2026-07-17"""
    year = number(found, "y") or place.this_year()
    if place.reference is None or year is None:
        return Period(None, "interval_approx")
    return Period(f"{year}-01-01/{place.reference.isoformat()}", "interval_approx")


@rule(
    "# trong vòng «COUNT»",
    r"(?:[Tt]rong )?(?:vòng )?(?P<n>«N») (?P<unit>năm|tháng|quý|tuần) (?P<side>qua|gần đây|vừa qua|trở lại đây|tới|tiếp theo)(?!\w)",
    confidence=0.85,
)
def past_or_coming_period(found: Found, place: Place) -> Period:
    """'[Trong hai năm qua], Việt Nam' => interval_approx 2024-07/2026-07
    '[Sáu tháng qua] xuất khẩu đạt' => months 2026-01/2026-06
    """
    if place.reference is None:
        return Period(None, "interval_approx", True)
    length = {"năm": 12, "quý": 3, "tháng": 1, "tuần": 0}[found["unit"]] * _number(found["n"])
    ahead = found["side"] in ("tới", "tiếp theo")
    here = place.reference
    if not ahead and found["unit"] == "tháng" and _number(found["n"]) == here.month - 1 > 1:
        return periods.months(here.year, 1, here.month - 1, "months", True)
    return periods.rolling_months(place.reference, length if ahead else -length)


@rule(
    "gần hơn khoảng",
    r"(?:[Gg]ần |[Hh]ơn |[Kk]hoảng )(?P<n>«N») (?P<unit>năm|tháng) trước(?!\w)",
    confidence=0.7,
)
def some_time_ago(found: Found, place: Place) -> Period:
    """'[Gần bốn tháng trước], cơ quan' => relative 2026-03"""
    if place.reference is None:
        return Period(None, "relative", True)
    back = _number(found["n"]) * (12 if found["unit"] == "năm" else 1)
    there = periods.shifted(place.reference.year, place.reference.month, -back)
    return Period(periods.month_text(*there), "relative", True)


@rule(
    "tuần",
    r"[Tt]uần (?:lễ )?(?:thứ (?P<n>nhất|hai|ba|tư|bốn|[1-4])|(?P<nth>[1-4])|(?P<edge>đầu|cuối)(?: tiên| cùng)?)(?: của)? tháng (?P<m>«M»)(?:(?:«OFYEAR»)(?P<y>«Y»))?«END»",
)
def week_of_month(found: Found, place: Place) -> Period:
    """'hoàn thành trong [tuần thứ hai của tháng 6].' => week 2026-06-08/2026-06-14
    'tổ chức vào [tuần đầu tháng 9/2026],' => week 2026-09-01/2026-09-07
    """
    word = found["n"] or found["nth"] or found["edge"]
    number_ = {"nhất": 1, "đầu": 1, "cuối": 4}.get(word) or _number(word)
    year = number(found, "y") or place.year_of(int(found["m"]))
    return periods.week_of_month(year, int(found["m"]), number_) if year else Period(None, "week")


@rule("tuần đầu cuối", r"(?:[Đđ]ầu |[Cc]uối )?[Tt]uần (?P<which>này|tới|sau|trước|qua)(?!\w)")
def week_nearby(found: Found, place: Place) -> Period:
    """'gửi trong [tuần tới].' => week 2026-07-20/2026-07-26"""
    if place.reference is None:
        return Period(None, "week", True)
    step = {"này": 0, "tới": 1, "sau": 1}.get(found["which"], -1)
    return periods.calendar_week(place.reference, step)


@rule(
    "định hằng hàng mỗi từng",
    r"(?:[Đđ]ịnh kỳ )?(?:(?:hằng|hàng|mỗi|từng|[Hh]ằng|[Hh]àng|[Mm]ỗi) (?P<unit>tuần|tháng|quý|năm|sáu tháng|6 tháng))(?!\w)",
    confidence=0.8,
)
def every_period(found: Found, place: Place) -> Period:
    """'[định kỳ hằng tháng] gửi' => recurring_monthly None"""
    name = {"tuần": "weekly", "tháng": "monthly", "quý": "quarterly", "năm": "yearly"}
    return Period(None, f"recurring_{name.get(found['unit'], 'half_yearly')}")


@rule(
    "# giai nhiệm thời niên từ năm",
    r"(?:(?P<plan>[Gg]iai đoạn|[Nn]hiệm kỳ|[Tt]hời kỳ|[Nn]iên khóa) )?(?:[Tt]ừ )?(?:[Nn]ăm )?(?P<y1>«Y») ?(?:-|đến|tới) ?(?:năm )?(?P<y2>«Y»)(?![\d%]|[./]\d|-\w)",
)
def years_from_to(found: Found, place: Place) -> Period | None:
    """'tại Eindhoven [giai đoạn 2027 - 2030].' => year_range 2027/2030
    'Kế hoạch [2021 - 2025], tạo' => year_range 2021/2025
    """
    if found["y1"] >= found["y2"]:
        return None
    return Period(f"{found['y1']}/{found['y2']}", "year_range")


@rule("trước", r"[Tt]rước (?:năm )(?P<y>«Y»)«END»")
def before_a_year(found: Found, place: Place) -> Period:
    """'thành lập [trước năm 2010] ổn định' => before_year 2010"""
    return Period(found["y"], "before_year")


@rule("«EDGE»", r"«EDGE» năm(?:«THATYEAR»)?(?!\w)")
def edge_of_year(found: Found, place: Place) -> Period | None:
    """'lập nhóm công tác trước [cuối năm 2026],' => year_end 2026
    'thăm chính thức vào [cuối năm nay] để' => year_end 2026
    """
    year, inferred = _said_year(found, place)
    precision = "year_end" if found["edge"].casefold() in ("cuối", "hết") else "year"
    return Period(str(year) if year else None, precision, inferred)


@rule("năm", r"(?:[Nn]ăm|NĂM) (?P<y>«Y»)«END»(?![.,]\d)(?! ?(?:USD|tỷ|tỉ|triệu))")
def year(found: Found, place: Place) -> Period:
    """'nhiệm vụ [năm 2024] phục vụ' => year 2024"""
    return Period(found["y"], "year")


@rule(
    "năm sang",
    r"(?<!\d )(?<!ba )(?<![hH]ai )(?<!bốn )(?<!sáu )(?<!bảy )(?<!tám )(?<!chín )(?<!mười )(?<!nhiều )(?<!mấy )(?<!vài )(?<!những )(?<!các )(?:[Nn]ăm (?P<which>nay|ngoái|sau|tới)|[Ss]ang năm)(?!\w)",
)
def year_nearby(found: Found, place: Place) -> Period:
    """'phê chuẩn trong [năm nay], đồng thời' => year 2026
    '[năm ngoái]' => year 2025
    """
    this = place.this_year()
    step = {"nay": 0, "ngoái": -1}.get(found["which"] or "sau", 1)
    return Period(str(this + step) if this else None, "year", True)


@rule("cùng «PART»", r"(?:«PART»)?[Cc]ùng ngày(?!\w)", confidence=0.8)
def same_day(found: Found, place: Place) -> Period:
    """The day named last. '[Chiều cùng ngày], Bộ trưởng' => day 2026-07-17"""
    day = place.latest_day()
    return Period(day.isoformat() if day else None, "day", True)


@rule("hôm «PART»", r"(?:«PART»)?[Hh]ôm (?:ấy|đó)(?!\w)", confidence=0.6)
def that_day(found: Found, place: Place) -> Period:
    """'ngay trong [chiều hôm ấy]' => day 2026-07-17"""
    return same_day(found, place) or Period(None, "day")


@rule(
    "hôm ngày «PART»",
    r"(?:«PART»)?(?P<which>[Hh]ôm nay|[Hh]ôm qua|[Nn]gày mai)(?! \d)(?!\w)",
    confidence=0.8,
)
def day_nearby(found: Found, place: Place) -> Period:
    """'[Sáng hôm nay], tại' => day 2026-07-17"""
    if place.reference is None:
        return Period(None, "day", True)
    step = {"nay": 0, "qua": -1}.get(found["which"].split()[1], 1)
    return Period((place.reference + timedelta(step)).isoformat(), "day", True)


@rule("cùng", r"cùng kỳ(?: (?:năm )?(?P<which>ngoái|trước|(?P<y>«Y»)))?(?!\w)", confidence=0.6)
def same_period(found: Found, place: Place) -> Period:
    """The period named before, a year earlier. '12% so với [cùng kỳ]' => same_period None"""
    for hit in reversed(place.hits):
        if hit.period.value and hit.period.precision in ("months", "half", "quarter", "month"):
            return periods.a_year_before(hit.period)
    return Period(None, "same_period", True)


@rule(
    "thời tháng",
    r"(?:[Tt]hời gian|[Tt]háng ngày) (?P<side>qua|tới|vừa qua|sắp tới)(?!\w)",
    confidence=0.6,
)
def vague_time(found: Found, place: Place) -> Period:
    """'[thời gian qua], đường lối' => vague_past None"""
    return Period(None, "vague_past" if "qua" in found["side"] else "vague_future")


@rule("tương", r"tương lai(?! gần)(?!\w)", confidence=0.5)
def future(found: Found, place: Place) -> Period:
    """'sâu rộng hơn trong [tương lai].' => vague_future None"""
    return Period(None, "vague_future")


@rule(
    "#",
    r"(?:(?<=đến )|(?<=vào )|(?<=từ )|(?<=[(])|(?<=[A-ZĐ]{3} )|(?<=[a-zà-ỹ] ))(?P<y>20\d\d|19[4-9]\d)(?![\d%\w]|[.,:/-]\d| ?-)(?=[\s,.;:)\"']|$)(?! (?:[a-zà-ỹđ]|USD|EUR|VND))",
    confidence=0.7,
)
def bare_year(found: Found, place: Place) -> Period | None:
    """A year at the end of a name. 'Năm APEC [2017], khẳng định' => year 2017"""
    return Period(found["y"], "year")
