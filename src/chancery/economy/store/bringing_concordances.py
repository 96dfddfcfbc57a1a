"""A table between two classifications into the store, where conversions find it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pyarrow import parquet

from chancery.economy.store.classifications import classification_of
from chancery.economy.store.concordance import read_concordance
from chancery.economy.store.manifest import Concordance
from chancery.economy.store.options import day
from chancery.economy.store.writing import writing
from chancery.economy.tables import Table


def bring_concordance(
    path: Path,
    folder: Path,
    *,
    start: str,
    end: str,
    columns: Mapping[str, str],
    retrieved_on: str,
) -> Table:
    """Keep the table that leads from ``start`` to ``end``, in place of an older one.

    ``columns`` may name the file's columns for ``from``, ``to`` and ``weight``. Returns the pairs
    with their shares; InputError where the file is no such table.
    """
    retrieved = day(retrieved_on)
    one, other = classification_of(start), classification_of(end)
    table = read_concordance(path, one, other, columns)
    source = table.provenance.sources[0]
    name = f"concordances/{one.name}-{other.name}-{source.sha256[:16]}.parquet"
    with writing(folder) as writer:
        parquet.write_table(table.rows, writer.new_file(name), compression="zstd")
        new = Concordance(
            path=name,
            start=one.name,
            end=other.name,
            name=source.name,
            sha256=source.sha256,
            rows=table.rows.num_rows,
            retrieved_on=retrieved.isoformat(),
            weighted=bool(table.provenance.options["weighted"]),
        )
        writer.commit(writer.manifest.with_concordance(new))
    return table
