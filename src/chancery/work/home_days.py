"""The day at home of many moments: lists read thousands, and parsing them took most of a page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField
from django.db.models.functions import Cast

from chancery.people.queries import country_pack

TO_THE_MINUTE = slice(len("2026-03-16 09:30"))


def written(moment: Any) -> Cast:
    """A moment as the database writes it, in UTC: to the minute, what ``HomeDays`` knows."""
    return Cast(moment, output_field=CharField())


class HomeDays(dict[str, date]):
    """The day at home in minutes that come as ``written[TO_THE_MINUTE]``; each worked out once."""

    def __init__(self) -> None:
        super().__init__()
        self._home = ZoneInfo(country_pack().time_zone)

    def __missing__(self, minute: str) -> date:
        read = datetime.fromisoformat(minute).replace(tzinfo=UTC)
        self[minute] = day = read.astimezone(self._home).date()
        return day
