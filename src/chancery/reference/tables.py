"""Reading a pack's CSV tables: known columns only, every cell checked, every error at its line."""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chancery.reference.errors import PackError, at

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, and where it stands so that an error can say so."""

    file: Path
    number: int
    cells: Mapping[str, str]

    def wrong(self, cause: str, remedy: str) -> PackError:
        """The error to raise when this row cannot be used."""
        return at(self.file, self.number, cause, remedy)

    def over(self, below: "Line") -> "Line":
        """This row with its empty cells taken from a row of the pack it builds on."""
        filled = {name: value for name, value in self.cells.items() if value}
        return Line(self.file, self.number, {**below.cells, **filled})

    def text(self, column: str) -> str:
        """The cell without the spaces around it; "" where the column is absent."""
        return self.cells.get(column, "")

    def need(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not (value := self.text(column)):
            raise self.wrong(f"column {column} is empty", "fill it in")
        return value

    def items(self, column: str) -> tuple[str, ...]:
        """A cell that holds several values separated by `|`."""
        value = self.text(column)
        return tuple(part.strip() for part in value.split("|") if part.strip()) if value else ()

    def day(self, column: str) -> str:
        """An ISO day, month or year; "" stays ""."""
        value = self.text(column)
        if value and not is_day(value):
            raise self.wrong(
                f"{column} is not a date: {value}", "write YYYY, YYYY-MM or YYYY-MM-DD"
            )
        return value

    def period(self) -> tuple[str, str]:
        """The columns start and end, in order."""
        start, end = self.day("start"), self.day("end")
        if start and end and end[: len(start)] < start[: len(end)]:
            raise self.wrong(f"it ends ({end}) before it starts ({start})", "correct one of them")
        return start, end

    def whole(self, column: str) -> int:
        """A whole number."""
        value = self.need(column)
        if not value.isdecimal():
            raise self.wrong(f"{column} is not a whole number: {value}", "write digits only")
        return int(value)

    def choice(self, column: str, allowed: Collection[str]) -> str:
        """A value out of a closed list."""
        value = self.need(column)
        if value not in allowed:
            raise self.wrong(f"{column} is {value}", f"write one of: {', '.join(sorted(allowed))}")
        return value

    def known(self, column: str, value: str, rows: Collection[str], table: str) -> str:
        """A reference: the value must be a key of another table; "" refers to nothing."""
        if value and value not in rows:
            raise self.wrong(
                f"{column} {value} is not known", f"correct it or add it to {table}.csv"
            )
        return value

    def trust(self) -> tuple[str, bool]:
        """The columns source and verified, which no row may lack."""
        verified = self.need("verified")
        if verified not in _BOOLEANS:
            raise self.wrong(f"verified is {verified}", "write true or false")
        return self.need("source"), _BOOLEANS[verified]


def is_day(value: str) -> bool:
    """Whether the text is a day, month or year of the calendar in ISO form."""
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def read_table(file: Path, columns: tuple[str, ...]) -> Iterator[Line]:
    """The rows of a table; an absent file is an empty table, an unknown column an error."""
    if not file.is_file():
        return
    with file.open(encoding="utf-8-sig", newline="") as stream:
        yield from _lines(file, csv.reader(stream, strict=True), columns)


def _lines(file: Path, rows: Iterator[list[str]], columns: tuple[str, ...]) -> Iterator[Line]:
    try:
        header = _header(file, next(rows, []), columns)
        number = 2
        for row in rows:
            if row:
                yield _line(file, number, header, row)
            number = rows.line_num + 1  # type: ignore[attr-defined]  # csv.reader has it
    except (csv.Error, UnicodeDecodeError) as error:
        raise at(file, 0, f"it is not a CSV file in UTF-8 ({error})", "save it as such") from error


def _header(file: Path, header: list[str], columns: tuple[str, ...]) -> list[str]:
    unknown = [name for name in header if name not in columns]
    if unknown or not header:
        cause = f"unknown column {unknown[0]}" if unknown else "it has no header"
        raise at(file, 1, cause, f"the columns are: {', '.join(columns)}")
    return header


def _line(file: Path, number: int, header: list[str], row: list[str]) -> Line:
    if len(row) != len(header):
        raise at(
            file,
            number,
            f"{len(row)} cells under {len(header)} columns",
            "put a comma for each empty cell and quotes around a cell with a comma in it",
        )
    return Line(file, number, dict(zip(header, map(str.strip, row), strict=True)))


def merged(lines: Iterable[Line], key: Callable[[Line], str]) -> dict[str, Line]:
    """Rows by key: a pack's row fills in or replaces that of the pack it builds on.

    An empty cell keeps what the row below says. The same key twice in one file is an error.
    """
    found: dict[str, Line] = {}
    for line in lines:
        name = key(line)
        below = found.get(name)
        if below and below.file == line.file:
            raise line.wrong(f"{name} stands already in line {below.number}", "remove one of them")
        found[name] = line.over(below) if below else line
    return found
