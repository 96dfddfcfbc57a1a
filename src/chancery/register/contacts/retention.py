"""How long a contact is kept: ``definitions/contacts.yaml``, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from chancery.lib.definitions import Definition, Place, read
from chancery.register.agreements.days import months_on
from chancery.register.models import Contact

NAME = "contacts.yaml"
_BASES = tuple(str(basis) for basis in Contact.Basis if basis != Contact.Basis.WITHDRAWN)
_MOST_MONTHS, _MOST_DAYS = 600, 3_650


@dataclass(frozen=True, slots=True)
class Retention:
    """``months`` after the last interaction by basis; ``within`` days ahead a review is due."""

    within: int
    months: Mapping[str, int]

    def until(self, basis: str, since: date) -> date:
        """The last day of keeping what was last needed on ``since``."""
        return months_on(since, self.months[basis])

    def latest_before(self, basis: str, day: date) -> date:
        """The latest ``since`` that is kept until before ``day``: the same rule for the database."""
        since = months_on(day, -self.months[basis])
        while self.until(basis, since) < day:
            since += timedelta(days=1)
        while self.until(basis, since) >= day:
            since -= timedelta(days=1)
        return since


def retention() -> Retention:
    """The rules of this installation. DefinitionError says what is wrong with them, and where."""
    root = settings.WORKSPACE.root
    own = root / "definitions" / NAME
    return _retention(root, own.stat().st_mtime_ns if own.is_file() else 0)


@lru_cache(maxsize=8)
def _retention(root: Path, changed: int) -> Retention:
    said = read(NAME, root)
    for name in said.says:
        if name not in {"within", "retention"}:
            raise said.wrong((name,), f"unknown name {name}", "use within, retention")
    lines = said.says.get("retention")
    if not isinstance(lines, list):
        remedy = "write one basis a line, each after -"
        raise said.wrong(("retention",), "retention is not a list", remedy)
    months = dict(_line(said, ("retention", number), line) for number, line in enumerate(lines))
    if missing := [basis for basis in _BASES if basis not in months]:
        cause = f"nothing is said of {', '.join(missing)}"
        raise said.wrong(("retention",), cause, "write a line for every basis")
    within = _number(said, ("within",), said.says.get("within"), _MOST_DAYS)
    return Retention(within, months)


def _line(said: Definition, place: Place, line: Any) -> tuple[str, int]:
    if not isinstance(line, dict) or set(line) != {"basis", "months"}:
        raise said.wrong(place, "this is no rule", "write {basis: ..., months: ...}")
    if line["basis"] not in _BASES:
        cause, remedy = f"basis is {line['basis']!r}", f"use one of {', '.join(_BASES)}"
        raise said.wrong((*place, "basis"), cause, remedy)
    return line["basis"], _number(said, (*place, "months"), line["months"], _MOST_MONTHS)


def _number(said: Definition, place: Place, value: Any, most: int) -> int:
    if type(value) is not int or not 1 <= value <= most:
        remedy = f"write a whole number from 1 to {most}"
        raise said.wrong(place, f"{place[-1]} is {value!r}", remedy)
    return value
