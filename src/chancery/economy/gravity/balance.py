"""Expected flows of years outside a fit: the ties of pairs from the fit, the sizes of the years anew."""

from __future__ import annotations

import numpy as np

from chancery.economy.errors import NotIdentifiedError
from chancery.economy.gravity.effects import Codes, Effects, Floats
from chancery.economy.gravity.groups import compact

_ROUNDS = 10_000
_CLOSE = 1e-9
_EXACT = 1e-12


def ties_of(part: Floats, pair: Codes, others: tuple[Codes, ...], pairs: int) -> Floats:
    """What the pairs contribute to ``part`` (n,), a sum of effects of pairs and of other groups.

    Returns (``pairs``,), not a number where a pair has no row. Ties are determined up to constants of
    exporters and of importers, which sizes of years take up.
    """
    effects = Effects.of([compact(one) for one in (pair, *others)], eliminated=0)
    start = np.zeros((effects.size, 1))
    column = part[effects.order, None]
    effects.absorb(column, np.ones(part.size), start, _EXACT)
    own = column[:, 0] - start[effects.others, 0].sum(axis=1)
    in_order = pair[effects.order]
    counts = np.bincount(in_order, minlength=pairs)
    ties: Floats = np.full(pairs, np.nan)
    np.divide(np.bincount(in_order, own, pairs), counts, out=ties, where=counts > 0)
    return ties


def balanced(
    seed: Floats, flow: Floats, exporting: Codes, importing: Codes, prior: Floats
) -> Floats:
    """``seed`` (n,) scaled by exporter-year and importer-year until both add up to those of ``flow``.

    Iterative proportional fitting: what PPML with these two effects and the logarithm of the seed as
    offset would fit. ``prior`` (n,) weighs the rows in both sums. NotIdentifiedError where it does not
    settle.
    """
    wanted = [np.bincount(codes, prior * flow) for codes in (exporting, importing)]
    fitted = seed.copy()
    for _ in range(_ROUNDS):
        apart = 0.0
        for codes, sums in zip((exporting, importing), wanted, strict=True):
            there = np.bincount(codes, prior * fitted)
            factor = np.divide(sums, there, out=np.zeros_like(sums), where=there > 0)
            moved = np.abs(factor - 1.0)[(sums > 0) & (there > 0)]
            apart = max(apart, float(moved.max(initial=0.0)))
            fitted *= factor[codes]
        if apart < _CLOSE:
            return fitted
    raise NotIdentifiedError(
        "the sizes of the years after the fit did not settle: exporters and importers hang together "
        "by too few flows then; take an earlier year for the end of the fit"
    )
