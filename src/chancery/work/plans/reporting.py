"""``definitions/reporting.yaml``, read and checked: who reports each month, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from chancery.lib.definitions import Definition, read
from chancery.people.models import UnitKind
from chancery.reference import Calendar
from chancery.work.plans.values import month_after
from chancery.work.reminding import Occasion, Rule, current

NAME = "reporting.yaml"
_KNOWN = ("kinds", "deadline", "before", "after", "every")
_LATEST = 20
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reporting:
    """Which kinds of units report, on which working day of the next month, and who is reminded when."""

    kinds: tuple[str, ...]
    working_day: int
    ahead: tuple[Rule, ...]
    late: tuple[Rule, ...]

    def deadline(self, month: date, calendar: Calendar) -> date:
        """By when the report of a month is sent."""
        day = calendar.next_working_day(month_after(month))
        for _step in range(self.working_day - 1):
            day = calendar.next_working_day(day + _ONE_DAY)
        return day

    def occasion(self, month: date, today: date, calendar: Calendar) -> Occasion | None:
        """The reminder that holds today for the report of a month, where it was not sent."""
        day = self.deadline(month, calendar)
        found = current(self.ahead, day, today, calendar)
        return found or current(self.late, day, today, calendar)


def reporting() -> Reporting:
    """The definition of this installation. DefinitionError says what is wrong with it, and where."""
    root = settings.WORKSPACE.root
    own = root / "definitions" / NAME
    return _reporting(root, own.stat().st_mtime_ns if own.is_file() else 0)


@lru_cache(maxsize=8)
def _reporting(root: Path, changed: int) -> Reporting:
    said = read(NAME, root)
    for name in said.says:
        if name not in _KNOWN:
            raise said.wrong((name,), f"unknown name {name}", f"use {', '.join(_KNOWN)}")
    before = said.says.get("before")
    if not isinstance(before, list):
        raise said.wrong(("before",), f"before is {before!r}", "write a list such as [2, 0]")
    days = [_number(said, ("before", at), day, 0) for at, day in enumerate(before)]
    after, every = (_number(said, (name,), said.says.get(name), 1) for name in ("after", "every"))
    return Reporting(
        kinds=_kinds(said),
        working_day=_number(said, ("deadline",), said.says.get("deadline"), 1),
        ahead=tuple(Rule(f"before-{day}", "report", day, ("doers",)) for day in days),
        late=(Rule("late", "overdue", after, ("doers",), every),),
    )


def _kinds(said: Definition) -> tuple[str, ...]:
    kinds = said.says.get("kinds")
    if not isinstance(kinds, list) or not kinds:
        raise said.wrong(("kinds",), f"kinds is {kinds!r}", "write a list of kinds of units")
    for at, kind in enumerate(kinds):
        if kind not in UnitKind.values:
            known = ", ".join(UnitKind.values)
            raise said.wrong(("kinds", at), f"unknown kind {kind!r}", f"use some of {known}")
    return tuple(kinds)


def _number(said: Definition, place: tuple[str | int, ...], value: Any, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _LATEST:
        cause = f"{place[-1] if isinstance(place[-1], str) else place[0]} is {value!r}"
        remedy = f"write a number of working days from {least} to {_LATEST}"
        raise said.wrong(place, cause, remedy)
    return value
