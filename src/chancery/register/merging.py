"""Records that turned out to be another one: where history keeps what moved, and what is behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from chancery.register.models import Mergeable

M = TypeVar("M", bound=Mergeable)

KIND = "merge"
"""Of the event that keeps what moved, so that it can be moved back; its key is ``key_of``."""


def key_of(kind: str, merged: int) -> str:
    """The key of the event that keeps what moved."""
    return f"{kind}-{merged}"


def behind(kept: M) -> Iterator[M]:
    """All that lead to a record: merged into it, or into one that was."""
    rows: list[M] = list(kept.merged.all())  # type: ignore[attr-defined] # a reverse relation
    for row in rows:
        yield row
        yield from behind(row)
