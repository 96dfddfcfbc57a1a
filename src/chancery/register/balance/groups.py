"""Which partners are put side by side: ``definitions/balance.yaml``, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from chancery.lib.definitions import Definition, Place, read
from chancery.partners.models import BlocMembership, Partner
from chancery.partners.queries import with_level

NAME = "balance.yaml"
_WORDS = ("key", "vi", "en", "reason_vi", "reason_en")
_LISTS = ("partners", "levels", "blocs")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Group:
    """One group of partners and why these; codes, levels and blocs as the definition has them."""

    key: str
    name_vi: str
    name_en: str
    reason_vi: str
    reason_en: str
    partners: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    blocs: tuple[str, ...] = ()


def groups() -> dict[str, Group]:
    """The groups of this installation by key, in their order. DefinitionError where it is wrong."""
    root = settings.WORKSPACE.root
    own = root / "definitions" / NAME
    return _groups(root, own.stat().st_mtime_ns if own.is_file() else 0)


@lru_cache(maxsize=8)
def _groups(root: Path, changed: int) -> dict[str, Group]:
    said = read(NAME, root)
    lines = said.says.get("groups")
    if not isinstance(lines, list) or not lines:
        raise said.wrong(("groups",), "groups is not a list", "write one group, after -")
    found: dict[str, Group] = {}
    for number, line in enumerate(lines):
        group = _group(said, ("groups", number), line)
        if group.key in found:
            cause = f"the key {group.key} is there twice"
            raise said.wrong(("groups", number), cause, "give every group a key of its own")
        found[group.key] = group
    return found


def _group(said: Definition, place: Place, line: Any) -> Group:
    if not isinstance(line, dict):
        raise said.wrong(place, "this is no group", "write key: ..., vi: ..., en: ...")
    for name in line:
        if name not in {*_WORDS, *_LISTS}:
            remedy = f"use {', '.join((*_WORDS, *_LISTS))}"
            raise said.wrong((*place, name), f"unknown name {name}", remedy)
    lists = {name: _codes(said, (*place, name), line.get(name, [])) for name in _LISTS}
    if not any(lists.values()):
        raise said.wrong(place, "this group holds nobody", "name partners, levels or blocs")
    words = {name: _word(said, (*place, name), line.get(name)) for name in _WORDS}
    return Group(
        key=words["key"],
        name_vi=words["vi"],
        name_en=words["en"],
        reason_vi=words["reason_vi"],
        reason_en=words["reason_en"],
        partners=lists["partners"],
        levels=lists["levels"],
        blocs=lists["blocs"],
    )


def _word(said: Definition, place: Place, value: Any) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST:
        cause, remedy = f"{place[-1]} is {value!r}", f"write words of at most {_LONGEST} letters"
        raise said.wrong(place, cause, remedy)
    return value


def _codes(said: Definition, place: Place, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or any(not isinstance(code, str) for code in value):
        # NO is the code of a country, and YAML reads it bare as "no"
        remedy = "write a list of codes, each in quotes where YAML could take it for a word"
        raise said.wrong(place, f"{place[-1]} is {value!r}", remedy)
    return tuple(value)


def members(group: Group) -> list[Partner]:
    """Its partners today with their level (see ``with_level``), the closest first."""
    iso = timezone.localdate().isoformat()
    held = BlocMembership.objects.filter(
        Q(end="") | Q(end__gt=iso), bloc__in=group.blocs, start__lte=iso
    )
    rows = with_level(Partner.objects.filter(is_home=False)).filter(
        Q(pk__in=group.partners) | Q(level_now__in=group.levels) | Q(pk__in=held.values("member"))
    )
    return list(rows.order_by(F("level_rank").desc(), F("level_since"), "name_vi"))


def unknown(group: Group) -> list[str]:
    """Codes of partners and blocs in the definition that the table of partners does not hold."""
    named = {*group.partners, *group.blocs}
    return sorted(named - set(Partner.objects.filter(pk__in=named).values_list("pk", flat=True)))
