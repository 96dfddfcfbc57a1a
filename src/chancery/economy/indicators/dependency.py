"""On whom an importer depends: its largest supplier, and the European Commission's three criteria."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from chancery.economy.indicators.sums import share, summed

if TYPE_CHECKING:
    import ibis.expr.types as ir

CONCENTRATED, FOREIGN, SUBSTITUTED = 0.4, 0.5, 1.0
"""Bounds of the European Commission's method (SWD(2021) 352)."""
AREA = "area"


def suppliers(flows: ir.Table) -> ir.Table:
    """importer, product, year: value, suppliers, top_supplier, top_share (0 to 1).

    Of equal suppliers the first by name is the top one.
    """
    import ibis  # noqa: PLC0415 - slow to import

    cells = summed(flows, "exporter", "importer", "product", "year")
    cells = cells.filter(cells.value > 0)
    of_importer = ("importer", "product", "year")
    every = ibis.window(group_by=list(of_importer))
    ranked = ibis.window(
        group_by=list(of_importer), order_by=[ibis.desc("value"), ibis.asc("exporter")]
    )
    cells = cells.mutate(
        total=cells.value.sum().over(every),
        suppliers=cells.value.count().over(every),
        top_share=share(cells, *of_importer),
        rank=ibis.row_number().over(ranked),
    )
    top = cells.filter(cells["rank"] == 0)
    return top.select(
        *of_importer, value="total", suppliers="suppliers", top_supplier="exporter",
        top_share="top_share",
    )  # fmt: skip


def dependency(flows: ir.Table, *, area: Collection[str] = ()) -> ir.Table:
    """importer, product, year: whether the importer depends on others for the product.

    The countries of ``area`` count as one importer called "area"; every other country is one by
    itself. Columns: imports (inner trade included), foreign (imports from outside), exports (to
    all), ``hhi`` of the foreign suppliers, ``foreign_share`` in imports, ``foreign_over_exports``;
    ``dependent`` where hhi > 0.4, foreign_share > 0.5 and foreign_over_exports > 1 (European
    Commission 2021, SWD(2021) 352: the three core indicators; exports stand in for production). Who is
    an exporter of other products but not of this one exports nothing of it, and the third holds. Missing
    where the importer is no exporter in any row of the year.
    """
    import ibis  # noqa: PLC0415 - slow to import

    cells = summed(flows, "exporter", "importer", "product", "year")
    cells = cells.mutate(seller=_housed(cells.exporter, area), buyer=_housed(cells.importer, area))
    bought = cells.group_by(["buyer", "product", "year"]).agg(imports=cells.value.sum())
    sold = cells.group_by(["seller", "product", "year"]).agg(exports=cells.value.sum())
    known = cells.select(buyer="seller", year="year", known=ibis.literal(True)).distinct()
    found = _beside(bought, _foreign(cells), "buyer", "product", "year")
    found = _beside(found, sold.rename(buyer="seller"), "buyer", "product", "year")
    return _judged(_beside(found, known, "buyer", "year"))


def _foreign(cells: ir.Table) -> ir.Table:
    """buyer, product, year: imports from outside and how concentrated their sources are."""
    sources = cells.filter((cells.seller != cells.buyer) & (cells.value > 0))
    sources = summed(sources, "buyer", "exporter", "product", "year")
    sources = sources.mutate(part=share(sources, "buyer", "product", "year"))
    return sources.group_by(["buyer", "product", "year"]).agg(
        foreign=sources.value.sum(), hhi=(sources.part * sources.part).sum()
    )


def _beside(left: ir.Table, right: ir.Table, *keys: str) -> ir.Table:
    """What the right table says of the same keys, missing where it says nothing."""
    return left.left_join(right, list(keys)).drop(*[f"{key}_right" for key in keys])


def _housed(who: ir.StringColumn, area: Collection[str]) -> ir.StringValue:
    """Members of the area under its one name."""
    import ibis  # noqa: PLC0415 - slow to import

    return ibis.cases((who.isin(sorted(area)), AREA), else_=who) if area else who


def _judged(found: ir.Table) -> ir.Table:
    import ibis  # noqa: PLC0415 - slow to import

    known = found.known.fill_null(False)
    found = found.mutate(
        foreign=found.foreign.fill_null(0.0),
        exports=ibis.cases((known, found.exports.fill_null(0.0))),
        foreign_share=found.foreign.fill_null(0.0) / found.imports.nullif(0),
    )
    nothing = found.exports == 0
    found = found.mutate(foreign_over_exports=found.foreign / found.exports.nullif(0))
    judged = (
        (found.hhi > CONCENTRATED)
        & (found.foreign_share > FOREIGN)
        & (nothing | (found.foreign_over_exports > SUBSTITUTED))
    )
    return found.select(
        importer="buyer",
        product="product",
        year="year",
        imports="imports",
        foreign="foreign",
        exports="exports",
        hhi="hhi",
        foreign_share="foreign_share",
        foreign_over_exports="foreign_over_exports",
        dependent=ibis.cases((known, judged.fill_null(False))),
        reason=ibis.cases(
            (~known, "the importer's exports are not in the data"),
            (found.foreign == 0, "nothing is imported from outside"),
            (nothing, "it exports nothing of the product: the ratio has no end"),
        ),
    )
