"""ECI, PCI, density, COI and COG at 200 locations: ours against ecomplexity and economic-complexity.

Each way runs in a process of its own, in the same run; who has not finished after four minutes is stopped
and said so. Ours and ecomplexity are compared number by number where that one finishes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow import parquet

from benchmarks.economy.flows import exports
from benchmarks.economy.peers import MEASURES, WAYS
from benchmarks.measuring import keep

LOCATIONS = 200
PRODUCTS = (500, 2_500, 5_000)
GROWTH = (1_000, 10_000, 20_000)
"""Numbers of products at which ours alone is measured too."""
BUDGET_AT = 5_000
BUDGET_TIMES, BUDGET_MEGABYTES, EXACT = 4.0, 200, 1e-9
_AT_MOST = 240


def run(products: int | None) -> None:
    """Measure at ``products`` products, or at all sizes, and keep the figures."""
    sizes = (products,) if products else PRODUCTS
    with tempfile.TemporaryDirectory(prefix="chancery-complexity-") as folder:
        by_size = {f"{LOCATIONS} x {size:,}": _against(size, Path(folder)) for size in sizes}
        growth = {f"{LOCATIONS} x {size:,}": _ours(size, Path(folder)) for size in GROWTH}
    budget: dict[str, Any] = {
        "at": f"{LOCATIONS} x {BUDGET_AT:,}",
        "times_fastest_peer": BUDGET_TIMES,
        "megabytes": BUDGET_MEGABYTES,
        "apart_from_ecomplexity": EXACT,
    }
    if BUDGET_AT in sizes:
        budget["kept"] = _kept(by_size[budget["at"]])
    keep("economy_complexity", {"budget": budget, **by_size, "ours_alone": growth})


def _kept(found: dict[str, Any]) -> bool:
    """Whether the budget was kept; a comparison that was not made does not break it."""
    fast = found.get("fastest_peer_over_ours", BUDGET_TIMES) >= BUDGET_TIMES
    exact = all(one <= EXACT for one in found.get("apart_from_ecomplexity", {}).values())
    return fast and exact and found["ours"]["megabytes"] <= BUDGET_MEGABYTES


def _against(products: int, folder: Path) -> dict[str, Any]:
    file = folder / f"{products}.parquet"
    parquet.write_table(exports(LOCATIONS, products, seed=products), file)
    found = {way: _measured(way, file) for way in WAYS}
    mine = found["ours"]["seconds"]
    peers = [one["seconds"] for way, one in found.items() if way != "ours" and "seconds" in one]
    told: dict[str, Any] = {**found}
    if peers:
        told["fastest_peer_over_ours"] = round(min(peers) / mine, 1)
    return told | _apart(file)


def _ours(products: int, folder: Path) -> dict[str, Any]:
    file = folder / f"{products}.parquet"
    parquet.write_table(exports(LOCATIONS, products, seed=products), file)
    return _measured("ours", file)


def _measured(way: str, file: Path) -> dict[str, Any]:
    """Seconds and megabytes of one way; that it did not finish, where it did not."""
    command = [sys.executable, "-m", "benchmarks.economy.peers", way, file, _found(way, file)]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_AT_MOST)
    except subprocess.TimeoutExpired:
        return {"stopped_after": f"{_AT_MOST} s"}
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _found(way: str, file: Path) -> Path:
    return file.with_name(f"{file.stem}-{way}.parquet")


def _apart(file: Path) -> dict[str, Any]:
    """The largest difference between ours and ecomplexity in each measure."""
    if not _found("ecomplexity", file).exists():
        return {}
    ours, theirs = (
        pd.read_parquet(_found(way, file))
        .astype({"location": str, "product": str})
        .set_index(["location", "product"])
        .sort_index()
        for way in ("ours", "ecomplexity")
    )
    if not ours.index.equals(theirs.index):
        raise AssertionError("ours and ecomplexity do not have the same cells")
    apart = {name: float((ours[name] - theirs[name]).abs().max()) for name in MEASURES}
    return {"apart_from_ecomplexity": apart}
