"""Years, quarters, and the days between which something is counted."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model, Q, QuerySet

from chancery.people.queries import country_pack
from chancery.work.timeliness import ONE_DAY

Period = tuple[date | None, date | None]
EVER: Period = (None, None)
NOTHING = "-"
"""The key in an address of rows that concern no unit, partner or sector."""


def home() -> ZoneInfo:
    """The time zone in which days of the home country begin and end."""
    return ZoneInfo(country_pack().time_zone)


_Row = TypeVar("_Row", bound=Model)


def within(rows: QuerySet[_Row], moment: str, period: Period) -> QuerySet[_Row]:
    """Rows of which a moment lies in the period, by the days at home.

    Compared as moments: working out the day of each row took most of a page with 50,000 tasks.
    """
    first, last = period
    if first and first > date.min:  # before the first day there is, and after the last, is nothing
        rows = rows.filter(Q((f"{moment}__gte", _midnight(first))))
    if last and last < date.max:
        rows = rows.filter(Q((f"{moment}__lt", _midnight(last + ONE_DAY))))
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, home())


def quarter_of(day: date) -> str:
    """The key of its quarter: 2026-3 for the third."""
    return f"{day.year}-{(day.month - 1) // 3 + 1}"


def quarter_days(key: str) -> tuple[date, date]:
    """The first and the last day of a quarter; ValueError where the key is none."""
    year, number = map(int, key.split("-"))
    if number not in {1, 2, 3, 4}:
        raise ValueError(key)
    first = date(year, 3 * number - 2, 1)
    after = date(year + number // 4, 3 * number % 12 + 1, 1)
    return first, after - ONE_DAY


def year_days(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


SPANS = ("year", "last_year", "quarter", "last_quarter", "ever")


def span_days(span: str, today: date) -> Period:
    """The days of a span of ``SPANS`` as seen from a day."""
    if span == "year":
        return year_days(today.year)
    if span == "last_year":
        return year_days(today.year - 1)
    if span == "quarter":
        return quarter_days(quarter_of(today))
    if span == "last_quarter":
        return quarter_days(quarter_of(quarter_days(quarter_of(today))[0] - ONE_DAY))
    return EVER
