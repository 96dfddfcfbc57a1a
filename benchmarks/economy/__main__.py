"""``python -m benchmarks.economy [part] [--rows N]``: one part, or all that are there in turn.

Each part is a module of this package with ``run(rows)``: it prints its figures and keeps them under
``benchmarks/results/economy_PART.json``. ``rows`` None means the sizes of the budgets.
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

_SHARED = {"__main__", "flows", "memory", "peers"}
PARTS = sorted({path.stem for path in Path(__file__).parent.glob("*.py")} - _SHARED)


def main() -> None:
    """Run what was asked for, one after another, so that none disturbs another."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.economy", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="all where left out")
    parser.add_argument(
        "--rows", type=int, help="rows to measure at instead of the budgets' sizes"
    )
    asked = parser.parse_args()
    for part in [asked.part] if asked.part else PARTS:
        importlib.import_module(f"benchmarks.economy.{part}").run(asked.rows)


if __name__ == "__main__":
    main()
