"""What an obstacle is of: ``definitions/obstacle_kinds.yaml``, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from chancery.lib.definitions import Definition, read

NAME = "obstacle_kinds.yaml"
LONGEST = 20
_KNOWN = ("code", "vi", "en")


@dataclass(frozen=True, slots=True)
class ObstacleKind:
    """A chapter of non-tariff measures (its letter is the code), or what blocks beside trade."""

    code: str
    name_vi: str
    name_en: str


def obstacle_kinds() -> dict[str, ObstacleKind]:
    """The kinds of this installation by code, in their order. DefinitionError where it is wrong."""
    root = settings.WORKSPACE.root
    own = root / "definitions" / NAME
    return _kinds(root, own.stat().st_mtime_ns if own.is_file() else 0)


@lru_cache(maxsize=8)
def _kinds(root: Path, changed: int) -> dict[str, ObstacleKind]:
    said = read(NAME, root)
    lines = said.says.get("kinds")
    if not isinstance(lines, list) or not lines:
        raise said.wrong(("kinds",), "kinds is not a list", "write one kind a line, each after -")
    found: dict[str, ObstacleKind] = {}
    for number, line in enumerate(lines):
        kind = _kind(said, number, line)
        if kind.code in found:
            cause = f"the code {kind.code} is there twice"
            raise said.wrong(("kinds", number), cause, "give every kind a code of its own")
        found[kind.code] = kind
    return found


def _kind(said: Definition, number: int, line: Any) -> ObstacleKind:
    place = ("kinds", number)
    if not isinstance(line, dict):
        raise said.wrong(place, "this is no kind", "write {code: ..., vi: ..., en: ...}")
    for name in line:
        if name not in _KNOWN:
            raise said.wrong((*place, name), f"unknown name {name}", f"use {', '.join(_KNOWN)}")
    code, name_vi, name_en = (line.get(name) for name in _KNOWN)
    for name, value, longest in (
        ("code", code, LONGEST),
        ("vi", name_vi, 120),
        ("en", name_en, 120),
    ):
        if not isinstance(value, str) or not 1 <= len(value) <= longest:
            cause, remedy = f"{name} is {value!r}", f"write words of at most {longest} letters"
            raise said.wrong((*place, name), cause, remedy)
    return ObstacleKind(str(code), str(name_vi), str(name_en))
