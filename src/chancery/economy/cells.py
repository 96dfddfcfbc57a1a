"""Rows of trade summed into a matrix: one cell for each location (or exporter) and product.

For one machine this is the quickest way to totals: a scan, a count of names and one addition a row.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from chancery.economy.errors import InputError

CELLS_AT_MOST = 400_000_000
"""3.2 GB: 80,000 places by 5,000 products. More than that is a wrong column, not trade."""
BATCH = 1_000_000
"""Rows summed at a time: large enough that adding up the matrix is little beside it."""
_AHEAD = 2


class TooWideError(InputError):
    """So many names meet that a matrix of them would be larger than was allowed."""


Values = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cells:
    """``values[i, k]``: what location ``rows[i]`` exports of product ``columns[k]``, summed.

    Both are sorted as text. ``read`` counts the rows summed; ``repeated`` those that met another of
    the same location and product. A pair without a row is 0: in tables of trade, absence of a row
    is absence of trade.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Values
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
    narrow = rows.select([row, column, value])
    return cells_of_batches(narrow.to_batches(BATCH))


def cells_of_batches(batches: Iterable[pa.RecordBatch], at_most: int = CELLS_AT_MOST) -> Cells:
    """As :func:`cells_of`, of batches with three columns: row, column, value.

    TooWideError, an InputError, where there are more than ``at_most`` cells.

    Names are looked up beside the reading, values added in the order of the rows, so that the last
    digit of a sum is the same each time.
    """
    whole = _Whole(at_most)
    for batch in _encoded_in_order(batches):
        whole.add(batch)
    if not whole.read:
        raise InputError("There is no row left to work on; look at what was excluded")
    return whole.cells()


@dataclass(frozen=True, slots=True)
class _Codes:
    """The different names of a column and for each row the place of its name among them."""

    names: list[str]
    places: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Encoded:
    """One batch with codes in place of names."""

    rows: _Codes
    columns: _Codes
    values: Values


def _encoded_in_order(batches: Iterable[pa.RecordBatch]) -> Iterator[_Encoded]:
    """All batches; names are looked up in one while the next one is read."""
    with ThreadPoolExecutor(_AHEAD) as pool:
        waiting: deque[Future[_Encoded]] = deque()
        for batch in batches:
            if batch.num_rows:
                waiting.append(pool.submit(_encoded, batch))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        for ready in waiting:
            yield ready.result()


def _encoded(batch: pa.RecordBatch) -> _Encoded:
    row, column, value = batch.schema.names
    values = batch.column(2).to_numpy(zero_copy_only=False).astype(np.float64, copy=False)
    _check_values(values, value)
    return _Encoded(_codes(batch.column(0), row), _codes(batch.column(1), column), values)


def _codes(column: pa.Array, name: str) -> _Codes:
    if column.null_count:
        raise InputError(f"{name}: a name is missing; leave such rows out")
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    return _Codes([str(one) for one in column.dictionary.to_pylist()], column.indices.to_numpy())


def _check_values(values: Values, name: str) -> None:
    if not np.isfinite(values.sum()):
        raise InputError(f"{name}: a value is missing or not finite; leave such rows out")
    if (least := values.min()) < 0:
        raise InputError(
            f"{name}: {least:g} is negative, and exports cannot be; correct it or leave such rows "
            f"out (--where)"
        )


class _Whole:
    """The sum of the batches so far; grows as new names come."""

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._rows: dict[str, int] = {}
        self._columns: dict[str, int] = {}
        self._values: Values = np.zeros((0, 0))
        self._seen: Flags = np.zeros((0, 0), np.bool_)
        self.read = 0

    def add(self, batch: _Encoded) -> None:
        """Add one batch, whose names may be new."""
        rows = _places(batch.rows.names, self._rows)
        columns = _places(batch.columns.names, self._columns)
        self._grow()
        width = self._values.shape[1]
        codes = (rows * width)[batch.rows.places]
        codes += columns[batch.columns.places]
        summed = np.bincount(codes, batch.values, self._values.size)
        self._values += summed.reshape(self._values.shape)
        self._seen.reshape(-1)[codes] = True
        self.read += len(batch.values)

    def _grow(self) -> None:
        shape = len(self._rows), len(self._columns)
        if shape == self._values.shape:
            return
        _check_size(*shape, self._at_most)
        more = [(0, now - before) for now, before in zip(shape, self._values.shape, strict=True)]
        self._values, self._seen = np.pad(self._values, more), np.pad(self._seen, more)

    def cells(self) -> Cells:
        """The matrix with its names sorted."""
        rows, columns = sorted(self._rows), sorted(self._columns)
        places = [self._rows[one] for one in rows], [self._columns[one] for one in columns]
        repeated = self.read - int(np.count_nonzero(self._seen))
        values = self._values[np.ix_(*places)]
        return Cells(tuple(rows), tuple(columns), values, self.read, repeated)


def _places(names: list[str], known: dict[str, int]) -> NDArray[np.int64]:
    """Where each name stands among all that are known, new ones at the end."""
    return np.array([known.setdefault(name, len(known)) for name in names], np.int64)


def _check_size(rows: int, columns: int, at_most: int) -> None:
    if rows * columns > at_most:
        raise TooWideError(
            f"{rows:,} different rows by {columns:,} columns make {rows * columns:,} cells; look "
            f"whether the columns of places and products are the right ones"
        )
