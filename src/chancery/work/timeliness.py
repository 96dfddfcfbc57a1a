"""Kept in time or not: arithmetic of due dates, of plain values.

A due date ends at 24:00 in the assigner's time zone; on a day off it moves to the next working
day. Nothing of this is ever stored: it is asked for when it is shown.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from chancery.reference import Calendar

ONE_DAY = timedelta(days=1)
_FRIDAY = 4
_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


class Timeliness(TextChoices):
    """The four official outcomes, and what is counted apart."""

    DONE_ON_TIME = "done_on_time", _("done on time")
    DONE_LATE = "done_late", _("done late")
    OPEN_IN_TIME = "open_in_time", _("open within time")
    OPEN_OVERDUE = "open_overdue", _("open overdue")
    NO_DUE_DATE = "no_due_date", _("no due date")
    CANCELLED = "cancelled", _("cancelled")


@dataclass(frozen=True, slots=True)
class Facts:
    """What timeliness depends on. ``due`` is the date in force, or the original one.

    ``kept_from`` is the earliest due date that the submission that stands was in time for: none
    after a task was returned.
    """

    state: str
    due: date | None
    kept_from: date | None
    time_zone: str


def timeliness(facts: Facts, now: datetime, calendar: Calendar) -> Timeliness:
    """On time is what was submitted before the due date ended, and later approved.

    What waits for approval is judged by when it was submitted: the lead has done its part.
    """
    if facts.state == "cancelled":
        return Timeliness.CANCELLED
    if facts.due is None:
        return Timeliness.NO_DUE_DATE
    in_time = facts.due >= (facts.kept_from or first_open_day(now, facts.time_zone, calendar))
    if facts.state == "done":
        return Timeliness.DONE_ON_TIME if in_time else Timeliness.DONE_LATE
    return Timeliness.OPEN_IN_TIME if in_time else Timeliness.OPEN_OVERDUE


def closing_day(due: date, calendar: Calendar) -> date:
    """The due date, or the first working day after it where it is a day off."""
    return calendar.next_working_day(due)


def deadline(due: date, time_zone: str, calendar: Calendar) -> datetime:
    """The first moment at which it is late: 24:00 of the closing day in ``time_zone``, in UTC."""
    midnight = datetime.combine(
        closing_day(due, calendar) + ONE_DAY, time.min, ZoneInfo(time_zone)
    )
    return midnight.astimezone(UTC)


def first_open_day(now: datetime, time_zone: str, calendar: Calendar) -> date:
    """The earliest due date whose deadline has not passed at ``now``; all before it are overdue."""
    day = local_day(now, time_zone)
    while not calendar.is_working_day(day - ONE_DAY):
        day -= ONE_DAY
    return day


def local_day(moment: datetime, time_zone: str) -> date:
    """The day that the calendar on the wall shows there."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def working_days_left(due: date, now: datetime, time_zone: str, calendar: Calendar) -> int:
    """Working days after today up to the closing day; 0 on it, negative when overdue."""
    today = local_day(now, time_zone)
    return calendar.working_days_between(today, closing_day(due, calendar))


def period_end(recurrence: str, day: date) -> date:
    """The last day of the week (a Friday), month, quarter or year that ``day`` lies in."""
    if recurrence == "weekly":
        return day + timedelta(days=(_FRIDAY - day.weekday()) % 7)
    months = _MONTHS[recurrence]
    month = (day.month - 1) // months * months + months
    return date(day.year, month, monthrange(day.year, month)[1])


def occurrence(recurrence: str, first: date, number: int) -> date:
    """When the occurrence ``number`` (0 is the first) falls due.

    A task due on the last day of a month stays on last days; one due on the 30th falls on the 28th
    of February and on the 30th again in March.
    """
    if recurrence == "weekly":
        return first + timedelta(weeks=number)
    day = months_later(first, number * _MONTHS[recurrence])
    on_last_day = first.day == monthrange(first.year, first.month)[1]
    return day.replace(day=monthrange(day.year, day.month)[1]) if on_last_day else day


def months_later(day: date, months: int) -> date:
    """The same day of a later month, its last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
