"""``definitions/escalation.yaml``, read and checked."""

from __future__ import annotations

from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from chancery.lib.definitions import Definition, Place, read
from chancery.people.models import Unit
from chancery.work.escalation.plan import (
    BY_CLOCK,
    RUNGS,
    URGED,
    Ground,
    LadderPlan,
    UrgingPlan,
)
from chancery.work.models import Priority, Rung, Trigger
from chancery.work.reminder_rules import CLOCK

NAME = "escalation.yaml"
LONGEST = 260
_KNOWN = ("morning", "committee", "ladder", "triggers", "again", "shorten", "urging")


def ladder_plan() -> LadderPlan:
    """The ladder of this installation. DefinitionError says what is wrong with it, and where."""
    root = settings.WORKSPACE.root
    own = root / "definitions" / NAME
    said, plan = _plan(root, own.stat().st_mtime_ns if own.is_file() else 0)
    if plan.committee and not Unit.objects.filter(pk=plan.committee).exists():
        cause, remedy = f"there is no unit {plan.committee!r}", "write the key of a unit, or ''"
        raise said.wrong(("committee",), cause, remedy)
    return plan


@lru_cache(maxsize=8)
def _plan(root: Path, changed: int) -> tuple[Definition, LadderPlan]:
    said = read(NAME, root)
    _only(said, (), said.says, _KNOWN)
    answer_in = _ladder(said)
    return said, LadderPlan(
        answer_in=answer_in,
        grounds=_grounds(said, answer_in),
        again=_count(said, ("again",), said.says.get("again"), 1),
        shorten=_shorten(said),
        urging=_urging(said),
        morning=_morning(said),
        committee=_committee(said),
    )


def _ladder(said: Definition) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, line in enumerate(_list(said, "ladder", "{rung: ..., answer_in: ...}")):
        place: Place = ("ladder", number)
        _only(said, place, line, ("rung", "answer_in"))
        rung = _one_of(said, (*place, "rung"), line.get("rung"), RUNGS)
        if found and RUNGS.index(Rung(rung)) <= RUNGS.index(Rung(list(found)[-1])):
            cause = f"{rung} stands above {list(found)[-1]}"
            raise said.wrong((*place, "rung"), cause, "write each rung once, from below")
        found[rung] = _count(said, (*place, "answer_in"), line.get("answer_in"), 1)
    if not found:
        raise said.wrong(("ladder",), "the ladder has no rung", "write at least one")
    return found


def _grounds(said: Definition, ladder: dict[str, int]) -> tuple[Ground, ...]:
    found: list[Ground] = []
    for number, line in enumerate(_list(said, "triggers", "{event: ..., after: ..., first: ...}")):
        place: Place = ("triggers", number)
        _only(said, place, line, ("event", "after", "first"))
        event = _one_of(said, (*place, "event"), line.get("event"), BY_CLOCK)
        if any(ground.event == event for ground in found):
            cause = f"{event} is there twice"
            raise said.wrong((*place, "event"), cause, "write each event once")
        first = _one_of(said, (*place, "first"), line.get("first"), tuple(ladder))
        after = _count(said, (*place, "after"), line.get("after"), 1)
        found.append(Ground(Trigger(event), after, Rung(first)))
    return tuple(found)


def _shorten(said: Definition) -> dict[str, int]:
    given = said.says.get("shorten", {})
    if not isinstance(given, dict):
        raise said.wrong(("shorten",), "shorten is no list of names", "write {urgent: 1}, or {}")
    _only(said, ("shorten",), given, tuple(Priority))
    return {name: _count(said, ("shorten", name), days, 1) for name, days in given.items()}


def _urging(said: Definition) -> UrgingPlan:
    given, known = said.says.get("urging"), (*URGED, "reply_in", "again")
    if not isinstance(given, dict):
        cause = "urging is no list of names"
        raise said.wrong(("urging",), cause, "write {overdue: 1, reply_in: 5, again: 10}")
    _only(said, ("urging",), given, known)
    days = {n: _count(said, ("urging", n), given.get(n), 1) for n in ("reply_in", "again")}
    after = {str(n): _count(said, ("urging", n), given[n], 1) for n in URGED if n in given}
    return UrgingPlan(after, **days)


def _list(said: Definition, name: str, example: str) -> list[dict[str, Any]]:
    lines = said.says.get(name)
    if not isinstance(lines, list):
        raise said.wrong((name,), f"{name} is not a list", "write one line each, after -")
    for number, line in enumerate(lines):
        if not isinstance(line, dict):
            raise said.wrong((name, number), f"this is no line of {name}", f"write {example}")
    return lines


def _only(said: Definition, place: Place, given: dict[Any, Any], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            remedy = f"use {', '.join(map(str, known))}"
            raise said.wrong((*place, name), f"unknown name {name!r}", remedy)


def _one_of(said: Definition, place: Place, value: object, known: tuple[str, ...]) -> str:
    words = [str(one) for one in known]
    if not isinstance(value, str) or value not in words:
        raise said.wrong(place, f"{place[-1]} is {value!r}", f"use one of {', '.join(words)}")
    return value


def _count(said: Definition, place: Place, value: object, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= LONGEST:
        cause = f"{place[-1]} is {value!r}"
        remedy = f"write a number of working days from {least} to {LONGEST}"
        raise said.wrong(place, cause, remedy)
    return value


def _morning(said: Definition) -> time:
    value = said.says.get("morning")
    if not isinstance(value, str) or not CLOCK.fullmatch(value):
        raise said.wrong(("morning",), f"morning is {value!r}", 'write a time such as "07:00"')
    return time.fromisoformat(value)


def _committee(said: Definition) -> str:
    value = said.says.get("committee", "")
    if not isinstance(value, str):
        cause = f"committee is {value!r}"
        raise said.wrong(("committee",), cause, "write the key of a unit, or ''")
    return value
