"""Revealed comparative advantage and shares, over the world or over the market that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chancery.economy.indicators.sums import share, summed, within

if TYPE_CHECKING:
    import ibis.expr.types as ir


def advantage(flows: ir.Table) -> ir.Table:
    """exporter, product, year: value, rca, rsca, log_rca, nrca. Pairs without exports have no row (RCA 0).

    ``rca = (x_ik / x_i) / (x_k / x)`` (Balassa 1965), 1 is parity; ``rsca = (rca - 1) / (rca + 1)``
    between -1 and 1 (Dalum, Laursen and Villumsen 1998); ``log_rca = ln rca`` (Vollrath 1991);
    ``nrca = x_ik / x - x_i x_k / x^2`` (Yu, Cai and Leung 2009), which sums to 0 over products and
    over exporters and may be compared between them. None has a unit.
    """
    cells = summed(flows, "exporter", "product", "year")
    cells = cells.filter(cells.value > 0)
    of_all = within(cells, "year")
    of_exporter, of_product = within(cells, "exporter", "year"), within(cells, "product", "year")
    cells = cells.mutate(
        rca=(cells.value / of_exporter) / (of_product / of_all),
        nrca=cells.value / of_all - (of_exporter / of_all) * (of_product / of_all),
    )
    return with_forms(cells)


def with_forms(cells: ir.Table) -> ir.Table:
    """Cells with ``rca`` and ``nrca``, and the forms of RCA that are symmetric about parity."""
    return cells.mutate(rsca=(cells.rca - 1) / (cells.rca + 1), log_rca=cells.rca.ln()).select(
        "exporter", "product", "year", "value", "rca", "rsca", "log_rca", "nrca"
    )


def shares(flows: ir.Table) -> ir.Table:
    """exporter, product, year: value, of_exports (part of the exporter's), of_product (of the world's)."""
    cells = summed(flows, "exporter", "product", "year")
    cells = cells.mutate(
        of_exports=share(cells, "exporter", "year"), of_product=share(cells, "product", "year")
    )
    return cells.mutate(reason=_where(cells.of_exports.isnull() | cells.of_product.isnull()))


def market_shares(flows: ir.Table) -> ir.Table:
    """exporter, importer, product, year: value, of_imports (the exporter's part in the importer's)."""
    cells = summed(flows, "exporter", "importer", "product", "year")
    cells = cells.mutate(of_imports=share(cells, "importer", "product", "year"))
    return cells.mutate(reason=_where(cells.of_imports.isnull()))


def _where(missing: ir.BooleanValue) -> ir.StringValue:
    import ibis  # noqa: PLC0415 - slow to import

    return ibis.cases((missing, "the total is zero"))
