"""Which flows of a store are asked for: no choice is made silently that could count trade twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from chancery.economy.engine import literal
from chancery.economy.errors import InputError
from chancery.economy.store.classifications import classification_of
from chancery.economy.store.layout import DOMESTIC, EXPORT, FLOWS, IMPORT, RECONCILED
from chancery.economy.store.manifest import Manifest, Part
from chancery.economy.store.partners import partner_named

_MAIN = (RECONCILED, EXPORT, IMPORT)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked. None takes all there is, where that is one thing only.

    ``products`` are codes or beginnings of codes (``("01",)`` is all of chapter 1); ``level`` digits
    to sum up to; ``flow`` a kind, or several that do not overlap; ``apart`` the flows with groups
    and remainders in place of those between partners.
    """

    exporters: Collection[str] | None = None
    importers: Collection[str] | None = None
    products: Collection[str] | None = None
    level: int | None = None
    classification: str | None = None
    years: Collection[int] | None = None
    source: str | None = None
    flow: str | Sequence[str] | None = None
    apart: bool = False

    @property
    def conditions(self) -> str:
        """SQL for the rows of the parts that are meant."""
        tests = ["true"]
        for column, codes in (("exporter", self.exporters), ("importer", self.importers)):
            if codes is not None:
                tests.append(f"{column} in ({_listed(partner_named(one).code for one in codes)})")
        if self.products is not None:
            each = (f"starts_with(product, {literal(one)})" for one in self.products)
            tests.append(f"({' or '.join(each) or 'false'})")
        return " and ".join(tests)


def _listed(values: Iterable[str]) -> str:
    return ", ".join(literal(one) for one in values) or "null"


@dataclass(frozen=True, slots=True)
class Found:
    """Parts that hold what is asked, all of one source, list of goods and level."""

    parts: tuple[Part, ...]
    flows: tuple[str, ...]
    source: str
    classification: str
    level: int
    notes: tuple[str, ...]


def find(manifest: Manifest, asked: Selection) -> Found:
    """The parts that are meant; InputError says what must be named where there is a choice."""
    parts = [part for part in manifest.parts if part.cell.apart == asked.apart]
    if not parts:
        raise InputError(
            "the store holds no flows of this kind; bring some in with economy ingest"
        )
    source = _one("source", {part.source for part in parts}, asked.source)
    parts = [part for part in parts if part.source == source]
    wanted = asked.classification and classification_of(asked.classification).name
    goods = _one("classification", {part.cell.classification for part in parts}, wanted)
    parts = [part for part in parts if part.cell.classification == goods]
    level = _level({part.cell.level for part in parts}, asked.level, goods)
    parts = [part for part in parts if part.cell.level == level]
    years = {part.cell.year for part in parts}
    if asked.years is not None:
        parts = [part for part in parts if part.cell.year in asked.years]
    if not parts:
        raise InputError(
            f"{source} has {goods} of {min(years)} to {max(years)}, none of the years asked"
        )
    flows = _flows({flow for part in parts for flow in part.flows}, asked.flow)
    return Found(tuple(parts), flows, source, goods, level, tuple(_notes(asked, years)))


def _one(what: str, there: set[str], asked: str | None) -> str:
    names = ", ".join(sorted(there))
    if asked is None and len(there) == 1:
        return next(iter(there))
    if asked is None:
        raise InputError(f"the store holds flows of more than one {what}; name one: {names}")
    if asked not in there:
        raise InputError(f"the store holds no flows of {what} {asked!r}; it has {names}")
    return asked


def _level(there: set[int], asked: int | None, goods: str) -> int:
    """The level to read: the one asked, else the nearest finer one, which is summed up."""
    if asked is None:
        return max(there)
    finer = [level for level in there if level >= asked]
    if not finer:
        raise InputError(f"{goods} is held at {max(there)} digits, which is broader than {asked}")
    return min(finer)


def _flows(there: set[str], asked: str | Sequence[str] | None) -> tuple[str, ...]:
    if asked is not None:
        named = (asked,) if isinstance(asked, str) else tuple(asked)
        if unknown := [flow for flow in named if flow not in FLOWS]:
            raise InputError(f"{unknown[0]!r} is no kind of flow; there are {', '.join(FLOWS)}")
        if not there & set(named):
            raise InputError(
                f"there are no flows of kind {named[0]}; there are {', '.join(sorted(there))}"
            )
        return named
    main = [flow for flow in _MAIN if flow in there]
    if len(main) > 1:
        raise InputError(
            f"the store holds the same trade as {' and as '.join(main)}; name one with flow, "
            f"or have both sides' reports brought together (mirror)"
        )
    return tuple(main) or tuple(there - {DOMESTIC}) or tuple(there)


def _notes(asked: Selection, there: set[int]) -> Iterable[str]:
    missing = sorted(set(asked.years or ()) - there)
    if missing:
        yield f"no flows of {', '.join(map(str, missing))}"
