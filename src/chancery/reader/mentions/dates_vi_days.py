"""Vietnamese days: 'ngày 27 tháng 5 năm 2026', 'chiều 18-8', 'từ ngày 02 đến ngày 06/10/2017'.

Day before month, always: 02/04 is 2 April. Rules stand from the longest phrase to the shortest.
"""

from __future__ import annotations

from chancery.reader.mentions import periods
from chancery.reader.mentions.date_grammar import DateRules, Found, Place, number
from chancery.reader.mentions.periods import Period

_COUNT = r"(?:\d{1,2}|[Mm]ười hai|[Mm]ười một|[Mm]ười|[Hh]ai|[Bb]a|[Bb]ốn|năm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín)"

RULES = DateRules(
    {
        "D": r"(?:0?[1-9]|[12]\d|3[01])",
        "M": r"(?:1[0-2]|0?[1-9])",
        "Y": r"(?:19|20)\d\d",
        "END": r"(?![\d%]|[.,/-]\d)",
        "PART": r"(?:(?:[Bb]uổi )?(?:[Rr]ạng sáng|[Ss]áng|[Tt]rưa|[Cc]hiều tối|[Cc]hiều|[Tt]ối|[Đđ]êm) )",
        "N": _COUNT,
        "OFYEAR": r"(?: ?[-/] ?|,? (?:của )?năm )",
        "NEAR": r"(?:nay|này|sau|tới|ngoái|trước)(?!\w)",
        "THATYEAR": r"(?: (?:nay|này|sau|tới|ngoái|trước|(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d)))",
        "Q": r"(?:[Qq]uý|QUÝ) (?P<quarter>IV|I{1,3}|[1-4])",
        "EDGE": r"(?P<edge>[Đđ]ầu|[Gg]iữa|[Cc]uối|[Hh]ết)",
    },
    {
        "PART": "buổi rạng sáng trưa chiều tối đêm",
        "COUNT": "hai ba bốn năm sáu bảy tám chín mười",
        "EDGE": "đầu giữa cuối hết",
    },
    r"(?:19|20)\d\d|\d{1,2}(?:[:h]|[/.]\d| ?(?:-|giờ|đến|tới|và|tháng|năm|quý|tuần|ngày (?:đầu|cuối)))",
)
rule = RULES.rule


@rule(
    "#",
    r"(?P<hour>[01]?\d|2[0-3])(?:[:h]|(?: giờ ?))(?P<minute>[0-5]\d)?(?: phút)?(?: ?\([^()\n]{3,9}\))?(?: \||,)? ?(?:«PART»)?(?:[Nn]gày )?"
    r"(?P<d>«D»)[/.-](?P<m>«M»)[/.-](?P<y>«Y»)«END»",
)
def clock_and_day(found: Found, place: Place) -> Period | None:
    """Minute of publication. '[20:54, 02/04/2024]' => minute 2024-04-02T20:54"""
    day = place.day(int(found["d"]), int(found["m"]), int(found["y"]))
    if day is None or day.value is None:
        return None
    return Period(f"{day.value}T{int(found['hour']):02d}:{found['minute'] or '00'}", "minute")


@rule(
    "# từ ngày",
    r"(?:[Tt]ừ )?(?:[Nn]gày )?(?P<d1>«D»)(?:[/-](?P<m1>«M»)(?:[/-](?P<y1>«Y»))?| tháng (?P<m1b>«M»)(?: năm (?P<y1b>«Y»))?)?"
    r" (?:đến|tới|-) (?:hết )?(?:ngày )?(?P<d2>«D»)(?:[/-](?P<m2>«M»)(?:[/-](?P<y2>«Y»))?| tháng (?P<m2b>«M»)(?: năm (?P<y2b>«Y»))?)«END»",
)
def days_from_to(found: Found, place: Place) -> Period | None:
    """Days from and to. '[từ ngày 02 đến ngày 06 tháng 10 năm 2017]' => day_range 2017-10-02/2017-10-06
    'thăm [từ 28/9 đến 02/10/2026]' => day_range 2026-09-28/2026-10-02
    """
    month = int(found["m2"] or found["m2b"])
    written = found["y2"] or found["y2b"]
    year = int(written) if written else place.year_of(month, int(found["d2"]))
    if year is None:
        return Period(None, "day_range")
    first_month = int(found["m1"] or found["m1b"] or month)
    first_year = int(found["y1"] or found["y1b"] or year)
    first = periods.real_day(first_year, first_month, int(found["d1"]))
    last = periods.real_day(year, month, int(found["d2"]))
    return periods.days(first, last, not written)


