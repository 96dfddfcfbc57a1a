"""Days known as exactly as they are (2019, 2019-06, 2019-06-30), and steps of months between them.

What is known by its month or year alone is a span: alarms count from its first day, and nothing
is called past or out of order before its last.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_WHOLE = {4: 12, 7: 1, 10: 0}
_REST = "0001-01-01"


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A day, or a month or year somewhere in which it lies: ``months`` is how long that is."""

    first: date
    months: int = 0

    @property
    def last(self) -> date:
        """The latest day that it can be."""
        return months_on(self.first, self.months) - timedelta(days=bool(self.months))

    @property
    def text(self) -> str:
        """As it is written: a year that begins in its middle shows the month it begins in."""
        if not self.months:
            return self.first.isoformat()
        return f"{self.first:%Y}" if self.months == 12 and self.first.month == 1 else self._month

    @property
    def _month(self) -> str:
        return f"{self.first:%Y-%m}"

    def later(self, months: int) -> Known:
        """So many months on, known no better."""
        return Known(months_on(self.first, months), self.months)

    def has_come(self, today: date) -> bool:
        """Whether it may have come: from its first day on."""
        return self.first <= today

    def is_over(self, today: date) -> bool:
        """Whether it has surely passed."""
        return self.last < today


def known(text: str) -> Known | None:
    """The day that ``text`` says in ISO; None for nothing. ValueError where it is no day."""
    if not text:
        return None
    if len(text) not in _WHOLE:
        raise ValueError(text)
    return Known(date.fromisoformat(f"{text}{_REST[len(text) :]}"), _WHOLE[len(text)])


def is_day(text: str) -> bool:
    """ISO, as exactly as it is known; nothing where it is not known."""
    try:
        known(text)
    except ValueError:
        return False
    return True


def surely_after(first: str, second: str) -> bool:
    """Whether the first of two days, each as exactly as known, cannot but be later."""
    one, other = known(first), known(second)
    return one is not None and other is not None and one.first > other.last


def months_on(day: date, months: int) -> date:
    """The same day of a later month, or with a negative number of an earlier one.

    The last day where that month is shorter; the calendar's own ends where it would be left.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_until(day: date, end: date, every: int) -> int:
    """The fewest months, in steps of ``every``, after which ``day`` is not before ``end``."""
    if day >= end:
        return 0
    apart = (end.year - day.year) * 12 + end.month - day.month
    months = max(0, apart // every - 1) * every
    while (there := months_on(day, months)) < end and there < date.max:
        months += every
    return months
