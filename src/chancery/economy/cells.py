"""Rows of trade summed into a matrix: one cell for each location (or exporter) and product."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from chancery.economy.errors import InputError

_CELLS_AT_MOST = 400_000_000
"""3.2 GB: 80,000 places by 5,000 products. More than that is a wrong column, not trade."""


@dataclass(frozen=True, slots=True)
class Cells:
    """``values[i, k]``: what location ``rows[i]`` exports of product ``columns[k]``, summed.

    Both are sorted as text. ``read`` counts the rows summed; ``repeated`` those that met another of
    the same location and product. A pair without a row is 0: in tables of trade, absence of a row
    is absence of trade.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: NDArray[np.float64]
    read: int = 0
    repeated: int = 0


def cells_of(
    rows: pa.Table, *, row: str = "location", column: str = "product", value: str = "value"
) -> Cells:
    """Sum ``value`` over each pair of ``row`` and ``column``.

    Names are texts or numbers (compared as texts); values numbers in one unit, finite and not
    negative. Raises InputError for a negative value, for an empty table, and where so many names meet
    that a column must be the wrong one.
    """
    if not rows.num_rows:
        raise InputError("There is no row left to work on; look at what was excluded")
    row_names, row_codes = encoded(rows.column(row))
    column_names, column_codes = encoded(rows.column(column))
    values = rows.column(value).to_numpy().astype(np.float64, copy=False)
    _check_values(values, value)
    width, size = len(column_names), len(row_names) * len(column_names)
    if size > _CELLS_AT_MOST:
        raise InputError(
            f"{len(row_names):,} values of {row} by {width:,} of {column} make {size:,} cells; "
            f"look whether these are the right columns"
        )
    codes = row_codes * width + column_codes
    summed = np.asarray(np.bincount(codes, values, size), np.float64).reshape(-1, width)
    met = int(np.count_nonzero(np.bincount(codes, minlength=size)))
    return Cells(row_names, column_names, summed, rows.num_rows, rows.num_rows - met)


def encoded(column: pa.ChunkedArray) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The different names of a column, sorted, and for each row the place of its name among them."""
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    whole = column.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):  # older pyarrow leaves one chunk as a list of one
        whole = whole.chunk(0)
    given = np.array([str(name) for name in whole.dictionary.to_pylist()], dtype=object)
    order = np.argsort(given)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return tuple(given[order]), rank[whole.indices.to_numpy()]


def _check_values(values: NDArray[np.float64], name: str) -> None:
    if not np.isfinite(values).all():
        raise InputError(f"{name}: a value is missing or not finite; leave such rows out")
    if (values < 0).any():
        place = int(np.flatnonzero(values < 0)[0])
        raise InputError(
            f"{name}: {values[place]:g} is negative, and exports cannot be; correct it or leave such "
            f"rows out (--where)"
        )