@rule(
    "# từ ngày «PART»",
    r"(?:«PART»)?(?:[Tt]ừ )?(?:[Nn]gày |[Cc]ác ngày )?(?P<d1>«D») ?(?:-|và) ?(?P<d2>«D»)(?:[/-](?P<m>«M»)(?:[/-](?P<y>«Y»))?"
    r"| tháng (?P<mb>«M»)(?: năm (?P<yb>«Y»))?)«END»",
)
def days_of_a_month(found: Found, place: Place) -> Period | None:
    """Some days of a month. '[ngày 13-14/5]' => day_range 2026-05-13/2026-05-14"""
    month = int(found["m"] or found["mb"])
    written = found["y"] or found["yb"]
    year = int(written) if written else place.year_of(month, int(found["d2"]))
    if year is None:
        return Period(None, "day_range")
    first, last = (periods.real_day(year, month, int(found[d])) for d in ("d1", "d2"))
    return periods.days(first, last, not written)


@rule(
    "# ngày «PART»",
    r"(?:«PART»)?(?:[Nn]gày )?(?P<d>«D») tháng (?P<m>«M»)(?:(?:,? năm |/|-)(?P<y>«Y»)| năm (?P<near>«NEAR»))?«END»",
)
def day_in_words(found: Found, place: Place) -> Period | None:
    """'Hà Nội, [ngày 27 tháng 5 năm 2026]' => day 2026-05-27
    'hiệu lực từ [ngày 01 tháng 4]' => day 2026-04-01
    'muộn nhất là [ngày 30 tháng 9 năm nay].' => day 2026-09-30
    'trước [ngày 15 tháng 3 năm sau],' => day 2027-03-15
    """
    day, month, this = int(found["d"]), int(found["m"]), place.this_year()
    if found["near"] and this is not None:
        year = this + {"sau": 1, "tới": 1, "ngoái": -1, "trước": -1}.get(found["near"], 0)
        return (
            Period(meant.isoformat(), "day", True)
            if (meant := periods.real_day(year, month, day))
            else None
        )
    return place.day(day, month, number(found, "y"))


@rule(
    "ngày định trước",
    r"(?:[Đđ]ịnh kỳ )?(?:trước )?[Nn]gày (?:mồng |mùng )?«D» (?:hằng|hàng|mỗi|của mỗi) (?:tháng|quý)",
)
def day_of_every_month(found: Found, place: Place) -> Period:
    """'báo cáo [trước ngày 05 hằng tháng]' => recurring_monthly None"""
    kind = "monthly" if found.group().endswith("tháng") else "quarterly"
    return Period(None, f"recurring_{kind}")


@rule(
    "#",
    r"(?P<d>«D»)[/.-](?P<m>«M»)[/.-](?P<y>«Y»)(?:,| -| \||) (?P<hour>[01]?\d|2[0-3])[:hg](?P<minute>[0-5]\d)(?![\d%:])",
)
def day_and_clock(found: Found, place: Place) -> Period | None:
    """Minute of publication. '[02/04/2024, 20:54] (GMT' => minute 2024-04-02T20:54"""
    day = place.day(int(found["d"]), int(found["m"]), int(found["y"]))
    if day is None or day.value is None:
        return None
    return Period(f"{day.value}T{int(found['hour']):02d}:{found['minute']}", "minute")


@rule("# ngày «PART»", r"(?:«PART»)?(?:[Nn]gày )?(?P<d>«D»)[/.-](?P<m>«M»)[/.-](?P<y>«Y»)«END»")
def day_in_figures(found: Found, place: Place) -> Period | None:
    """Day, month, year. 'trước [ngày 15/6/2026]' => day 2026-06-15
    '[02/04/2024]' => day 2024-04-02
    """
    return place.day(int(found["d"]), int(found["m"]), int(found["y"]))


@rule("ngày «PART»", r"(?:(?:«PART»)(?:[Nn]gày )?|[Nn]gày )(?P<d>«D»)[/-](?P<m>«M»)«END»")
def day_and_month(found: Found, place: Place) -> Period | None:
    """Day and month after 'ngày' or a part of the day. '[Chiều 18-8], tại' => day 2026-08-18
    'báo cáo trước [ngày 15/9].' => day 2026-09-15
    """
    return place.day(int(found["d"]), int(found["m"]), None)


@rule(
    "#",
    r"(?:(?<=hôm qua )|(?<=hôm nay )|(?<=Hôm nay )|(?<=Hôm qua )|(?<=[(])|(?<=hôm qua, )|(?<=hôm nay, )|(?<=[Tt]ừ )|(?<=đến )|(?<=trước )|(?<=vào )|(?<=hết )|(?<=hôm )|(?<=dịp )|(?<=khánh ))"
    r"(?P<d>«D»)[/-](?P<m>«M»)«END»(?=[),.;:\s]|$)(?! (?:%|năm|ngày|tháng|lần|tổng|số|doanh|dự|người|tỷ|tỉ|triệu))",
    confidence=0.85,
)
def bare_day_and_month(found: Found, place: Place) -> Period | None:
    """Day and month where the words before say so. 'hôm qua [1-7], trước' => day 2026-07-01
    'chiều hôm ấy ([30-6])' => day 2026-06-30
    """
    return place.day(int(found["d"]), int(found["m"]), None)
