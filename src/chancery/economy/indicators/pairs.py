"""Indicators of two countries: intensity, complementarity, similarity, two-way trade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chancery.economy.indicators.sums import share, summed, within

if TYPE_CHECKING:
    import ibis.expr.types as ir


def intensity(flows: ir.Table) -> ir.Table:
    """exporter, importer, year: value, intensity. 1 is what the importer's weight leads one to expect.

    ``(x_ij / X_i) / (M_j / (M_w - M_i))`` (Kojima 1964 in the form of Drysdale and Garnaut 1982): the
    importer's part in i's exports over its part in the imports of all but i, for i does not import
    from itself. The World Bank's variant compares with ``x_wj / X_w`` and does not take i's imports out.
    Needs the imports of the exporter: missing where it is no importer in any row of the year.
    """
    import ibis  # noqa: PLC0415 - slow to import

    pairs = summed(flows, "exporter", "importer", "year")
    own = summed(flows, "importer", "year").rename(who="importer", own_imports="value")
    pairs = pairs.mutate(
        exports=within(pairs, "exporter", "year"),
        imports=within(pairs, "importer", "year"),
        world=within(pairs, "year"),
    )
    pairs = pairs.left_join(own, [pairs.exporter == own.who, pairs.year == own.year])
    found = (pairs.value / pairs.exports) / (
        pairs.imports / (pairs.world - pairs.own_imports).nullif(0)
    ).nullif(0)
    return pairs.select(
        "exporter",
        "importer",
        "year",
        "value",
        intensity=found,
        reason=ibis.cases(
            (pairs.own_imports.isnull(), "the exporter's imports are not in the data"),
            (pairs.exports.isnull(), "the exporter's total is zero"),
            (pairs.imports.isnull(), "the importer's total is zero"),
            (found.isnull(), "nobody but the exporter imports"),
        ),
    )


def complementarity(flows: ir.Table) -> ir.Table:
    """exporter, importer, year: complementarity, from 0 (no product in common) to 100 (the same shares).

    ``100 (1 - sum_k |m_jk / M_j - x_ik / X_i| / 2)`` (Michaely 1996): how well what i exports to all
    fits what j imports from all, trade between the two included. Not symmetric: i's exports against
    j's imports.
    """
    exports = _basket(flows, "exporter").rename(supplied="part")
    imports = _basket(flows, "importer").rename(wanted="part")
    return _overlap(exports, imports, ("exporter", "importer"), "complementarity")


def similarity(flows: ir.Table) -> ir.Table:
    """exporter, other, year: similarity of what the two export, from 0 to 100, the same both ways.

    ``100 sum_k min(s_ik, s_jk)`` with s the shares in exports (Finger and Kreinin 1979).
    """
    exports = _basket(flows, "exporter").rename(supplied="part")
    others = _basket(flows, "exporter").rename(other="exporter", wanted="part")
    return _overlap(exports, others, ("exporter", "other"), "similarity")


def _basket(flows: ir.Table, who: str) -> ir.Table:
    """who, product, year: part of the product in its trade; only who trades anything."""
    cells = summed(flows, who, "product", "year")
    cells = cells.filter(cells.value > 0)
    return cells.select(who, "product", "year", part=share(cells, who, "year"))


def _overlap(left: ir.Table, right: ir.Table, who: tuple[str, str], name: str) -> ir.Table:
    """The smaller of the two shares summed over products, times 100, for all pairs of different countries.

    Equals ``100 (1 - sum |a - b| / 2)``, for both sides sum to 1; so only products that both have
    need be met, and a pair without any is zero.
    """
    import ibis  # noqa: PLC0415 - slow to import

    one, other = who
    met = left.join(right, ["product", "year"])
    met = met.filter(met[one] != met[other])
    met = met.group_by([one, other, "year"]).agg(
        overlap=ibis.least(met.supplied, met.wanted).sum()
    )
    firsts, seconds = left.select(one, "year").distinct(), right.select(other, "year").distinct()
    every = firsts.join(seconds, "year")
    every = every.filter(every[one] != every[other])
    found = every.left_join(met, [one, other, "year"])
    return found.select(one, other, "year", **{name: 100 * found.overlap.fill_null(0.0)})


def two_way(flows: ir.Table, *, by_product: bool = False) -> ir.Table:
    """exporter, importer, year (and product): exports, imports of the exporter, grubel_lloyd from 0 to 1.

    ``1 - |x - m| / (x + m)`` for a product; over products ``1 - sum |x - m| / sum (x + m)`` (Grubel
    and Lloyd 1975), not adjusted for imbalance. Imports are what the partner exports according to
    the same table. The same both ways. Missing where one of the two is no exporter in any row of the
    year, for then a flow is not zero but unknown. Finer products give lower values.
    """
    import ibis  # noqa: PLC0415 - slow to import

    keys = ("exporter", "importer", "product", "year")
    out = summed(flows, *keys)
    out = out.select(*keys, exports="value", imports=ibis.literal(0.0))
    back = out.select(
        exporter="importer", importer="exporter", product="product", year="year",
        exports=ibis.literal(0.0), imports="exports",
    )  # fmt: skip
    both = ibis.union(out, back).group_by(list(keys))
    both = both.agg(
        exports=lambda rows: rows.exports.sum(), imports=lambda rows: rows.imports.sum()
    )
    both = both.mutate(uneven=(both.exports - both.imports).abs())
    if not by_product:
        both = both.group_by(["exporter", "importer", "year"]).agg(
            exports=both.exports.sum(), imports=both.imports.sum(), uneven=both.uneven.sum()
        )
    return _with_reports(both, flows)


def _with_reports(both: ir.Table, flows: ir.Table) -> ir.Table:
    import ibis  # noqa: PLC0415 - slow to import

    known = flows.select("exporter", "year").distinct()
    mine = known.rename(mine="exporter", my_year="year")
    theirs = known.rename(theirs="exporter", their_year="year")
    both = both.left_join(mine, [both.exporter == mine.mine, both.year == mine.my_year])
    both = both.left_join(theirs, [both.importer == theirs.theirs, both.year == theirs.their_year])
    total = both.exports + both.imports
    reported = both.mine.notnull() & both.theirs.notnull()
    keys = [name for name in ("exporter", "importer", "product", "year") if name in both.columns]
    return both.select(
        *keys,
        "exports",
        "imports",
        grubel_lloyd=ibis.cases((reported, 1 - both.uneven / total.nullif(0))),
        reason=ibis.cases(
            (~reported, "the exports of one of the two are not in the data"),
            (total == 0, "no trade"),
        ),
    )
