"""Files of flows into a store by Spark: read and counted in portions, written as the same parts.

Rows are cleaned by the very statements of :mod:`chancery.economy.store.staging_sql`, each portion in
a DuckDB of its own on the worker that holds it. Spark reads, spreads, counts, sorts and writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from chancery.economy.engine import connect
from chancery.economy.errors import InputError
from chancery.economy.store.census import COUNTED, Cell, Census, census_of
from chancery.economy.store.ingesting import (
    TAKEN,
    Ingested,
    Taken,
    brought_by,
    missing_years,
    table_id,
)
from chancery.economy.store.manifest import Manifest, Part
from chancery.economy.store.options import Options
from chancery.economy.store.parts import (
    COLUMNS,
    EXAMPLES,
    KEY,
    Bringing,
    file_name,
    said_of_doubled,
)
from chancery.economy.store.staging import clean, found_roles, prepare
from chancery.economy.store.staging_sql import NOT_A_NUMBER
from chancery.economy.store.writing import Writer, writing
from chancery.economy.whole import fingerprint
from chancery.lib.progress import tell

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_MEMORY = "1GB"
"""What cleaning may take in each worker, beside Spark."""
_TYPES = {
    "exporter": "string",
    "importer": "string",
    "product": "string",
    "year": "smallint",
    "flow": "string",
    "value": "double",
    "quantity": "double",
    "unit": "string",
    "classification": "string",
    "level": "tinyint",
    "apart": "boolean",
    "left_out": "string",
    "set_aside": "string",
}
"""The columns of ``staged`` with their types, which Spark and DuckDB name alike."""
_CELL = ("classification", "level", "year", "apart")
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class _Counts:
    """The rows of a table by why they are left out, and the flows by cell and kind."""

    census: Census
    flows: Mapping[Cell, frozenset[str]]


def ingest_on_spark(
    session: SparkSession, files: Sequence[Path], folder: Path, options: Options
) -> Ingested:
    """Bring plain CSV (also gzip) and Parquet into a store, as :func:`chancery.economy.store.ingest`.

    The same rows, parts, counts and manifest. It makes what the store lacks: what takes the place of
    flows held, sums of doubled flows and zips stay on one machine, each with an InputError that says so.
    Raises InputError for what is wrong with a file; what the disk says is an EconomyError.
    """
    if options.duplicates != "refuse":
        raise InputError("Spark refuses doubled flows: --duplicates is for one machine")
    with writing(folder) as writer:
        hashes = {path: fingerprint(path) for path in files}
        tables = {
            path: Bringing(table_id(str(path), sha256, options), str(path), options)
            for path, sha256 in hashes.items()
        }
        staged = reduce(
            lambda one, other: one.unionByName(other),
            (_staged(session, path, one) for path, one in tables.items()),
        ).persist()
        try:
            taken, manifest = _brought(staged, tables, hashes, writer)
        finally:
            staged.unpersist()
        writer.commit(manifest)
    return Ingested(tuple(taken), tuple(missing_years(manifest, options.source)))


def _brought(
    staged: DataFrame,
    tables: Mapping[Path, Bringing],
    hashes: Mapping[Path, str],
    writer: Writer,
) -> tuple[list[Taken], Manifest]:
    """Count all tables, then write all their flows, then say what became of each."""
    steps = 3
    tell(0, steps)
    counts = {one.id: counted for one, counted in _counted(staged, tables.values())}
    tell(1, steps)
    parts = _written(staged, list(tables.values()), counts, writer)
    tell(2, steps)
    brought = [
        brought_by(
            one,
            hashes[path],
            counts[one.id].census,
            [p for p in parts if one.id in p.rows_of],
        )
        for path, one in tables.items()
    ]
    tell(steps, steps)
    taken = [
        Taken(one.name, TAKEN, what) for one, what in zip(tables.values(), brought, strict=True)
    ]
    return taken, writer.manifest.with_parts(tuple(parts), tuple(brought))


def _staged(session: SparkSession, path: Path, bringing: Bringing) -> DataFrame:
    """The rows of a file as ``staged`` has them, with ``file``; nothing is read yet but its head."""
    from pyspark.sql import functions as f  # noqa: PLC0415 - an extra

    given = _read(session, path)
    roles, totals = found_roles(given.columns, bringing.options, str(path))
    needed = list(dict.fromkeys([*roles.values(), *totals]))
    schema = ", ".join(f"{name} {kind}" for name, kind in _TYPES.items())
    rows = given.select([f.col(f"`{name}`") for name in needed])
    cleaned = rows.mapInArrow(_cleaning(bringing.options, roles, totals), schema)
    return cleaned.withColumn("file", f.lit(bringing.id))


def _read(session: SparkSession, path: Path) -> DataFrame:
    """A file with every cell as it is written; a line of another length stops everything."""
    with path.open("rb") as stream:
        start = stream.read(4)
    if start.startswith(b"PK"):
        raise InputError(f"{path}: unpack the zip first; Spark reads the files in it side by side")
    if start == b"PAR1":
        return session.read.parquet(str(path))
    plain = session.read.options(
        header=True, mode="FAILFAST", columnPruning=False, quote='"', escape='"'
    )
    head = str(session.read.text(str(path)).first()[0])
    separator = max(_SEPARATORS, key=head.count)
    return plain.csv(str(path), sep=separator, enforceSchema=False)


def _cleaning(
    options: Options, roles: Mapping[str, str], totals: Mapping[str, str]
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What each worker does with its portion of the rows."""
    columns = ", ".join(
        f"cast({name} as {'varchar' if kind == 'string' else kind}) as {name}"
        for name, kind in _TYPES.items()
    )

    def cleaned(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        with connect(_MEMORY, threads=1) as database:
            prepare(database)
            for batch in batches:
                database.register("input", pa.Table.from_batches([batch]))
                clean(database, options, roles, totals)
                yield from (
                    database.execute(f"select {columns} from staged").to_arrow_table().to_batches()
                )
                database.unregister("input")

    return cleaned


def _counted(staged: DataFrame, tables: Iterable[Bringing]) -> Iterator[tuple[Bringing, _Counts]]:
    """What was found in each table; InputError where it cannot be used."""
    rows = staged.groupBy("file", "flow", *COUNTED).count().collect()
    for one in tables:
        own = [tuple(row)[2:] for row in rows if row["file"] == one.id]
        _check_numbers(one, {str(reason) for reason, *_ in own})
        census = census_of(own, file=one.name, level=one.options.level)
        if not census.rows_used:
            told = ", ".join(f"{why} ({n:,})" for why, n in census.dropped.items())
            raise InputError(
                f"{one.name}: none of its {census.rows_read:,} rows can be used: {told}"
            )
        flows: dict[Cell, frozenset[str]] = {}
        for row in rows:
            if row["file"] == one.id and row["left_out"] is None:
                cell = _cell(row)
                flows[cell] = flows.get(cell, frozenset()) | {row["flow"]}
        yield one, _Counts(census, {cell: flows[cell] for cell in census.used})


def _check_numbers(one: Bringing, reasons: Iterable[str]) -> None:
    """Refuse a file where a word stands in a column of numbers."""
    for reason in reasons:
        if reason.startswith(NOT_A_NUMBER):
            raise InputError(
                f"{one.name}: the column of the {reason.removeprefix(NOT_A_NUMBER)} holds a word where "
                f"a number must stand; economy ingest --dry-run without Spark shows the row"
            )


def _cell(row: Any) -> Cell:
    return Cell(row["classification"], row["level"], row["year"], row["apart"])


def _written(
    staged: DataFrame,
    tables: Sequence[Bringing],
    counts: Mapping[str, _Counts],
    writer: Writer,
) -> list[Part]:
    """A Parquet file for each cell, sorted as DuckDB sorts it, moved to where the store has it."""
    cells = sorted({cell for one in counts.values() for cell in one.census.used})
    _check_new(cells, writer.manifest, tables[0].options.source)
    kept = staged.filter("left_out is null").filter(_any_of(cells))
    _check_doubled(kept, tables)
    there = writer.building / "spark"
    _write(kept, tables[0].options, there)
    return [_part(cell, tables, counts, there, writer) for cell in cells]


def _any_of(cells: Iterable[Cell]) -> str:
    levels = sorted({cell.level for cell in cells})
    return f"level in ({', '.join(map(str, levels))})"


def _check_new(cells: Iterable[Cell], manifest: Manifest, source: str) -> None:
    for cell in cells:
        if manifest.part(source, cell) is not None:
            raise InputError(
                f"the store holds flows of {source}, {cell.goods}, {cell.year}: newer ones take their "
                f"place on one machine; leave --spark away, or name an empty folder"
            )


def _check_doubled(kept: DataFrame, tables: Iterable[Bringing]) -> None:
    found = kept.groupBy(*_CELL, *KEY).agg({"file": "max", "*": "count"}).filter("`count(1)` > 1")
    if doubled := found.limit(EXAMPLES).collect():
        name = next(one.name for one in tables if one.id == doubled[0]["max(file)"])
        flows = [[row[key] for key in KEY] for row in doubled]
        raise InputError(said_of_doubled(flows, name, doubled[0]["year"]))


def _write(kept: DataFrame, options: Options, there: Path) -> None:
    """Each cell goes to one worker, so that it becomes one file; sorting spills where it must."""
    from pyspark.sql import functions as f  # noqa: PLC0415 - an extra

    constant = {
        "source": f.lit(options.source),
        "retrieved_on": f.lit(options.retrieved_on),
    }
    columns = [constant.get(name, f.col(name)).alias(name) for name in COLUMNS]
    cell = [f.col(name).alias(f"cell_{name}") for name in _CELL]
    by = [f"cell_{name}" for name in _CELL]
    rows = kept.select(*columns, *cell).repartition(*by).sortWithinPartitions(*by, *KEY)
    rows.write.partitionBy(*by).parquet(there.as_uri(), compression="zstd")


def _part(
    cell: Cell,
    tables: Iterable[Bringing],
    counts: Mapping[str, _Counts],
    there: Path,
    writer: Writer,
) -> Part:
    own = [one for one in tables if cell in counts[one.id].census.used]
    values = (cell.classification, cell.level, cell.year, str(cell.apart).lower())
    folder = "/".join(f"cell_{name}={value}" for name, value in zip(_CELL, values, strict=True))
    (file,) = (there / folder).glob("*.parquet")
    name = file_name(own[0], cell)
    path = file.replace(writer.new_file(name))
    rows_of = {one.id: counts[one.id].census.used[cell] for one in own}
    return Part(
        path=name,
        source=own[0].options.source,
        cell=cell,
        rows=sum(rows_of.values()),
        sha256=fingerprint(path),
        flows=tuple(sorted(frozenset().union(*(counts[one.id].flows[cell] for one in own)))),
        rows_of=rows_of,
    )
