"""How often something happened in a span of time, counted by all processes of one machine together.

A count is the length of a small file: each call appends one byte, which the system does as one
step whoever else appends, so that nothing is locked and nothing is lost.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

_OVER = 2 * 3600
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9-]")


def count(folder: Path, name: str, span: int) -> int:
    """Once more for ``name`` in the span of that number; how often it was so far, this included
    (and what came at the very same moment: never too few).

    A span lasts an hour at most; what is older goes with the first call of a new one.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{_NOT_IN_A_NAME.sub('-', name)[:80]}.{span}"
    handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        os.write(handle, b".")
        length = os.fstat(handle).st_size
    finally:
        os.close(handle)
    if length == 1:
        _sweep(folder)
    return length


def _sweep(folder: Path) -> None:
    for old in folder.iterdir():
        try:
            if old.stat().st_mtime < time.time() - _OVER:
                old.unlink(missing_ok=True)
        except FileNotFoundError:  # another process was faster
            continue
