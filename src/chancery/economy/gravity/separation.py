"""Rows that a Poisson model would fit with minus infinity, so that no estimate exists with them.

A row without a flow is *separated* when some combination of regressors and fixed effects is zero on
every row with a flow, never negative on those without, and positive on this one: lowering it makes
the likelihood ever larger. Such rows say nothing of the other coefficients and are left out (Correia,
Guimarães and Zylkin 2019). Whole levels without a flow are found beforehand (``groups.prune``);
what regressors or several effects separate together is found here.

Two searches go on in turn, each a regression on everything in which rows with a flow weigh so heavily
that they are fitted by zero. One looks for the combination itself: their iterative rectifier, which keeps
the positive part of what is fitted as the next target. The other looks for a proof that there is none: a
residual that is positive on every row without a flow is orthogonal to every such combination,
which therefore is zero. The proof mostly comes in the first round. Where neither comes soon, the
question is put as what it is, a linear programme.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, eye_array, hstack

from chancery.economy.errors import EconomyError
from chancery.economy.gravity.effects import Effects, Floats
from chancery.economy.gravity.regressors import moments, products, subtract

Mask = NDArray[np.bool_]

SEPARATED = "separated: fitted without bound by regressors or fixed effects"
_HEAVY = 1e8
"""Weight of a row with a flow: there the combination must be zero."""
_ZERO = 1e-4
"""What counts as zero in a combination that would be one on a fully separated row."""
_CLEAR = 1e-2
"""A search that ends with values nearer to zero than this share of the largest has proved nothing."""
_EXACT = 1e-10
_ROUNDS = 30


def separated(flow: Floats, columns: Floats, effects: Effects) -> Mask:
    """Which rows are separated; rows in the order of ``effects``. EconomyError where it stays open."""
    empty = flow <= 0
    if not empty.any():
        return empty
    search = _Search.over(empty, columns, effects)
    sought, proof = empty.astype(np.float64), empty.astype(np.float64)
    for _ in range(_ROUNDS):
        proof = search.unexplained(proof)
        if proof[empty].min() > _CLEAR * max(proof.max(), 1.0):
            return np.zeros_like(empty)
        proof = np.where(empty, np.maximum(proof, 0.1 * proof.max()), 0.0)
        fitted = sought - search.unexplained(sought)
        fitted[~empty | (np.abs(fitted) < _ZERO)] = 0.0
        found: Mask = fitted > 0
        if fitted.min() >= 0 and (fitted[found] > _CLEAR * fitted.max()).all():
            return found
        sought = np.maximum(fitted, 0.0)
    return _by_programme(empty, columns, effects)


@dataclass(frozen=True, slots=True)
class _Search:
    """Regressions on columns and effects with heavy weights, the columns freed of effects once."""

    effects: Effects
    weights: Floats
    left: Floats
    cross: Floats

    @classmethod
    def over(cls, empty: Mask, columns: Floats, effects: Effects) -> _Search:
        weights = np.where(empty, 1.0, _HEAVY)
        left, start = np.empty_like(columns), np.zeros((effects.size, columns.shape[1]))
        effects.absorb(columns, weights, start, _EXACT)
        effects.residuals(columns, weights, start, left)
        return cls(effects, weights, left, products(left, weights))

    def unexplained(self, target: Floats) -> Floats:
        """What a regression of ``target`` leaves."""
        unknown, rest = np.zeros((self.effects.size, 1)), np.empty((len(target), 1))
        self.effects.absorb(target[:, None].copy(), self.weights, unknown, _EXACT)
        self.effects.residuals(target[:, None].copy(), self.weights, unknown, rest)
        moment = moments(self.left, self.weights, rest[:, 0])
        subtract(self.left, np.linalg.lstsq(self.cross, moment, rcond=None)[0], rest[:, 0])
        return rest[:, 0]


def _by_programme(empty: Mask, columns: Floats, effects: Effects) -> Mask:
    """The combination that is positive on the most rows: each counts with what it has, up to one."""
    design = _design(columns, effects)
    inside, outside = design[np.flatnonzero(empty)], design[np.flatnonzero(~empty)]
    rows, unknowns = inside.shape
    nothing = csr_array((outside.shape[0], rows))
    answer = linprog(
        c=np.concatenate((np.zeros(unknowns), -np.ones(rows))),
        A_ub=hstack((-inside, eye_array(rows))),  # what counts is at most what the combination is
        b_ub=np.zeros(rows),
        A_eq=hstack((outside, nothing)),
        b_eq=np.zeros(outside.shape[0]),
        bounds=[(None, None)] * unknowns + [(0.0, 1.0)] * rows,
        method="highs",
    )
    if answer.x is None:
        raise EconomyError(
            f"Whether rows are separated stays open ({answer.message}): leave out regressors that are "
            f"zero wherever there is a flow, or estimate with --keep-separated"
        )
    found = np.zeros_like(empty)
    found[np.flatnonzero(empty)] = answer.x[unknowns:] > _ZERO
    return found


def _design(columns: Floats, effects: Effects) -> csr_array:
    """Regressors in their standard deviations, and a column of zeros and ones for each level."""
    rows = len(columns)
    scaled = columns / np.maximum(columns.std(axis=0), 1e-300)
    eliminated = np.repeat(np.arange(len(effects.starts) - 1), np.diff(effects.starts))
    others = [effects.others[:, one] for one in range(effects.others.shape[1])]
    levels: list[NDArray[np.int64]] = [eliminated, *(one.astype(np.int64) for one in others)]
    parts = [csr_array(scaled)]
    for codes in levels:
        places = (np.arange(rows), codes - codes.min())
        parts.append(coo_array((np.ones(rows), places)).tocsr())
    return csr_array(hstack(parts))
