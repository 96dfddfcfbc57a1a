"""OLS with fixed effects that are never written out."""

from __future__ import annotations

import numpy as np

from chancery.economy.gravity.effects import Effects, Floats
from chancery.economy.gravity.poisson import Estimate
from chancery.economy.gravity.regressors import freed, moments, products, subtract


def fit_linear(
    outcome: Floats, columns: Floats, effects: Effects, *, prior: Floats, left: Floats
) -> Estimate:
    """Least squares of ``outcome`` on columns and effects, each row weighing ``prior``.

    ``columns`` are not collinear; ``left`` are they freed of the effects. The deviance is the
    weighted sum of squared residuals.
    """
    unknown = np.zeros((effects.size, 1))
    rest = freed(outcome[:, None], prior, effects, unknown)[:, 0]
    cross = products(left, prior)
    coefficients = np.asarray(np.linalg.solve(cross, moments(left, prior, rest)))
    residuals = rest.copy()
    subtract(left, coefficients, residuals)
    return Estimate(
        coefficients=coefficients,
        left=left,
        weights=prior,
        errors=prior * residuals,
        fitted=outcome - residuals,
        cross=cross,
        deviance=float((prior * residuals**2).sum()),
        iterations=1,
        converged=True,
    )
