"""Accuracy and speed of the reader: python benchmarks/reading.py GOLD_DIR TEXT_DIR

Accuracy is what ``chancery score`` prints. Speed is processor time on one core; each text is read
several times and the best run counts, because what else the machine does is no matter of ours.
The budget: 200 documents of 3,400 characters per second and core, linear in length.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from chancery.reader import read, scoring

DOCUMENT = 3_400
BUDGET = 200
RUNS = 15


def main(gold: Path, texts: Path) -> None:
    """Print accuracy, speed and growth; keep them beside the earlier results."""
    print(scoring.as_lines(scoring.score_reader(gold, texts)))
    sources = [path.read_bytes().decode() for path in sorted(texts.rglob("*.txt"))]
    result = {
        "documents_per_second": round(speed(sources)),
        "budget": BUDGET,
        "growth_10_times_longer": round(growth(sources), 1),
        "machine": f"{platform.processor() or platform.machine()}, Python {platform.python_version()}",
        "at": datetime.now(UTC).date().isoformat(),
    }
    print(json.dumps(result))
    kept = Path(__file__).parent / "results" / "reading.json"
    kept.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def speed(sources: list[str]) -> float:
    """Documents of 3,400 characters per second of processor time."""
    seconds = sum(best(partial(read, source)) for source in sources)
    return sum(map(len, sources)) / DOCUMENT / seconds


def growth(sources: list[str]) -> float:
    """How many times longer ten times the text takes; 10 is linear."""
    text = "\n\n".join(sources)
    return best(partial(read, text * 10), 3) / best(partial(read, text), 3)


def best(work: Callable[[], object], runs: int = RUNS) -> float:
    """Least processor time of several runs."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python benchmarks/reading.py GOLD_DIR TEXT_DIR")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
