"""Days and periods as ISO text: the arithmetic that the date rules share. No words here.

A period is written by its two ends, ``2026-07/2026-09``; the precision says how it was meant.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

YEARS = range(1900, 2100)


class Period(NamedTuple):
    """What a date phrase stands for. ``value`` is None where it is vague or recurring."""

    value: str | None
    precision: str
    inferred: bool = False


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day (31 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def shifted(year: int, month: int, months: int) -> tuple[int, int]:
    """A month so many months later or earlier."""
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def month_text(year: int, month: int) -> str:
    """``2026-07``."""
    return f"{year:04d}-{month:02d}"


def months(year: int, first: int, last: int, precision: str, inferred: bool = False) -> Period:
    """Some months of one year, ``2026-01/2026-06``."""
    return Period(f"{month_text(year, first)}/{month_text(year, last)}", precision, inferred)


def quarter(year: int, number: int, inferred: bool = False) -> Period:
    """Quarter 1 to 4 of a year."""
    return months(year, 3 * number - 2, 3 * number, "quarter", inferred)


def half(year: int, number: int, inferred: bool = False) -> Period:
    """The first or the second half of a year."""
    return months(year, 6 * number - 5, 6 * number, "half", inferred)


def days(first: date | None, last: date | None, inferred: bool = False) -> Period | None:
    """A range of days, None where an end is no real day or the order is wrong."""
    if first is None or last is None or first > last:
        return None
    return Period(f"{first.isoformat()}/{last.isoformat()}", "day_range", inferred)


def week_of_month(year: int, month: int, number: int) -> Period:
    """The second week of a month is its days 8 to 14; the fourth ends with the 28th."""
    first = date(year, month, min(7 * number - 6, 22))
    return Period(f"{first.isoformat()}/{(first + timedelta(6)).isoformat()}", "week", True)


def calendar_week(day: date, weeks: int = 0) -> Period:
    """Monday to Sunday of the week that holds ``day``, or so many weeks later."""
    first = day - timedelta(day.weekday()) + timedelta(7 * weeks)
    return Period(f"{first.isoformat()}/{(first + timedelta(6)).isoformat()}", "week", True)


def rolling_months(day: date, count: int) -> Period:
    """The months up to (negative) or from (positive) the reference day, by its month."""
    there = month_text(*shifted(day.year, day.month, count))
    here = month_text(day.year, day.month)
    ends = (there, here) if count < 0 else (here, there)
    return Period("/".join(ends), "interval_approx", True)


def a_year_before(period: Period) -> Period:
    """The same period of the year before ('cùng kỳ')."""
    if period.value is None:
        return period
    ends = [f"{int(end[:4]) - 1:04d}{end[4:]}" for end in period.value.split("/")]
    return Period("/".join(ends), period.precision, True)


@lru_cache(maxsize=2048)
def last_day(value: str) -> date | None:
    """The last day of an ISO day, month, year or period; None for anything else."""
    end = value.rsplit("/", maxsplit=1)[-1][:10].split("-")
    if not all(part.isdigit() for part in end):
        return None
    numbers = [int(part) for part in end]
    if numbers[0] not in YEARS:
        return None
    if len(numbers) == 1:
        return date(numbers[0], 12, 31)
    if len(numbers) == 2:
        return last_of_month(*numbers) if 1 <= numbers[1] <= 12 else None
    return real_day(numbers[0], numbers[1], numbers[2])


@lru_cache(maxsize=2048)
def first_day(value: str) -> date | None:
    """The first day of an ISO day, month, year or period."""
    start = value.split("/", maxsplit=1)[0][:10].split("-")
    if not all(part.isdigit() for part in start):
        return None
    numbers = [int(part) for part in start] + [1, 1]
    return real_day(*numbers[:3]) if numbers[0] in YEARS else None
