"""Overdue tasks counted by ministry: the agency at the top of their lead's line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from chancery.people.access import OUTPOSTS, OVERSEERS, Viewer
from chancery.people.models import Unit
from chancery.people.written_question import all_of
from chancery.work import clock
from chancery.work.models import Task
from chancery.work.owed import overdue_by_lead
from chancery.work.queries import leaves


@dataclass(frozen=True, slots=True)
class Ministry:
    """How many tasks of a ministry, province or mission are overdue."""

    unit: Unit
    tasks: int


def overdue_by_ministry(viewer: Viewer) -> list[Ministry]:
    """The most overdue first, over the tasks that the person may know of; four small queries."""
    total: Counter[str] = Counter()
    agencies = Agencies()
    for lead, number in all_of(overdue_by_lead, viewer, clock.read()):
        total[agencies.of(lead)] += number
    units = Unit.objects.in_bulk(list(total))
    found = [Ministry(units[key], number) for key, number in total.items()]
    return sorted(found, key=lambda one: (-one.tasks, one.unit.name_vi))


def led_within(rows: QuerySet[Task], agency: str) -> QuerySet[Task]:
    """The tasks that somebody does, led within a ministry: with ``overdue`` the rows of a number."""
    return leaves(rows).filter(lead__in=Agencies().units_of(agency))


class Agencies:
    """By unit, the ministry, province or office at the top of its line; a mission stands alone.

    One query. Of each unit only its ties are read: a page asks for all of them to name a few.
    """

    def __init__(self) -> None:
        ties = Unit.objects.order_by().values_list("key", "kind", "belongs_to_id")
        self._ties: dict[str, tuple[str, str | None]] = {
            key: (kind, above) for key, kind, above in ties
        }

    def of(self, key: str) -> str:
        """The agency that the unit belongs to, or is."""
        kind, above = self._ties[key]
        while above and kind not in OUTPOSTS and self._ties[above][0] not in OVERSEERS:
            key = above
            kind, above = self._ties[key]
        return key

    def units_of(self, agency: str) -> list[str]:
        """Every unit whose agency it is."""
        return [key for key in self._ties if self.of(key) == agency]
