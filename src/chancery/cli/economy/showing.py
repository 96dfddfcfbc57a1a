"""What the commands of ``economy`` share: options, a bar while they work, tables for people."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import click

from chancery.economy.tables import Provenance
from chancery.lib.progress import listening

_QUIET = 2.0
"""Seconds after which a person wants to see that something goes on."""


class Years(click.ParamType[frozenset[int]]):
    """``2018-2022,2024``: years and spans of years."""

    name = "years"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[int]:
        """The years meant; wrong usage where they cannot be read."""
        if isinstance(value, frozenset):
            return value
        found: set[int] = set()
        for part in str(value).split(","):
            first, _, last = part.strip().partition("-")
            if not first.isdecimal() or not (last or first).isdecimal():
                self.fail(f"{part!r} is neither a year nor a span such as 2018-2022", param, ctx)
            found.update(range(int(first), int(last or first) + 1))
        return frozenset(found)


class Level(click.ParamType[int | str]):
    """``6``: digits of product codes; ``mixed``: codes of several lengths, as they stand."""

    name = "2|4|6|mixed"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | str:
        """The level; wrong usage where it is none."""
        if str(value) == "mixed":
            return "mixed"
        if not str(value).isdecimal():
            self.fail(f"{value!r} is neither a number of digits nor mixed", param, ctx)
        return int(value)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What may stand there, in the help."""
        return self.name


@contextmanager
def working(label: str) -> Iterator[None]:
    """A bar on the terminal's stderr for what is told of the work inside, once it takes long."""
    if not sys.stderr.isatty():
        yield
        return
    bar = _Bar(label)
    try:
        with listening(bar):
            yield
    finally:
        bar.close()


class _Bar:
    def __init__(self, label: str) -> None:
        self._label, self._since = label, time.monotonic()
        self._bar: Any = None

    def __call__(self, done: int, of: int) -> None:
        if self._bar is None:
            if time.monotonic() - self._since < _QUIET:
                return
            self._bar = click.progressbar(length=of, label=self._label, file=sys.stderr)
        self._bar.length = of
        self._bar.update(done - self._bar.pos)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns under their heads, numbers to the right; what is missing is a dash."""
    digits = [_digits([row[place] for row in rows]) for place in range(len(heads))]
    cells = [[_shown(cell, left) for cell, left in zip(row, digits, strict=True)] for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    right = [
        any(isinstance(row[place], int | float) for row in rows) for place in range(len(heads))
    ]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in [list(heads), *cells]
    )


def _digits(column: Sequence[object]) -> int:
    """So many decimals: none among millions, one among thousands, four among shares and ratios."""
    most = max((abs(cell) for cell in column if isinstance(cell, float)), default=0.0)
    if most >= 1e6:
        return 0
    return 1 if most >= 1e3 else 4


def _shown(cell: object, digits: int) -> str:
    if cell is None:
        return "–"
    return f"{cell:,.{digits}f}" if isinstance(cell, float) else str(cell)


def counts(provenance: Provenance) -> dict[str, Any]:
    """What every answer in JSON says of its rows: nothing is dropped silently."""
    return {
        "rows_read": provenance.rows_read,
        "rows_used": provenance.rows_used,
        "dropped": dict(provenance.dropped),
    }


def tell_counts(provenance: Provenance) -> None:
    """The same and the notes, for people, on stderr."""
    click.echo(
        f"{provenance.rows_used:,} of {provenance.rows_read:,} rows used{_because(provenance.dropped)}",
        err=True,
    )
    for note in provenance.notes:
        click.echo(f"Note: {note}", err=True)


def _because(dropped: Mapping[str, int]) -> str:
    told = ", ".join(f"{number:,} left out: {reason}" for reason, number in dropped.items())
    return f"; {told}" if told else ""
