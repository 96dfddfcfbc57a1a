"""Ledgers added up by partner, sector, year or kind: a few queries whatever their length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from chancery.register.models import Project, ProjectEntry
from chancery.register.projects.money import Line, Totals, totals
from chancery.register.projects.queries import LINE

NONE = "none"
"""The key of what is in no sector."""
BY = ("partner", "sector", "year", "kind")


@dataclass(frozen=True, slots=True)
class Group:
    """The sums of one partner, sector, year or kind, over so many projects."""

    key: str
    totals: Totals
    projects: int


@dataclass(frozen=True, slots=True)
class _Row:
    project: int
    partner: str | None
    line: Line


def grouped(rows: QuerySet[ProjectEntry], by: str) -> tuple[list[Group], Group]:
    """The groups that have any entry, and all together.

    What concerns several partners or sectors counts in full under each, so groups may add up to
    more than all together; an entry that names its own partner counts under that one alone.
    """
    found = [_Row(row[0], row[1], Line(*row[2:])) for row in _values(rows)]
    keys_of = _keys_of(rows, by)
    groups: dict[str, list[_Row]] = defaultdict(list)
    for row in found:
        for key in keys_of(row):
            groups[key].append(row)
    told = [_group(key, some) for key, some in groups.items()]
    return sorted(told, key=lambda group: group.key), _group("", found)


def _values(rows: QuerySet[ProjectEntry]) -> Any:
    plain = rows.order_by().select_related(None)
    return plain.values_list("project", "partner", *LINE).iterator(chunk_size=5_000)


def _group(key: str, rows: list[_Row]) -> Group:
    return Group(key, totals(row.line for row in rows), len({row.project for row in rows}))


def _keys_of(rows: QuerySet[ProjectEntry], by: str) -> Callable[[_Row], Iterable[str]]:
    projects = rows.order_by().values("project")
    if by == "year":
        return lambda row: [str(row.line.day.year)]
    if by == "kind":
        kinds = dict(Project.objects.filter(pk__in=projects).values_list("pk", "kind"))
        return lambda row: [kinds[row.project]]
    if by == "sector":
        sectors = _many(Project.sectors.through, "sector", projects)
        return lambda row: sectors.get(row.project) or [NONE]
    partners = _many(Project.partners.through, "partner", projects)
    return lambda row: [row.partner] if row.partner else partners.get(row.project, [])


def _many(through: Any, name: str, projects: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    pairs = through.objects.filter(project__in=projects).values_list("project", name)
    for project, key in pairs.order_by("project", name):
        found[project].append(str(key))
    return found
