"""Levels of keys and of keys together, and rows that no estimate can use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute

from chancery.economy.gravity.effects import Codes, Floats

Mask = NDArray[np.bool_]

SINGLETON = "alone in a level of a fixed effect"
ALL_ZERO = "in a level of a fixed effect without any flow"
_DENSE = 8
"""Pairs of levels are numbered by a table while it has at most so many cells a row."""


def codes_of(column: pa.Array | pa.ChunkedArray) -> Codes:
    """Numbers 0, 1, 2 ... for the different values of a column, in the order they come in."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    encoded = column if pa.types.is_dictionary(column.type) else compute.dictionary_encode(column)
    return np.asarray(encoded.indices, dtype=np.int32)


def together(codes: Sequence[Codes]) -> Codes:
    """Numbers without gaps for the combinations of several keys that occur."""
    found = compact(codes[0])
    for one in codes[1:]:
        width = int(one.max()) + 1 if len(one) else 1
        found = compact(found.astype(np.int64) * width + one)
    return found


def compact(numbers: NDArray[np.int32] | NDArray[np.int64]) -> Codes:
    """The same partition of the rows, its parts numbered 0, 1, 2 ... without gaps."""
    if not len(numbers):
        return np.empty(0, np.int32)
    highest = int(numbers.max()) + 1
    if highest > _DENSE * len(numbers):
        return np.unique(numbers, return_inverse=True)[1].astype(np.int32)
    there = np.zeros(highest, np.int32)
    there[numbers] = 1
    number: Codes = (np.cumsum(there, dtype=np.int32) - 1)[numbers]
    return number


@dataclass(frozen=True, slots=True)
class Pruned:
    """Which rows stay, and how many went for which reason."""

    kept: Mask
    dropped: dict[str, int]


def prune(effects: Sequence[Codes], flow: Floats | None, kept: Mask) -> Pruned:
    """Leave out rows alone in a level, and (``flow`` given) in a level whose flows are all zero.

    A level of one row fits it exactly, whatever it says; a level of zeros is fitted by minus
    infinity (Correia, Guimarães and Zylkin 2020). Leaving rows out may make others alone: this is
    repeated until nothing changes.
    """
    kept = kept.copy()
    dropped: dict[str, int] = {}
    changed = True
    while changed:
        changed = False
        for codes in effects:
            for reason, out in _useless(codes, flow, kept):
                number = int(out.sum())
                if number:
                    kept &= ~out
                    dropped[reason] = dropped.get(reason, 0) + number
                    changed = True
    return Pruned(kept, dropped)


def _useless(codes: Codes, flow: Floats | None, kept: Mask) -> list[tuple[str, Mask]]:
    levels = int(codes.max()) + 1 if len(codes) else 0
    rows = np.bincount(codes, weights=kept, minlength=levels)
    found = [(SINGLETON, kept & (rows[codes] == 1))]
    if flow is not None:
        summed = np.bincount(codes, weights=np.where(kept, flow, 0.0), minlength=levels)
        empty = kept & (summed[codes] <= 0) & (rows[codes] > 1)
        found.append((ALL_ZERO, empty))
    return found
