"""A due date as a mission abroad meets it: its moment there, and whether its hosts work that day.

The due date itself follows the assigner's calendar; a holiday of the host country is a note.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from chancery.people.models import Area, Unit
from chancery.people.queries import country_pack
from chancery.reference import Calendar, PackError
from chancery.work.models import Task
from chancery.work.queries import deadline_of
from chancery.work.timeliness import closing_day


@dataclass(frozen=True, slots=True)
class HostHoliday:
    """The day on which a task closes is a day off in the country where a unit sits."""

    day: date
    country: str
    name: str
    """Empty for a weekend there."""


def deadline_in(task: Task, time_zone: str) -> datetime | None:
    """The first moment at which a task is late, as the clock shows it in ``time_zone``."""
    moment = deadline_of(task)
    return moment.astimezone(ZoneInfo(time_zone)) if moment else None


def holiday_at(task: Task, unit: Unit) -> HostHoliday | None:
    """The day off in the unit's host country on the day that the task closes; None on others.

    None too for a unit at home, and where no calendar of the country or the year is known.
    """
    if task.due is None:
        return None
    country = host_of(unit)
    if not country or country == country_pack().home:
        return None
    day = closing_day(task.due, country_pack().calendar)
    try:
        calendar = Calendar.for_country(country)
        if calendar.is_working_day(day):
            return None
        return HostHoliday(day, country, calendar.holiday_name(day, "en") or "")
    except PackError:
        return None


def host_of(unit: Unit) -> str:
    """The country in which a mission, or a trade office that sits in one, works; empty at home."""
    places = [key for key in (unit.pk, unit.sits_in_id) if key]
    hosts = Area.objects.filter(unit__in=places, role=Area.Role.HOST)
    return hosts.values_list("partner", flat=True).first() or ""
