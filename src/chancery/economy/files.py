"""Columns of any CSV, packed CSV, Parquet or zip, as numbers and names ready to be worked with."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from chancery.economy.engine import MEMORY, Database, DatabaseError, connect, literal, quoted
from chancery.economy.errors import InputError
from chancery.economy.sql import Expression, expression
from chancery.economy.tables import Source
from chancery.economy.whole import Whole, whole

EXCLUDED = "excluded by --where"
_MISSING = ("", "NA", "N/A", "NaN", "nan", "NULL", "null", ".", "..")
"""What publishers write where a figure is missing (World Bank: two points)."""
_AT_LINE = re.compile(r"CSV Error on Line: (\d+)")
_FIELDS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows that may be used, where they come from, and how many were left out for which reason."""

    rows: pa.Table
    source: Source
    rows_read: int
    dropped: dict[str, int]


def read_columns(
    path: str | Path,
    columns: Mapping[str, str],
    *,
    where: str | None = None,
    text: Collection[str] = (),
    memory: str = MEMORY,
) -> Columns:
    """Read what ``columns`` asks for: our name of a column -> the file's column or an expression.

    Columns named in ``text`` come as strings, just as the file writes them (codes keep their
    leading zeros); all others as 64-bit floats. A row is left out and counted where ``where`` does
    not hold, where a column it needs is missing, or where an expression is not a finite number
    (``log(dist) is not finite``). Raises InputError for an unreadable file, an unknown column, or
    text where numbers must stand.
    """
    path = Path(path)
    with whole(path) as file, connect(memory) as database:
        there = view(database, file)
        asked = {
            name: expression(given, there, what=f"{path}: {name}", database=database)
            for name, given in columns.items()
        }
        asked |= {name: _as_written(one) for name, one in asked.items() if name in text}
        condition = _condition(where, there, path, database)
        with told_plainly(file):
            database.execute(_loading([*asked.values(), *([condition] if condition else [])]))
            _check_numbers(database, asked.values(), there, file)
            database.execute(_checking(asked, condition, frozenset(text)))
            for key in (one for name, one in asked.items() if name in text):
                _check_key(database, key, condition, file)
            return _taken(database, file, list(asked))


def view(database: Database, file: Whole, text: Collection[str] = ()) -> dict[str, str]:
    """Make ``input`` stand for the file in ``database``; its columns with their types.

    A column is a number where all that is written in it is one, but for what publishers write where a
    figure is missing. Those named in ``text`` stay as they are written ("NA" is Namibia there), as
    does ``written(name)`` of each column.
    """
    if file.is_parquet:
        source = f"read_parquet({literal(str(file.path))})"
        types = dict.fromkeys(text, "VARCHAR")
    else:
        source = _csv(file, nothing=_MISSING)
    with told_plainly(file):
        there = _described(database, source)
        if not file.is_parquet:
            source, types = _csv(file, nothing=("",), plain=True), there
        types = {**types, **{name: "VARCHAR" for name in there if name in text}}
        cells = ", ".join(_cell(name, types.get(name), file) for name in there)
        database.execute(f"create or replace temp view input as select {cells} from {source}")
    return {**there, **types}


def written(name: str) -> str:
    """The name of the column of ``input`` that holds a column just as the file writes it."""
    return f"chancery:written {name}"


def _cell(name: str, kind: str | None, file: Whole) -> str:
    """A column under its name as its kind, and as it is written."""
    own, beside = quoted(name), quoted(written(name))
    if kind is None or (kind == "VARCHAR" and not file.is_parquet):
        typed = own
    elif kind == "VARCHAR":
        typed = f"cast({own} as varchar)"
    else:
        missing = ", ".join(map(literal, _MISSING))
        typed = f"case when {own} not in ({missing}) then try_cast({own} as {kind}) end"
    return f"{typed} as {own}, cast({own} as varchar) as {beside}"


def _loading(asked: Iterable[Expression]) -> str:
    """The file is gone through once: what is asked of it stays in the database, or beside it."""
    names = dict.fromkeys(name for one in asked for name in one.columns)
    cells = [quoted(cell) for name in names for cell in (name, written(name))]
    return f"create or replace temp table loaded as select {', '.join(cells) or '1'} from input"


def _as_written(asked: Expression) -> Expression:
    if not asked.is_column:
        return asked
    return replace(asked, sql=quoted(written(asked.columns[0])))


def _csv(file: Whole, *, nothing: Collection[str], plain: bool = False) -> str:
    """The file as a table; ``plain``: every column just as it is written."""
    missing = ", ".join(map(literal, nothing))
    packed = "gzip" if _is_packed(file.path) else "none"
    return (
        f"read_csv({literal(str(file.path))}, header = true, nullstr = [{missing}], "
        f"encoding = {literal(file.encoding)}, compression = {literal(packed)}, "
        f"all_varchar = {'true' if plain else 'false'})"
    )


