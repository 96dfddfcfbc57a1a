"""RCA of synthetic flows: ours against a bare scan, SQL windows, pandas and polars; all in one run.

The bare scan reads the three columns exporter, product, value of a Parquet file into Arrow. Every
other way reads the same file, sums it by exporter and product and ends with RCA of each pair. The ways
take turns, the best of several turns counts; what memory ours adds is measured in a fresh process. Ours and the windows are compared number by number.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

from benchmarks.economy.flows import flows, write
from benchmarks.economy.memory import added
from benchmarks.measuring import keep
from chancery.economy.engine import Database, connect, expressions, literal
from chancery.economy.indicators.advantage import advantage
from chancery.economy.indicators.on_one_machine import advantage_of_cells, summed_cells

SIZES = (1_000_000, 3_000_000, 10_000_000)
TURNS = 5
BUDGET, BUDGET_AT = 2.0, 10_000_000


def run(rows: int | None) -> None:
    """Measure at ``rows`` flows, or at all sizes, and keep the figures."""
    sizes = (rows,) if rows else SIZES
    with tempfile.TemporaryDirectory(prefix="chancery-rca-") as folder:
        by_size = {f"{size:,} flows": _at(size, Path(folder)) for size in sizes}
    budget: dict[str, Any] = {"at": f"{BUDGET_AT:,} flows", "times_scan": BUDGET}
    if BUDGET_AT in sizes:
        reached = by_size[f"{BUDGET_AT:,} flows"]["times_scan"]["ours"]
        budget["kept"] = reached <= BUDGET
    keep("economy_rca", {"budget": budget, **by_size})


def _at(size: int, folder: Path) -> dict[str, Any]:
    path = folder / f"{size}.parquet"
    write(flows(size), path)
    with _opened(path) as database:
        ways: dict[str, Callable[[], Any]] = {
            "scan": lambda: _scan(database),
            "ours": lambda: _ours(database),
            "ibis windows": lambda: _windows(database),
            "polars": lambda: _polars(path),
            "pandas": lambda: _pandas(path),
        }
        times = _in_turns(ways)
        apart = _apart(_ours(database), _windows(database))
    best = {name: min(of) for name, of in times.items()}
    return {
        "seconds": {name: round(one, 3) for name, one in best.items()},
        "times_scan": {name: round(one / best["scan"], 2) for name, one in best.items()},
        "ours_extra_megabytes": _memory(path),
        "ours_from_windows_at_most": apart,
    }


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    with connect() as database:
        database.execute(f"create view given as select * from read_parquet({literal(str(path))})")
        yield database


def _memory(path: Path) -> int:
    """Megabytes that ours adds at its highest, in a fresh process that has loaded the libraries."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_added, path).result()


def _added(path: Path) -> int:
    with _opened(path) as database:
        expressions(database)
        return added(lambda: _ours(database))[1]


def _in_turns(ways: dict[str, Callable[[], Any]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(TURNS):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            times[name].append(time.perf_counter() - start)
    return times


def _scan(database: Database) -> pa.Table:
    return database.execute("select i, k, v from given").to_arrow_table()


def _flows(database: Database) -> Any:
    given = expressions(database).table("given")
    return given.select(exporter="i", product="k", year="t", value="v")


def _ours(database: Database) -> pa.Table:
    return advantage_of_cells(summed_cells(_flows(database), database))


def _windows(database: Database) -> pa.Table:
    """The expression for a cluster, on DuckDB."""
    return advantage(_flows(database)).select("exporter", "product", "value", "rca").to_pyarrow()


def _polars(path: Path) -> pl.DataFrame:
    cells = pl.scan_parquet(path).group_by("i", "k").agg(pl.col("v").sum())
    of_exporter, of_product = pl.col("v").sum().over("i"), pl.col("v").sum().over("k")
    rca = (pl.col("v") / of_exporter) / (of_product / pl.col("v").sum())
    return cells.with_columns(rca=rca).collect()


def _pandas(path: Path) -> pd.DataFrame:
    read = pd.read_parquet(path, columns=["i", "k", "v"])
    cells = read.groupby(["i", "k"], as_index=False)["v"].sum()
    of_exporter = cells.groupby("i")["v"].transform("sum")
    of_product = cells.groupby("k")["v"].transform("sum")
    return cells.assign(rca=(cells["v"] / of_exporter) / (of_product / cells["v"].sum()))


def _apart(ours: pa.Table, windows: pa.Table) -> float:
    """The largest relative difference of RCA between two ways, which must have the same pairs."""
    one, other = (_sorted(table) for table in (ours, windows))
    pairs = ["exporter", "product"]
    if not one[pairs].equals(other[pairs]):
        raise AssertionError("the two ways do not have the same pairs")
    return float(np.max(np.abs(one["rca"] / other["rca"] - 1)))


def _sorted(table: pa.Table) -> pd.DataFrame:
    frame = table.to_pandas().astype({"exporter": str, "product": str})
    return frame.sort_values(["exporter", "product"], ignore_index=True)
