"""Indicators of chosen exporters, importers and years, from rows of flows to tables with provenance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import compute

from chancery.economy.engine import Database, connect, expressions
from chancery.economy.errors import InputError
from chancery.economy.indicators.catalogue import INDICATORS, Indicator
from chancery.economy.store.partners import check_there
from chancery.economy.tables import Option, Provenance, Rows, Table, table_of
from chancery.lib.progress import tell

if TYPE_CHECKING:
    import ibis.expr.types as ir

AT_HOME = "the exporter is the importer"
COLUMNS = ("exporter", "importer", "product", "year", "value")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom and when the figures are about; None is everybody and every year.

    A set picks rows of the result where the result has that column, after all totals are taken;
    elsewhere it limits the flows that are counted: RCA has no importer, so ``importers`` makes it the
    advantage in these markets. ``area``: countries that count as one importer, for dependency.
    """

    exporters: Collection[str] | None = None
    importers: Collection[str] | None = None
    years: Collection[int] | None = None
    area: Collection[str] = ()


def measure(rows: Rows, names: Iterable[str], asked: Asked | None = None) -> dict[str, Table]:
    """Each indicator named (see ``INDICATORS``) of the flows in ``rows``, sorted by its keys.

    Rows whose exporter is their importer are left out and counted: trade at home is no export.

    ``rows``: value and those of exporter, importer, product (texts) and year (whole number) that the
    indicators need; of a file, a store, Arrow, pandas or polars. Raises InputError for an unknown name, a column that is lacking, a negative
    value, or a country or year asked for that is not there.
    """
    asked, given = asked or Asked(), table_of(rows)
    chosen = {name: known_indicator(name) for name in names}
    for name, indicator in chosen.items():
        _check_columns(name, indicator, given.rows)
    flowing, told = _abroad(given.rows, given.provenance)
    _check_rows(flowing, asked)
    found = {}
    sides = _values(flowing, "exporter"), _values(flowing, "importer")
    with connect() as database:
        database.register("given", _completed(flowing))
        flows = expressions(database).table("given")
        for done, (name, indicator) in enumerate(chosen.items(), 1):
            table = expression(flows, _here(name, indicator, database), asked).to_pyarrow()
            if "year" not in flowing.column_names:
                table = table.drop_columns(["year"])
            found[name] = Table(table, told_of(told, name, indicator, asked, sides))
            tell(done, len(chosen))
    return found


def _here(name: str, indicator: Indicator, database: Database) -> Indicator:
    """The same, quicker, where numpy on this machine outruns the expression for a cluster."""
    if name != "rca":
        return indicator
    from chancery.economy.indicators.on_one_machine import advantage_here  # noqa: PLC0415 - slow

    return replace(indicator, build=partial(advantage_here, database=database))


def expression(flows: ir.Table, indicator: Indicator, asked: Asked) -> ir.Table:
    """The indicator's expression over ``flows`` for whom and when it was asked, sorted by its keys.

    Works on any backend of Ibis; ``flows`` has all of exporter, importer, product, year, value.
    """
    sets = {"exporter": asked.exporters, "importer": asked.importers}
    for column, wanted in sets.items():
        if wanted is not None and column not in indicator.keys:
            flows = flows.filter(flows[column].isin(sorted(wanted)))
    options = {"area": asked.area} if indicator.takes_area else {}
    found = indicator.build(flows, **options)
    for column, wanted in sets.items():
        if wanted is not None and column in indicator.keys:
            found = found.filter(found[column].isin(sorted({*wanted, *_area(indicator, asked)})))
    if asked.years is not None:
        found = found.filter(found.year.isin(sorted(asked.years)))
    return found.order_by([*indicator.keys, "year"])


def _area(indicator: Indicator, asked: Asked) -> frozenset[str]:
    from chancery.economy.indicators.dependency import AREA  # noqa: PLC0415

    return frozenset({AREA}) if indicator.takes_area and asked.area else frozenset()


