"""PPML: Poisson pseudo maximum likelihood (Santos Silva and Tenreyro 2006), fixed effects never written out.

Newton's method on the effects and the coefficients together. Each step regresses the relative error
``(y - mu) / mu`` of the last one on the regressors and the effects, with weights ``mu``: the same as
iteratively reweighted least squares, whose working variable differs from it by what the last step
fitted. Written so, what is left to solve shrinks with every step, and a rough solution of each step
costs no accuracy in the end: at the optimum the error is orthogonal to everything, however well
the regressors were freed of the effects on the way there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from chancery.economy.gravity.effects import Effects, Floats
from chancery.economy.gravity.regressors import moments, products, subtract
from chancery.lib.progress import tell

ROUGH = 1e-2
"""How far the equations of one step are solved."""
_HALVINGS = 12
_LONG = 700.0


@dataclass(slots=True)
class Estimate:
    """What an estimation comes to, rows in the order of the effects.

    ``left``: the regressors freed of the effects under the final ``weights``; ``errors``: flow less
    fitted, times the prior weight; ``cross``: weighted products of ``left``.
    """

    coefficients: Floats
    left: Floats
    weights: Floats
    errors: Floats
    fitted: Floats
    cross: Floats
    deviance: float
    iterations: int
    converged: bool


def fit_poisson(  # noqa: PLR0913 - the parts of one model
    flow: Floats,
    columns: Floats,
    effects: Effects,
    *,
    prior: Floats,
    offset: Floats,
    left: Floats,
    start: Floats,
    tolerance: float,
    most: int,
) -> Estimate:
    """Maximise the Poisson pseudo likelihood of ``flow`` (not negative) given columns and effects.

    ``columns`` are not collinear; ``left`` and ``start`` are they freed of the effects, and those
    effects, under the first weights (:func:`first_fitted`); both are used up. Converged when neither
    the deviance (relative) nor a coefficient (in standard deviations of its regressor) moves by
    more than ``tolerance``.
    """
    climb = _Climb(flow, columns, effects, prior, offset, left, start)
    for iteration in range(1, most + 1):
        moved = climb.step()
        tell(min(iteration, _USUAL - 1), _USUAL)
        if moved <= tolerance:
            return climb.finished(iteration, converged=True)
    return climb.finished(most, converged=False)


_USUAL = 15


def first_fitted(flow: Floats, prior: Floats) -> Floats:
    """Where the steps begin: half way between each flow and the mean."""
    fitted: Floats = (flow + np.average(flow, weights=prior)) / 2
    return fitted


class _Climb:
    """The state between steps. ``linear`` is the logarithm of the fitted flow, offset included."""

    def __init__(  # noqa: PLR0913
        self,
        flow: Floats,
        columns: Floats,
        effects: Effects,
        prior: Floats,
        offset: Floats,
        left: Floats,
        start: Floats,
    ) -> None:
        self.flow, self.columns, self.effects = flow, columns, effects
        self.prior, self.offset, self.left, self.start = prior, offset, left, start
        self.coefficients = np.zeros(columns.shape[1])
        self.linear = np.log(first_fitted(flow, prior))
        self.fitted, self.weights = np.empty_like(flow), np.empty_like(flow)
        self.error = np.empty((len(flow), 1))
        self.rest = np.empty((len(flow), 1))
        self.deviance = self._refresh()
        self.is_first = True

    def _refresh(self) -> float:
        deviance: float = _refreshed(
            self.linear, self.flow, self.prior, self.fitted, self.weights, self.error[:, 0]
        )
        return deviance

    def step(self) -> float:
        """One step; how far it moved."""
        if self.is_first:  # what is fitted so far is no sum of effects yet
            self.error[:, 0] += self.linear - self.offset
        elif self.effects.absorb(self.columns, self.weights, self.start, ROUGH):
            self.effects.residuals(self.columns, self.weights, self.start, self.left)
        cross = products(self.left, self.weights)
        unknown = np.zeros((self.effects.size, 1))
        self.effects.absorb(self.error, self.weights, unknown, ROUGH)
        self.effects.residuals(self.error, self.weights, unknown, self.rest)
        change = np.linalg.solve(cross, moments(self.left, self.weights, self.rest[:, 0]))
        subtract(self.left, change, self.rest[:, 0])
        self.error -= self.rest  # now what the step adds to the linear part
        if self.is_first:
            np.add(self.offset, self.error[:, 0], out=self.linear)
        else:
            self.linear += self.error[:, 0]
        share = self._shortened()
        self.coefficients += share * change
        spread = np.sqrt(np.diag(cross) / self.weights.sum())
        self.is_first = False
        return max(self._moved, float(np.abs(change * spread).max(initial=0.0)))

    def _shortened(self) -> float:
        """Halve the step until the deviance does not grow; the share of it that was taken."""
        before, share = self.deviance, 1.0
        added = self.rest[:, 0]  # has served in this step; at five million rows a copy is 40 MB
        added[:] = self.error[:, 0]
        now = self._refresh()
        for _ in range(0 if self.is_first else _HALVINGS):
            if np.isfinite(now) and now <= before * (1 + 1e-9):
                break
            share /= 2
            self.linear -= share * added
            now = self._refresh()
        self._moved = abs(before - now) / (0.1 + abs(now))
        self.deviance = now
        return share

    def finished(self, iterations: int, *, converged: bool) -> Estimate:
        """The estimate, its regressors freed of the effects as exactly as standard errors need."""
        self.effects.absorb(self.columns, self.weights, self.start, 1e-8)
        self.effects.residuals(self.columns, self.weights, self.start, self.left)
        np.subtract(self.flow, self.fitted, out=self.error[:, 0])
        self.error[:, 0] *= self.prior
        return Estimate(
            self.coefficients,
            self.left,
            self.weights,
            self.error[:, 0],
            self.fitted,
            products(self.left, self.weights),
            self.deviance,
            iterations,
            converged,
        )


@njit(cache=True)
def _refreshed(linear, flow, prior, fitted, weights, error):  # type: ignore[no-untyped-def]
    """Fitted flows, weights and relative errors at ``linear``; the deviance."""
    deviance = 0.0
    for row in range(len(linear)):
        value = min(max(linear[row], -_LONG), _LONG)
        mu = np.exp(value)
        fitted[row] = mu
        weights[row] = prior[row] * mu
        error[row] = (flow[row] - mu) / mu
        part = mu - flow[row]
        if flow[row] > 0.0:
            part += flow[row] * (np.log(flow[row]) - value)
        deviance += 2.0 * prior[row] * part
    return deviance
