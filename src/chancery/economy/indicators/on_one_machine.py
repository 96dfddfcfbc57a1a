"""RCA of large tables of flows on one machine: DuckDB scans, numpy sums.

The same figures as :func:`chancery.economy.indicators.advantage.advantage` gives for one year, which
is the form for a cluster; there each total costs a window over all cells, here a sum over a matrix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from chancery.economy.cells import BATCH, Cells, cells_of_batches
from chancery.economy.complexity.advantage import advantage
from chancery.economy.engine import Database

if TYPE_CHECKING:
    import ibis.expr.types as ir


def summed_cells(flows: ir.Table, database: Database) -> Cells:
    """What each exporter exports of each product: ``flows`` with exporter, product, value.

    ``flows`` is an expression over tables of ``database``; never more than some batches are held.
    """
    import ibis  # noqa: PLC0415 - slow to import

    narrow = flows.select("exporter", "product", "value")
    # Not narrow.to_pyarrow_batches(): Ibis 12 calls what DuckDB 1.5 warns against.
    scan = database.execute(str(ibis.to_sql(narrow, "duckdb")))
    return cells_of_batches(scan.to_arrow_reader(BATCH))


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
    return pa.DictionaryArray.from_arrays(places.astype(np.int32), pa.array(names, pa.string()))
