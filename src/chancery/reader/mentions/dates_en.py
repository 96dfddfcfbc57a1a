"""English date phrases: '22 September 2026', 'the first half of 2027', 'end of 2026', 'Q3 2027'."""

from __future__ import annotations

from datetime import timedelta

from chancery.reader.mentions import periods
from chancery.reader.mentions.date_grammar import DateRules, Found, Place, number
from chancery.reader.mentions.periods import Period
from chancery.reader.mentions.vocabulary import words_of

MONTHS = {
    name: place
    for place, names in enumerate(
        (
            "January Jan",
            "February Feb",
            "March Mar",
            "April Apr",
            "May",
            "June Jun",
            "July Jul",
            "August Aug",
            "September Sept Sep",
            "October Oct",
            "November Nov",
            "December Dec",
        ),
        start=1,
    )
    for name in names.split()
}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
_SHORT = words_of("Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec")
_MONTH = "|".join(
    rf"{name}\b(?:\.(?= \d|,))?" if name in _SHORT else rf"{name}\b"
    for name in sorted(MONTHS, key=len, reverse=True)
)

RULES = DateRules(
    {
        "D": r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?",
        "MONTH": rf"(?:{_MONTH})",
        "Y": r"(?:19|20)\d\d",
        "END": r"(?![\d%]|[.,/-]\d)",
        "ORD": r"(?:first|second|third|fourth|1st|2nd|3rd|4th)",
        "N": r"(?:\d{1,2}|" + "|".join(NUMBERS) + ")",
        "EDGE": r"(?P<edge>[Ee]nd|[Ll]ate|[Ee]arly|[Mm]id|[Bb]eginning|[Ss]tart|[Mm]iddle)",
    },
    {
        "MONTHS": " ".join(MONTHS).lower(),
        "EDGES": "end late early mid beginning start middle",
    },
    r"(?:19|20)\d\d|\d{1,2}(?:[/.]\d|(?:st|nd|rd|th)(?=[,.;:)\s]|$)|(?: [A-Z]|,| ?(?:-|to|until|through|and|day|of|quarter|half)))",
)
rule = RULES.rule


def _month(text: str) -> int:
    return MONTHS[text.rstrip(".")]


def _day(text: str) -> int:
    return int(text.rstrip("stndrh"))


@rule("#", r"(?P<y>«Y»)-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d)(?![\d-])")
def iso_day(found: Found, place: Place) -> Period | None:
    """'on [2026-09-22].' => day 2026-09-22"""
    return place.day(int(found["d"]), int(found["m"]), int(found["y"]))


@rule(
    "#",
    r"(?P<d1>«D»)(?: of)?(?: (?P<m1>«MONTH»))?(?:,? (?P<y1>«Y»))? ?(?:-|to|until|through|and) ?(?P<d2>«D»)(?: of)? (?P<m2>«MONTH»)(?:,? (?P<y2>«Y»))?«END»",
)
def days_from_to(found: Found, place: Place) -> Period | None:
    """'a visit from [20 to 23 September 2026].' => day_range 2026-09-20/2026-09-23"""
    month = _month(found["m2"])
    year = number(found, "y2") or place.year_of(month, _day(found["d2"]))
    if year is None:
        return Period(None, "day_range")
    first_month = _month(found["m1"]) if found["m1"] else month
    first = periods.real_day(int(found["y1"] or year), first_month, _day(found["d1"]))
    last = periods.real_day(year, month, _day(found["d2"]))
    return periods.days(first, last, found["y2"] is None)


@rule("«MONTHS»", r"(?P<m>«MONTH») (?P<d1>«D») ?(?:-|to) ?(?P<d2>«D»)(?:,? (?P<y>«Y»))?«END»")
def days_after_month(found: Found, place: Place) -> Period | None:
    """'in Seoul, [September 20-23, 2026].' => day_range 2026-09-20/2026-09-23"""
    month = _month(found["m"])
    year = number(found, "y") or place.year_of(month, _day(found["d2"]))
    if year is None:
        return Period(None, "day_range")
    first, last = (periods.real_day(year, month, _day(found[d])) for d in ("d1", "d2"))
    return periods.days(first, last, found["y"] is None)


@rule("#", r"(?P<d>«D»)(?: day)?(?: of)? (?P<m>«MONTH»)(?:,? (?P<y>«Y»))?«END»")
def day_then_month(found: Found, place: Place) -> Period | None:
    """'no later than [31 March 2027].' => day 2027-03-31
    'signed on [21 September].' => day 2026-09-21
    """
    return place.day(_day(found["d"]), _month(found["m"]), number(found, "y"))


@rule("«MONTHS»", r"(?P<m>«MONTH») (?P<d>«D»)(?:,? (?P<y>«Y»))?«END»(?!\d)")
def month_then_day(found: Found, place: Place) -> Period | None:
    """'on [September 22, 2026] in' => day 2026-09-22"""
    return place.day(_day(found["d"]), _month(found["m"]), number(found, "y"))


