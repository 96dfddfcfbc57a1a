"""The door for who reads a store: flows as tables with their sources, or as an Ibis expression.

>>> store = open_store("workspace/trade")                                        # doctest: +SKIP
>>> store.flows(exporters=["VNM"], years=range(2018, 2023), level=4).to_arrow()  # doctest: +SKIP
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chancery.economy.engine import MEMORY, Database, connect, expressions, literal
from chancery.economy.store.errors import StoreError
from chancery.economy.store.manifest import NAME, Brought, Manifest, read_manifest
from chancery.economy.store.parts import COLUMNS
from chancery.economy.store.selecting import Found, Selection, find
from chancery.economy.tables import Provenance, Source, Table

if TYPE_CHECKING:
    import ibis


def open_store(folder: str | Path) -> Store:
    """The store in a folder, as it is now; StoreError where there is none."""
    path = Path(folder)
    if not (path / NAME).is_file():
        raise StoreError(
            f"{path}: no store of trade figures; make one with chancery economy ingest"
        )
    return Store(path, read_manifest(path))


@dataclass(frozen=True, slots=True)
class Store:
    """A store as it was when it was opened: files brought in later are not seen."""

    folder: Path
    manifest: Manifest

    def flows(  # noqa: PLR0913 - what may be asked of flows, each by its name
        self,
        *,
        exporters: Collection[str] | None = None,
        importers: Collection[str] | None = None,
        products: Collection[str] | None = None,
        level: int | None = None,
        classification: str | None = None,
        years: Collection[int] | None = None,
        source: str | None = None,
        flow: str | Sequence[str] | None = None,
        apart: bool = False,
    ) -> Table:
        """The flows asked for, as :class:`~chancery.economy.store.selecting.Selection` says.

        Columns exporter, importer (three letters), product, year, flow, value (USD), quantity, unit,
        source, classification, level, retrieved_on, file. InputError where more than one source,
        classification or kind of flow is there and none is named.
        """
        asked = Selection(
            exporters, importers, products, level, classification, years, source, flow, apart
        )
        return self.select(asked)

    def select(self, asked: Selection, *, memory: str = MEMORY) -> Table:
        """As :meth:`flows`, for who has made the selection already."""
        found = find(self.manifest, asked)
        with connect(memory) as database:
            rows = database.execute(self._query(found, asked)).to_arrow_table()
        return Table(rows, self.provenance(found, asked, rows.num_rows))

    def expression(self, database: Database, asked: Selection) -> ibis.Table:
        """The same flows as an Ibis expression over the Parquet files, for sums over many of them.

        ``database`` is one of :func:`chancery.economy.engine.connect`; the flows stand there as a
        view of a name of their own.
        """
        name = f"flows_{secrets.token_hex(6)}"
        query = self._query(find(self.manifest, asked), asked)
        database.execute(f"create temp view {name} as {query}")
        return expressions(database).table(name)

    def _query(self, found: Found, asked: Selection) -> str:
        """SQL for the flows; where a broader level is asked than is held, they are summed."""
        files = ", ".join(literal(str(self.folder / part.path)) for part in found.parts)
        kinds = ", ".join(map(literal, found.flows))
        rows = (
            f"from read_parquet([{files}], hive_partitioning = false) "
            f"where flow in ({kinds}) and {asked.conditions}"
        )
        if asked.level is None or asked.level == found.level:
            return f"select {', '.join(COLUMNS)} {rows}"
        return f"select {', '.join(_summed(asked.level))} {rows} group by all order by all"

    def provenance(self, found: Found, asked: Selection, rows: int) -> Provenance:
        """Where so many flows come from that were found for what was asked."""
        ids = {one for part in found.parts for one in part.rows_of}
        return Provenance(
            method="flows of the store",
            options={
                "source": found.source,
                "classification": found.classification,
                "level": asked.level if asked.level is not None else found.level,
                "flow": list(found.flows),
                "exporters": _told(asked.exporters),
                "importers": _told(asked.importers),
                "products": _told(asked.products),
                "years": sorted({part.cell.year for part in found.parts}),
            },
            sources=tuple(source_of(one) for one in self.manifest.brought if one.id in ids),
            rows_read=rows,
            rows_used=rows,
            notes=found.notes,
        )


def source_of(one: Brought) -> Source:
    """A table that was brought in, as figures made from it name it."""
    first, last = one.years[0], one.years[-1]
    return Source(
        name=one.name,
        sha256=one.sha256,
        rows=one.rows_read,
        period=f"{first}" if first == last else f"{first} to {last}",
        unit="USD",
        source=one.source,
        retrieved_on=one.retrieved_on,
    )


def _told(codes: Collection[str] | None) -> list[str] | None:
    return None if codes is None else sorted(codes)


def _summed(level: int) -> list[str]:
    """The columns of flows summed up to a level: a quantity only where all have it in one unit."""
    whole = "count(quantity) = count(*) and count(distinct unit) = 1"
    told = {
        "product": "'TOTAL' as product" if level == 0 else f"left(product, {level}) as product",
        "value": "sum(value) as value",
        "quantity": f"case when {whole} then sum(quantity) end as quantity",
        "unit": f"case when {whole} then any_value(unit) end as unit",
        "level": f"cast({level} as tinyint) as level",
        "retrieved_on": "max(retrieved_on) as retrieved_on",
        "file": "case when count(distinct file) = 1 then any_value(file) end as file",
    }
    return [told.get(name, name) for name in COLUMNS]
