"""How fast flows come into the store, against bare DuckDB on the same file in the same run.

`python -m benchmarks.economy.ingest [million rows...]`; 1, 3 and 10 unless said otherwise. Each way is
a process of its own, so that its memory can be told; the processor time counts, as the machine may be
shared.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.economy.flows import flows, write
from benchmarks.measuring import keep

SIZES = (1, 3, 10)
_PARQUET = "(format parquet, compression zstd)"
_OURS = """
from chancery.economy.store import ingest, make_options, preset
said = make_options(preset("baci"), classification="HS17", retrieved_on="2026-11-01")
done = ingest([Path({csv!r})], Path({store!r}), said)
"""
WAYS = {
    "scan": 'engine("select sum(v), sum(q), max(k), max(i), max(j), max(t) from read_csv({csv!r})")',
    "copy": f'engine("copy (from read_csv({{csv!r}})) to {{out!r}} {_PARQUET}")',
    "copy sorted": (
        f'engine("copy (from read_csv({{csv!r}}) order by i, k, j) to {{out!r}} {_PARQUET}")'
    ),
    "ingest": _OURS,
    "ingest again": _OURS,
}
"""Bare ways and ours. A copy sorted is what the store writes, without looking at a single row."""

_AROUND = """
import resource, sys, time
from pathlib import Path
def engine(query):
    import duckdb
    with duckdb.connect() as database:
        database.execute("set enable_progress_bar = false")
        database.execute(query).fetchall()
import chancery.economy.engine, chancery.economy.store.ingesting
def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
start = peak()
before, since = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
{body}
after, took = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter() - since
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(took, cpu, peak(), start)
"""


def measure(million: int, folder: Path) -> dict[str, Any]:
    """Seconds by the clock and of the processor, and megabytes beyond the start, for each way."""
    csv, store, out = folder / "flows.csv", folder / "store", folder / "flows.parquet"
    write(flows(million * 1_000_000), csv)
    found: dict[str, Any] = {"csv_mb": round(csv.stat().st_size / 1e6)}
    for way, body in WAYS.items():
        code = _AROUND.format(body=body.format(csv=str(csv), store=str(store), out=str(out)))
        told = subprocess.run(
            [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
        )
        took, cpu, peak, start = map(float, told.stdout.split())
        found[way] = {
            "seconds": round(took, 2),
            "processor_seconds": round(cpu, 2),
            "mb_beyond_start": round(peak - start),
        }
    held = sum(path.stat().st_size for path in store.rglob("*.parquet"))
    found["store_mb"], found["copy_mb"] = round(held / 1e6), round(out.stat().st_size / 1e6)
    for against in ("scan", "copy", "copy sorted"):
        ratio = found["ingest"]["processor_seconds"] / found[against]["processor_seconds"]
        found[f"ingest_over_{against.replace(' ', '_')}"] = round(ratio, 2)
    return found


def main(sizes: tuple[int, ...]) -> None:
    """Measure each size and keep the figures."""
    figures = {}
    for million in sizes:
        with tempfile.TemporaryDirectory(prefix="chancery-ingest-") as folder:
            figures[f"{million} million rows"] = measure(million, Path(folder))
            print(json.dumps(figures[f"{million} million rows"]), file=sys.stderr)
    keep("economy_ingest", figures)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
