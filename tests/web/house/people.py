"""Who is in the house: post, circle and area of each, written out by hand."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from zlib import crc32

LEVELS = ("public", "internal", "restricted")

HOLDER = "mofa-economic"

NAMED = "mission-jp"


@dataclass(frozen=True)
class Person:
    """A member of the cast: post, units whose internal work they share, partners of their area."""

    name: str
    unit: str = ""
    role: str = ""
    circle: frozenset[str] = frozenset()
    stands_for: frozenset[str] = frozenset()
    area: frozenset[str] = frozenset()
    oversees: bool = False

    @property
    def reads(self) -> bool:
        return self.role in {"head", "officer", "reader", "clerk", "auditor"}

    @property
    def writes(self) -> bool:
        return self.role in {"head", "officer"}

    def writes_for(self, unit: str) -> bool:
        return self.writes and unit in self.stands_for

    def heads(self, unit: str) -> bool:
        return self.role == "head" and unit in self.stands_for

    def __str__(self) -> str:
        return f"{self.name} ({self.role or 'no post'}{' of ' if self.unit else ''}{self.unit})"


_MOFA = frozenset({"mofa", "mofa-economic"})

_DESK = frozenset({"mofa-economic"})

_TOKYO = frozenset({"mission-jp", "trade-jp"})

_MOIT, _LANG_SON, _SEOUL = (
    frozenset({"moit"}),
    frozenset({"province-lang-son"}),
    frozenset({"mission-kr"}),
)

JP, _KR = frozenset({"JP"}), frozenset({"KR"})

PEOPLE = (
    Person("lan", "mofa-economic", "officer", _MOFA, _DESK),
    Person("minh", "mofa-economic", "head", _MOFA, _DESK),
    Person("ha", "mofa-economic", "clerk", _MOFA, _DESK),
    Person("thu", "mofa-economic", "reader", _MOFA, _DESK),
    Person("hien", "mofa", "head", _MOFA, _MOFA),
    Person("tuan", "mission-jp", "officer", _TOKYO, frozenset({"mission-jp"}), JP),
    Person("mai", "mission-jp", "head", _TOKYO, frozenset({"mission-jp"}), JP),
    Person("son", "moit", "officer", _MOIT, _MOIT),
    Person("binh", "moit", "head", _MOIT, _MOIT),
    Person("yen", "province-lang-son", "officer", _LANG_SON, _LANG_SON),
    Person("oanh", "mission-kr", "officer", _SEOUL, _SEOUL, _KR),
    Person("quang", "vpcp", "officer", frozenset({"vpcp"}), frozenset({"vpcp"}), oversees=True),
    Person("khoa", "mofa", "administrator", stands_for=_MOFA),
    Person("vy", "mofa", "auditor", _MOFA, _MOFA),
    Person("nobody"),
)


def in_turn(
    people: Iterable[Person], alike: Callable[[Person], object], turn: str
) -> list[Person]:
    """Two of all those who are to be treated alike at an address, others at every ``turn``.

    With ``CHANCERY_SLOW=1`` everyone: the whole matrix takes three times as long.
    """
    if os.environ.get("CHANCERY_SLOW"):
        return list(people)
    groups: dict[object, list[Person]] = defaultdict(list)
    for person in people:
        groups[alike(person)].append(person)
    first = crc32(turn.encode())
    return [
        group[(first + step) % len(group)]
        for group in groups.values()
        for step in range(min(2, len(group)))
    ]
