"""``make bench``: every benchmark in turn; each prints its figures and keeps them."""

import subprocess
import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared" / "reading"

COMMANDS = (
    ("benchmarks.reading", SHARED / "gold", SHARED / "texts"),
    ("benchmarks.formats", SHARED / "texts"),
    ("benchmarks.adding", SHARED / "texts"),
    ("benchmarks.web",),
    ("benchmarks.clients",),
    ("benchmarks.search",),
    ("benchmarks.alike",),
    ("benchmarks.economy",),
    ("benchmarks.quarters",),
)


def main() -> int:
    """Run them one after another, so that none disturbs another; how many failed."""
    return sum(
        subprocess.call([sys.executable, "-m", *map(str, command)]) > 0 for command in COMMANDS
    )


if __name__ == "__main__":
    sys.exit(main())
