"""PPML with three-way fixed effects, clustered by pair: ours against pyfixest with each of its demeaners.

Each fit runs in a process of its own, after a small one that compiles and loads; ways take turns, and
the fastest of the turns counts, by the clock and by processor time. Memory is what the fit
adds at its highest to a process that already holds the rows. pyfixest gets its own defaults; then, so that
coefficients can be compared to 1e-8, it runs once more with tolerances as tight as ours. Its third demeaner
(LSMR, "within") is left out: on such a panel of 100,000 rows it gives up after 1,000 iterations.

``python -m benchmarks.economy.gravity WAY FILE SMALL`` is one such process.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from benchmarks.economy.memory import added
from benchmarks.measuring import keep

SIZES = {100_000: (101, 10), 1_000_000: (201, 25), 5_000_000: (301, 56)}
"""Rows wanted -> countries and years of the panel."""
BUDGET_AT, BUDGET_TIMES, EXACT = 1_000_000, 2.0, 1e-8
MEMORY_AT, BUDGET_MEGABYTES = 5_000_000, 1_024
TURNS = 2
REGRESSORS = ("agreement", "tariff", "sanctions")
_AT_MOST = 300
_FORMULA = f"flow ~ {' + '.join(REGRESSORS)} | et + it + pair"

Fitted = dict[str, dict[str, float]]


def run(rows: int | None) -> None:
    """Measure at one of the sizes, or at all, and keep the figures."""
    sizes = [size for size in SIZES if rows in (None, size)]
    if not sizes:
        raise SystemExit(f"--rows is one of {', '.join(map(str, SIZES))}")
    with tempfile.TemporaryDirectory(prefix="chancery-gravity-") as name:
        folder = Path(name)
        small = folder / "small.parquet"
        parquet.write_table(panel(20, 6), small)
        found = {f"{size:,} rows": _at(size, folder, small) for size in sizes}
    keep("economy_gravity", {"budgets": _budgets(found), **found})


def _at(size: int, folder: Path, small: Path) -> dict[str, Any]:
    file = folder / f"{size}.parquet"
    parquet.write_table(panel(*SIZES[size]), file)
    against = size <= BUDGET_AT
    ways = [way for way in WAYS if against or way == "ours"]
    turns: dict[str, list[dict[str, Any]]] = {way: [] for way in ways}
    for _ in range(TURNS):
        for way in ways:
            told = _measured(way, file, small)
            print(f"{size:,} rows, {way}: {told}", file=sys.stderr, flush=True)
            turns[way].append(told)
    found: dict[str, Any] = {way: _fastest(told) for way, told in turns.items()}
    return found | (_compared(found) if against else {})


def _measured(way: str, file: Path, small: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.economy.gravity", way, file, small]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_AT_MOST)
    except subprocess.TimeoutExpired:
        return {"stopped_after": f"{_AT_MOST} s"}
    except subprocess.CalledProcessError as error:
        return {"failed": error.stderr.decode().splitlines()[-1]}
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _fastest(turns: list[dict[str, Any]]) -> dict[str, Any]:
    done = [one for one in turns if "seconds" in one]
    if not done:
        return turns[0]
    least = {name: min(one[name] for one in done) for name in ("seconds", "processor_seconds")}
    return {**done[0], **least, "megabytes": max(one["megabytes"] for one in done)}


def _compared(found: dict[str, Any]) -> dict[str, Any]:
    """How often ours goes into the fastest peer, and how far the coefficients are apart."""
    mine = found["ours"]
    peers = [
        one
        for way, one in found.items()
        if way not in ("ours", "pyfixest, tight") and "seconds" in one
    ]
    told: dict[str, Any] = {
        f"fastest_peer_over_ours_by_{name}": round(min(one[name] for one in peers) / mine[name], 1)
        for name in ("seconds", "processor_seconds")
    }
    tight = found["pyfixest, tight"]
    if "seconds" in tight:
        for kind in ("coefficients", "std_errors"):
            apart = (abs(tight[kind][name] - mine[kind][name]) for name in REGRESSORS)
            told[f"{kind}_apart"] = max(apart)
    return told


def _budgets(found: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "times_fastest_peer": BUDGET_TIMES,
        "coefficients_apart": EXACT,
        "megabytes": BUDGET_MEGABYTES,
    }
    if speed := found.get(f"{BUDGET_AT:,} rows"):
        told["speed_kept"] = speed["fastest_peer_over_ours_by_seconds"] >= BUDGET_TIMES
        told["exactness_kept"] = speed.get("coefficients_apart", np.inf) <= EXACT
    if memory := found.get(f"{MEMORY_AT:,} rows"):
        told["memory_kept"] = memory["ours"]["megabytes"] <= BUDGET_MEGABYTES
    return told


def panel(countries: int, years: int, seed: int = 1) -> pa.Table:
    """Every pair of countries in every year: heavy-tailed flows, a third zero, three regressors."""
    chance = np.random.default_rng(seed)
    grid = np.meshgrid(*map(np.arange, (countries, countries, years)), indexing="ij")
    exporter, importer, year = (one.ravel().astype(np.int32) for one in grid)
    abroad = exporter != importer
    exporter, importer, year = exporter[abroad], importer[abroad], year[abroad]
    pair, rows = exporter * countries + importer, abroad.sum()
    begins = chance.integers(0, 2 * years, countries**2)
    near = chance.normal(0.0, 1.5, countries**2)
    agreement = (year >= begins[pair]).astype(float)
    tariff, sanctions = chance.normal(size=rows), (chance.random(rows) < 0.02).astype(float)
    size = chance.normal(0.0, 1.2, (2, countries, years))
    index = size[0, exporter, year] + size[1, importer, year] + near[pair]
    expected = np.exp(index + 0.3 * agreement - 0.2 * tariff - 0.4 * sanctions)
    flow = expected * chance.gamma(0.5, 2.0, rows)
    flow[chance.random(rows) < 1 / (1 + 2 * expected)] = 0.0
    return pa.table(
        {
            "exporter": exporter,
            "importer": importer,
            "year": year,
            "pair": pair,
            "et": exporter * years + year,
            "it": importer * years + year,
            "flow": flow,
            **dict(zip(REGRESSORS, (agreement, tariff, sanctions), strict=True)),
        }
    )


def ours(rows: pa.Table) -> Fitted:
    """With the search for separated rows, which pyfixest does by fixed effects only."""
    from chancery.economy.gravity import Gravity, fit_gravity  # noqa: PLC0415 - each loads its own

    effects = ("exporter^year", "importer^year", "exporter^importer")
    fit = fit_gravity(rows, Gravity("flow", REGRESSORS, effects, ("exporter^importer",)))
    found = fit.coefficients.rows.to_pylist()
    return {
        "coefficients": {row["name"]: row["estimate"] for row in found},
        "std_errors": {row["name"]: row["std_error"] for row in found},
    }


def pyfixest(backend: str, tolerance: float | None = None) -> Callable[[pa.Table], Fitted]:
    """One of pyfixest's demeaners, the keys joined beforehand; as by default where no tolerance is given."""

    def fitted(rows: pa.Table) -> Fitted:
        import pyfixest as peer  # noqa: PLC0415 - each way loads its own library

        inner = {} if tolerance is None else {"fixef_tol": tolerance}
        outer = {} if tolerance is None else {"iwls_tol": 1e-12, "iwls_maxiter": 100}
        fit = peer.fepois(
            _FORMULA,
            rows.to_pandas(),
            vcov={"CRV1": "pair"},
            demeaner=peer.MapDemeaner(backend=backend, **inner),
            separation_check=["fe"],
            copy_data=False,
            **outer,
        )
        return {"coefficients": dict(fit.coef()), "std_errors": dict(fit.se())}

    return fitted


WAYS: dict[str, Callable[[pa.Table], Fitted]] = {
    "ours": ours,
    "pyfixest, rust": pyfixest("rust"),
    "pyfixest, numba": pyfixest("numba"),
    "pyfixest, tight": pyfixest("rust", 1e-11),
}


def main() -> None:
    """Measure one way once, after a small fit that loads and compiles."""
    way, file, small = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    warnings.simplefilter("ignore")
    WAYS[way](parquet.read_table(small))
    rows = parquet.read_table(file)
    clock, processor = time.perf_counter(), time.process_time()
    found, megabytes = added(lambda: WAYS[way](rows))
    taken = {
        "seconds": round(time.perf_counter() - clock, 2),
        "processor_seconds": round(time.process_time() - processor, 2),
    }
    print(json.dumps({**taken, "megabytes": megabytes, "rows": rows.num_rows, **found}))


if __name__ == "__main__":
    main()
