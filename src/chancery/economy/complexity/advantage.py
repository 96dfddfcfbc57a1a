"""Revealed comparative advantage: who exports more of a product than the world would lead one to expect.

All functions take and return matrices of locations (rows) by products (columns). A location or
product whose total is zero has no advantage that could be told: its cells are NaN, not zero.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Presence = NDArray[np.bool_]


def advantage(values: Matrix) -> Matrix:
    """RCA: the share of a product in a location's exports over its share in all exports.

    ``(x_ik / x_i) / (x_k / x)`` (Balassa 1965). ``values``: exports in any one unit, not negative.
    Without a unit; 1 is parity. Divided in this order, as ecomplexity does, so that a cell at
    exactly 1 falls on the same side in both.
    """
    of_location = values.sum(axis=1, keepdims=True)
    of_product = values.sum(axis=0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        rca: Matrix = (values / of_location) / (of_product / of_product.sum())
    return rca


def advantage_by_population(values: Matrix, population: Vector) -> Matrix:
    """Exports per head over the world's exports of the product per head (ecomplexity's RPOP).

    ``(x_ik / n_i) / (x_k / n)``, ``population`` n_i of each location in any one unit. Suits large
    exporters of raw materials, whose RCA in all else is pressed down by their exports of these.
    """
    of_product = values.sum(axis=0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        per_head: Matrix = (values / population[:, None]) / (of_product / population.sum())
    return per_head


def symmetric_advantage(rca: Matrix) -> Matrix:
    """RSCA = (RCA - 1) / (RCA + 1), between -1 and 1 (Dalum, Laursen and Villumsen 1998)."""
    return (rca - 1) / (rca + 1)


def log_advantage(rca: Matrix) -> Matrix:
    """ln RCA (Vollrath 1991); NaN where nothing is exported, whose logarithm does not exist."""
    with np.errstate(divide="ignore"):
        logs = np.log(rca)
    return np.where(np.isneginf(logs), np.nan, logs)


def presence(rca: Matrix, threshold: float = 1.0) -> Presence:
    """M: whether a location has the advantage, ``RCA >= threshold``; not where RCA is NaN."""
    return np.nan_to_num(rca, nan=-np.inf) >= threshold
