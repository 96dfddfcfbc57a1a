"""Whether gaps are worth anything: do they tell which flows grow later, beyond what is plain anyway?

Gaps of year T are those of a fit to that year alone, log(actual / expected), with effects of exporters and
importers and observed costs. Growth from T to the later year is freed of what each exporter and importer
grew by. The naive benchmark is growth on the logarithm of the flow itself: large flows, and lucky
years, fall back whatever gravity says. Slopes are learnt on the span that ends with T and used,
unchanged, on the span that begins with T. So the forecast is of how a pair grows beside the other pairs
of its two sides, not of how the sides grow; intervals are over the pairs it is tried on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from pyarrow import compute
from scipy import stats

from chancery.economy.errors import InputError, NotIdentifiedError
from chancery.economy.gravity.effects import Effects, Floats, Places
from chancery.economy.gravity.fitting import fit_gravity
from chancery.economy.gravity.groups import codes_of, together
from chancery.economy.gravity.model import Gravity
from chancery.economy.gravity.regressors import freed
from chancery.economy.tables import Rows, table_of

_FEWEST = 30


@dataclass(frozen=True, slots=True)
class Worth:
    """What gaps of a year said of growth after it; each figure with its interval over pairs.

    ``correlation``: Spearman's, of gap and later growth, both freed of exporters and importers; negative
    where flows above expectation fall back. ``gain``: share of the squared error of the naive forecast
    that gaps take away; negative where they make it worse. ``pairs``: with flows in both years.
    """

    year: float
    later: float
    pairs: int
    correlation: float
    correlation_interval: tuple[float, float]
    gain: float
    gain_interval: tuple[float, float]
    level: float

    def verdict(self) -> str:
        """One sentence, either way."""
        low, high = self.gain_interval
        span = f"growth from {self.year:g} to {self.later:g}"
        share = f"{self.gain:+.1%} of the squared error ({low:+.1%} to {high:+.1%})"
        if low > 0:
            return f"Gaps help to forecast {span}: they take away {share}, out of sample."
        if high < 0:
            return f"Gaps mislead on {span}: with them the forecast is worse; gain {share}, out of sample."
        return f"Gaps were not shown to help to forecast {span}: gain {share}, out of sample."


@dataclass(frozen=True, slots=True)
class _Span:
    """Pairs with flows at both ends: growth, log flow and gap at the beginning, freed of both sides."""

    growth: Floats
    flow: Floats
    gap: Floats


def worth(
    rows: Rows,
    model: Gravity,
    years: tuple[float, float, float],
    *,
    resamples: int = 999,
    seed: int = 1,
) -> Worth:
    """Learn on ``years[0]`` to ``years[1]``, forecast growth from ``years[1]`` to ``years[2]``.

    ``rows`` as for :func:`~chancery.economy.gravity.gaps.gaps`, one a pair and year. InputError where a
    year is not there, NotIdentifiedError where fewer than 30 pairs trade at both ends of a span.
    """
    first, middle, last = years
    if not first < middle < last:
        raise InputError("The three years of the test of worth must follow each other")
    given = table_of(rows).rows
    learnt, tried = _span(given, model, first, middle), _span(given, model, middle, last)
    naive = _slopes(learnt, with_gap=False)
    full = _slopes(learnt, with_gap=True)
    errors = [_errors(tried, slopes) for slopes in (naive, full)]
    drawn = [
        (_gain(errors, places), _correlation(tried, places))
        for places in _draws(tried.growth.size, resamples, seed)
    ]
    tail = (1.0 - model.level) / 2.0
    low, high = np.quantile(np.array(drawn), (tail, 1.0 - tail), axis=0)
    every = np.arange(tried.growth.size)
    return Worth(
        year=middle,
        later=last,
        pairs=every.size,
        correlation=_correlation(tried, every),
        correlation_interval=(float(low[1]), float(high[1])),
        gain=_gain(errors, every),
        gain_interval=(float(low[0]), float(high[0])),
        level=model.level,
    )


def _span(rows: pa.Table, model: Gravity, begin: float, end: float) -> _Span:
    at, then = _of_year(rows, model, begin), _of_year(rows, model, end)
    fit = fit_gravity(at, replace(model, fixed_effects=("exporter", "importer"), cluster=()))
    used = at.take(pa.array(fit.at))
    later = dict(zip(_keys(then), _numbers(then, model.flow), strict=True))
    ends = np.array([later.get(key, 0.0) for key in _keys(used)])
    begins = _numbers(used, model.flow)
    both = (begins > 0) & (ends > 0)
    if both.sum() < _FEWEST:
        raise NotIdentifiedError(
            f"{both.sum()} pairs trade in both {begin:g} and {end:g}: too few to test gaps on"
        )
    begins, ends, expected = begins[both], ends[both], fit.fitted[both]
    columns = np.column_stack([np.log(ends / begins), np.log(begins), np.log(begins / expected)])
    return _Span(*_freed(columns, used.filter(pa.array(both))).T)


def _of_year(rows: pa.Table, model: Gravity, year: float) -> pa.Table:
    found = rows.filter(compute.equal(compute.cast(rows.column("year"), pa.float64()), year))
    if not found.num_rows:
        raise InputError(f"There is no row of the year {year:g}")
    keys = together([codes_of(found.column(name)) for name in ("exporter", "importer")])
    if int(keys.max()) + 1 < found.num_rows:
        raise InputError(f"A pair has several rows in {year:g}; sum its {model.flow} first")
    return found


def _keys(rows: pa.Table) -> Iterator[tuple[str, str]]:
    return zip(*(rows.column(name).to_pylist() for name in ("exporter", "importer")), strict=True)


def _numbers(rows: pa.Table, name: str) -> Floats:
    found: Floats = compute.cast(rows.column(name), pa.float64()).to_numpy()
    return found


def _freed(columns: Floats, rows: pa.Table) -> Floats:
    """The columns less the means of exporters and importers."""
    effects = Effects.of([codes_of(rows.column(name)) for name in ("exporter", "importer")])
    start = np.zeros((effects.size, columns.shape[1]))
    ones = np.ones(len(columns))
    out = np.empty_like(columns)
    out[effects.order] = freed(np.ascontiguousarray(columns[effects.order]), ones, effects, start)
    return out


def _slopes(span: _Span, *, with_gap: bool) -> Floats:
    columns = np.column_stack([span.flow, span.gap if with_gap else 0.0 * span.gap])
    return np.asarray(np.linalg.lstsq(columns, span.growth, rcond=None)[0], dtype=np.float64)


def _errors(span: _Span, slopes: Floats) -> Floats:
    """Squared errors of the forecast, a pair each."""
    forecast = np.column_stack([span.flow, span.gap]) @ slopes
    found: Floats = (span.growth - forecast) ** 2
    return found


def _draws(pairs: int, resamples: int, seed: int) -> Iterator[Places]:
    chance = np.random.default_rng(seed)
    for _ in range(resamples):
        yield chance.integers(0, pairs, pairs)


def _gain(errors: list[Floats], places: Places) -> float:
    return float(1.0 - errors[1][places].sum() / errors[0][places].sum())


def _correlation(span: _Span, places: Places) -> float:
    return float(stats.spearmanr(span.gap[places], span.growth[places]).statistic)
