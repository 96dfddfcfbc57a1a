"""Gravity: from a table of flows to coefficients with their errors, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from chancery.economy.errors import NotIdentifiedError
from chancery.economy.gravity.covariance import Inference, infer, infer_iid, levels_by_parts
from chancery.economy.gravity.effects import Effects, Floats
from chancery.economy.gravity.goodness import Goodness, goodness_of_ols, goodness_of_ppml
from chancery.economy.gravity.groups import prune
from chancery.economy.gravity.linear import fit_linear
from chancery.economy.gravity.model import Gravity, Sample, sample_of
from chancery.economy.gravity.poisson import Estimate, first_fitted, fit_poisson
from chancery.economy.gravity.regressors import freed, independent
from chancery.economy.gravity.separation import SEPARATED, separated
from chancery.economy.tables import Option, Provenance, Rows, Table, table_of

METHODS = {
    "ppml": "Poisson pseudo maximum likelihood with fixed effects (Santos Silva and Tenreyro 2006)",
    "ols": "ordinary least squares with fixed effects",
}


@dataclass(frozen=True, slots=True)
class GravityFit:
    """An estimated gravity model.

    ``coefficients``: a row for each regressor that is not collinear, with estimate, std_error,
    statistic, p_value, low and high. ``collinear`` names the others. ``rows_read`` are the rows of
    the table (and of the file before, where there was one), ``dropped`` why some were not used.
    ``at`` are the places in the table of the rows used, ``fitted`` what is expected on each of them
    (a flow for PPML). ``clusters``: how many of each key. ``covariance``: of the coefficients;
    ``freedom``: of their t distribution, None for the normal one. ``levels``: how many of each fixed
    effect were taken out. ``goodness``: how well the model fits.
    """

    model: Gravity
    coefficients: Table
    covariance: Floats
    collinear: tuple[str, ...]
    iterations: int
    converged: bool
    deviance: float
    clusters: tuple[int, ...]
    freedom: int | None
    levels: Mapping[str, int]
    goodness: Goodness
    at: np.ndarray = field(repr=False)
    fitted: Floats = field(repr=False)

    @property
    def provenance(self) -> Provenance:
        """Where the coefficients come from."""
        return self.coefficients.provenance

    @property
    def rows_read(self) -> int:
        """Rows of the table, and of the file before it."""
        return self.provenance.rows_read

    @property
    def rows_used(self) -> int:
        """Rows that the estimate stands on."""
        return self.provenance.rows_used

    @property
    def dropped(self) -> Mapping[str, int]:
        """Why the other rows were not used."""
        return self.provenance.dropped

    def as_json(self) -> dict[str, Any]:
        """The contract of ``chancery economy gravity --json``."""
        names = ("estimate", "std_error", "statistic", "p_value", "low", "high")
        return {
            "coefficients": {
                row["name"]: {name: row[name] for name in names}
                for row in self.coefficients.rows.to_pylist()
            },
            "rows_read": self.rows_read,
            "rows_used": self.rows_used,
            "dropped": dict(self.dropped),
            "collinear": list(self.collinear),
            "iterations": self.iterations,
            "converged": self.converged,
            "deviance": self.deviance,
            "goodness": self.goodness.as_json(),
            "effects": dict(self.levels),
            "clusters": list(self.clusters),
            "options": dict(self.provenance.options),
            "sources": self.provenance.as_json()["sources"],
        }


def fit_gravity(rows: Rows, model: Gravity) -> GravityFit:
    """Estimate ``model`` on ``rows``: a table with its columns, each row a flow of one pair and time.

    ``rows`` as :func:`~chancery.economy.gravity.reading.read_panel` gives them, or of Arrow, pandas, polars.

    Rows that cannot serve are left out and counted: not finite, alone in a level of a fixed effect,
    in a level without any flow, separated. What is known of the rows already is told on.

    Raises InputError for a model or table that cannot be meant, and NotIdentifiedError where no row
    or no regressor is left. A fit that did not converge is returned with ``converged`` false.
    """
    given = table_of(rows)
    sample = sample_of(given.rows, model)
    sample.dropped = _sum(given.provenance.dropped, sample.dropped)
    _reduce(sample, model)
    effects = Effects.of(sample.effects)
    sample.take(effects.order)
    used, estimate = _estimate(sample, model, effects)
    found, goodness = _inferred(sample, estimate, model), _goodness(sample, estimate, model)
    sample.columns = sample.columns[:0].copy()  # room for putting the rows back in order
    names = [model.regressors[place] for place in used]
    told = Provenance(
        METHODS[model.estimator],
        _options(model),
        given.provenance.sources,
        given.provenance.rows_read,
        len(sample.flow),
        sample.dropped,
        _notes(model, estimate),
    )
    back = np.argsort(sample.at, kind="stable")
    return GravityFit(
        model=model,
        coefficients=Table(_coefficients(names, estimate, found, model.level), told),
        covariance=found.covariance,
        collinear=tuple(one for one in model.regressors if one not in names),
        iterations=estimate.iterations,
        converged=estimate.converged,
        deviance=estimate.deviance,
        clusters=found.clusters,
        freedom=found.freedom,
        levels=dict(zip(model.fixed_effects, effects.levels, strict=False)),
        goodness=goodness,
        at=sample.at[back],
        fitted=estimate.fitted[back],
    )


def _inferred(sample: Sample, estimate: Estimate, model: Gravity) -> Inference:
    is_linear = model.estimator == "ols"
    if model.errors == "iid":
        return infer_iid(
            estimate.cross,
            len(sample.flow),
            effects=sample.effects,
            convention=model.convention,
            squares=estimate.deviance if is_linear else None,
        )
    return infer(
        estimate.left,
        estimate.errors,
        estimate.cross,
        clusters=sample.clusters,
        effects=sample.effects,
        convention=model.convention,
        is_linear=is_linear,
    )


def _goodness(sample: Sample, estimate: Estimate, model: Gravity) -> Goodness:
    if model.estimator == "ppml":
        return goodness_of_ppml(sample, estimate.fitted)
    parameters = len(estimate.coefficients) + levels_by_parts(sample.effects)
    return goodness_of_ols(sample, estimate.deviance, parameters)


def _reduce(sample: Sample, model: Gravity) -> None:
    """Leave out rows that no estimate can use, until every row that is left can be."""
    poisson = model.estimator == "ppml"
    while True:
        flow = sample.flow if poisson else None
        _prune(sample, flow)
        if not poisson or model.keep_separated:
            return
        effects = Effects.of(sample.effects)
        sample.take(effects.order)
        out = separated(sample.flow, sample.columns, effects)
        if not out.any():
            return
        sample.keep(~out, {SEPARATED: int(out.sum())})


def _prune(sample: Sample, flow: Floats | None) -> None:
    found = prune(sample.effects, flow, np.ones(len(sample.flow), dtype=bool))
    sample.keep(found.kept, found.dropped)
    if not len(sample.flow):
        told = "; ".join(f"{why}: {number:,}" for why, number in sample.dropped.items())
        raise NotIdentifiedError(
            f"No row is left to estimate from ({told or 'the table is empty'})"
        )


def _determined(
    sample: Sample, model: Gravity, effects: Effects
) -> tuple[list[int], Floats, Floats, Floats]:
    """The regressors that say something: their places, columns, and what ``freed`` makes of them.

    The weights of the first step go with this function: at five million rows they are 40 MB.
    """
    prior = sample.prior
    weights = prior * first_fitted(sample.flow, prior) if model.estimator == "ppml" else prior
    columns, start = sample.columns, np.zeros((effects.size, sample.columns.shape[1]))
    left = freed(columns, weights, effects, start)
    used = independent(columns, left, weights)
    if not used:
        raise NotIdentifiedError(
            f"No regressor is left: {', '.join(model.regressors)} say nothing beside the fixed effects"
        )
    if len(used) < columns.shape[1]:  # else no second copy of what is largest here
        columns, left, start = (
            np.ascontiguousarray(one[:, used]) for one in (columns, left, start)
        )
    return used, columns, left, start


def _estimate(sample: Sample, model: Gravity, effects: Effects) -> tuple[list[int], Estimate]:
    """The places of the regressors that are not collinear, and the estimate; rows by effects."""
    used, columns, left, start = _determined(sample, model, effects)
    prior = sample.prior
    if model.estimator == "ols":
        outcome = sample.flow - sample.offset
        estimate = fit_linear(outcome, columns, effects, prior=prior, left=left)
        estimate.fitted += sample.offset
        return used, estimate
    return used, fit_poisson(
        sample.flow,
        columns,
        effects,
        prior=prior,
        offset=sample.offset,
        left=left,
        start=start,
        tolerance=model.tolerance,
        most=model.iterations,
    )


def _coefficients(
    names: Sequence[str], estimate: Estimate, found: Inference, level: float
) -> pa.Table:
    values, errors = estimate.coefficients, found.std_errors
    half = found.half_width(level)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = values / errors
    return pa.table(
        {
            "name": list(names),
            "estimate": values,
            "std_error": errors,
            "statistic": statistic,
            "p_value": found.p_values(values),
            "low": values - half,
            "high": values + half,
        }
    )


def _options(model: Gravity) -> dict[str, Option]:
    return {
        "flow": model.flow,
        "regressors": list(model.regressors),
        "fixed_effects": list(model.fixed_effects),
        "cluster": list(model.cluster),
        "estimator": model.estimator,
        "weights": model.weights,
        "offset": model.offset,
        "convention": model.convention,
        "errors": model.errors,
        "level": model.level,
        "tolerance": model.tolerance,
    }


def _notes(model: Gravity, estimate: Estimate) -> tuple[str, ...]:
    errors = f"clustered by {' and '.join(model.cluster)}" if model.cluster else model.errors
    notes = [f"standard errors {errors}, small-sample convention of {model.convention}"]
    if not estimate.converged:
        notes.append(f"not converged in {estimate.iterations} iterations: do not use the figures")
    return tuple(notes)


def _sum(first: Mapping[str, int], second: Mapping[str, int]) -> dict[str, int]:
    keys = dict.fromkeys((*first, *second))
    return {key: first.get(key, 0) + second.get(key, 0) for key in keys}
