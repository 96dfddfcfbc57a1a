"""Expected against actual flows of each pair, by the two routes that can tell them apart.

With effects of pairs the errors of each pair sum to zero, so that a fit with them says nothing of a
pair inside its own years. Therefore (Yotov et al. 2016, and the warnings in our notes):

- ``costs``: effects of exporter-years and importer-years, and observed costs of trade instead of
  effects of pairs; actual over expected flows of all years.
- ``history``: all three effects, fitted to the years up to one; actual over expected flows of the years
  after it, for which the effects of exporter-years and importer-years are found anew.

Intervals: the weighted cluster bootstrap (Rubin 1981), pairs weighted at random by an exponential
law and everything estimated again. They cover the uncertainty of what is expected, not that of one
year's trade: a single large order can leave the interval. A ratio of zero is zero in every draw, which
would be an interval of no width: none is given for it.

Small flows scatter: of pairs expected to trade little, some trade a hundred times as much, some nothing,
and neither says anything. So each ratio has a ``percentile`` (0 to 100) among the pairs of which about
as much is expected: one that is extreme for its size is worth a question, one that is merely large is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from pyarrow import compute

from chancery.economy.errors import InputError, NotIdentifiedError
from chancery.economy.gravity.balance import balanced, ties_of
from chancery.economy.gravity.effects import Codes, Floats, Places
from chancery.economy.gravity.fitting import GravityFit, fit_gravity
from chancery.economy.gravity.groups import codes_of, together
from chancery.economy.gravity.model import Gravity, sample_of
from chancery.economy.tables import Option, Provenance, Rows, Table, table_of
from chancery.lib.progress import tell

METHOD = "gaps between actual and expected flows"
_TWO_WAY = ("exporter^year", "importer^year")
_THREE_WAY = (*_TWO_WAY, "exporter^importer")
_WEIGHT = "weight of the pair"


PEERS = 401
"""So many pairs of about the same expected flow are what a ratio is compared with."""
_AT_ONCE = "0"
"""The year of rows that have none."""


@dataclass(slots=True)
class _Panel:
    """Rows with their keys as numbers. ``within``: regressors that change inside some pair.

    ``back``: the place of each pair's other direction, -1 where there is none; None where each
    direction is told by itself. ``read``: where the rows come from, and what was left out.
    """

    rows: pa.Table
    read: Provenance
    model: Gravity
    until: float | None
    flow: Floats
    year: Floats
    pair: Codes
    exporting: Codes
    importing: Codes
    pairs: int
    within: tuple[str, ...]
    back: Places | None


def gaps(
    rows: Rows,
    model: Gravity,
    *,
    until: float | None = None,
    both_ways: bool = False,
    resamples: int = 199,
    seed: int = 1,
) -> Table:
    """A row for each pair: actual and expected flow and their ratio, by both routes.

    ``rows`` has the columns of ``model``, exporter, importer and, unless all are of one time, year; of
    a file (:func:`~chancery.economy.gravity.reading.read_panel`), Arrow, pandas or polars. The fixed
    effects of ``model`` are those of the routes whatever it says. ``until``: the last year that the fit
    of ``history`` learns from (None: that route is left out). ``both_ways``: total trade, the flows
    of a country to its partner and back taken together. Intervals are of the model's level, from
    ``resamples`` draws begun with ``seed`` (0 draws: none, nor for a ratio of zero).

    Columns exporter, importer (country, partner for total trade, each pair in both orders), then for
    ``costs`` and ``history`` alike ``_actual`` and ``_expected`` (in the unit of the flow, summed over
    the years of the route), ``_ratio``, ``_low``, ``_high``, ``_percentile``; ``history_years``, the
    number of years with a flow that its history stands on (the fewer of both ways). Null where a pair
    has no rows in a route, or its total only one way.

    Raises InputError for options or columns that cannot be meant, NotIdentifiedError as fit_gravity
    and where a fit does not converge.
    """
    if resamples < 0:
        raise InputError("Draws of the bootstrap cannot be fewer than none")
    panel = _panel(table_of(rows), model, until, both_ways=both_ways)
    first, fit = _routes(panel, np.ones(panel.pairs))
    draws = [_routes(panel, one)[0] for one in _weights(panel, resamples, seed)]
    columns = _names(panel)
    for route, sums in first.items():
        if route == "history":
            columns["history_years"] = _years_of_history(panel, sums)
        told = _told(sums, [draw[route] for draw in draws], model.level)
        told["percentile"] = percentile(told["ratio"], told["expected"], _first(panel))
        columns |= {f"{route}_{name}": _figures(column) for name, column in told.items()}
    options: dict[str, Option] = {"until": until, "both_ways": both_ways}
    options |= {"resamples": resamples, "seed": seed}
    return Table(pa.table(columns), _provenance(panel, fit, options))


def _names(panel: _Panel) -> dict[str, pa.Array]:
    """Exporter and importer of each pair, in the order of their numbers."""
    first = pa.array(np.unique(panel.pair, return_index=True)[1])
    told = ("exporter", "importer") if panel.back is None else ("country", "partner")
    return {
        ours: panel.rows.column(name).take(first).combine_chunks()
        for ours, name in zip(told, ("exporter", "importer"), strict=True)
    }


def _told(sums: Floats, draws: list[Floats], level: float) -> dict[str, Floats]:
    """The columns of one route."""
    actual, expected = sums
    ratio = _over(actual, expected)
    told = {"actual": actual, "expected": expected, "ratio": ratio}
    if draws:
        tail = (1.0 - level) / 2.0
        ratios = np.stack([_over(*draw) for draw in draws])
        ends = np.quantile(ratios, (tail, 1.0 - tail), axis=0)
        told["low"], told["high"] = np.where(ratio > 0, ends, np.nan)
    return told


def _first(panel: _Panel) -> Places:
    """The place where each pair is told first: its own, or that of its other order for total trade."""
    own = np.arange(panel.pairs)
    if panel.back is None:
        return own
    return np.where(panel.back < 0, own, np.minimum(own, panel.back))


def percentile(ratio: Floats, expected: Floats, first: Places) -> Floats:
    """Where each ratio stands, 0 to 100, among the ``PEERS`` pairs whose expected flow is nearest by rank.

    Half of those with the same ratio count as below it; not a number where the ratio is none. ``first``:
    where the same pair is told first, for it counts once.
    """
    there = np.flatnonzero(np.isfinite(ratio) & (first == np.arange(first.size)))
    order = there[np.argsort(expected[there], kind="stable")]
    by_size = ratio[order]
    width = min(PEERS, order.size)
    starts = np.clip(np.arange(order.size) - width // 2, 0, order.size - width)
    found = np.full(ratio.size, np.nan)
    for place, start in zip(order, starts, strict=True):
        peers = by_size[start : start + width]
        below = np.count_nonzero(peers < ratio[place])
        alike = np.count_nonzero(peers == ratio[place])
        found[place] = 100.0 * (below + alike / 2) / width
    return found[first]


def _years_of_history(panel: _Panel, sums: Floats) -> pa.Array:
    """In how many years up to the last one of the fit a pair has a flow; null outside the route."""
    seen = (panel.year <= (panel.until or 0)) & (panel.flow > 0)
    years = np.bincount(panel.pair[seen], minlength=panel.pairs)
    if panel.back is not None:
        years = np.minimum(years, years[panel.back])
    return pa.array(years, pa.int64(), mask=np.isnan(sums[0]))


def _figures(column: Floats) -> pa.Array:
    return pa.array(column, from_pandas=True)


def _over(actual: Floats, expected: Floats) -> Floats:
    empty = np.full_like(actual, np.nan)
    return np.divide(actual, expected, out=empty, where=expected > 0)


def _provenance(panel: _Panel, fit: GravityFit, options: Mapping[str, Option]) -> Provenance:
    notes = [
        "intervals cover what is expected, not the luck of one year's trade",
        "a pair that traded nothing has none: its ratio is zero whatever is expected",
        "percentile: 0 to 100 among the pairs expected to trade about as much",
    ]
    if panel.back is not None and (lonely := int((panel.back < 0).sum())):
        notes.append(f"{lonely:,} pairs are there one way only: their total is not known")
    model = panel.model
    named: dict[str, Option] = {
        "flow": model.flow,
        "regressors": list(model.regressors),
        "level": model.level,
    }
    return replace(
        panel.read,
        method=METHOD,
        options={**named, **options},
        rows_used=fit.rows_used,
        dropped=fit.dropped,
        notes=(*panel.read.notes, *notes),
    )


def _panel(given: Table, model: Gravity, until: float | None, *, both_ways: bool) -> _Panel:
    rows, left_out = _usable(given.rows, model)
    keys = {name: codes_of(rows.column(name)) for name in ("exporter", "importer", "year")}
    pair = together([keys["exporter"], keys["importer"]])
    pairs = int(pair.max()) + 1
    within = tuple(name for name in model.regressors if _varies(_numbers(rows, name), pair, pairs))
    year = _numbers(rows, "year")
    if until is not None:
        _check_history(until, year, within)
    return _Panel(
        rows=rows,
        read=replace(given.provenance, dropped={**given.provenance.dropped, **left_out}),
        model=replace(model, fixed_effects=_TWO_WAY, cluster=()),
        until=until,
        flow=_numbers(rows, model.flow),
        year=year,
        pair=pair,
        exporting=together([keys["exporter"], keys["year"]]),
        importing=together([keys["importer"], keys["year"]]),
        pairs=pairs,
        within=within,
        back=_back(rows, pair) if both_ways else None,
    )


def _usable(rows: pa.Table, model: Gravity) -> tuple[pa.Table, dict[str, int]]:
    """The rows that a model can be fitted to, with a year, and how many others there are for which reason."""
    if model.estimator != "ppml" or model.offset or model.weights:
        raise InputError("Gaps are those of PPML without weights or offset")
    if "year" not in rows.column_names:
        rows = rows.append_column("year", pa.repeat(pa.scalar(_AT_ONCE), rows.num_rows))
    sample = sample_of(rows, replace(model, fixed_effects=_TWO_WAY, cluster=()))
    if not sample.at.size:
        raise NotIdentifiedError("No row is left to find gaps from")
    return rows.take(pa.array(sample.at)), sample.dropped


def _check_history(until: float, year: Floats, within: tuple[str, ...]) -> None:
    if not within:
        raise InputError(
            "With effects of pairs a regressor must change over time, such as agreements"
        )
    if not (year.min() <= until < year.max()):
        raise InputError(
            f"The fit cannot end with {until:g}: years go from {year.min():g} to "
            f"{year.max():g}, and some must follow"
        )


def _back(rows: pa.Table, pair: Codes) -> Places:
    """The number of the pair with exporter and importer exchanged; -1 where it has no row."""
    first = pa.array(np.unique(pair, return_index=True)[1])
    names = [rows.column(name).take(first).to_pylist() for name in ("exporter", "importer")]
    numbers = {both: number for number, both in enumerate(zip(*names, strict=True))}
    return np.array([numbers.get((two, one), -1) for one, two in zip(*names, strict=True)])


def _varies(column: Floats, pair: Codes, pairs: int) -> bool:
    """Whether a regressor has two values in some pair."""
    one = np.zeros(pairs)
    one[pair] = column
    return bool((one[pair] != column).any())


def _weights(panel: _Panel, resamples: int, seed: int) -> Iterator[Floats]:
    """Weights of the pairs of each draw, of mean one; a seed gives the same again.

    Where total trade is asked for, both directions of a pair have one weight.
    """
    chance, first = np.random.default_rng(seed), _first(panel)
    for done in range(resamples):
        drawn = chance.exponential(size=panel.pairs)[first]
        yield drawn / drawn.mean()
        tell(done + 1, resamples)


def _routes(panel: _Panel, weights: Floats) -> tuple[dict[str, Floats], GravityFit]:
    """Actual and expected flow (2, pairs) by route, not a number where a pair is not in it; the fit by costs."""
    prior = weights[panel.pair]
    rows = panel.rows.append_column(_WEIGHT, pa.array(prior))
    model = replace(panel.model, weights=_WEIGHT)
    fit = _fitted(Table(rows, panel.read), model)
    found = {"costs": _summed(panel, fit.at, fit.fitted)}
    if panel.until is not None:
        found["history"] = _by_history(panel, rows, model, prior, panel.until)
    return found, fit


def _fitted(rows: Rows, model: Gravity) -> GravityFit:
    fit = fit_gravity(rows, model)
    if not fit.converged:
        raise NotIdentifiedError(
            f"The fit behind the gaps does not converge in {fit.iterations} iterations; take out "
            f"regressors that nearly coincide, or rescale them"
        )
    return fit


def _by_history(
    panel: _Panel, rows: pa.Table, model: Gravity, prior: Floats, until: float
) -> Floats:
    before = np.flatnonzero(panel.year <= until)
    history = replace(model, fixed_effects=_THREE_WAY, regressors=panel.within)
    fit = _fitted(rows.take(pa.array(before)), history)
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


def _summed(panel: _Panel, at: Places, fitted: Floats) -> Floats:
    """Actual and expected flow of each pair over the rows ``at``; both ways together where asked for."""
    pair = panel.pair[at]
    sums: Floats = np.empty((2, panel.pairs))
    for place, one in enumerate((panel.flow[at], fitted)):
        sums[place] = np.bincount(pair, one, panel.pairs)
    sums[:, np.bincount(pair, minlength=panel.pairs) == 0] = np.nan
    if panel.back is None:
        return sums
    return sums + np.where(panel.back < 0, np.nan, sums[:, panel.back])


def _numbers(rows: pa.Table, name: str) -> Floats:
    found: Floats = compute.cast(rows.column(name), pa.float64()).to_numpy()
    return found
