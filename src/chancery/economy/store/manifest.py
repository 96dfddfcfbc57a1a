"""What a store holds, in one file that is replaced whole: whoever reads it sees one state of it.

The manifest alone says which Parquet files count.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from chancery.economy.store.census import Cell
from chancery.economy.store.errors import StoreError

NAME = "manifest.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Brought:
    """A table that was brought in. ``id`` stands in the column ``file`` of its flows.

    ``rows_read == rows_used + sum(dropped.values())``; ``rows_apart`` of those used are flows with
    groups and remainders. ``set_aside`` counts quantities that were not kept, ``years`` the span.
    """

    id: str
    name: str
    sha256: str
    source: str
    retrieved_on: str
    brought_at: str
    options: Mapping[str, Any]
    rows_read: int
    rows_used: int
    rows_apart: int
    years: tuple[int, ...]
    dropped: Mapping[str, int]
    set_aside: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A Parquet file of the store: where it lies, what is in it, and rows by the table they came with."""

    path: str
    source: str
    cell: Cell
    rows: int
    sha256: str
    flows: tuple[str, ...]
    rows_of: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Concordance:
    """A table between two classifications that the store holds."""

    path: str
    start: str
    end: str
    name: str
    sha256: str
    rows: int
    retrieved_on: str
    weighted: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a store holds."""

    parts: tuple[Part, ...] = ()
    brought: tuple[Brought, ...] = ()
    concordances: tuple[Concordance, ...] = ()

    def holds(self, one: str) -> bool:
        """Whether all rows that came with that table are still here."""
        known = next((b for b in self.brought if b.id == one), None)
        return known is not None and known.rows_used == self.rows_of(one)

    def rows_of(self, one: str) -> int:
        """Rows of a table that are here."""
        return sum(part.rows_of.get(one, 0) for part in self.parts)

    def part(self, source: str, cell: Cell) -> Part | None:
        """Where the flows of a source are kept for a list of goods, level and year."""
        return next((p for p in self.parts if (p.source, p.cell) == (source, cell)), None)

    def with_parts(self, new: tuple[Part, ...], brought: tuple[Brought, ...]) -> Manifest:
        """After parts took the place of those of the same source and cell.

        Tables of which no row is left are forgotten.
        """
        taken = {(part.source, part.cell) for part in new}
        parts = tuple(p for p in self.parts if (p.source, p.cell) not in taken) + new
        after = replace(self, parts=tuple(sorted(parts, key=_order)))
        known = {one.id: one for one in (*self.brought, *brought)}
        there = {one for part in parts for one in part.rows_of}
        new_ones = {one.id for one in brought}
        kept = tuple(b for b in known.values() if b.id in there or b.id in new_ones)
        return replace(after, brought=kept)

    def with_concordance(self, new: Concordance) -> Manifest:
        """After a table between classifications took the place of an older one."""
        others = (c for c in self.concordances if (c.start, c.end) != (new.start, new.end))
        return replace(self, concordances=(*others, new))

    @property
    def paths(self) -> frozenset[str]:
        """Every file that counts."""
        parts = {one.path for one in self.parts}
        return frozenset(parts | {one.path for one in self.concordances})


def _order(part: Part) -> tuple[str, Cell]:
    return part.source, part.cell


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a store; an empty one where nothing was brought in yet."""
    path = folder / NAME
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: cannot be read ({error}); restore it from a backup") from error
    try:
        if told["version"] != VERSION:
            raise StoreError(
                f"{path}: is of version {told['version']}, which this Chancery is not for"
            )
        return _from_json(told)
    except (KeyError, TypeError) as error:
        raise StoreError(f"{path}: is no manifest of a store ({error!r})") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in place: from then on, and not before, its files count."""
    beside = folder / f".{NAME}.new"
    told = {"version": VERSION, **asdict(manifest)}
    with beside.open("w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / NAME)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """See to it that names in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _from_json(told: Mapping[str, Any]) -> Manifest:
    return Manifest(
        parts=tuple(
            Part(**{**part, "cell": Cell(**part["cell"]), "flows": tuple(part["flows"])})
            for part in told["parts"]
        ),
        brought=tuple(Brought(**{**one, "years": tuple(one["years"])}) for one in told["brought"]),
        concordances=tuple(Concordance(**one) for one in told["concordances"]),
    )
