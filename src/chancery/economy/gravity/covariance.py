"""Standard errors: robust, clustered one or two ways, or iid, under two conventions for small samples.

The estimate is the same everywhere; its covariance is a sandwich ``B M B`` with ``B`` the inverse
of the weighted products of the regressors freed of the fixed effects, and ``M`` the sum over
clusters of the squared sums of ``left * error`` (over rows, where there are no clusters). Two-way
clustering adds those of either key and takes away those of both together (Cameron, Gelbach and
Miller 2011); a covariance that is not positive is made so by dropping negative eigenvalues.

Errors that are iid (classical) have the covariance ``B s2``: s2 the sum of squared errors over
N - K for OLS, and 1 for PPML, as if the flows were drawn from Poisson's law, which trade is not.

What programs multiply it by differs. N rows, G clusters (of two keys, the fewer), k regressors:

``fixest``
    ``(N - 1) / (N - K)``, times ``G / (G - 1)`` with clusters. K is k and the levels of all fixed
    effects but one of each after the first; an effect whose levels each lie in one cluster counts
    as one. Without clusters ``N / (N - K)``; iid PPML ``(N - 1) / (N - K)``. These are the defaults of R's fixest and of pyfixest.
``stata``
    PPML: ``G / (G - 1)``, without clusters ``N / (N - 1)``, iid 1, as Stata's own estimators by
    maximum likelihood. OLS: as ``fixest``, but levels that the other effects imply are counted as
    Stata's reghdfe counts them, by connected parts, and an effect inside clusters not at all.

The t distribution with G - 1 degrees of freedom (N - K without clusters) is used for OLS, the normal
one for PPML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy import stats
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from chancery.economy.errors import NotIdentifiedError
from chancery.economy.gravity.effects import Codes, Floats
from chancery.economy.gravity.groups import together

Convention = Literal["fixest", "stata"]
Errors = Literal["robust", "iid"]


@dataclass(frozen=True, slots=True)
class Inference:
    """Covariance of the coefficients; ``freedom`` of the t distribution, None for the normal one."""

    covariance: Floats
    freedom: int | None
    clusters: tuple[int, ...]

    @property
    def std_errors(self) -> Floats:
        """Square roots of the variances."""
        roots: Floats = np.sqrt(np.diag(self.covariance))
        return roots

    def p_values(self, estimates: Floats) -> Floats:
        """Of the hypothesis that a coefficient is zero, two-sided."""
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.abs(estimates / self.std_errors)
        p: Floats = 2 * self._law().sf(ratio)
        return p

    def half_width(self, level: float) -> Floats:
        """What the interval of a coefficient reaches to either side."""
        width: Floats = self._law().ppf((1 + level) / 2) * self.std_errors
        return width

    def _law(self) -> Any:  # scipy has no types
        return stats.norm if self.freedom is None else stats.t(self.freedom)


def infer(  # noqa: PLR0913 - what an estimate leaves behind
    left: Floats,
    errors: Floats,
    cross: Floats,
    *,
    clusters: Sequence[Codes],
    effects: Sequence[Codes],
    convention: Convention,
    is_linear: bool,
) -> Inference:
    """The covariance of an estimate. All arrays have their rows in one order.

    ``left``: rows by k, regressors freed of the effects; ``errors``: weighted residuals; ``cross``:
    their weighted products; ``clusters``: none, one or two keys; ``effects``: levels of the fixed
    effects. Raises NotIdentifiedError for fewer than two clusters.
    """
    rows, count = left.shape
    bread = np.linalg.inv(cross)
    sizes = tuple(int(one.max()) + 1 for one in clusters)
    if sizes and min(sizes) < 2:
        raise NotIdentifiedError("Standard errors need at least two clusters; there is one")
    meat = _meat(left, errors, clusters)
    parameters = count + _levels_counted(effects, clusters, convention)
    scale = _scale(rows, parameters, sizes, convention, is_linear=is_linear)
    covariance = scale * bread @ meat @ bread
    if len(clusters) > 1:
        covariance = _positive(covariance)
    freedom = (min(sizes) - 1 if sizes else rows - parameters) if is_linear else None
    return Inference(covariance, freedom, sizes)


def infer_iid(
    cross: Floats,
    rows: int,
    *,
    effects: Sequence[Codes],
    convention: Convention,
    squares: float | None,
) -> Inference:
    """The classical covariance; ``squares``: weighted sum of squared residuals of OLS, None for PPML."""
    parameters = len(cross) + _levels_counted(effects, (), convention)
    bread = np.asarray(np.linalg.inv(cross), np.float64)
    if squares is None and convention == "stata":
        return Inference(bread, None, ())
    _check_more(rows, parameters)
    if squares is None:
        return Inference(bread * (rows - 1) / (rows - parameters), None, ())
    return Inference(bread * squares / (rows - parameters), rows - parameters, ())


def _meat(left: Floats, errors: Floats, clusters: Sequence[Codes]) -> Floats:
    if not clusters:
        scores = left * errors[:, None]
        return scores.T @ scores
    total = sum(_squared(left, errors, codes) for codes in clusters)
    if len(clusters) == 2:
        total = total - _squared(left, errors, together(clusters))
    return np.asarray(total)


def _squared(left: Floats, errors: Floats, codes: Codes) -> Floats:
    sums = np.zeros((int(codes.max()) + 1, left.shape[1]))
    _add_up(left, errors, codes, sums)
    return sums.T @ sums


@njit(cache=True)
def _add_up(left, errors, codes, sums):  # type: ignore[no-untyped-def]
    for row in range(len(codes)):
        for column in range(left.shape[1]):
            sums[codes[row], column] += left[row, column] * errors[row]


def _scale(
    rows: int,
    parameters: int,
    clusters: tuple[int, ...],
    convention: Convention,
    *,
    is_linear: bool,
) -> float:
    fewest = min(clusters) if clusters else rows
    by_clusters = fewest / (fewest - 1)
    if convention == "stata" and not is_linear:
        return by_clusters
    _check_more(rows, parameters)
    if not clusters:
        return rows / (rows - parameters)
    return by_clusters * (rows - 1) / (rows - parameters)


def _check_more(rows: int, parameters: int) -> None:
    if rows <= parameters:
        raise NotIdentifiedError(
            f"Standard errors need more rows ({rows:,}) than coefficients and fixed effects "
            f"({parameters:,})"
        )


def _levels_counted(
    effects: Sequence[Codes], clusters: Sequence[Codes], convention: Convention
) -> int:
    """Levels of fixed effects that count as estimated: see the module."""
    nested = [any(_lies_in(effect, cluster) for cluster in clusters) for effect in effects]
    if convention == "stata":
        return levels_by_parts(
            [one for one, inside in zip(effects, nested, strict=True) if not inside]
        )
    levels = [1 if inside else _number(one) for one, inside in zip(effects, nested, strict=True)]
    return sum(levels) - (len(levels) - 1)


def _number(codes: Codes) -> int:
    return int(codes.max()) + 1


def levels_by_parts(effects: Sequence[Codes]) -> int:
    """Levels of fixed effects less those implied by an effect before: as many as there are connected parts."""
    if not effects:
        return 1  # the constant
    total = _number(effects[0])
    for place, effect in enumerate(effects[1:], 1):
        total += _number(effect) - max(_parts(effect, earlier) for earlier in effects[:place])
    return total


def _parts(first: Codes, second: Codes) -> int:
    offset = _number(first)
    size = offset + _number(second)
    ends = (first, second.astype(np.int64) + offset)
    edges = coo_array((np.ones(len(first), np.int8), ends), shape=(size, size))
    return int(connected_components(edges.tocsr(), directed=False, return_labels=False))


def _lies_in(effect: Codes, cluster: Codes) -> bool:
    """Whether the rows of each level are all of one cluster."""
    of_level = np.empty(_number(effect), dtype=np.int32)
    of_level[effect] = cluster
    return bool((of_level[effect] == cluster).all())


def _positive(covariance: NDArray[np.float64]) -> Floats:
    values, vectors = np.linalg.eigh(covariance)
    if values.min() >= 0:
        return covariance
    mended: Floats = (vectors * np.maximum(values, 0.0)) @ vectors.T
    return mended
