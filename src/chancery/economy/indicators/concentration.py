"""How concentrated trade is: over products, over markets, over suppliers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chancery.economy.indicators.sums import share, summed

if TYPE_CHECKING:
    import ibis.expr.types as ir

_TOO_FEW = "one category only"
_NOTHING = "the total is zero"


def concentration(flows: ir.Table, *, of: str, over: str, within: str | None = None) -> ir.Table:
    """The concentration of each ``of`` (and ``within`` each product) over ``over``, by year.

    Columns: value; parts (how many of ``over`` have a share); possible (how many anybody has in
    that year, and product); ``hhi``, the sum of squared shares, between 1/parts and 1 (Herfindahl 1950,
    Hirschman 1945); ``hhi_normalised = (hhi - 1/n) / (1 - 1/n)`` with n = possible, between 0 and 1,
    so that one that gives up a part is not thereby less concentrated; ``equivalent_number = 1 / hhi``,
    the number of equal parts of the same concentration (Adelman 1969).
    """
    inner = [within] if within else []
    cells = summed(flows, of, *inner, over, "year")
    possible = cells.filter(cells.value > 0).group_by([*inner, "year"])
    possible = possible.agg(possible=lambda rows: rows[over].nunique())
    cells = cells.mutate(part=share(cells, of, *inner, "year"))
    found = cells.group_by([of, *inner, "year"]).agg(
        value=cells.value.sum(),
        parts=cells.count(where=cells.value > 0),
        hhi=(cells.part * cells.part).sum(),
    )
    found = found.left_join(possible, [*inner, "year"]).drop(
        *[f"{name}_right" for name in (*inner, "year")]
    )
    return _normalised(found).select(
        of, *inner, "year", "value", "parts", "possible", "hhi", "hhi_normalised",
        "equivalent_number", "reason",
    )  # fmt: skip


def _normalised(found: ir.Table) -> ir.Table:
    import ibis  # noqa: PLC0415 - slow to import

    least = 1.0 / found.possible.nullif(0)
    return found.mutate(
        hhi_normalised=(found.hhi - least) / (1.0 - least).nullif(0),
        equivalent_number=1.0 / found.hhi,
        reason=ibis.cases((found.hhi.isnull(), _NOTHING), (found.possible == 1, _TOO_FEW)),
    )


def diversification(flows: ir.Table) -> ir.Table:
    """exporter, year: how many products, how evenly.

    Columns: value; products (with exports); possible (products that anybody exports that year);
    ``entropy = -sum s ln s`` in nats (Shannon 1948), at most ln(products); ``theil = ln(possible) -
    entropy``, 0 where all possible products have equal shares (Cadot, Carrère and Strauss-Kahn 2011
    count all possible products too); ``equivalent_number = 1 / hhi`` (Adelman 1969);
    ``absolute_deviation = sum |s_ik - s_k| / 2``, 0 like the world to 1 (UNCTAD's diversification index).
    """
    cells = summed(flows, "exporter", "product", "year")
    cells = cells.filter(cells.value > 0)
    world = summed(cells, "product", "year")
    world = world.mutate(of_world=share(world, "year"))
    possible = world.group_by("year").agg(possible=world.count())
    cells = cells.mutate(part=share(cells, "exporter", "year"))
    cells = cells.join(world.select("product", "year", "of_world"), ["product", "year"])
    found = cells.group_by(["exporter", "year"]).agg(
        value=cells.value.sum(),
        products=cells.count(),
        entropy=-(cells.part * cells.part.ln()).sum(),
        hhi=(cells.part * cells.part).sum(),
        # Products the exporter lacks add their share of the world, which is 1 minus that of the others.
        apart=((cells.part - cells.of_world).abs() - cells.of_world).sum() + 1,
    )
    found = found.join(possible, "year")
    return found.select(
        "exporter", "year", "value", "products", "possible", "entropy",
        theil=found.possible.cast("float64").ln() - found.entropy,
        equivalent_number=1.0 / found.hhi,
        absolute_deviation=found.apart / 2,
    )  # fmt: skip
