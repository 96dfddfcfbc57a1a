"""Figures as tidy tables, each with where it comes from."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import pyarrow as pa
from pyarrow import csv, parquet

from chancery.economy.errors import EconomyError, InputError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

KEY = b"chancery.provenance"
"""Under this key a Parquet file of ours holds the provenance of its figures, as JSON."""

Option = str | int | float | bool | None | list[str] | list[int]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that figures were made from.

    ``sha256`` is of the file as it lay on the disk; ``rows`` counts its rows without the header;
    ``period``, ``unit``, ``source`` (who published it) and ``retrieved_on`` are as somebody stated
    them, and None where nobody did.
    """

    name: str
    sha256: str
    rows: int
    period: str | None = None
    unit: str | None = None
    source: str | None = None
    retrieved_on: str | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """How figures came about: the method, its options, the files, and what was left out of them.

    ``rows_read == rows_used + sum(dropped.values())`` wherever rows go in one by one: nothing is
    dropped silently. ``notes`` are sentences for whoever reads the figures.
    """

    method: str
    options: Mapping[str, Option] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    rows_read: int = 0
    rows_used: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values, as they are written beside the figures."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Provenance:
        """What :meth:`as_json` wrote."""
        sources = tuple(Source(**source) for source in told["sources"])
        return cls(**{**told, "sources": sources, "notes": tuple(told["notes"])})


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of figures with their provenance. Arrow inside; pandas and polars on request."""

    rows: pa.Table
    provenance: Provenance

    def to_arrow(self) -> pa.Table:
        """The rows as they are, nothing copied."""
        return self.rows

    def to_pandas(self) -> pd.DataFrame:
        """The rows for pandas; EconomyError where pandas is not installed."""
        try:
            import pandas as pd  # noqa: F401, PLC0415 - an extra; pyarrow would say it less clearly
        except ImportError:
            raise EconomyError(_NOT_THERE.format("pandas")) from None
        return self.rows.to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """The rows for polars; EconomyError where polars is not installed."""
        try:
            import polars as pl  # noqa: PLC0415 - an extra
        except ImportError:
            raise EconomyError(_NOT_THERE.format("polars")) from None
        return pl.DataFrame(self.rows)

    def write(self, path: str | Path) -> None:
        """Write ``path`` as its name ends: .csv, .csv.gz, .parquet or .json; never half a file.

        Parquet and JSON hold the provenance; beside a CSV lies ``<name>.provenance.json``.
        """
        path = Path(path)
        ending = next((one for one in _WRITERS if path.name.lower().endswith(one)), None)
        if ending is None:
            raise InputError(
                f"{path}: figures are not written in this form; end the name in "
                f"{', '.join(_WRITERS)}"
            )
        try:
            _in_place(path, lambda beside: _WRITERS[ending](self, beside))
            if ending.startswith(".csv"):
                told = path.with_name(path.name + ".provenance.json")
                _in_place(told, lambda beside: _dump(self.provenance.as_json(), beside))
        except OSError as error:
            raise EconomyError(f"{path}: cannot be written: {error.strerror or error}") from error


class Frame(Protocol):
    """A table of another library that hands its rows to Arrow: a data frame of pandas or polars."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...


Rows: TypeAlias = Table | pa.Table | Frame
"""What figures are made from: rows with their provenance, or bare rows of Arrow, pandas or polars."""


def table_of(rows: Rows) -> Table:
    """The rows with their provenance; bare ones are counted as read, and of no known source."""
    if isinstance(rows, Table):
        return rows
    bare = rows if isinstance(rows, pa.Table) else pa.table(rows)
    return Table(bare, Provenance("", rows_read=bare.num_rows, rows_used=bare.num_rows))


_NOT_THERE = "{0} is not installed here: install 'chancery[{0}]', or take the rows by to_arrow()"


def read_provenance(path: Path) -> Provenance | None:
    """What a Parquet file of ours says of its figures; None in a file from elsewhere."""
    told = (parquet.read_schema(path).metadata or {}).get(KEY)
    return Provenance.from_json(json.loads(told)) if told else None


def _in_place(path: Path, write: Callable[[Path], None]) -> None:
    """Written beside, then renamed in: a reader sees the old file or the whole new one."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    beside = Path(name)
    try:
        write(beside)
        beside.chmod(0o644)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _dump(told: object, path: Path) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _write_csv(table: Table, path: Path) -> None:
    csv.write_csv(table.rows, path)


def _write_csv_gz(table: Table, path: Path) -> None:
    with pa.CompressedOutputStream(pa.OSFile(str(path), "wb"), "gzip") as stream:
        csv.write_csv(table.rows, stream)


def _write_parquet(table: Table, path: Path) -> None:
    told = json.dumps(table.provenance.as_json(), ensure_ascii=False).encode()
    metadata = {**(table.rows.schema.metadata or {}), KEY: told}
    parquet.write_table(table.rows.replace_schema_metadata(metadata), path, compression="zstd")


def _write_json(table: Table, path: Path) -> None:
    _dump({"rows": table.rows.to_pylist(), "provenance": table.provenance.as_json()}, path)


_WRITERS: dict[str, Callable[[Table, Path], None]] = {
    ".csv": _write_csv,
    ".csv.gz": _write_csv_gz,
    ".parquet": _write_parquet,
    ".json": _write_json,
}
