"""Whom a rung asks: the unit of each rung, the people who answer for it today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chancery.people.access import OVERSEERS, viewer_of
from chancery.people.models import Unit, UnitKind, User
from chancery.people.queries import country_pack
from chancery.work import access
from chancery.work.models import Rung, Task, Trigger
from chancery.work.recipients import Staff

ORGANS = frozenset({UnitKind.GOVERNMENT, UnitKind.PRIME_MINISTER, UnitKind.COMMITTEE})
ASSIGNERS_SIDE = frozenset({Trigger.EXTENSION})
"""Grounds on which the assigner's side is late, not the lead's."""


def side_of(task: Task, trigger: str) -> str:
    """The unit whose ladder is climbed."""
    return task.assigner_id if trigger in ASSIGNERS_SIDE else task.lead_id


def top_of(key: str, units: Mapping[str, Unit]) -> str:
    """The ministry, province or office whose a unit is; a mission's is the ministry above it."""
    unit = units[key]
    while unit.belongs_to_id and unit.belongs_to_id in units:
        above = units[unit.belongs_to_id]
        if above.kind in OVERSEERS:
            break
        unit = above
    return unit.pk


def unit_at(rung: str, base: str, units: Mapping[str, Unit], committee: str) -> str | None:
    """The unit that a rung asks about a task of ``base``; None where the rung is not there."""
    base = today_is(base, units)
    if rung == Rung.UNIT:
        return base
    if rung == Rung.MINISTRY:
        top = top_of(base, units)
        return None if top == base or units[base].kind in ORGANS else top
    found = committee or first_committee(units)
    return found if found and found != base else None


def today_is(key: str, units: Mapping[str, Unit]) -> str:
    """The unit of today that a merged one went into."""
    seen = {key}
    while (after := units[key].successor_id) and after in units and after not in seen:
        key = after
        seen.add(key)
    return key


def first_committee(units: Mapping[str, Unit]) -> str | None:
    """The committee that may assign work by the pack's table; failing that any, the first by key."""
    found = {u.pk for u in units.values() if u.kind == UnitKind.COMMITTEE and u.is_current}
    assigns = {row.assigner for row in country_pack().authority}
    return min(found & assigns or found, default=None)


def people_at(unit: str, staff: Staff) -> set[int]:
    """Who answers for it today: its heads, acting ones too; for an organ of state and a committee
    whoever writes for it, or its Office."""
    if staff.units[unit].kind in ORGANS:
        return set(staff.writers.get(unit, ())) or staff.offices()
    return set(staff.heads.get(unit, ()))


@dataclass
class Known:
    """Which of some tasks a person may know of; asked once for each person."""

    tasks: frozenset[int]
    people: Mapping[int, User]
    _seen: dict[int, frozenset[int]] = field(default_factory=dict)

    def may_know(self, person: int, task: int) -> bool:
        """Nobody is asked about a task that they may not know of."""
        if person not in self._seen:
            rows = access.tasks(viewer_of(self.people[person])).filter(pk__in=self.tasks)
            self._seen[person] = frozenset(rows.order_by().values_list("pk", flat=True))
        return task in self._seen[person]


@dataclass(frozen=True, slots=True)
class Asked:
    """A rung that can be raised: the unit, and the people who are told."""

    rung: Rung
    unit: str
    people: frozenset[int]


def first_answered(
    rungs: Iterable[Rung], task: Task, trigger: str, staff: Staff, committee: str, known: Known
) -> Asked | None:
    """The lowest of the rungs on which somebody may answer; failing all, the lowest there is."""
    base, lowest = side_of(task, trigger), None
    for rung in rungs:
        unit = unit_at(rung, base, staff.units, committee)
        if unit is None:
            continue
        people = people_at(unit, staff)
        found = Asked(rung, unit, frozenset(p for p in people if known.may_know(p, task.pk)))
        if found.people:
            return found
        lowest = lowest or found
    return lowest
