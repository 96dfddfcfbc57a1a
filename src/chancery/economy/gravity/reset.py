"""Ramsey's RESET: whether the form of a model leaves out something that its own index knows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from chancery.economy.errors import NotIdentifiedError
from chancery.economy.gravity.fitting import GravityFit, fit_gravity
from chancery.economy.tables import Rows, table_of

_ADDED = "square of the fitted index"


@dataclass(frozen=True, slots=True)
class Reset:
    """The squared index as one more regressor: a small ``p_value`` speaks against the model's form."""

    estimate: float
    std_error: float
    statistic: float
    p_value: float


def reset_test(rows: Rows, fit: GravityFit) -> Reset:
    """Ramsey's RESET (1969), as Santos Silva and Tenreyro (2006) apply it to gravity.

    The square of the linear index (effects and offset included; the logarithm of the fitted flow in
    PPML) joins the regressors of ``fit``, on the rows it used; its coefficient is tested against zero
    with the errors that the model asks for. ``rows``: what ``fit`` was estimated on. Raises
    NotIdentifiedError where the square says nothing of its own or the larger model does not converge.
    """
    used = table_of(rows).rows.take(pa.array(fit.at))
    index = np.log(fit.fitted) if fit.model.estimator == "ppml" else fit.fitted
    regressors = [one for one in fit.model.regressors if one not in fit.collinear]
    larger = replace(fit.model, regressors=(*regressors, _ADDED))
    again = fit_gravity(used.append_column(_ADDED, pa.array(index**2)), larger)
    if _ADDED in again.collinear:
        raise NotIdentifiedError(
            "RESET cannot be made: the square of the fitted index says nothing beside the fixed "
            "effects and regressors"
        )
    if not again.converged:
        raise NotIdentifiedError(
            f"RESET cannot be made: with the square of the fitted index the model does not converge "
            f"in {again.iterations} iterations"
        )
    row = again.coefficients.rows.to_pylist()[-1]
    return Reset(row["estimate"], row["std_error"], row["statistic"], row["p_value"])
