"""Every page against a bare page in the same run: python -m benchmarks.web FEW LARGE

FEW and LARGE are workspaces made by ``chancery demo --no-serve``, LARGE with ``--size large``; where
none is named both are made first, which takes some minutes.
Bare = signed in, 50 rows of the same table in the base template, one query beyond the sign-in.
Two budgets: p95 of a page <= 3 times bare, asked in turn; as many queries with few records as with
many.
Processor time of the whole request inside Django, no server and no network in between.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measuring import keep, p95
from benchmarks.web_pages import pages, queries, set_up, signed_in

BUDGET = 3.0
FEW = (100, 600)
"""So many that no panel of a page is empty: an empty one asks one question less."""
RUNS = 40
"""Turns of each page: of a dozen the 95th percentile is what else the machine did."""


def main(few: Path, large: Path) -> None:
    """Count the queries over few records, then measure over many."""
    counted = _counted(few)
    set_up(large)
    from chancery.cli.serve import settle  # noqa: PLC0415 - the server does the same
    from chancery.history.queries import length  # noqa: PLC0415
    from chancery.register.models import Commitment  # noqa: PLC0415
    from chancery.work.models import Task  # noqa: PLC0415

    client = signed_in()
    settle()
    found = {
        name: _figures(client, name, address, counted.get(name))
        for name, address in pages(client).items()
    }
    keep(
        "web",
        {
            "commitments": Commitment.objects.count(),
            "tasks": Task.objects.count(),
            "steps_of_history": length(),
            "budget_times_bare": BUDGET,
            "pages_measured": len(found),
            "within_budget_median": sum(
                page["times_bare_median"] <= BUDGET for page in found.values()
            ),
            "over_budget": sorted(n for n, page in found.items() if page["times_bare"] > BUDGET),
            "other_number_of_queries": sorted(
                n
                for n, page in found.items()
                if page["queries_with_few_records"] not in {None, page["queries"]}
            ),
            "pages": found,
        },
    )


def made(folder: Path) -> tuple[Path, Path]:
    """The two workspaces, as ``chancery demo`` makes them."""
    few, large = folder / "few", folder / "large"
    for place, size in ((few, "small"), (large, "large")):
        words = ["demo", "--no-serve", "--size", size, "--workspace", str(place)]
        subprocess.run([sys.executable, "-P", "-m", "chancery", *words], check=True)
    script = (
        "import sys; from pathlib import Path; from benchmarks.web_pages import set_up;"
        "set_up(Path(sys.argv[1])); from datetime import date;"
        "from chancery.cli.demo_filling import fill_to;"
        f"fill_to({FEW[0]}, {FEW[1]}, date.today(), tell=lambda *_: None)"
    )
    subprocess.run([sys.executable, "-c", script, str(few)], check=True)
    return few, large


def _counted(few: Path) -> dict[str, int]:
    """In a process of its own: Django works in one workspace at a time."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.web_pages", str(few)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    counted: dict[str, int] = json.loads(told.splitlines()[-1])
    return counted


def _figures(client: Any, name: str, address: str, few: int | None) -> dict[str, Any]:
    asked = queries(client, address)
    bare, times = _times(client, address)
    slow, ratio = p95(times), p95(times) / p95(bare)
    middle = median(times) / median(bare)
    print(
        f"{name}: {ratio:.1f} times bare ({middle:.1f}), {asked} queries ({few})", file=sys.stderr
    )
    return {
        "p95_ms": round(1000 * slow, 1),
        "times_bare": round(ratio, 1),
        "times_bare_median": round(middle, 1),
        "queries": asked,
        "queries_with_few_records": few,
    }


def _times(client: Any, address: str) -> tuple[list[float], list[float]]:
    """Of the bare page and of this one, in turn: what else the machine does weighs on both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS + 1):
        for kept, asked in zip(times, ("/bare/", address), strict=True):
            start = time.process_time()
            answer = client.get(asked)
            kept.append(time.process_time() - start)
            assert answer.status_code == 200, asked
    return times[0][1:], times[1][1:]


if __name__ == "__main__":
    if len(sys.argv) > 2:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(*made(Path(folder)))
