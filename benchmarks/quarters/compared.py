"""The two reckonings side by side: every difference as a line, none where they agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from benchmarks.quarters.acting import Facts

MOST = 12
"""Differences of one kind that are told."""


def differences(played: Facts, reckoned: Facts) -> list[str]:
    """Empty where the product did exactly what the plan, the calendar and the definitions say."""
    found = []
    for field in fields(Facts):
        mine, yours = getattr(played, field.name), getattr(reckoned, field.name)
        if field.name == "meetings":
            mine, yours = [sorted(one) for one in mine], [sorted(one) for one in yours]
        lines = list(_told(mine, yours))
        found += [f"{field.name}: {line}" for line in lines[:MOST]]
        if len(lines) > MOST:
            found.append(f"{field.name}: and {len(lines) - MOST} more")
    return found


def _told(mine: Any, yours: Any) -> Iterator[str]:
    if isinstance(mine, set):
        yield from (f"only played: {one}" for one in sorted(mine - yours, key=str))
        yield from (f"only reckoned: {one}" for one in sorted(yours - mine, key=str))
    elif isinstance(mine, dict):
        for key in sorted({*mine, *yours}, key=str):
            if mine.get(key) != yours.get(key):
                yield f"{key}: played {mine.get(key)}, reckoned {yours.get(key)}"
    elif isinstance(mine, list) and len(mine) == len(yours):
        for at, pair in enumerate(zip(mine, yours, strict=True)):
            yield from (f"[{at}] {line}" for line in _told(*pair))
    elif mine != yours:
        yield f"played {mine}, reckoned {yours}"
