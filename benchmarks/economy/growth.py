"""How far one machine goes: a store brought in and asked, at growing sizes; seconds and megabytes.

A year of 1, 3 and 10 million flows as CSV. Each step is a process of its own, so that its memory
can be told; the processor time counts where the machine is shared. docs/growth.md extrapolates from these figures.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.economy.flows import flows, write
from benchmarks.measuring import keep

SIZES = (1_000_000, 3_000_000, 10_000_000)
_CSV_BYTES = 40
"""A flow as BACI writes it; a size is left out where three times that does not fit on the disk."""

_ASKED = """
from chancery.economy.engine import connect
from chancery.economy.indicators import INDICATORS, Asked
from chancery.economy.indicators.asking import expression
from chancery.economy.store import Selection, open_store
import ibis
with connect() as database:
    given = open_store({store!r}).expression(database, Selection())
    query = ibis.to_sql(expression(given, INDICATORS[{name!r}], Asked()), "duckdb")
    database.execute(f"create temp table found as {{query}}")
"""
STEPS = {
    "ingest": """
from pathlib import Path
from chancery.economy.store import ingest, make_options, preset
said = make_options(preset("baci"), classification="HS17", retrieved_on="2026-11-01")
ingest([Path({csv!r})], Path({store!r}), said)
""",
    "one exporter": """
from chancery.economy.store import open_store
open_store({store!r}).flows(exporters=["VNM"])
""",
    **{name: _ASKED.replace("{name!r}", repr(name)) for name in ("rca", "hhi", "dependency")},
}
"""What a desk does: bring in a year, take one country out, ask for indicators of all countries."""

_AROUND = """
import re, resource, time
from pathlib import Path
import chancery.economy.store.ingesting, chancery.economy.indicators, ibis
def peak(name):
    return int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
def processor():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
before, since, used = peak("VmRSS"), time.perf_counter(), processor()
{body}
print(time.perf_counter() - since, processor() - used, peak("VmHWM") - before)
"""


def run(rows: int | None) -> None:
    """Measure at ``rows`` flows, or at all sizes, and keep the figures."""
    figures: dict[str, Any] = {}
    for size in (rows,) if rows else SIZES:
        with tempfile.TemporaryDirectory(prefix="chancery-growth-") as folder:
            if shutil.disk_usage(folder).free < 3 * _CSV_BYTES * size:
                figures[f"{size:,} flows"] = "left out: the disk is too small"
                continue
            figures[f"{size:,} flows"] = _at(size, Path(folder))
        keep("economy_growth", figures)


def _at(size: int, folder: Path) -> dict[str, Any]:
    csv, store = folder / "flows.csv", folder / "store"
    write(flows(size), csv)
    found: dict[str, Any] = {"csv_megabytes": round(csv.stat().st_size / 1e6)}
    for name, body in STEPS.items():
        code = _AROUND.replace("{body}", body.format(csv=str(csv), store=str(store)))
        told = subprocess.run(
            [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
        )
        seconds, used, megabytes = map(float, told.stdout.split())
        found[name] = {
            "seconds": round(seconds, 2),
            "processor_seconds": round(used, 2),
            "megabytes": round(megabytes),
        }
    held = sum(path.stat().st_size for path in store.rglob("*.parquet"))
    return {**found, "store_megabytes": round(held / 1e6)}
