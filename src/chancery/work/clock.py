"""Timeliness said in SQL, for lists and counts: the same answers as ``timeliness``.

The pure functions look at one deadline; here every row has its own. Two facts make it one query:
all due dates before ``first_open_day`` are overdue, whatever they are, in each time zone of an
assigner; and only a due date on a day off closes on another day.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import TruncDate
from django.utils import timezone

from chancery.people.models import Unit
from chancery.people.queries import country_pack
from chancery.work.models import Task, TaskState
from chancery.work.rules import OPEN
from chancery.work.timeliness import ONE_DAY, Timeliness, first_open_day


@dataclass(frozen=True, slots=True)
class Reading:
    """The clock at one moment: the zones of assigners, and the days off that matter."""

    now: datetime
    zones: dict[str, str]
    """The assigner's column to the zone it means: empty is the home country's."""
    days_off: dict[int, tuple[date, ...]]
    """How many days later a due date closes, to the due dates that do."""

    def told(self, rows: QuerySet[Task]) -> QuerySet[Task]:
        """The rows knowing on which day they were submitted, by the assigner's clock."""
        home, abroad = self.zones[""], [column for column in self.zones if column]
        cases = [When(assigner__time_zone=zone, then=_day_in(zone)) for zone in abroad]
        day = Case(*cases, default=_day_in(home), output_field=DateField())
        return rows.alias(submitted_on=day)

    def timeliness(self, due: str) -> Case:
        """The value of ``Timeliness`` against one of the two due dates, for rows that were told."""
        done, submitted = Q(state=TaskState.DONE), Q(state=TaskState.SUBMITTED)
        kept, past = self._kept(due), self._past(due)
        return Case(
            _when(Q(state=TaskState.CANCELLED), Timeliness.CANCELLED),
            _when(Q(**{f"{due}__isnull": True}), Timeliness.NO_DUE_DATE),
            _when(done & kept, Timeliness.DONE_ON_TIME),
            _when(done, Timeliness.DONE_LATE),
            _when((submitted & ~kept) | (~submitted & past), Timeliness.OPEN_OVERDUE),
            default=Value(Timeliness.OPEN_IN_TIME.value),
            output_field=CharField(),
        )

    def may_be_overdue(self) -> Q:
        """All that are, and few others: asked first, of an index, without joins."""
        return Q(state__in=OPEN, due__lt=self.now.date() + ONE_DAY)

    def is_overdue(self) -> Q:
        """Open, and the due date in force has ended; submitted late counts, submitted in time not."""
        submitted = Q(state=TaskState.SUBMITTED)
        late = (submitted & ~self._kept("due")) | (~submitted & self._past("due"))
        return Q(state__in=OPEN, due__isnull=False) & late

    def _past(self, due: str) -> Q:
        calendar, by_day = country_pack().calendar, defaultdict(list)
        for column, zone in self.zones.items():
            by_day[first_open_day(self.now, zone, calendar)].append(column)
        found = Q()
        for first_open, columns in by_day.items():
            found |= Q(**{"assigner__time_zone__in": columns, f"{due}__lt": first_open})
        return found

    def _kept(self, due: str) -> Q:
        """Submitted by the day on which ``due`` closes, as the assigner's wall shows it."""
        kept = Q(submitted_at__lt=F(due)) | Q(submitted_on__lte=F(due))
        for later, days in self.days_off.items():
            kept |= Q(**{f"{due}__in": days, "submitted_on__lte": F(due) + timedelta(days=later)})
        return kept


def _when(condition: Q, value: Timeliness) -> When:
    return When(condition, then=Value(value.value))


def _day_in(zone: str) -> TruncDate:
    return TruncDate("submitted_at", tzinfo=ZoneInfo(zone))


def read(now: datetime | None = None) -> Reading:
    """Look at the clock: two small queries, whatever the number of tasks.

    Only zones in which somebody has assigned work: each one makes every list's query longer.
    """
    moment = now or timezone.now()
    assigns = Exists(Task.objects.filter(assigner=OuterRef("pk")))
    assigners = Unit.objects.exclude(time_zone="").filter(assigns)
    abroad = assigners.order_by().values_list("time_zone", flat=True)
    zones = {"": country_pack().time_zone} | {zone: zone for zone in abroad.distinct()}
    return Reading(moment, zones, _days_off_before(moment))


def _days_off_before(now: datetime) -> dict[int, tuple[date, ...]]:
    """Days off from the earliest due date there is to now; what is due later cannot be late."""
    earliest = Task.objects.aggregate(day=Min("due"), original=Min("original_due"))
    days = [day for day in earliest.values() if day]
    found: dict[int, list[date]] = defaultdict(list)
    for year in range(min(days).year if days else now.year, now.year + 1):
        for day, later in _days_off_in(country_pack().code, year):
            found[later].append(day)
    return {later: tuple(days_off) for later, days_off in found.items()}


@cache
def _days_off_in(pack: str, year: int) -> tuple[tuple[date, int], ...]:
    calendar, day, found = country_pack().calendar, date(year, 1, 1), []
    while day.year == year:
        later = (calendar.next_working_day(day) - day).days
        if later:
            found.append((day, later))
        day += ONE_DAY
    return tuple(found)
