"""What the benchmarks share: the machine they ran on, and where their figures are kept."""

from __future__ import annotations

import json
import math
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def machine() -> str:
    """Enough to say whether two figures may be compared."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def keep(name: str, figures: dict[str, Any]) -> None:
    """Print the figures and keep them under ``results/NAME.json``."""
    load = round(os.getloadavg()[0], 1)
    at = datetime.now(UTC).date().isoformat()
    whole = {**figures, "machine": machine(), "load_during_run": load, "at": at}
    print(json.dumps(whole, indent=1, ensure_ascii=False))
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
    (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")


def p95(times: list[float]) -> float:
    """The time that nineteen in twenty stay under."""
    return sorted(times)[math.ceil(len(times) * 0.95) - 1]