@rule("#", r"(?P<d>0?[1-9]|[12]\d|3[01])[/.](?P<m>1[0-2]|0?[1-9])[/.](?P<y>«Y»)«END»")
def day_in_figures(found: Found, place: Place) -> Period | None:
    """Day first, as all our partners but one write. '[02/04/2024]' => day 2024-04-02"""
    return place.day(int(found["d"]), int(found["m"]), int(found["y"]))


@rule("«MONTHS» «EDGES»", r"(?:«EDGE»(?:-| of )? ?)?(?P<m>«MONTH»)(?: of|,)? (?P<y>«Y»)«END»")
def month_of_year(found: Found, place: Place) -> Period:
    """'established in [December 2022].' => month 2022-12"""
    return Period(periods.month_text(int(found["y"]), _month(found["m"])), "month")


@rule(
    "january february march april may june july august september october november december",
    r"(?:(?<=[Ii]n )|(?<=[Bb]y )|(?<=[Bb]efore )|(?<=[Ss]ince )|(?<=[Uu]ntil )|(?<=of ))(?P<m>January|February|March|April|May|June|July|August|September|October|November|December)(?: (?:of )?(?P<near>this|next|last) year)?(?! \d)(?!\w)",
    confidence=0.8,
)
def month_alone(found: Found, place: Place) -> Period:
    """'to meet again in [October].' => month 2026-10
    'to be signed in [March next year],' => month 2027-03
    """
    which = _month(found["m"])
    this = place.this_year()
    year = place.year_of(which)
    if found["near"] and this is not None:
        year = this + {"next": 1, "last": -1}.get(found["near"], 0)
    return Period(periods.month_text(year, which) if year else None, "month", True)


@rule(
    "# first second third fourth last final",
    r"(?P<n>«ORD»|last|final) quarter(?: of)?(?: (?P<y>«Y»)| this year| next year)?«END»(?!\w)",
)
def quarter_in_words(found: Found, place: Place) -> Period:
    """'in the [first quarter of 2027].' => quarter 2027-01/2027-03"""
    year = number(found, "y") or _year_near(found, place)
    if year is None:
        return Period(None, "quarter", True)
    return periods.quarter(year, ORDINALS.get(found["n"], 4), found["y"] is None)


@rule("q1 q2 q3 q4", r"Q(?P<n>[1-4])(?:[ /-](?P<y>«Y»))?«END»(?!\w)")
def quarter_in_figures(found: Found, place: Place) -> Period:
    """'in [Q3 2027].' => quarter 2027-07/2027-09"""
    year = number(found, "y") or place.this_year()
    if year is None:
        return Period(None, "quarter", True)
    return periods.quarter(year, int(found["n"]), found["y"] is None)


@rule(
    "# first second latter",
    r"(?!(?:first|second|latter) half of (?:January|February|March|April|May|June|July|August|September|October|November|December))(?P<n>first|second|latter|1st|2nd) half(?: of)?(?: (?P<y>«Y»)| this year| next year| the year)?«END»(?!\w)",
)
def half_of_year(found: Found, place: Place) -> Period:
    """'in the [first half of 2027].' => half 2027-01/2027-06"""
    year = number(found, "y") or _year_near(found, place)
    if year is None:
        return Period(None, "half", True)
    return periods.half(year, 1 if found["n"] in ("first", "1st") else 2, found["y"] is None)


@rule(
    "first last",
    r"(?P<n>[Ff]irst|[Ll]ast) (?P<count>«N») months of(?: (?P<y>«Y»)| this year| last year| the year)«END»",
)
def months_of_year(found: Found, place: Place) -> Period | None:
    """'in the [first nine months of 2026],' => months 2026-01/2026-09"""
    year = number(found, "y") or _year_near(found, place)
    said = found["count"]
    count = int(said) if said.isdigit() else NUMBERS[said]
    if year is None or count > 12:
        return None
    first, last = (1, count) if found["n"].lower() == "first" else (13 - count, 12)
    return periods.months(year, first, last, "months", found["y"] is None)


@rule(
    "«EDGES» year",
    r"(?:«EDGE»(?: of |-| )(?:the )?(?:year )?)(?P<y>«Y»|this year|next year|the year|year)«END»(?!\w)|(?P<yend>year[- ]end)(?!\w)",
)
def edge_of_year(found: Found, place: Place) -> Period:
    """'by the [end of 2026].' => year_end 2026
    'in [early 2027],' => year 2027
    'by the [year-end].' => year_end 2026
    """
    said = found["y"] or "the year"
    year = int(said) if said.isdigit() else _year_near(found, place)
    precision = "year_end" if (found["edge"] or "end").lower() in ("end", "late") else "year"
    return Period(str(year) if year else None, precision, not said.isdigit())


