"""Files of flows into a store: each table staged, counted, built into parts; then all at once."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from chancery.economy.engine import MEMORY, Database, connect
from chancery.economy.errors import InputError
from chancery.economy.files import told_plainly
from chancery.economy.store.census import Census, gaps, take_census
from chancery.economy.store.inputs import Packed, packed
from chancery.economy.store.layout import ColumnsError
from chancery.economy.store.manifest import Brought, Manifest, Part
from chancery.economy.store.options import Options
from chancery.economy.store.parts import Bringing, Written, write_part
from chancery.economy.store.staging import first_row, prepare, stage
from chancery.economy.store.staging_sql import NEGATIVE
from chancery.economy.store.writing import Writer, writing
from chancery.economy.whole import Whole
from chancery.lib.progress import tell

TAKEN, HELD, ASIDE = "taken", "held already", "left aside"
_STEPS = 100
_STAGED = 0.6
"""How much of the work on a table is over when it is read."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one table: ``state`` is TAKEN, HELD or ASIDE (a table that holds no flows).

    ``replaced`` says which flows gave way, ``notes`` what else a person should know.
    """

    name: str
    state: str
    brought: Brought | None = None
    replaced: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ingested:
    """All tables of one turn. Rows left out are counted by reason."""

    tables: tuple[Taken, ...]
    notes: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def _counted(self) -> Iterator[Brought]:
        return (one.brought for one in self.tables if one.brought and one.state == TAKEN)

    @property
    def rows_read(self) -> int:
        """Rows of the tables that were taken."""
        return sum(one.rows_read for one in self._counted)

    @property
    def rows_used(self) -> int:
        """Rows that are in the store by it."""
        return sum(one.rows_used for one in self._counted)

    @property
    def rows_apart(self) -> int:
        """Of those, flows with groups and remainders."""
        return sum(one.rows_apart for one in self._counted)

    @property
    def dropped(self) -> dict[str, int]:
        """Rows that are not, by reason; rows_read = rows_used + their sum."""
        return _together(one.dropped for one in self._counted)

    @property
    def set_aside(self) -> dict[str, int]:
        """Quantities that are not kept, by reason."""
        return _together(one.set_aside for one in self._counted)


def _together(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Sums by reason, the largest first."""
    told: Counter[str] = Counter()
    for one in counts:
        told.update(one)
    return dict(sorted(told.items(), key=lambda item: (-item[1], item[0])))


@dataclass
class _Turn:
    """One turn of bringing in: what the store will hold after it, and how far it is."""

    database: Database
    writer: Writer
    options: Options
    manifest: Manifest
    of: int
    done: int = 0
    prepared: bool = False
    fresh: tuple[str, ...] = ()
    """Tables of this turn: they stand beside each other, none takes another's place."""

    def prepare(self) -> None:
        """The small tables that rows are joined with, before the first file that is read."""
        if not self.prepared:
            prepare(self.database)
            self.prepared = True

    def tell(self, part: float) -> None:
        """So much of the current file is done, from 0 to 1."""
        tell(int((self.done + part) * _STEPS), self.of * _STEPS)


def ingest(
    files: Sequence[Path],
    folder: Path,
    options: Options,
    *,
    again: bool = False,
    dry_run: bool = False,
    memory: str = MEMORY,
) -> Ingested:
    """Bring the flows of ``files`` into the store in ``folder``, all of them or none.

    A file whose content the store holds already under the same options is not read, unless
    ``again``. ``dry_run`` does everything but swap the result in. Raises InputError for what is
    wrong with a file, StoreError where somebody else writes, EconomyError where the disk is full.
    """
    with _folder_for(folder, dry_run) as there, writing(there) as writer:
        with connect(memory) as database:
            turn = _Turn(database, writer, options, writer.manifest, of=len(files))
            taken = [one for path in files for one in _file(turn, path, again)]
        if not dry_run and any(one.state == TAKEN for one in taken):
            writer.commit(turn.manifest)
    return Ingested(tuple(taken), tuple(missing_years(turn.manifest, options.source)), dry_run)


@contextmanager
def _folder_for(folder: Path, dry_run: bool) -> Iterator[Path]:
    """The store; where there is none yet and nothing is to be kept, one that goes again."""
    if dry_run and not folder.exists():
        with TemporaryDirectory(prefix="chancery-dry-") as other:
            yield Path(other)
    else:
        yield folder


def _file(turn: _Turn, path: Path, again: bool) -> Iterator[Taken]:
    """What becomes of the tables of one file."""
    with packed(path) as file:
        if not again and _is_held(file.sha256, turn):
            yield Taken(str(path), HELD, notes=("the store holds this file already",))
        else:
            turn.prepare()
            yield from _tables(turn, file)
    turn.done += 1
    turn.tell(0)


def _is_held(sha256: str, turn: _Turn) -> bool:
    """Whether all flows of a file with this content, so understood, are in the store still."""
    told = turn.options.as_json()
    same = [b for b in turn.manifest.brought if (b.sha256, dict(b.options)) == (sha256, told)]
    return bool(same) and all(turn.manifest.holds(one.id) for one in same)


