"""Answers kept by what they were made from: the same files and options are not worked out twice."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from chancery import __version__
from chancery.economy.errors import EconomyError
from chancery.economy.tables import Table, read_provenance

AT_MOST = 2 * 2**30
"""Bytes that kept answers may take together; those not asked for longest are thrown away."""
_TOLD = "told.json"
_ENDING = ".parquet"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found: tables by name, and what else is ``told`` (plain values, as JSON knows them).

    ``kept_on`` is the day it was worked out, where it was not worked out just now.
    """

    tables: Mapping[str, Table]
    told: Mapping[str, Any] = field(default_factory=dict)
    kept_on: date | None = None


def default_folder() -> Path:
    """Where answers are kept between runs: the person's own cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "chancery" / "economy"


def kept(
    method: str,
    inputs: Iterable[str],
    options: Mapping[str, Any],
    make: Callable[[], Answer],
    *,
    folder: Path | None,
    at_most: int = AT_MOST,
) -> Answer:
    """The answer that ``make`` gives, or the same one kept from before.

    The key is the method, the SHA-256 of each input, every option, and the code of this library: a
    correction of ours makes old answers unknown. ``folder`` None keeps nothing. A kept answer that
    cannot be read is made again; one that cannot be kept (a full disk) is still returned.
    """
    if folder is None:
        return make()
    key = json.dumps([method, _code(), list(inputs), options], sort_keys=True, default=_plain)
    place = folder / f"{method}-{hashlib.sha256(key.encode()).hexdigest()[:32]}"
    answer = _read(place)
    if answer is None:
        answer = make()
        with suppress(OSError, EconomyError, pa.ArrowException):
            _keep(answer, place)
            _throw_away(folder, at_most)
    return answer


@cache
def _code() -> str:
    """What the figures are worked out by: Chancery's version and every file of this library, its tables too."""
    told = hashlib.sha256(__version__.encode())
    here = Path(__file__).parent
    for path in sorted(here.rglob("*")):
        if not path.is_file() or path.parent.name == "__pycache__":
            continue
        told.update(path.relative_to(here).as_posix().encode())
        told.update(path.read_bytes())
    return told.hexdigest()


def _plain(option: object) -> object:
    """Sets and paths among the options, in a form that is always the same."""
    return sorted(option) if isinstance(option, frozenset) else str(option)


def _read(place: Path) -> Answer | None:
    """The answer kept at a place, which is marked as asked for just now; None where none can be read."""
    try:
        told = json.loads((place / _TOLD).read_text("utf-8"))
        tables = {name: _table(place / f"{number}{_ENDING}") for number, name in told["tables"]}
        answer = Answer(tables, told["told"], date.fromisoformat(told["kept_on"]))
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
        return None
    with suppress(OSError):
        os.utime(place)
    return answer


def _table(path: Path) -> Table:
    provenance = read_provenance(path)
    if provenance is None:
        raise ValueError(f"{path}: no figures of ours")
    return Table(parquet.read_table(path), provenance)


def _keep(answer: Answer, place: Path) -> None:
    """Write the answer beside its place and put it there whole; what stood there broken goes."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".new-", dir=place.parent))
    try:
        names = list(enumerate(answer.tables))
        for number, name in names:
            answer.tables[name].write(beside / f"{number}{_ENDING}")
        today = datetime.now(UTC).astimezone().date().isoformat()
        told = {"tables": names, "told": answer.told, "kept_on": today}
        (beside / _TOLD).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        shutil.rmtree(place, ignore_errors=True)
        beside.rename(place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _throw_away(folder: Path, at_most: int) -> None:
    """The answers that were not asked for longest go, until the others fit; the newest stays."""
    places = sorted(
        (place for place in folder.iterdir() if place.is_dir() and not place.name.startswith(".")),
        key=lambda place: place.stat().st_mtime,
        reverse=True,
    )
    taken = 0
    for number, place in enumerate(places):
        taken += sum(one.stat().st_size for one in place.iterdir())
        if number and taken > at_most:
            shutil.rmtree(place, ignore_errors=True)
