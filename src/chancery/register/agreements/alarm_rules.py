"""``definitions/alarms.yaml``, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from chancery.lib.definitions import Definition, Place, read
from chancery.register.agreements.alarms import RECIPIENTS, Rule
from chancery.register.agreements.life import EVENTS, LASTING, LONGEST_MONTHS, STAGE
from chancery.register.agreements.stages import ENDS
from chancery.register.models import Stage

NAME = "alarms.yaml"
_KNOWN = ("name", "event", "stage", "months", "before", "after", "every", "to")
_LONGEST = 40
_MOST_DAYS = 3_650
_OPEN_STAGES = [stage.value for stage in Stage if stage.value not in ENDS]


@dataclass(frozen=True, slots=True)
class Alarms:
    """The whole definition: the rules, and how far ahead lists look."""

    rules: tuple[Rule, ...]
    within: int


def alarms() -> Alarms:
    """The rules of this installation. DefinitionError says what is wrong with them, and where."""
    root = settings.WORKSPACE.root
    own = root / "definitions" / NAME
    return _alarms(root, own.stat().st_mtime_ns if own.is_file() else 0)


@lru_cache(maxsize=8)
def _alarms(root: Path, changed: int) -> Alarms:
    said = read(NAME, root)
    for name in said.says:
        if name not in {"within", "alarms"}:
            raise said.wrong((name,), f"unknown name {name}", "use within, alarms")
    lines = said.says.get("alarms")
    if not isinstance(lines, list):
        raise said.wrong(
            ("alarms",), "alarms is not a list", "write one alarm a line, each after -"
        )
    rules = tuple(_rule(said, number, line) for number, line in enumerate(lines))
    names = [rule.name for rule in rules]
    for number, name in enumerate(names):
        if name in names[:number]:
            cause = f"the name {name} is there twice"
            raise said.wrong(("alarms", number), cause, "give every alarm a name of its own")
    return Alarms(rules, _count(said, ("within",), said.says.get("within"), 1))


def _rule(said: Definition, number: int, line: Any) -> Rule:
    place: Place = ("alarms", number)
    if not isinstance(line, dict):
        raise said.wrong(place, "this is no alarm", "write {name: ..., event: ..., to: [...]}")
    for name in line:
        if name not in _KNOWN:
            raise said.wrong((*place, name), f"unknown name {name}", f"use {', '.join(_KNOWN)}")
    event = line.get("event")
    if event not in EVENTS:
        remedy = f"use one of {', '.join(EVENTS)}"
        raise said.wrong((*place, "event"), f"event is {event!r}", remedy)
    found = Rule(
        name=_name(said, place, line.get("name")),
        event=event,
        to=_to(said, place, line.get("to")),
        before=_before(said, place, line.get("before", [])),
        after=_late(said, place, line, "after"),
        every=_late(said, place, line, "every"),
        stage=_stage(said, place, line),
        months=_months(said, place, line),
    )
    if found.every and not found.after:
        raise said.wrong((*place, "every"), "every without after", "write after: and a number")
    if not found.before and not found.after:
        raise said.wrong(place, "this alarm never rings", "write before: [...] or after: N")
    return found


def _name(said: Definition, place: Place, name: Any) -> str:
    if not isinstance(name, str) or not 1 <= len(name) <= _LONGEST:
        remedy = f"write a word of at most {_LONGEST} letters"
        raise said.wrong((*place, "name"), f"name is {name!r}", remedy)
    return name


def _to(said: Definition, place: Place, to: Any) -> tuple[str, ...]:
    if not isinstance(to, list) or not to or any(who not in RECIPIENTS for who in to):
        remedy = f"write a list of {', '.join(RECIPIENTS)}"
        raise said.wrong((*place, "to"), f"to is {to!r}", remedy)
    return tuple(to)


def _before(said: Definition, place: Place, days: Any) -> tuple[int, ...]:
    if not isinstance(days, list):
        raise said.wrong(
            (*place, "before"), f"before is {days!r}", "write a list such as [90, 30]"
        )
    return tuple(_count(said, (*place, "before"), day, 0) for day in days)


def _late(said: Definition, place: Place, line: dict[str, Any], name: str) -> int:
    if name not in line:
        return 0
    if line["event"] not in LASTING:
        cause = f"{line['event']} passes by itself"
        raise said.wrong((*place, name), cause, f"take {name}: away")
    return _count(said, (*place, name), line[name], 1)


def _stage(said: Definition, place: Place, line: dict[str, Any]) -> str:
    stage = line.get("stage", "")
    if line["event"] == STAGE and stage not in _OPEN_STAGES:
        remedy = f"use one of {', '.join(_OPEN_STAGES)}"
        raise said.wrong((*place, "stage"), f"stage is {stage!r}", remedy)
    if line["event"] != STAGE and "stage" in line:
        cause = f"{line['event']} has no stage"
        raise said.wrong((*place, "stage"), cause, "take stage: away")
    return str(stage)


def _months(said: Definition, place: Place, line: dict[str, Any]) -> int:
    if line["event"] == STAGE:
        months = line.get("months")
        return _count(said, (*place, "months"), months, 1, LONGEST_MONTHS, "months")
    if "months" in line:
        cause = f"{line['event']} has no months"
        raise said.wrong((*place, "months"), cause, "take months: away")
    return 0


def _count(
    said: Definition,
    place: Place,
    value: Any,
    least: int,
    most: int = _MOST_DAYS,
    unit: str = "days",
) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        cause = f"{place[-1]} is {value!r}"
        raise said.wrong(place, cause, f"write a number of {unit} from {least} to {most}")
    return value
