"""Flows out of a file of any columns: codes as texts, years as whole numbers, products of one level."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
from pyarrow import compute

from chancery.economy.errors import InputError
from chancery.economy.files import read_columns
from chancery.economy.levels import Level, at_level, only_elsewhere
from chancery.economy.store.partners import partner_of
from chancery.economy.tables import Option, Provenance, Table

NOT_ASKED = "year is not one of --years"
_SIDES = ("location", "exporter", "importer")
_CODES = frozenset({*_SIDES, "product"})
_GROUPS = frozenset({"EUN", "ASN"})
_KNOWN = 0.8
"""From this share of known codes on, a column is taken for one of countries and 0 or W00 for World."""


@dataclass(frozen=True, slots=True)
class Flows(Table):
    """Flows under our names of columns, and where they come from."""

    def of_years(self, years: Collection[int]) -> Flows:
        """The flows of these years; InputError for a year that is not there."""
        there = set(self.rows.column("year").unique().to_pylist())
        if missing := sorted(set(years) - there):
            raise InputError(
                f"No rows of {', '.join(map(str, missing))}; the file has "
                f"{', '.join(map(str, sorted(there))) or 'no year'}"
            )
        wanted = pa.array(sorted(years), pa.int64())
        rows = self.rows.filter(compute.is_in(self.rows.column("year"), wanted))
        told = self.provenance
        left = self.rows.num_rows - rows.num_rows
        return Flows(
            rows,
            replace(
                told,
                options={**told.options, "years": sorted(years)},
                rows_used=rows.num_rows,
                dropped={**told.dropped, NOT_ASKED: left} if left else told.dropped,
            ),
        )


def read_flows(
    path: str | Path,
    columns: Mapping[str, str],
    *,
    method: str = "flows of a file",
    level: Level | None = None,
    where: str | None = None,
) -> Flows:
    """The rows of a CSV, packed CSV, Parquet or zip that ``columns`` asks for.

    ``columns``: our names (exporter or location, importer, product, year, value, ...) -> the file's
    column or an expression. Codes come as the file writes them. Raises InputError as
    :func:`~chancery.economy.files.read_columns` does, for product codes of mixed levels where
    ``level`` does not say which, and where nothing is left. Among countries, rows of the whole world
    are left out, for they count all others again; of other groups a note tells.
    """
    read = read_columns(path, columns, where=where, text=_CODES & set(columns))
    rows, dropped = read.rows, dict(read.dropped)
    if "year" in columns:
        place = rows.schema.get_field_index("year")
        rows = rows.set_column(place, "year", _whole_years(rows.column("year")))
    notes: list[str] = []
    if "product" in columns:
        notes += _lost(rows, level)
        rows, other_levels = at_level(rows, level)
        dropped |= other_levels
    for side in [side for side in _SIDES if side in columns]:
        rows, of_world, groups = _without_world(rows, side)
        dropped |= {f"{side} is the whole world": of_world} if of_world else {}
        only_groups = rows.column(side).unique().to_pylist() == groups
        notes += [_GROUPED.format(side, ", ".join(groups))] if groups and not only_groups else []
    if not rows.num_rows:
        reasons = ", ".join(f"{number:,} {reason}" for reason, number in dropped.items())
        raise InputError(f"{path}: no row is left to work on ({reasons or 'it has none'})")
    asked: dict[str, Option] = {**columns, "level": level, "where": where}
    told = Provenance(
        method, asked, (read.source,), read.rows_read, rows.num_rows, dropped, tuple(notes)
    )
    return Flows(rows, told)


_GROUPED = (
    "{0} holds groups of countries ({1}): where their members stand in the file too, leave one or "
    "the other out (--where)"
)


def _lost(rows: pa.Table, level: Level | None) -> Iterator[str]:
    """What trade is told at other levels only, and so not at all once these are left out."""
    codes = rows.column("product").unique().to_pylist()
    if lost := only_elsewhere(codes, level):
        listed = ", ".join(lost[:_CODES_TOLD]) + (" and more" if lost[_CODES_TOLD:] else "")
        yield _ELSEWHERE.format(listed, level)


_CODES_TOLD = 10
_ELSEWHERE = (
    "left out, though no code of {1} digits tells its trade: {0}; level mixed takes codes as they stand "
    "where none contains another"
)


def _without_world(rows: pa.Table, side: str) -> tuple[pa.Table, int, list[str]]:
    """The rows that are not the world's, how many were, and which codes mean groups.

    Nothing where the column does not hold countries: names of provinces, numbers of firms.
    """
    codes = rows.column(side).unique().to_pylist()
    known = {code: partner for code in codes if (partner := partner_of(code))}
    if len(known) < _KNOWN * len(codes):
        return rows, 0, []
    world = [code for code, partner in known.items() if partner.code == "WLD"]
    groups = sorted(code for code, partner in known.items() if partner.code in _GROUPS)
    kept = rows
    if world:
        is_world = compute.is_in(rows.column(side), pa.array(world))
        kept = rows.filter(compute.invert(is_world))
    return kept, rows.num_rows - kept.num_rows, groups


def _whole_years(column: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        return column.cast(pa.int64())
    except pa.ArrowInvalid as error:
        raise InputError(f"year: a value is not a whole number ({error})") from error