def known_indicator(name: str) -> Indicator:
    """The indicator of that name; InputError names those there are."""
    if name not in INDICATORS:
        raise InputError(f"There is no indicator {name!r}; there are {', '.join(INDICATORS)}")
    return INDICATORS[name]


def _check_columns(name: str, indicator: Indicator, rows: pa.Table) -> None:
    if lacking := sorted(indicator.needs - set(rows.column_names)):
        raise InputError(f"The indicator {name} needs the column of {' and '.join(lacking)}")


def _check_rows(rows: pa.Table, asked: Asked) -> None:
    least = compute.min(rows.column("value")).as_py()
    if least is None:
        raise InputError("There is no row left to work on; look at what was excluded")
    if least < 0:
        raise InputError(
            f"value: {least:g} is negative, and flows cannot be; correct it or leave such rows out"
        )
    there = _values(rows, "exporter") | _values(rows, "importer")
    for wanted in (asked.exporters, asked.importers, asked.area or None):
        check_there(wanted or (), there)
    if asked.years is not None and "year" in rows.column_names:
        check_years(asked.years, rows.column("year").unique().to_pylist())


def check_years(wanted: Collection[int], there: Collection[int]) -> None:
    """InputError for years that no row has."""
    if lacking := sorted(set(wanted) - set(there)):
        raise InputError(f"No row has the year {', '.join(map(str, lacking))}")


def _abroad(rows: pa.Table, told: Provenance) -> tuple[pa.Table, Provenance]:
    if not {"exporter", "importer"} <= set(rows.column_names):
        return rows, told
    abroad = rows.filter(compute.not_equal(rows.column("exporter"), rows.column("importer")))
    left = rows.num_rows - abroad.num_rows
    if not left:
        return rows, told
    dropped = {**told.dropped, AT_HOME: left}
    return abroad, replace(told, rows_used=told.rows_used - left, dropped=dropped)


def _completed(rows: pa.Table) -> pa.Table:
    """The rows with a column that nobody needs where one is lacking, so that all have the same five."""
    for name in COLUMNS:
        if name not in rows.column_names:
            kind = pa.int64() if name == "year" else pa.string()
            blank = pa.scalar(0 if name == "year" else "", kind)
            rows = rows.append_column(name, pa.repeat(blank, rows.num_rows))
    rows = rows.select(list(COLUMNS))
    return rows.set_column(COLUMNS.index("year"), "year", rows.column("year").cast(pa.int64()))


def _values(rows: pa.Table, name: str) -> set[str]:
    """What stands in a column; nothing where there is none."""
    return set(rows.column(name).unique().to_pylist()) if name in rows.column_names else set()


def told_of(
    told: Provenance,
    name: str,
    indicator: Indicator,
    asked: Asked,
    sides: tuple[Collection[str], Collection[str]],
) -> Provenance:
    """Where an indicator's figures come from, what was asked, and what the flows make one note.

    ``sides``: all exporters and all importers of the flows.
    """
    options: dict[str, Option] = {**told.options, "indicator": name}
    for what in ("exporters", "importers", "years", "area"):
        if chosen := getattr(asked, what):
            options[what] = sorted(chosen)
    notes = (*told.notes, *_limited(name, indicator, asked))
    if indicator.of_all_trade:
        notes += tuple(_one_sided(name, *map(set, sides)))
    return replace(told, method=indicator.meaning, options=options, notes=notes)


def _limited(name: str, indicator: Indicator, asked: Asked) -> Iterator[str]:
    """Where a set changes what is counted, and not only which rows are shown."""
    for column, wanted in (("exporter", asked.exporters), ("importer", asked.importers)):
        if wanted is not None and column not in indicator.keys:
            yield f"{name}: only flows of the {column}s {', '.join(sorted(wanted))} are counted"


def _one_sided(name: str, sell: set[str], buy: set[str]) -> Iterator[str]:
    """Where figures need the trade of all with all, and some are there on one side only."""
    if sell - buy:
        yield (
            f"{name}: {len(sell - buy):,} of {len(sell):,} exporters are nobody's market here, so that "
            f"what the others sell to them is not counted"
        )
