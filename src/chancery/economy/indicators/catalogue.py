"""All indicators by name: what each needs, what it tells, and the expression that makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from chancery.economy.indicators import advantage, concentration, dependency, growth, pairs

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True)
class Indicator:
    """``build`` makes from flows a table with ``keys`` (and year) and measures.

    ``needs``: columns of the flows without which it means nothing. ``main`` is the measure by
    which people rank. ``of_all_trade``: it weighs what a country trades with all others. ``takes_area``: ``build`` takes ``area``, countries that count as one.
    """

    meaning: str
    keys: tuple[str, ...]
    main: str
    needs: frozenset[str]
    build: Callable[..., ir.Table]
    takes_area: bool = False
    of_all_trade: bool = False


def _indicator(
    meaning: str, keys: str, main: str, build: Callable[..., ir.Table], *, also: str = ""
) -> Indicator:
    names = tuple(keys.split())
    needs = frozenset({*names, *also.split()} - {"other"})
    return Indicator(
        meaning,
        names,
        main,
        needs,
        build,
        takes_area=build is dependency.dependency,
        of_all_trade=build in _OF_ALL_TRADE,
    )


_OF_ALL_TRADE = (pairs.intensity, pairs.complementarity, dependency.dependency)


_hhi = concentration.concentration

INDICATORS = {
    "rca": _indicator(
        "Revealed comparative advantage (Balassa), with RSCA, ln RCA and NRCA",
        "exporter product", "rca", advantage.advantage,
    ),
    "shares": _indicator(
        "A product's share in a country's exports, and the country's in the world's",
        "exporter product", "of_exports", advantage.shares,
    ),
    "market-shares": _indicator(
        "Each supplier's share in an importer's imports of a product",
        "exporter importer product", "of_imports", advantage.market_shares,
    ),
    "hhi": _indicator(
        "Concentration of exports over products (Herfindahl-Hirschman)",
        "exporter", "hhi", partial(_hhi, of="exporter", over="product"), also="product",
    ),
    "hhi-markets": _indicator(
        "Concentration of exports over markets",
        "exporter", "hhi", partial(_hhi, of="exporter", over="importer"), also="importer",
    ),
    "hhi-suppliers": _indicator(
        "Concentration of an importer's suppliers of a product",
        "importer product", "hhi",
        partial(_hhi, of="importer", over="exporter", within="product"), also="exporter",
    ),
    "diversification": _indicator(
        "Number of products, entropy, Theil, equivalent number",
        "exporter", "equivalent_number", concentration.diversification, also="product",
    ),
    "growth": _indicator(
        "Growth of exports, on the year before and a year since the first",
        "exporter", "growth", partial(growth.growth, by=("exporter",)), also="year",
    ),
    "growth-partners": _indicator(
        "The same to each partner",
        "exporter importer", "growth",
        partial(growth.growth, by=("exporter", "importer")), also="year",
    ),
    "growth-products": _indicator(
        "The same of each product",
        "exporter product", "growth",
        partial(growth.growth, by=("exporter", "product")), also="year",
    ),
    "intensity": _indicator(
        "Trade intensity (Drysdale and Garnaut): trade of two over what their sizes suggest",
        "exporter importer", "intensity", pairs.intensity,
    ),
    "complementarity": _indicator(
        "How well what one exports fits what the other imports (Michaely), 0 to 100",
        "exporter importer", "complementarity", pairs.complementarity, also="product",
    ),
    "similarity": _indicator(
        "How alike the exports of two countries are (Finger and Kreinin), 0 to 100",
        "exporter other", "similarity", pairs.similarity, also="product",
    ),
    "grubel-lloyd": _indicator(
        "Two-way trade of two countries within products, 0 to 1",
        "exporter importer", "grubel_lloyd", pairs.two_way, also="product",
    ),
    "grubel-lloyd-products": _indicator(
        "The same for each product",
        "exporter importer product", "grubel_lloyd", partial(pairs.two_way, by_product=True),
    ),
    "suppliers": _indicator(
        "The largest supplier of each product and its share",
        "importer product", "top_share", dependency.suppliers, also="exporter",
    ),
    "dependency": _indicator(
        "Strategic dependency: the European Commission's three criteria",
        "importer product", "hhi", dependency.dependency, also="exporter",
    ),
}  # fmt: skip
