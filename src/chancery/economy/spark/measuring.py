"""Indicators of a store's flows on Spark: the expressions of ``indicators``, run where the rows lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chancery.economy.errors import InputError
from chancery.economy.indicators.asking import (
    AT_HOME,
    COLUMNS,
    Asked,
    check_years,
    expression,
    known_indicator,
    told_of,
)
from chancery.economy.store.opening import Store
from chancery.economy.store.partners import check_there
from chancery.economy.store.selecting import Found, Selection, find
from chancery.economy.tables import Table
from chancery.lib.progress import tell

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa
    from pyspark.sql import SparkSession


def measure_on_spark(
    session: SparkSession,
    store: Store,
    names: Iterable[str],
    asked: Asked | None = None,
    *,
    selection: Selection | None = None,
) -> dict[str, Table]:
    """As :func:`chancery.economy.measure` of the flows that ``selection`` finds in the store.

    Of ``selection`` source, classification, level and flow are heeded: which exporters, importers and
    years is for ``asked``. All sums are Spark's; what comes back is held in memory, so that of large
    stores one asks for some exporters or importers. Same figures, errors and counts as on one machine.
    """
    asked, chosen = asked or Asked(), selection or Selection()
    indicators = {name: known_indicator(name) for name in names}
    found = find(store.manifest, chosen)
    flows = _flows(session, store, found, chosen.level)
    read, used, sides = _counted(session, flows, asked)
    told = store.provenance(found, chosen, read)
    told = replace(told, rows_used=used, dropped={AT_HOME: read - used} if read - used else {})
    abroad = flows.filter(flows.exporter != flows.importer)
    tables = {}
    for done, (name, indicator) in enumerate(indicators.items(), 1):
        rows = _collected(session, expression(abroad, indicator, asked))
        tables[name] = Table(rows, told_of(told, name, indicator, asked, sides))
        tell(done, len(indicators))
    return tables


def _flows(session: SparkSession, store: Store, found: Found, level: int | None) -> ir.Table:
    """The flows of the parts; indicators sum them, so a broader level is no more than a shorter code."""
    import ibis  # noqa: PLC0415 - slow to import

    paths = [str(store.folder / part.path) for part in found.parts]
    session.read.parquet(*paths).createOrReplaceTempView("chancery_flows")
    flows = ibis.pyspark.from_connection(session).table("chancery_flows")
    flows = flows.filter(flows.flow.isin(found.flows))
    if level == 0:
        flows = flows.mutate(product=ibis.literal("TOTAL"))
    elif level is not None and level < found.level:
        flows = flows.mutate(product=flows["product"].left(level))
    return flows.mutate(year=flows.year.cast("int64")).select(*COLUMNS)


def _counted(
    session: SparkSession, flows: ir.Table, asked: Asked
) -> tuple[int, int, tuple[set[str], set[str]]]:
    """Rows, those that cross a border, exporters and importers; InputError for who or what was asked for in vain."""
    counts = flows.agg(
        read=flows.count(), used=flows.count(where=flows.exporter != flows.importer)
    )
    row = _collected(session, counts).to_pylist()[0]
    if not row["used"]:
        raise InputError("There is no row left to work on; look at what was excluded")
    abroad = flows.filter(flows.exporter != flows.importer)
    sides = _values(session, abroad, "exporter"), _values(session, abroad, "importer")
    for wanted in (asked.exporters, asked.importers, asked.area):
        check_there(wanted or (), sides[0] | sides[1])
    if asked.years:
        check_years(asked.years, _values(session, flows, "year"))
    return row["read"], row["used"], sides


def _values(session: SparkSession, flows: ir.Table, name: str) -> set[Any]:
    return set(_collected(session, flows.select(name).distinct()).column(0).to_pylist())


def _collected(session: SparkSession, table: ir.Table) -> pa.Table:
    """The rows of an expression, as Arrow and never through pandas, which knows no missing integer."""
    import ibis  # noqa: PLC0415 - slow to import

    rows = session.sql(str(ibis.to_sql(table, "pyspark"))).toArrow()
    return rows.cast(table.schema().to_pyarrow())
