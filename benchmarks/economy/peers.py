"""One way of measuring complexity, in a process of its own: how long it takes and what memory it adds.

``python -m benchmarks.economy.peers WAY FILE OUT``: reads FILE (location, product, value), measures, prints
seconds and megabytes as JSON, and writes what it found to OUT where it found the usual measures.
Loading libraries and the file comes before the clock; memory is the highest use beyond what was held
then.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from benchmarks.economy.memory import added

MEASURES = ["eci", "pci", "density", "coi", "cog"]


def ours(rows: pa.Table) -> Callable[[], Any]:
    """Everything, from rows to the tables of locations, products and cells."""
    from chancery.economy.cells import cells_of  # noqa: PLC0415 - each way loads its own library
    from chancery.economy.complexity import complexity  # noqa: PLC0415

    return lambda: complexity(cells_of(rows))


def ecomplexity(rows: pa.Table) -> Callable[[], Any]:
    """The Growth Lab's package, without its check of log-supermodularity, which we do not offer."""
    from ecomplexity import ecomplexity as measured  # noqa: PLC0415 - each way loads its own library

    flows = rows.to_pandas().assign(year=2022)
    names = {"time": "year", "loc": "location", "prod": "product", "val": "value"}
    return lambda: measured(flows, names, check_logsupermodularity=False, verbose=False)


def economic_complexity(rows: pa.Table) -> Callable[[], Any]:
    """The OEC's package: ECI by 20 reflections (not exact), its density and outlook gain."""
    import economic_complexity as oec  # noqa: PLC0415 - each way loads its own library

    flows = rows.to_pandas()
    fill = np.fill_diagonal

    def fill_writable(matrix: np.ndarray, value: float) -> None:
        """Release 0.3.0 writes into ``DataFrame.values``, which pandas 3 gives read-only."""
        matrix.setflags(write=True)
        fill(matrix, value)

    np.fill_diagonal = fill_writable

    def measured() -> None:
        wide = flows.pivot(index="location", columns="product", values="value").fillna(0)
        rca = oec.rca(wide)
        _, pci = oec.complexity(rca)
        phi = oec.proximity(rca)
        oec.relatedness(rca, proximities=phi)
        oec.opportunity_gain(rca, pci=pci, proximities=phi)

    return measured


WAYS = {"ours": ours, "ecomplexity": ecomplexity, "economic-complexity": economic_complexity}


def main() -> None:
    """Measure once after a small warm-up, so that no library is loaded under the clock."""
    way, file, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    rows = parquet.read_table(file)
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()):
        WAYS[way](_small())()
        measure = WAYS[way](rows)
        start = time.perf_counter()
        found, megabytes = added(measure)
        seconds = time.perf_counter() - start
    frame = found.whole().to_pandas() if way == "ours" else found
    if frame is not None:
        frame[["location", "product", *MEASURES]].to_parquet(out)
    print(json.dumps({"seconds": round(seconds, 3), "megabytes": megabytes}))


def _small() -> pa.Table:
    chance = np.random.default_rng(0)
    i, k = np.nonzero(chance.random((12, 40)) < 0.5)
    values = {"value": chance.random(len(i))}
    return pa.table(
        {"location": i.astype(str).tolist(), "product": k.astype(str).tolist(), **values}
    )


if __name__ == "__main__":
    main()
