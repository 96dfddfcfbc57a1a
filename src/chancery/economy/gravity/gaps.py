"""Expected against actual flows of each pair, by the two routes that can tell them apart.

With effects of pairs the errors of each pair sum to zero, so that a fit with them says nothing of a
pair inside its own years. Therefore (Yotov et al. 2016, and the warnings in our notes):

- ``costs``: effects of exporter-years and importer-years, and observed costs of trade instead of
  effects of pairs; actual over expected flows of all years.
- ``history``: all three effects, fitted to the years up to one; actual over expected flows of the years
  after it, for which the effects of exporter-years and importer-years are found anew.

Intervals: the weighted cluster bootstrap (Rubin 1981), pairs weighted at random by an exponential
law and everything estimated again. They cover the uncertainty of what is expected, not that of one
year's trade: a single large order can leave the interval.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from pyarrow import compute

from chancery.economy.errors import InputError
from chancery.economy.gravity.balance import balanced, ties_of
from chancery.economy.gravity.effects import Codes, Floats, Rows
from chancery.economy.gravity.fitting import fit_gravity
from chancery.economy.gravity.groups import codes_of, together
from chancery.economy.gravity.model import Gravity
from chancery.economy.tables import Option, Provenance, Table
from chancery.lib.progress import tell

METHOD = "gaps between actual and expected flows"
_TWO_WAY = ("exporter^year", "importer^year")
_THREE_WAY = (*_TWO_WAY, "exporter^importer")
_WEIGHT = "weight of the pair"


@dataclass(frozen=True, slots=True)
class Asked:
    """What gaps are asked for: the fit of ``history`` ends with year ``until`` (None: that route is
    left out); intervals of ``level`` from ``resamples`` draws begun with ``seed`` (0 draws: none).
    """

    until: float | None = None
    resamples: int = 199
    seed: int = 1
    level: float = 0.95


@dataclass(slots=True)
class _Panel:
    """Rows with their keys as numbers. ``within``: regressors that change inside some pair."""

    rows: pa.Table
    model: Gravity
    flow: Floats
    year: Floats
    pair: Codes
    exporting: Codes
    importing: Codes
    pairs: int
    within: tuple[str, ...]


def gaps(rows: pa.Table, model: Gravity, asked: Asked, *, read: Provenance | None = None) -> Table:
    """A row for each pair: actual and expected flow and their ratio with interval, by both routes.

    ``rows`` has the columns of ``model`` and ``exporter``, ``importer``, ``year``; the fixed effects
    of ``model`` are those of the routes whatever it says. Columns ``costs_*`` and ``history_*``; a pair
    without rows in a route has none there. ``read`` tells what was read and dropped before.

    Raises InputError for options or columns that cannot be meant, NotIdentifiedError as fit_gravity.
    """
    panel = _panel(rows, model, asked)
    first = _routes(panel, np.ones(panel.pairs), asked)
    draws = [_routes(panel, weights, asked) for weights in _weights(panel.pairs, asked)]
    columns = _names(panel)
    for route, (actual, expected) in first.items():
        columns[f"{route}_actual"] = _figures(actual)
        columns[f"{route}_expected"] = _figures(expected)
        columns[f"{route}_ratio"] = _figures(_over(actual, expected))
        if draws:
            ratios = np.stack([_over(*draw[route]) for draw in draws])
            tail = (1.0 - asked.level) / 2.0
            low, high = np.quantile(ratios, (tail, 1.0 - tail), axis=0)
            columns[f"{route}_low"], columns[f"{route}_high"] = _figures(low), _figures(high)
    return Table(pa.table(columns), _provenance(panel, asked, read))


def _names(panel: _Panel) -> dict[str, pa.Array]:
    """Exporter and importer of each pair, in the order of their numbers."""
    first = pa.array(np.unique(panel.pair, return_index=True)[1])
    return {
        name: panel.rows.column(name).take(first).combine_chunks()
        for name in ("exporter", "importer")
    }


def _figures(column: Floats) -> pa.Array:
    return pa.array(column, from_pandas=True)


def _over(actual: Floats, expected: Floats) -> Floats:
    empty = np.full_like(actual, np.nan)
    return np.divide(actual, expected, out=empty, where=expected > 0)


def _provenance(panel: _Panel, asked: Asked, read: Provenance | None) -> Provenance:
    options: dict[str, Option] = {
        "flow": panel.model.flow,
        "regressors": list(panel.model.regressors),
        "until": asked.until,
        "resamples": asked.resamples,
        "seed": asked.seed,
        "level": asked.level,
    }
    told = read or Provenance(METHOD, rows_read=panel.rows.num_rows)
    notes = ("intervals cover what is expected, not the luck of one year's trade",)
    return replace(
        told, method=METHOD, options=options, rows_used=panel.rows.num_rows, notes=notes
    )


def _panel(rows: pa.Table, model: Gravity, asked: Asked) -> _Panel:
    missing = [name for name in ("exporter", "importer", "year") if name not in rows.column_names]
    if missing:
        raise InputError(f"Gaps need the column {', '.join(missing)}")
    _check(model, asked)
    keys = {name: codes_of(rows.column(name)) for name in ("exporter", "importer", "year")}
    pair = together([keys["exporter"], keys["importer"]])
    pairs = int(pair.max()) + 1
    within = tuple(name for name in model.regressors if _varies(_numbers(rows, name), pair, pairs))
    year = _numbers(rows, "year")
    if asked.until is not None and not within:
        raise InputError(
            "With effects of pairs a regressor must change over time, such as agreements"
        )
    if asked.until is not None and not (year.min() <= asked.until < year.max()):
        raise InputError(
            f"The fit cannot end with {asked.until:g}: years go from {year.min():g} to "
            f"{year.max():g}, and some must follow"
        )
    return _Panel(
        rows=rows,
        model=replace(model, fixed_effects=_TWO_WAY, cluster=()),
        flow=_numbers(rows, model.flow),
        year=year,
        pair=pair,
        exporting=together([keys["exporter"], keys["year"]]),
        importing=together([keys["importer"], keys["year"]]),
        pairs=pairs,
        within=within,
    )


def _check(model: Gravity, asked: Asked) -> None:
    model.check()
    if model.estimator != "ppml" or model.offset or model.weights:
        raise InputError("Gaps are those of PPML without weights or offset")
    if not 0 < asked.level < 1 or asked.resamples < 0:
        raise InputError("A level lies between 0 and 1, and resamples are not negative")


def _varies(column: Floats, pair: Codes, pairs: int) -> bool:
    """Whether a regressor has two values in some pair."""
    one = np.zeros(pairs)
    one[pair] = column
    return bool((one[pair] != column).any())


def _weights(pairs: int, asked: Asked) -> Iterator[Floats]:
    """Weights of the pairs of each draw, of mean one; a seed gives the same again."""
    chance = np.random.default_rng(asked.seed)
    for done in range(asked.resamples):
        drawn = chance.exponential(size=pairs)
        yield drawn / drawn.mean()
        tell(done + 1, asked.resamples)


def _routes(panel: _Panel, weights: Floats, asked: Asked) -> dict[str, Floats]:
    """Actual and expected flow (2, pairs) by route; not a number where a pair is not in it."""
    prior = weights[panel.pair]
    rows = panel.rows.append_column(_WEIGHT, pa.array(prior))
    model = replace(panel.model, weights=_WEIGHT)
    fit = fit_gravity(rows, model)
    found = {"costs": _summed(panel, fit.at, fit.fitted)}
    if asked.until is not None:
        found["history"] = _by_history(panel, rows, model, prior, asked.until)
    return found


def _by_history(
    panel: _Panel, rows: pa.Table, model: Gravity, prior: Floats, until: float
) -> Floats:
    before = np.flatnonzero(panel.year <= until)
    history = replace(model, fixed_effects=_THREE_WAY, regressors=panel.within)
    fit = fit_gravity(rows.take(pa.array(before)), history)
    explained = np.zeros(rows.num_rows)
    for row in fit.coefficients.rows.to_pylist():
        explained += row["estimate"] * _numbers(rows, row["name"])
    used = before[fit.at]
    others = (panel.exporting[used], panel.importing[used])
    ties = ties_of(np.log(fit.fitted) - explained[used], panel.pair[used], others, panel.pairs)
    after = np.flatnonzero((panel.year > until) & np.isfinite(ties[panel.pair]))
    seed = np.exp(ties[panel.pair[after]] + explained[after])
    fitted = balanced(
        seed, panel.flow[after], panel.exporting[after], panel.importing[after], prior[after]
    )
    return _summed(panel, after, fitted)


def _summed(panel: _Panel, at: Rows, fitted: Floats) -> Floats:
    """Actual and expected flow of each pair over the rows ``at``."""
    pair = panel.pair[at]
    sums: Floats = np.empty((2, panel.pairs))
    for place, one in enumerate((panel.flow[at], fitted)):
        sums[place] = np.bincount(pair, one, panel.pairs)
    sums[:, np.bincount(pair, minlength=panel.pairs) == 0] = np.nan
    return sums


def _numbers(rows: pa.Table, name: str) -> Floats:
    found: Floats = compute.cast(rows.column(name), pa.float64()).to_numpy()
    return found
