"""How trade grew: from year to year, and a year on average since the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chancery.economy.indicators.sums import summed

if TYPE_CHECKING:
    import ibis.expr.types as ir


def growth(flows: ir.Table, *, by: tuple[str, ...]) -> ir.Table:
    """``by``, year: value, growth, compound, since.

    ``growth = x_t / x_(t-1) - 1``, missing where the year before has no flow or is zero;
    ``compound = (x_t / x_s)^(1 / (t - s)) - 1`` a year, s (``since``) being the first year in which the
    flow is above zero. As fractions: 0.05 is five per cent.
    """
    import ibis  # noqa: PLC0415 - slow to import

    cells = summed(flows, *by, "year")
    in_order = ibis.window(group_by=list(by), order_by="year")
    ever = ibis.window(group_by=list(by))
    cells = cells.mutate(
        before=cells.value.lag(1).over(in_order),
        year_before=cells.year.lag(1).over(in_order),
        since=cells.year.min(where=cells.value > 0).over(ever),
    )
    cells = cells.mutate(
        first=cells.value.max(where=cells.year == cells.since).over(ever),
        follows=(cells.year - cells.year_before == 1).fill_null(False),
    )
    span = (cells.year - cells.since).cast("float64")
    reason = ibis.cases(
        (~cells.follows, "no figure for the year before"),
        (cells.before == 0, "the year before is zero"),
    )
    return cells.select(
        *by,
        "year",
        "value",
        growth=ibis.cases((cells.follows, cells.value / cells.before.nullif(0) - 1)),
        compound=ibis.cases((span > 0, (cells.value / cells.first) ** (1.0 / span.nullif(0)) - 1)),
        since="since",
        reason=reason,
    )
