"""Results kept by what they were made from: the same files and options are not worked out twice."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from chancery import __version__
from chancery.economy.tables import Option, Source, Table, read_provenance


def default_folder() -> Path:
    """Where results are kept between runs: the person's own cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "chancery" / "economy"


def cached(
    name: str,
    sources: Iterable[Source | str],
    options: Mapping[str, Option],
    make: Callable[[], Table],
    *,
    folder: Path | None,
) -> Table:
    """The table that ``make`` makes, or the same one kept from before.

    ``name`` is the method; together with Chancery's version, the content hash of each source (or a
    hash given as a text) and every option it is the key. ``folder`` None keeps nothing. A kept
    result that cannot be read is made again; one that cannot be kept is still returned.
    """
    if folder is None:
        return make()
    hashes = [one if isinstance(one, str) else one.sha256 for one in sources]
    told = json.dumps([name, __version__, hashes, options], sort_keys=True, ensure_ascii=False)
    path = folder / f"{name}-{hashlib.sha256(told.encode()).hexdigest()[:32]}.parquet"
    kept = _kept(path)
    if kept is None:
        kept = make()
        with suppress(OSError, pa.ArrowException):
            path.parent.mkdir(parents=True, exist_ok=True)
            kept.write(path)
    return kept


def _kept(path: Path) -> Table | None:
    try:
        provenance = read_provenance(path)
        return Table(parquet.read_table(path), provenance) if provenance else None
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
        return None
