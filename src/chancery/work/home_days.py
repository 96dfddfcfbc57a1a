"""The day at home of many moments: lists read thousands, and parsing them took most of a page."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField
from django.db.models.functions import Cast

from chancery.people.queries import country_pack

TO_THE_MINUTE = slice(len("2026-03-16 09:30"))
_TO_THE_DAY = slice(len("2026-03-16"))


def written(moment: Any) -> Cast:
    """A moment as the database writes it, in UTC: to the minute, what ``HomeDays`` knows."""
    return Cast(moment, output_field=CharField())


class HomeDays(dict[str, date]):
    """The day at home in minutes that come as ``written[TO_THE_MINUTE]``.

    Of each day in UTC it is worked out once when the day turns at home; a minute is before or after.
    """

    def __init__(self) -> None:
        super().__init__()
        self._home = ZoneInfo(country_pack().time_zone)
        self._turns: dict[str, tuple[str, date, date]] = {}

    def __missing__(self, minute: str) -> date:
        day = minute[_TO_THE_DAY]
        if day not in self._turns:
            self._turns[day] = self._turn_of(date.fromisoformat(day))
        turn, before, after = self._turns[day]
        self[minute] = found = before if minute < turn else after
        return found

    def _turn_of(self, day: date) -> tuple[str, date, date]:
        """The minute in UTC at which a day ends at home, that day, and the one that begins."""
        first = datetime.combine(day, time.min, UTC).astimezone(self._home).date()
        last = datetime.combine(day, time.max, UTC).astimezone(self._home).date()
        midnight = datetime.combine(last, time.min, self._home).astimezone(UTC)
        return f"{midnight:%Y-%m-%d %H:%M}", first, last
