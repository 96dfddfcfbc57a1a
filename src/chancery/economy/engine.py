"""The one door to DuckDB. Nobody else in the house opens it.

A database of figures lives only as long as the ``with`` block; what does not fit in its memory goes
to a folder of its own that is removed with it. It never fetches anything from the network.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

Database = duckdb.DuckDBPyConnection
DatabaseError = duckdb.Error
DiskError = duckdb.IOException
"""What the disk says against a query: full, gone, not allowed."""

MEMORY = "4GB"
"""What a database may hold in memory before it spills to the disk."""
_SPILL_AT_MOST = "64GB"
_INTERRUPTED = "Query interrupted"
"""What DuckDB 1.5 makes of Ctrl-C in the middle of a query, as a plain RuntimeError."""


@contextmanager
def connect(memory: str = MEMORY, threads: int | None = None) -> Iterator[Database]:
    """A fresh database in memory; ``threads`` None: one for each core.

    Ctrl-C during a query is a KeyboardInterrupt, as everywhere else.
    """
    with tempfile.TemporaryDirectory(prefix="chancery-economy-") as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory,
            "temp_directory": folder,
            "max_temp_directory_size": _SPILL_AT_MOST,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": True,
        }
        if threads is not None:
            settings["threads"] = threads
        database = duckdb.connect(config=settings)
        try:
            database.execute("set enable_progress_bar = false")
            yield database
        except RuntimeError as error:
            if str(error) != _INTERRUPTED:
                raise
            raise KeyboardInterrupt from error
        finally:
            database.close()


def expressions(database: Database) -> Backend:
    """Ibis on the same database, for sums that are written once for one machine and a cluster."""
    import ibis  # noqa: PLC0415 - slow to import, and most commands ask no sums of it

    return ibis.duckdb.from_connection(database)


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever letters it has."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL takes it, whatever letters it has."""
    return "'" + text.replace("'", "''") + "'"
