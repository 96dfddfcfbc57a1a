"""RCA of large tables of flows on one machine: DuckDB scans, numpy sums.

The same figures as :func:`chancery.economy.indicators.advantage.advantage`, which is the form for a
cluster, several times as fast: there each total costs a window over all cells, here a sum over a matrix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from chancery.economy.cells import BATCH, CELLS_AT_MOST, Cells, TooWideError, cells_of_batches
from chancery.economy.complexity.advantage import advantage
from chancery.economy.engine import Database, expressions
from chancery.economy.indicators.advantage import advantage as advantage_by_windows
from chancery.economy.indicators.advantage import with_forms

if TYPE_CHECKING:
    import ibis.expr.types as ir


_CELLS_AT_MOST = 20_000_000
"""160 MB a matrix: 400 countries by 50,000 products. Wider tables, of firms, are mostly empty."""
_ADVANTAGES = "advantages"


def advantage_here(flows: ir.Table, database: Database) -> ir.Table:
    """What :func:`~chancery.economy.indicators.advantage.advantage` says of tables of ``database``."""
    years = database.execute(_sql(flows.select("year").distinct())).fetchall()
    try:
        found = [_of_year(flows, year, database) for (year,) in sorted(years)]
    except TooWideError:
        return advantage_by_windows(flows)
    if not found:
        return advantage_by_windows(flows)
    database.register(_ADVANTAGES, pa.concat_tables(found))
    return with_forms(expressions(database).table(_ADVANTAGES))


def _of_year(flows: ir.Table, year: int, database: Database) -> pa.Table:
    cells = summed_cells(flows.filter(flows.year == year), database, _CELLS_AT_MOST)
    found = advantage_of_cells(cells)
    value, rca = (found.column(name).to_numpy() for name in ("value", "rca"))
    # What exporter and product let expect, x_i x_k / x^2, is the cell's own share over its RCA.
    nrca = value / cells.values.sum() * (1 - 1 / rca)
    dated = found.append_column("year", pa.array(np.full(len(value), year)))
    return dated.append_column("nrca", pa.array(nrca))


def summed_cells(flows: ir.Table, database: Database, at_most: int = CELLS_AT_MOST) -> Cells:
    """What each exporter exports of each product: ``flows`` with exporter, product, value.

    ``flows`` is an expression over tables of ``database``; never more than some batches are held.
    TooWideError where there are more than ``at_most`` pairs of an exporter and a product.
    """
    scan = database.execute(_sql(flows.select("exporter", "product", "value")))
    return cells_of_batches(scan.to_arrow_reader(BATCH), at_most)


def _sql(asked: ir.Table) -> str:
    """What Ibis asks, for DuckDB itself: Ibis 12 reads batches in a way that DuckDB 1.5 warns against."""
    import ibis  # noqa: PLC0415 - slow to import

    return str(ibis.to_sql(asked, "duckdb"))


def advantage_of_cells(cells: Cells) -> pa.Table:
    """exporter, product, value, rca of all pairs with exports, sorted by both; RCA 0 has no row."""
    rca = advantage(cells.values)
    i, k = np.nonzero(cells.values)
    return pa.table(
        {
            "exporter": _named(i, cells.rows),
            "product": _named(k, cells.columns),
            "value": cells.values[i, k],
            "rca": rca[i, k],
        }
    )


def _named(places: np.ndarray, names: tuple[str, ...]) -> pa.Array:
    coded = pa.DictionaryArray.from_arrays(places.astype(np.int32), pa.array(names, pa.string()))
    return coded.cast(pa.string())
