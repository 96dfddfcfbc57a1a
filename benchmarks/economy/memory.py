"""What memory a piece of work adds at its highest, to what the process held before. Linux only."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_RESET_PEAK = "5"


def added(work: Callable[[], T]) -> tuple[T, int]:
    """The result of ``work`` and the megabytes by which it rose above where it began."""
    _CLEAR.write_text(_RESET_PEAK, encoding="ascii")
    before = _kilobytes("VmRSS")
    result = work()
    return result, round((_kilobytes("VmHWM") - before) / 1024)


def _kilobytes(name: str) -> int:
    found = re.search(rf"{name}:\s+(\d+) kB", _STATUS.read_text(encoding="ascii"))
    if found is None:
        raise OSError(f"{_STATUS} does not tell {name}")
    return int(found[1])