@rule("#", r"(?P<y1>«Y») ?(?:-|to) ?(?P<y2>«Y»)(?![\d%-])")
def years_from_to(found: Found, place: Place) -> Period | None:
    """'over the period [2027-2031] and' => year_range 2027/2031"""
    if found["y1"] >= found["y2"]:
        return None
    return Period(f"{found['y1']}/{found['y2']}", "year_range")


@rule(
    "in over during within the",
    r"(?:(?:in|over|during|within) )?the (?P<side>past|last|coming|next|following) (?P<n>«N») (?P<unit>years|months)(?!\w)",
    confidence=0.8,
)
def past_or_coming_period(found: Found, place: Place) -> Period:
    """'[over the next five years], the' => interval_approx 2026-07/2031-07"""
    if place.reference is None:
        return Period(None, "interval_approx", True)
    said = found["n"]
    count = int(said) if said.isdigit() else NUMBERS[said]
    length = count * (12 if found["unit"] == "years" else 1)
    back = found["side"] in ("past", "last")
    return periods.rolling_months(place.reference, -length if back else length)


@rule(
    "this next last",
    r"(?:[Tt]his|[Nn]ext|[Ll]ast) (?P<unit>year|month|quarter|week)(?!\w)",
    confidence=0.8,
)
def nearby(found: Found, place: Place) -> Period:
    """'to be held [next year].' => year 2027"""
    unit = found["unit"]
    day = place.reference
    if day is None:
        return Period(None, unit, True)
    step = {"t": 0, "n": 1}.get(found.group()[0].lower(), -1)
    if unit == "week":
        return periods.calendar_week(day, step)
    length = {"year": 12, "quarter": 3, "month": 1}[unit]
    year, month = periods.shifted(day.year, day.month, step * length)
    if unit == "quarter":
        return periods.quarter(year, (month + 2) // 3, True)
    return Period(str(year) if unit == "year" else periods.month_text(year, month), unit, True)


@rule(
    "on every annually yearly quarterly monthly weekly",
    r"(?:(?:on|every) (?:a |an )?)?(?P<word>[Aa]nnually|[Yy]early|[Qq]uarterly|[Mm]onthly|[Ww]eekly) (?:basis)|[Ee]very (?P<unit>year|quarter|month|week)(?!\w)",
    confidence=0.7,
)
def every_period(found: Found, place: Place) -> Period:
    """'hold an exchange [every year] and' => recurring_yearly None"""
    said = (found["unit"] or found["word"]).lower()
    name = {"year": "yearly", "annually": "yearly", "quarter": "quarterly", "month": "monthly"}
    return Period(None, "recurring_" + name.get(said, {"week": "weekly"}.get(said, said)))


@rule(
    "today yesterday tomorrow",
    r"(?P<which>[Tt]oday|[Yy]esterday|[Tt]omorrow)(?!['\w])",
    confidence=0.6,
)
def day_nearby(found: Found, place: Place) -> Period:
    """'met [yesterday] in' => day 2026-07-16"""
    if place.reference is None:
        return Period(None, "day", True)
    step = {"today": 0, "yesterday": -1}.get(found["which"].lower(), 1)
    return Period((place.reference + timedelta(step)).isoformat(), "day", True)


@rule(
    "#",
    r"(?P<y>«Y»)(?:[-/]\d\d(?:\d\d)?)? (?:academic|school|fiscal|financial|marketing|crop) year",
)
def working_year(found: Found, place: Place) -> Period:
    """'from the [2027 academic year].' => year 2027"""
    return Period(found["y"], "year")


@rule("last next this", r"(?:[Ll]ast|[Nn]ext|[Tt]his) (?P<m>«MONTH»)(?! \d)", confidence=0.85)
def month_nearby(found: Found, place: Place) -> Period:
    """'arrived [last October].' => month 2025-10
    'to meet [next March],' => month 2027-03
    """
    which, day = _month(found["m"]), place.reference
    if day is None:
        return Period(None, "month", True)
    step = {"l": -1, "n": 1}.get(found.group()[0].lower(), 0)
    passed = which >= day.month if step < 0 else which <= day.month
    return Period(periods.month_text(day.year + (step if passed else 0), which), "month", True)


@rule(
    "#",
    r"(?P<y>20\d\d|19[4-9]\d)(?![\d%\w]|[.,:/]\d|-\w)(?! (?!(?:has|is|was|as|its)\b)(?:[a-z]+s|per|million|billion)\b)(?<!\$....)",
    0.85,
)
def year(found: Found, place: Place) -> Period:
    """'US$150 billion by [2030] in' => year 2030"""
    return Period(found["y"], "year")


def _year_near(found: Found, place: Place) -> int | None:
    this = place.this_year()
    return this + 1 if this is not None and "next" in found.group() else this
