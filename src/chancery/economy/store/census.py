"""What was found in a file: rows used and left out by reason, levels, years, kinds of flow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from chancery.economy.engine import Database
from chancery.economy.errors import InputError
from chancery.economy.store.classifications import TOTAL

_REASONS_TOLD = 100
"""Different reasons that are told one by one; a file of nonsense could have a million."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """What is kept together: flows of one list of goods at one level in one year.

    ``apart`` holds flows with groups and remainders (World, EU, "areas not elsewhere stated").
    """

    classification: str
    level: int
    year: int
    apart: bool

    @property
    def goods(self) -> str:
        """The list of goods and its level as a person says it."""
        if self.classification == TOTAL.name:
            return "total trade"
        return f"{self.classification} at {self.level} digits"


@dataclass(frozen=True, slots=True)
class Census:
    """The rows of one file, counted. ``rows_read == sum(used.values()) + sum(dropped.values())``."""

    rows_read: int
    used: Mapping[Cell, int]
    dropped: Mapping[str, int]
    set_aside: Mapping[str, int]
    """Quantities that are not kept, by reason; the rows are."""

    @property
    def rows_used(self) -> int:
        """Rows that go into the store, those set apart included."""
        return sum(self.used.values())

    @property
    def rows_apart(self) -> int:
        """Rows of groups and remainders."""
        return sum(rows for cell, rows in self.used.items() if cell.apart)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that flows are there for, in order."""
        return tuple(sorted({cell.year for cell in self.used}))


def take_census(database: Database, *, file: str, level: int | Literal["all"] | None) -> Census:
    """Count ``staged``, see :func:`census_of`."""
    counted = database.execute(
        f"select {', '.join(COUNTED)}, count(*) from staged group by all"
    ).fetchall()
    return census_of(counted, file=file, level=level)


COUNTED = ("left_out", "set_aside", "classification", "level", "year", "apart")
"""By what the rows of ``staged`` are counted."""


def census_of(
    counted: Sequence[Sequence[Any]], *, file: str, level: int | Literal["all"] | None
) -> Census:
    """A census out of the columns COUNTED and how many rows have these values.

    Decides which level of product codes is kept. A file that mixes levels counts the same trade more
    than once: InputError unless ``level`` says which is kept (the others are counted among the
    dropped) or that each is kept by itself.
    """
    dropped: Counter[str] = Counter()
    aside: Counter[str] = Counter()
    used: Counter[Cell] = Counter()
    for reason, why, classification, digits, year, apart, rows in counted:
        if reason is not None:
            dropped[reason] += rows
            continue
        used[Cell(classification, digits, year, apart)] += rows
        if why is not None:
            aside[f"quantity set aside: {why}"] += rows
    kept = _of_level(used, file, level)
    for cell, rows in used.items():
        if cell not in kept:
            dropped[_not_asked(cell, level)] += rows
    read = sum(row[-1] for row in counted)
    return Census(read, kept, _told(dropped), _told(aside))


def _of_level(
    used: Mapping[Cell, int], file: str, level: int | Literal["all"] | None
) -> dict[Cell, int]:
    by_level: Counter[int] = Counter()
    for cell, rows in used.items():
        by_level[cell.level] += rows
    told = ", ".join(f"{rows:,} of {_digits(one)}" for one, rows in sorted(by_level.items()))
    if level is None and len(by_level) > 1:
        finest = max(by_level)
        raise InputError(
            f"{file}: it mixes levels of products, which would count the same trade more than once: "
            f"rows {told}; say which to keep with --level {finest}, or --level all to keep each apart"
        )
    if level in (None, "all"):
        return dict(used)
    kept = {cell: rows for cell, rows in used.items() if cell.level == level}
    if used and not kept:
        raise InputError(f"{file}: it has no products of {level} digits; rows {told}")
    return kept


def _digits(level: int) -> str:
    return f"{level} digits" if level else "total trade"


def _not_asked(cell: Cell, level: int | Literal["all"] | None) -> str:
    return f"product of {_digits(cell.level)}, not of {level}"


def _told(counts: Counter[str]) -> dict[str, int]:
    """The most frequent reasons one by one, the rest together."""
    told = dict(sorted(counts.most_common(_REASONS_TOLD), key=lambda one: (-one[1], one[0])))
    rest = counts.total() - sum(told.values())
    return told | ({"other reasons": rest} if rest else {})


def gaps(years: tuple[int, ...]) -> Iterator[str]:
    """The years that are missing between others, told as spans.

    >>> list(gaps((2018, 2020, 2024)))
    ['2019', '2021 to 2023']
    """
    for before, after in pairwise(years):
        if after - before == 2:
            yield f"{before + 1}"
        elif after - before > 2:
            yield f"{before + 1} to {after - 1}"
