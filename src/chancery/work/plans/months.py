"""One month of one unit, as its records are asked about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from chancery.history.models import Event
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.people.queries import country_pack
from chancery.work.plans.facts import MOST, Fact, openly
from chancery.work.plans.values import last_of, month_after

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Month:
    """Who draws the report of which unit for which month, and what it may quote.

    ``as_of`` is today in a month that is not over, else its last day.
    """

    viewer: Viewer
    unit: Unit
    first: date
    sensitivity: str
    today: date

    @property
    def last(self) -> date:
        """The last day of the month."""
        return last_of(self.first)

    @property
    def as_of(self) -> date:
        """The day up to which the report speaks."""
        return min(self.today, self.last)

    @property
    def begin(self) -> datetime:
        """Its first moment by the unit's clock."""
        return datetime.combine(self.first, time.min, self._zone())

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(month_after(self.first), time.min, self._zone())

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.unit.time_zone or country_pack().time_zone)

    def day(self, moment: datetime) -> date:
        """The day that the unit's calendar shows."""
        return moment.astimezone(self._zone()).date()

    def quotable(self, rows: QuerySet[M]) -> QuerySet[M]:
        """What the report may quote of rows that the person may know of."""
        return openly(rows, self.sensitivity)

    def own(self, rows: QuerySet[M], *columns: str) -> QuerySet[M]:
        """Of those the unit's own: by these columns, or because it keeps the record."""
        mine = Q(held_by=self.unit)
        for column in columns:
            mine |= Q(**{column: self.unit})
        return self.quotable(rows).filter(mine)

    def events(self, kind: str, rows: QuerySet[Any], *actions: str) -> list[Event]:
        """What happened to these rows in the month, oldest first."""
        keys = rows.order_by().annotate(as_key=Cast("pk", CharField())).values("as_key")
        wanted = [f"{kind}.{action}" for action in actions]
        found = Event.objects.filter(
            kind=kind, key__in=keys, action__in=wanted, at__gte=self.begin, at__lt=self.end
        )
        return list(found.select_related("values_beside").order_by("seq"))


def month_of(
    viewer: Viewer, unit: Unit, first: date, sensitivity: str, today: date | None = None
) -> Month:
    """The month that begins with ``first``."""
    return Month(viewer, unit, first, sensitivity, today or timezone.localdate())


def capped(facts: list[Fact], page: str, said: tuple[str, str]) -> list[Fact]:
    """At most so many, and a last sentence that counts the others and leads to the list.

    ``said`` names them in both languages.
    """
    if len(facts) <= MOST:
        return facts
    more = len(facts) - MOST
    vi, en = said
    rest = Fact("list", page, "more", "", f"Và {more} {vi} khác.", f"And {more} more {en}.")
    return [*facts[:MOST], rest]
