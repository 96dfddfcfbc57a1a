"""Exports out of a file of any columns, ready for the measures of complexity."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import compute

from chancery.economy.errors import InputError
from chancery.economy.files import read_columns
from chancery.economy.levels import at_level
from chancery.economy.tables import Option, Provenance

METHOD = "economic complexity (Hausmann et al. 2014, conventions of ecomplexity 0.5.3)"
NOT_ASKED = "year is not one of --years"


@dataclass(frozen=True, slots=True)
class Exports:
    """``rows``: location, product, value and, where asked for, year and population."""

    rows: pa.Table
    provenance: Provenance


def read_exports(
    path: Path,
    columns: Mapping[str, str],
    *,
    years: Collection[int] | None = None,
    level: int | None = None,
    where: str | None = None,
) -> Exports:
    """The rows of a CSV, packed CSV, Parquet or zip that ``columns`` asks for, with what was left out.

    ``columns``: location, product, value, and if wanted year and population -> the file's column or
    an expression. Raises InputError as :func:`~chancery.economy.files.read_columns` does, for
    product codes of mixed levels without ``level``, and where nothing is left.
    """
    read = read_columns(path, columns, where=where, text={"location", "product"})
    rows, dropped = read.rows, dict(read.dropped)
    if "year" in columns:
        rows = rows.set_column(
            rows.schema.get_field_index("year"), "year", _whole_years(rows.column("year"))
        )
    if years is not None:
        rows, left = _of_years(rows, years)
        dropped |= {NOT_ASKED: left} if left else {}
    rows, other_levels = at_level(rows, level)
    dropped |= other_levels
    if not rows.num_rows:
        reasons = ", ".join(f"{number:,} {reason}" for reason, number in dropped.items())
        raise InputError(f"{path}: no row is left to work on ({reasons or 'it has none'})")
    asked: dict[str, Option] = {**columns, "level": level, "where": where}
    if years is not None:
        asked["years"] = sorted(years)
    told = Provenance(METHOD, asked, (read.source,), read.rows_read, rows.num_rows, dropped)
    return Exports(rows, told)


def _whole_years(column: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        return column.cast(pa.int64())
    except pa.ArrowInvalid as error:
        raise InputError(f"year: a value is not a whole number ({error})") from error


def _of_years(rows: pa.Table, years: Collection[int]) -> tuple[pa.Table, int]:
    there = set(rows.column("year").unique().to_pylist())
    if missing := sorted(set(years) - there):
        raise InputError(
            f"No rows of {', '.join(map(str, missing))}; the file has "
            f"{', '.join(map(str, sorted(there))) or 'no year'}"
        )
    wanted = pa.array(sorted(years), pa.int64())
    kept = rows.filter(compute.is_in(rows.column("year"), wanted))
    return kept, rows.num_rows - kept.num_rows


def populations(rows: pa.Table) -> dict[str, float]:
    """The population of each location; InputError where rows of one location differ."""
    pairs = (
        rows.select(["location", "population"]).group_by(["location", "population"]).aggregate([])
    )
    found = dict(
        zip(
            pairs.column("location").to_pylist(),
            pairs.column("population").to_pylist(),
            strict=True,
        )
    )
    if len(found) < pairs.num_rows:
        raise InputError(
            "A location has several populations in one year; give one for each location"
        )
    return found
