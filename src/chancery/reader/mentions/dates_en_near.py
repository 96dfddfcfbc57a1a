"""English days told by what is near: 'by Friday', 'the 15th of next month', 'the first week of June'.

``RULES`` holds these behind all other English dates.
"""

from __future__ import annotations

from datetime import date, timedelta

from chancery.reader.mentions import periods
from chancery.reader.mentions.date_grammar import Found, Place, number
from chancery.reader.mentions.dates_en import MONTHS, RULES
from chancery.reader.mentions.periods import Period

__all__ = ["RULES"]

rule = RULES.rule

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11}


def _year_of(found: Found, place: Place, month: int) -> int | None:
    return number(found, "y") or place.year_of(month)


@rule(
    "monday tuesday wednesday thursday friday saturday sunday next this coming",
    r"(?:(?<=[Bb]y )|(?<=until )|(?<=before )|(?<=than )|(?<=[Dd]ue )|(?<=due: )|(?<=[Bb]y the )|(?<=COB ))(?:(?P<near>[Nn]ext|[Tt]his|[Cc]oming) )?"
    r"(?P<day>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?! ?,? (?:the )?(?:\d|«MONTH»))(?!\w)",
)
def weekday_of_a_limit(found: Found, place: Place) -> Period:
    """'to answer by [Monday].' => day 2026-07-20
    'no later than [next Friday].' => day 2026-07-24
    """
    here = place.reference
    if here is None:
        return Period(None, "day", True)
    wanted = _WEEKDAYS.index(found["day"].lower())
    if (found["near"] or "").lower() == "next":
        meant = here + timedelta(7 + wanted - here.weekday())
    else:
        meant = here + timedelta((wanted - here.weekday() - 1) % 7 + 1)
    return Period(meant.isoformat(), "day", True)


@rule("#", r"(?P<d>\d{1,2})(?:st|nd|rd|th) (?:day )?of (?P<which>this|next|the) month(?!\w)")
def day_of_a_month_nearby(found: Found, place: Place) -> Period | None:
    """'on the [15th of next month].' => day 2026-08-15"""
    here = place.reference
    if here is None:
        return Period(None, "day", True)
    step = 1 if found["which"] == "next" else 0
    year, month = periods.shifted(here.year, here.month, step)
    return place.day(int(found["d"]), month, year)


@rule(
    "#",
    r"(?:(?<=[Bb]y the )|(?<=before the )|(?<=than the ))(?P<d>\d{1,2})(?:st|nd|rd|th)(?=[,.;:)]|\s*$)",
    confidence=0.7,
)
def day_alone(found: Found, place: Place) -> Period | None:
    """'before the [15th].' => day 2026-08-15"""
    here = place.reference
    if here is None:
        return Period(None, "day", True)
    for ahead in range(3):
        meant = periods.real_day(*periods.shifted(here.year, here.month, ahead), int(found["d"]))
        if meant is not None and meant >= here:
            return Period(meant.isoformat(), "day", True)
    return None


@rule(
    "end late early mid beginning start middle",
    r"«EDGE»(?:-| of )? ?(?:the month of )?(?P<m>«MONTH»)(?: (?P<near>this|next) year)?(?!\w| ?\d)",
)
def edge_of_month(found: Found, place: Place) -> Period:
    """'by [mid-September].' => month 2026-09"""
    month, this = MONTHS[found["m"].rstrip(".")], place.this_year()
    year = place.year_of(month)
    if found["near"] and this is not None:
        year = this + (found["near"] == "next")
    return Period(periods.month_text(year, month) if year else None, "month", True)


