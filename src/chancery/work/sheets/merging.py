"""Three readings of one row put side by side: as it went out, as it stands, as it came back. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from chancery.work.sheets.columns import BY_NAME
from chancery.work.sheets.rows import COMPARED, Cells, SheetTask, told

REPORTED = ("result", "difficulty", "proposal")
KEPT = ("leader", "contact", "percent", "roadmap")
MERGED = ("text", "lead", "coordinating", "due", "state", *REPORTED, *KEPT)
"""The columns that a sheet changes, each by the act that it means."""
_SILENT = frozenset({"updated", "finished", "approver", "approver_email", "approver_phone"})
"""What follows from other columns: a difference needs no word of its own."""
_EMPTIED = frozenset({"coordinating", "difficulty", "proposal", "leader", "contact", "roadmap"})
"""Where a cell that was filled when it went out may be emptied; elsewhere it then says nothing."""


class Kind(StrEnum):
    """What a cell that says otherwise is."""

    CHANGE = "change"
    CONFLICT = "conflict"
    FIXED = "fixed"
    WAITS = "waits"


class Take(StrEnum):
    """What a person chose for a cell."""

    SHEET = "sheet"
    SYSTEM = "system"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class CellMerge:
    """One cell: as it went out (None where nobody knows), as it stands, as the sheet has it."""

    name: str
    at: str
    was: str | None
    now: str
    said: str
    kind: Kind

    @property
    def heading(self) -> str:
        """The official heading of its column."""
        return BY_NAME[self.name].heading


@dataclass(frozen=True, slots=True)
class Reading:
    """One row as it was read, beside its words as they are shown."""

    row: SheetTask
    words: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Choices:
    """What to do with conflicts and with changes, and with single cells (``17-due``)."""

    conflicts: str = Take.LEAVE
    changes: str = Take.SHEET
    cells: Mapping[str, str] | None = None

    def of(self, number: int, cell: CellMerge) -> str:
        """The choice for one cell of one row."""
        own = (self.cells or {}).get(f"{number}-{cell.name}", "")
        if own in set(Take):
            return own
        return self.conflicts if cell.kind == Kind.CONFLICT else self.changes

    def takes(self, number: int, cell: CellMerge) -> bool:
        """Whether the sheet is followed here."""
        open_ones = {Kind.CHANGE, Kind.CONFLICT}
        return cell.kind in open_ones and self.of(number, cell) == Take.SHEET


UNASKED = Choices()
"""What holds until a person chooses: changes are taken, conflicts left."""


def merge_row(
    said: SheetTask, cells: Cells, now: Reading, was: Reading | None, *, is_fresh: bool
) -> tuple[CellMerge, ...]:
    """The cells in which the sheet asks for something, and those that no sheet changes.

    Without what stood at export, a difference is a change where nothing happened to the task since
    the day that the row says it was updated on (``is_fresh``), else a conflict. In a file that says
    what stood, a row that does not say it is never fresh: somebody has written into it.
    """
    return tuple(_merged(said, cells, now, was, is_fresh=is_fresh))


def _merged(
    said: SheetTask, cells: Cells, now: Reading, was: Reading | None, *, is_fresh: bool
) -> Iterator[CellMerge]:
    for name in COMPARED:
        if name in _SILENT or name not in cells.columns or not _speaks(name, cells, was):
            continue
        ours, theirs = told(now.row, name), told(said, name)
        before = told(was.row, name) if was else None
        if theirs == ours or (was and theirs == before):
            continue
        if name not in MERGED:
            kind = Kind.FIXED
        elif ours == before if was else is_fresh:
            kind = Kind.CHANGE
        else:
            kind = Kind.CONFLICT
        shown = (_shown(was.words, name) if was else None, _shown(now.words, name))
        yield CellMerge(name, cells.address(name), *shown, cells.get(name), kind)


def _speaks(name: str, cells: Cells, was: Reading | None) -> bool:
    """An empty cell says nothing, but where it was emptied."""
    return bool(cells.get(name)) or (
        name in _EMPTIED and was is not None and bool(was.words.get(name))
    )


def waiting(cells: tuple[CellMerge, ...], names: frozenset[str]) -> tuple[CellMerge, ...]:
    """The same with those marked that were asked for already and wait for somebody's answer."""
    return tuple(
        replace(cell, kind=Kind.WAITS) if cell.name in names and cell.kind != Kind.FIXED else cell
        for cell in cells
    )


def _shown(words: Mapping[str, Any], name: str) -> str:
    value = words.get(name)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{value}%" if isinstance(value, int) else value or ""
