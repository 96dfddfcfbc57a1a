"""Fixed effects: which rows belong together, and what is left of columns once their means are out.

The effect with the most levels is eliminated exactly, level by level; rows are therefore kept in its
order. The others are solved for by conjugate gradients on what remains (the Schur complement of the
weighted normal equations), preconditioned by its diagonal. A step reads the rows once, in order,
and writes only to arrays as long as the other effects have levels, which stay in the cache: on
panels of trade it costs a few nanoseconds a row, however many columns are asked at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]
Places = NDArray[np.int64]

_NOISE = 1e-13
"""What is left of a column below this share of it is rounding: equations made of it have no solution."""
_FLAT = 1e-12
"""A level whose own weight in the remaining equations is below this share carries nothing there."""


@dataclass(frozen=True, slots=True)
class Effects:
    """Rows grouped by fixed effects.

    ``order``: the rows in the order of the eliminated effect; every column given to
    :meth:`absorb` is in this order. ``starts``: where each of its levels begins, and the end.
    ``others``: for each row the places of its levels of the other effects in one long vector of
    ``size`` unknowns. ``levels``: how many levels each effect has, as it was given.
    """

    order: Places
    starts: Places
    others: Codes
    size: int
    levels: tuple[int, ...]

    @classmethod
    def of(cls, codes: Sequence[Codes], *, eliminated: int | None = None) -> Effects:
        """From one array of levels (0, 1, 2 ... without gaps) for each effect; at least one.

        ``eliminated``: the effect that is solved for last, that with the most levels where none is named.
        """
        levels = tuple(int(one.max()) + 1 for one in codes)
        most = int(np.argmax(levels)) if eliminated is None else eliminated
        order = np.argsort(codes[most], kind="stable").astype(np.int64)
        counts = np.bincount(codes[most], minlength=levels[most])
        starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        rest = [place for place in range(len(codes)) if place != most]
        others = np.empty((len(order), len(rest)), dtype=np.int32)
        size = 0
        for column, place in enumerate(rest):
            others[:, column] = codes[place][order] + np.int32(size)
            size += levels[place]
        return cls(order, starts, others, size, levels)

    def absorb(
        self, columns: Floats, weights: Floats, start: Floats, tolerance: float, most: int = 2_000
    ) -> int:
        """Solve for the effects in ``columns``, in place in ``start``; the number of steps taken.

        ``columns``: rows by columns; ``start``: unknowns by columns, a guess that is improved.
        A column is done when the norm of its remaining equations has fallen to ``tolerance`` of
        that of its right-hand side.
        """
        if not self.size:
            return 0
        own, right = np.empty(self.size), np.empty_like(start)
        _own_weights(weights, self.starts, self.others, own)
        inverse = np.where(own > _FLAT * own.max(), 1 / np.maximum(own, 1e-300), 0.0)[:, None]
        _right_side(columns, weights, self.starts, self.others, right)
        size = np.einsum("r,rc,rc->c", weights, columns, columns)
        goal = np.maximum(tolerance**2 * (right * inverse * right).sum(axis=0), _NOISE**2 * size)
        return self._descend(weights, start, right, inverse, goal, most)

    def _descend(
        self,
        weights: Floats,
        start: Floats,
        right: Floats,
        inverse: Floats,
        goal: Floats,
        most: int,
    ) -> int:
        """Conjugate gradients, each column with a step length of its own.

        A column that is done stands still: what is left of it is rounding, and steps along rounding
        lead away from the solution without end. A regressor that the effects explain wholly is
        done from the start.
        """
        image = np.empty_like(start)
        _apply(start, weights, self.starts, self.others, image)
        left = right - image
        scaled = inverse * left
        direction = scaled.copy()
        norm = (left * scaled).sum(axis=0)
        for step in range(most):
            moving = norm > goal
            if not moving.any():
                return step
            _apply(direction, weights, self.starts, self.others, image)
            length = np.where(moving, _ratio(norm, (direction * image).sum(axis=0)), 0.0)
            start += length * direction
            left -= length * image
            scaled = inverse * left
            now = (left * scaled).sum(axis=0)
            direction = scaled + _ratio(now, norm) * direction
            norm = now
        return most

    def residuals(self, columns: Floats, weights: Floats, effects: Floats, out: Floats) -> None:
        """``columns`` less the effects and less the means of the eliminated one, into ``out``."""
        _take_out(columns, effects, weights, self.starts, self.others, out)


def _ratio(above: Floats, below: Floats) -> Floats:
    """Zero where a column is solved and both are."""
    quotient: Floats = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    return quotient


@njit(cache=True, inline="always")
def _of_row(unknowns, others, row, column):  # type: ignore[no-untyped-def]
    """What the effects of a row come to."""
    value = 0.0
    for effect in range(others.shape[1]):
        value += unknowns[others[row, effect], column]
    return value


@njit(cache=True, inline="always")
def _add_to(out, others, row, column, value):  # type: ignore[no-untyped-def]
    """Add a row's value to each of its levels."""
    for effect in range(others.shape[1]):
        out[others[row, effect], column] += value


