"""Synthetic flows of the shape of BACI: 200 exporters, 200 importers, 5,000 products of HS.

Sizes of countries, products and flows have heavy tails, as in trade: a few countries and goods hold
most of the value, and most possible flows are absent. A seed gives the same flows again.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
from babel.core import get_global
from numpy.typing import NDArray
from pyarrow import csv, parquet

COUNTRIES = 200
PRODUCTS = 5_000
YEAR = 2022
_CHAPTERS = 97


def flows(
    rows: int,
    *,
    seed: int = 1,
    countries: int = COUNTRIES,
    products: int = PRODUCTS,
    year: int = YEAR,
) -> pa.Table:
    """``rows`` different flows, in no order, with BACI's columns.

    ``t`` year; ``i`` exporter and ``j`` importer, codes of M49; ``k`` product, six digits as text;
    ``v`` value in thousand USD; ``q`` quantity in tonnes.
    """
    chance = np.random.default_rng(seed)
    exporter, importer, product = _cells(chance, rows, countries, products)
    size = chance.lognormal(0.0, 1.6, countries)
    value = size[exporter] * size[importer] * chance.lognormal(2.0, 2.2, rows)
    price = chance.lognormal(1.0, 1.0, products)
    codes = pa.array(country_codes(countries), pa.int16())
    return pa.table(
        {
            "t": pa.array(np.full(rows, year), pa.int16()),
            "i": codes.take(pa.array(exporter)),
            "j": codes.take(pa.array(importer)),
            "k": pa.array(product_codes(products)).take(pa.array(product)),
            "v": np.round(value, 3) + 0.001,
            "q": np.round(value / price[product], 3) + 0.001,
        }
    )


def country_codes(number: int) -> list[int]:
    """The first codes of M49 that stand for one country or territory each."""
    aliases = get_global("territory_aliases").items()
    first = {tuple(known): code for code, known in sorted(aliases, reverse=True) if code.isdigit()}
    one = sorted(int(code) for known, code in first.items() if len(known) == 1 and int(code) < 895)
    return one[:number]


def product_codes(number: int) -> list[str]:
    """Codes of six digits, spread over the chapters of the Harmonized System."""
    return [f"{1 + n % _CHAPTERS:02}{1 + n // _CHAPTERS:02}{n % 9 * 10:02}" for n in range(number)]


def write(table: pa.Table, path: Path) -> None:
    """As ``path`` ends: .csv as BACI is published, else Parquet."""
    if path.suffix == ".csv":
        csv.write_csv(table, path, csv.WriteOptions(quoting_style="none"))
    else:
        parquet.write_table(table, path)


def _cells(
    chance: np.random.Generator, rows: int, countries: int, products: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Different (exporter, importer, product) by chance: the larger trade more of everything."""
    exports, imports, goods = (_weighted(chance, n) for n in (countries, countries, products))
    cells = np.empty(0, np.int64)
    while len(cells) < rows:
        drawn = [
            kind[chance.integers(0, len(kind), 2 * rows)] for kind in (exports, imports, goods)
        ]
        exporter, importer, product = drawn
        abroad = exporter != importer
        new = ((exporter * countries + importer) * products + product)[abroad]
        cells = np.sort(np.concatenate([cells, new]))  # np.unique hashes, five times slower here
        cells = cells[np.diff(cells, prepend=-1) > 0]
    cells = chance.permutation(cells)[:rows]
    pair, product = np.divmod(cells, products)
    exporter, importer = np.divmod(pair, countries)
    return exporter, importer, product


def _weighted(chance: np.random.Generator, number: int) -> NDArray[np.int64]:
    """Each of ``number`` things as often as its weight has it: one drawn from these is weighted."""
    weight = chance.lognormal(0.0, 1.2, number)
    often = np.maximum(1, np.round(weight / weight.sum() * 100 * number)).astype(int)
    return np.repeat(np.arange(number), often)


def exports(locations: int, products: int, seed: int = 0) -> pa.Table:
    """Exports of the shape of the world's: few large exporters, complex products made by few.

    Columns location, product, value; a seed gives the same again.
    """
    chance = np.random.default_rng(seed)
    size = np.exp(chance.normal(0, 2, (locations, 1)))
    skill, demands = chance.random((locations, 1)), chance.random((1, products))
    made = chance.random((locations, products)) < 0.2 + 0.6 * skill * (1 - demands)
    values = made * size * np.exp(chance.normal(0, 2, (locations, products)))
    i, k = np.nonzero(values)
    return pa.table(
        {
            "location": [f"L{place:03}" for place in i],
            "product": [f"{place:04}" for place in k],
            "value": values[i, k],
        }
    )
