"""``definitions/reminders.yaml``, read and checked."""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from chancery.lib.definitions import Definition, read
from chancery.work.reminding import AHEAD, EVENTS, Plan, Rule, recipients_of

NAME = "reminders.yaml"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KNOWN = ("name", "event", "before", "after", "every", "to")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LONGEST = 40


def plan() -> Plan:
    """The rules of this installation. DefinitionError says what is wrong with them, and where."""
    root = settings.WORKSPACE.root
    own = root / "definitions" / NAME
    return _plan(root, own.stat().st_mtime_ns if own.is_file() else 0)


@lru_cache(maxsize=8)
def _plan(root: Path, changed: int) -> Plan:
    said = read(NAME, root)
    for name in said.says:
        if name not in {"morning", "weekly_on", "rules"}:
            raise said.wrong((name,), f"unknown name {name}", "use morning, weekly_on, rules")
    rules = said.says.get("rules")
    if not isinstance(rules, list):
        raise said.wrong(("rules",), "rules is not a list", "write one rule a line, each after -")
    found = tuple(_rule(said, number, line) for number, line in enumerate(rules))
    names = [rule.name for rule in found]
    for number, name in enumerate(names):
        if name in names[:number]:
            cause = f"the name {name} is there twice"
            raise said.wrong(("rules", number), cause, "give every rule a name of its own")
    return Plan(found, _morning(said), _weekday(said))


def _rule(said: Definition, number: int, line: Any) -> Rule:
    place = ("rules", number)
    if not isinstance(line, dict):
        raise said.wrong(place, "this is no rule", "write {name: ..., event: ..., to: [...]}")
    for name in line:
        if name not in _KNOWN:
            raise said.wrong((*place, name), f"unknown name {name}", f"use {', '.join(_KNOWN)}")
    name, event = line.get("name"), line.get("event")
    if not isinstance(name, str) or not 1 <= len(name) <= _LONGEST:
        cause = f"name is {name!r}"
        raise said.wrong((*place, "name"), cause, f"write a word of at most {_LONGEST} letters")
    if event not in EVENTS:
        raise said.wrong(
            (*place, "event"), f"event is {event!r}", f"use one of {', '.join(sorted(EVENTS))}"
        )
    days = _days(said, number, line)
    return Rule(name, event, days, _to(said, number, line), _every(said, number, line))


def _days(said: Definition, number: int, line: dict[str, Any]) -> int:
    wanted, other = ("before", "after") if line["event"] in AHEAD else ("after", "before")
    place = ("rules", number)
    if other in line:
        cause = f"{line['event']} has no {other}"
        raise said.wrong((*place, other), cause, f"write {wanted}: and a number")
    return _count(said, (*place, wanted), line.get(wanted), 0 if wanted == "before" else 1)


def _every(said: Definition, number: int, line: dict[str, Any]) -> int:
    place = ("rules", number, "every")
    if "every" not in line:
        return 0
    if line["event"] in AHEAD:
        raise said.wrong(place, f"{line['event']} is not repeated", "take every: away")
    return _count(said, place, line["every"], 1)


def _count(said: Definition, place: tuple[str | int, ...], value: object, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= 260:
        cause = f"{place[-1]} is {value!r}"
        raise said.wrong(place, cause, f"write a number of working days from {least} to 260")
    return value


def _to(said: Definition, number: int, line: dict[str, Any]) -> tuple[str, ...]:
    place, to = ("rules", number, "to"), line.get("to")
    fitting = recipients_of(line["event"])
    if not isinstance(to, list) or not to or any(who not in fitting for who in to):
        cause, known = f"to is {to!r}", ", ".join(sorted(fitting))
        raise said.wrong(place, cause, f"write a list of {known}")
    return tuple(to)


def _morning(said: Definition) -> time:
    value = said.says.get("morning")
    if not isinstance(value, str) or not CLOCK.fullmatch(value):
        raise said.wrong(("morning",), f"morning is {value!r}", 'write a time such as "07:00"')
    return time.fromisoformat(value)


def _weekday(said: Definition) -> int:
    value = said.says.get("weekly_on")
    if value not in _DAYS:
        raise said.wrong(
            ("weekly_on",), f"weekly_on is {value!r}", f"use one of {', '.join(_DAYS)}"
        )
    return _DAYS.index(value)