@rule(
    "first second latter",
    r"(?P<half>[Ff]irst|[Ss]econd|[Ll]atter) half of (?P<m>«MONTH»)(?:,? (?P<y>«Y»))?«END»(?!\w)",
)
def half_of_month(found: Found, place: Place) -> Period | None:
    """'in the [second half of May 2027].' => day_range 2027-05-16/2027-05-31"""
    month = MONTHS[found["m"].rstrip(".")]
    year = _year_of(found, place, month)
    if year is None:
        return Period(None, "day_range", True)
    last = periods.last_of_month(year, month)
    first = found["half"].lower() == "first"
    ends = (date(year, month, 1), last.replace(day=15)) if first else (last.replace(day=16), last)
    return periods.days(*ends, found["y"] is None)


@rule(
    "first second third fourth last final",
    r"(?P<n>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[Ff]inal) week of (?P<m>«MONTH»)(?:,? (?P<y>«Y»))?«END»(?!\w)",
)
def week_of_month(found: Found, place: Place) -> Period:
    """'by the [first week of September].' => week 2026-09-01/2026-09-07"""
    month = MONTHS[found["m"].rstrip(".")]
    year = _year_of(found, place, month)
    if year is None:
        return Period(None, "week", True)
    return periods.week_of_month(year, month, _PLACES[found["n"].lower()])


@rule("h1 h2", r"H(?P<n>[12])(?:[ /-](?P<y>«Y»))?«END»(?!\w)")
def half_in_figures(found: Found, place: Place) -> Period:
    """'in [H1 2027].' => half 2027-01/2027-06"""
    year = number(found, "y") or place.this_year()
    return (
        periods.half(year, int(found["n"]), found["y"] is None) if year else Period(None, "half")
    )


@rule(
    "end close month quarter week",
    r"(?:(?:[Ee]nd|[Cc]lose) of (?:the|this) (?P<unit>month|quarter|week)|(?P<own>month|quarter|week)(?:'s |-| )end)(?!\w)",
)
def end_of_period(found: Found, place: Place) -> Period:
    """'by the [end of the month].' => month 2026-07
    "by [month's end]." => month 2026-07
    'before the [end of the quarter].' => quarter 2026-07/2026-09
    """
    return _this(found["unit"] or found["own"], place)


@rule(
    "month quarter week",
    r"(?<=[Bb]efore the )(?P<unit>month|quarter|week) (?:is (?:out|over|up)|ends|closes)(?!\w)",
)
def before_it_is_out(found: Found, place: Place) -> Period:
    """'before the [month is out].' => month 2026-07"""
    return _this(found["unit"], place)


def _this(unit: str, place: Place) -> Period:
    here = place.reference
    if here is None:
        return Period(None, unit, True)
    if unit == "week":
        return periods.calendar_week(here)
    if unit == "quarter":
        return periods.quarter(here.year, (here.month + 2) // 3, True)
    return Period(periods.month_text(here.year, here.month), unit, True)


@rule(
    "year close",
    r"(?:(?P<close>[Cc]lose of )(?:the year|(?P<y>«Y»))|year's end|(?<=[Bb]efore the )year (?:is (?:out|over|up)|ends|closes)|(?<=[Ww]ithin the )year(?! of))«END»(?!\w)",
)
def end_of_year(found: Found, place: Place) -> Period:
    """ "by [year's end]." => year_end 2026
    'before the [year is out].' => year_end 2026
    'by the [close of 2027].' => year_end 2027
    """
    year = number(found, "y") or place.this_year()
    return Period(str(year) if year else None, "year_end", found["y"] is None)


@rule(
    "spring summer autumn fall",
    r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all)(?: of)? (?P<y>«Y»)«END»(?!\w)",
    confidence=0.8,
)
def season(found: Found, place: Place) -> Period:
    """'to be opened in [autumn 2026].' => months 2026-09/2026-11"""
    last = _SEASONS[found["season"].lower()]
    return periods.months(int(found["y"]), last - 2, last, "months")


@rule("end", r"[Ee]nd of (?:the|this) decade(?!\w)", confidence=0.8)
def end_of_decade(found: Found, place: Place) -> Period:
    """'by the [end of the decade].' => year 2030"""
    this = place.this_year()
    return Period(str((this // 10 + 1) * 10) if this else None, "year", True)
