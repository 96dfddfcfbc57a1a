"""``definitions/iati.yaml``, read and checked: what of an IATI file goes where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from chancery.lib.definitions import Definition, read
from chancery.register.models import Ledger, Project, ProjectStage

NAME = "iati.yaml"
NONE = "none"
PLANS = ("budget", "planned-disbursement")


@dataclass(frozen=True, slots=True)
class Rule:
    """Where something goes: a ledger, or nowhere and why."""

    ledger: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class IatiTable:
    """The whole table."""

    transactions: Mapping[str, Rule]
    plans: Mapping[str, Rule]
    stages: Mapping[str, str]
    aid: Mapping[str, str]
    finance: Mapping[str, str]
    flow: Mapping[str, str]
    sectors: Mapping[str, str]
    partners: Mapping[str, str]

    def kind(self, aid: str, finance: str, flow: str) -> str:
        """The kind of project; empty where none of the three says."""
        return self.aid.get(aid) or self.finance.get(finance) or self.flow.get(flow) or ""

    def sector(self, code: str) -> str:
        """The sector of the longest beginning of a DAC code."""
        return _longest(self.sectors, code)

    def partner(self, ref: str) -> str:
        """The partner whom an organisation's identifier names."""
        found = _longest(self.partners, ref)
        before, dash, _rest = ref.partition("-")
        return found or (before if dash and len(before) == 2 and before.isalpha() else "")


def table() -> IatiTable:
    """The table of this installation. DefinitionError says what is wrong with it, and where."""
    root = settings.WORKSPACE.root
    own = root / "definitions" / NAME
    return _table(root, own.stat().st_mtime_ns if own.is_file() else 0)


@lru_cache(maxsize=8)
def _table(root: Path, changed: int) -> IatiTable:
    said = read(NAME, root)
    kinds = said.says.get("kinds") or {}
    words = {str(kind) for kind in Project.Kind}
    return IatiTable(
        transactions={
            str(code): _rule(said, ("transactions", code), line)
            for code, line in _named(said, "transactions").items()
        },
        plans={name: _plan(said, name) for name in PLANS},
        stages=_words(said, ("stages",), said.says.get("stages"), set(map(str, ProjectStage))),
        aid=_words(said, ("kinds", "aid"), kinds.get("aid"), words),
        finance=_words(said, ("kinds", "finance"), kinds.get("finance"), words),
        flow=_words(said, ("kinds", "flow"), kinds.get("flow"), words),
        sectors=_words(said, ("sectors",), said.says.get("sectors"), None),
        partners=_words(said, ("partners",), said.says.get("partners"), None),
    )


def _named(said: Definition, name: str) -> dict[Any, Any]:
    found = said.says.get(name)
    if not isinstance(found, dict):
        raise said.wrong((name,), f"{name} holds no names with values", "see the shipped file")
    return found


def _rule(said: Definition, place: tuple[Any, ...], line: Any) -> Rule:
    known = {NONE, *map(str, Ledger)}
    if not isinstance(line, dict) or line.get("ledger") not in known:
        raise said.wrong(place, "no ledger is named", f"write {{ledger: {' or '.join(known)}}}")
    return Rule(str(line["ledger"]), str(line.get("why", "")))


def _plan(said: Definition, name: str) -> Rule:
    """A plan is no promise: the table may say why it is left out, not put it into a ledger."""
    rule = _rule(said, (name,), said.says.get(name))
    if rule.ledger != NONE:
        raise said.wrong((name,), "a plan goes into no ledger", "write {ledger: none, why: ...}")
    return rule


def _words(
    said: Definition, place: tuple[Any, ...], found: Any, known: set[str] | None
) -> dict[str, str]:
    if not isinstance(found, dict):
        raise said.wrong(place, "no names with values stand here", "see the shipped file")
    for code, word in found.items():
        if known is not None and word not in known:
            remedy = f"use {', '.join(sorted(known))}"
            raise said.wrong((*place, code), f"unknown word {word!r}", remedy)
    return {str(code): str(word) for code, word in found.items()}


def _longest(found: Mapping[str, str], text: str) -> str:
    fitting = [begin for begin in found if text.startswith(begin)]
    return found[max(fitting, key=len)] if fitting else ""