def _tables(turn: _Turn, file: Packed) -> Iterator[Taken]:
    """Each table of a file; lists of codes and notes that lie in a zip beside flows are left aside."""
    asides: list[Taken] = []
    for number, name in enumerate(file.tables):
        turn.tell(number / len(file.tables))
        try:
            with file.opened(name) as table:
                stage(turn.database, table, turn.options)
                turn.tell((number + _STAGED) / len(file.tables))
                taken = _table(turn, name, file.sha256)
                notes = (*_may_be_cut(table), *_negative(turn, table, taken))
        except ColumnsError as error:
            if len(file.tables) == 1:
                raise
            asides.append(Taken(name, ASIDE, notes=(str(error),)))
            continue
        yield replace(taken, notes=notes)
    if len(asides) == len(file.tables):
        raise InputError(f"{file.path}: no table in it holds flows: {asides[0].notes[0]}")
    yield from asides


def _may_be_cut(table: Whole) -> tuple[str, ...]:
    """A plain CSV that does not end its last line may have been cut there: nothing else shows it."""
    with table.path.open("rb") as stream:
        packed_up = table.is_parquet or stream.read(2) == b"\x1f\x8b"
        stream.seek(-1, 2)
        if packed_up or stream.read() in (b"\n", b"\r", b"\x00"):
            return ()
    return ("the last line has no end: look whether the file was cut off there",)


def _table(turn: _Turn, name: str, sha256: str) -> Taken:
    """What is staged, into parts."""
    options = turn.options
    census = take_census(turn.database, file=name, level=options.level)
    if not census.rows_read:
        raise InputError(f"{name}: it has columns and no rows")
    if not census.rows_used:
        told = ", ".join(f"{reason} ({rows:,})" for reason, rows in census.dropped.items())
        raise InputError(f"{name}: none of its {census.rows_read:,} rows can be used: {told}")
    bringing = Bringing(table_id(name, sha256, options), name, options, turn.fresh)
    before = turn.manifest
    written = [
        write_part(turn.database, turn.writer, bringing, cell, before.part(options.source, cell))
        for cell in sorted(census.used)
    ]
    brought = brought_by(bringing, sha256, census, tuple(one.part for one in written))
    turn.manifest = before.with_parts(tuple(one.part for one in written), (brought,))
    turn.fresh = (*turn.fresh, bringing.id)
    return Taken(name, TAKEN, brought, tuple(_gave_way(written)))


def table_id(name: str, sha256: str, options: Options) -> str:
    """The same for the same table of the same file, understood in the same way."""
    told = json.dumps([Path(name).name, sha256, options.source, options.as_json()])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def brought_by(bringing: Bringing, sha256: str, census: Census, parts: Sequence[Part]) -> Brought:
    """What the manifest says of a table, by the parts that its rows went into."""
    options = bringing.options
    used = sum(part.rows_of.get(bringing.id, 0) for part in parts)
    apart = sum(part.rows_of.get(bringing.id, 0) for part in parts if part.cell.apart)
    dropped = dict(census.dropped)
    if again := census.rows_used - used:
        dropped[f"the same flow again ({_WITH_DOUBLED[options.duplicates]})"] = again
    return Brought(
        id=bringing.id,
        name=Path(bringing.name).name,
        sha256=sha256,
        source=options.source,
        retrieved_on=options.retrieved_on.isoformat(),
        brought_at=datetime.now(UTC).isoformat(timespec="seconds"),
        options=options.as_json(),
        rows_read=census.rows_read,
        rows_used=used,
        rows_apart=apart,
        years=census.years,
        dropped=dropped,
        set_aside=census.set_aside,
    )


_WITH_DOUBLED = {"sum": "summed into one", "first": "the first is kept"}


def _gave_way(written: Sequence[Written]) -> Iterator[str]:
    for one in written:
        if one.replaced_rows:
            cell = one.part.cell
            yield f"{one.replaced_rows:,} rows of {cell.goods}, {cell.year}"


def _negative(turn: _Turn, table: Whole, taken: Taken) -> tuple[str, ...]:
    """Where the first value below zero stands, if one does."""
    if taken.brought is None or NEGATIVE not in taken.brought.dropped:
        return ()
    with told_plainly(table):
        found = first_row(turn.database, "value", "try_cast(value as double) < 0")
    if found is None:
        return ()
    return (f"values are negative, the first ({found[1]}) in row {found[0]:,} of the data",)


def missing_years(manifest: Manifest, source: str) -> Iterator[str]:
    """Years that the store lacks between others of the same source and goods."""
    years: dict[str, set[int]] = {}
    for part in manifest.parts:
        if part.source == source and not part.cell.apart:
            years.setdefault(part.cell.goods, set()).add(part.cell.year)
    for goods, there in years.items():
        if missing := ", ".join(gaps(tuple(sorted(there)))):
            yield f"{source}, {goods}: no flows of {missing}"
