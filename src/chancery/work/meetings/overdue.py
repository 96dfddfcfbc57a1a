"""Overdue tasks counted by ministry: the agency at the top of their lead's line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from chancery.people.access import OUTPOSTS, OVERSEERS, Viewer
from chancery.people.models import Unit
from chancery.work import access
from chancery.work.models import Task
from chancery.work.queries import leaves, overdue


@dataclass(frozen=True, slots=True)
class Ministry:
    """How many tasks of a ministry, province or mission are overdue."""

    unit: Unit
    tasks: int


def overdue_by_ministry(viewer: Viewer) -> list[Ministry]:
    """The most overdue first, over the tasks that the person may know of; two queries."""
    rows = overdue(leaves(access.tasks(viewer)))
    counts = rows.order_by().values_list("lead").annotate(n=Count("pk"))
    units = Unit.objects.in_bulk()
    total: Counter[str] = Counter()
    for lead, number in counts:
        total[agency_of(lead, units)] += number
    found = [Ministry(units[key], number) for key, number in total.items()]
    return sorted(found, key=lambda one: (-one.tasks, one.unit.name_vi))


def led_within(rows: QuerySet[Task], agency: str) -> QuerySet[Task]:
    """The tasks that somebody does, led within a ministry: with ``overdue`` the rows of a number."""
    units = Unit.objects.in_bulk()
    own = [key for key in units if agency_of(key, units) == agency]
    return leaves(rows).filter(lead__in=own)


def agency_of(key: str, units: dict[str, Unit]) -> str:
    """The ministry, province or office at the top of the unit's line; a mission stands alone."""
    unit = units[key]
    while unit.kind not in OUTPOSTS and unit.belongs_to_id:
        above = units[unit.belongs_to_id]
        if above.kind in OVERSEERS:
            break
        unit = above
    return unit.pk
