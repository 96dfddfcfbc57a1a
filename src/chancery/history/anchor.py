"""The head of the chain, kept outside the database so that a cut tail shows.

One line: length and hash. It is written after each commit, to a new file that then takes the old
one's place: a crash in between leaves the older head, which is still a point of the chain.
"""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from chancery.history.errors import HistoryError


@dataclass(frozen=True, slots=True)
class Anchored:
    """The chain had at least ``length`` links, and the last of them had ``hash``."""

    length: int
    hash: str


def read(path: Path) -> Anchored | None:
    """The anchored head, None where none was ever written."""
    try:
        words = path.read_text(encoding="ascii").split()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise HistoryError(f"{path}: the anchor of the history cannot be read: {error}") from error
    if len(words) != 2 or not words[0].isdecimal():
        raise HistoryError(f"{path}: this is not an anchor; restore it from the last backup")
    return Anchored(int(words[0]), words[1])


def write(path: Path, head: Anchored) -> None:
    """Move the anchor forward to ``head``; never back, whatever order the writers finish in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        now = read(path)
        if now is not None and now.length >= head.length:
            return
        beside = path.with_suffix(f".{os.getpid()}")
        with beside.open("w", encoding="ascii") as file:
            file.write(f"{head.length} {head.hash}\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
