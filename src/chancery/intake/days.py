"""From a day as the reader writes it to the date by which something is due."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def last_day(value: str | None) -> date | None:
    """The last day that an ISO day, month, year or interval covers.

    >>> last_day("2026-08"), last_day("2026-04/2026-06"), last_day("2030")
    (datetime.date(2026, 8, 31), datetime.date(2026, 6, 30), datetime.date(2030, 12, 31))
    >>> last_day("2026-02-30") is None
    True
    """
    if not value:
        return None
    numbers = value.split("/")[-1].split("T")[0].split("-")
    if not all(number.isdecimal() for number in numbers) or not 1 <= len(numbers) <= 3:
        return None
    year, month, day = ([int(n) for n in numbers] + [0, 0])[:3]
    try:
        month = month or 12
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:  # 30 February: the text says so, the calendar does not
        return None