@njit(cache=True)
def _apply(unknowns, weights, starts, others, out):  # type: ignore[no-untyped-def]
    """The remaining equations applied to ``unknowns``: weighted, centred in each level, summed."""
    count = unknowns.shape[1]
    mean = np.empty(count)
    out[:] = 0.0
    for level in range(len(starts) - 1):
        total = 0.0
        mean[:] = 0.0
        for row in range(starts[level], starts[level + 1]):
            total += weights[row]
            for column in range(count):
                mean[column] += weights[row] * _of_row(unknowns, others, row, column)
        if total <= 0.0:
            continue
        for column in range(count):
            mean[column] /= total
        for row in range(starts[level], starts[level + 1]):
            for column in range(count):
                apart = _of_row(unknowns, others, row, column) - mean[column]
                _add_to(out, others, row, column, weights[row] * apart)


@njit(cache=True)
def _right_side(columns, weights, starts, others, out):  # type: ignore[no-untyped-def]
    """Weighted sums by level of the other effects, of columns centred in the eliminated one."""
    count = columns.shape[1]
    mean = np.empty(count)
    out[:] = 0.0
    for level in range(len(starts) - 1):
        total = 0.0
        mean[:] = 0.0
        for row in range(starts[level], starts[level + 1]):
            total += weights[row]
            for column in range(count):
                mean[column] += weights[row] * columns[row, column]
        if total <= 0.0:
            continue
        for column in range(count):
            mean[column] /= total
        for row in range(starts[level], starts[level + 1]):
            for column in range(count):
                apart = columns[row, column] - mean[column]
                _add_to(out, others, row, column, weights[row] * apart)


@njit(cache=True)
def _own_weights(weights, starts, others, out):  # type: ignore[no-untyped-def]
    """The diagonal of the remaining equations, exact where a level meets another's in one row."""
    width = others.shape[1]
    out[:] = 0.0
    for level in range(len(starts) - 1):
        total = 0.0
        for row in range(starts[level], starts[level + 1]):
            total += weights[row]
        if total <= 0.0:
            continue
        for row in range(starts[level], starts[level + 1]):
            own = weights[row] * (1.0 - weights[row] / total)
            for effect in range(width):
                out[others[row, effect]] += own


@njit(cache=True)
def _take_out(columns, effects, weights, starts, others, out):  # type: ignore[no-untyped-def]
    """Columns less the effects of their rows, then less the weighted mean of each level."""
    count = columns.shape[1]
    mean = np.empty(count)
    for level in range(len(starts) - 1):
        total = 0.0
        mean[:] = 0.0
        for row in range(starts[level], starts[level + 1]):
            total += weights[row]
            for column in range(count):
                out[row, column] = columns[row, column] - _of_row(effects, others, row, column)
                mean[column] += weights[row] * out[row, column]
        if total <= 0.0:
            continue
        for row in range(starts[level], starts[level + 1]):
            for column in range(count):
                out[row, column] -= mean[column] / total
