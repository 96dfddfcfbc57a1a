"""Timeliness said in SQL, for lists and counts: the same answers as ``timeliness``.

The pure functions look at one deadline; here every row has its own. Two facts make it a plain
comparison of days: all due dates before ``first_open_day`` are overdue, whatever they are, in each
time zone of an assigner; and a submission knows the earliest due date that it kept.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from chancery.people.models import Unit
from chancery.people.queries import country_pack
from chancery.work.models import Task, TaskState
from chancery.work.rules import OPEN
from chancery.work.timeliness import Timeliness, first_open_day, local_day


def kept_from(task: Task, submitted_at: datetime) -> date:
    """The earliest due date that a submission at that moment keeps, by the assigner's clock."""
    pack = country_pack()
    return first_open_day(submitted_at, task.assigner.time_zone or pack.time_zone, pack.calendar)


def response_days(given: datetime, answered: datetime) -> int:
    """Working days at home from the day on which something was given to that of its answer."""
    pack = country_pack()
    first, last = (local_day(moment, pack.time_zone) for moment in (given, answered))
    return max(0, pack.calendar.working_days_between(first, last))


@dataclass(frozen=True, slots=True)
class Reading:
    """The clock at one moment: by zone of an assigner, the earliest due date not yet over.

    Two readings of one day are mostly equal: a question may be kept by its reading.
    """

    latest: date
    """No due date after this one is over anywhere."""
    first_open: tuple[tuple[str, date], ...]
    """By the assigner's column of the zone, in its order: empty is the home country's."""

    def timeliness(self, due: str) -> Case:
        """The value of ``Timeliness`` against one of the two due dates."""
        done, late = Q(state=TaskState.DONE), self._is_late(due)
        return Case(
            _when(Q(state=TaskState.CANCELLED), Timeliness.CANCELLED),
            _when(Q(**{f"{due}__isnull": True}), Timeliness.NO_DUE_DATE),
            _when(done & Q(kept_from__lte=F(due)), Timeliness.DONE_ON_TIME),
            _when(done, Timeliness.DONE_LATE),
            _when(late, Timeliness.OPEN_OVERDUE),
            default=Value(Timeliness.OPEN_IN_TIME.value),
            output_field=CharField(),
        )

    def counted(self, due: str) -> dict[Timeliness, Q]:
        """What holds of the tasks of each value alone, of those that are not cancelled.

        For counting all at once; whatever none of them holds of is open within time.
        """
        done = Q(state=TaskState.DONE)
        return {
            Timeliness.NO_DUE_DATE: Q(**{f"{due}__isnull": True}),
            Timeliness.DONE_ON_TIME: done & Q(kept_from__lte=F(due)),
            Timeliness.DONE_LATE: done & Q(kept_from__gt=F(due)),
            Timeliness.OPEN_OVERDUE: Q(state__in=OPEN) & self._is_late(due),
        }

    def may_be_overdue(self) -> Q:
        """All that are, and few others: asked first, of an index, without joins."""
        return Q(state__in=OPEN, due__lte=self.latest)

    def is_overdue(self) -> Q:
        """Open, and the due date in force has ended; submitted late counts, submitted in time not."""
        return Q(state__in=OPEN, due__isnull=False) & self._is_late("due")

    def _is_late(self, due: str) -> Q:
        """Of open ones with a due date: submitted for none as early as this, or not at all."""
        submitted = Q(state=TaskState.SUBMITTED)
        return (submitted & Q(kept_from__gt=F(due))) | (~submitted & self._past(due))

    def _past(self, due: str) -> Q:
        by_day = defaultdict(list)
        for column, day in self.first_open:
            by_day[day].append(column)
        if len(by_day) == 1:
            return Q(**{f"{due}__lt": next(iter(by_day))})
        found = Q()
        for day, columns in by_day.items():
            found |= Q(**{"assigner__time_zone__in": columns, f"{due}__lt": day})
        return found


def read(now: datetime | None = None) -> Reading:
    """Look at the clock: one small query, whatever the number of tasks.

    Only zones in which somebody has assigned work: each one makes every list's query longer.
    """
    moment, pack = now or timezone.now(), country_pack()
    assigns = Exists(Task.objects.filter(assigner=OuterRef("pk")))
    assigners = Unit.objects.exclude(time_zone="").filter(assigns)
    abroad = assigners.order_by().values_list("time_zone", flat=True)
    zones = {"": pack.time_zone} | {zone: zone for zone in abroad.distinct()}
    return Reading(
        moment.date(),
        tuple((c, first_open_day(moment, z, pack.calendar)) for c, z in sorted(zones.items())),
    )


def _when(condition: Q, value: Timeliness) -> When:
    return When(condition, then=Value(value.value))
