"""How well a model fits: likelihoods, R2 and what stands for it in PPML."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np
from numba import njit

from chancery.economy.gravity.effects import Floats
from chancery.economy.gravity.model import Sample


@dataclass(frozen=True, slots=True)
class Goodness:
    """Measures of fit on the rows used; None where a measure is not of this estimator, or not defined.

    ``log_likelihood``: of a normal law with the maximum-likelihood variance for OLS; for PPML the
    pseudo log likelihood of Poisson, the factorials (gamma functions of the flow) included, as Stata's
    ppmlhdfe reports it. OLS has ``r_squared`` and ``adjusted_r_squared``, which counts every level of the
    effects that is not implied by others. PPML has ``squared_correlation`` of actual and fitted flows,
    the pseudo R2 that the literature of gravity prints, and ``mcfadden``, one less the ratio of the
    log likelihood to that of a constant (and the offset) alone, the pseudo R2 of Stata's output.
    """

    log_likelihood: float
    r_squared: float | None = None
    adjusted_r_squared: float | None = None
    squared_correlation: float | None = None
    mcfadden: float | None = None

    def as_json(self) -> dict[str, float]:
        """The measures that are defined; a likelihood without bound, of an exact fit, is no number."""
        given = asdict(self).items()
        return {name: one for name, one in given if one is not None and math.isfinite(one)}


def goodness_of_ols(sample: Sample, squares: float, parameters: int) -> Goodness:
    """From the weighted sum of squared residuals; ``parameters``: coefficients and levels estimated.

    Weights tell how exact a row is: ``log_likelihood`` has half the sum of their logarithms, as R's.
    """
    rows = len(sample.flow)
    mean = float(np.average(sample.flow, weights=sample.prior))
    total = float(_product(sample.flow, sample.flow, sample.prior, mean, mean))
    left = _ratio(squares, total)
    free = rows - parameters
    likelihood = -math.inf
    if squares > 0:
        likelihood = -rows / 2 * (math.log(2 * math.pi * squares / rows) + 1)
        likelihood += float(np.log(sample.prior).sum()) / 2
    return Goodness(
        likelihood,
        r_squared=None if left is None else 1 - left,
        adjusted_r_squared=None if left is None or free <= 0 else 1 - left * (rows - 1) / free,
    )


def goodness_of_ppml(sample: Sample, fitted: Floats) -> Goodness:
    """From the fitted flows, in the order of the sample."""
    flow, prior = sample.flow, sample.prior
    gammas, explained, offsets, scale, total = _poisson_sums(flow, fitted, prior, sample.offset)
    own = explained - gammas
    alone = offsets + total * (math.log(total / scale) - 1) - gammas
    means = [float(np.average(one, weights=prior)) for one in (flow, fitted)]
    both = _product(flow, fitted, prior, means[0], means[1])
    first = _product(flow, flow, prior, means[0], means[0])
    second = _product(fitted, fitted, prior, means[1], means[1])
    share = _ratio(own, alone)
    return Goodness(
        own,
        squared_correlation=_ratio(both * both, first * second),
        mcfadden=None if share is None else 1 - share,
    )


def _ratio(above: float, below: float) -> float | None:
    """None where it is not defined: all flows are the same."""
    return float(above / below) if below else None


@njit(cache=True)
def _product(first, second, prior, mean, other):  # type: ignore[no-untyped-def]
    """Weighted sum of products about the means; no copy of a column is made."""
    total = 0.0
    for row in range(len(prior)):
        total += prior[row] * (first[row] - mean) * (second[row] - other)
    return total


@njit(cache=True)
def _poisson_sums(flow, fitted, prior, offset):  # type: ignore[no-untyped-def]
    """Weighted sums: log gamma(y + 1), y log(mu) - mu, y times offset, exp(offset), y."""
    gammas = explained = offsets = scale = total = 0.0
    for row in range(len(flow)):
        gammas += prior[row] * math.lgamma(flow[row] + 1.0)
        explained += prior[row] * (flow[row] * math.log(fitted[row]) - fitted[row])
        offsets += prior[row] * flow[row] * offset[row]
        scale += prior[row] * math.exp(offset[row])
        total += prior[row] * flow[row]
    return gammas, explained, offsets, scale, total
