"""Which regressors say something of their own beside the fixed effects and each other."""

from __future__ import annotations

import numpy as np
from numba import njit

from chancery.economy.gravity.effects import Effects, Floats

EXACT = 1e-8
"""To this share of its size a regressor is freed of the fixed effects where exactness counts."""
_OWN = 1e-10
"""A regressor with less than this share of its variance left is collinear with what came before."""


def freed(columns: Floats, weights: Floats, effects: Effects, start: Floats) -> Floats:
    """The columns without the fixed effects; ``start`` becomes the effects in them."""
    effects.absorb(columns, weights, start, EXACT)
    out = np.empty_like(columns)
    effects.residuals(columns, weights, start, out)
    return out


@njit(cache=True)
def products(columns, weights):  # type: ignore[no-untyped-def]
    """Weighted sums of squares and products of columns; no copy of them is made."""
    width = columns.shape[1]
    total = np.zeros((width, width))
    for row in range(len(weights)):
        for first in range(width):
            weighted = weights[row] * columns[row, first]
            for second in range(first, width):
                total[first, second] += weighted * columns[row, second]
    for first in range(width):
        for second in range(first):
            total[first, second] = total[second, first]
    return total


@njit(cache=True)
def moments(columns, weights, target):  # type: ignore[no-untyped-def]
    """Weighted sums of the products of each column with a target."""
    total = np.zeros(columns.shape[1])
    for row in range(len(weights)):
        weighted = weights[row] * target[row]
        for column in range(columns.shape[1]):
            total[column] += weighted * columns[row, column]
    return total


@njit(cache=True)
def subtract(columns, slopes, target):  # type: ignore[no-untyped-def]
    """Take from ``target``, in place, what columns with these slopes explain of it."""
    for row in range(len(target)):
        for column in range(columns.shape[1]):
            target[row] -= slopes[column] * columns[row, column]


def independent(columns: Floats, left: Floats, weights: Floats) -> list[int]:
    """Places of the columns that are not collinear with the effects or with columns before them.

    ``left``: the same columns freed of the effects. By Cholesky's decomposition in the order given,
    so that of two columns that say the same the first stays.
    """
    whole = np.diag(products(columns, weights))
    cross = products(left, weights)
    kept: list[int] = []
    factor = np.zeros_like(cross)
    for place in range(cross.shape[0]):
        row = np.zeros(len(kept))
        for position, earlier in enumerate(kept):
            known = factor[earlier, :position] @ row[:position]
            row[position] = (cross[place, earlier] - known) / factor[earlier, position]
        own = cross[place, place] - row @ row
        if own > _OWN * whole[place]:
            factor[place, : len(kept)] = row
            factor[place, len(kept)] = np.sqrt(own)
            kept.append(place)
    return kept