def _is_packed(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def _described(database: Database, source: str) -> dict[str, str]:
    rows = database.execute(f"describe select * from {source}").fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


def _condition(
    where: str | None, there: Collection[str], path: Path, database: Database
) -> Expression | None:
    if where is None or not where.strip():
        return None
    return expression(where, there, what=f"{path}: --where", database=database)


def _check_numbers(
    database: Database, asked: Iterable[Expression], there: Mapping[str, str], file: Whole
) -> None:
    """Refuse text where a number must stand, with the first value that is none.

    A column of text asked for as a number, and a column that began with numbers and goes on with text.
    """
    columns = dict.fromkeys(
        name for one in asked for name in one.columns if one.sql != quoted(written(name))
    )
    plain = {one.columns[0] for one in asked if one.is_column}
    for name in columns:
        if there[name] == "VARCHAR" and name not in plain:
            continue  # text inside an expression, which says itself whether it can be
        if file.is_parquet and there[name] != "VARCHAR":
            continue
        _check_column(database, name, there[name], file)


def _check_column(database: Database, name: str, kind: str, file: Whole) -> None:
    missing = ", ".join(map(literal, _MISSING))
    wanted = "double" if kind == "VARCHAR" else kind
    row = database.execute(
        f"select nr, given from (select {quoted(written(name))} as given, row_number() over () as nr "
        f"from loaded) where given is not null and given not in ({missing}) "
        f"and try_cast(given as {wanted}) is null limit 1"
    ).fetchone()
    if row is not None:
        comma = "; write decimals with a point" if re.fullmatch(r"-?\d+,\d+", row[1]) else ""
        raise InputError(
            f"{file.name}: row {row[0]:,} of the data, column {name!r}: "
            f"{_short(row[1])} is not a number{comma}"
        )


def _check_key(
    database: Database, key: Expression, condition: Expression | None, file: Whole
) -> None:
    """Refuse an expression for a key that has text in one case and a number in another.

    The database makes a number of both; where the text is none, the rows would be lost as missing.
    """
    if key.is_column:
        return
    wanted = f"coalesce(try({condition.sql}), false)" if condition else "true"
    lost = f"select {key.sql} from loaded where {wanted} and try({key.sql}) is null"
    try:
        database.execute(lost).fetchall()
    except DatabaseError as error:
        if "Could not convert" in str(error):
            raise InputError(
                f"{file.name}: {key.given!r} mixes text with numbers; write the number as text, "
                f"as cast(id as varchar), or a number in both cases"
            ) from error


def _checking(
    asked: Mapping[str, Expression], condition: Expression | None, text: frozenset[str]
) -> str:
    """Each row's columns with why it is left out, or no reason."""
    cells = {name: quoted(f"chancery:{number}") for number, name in enumerate(asked)}
    values = ", ".join(
        f"try(cast({one.sql} as {'varchar' if name in text else 'double'})) as {cells[name]}"
        for name, one in asked.items()
    )
    why = list(_reasons(asked, cells, condition, text))
    case = " ".join(f"when {test} then {literal(reason)}" for test, reason in why)
    named = ", ".join(f"{cells[name]} as {quoted(name)}" for name in asked)
    return (
        f"create or replace temp table checked as select {named}, case {case} end as "
        f"{_LEFT_OUT} from (select *, {values} from loaded)"
    )


_LEFT_OUT = quoted("chancery:left out")


def _reasons(
    asked: Mapping[str, Expression],
    cells: Mapping[str, str],
    condition: Expression | None,
    text: frozenset[str],
) -> Iterator[tuple[str, str]]:
    """Tests in the order in which they are asked, each with what is said of a row it holds for."""
    if condition is not None:
        yield f"not coalesce(try({condition.sql}), false)", EXCLUDED
    for name, one in asked.items():
        if name in text:
            yield f"{cells[name]} is null", f"{one.given} is missing"
            continue
        for column in one.needed:
            yield f"{quoted(column)} is null", f"{column} is missing"
        yield f"not coalesce(isfinite({cells[name]}), false)", f"{one.given} is not finite"


def _taken(database: Database, file: Whole, names: list[str]) -> Columns:
    counted = database.execute(
        f"select {_LEFT_OUT}, count(*) from checked group by 1 order by 2 desc, 1"
    ).fetchall()
    rows = database.execute(
        f"select {', '.join(map(quoted, names))} from checked where {_LEFT_OUT} is null"
    ).to_arrow_table()
    read = sum(number for _, number in counted)
    dropped = {reason: number for reason, number in counted if reason is not None}
    source = Source(Path(file.name).name, file.sha256, read)
    return Columns(rows, source, read, dropped)


@contextmanager
def told_plainly(file: Whole) -> Iterator[None]:
    """Turn what the database says of a file into one line: the file, the place, cause, remedy."""
    try:
        yield
    except DatabaseError as error:
        raise InputError(f"{file.name}: {_plainly(str(error))}") from error


def _plainly(said: str) -> str:
    line = _AT_LINE.search(said)
    place = f"line {int(line[1]):,}: " if line else ""
    if fields := _FIELDS.search(said):
        return (
            f"{place}{fields[2]} columns where {fields[1]} are expected; "
            f"the file is cut off there, or a separator stands inside a value without quotes"
        )
    if "Invalid unicode" in said or "not utf-8" in said:
        return f"{place}the letters are not UTF-8; save the file as CSV UTF-8"
    if "No function matches" in said:
        return f"an expression takes text for a number: {said.splitlines()[0].split(': ', 1)[-1]}"
    if "Out of Memory" in said:
        return f"needs more memory than the {MEMORY} it may take, and the disk to spill to is full"
    return place + said.splitlines()[0].split(": ", 1)[-1]


def _short(value: str) -> str:
    return repr(value if len(value) <= 40 else value[:39] + "…")
