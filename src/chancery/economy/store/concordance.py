"""Tables that lead from the codes of one classification to those of another, and chains of them.

Convention: where a code is split over several, its value goes to them in equal shares, unless the
table brings weights. The shares of one code sum to one, so the value of all flows is kept. A table
may be walked backwards (the same pairs, shares anew over the other side).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path

import pyarrow as pa

from chancery.economy.engine import connect
from chancery.economy.errors import InputError
from chancery.economy.files import read_columns, view
from chancery.economy.store.classifications import KNOWN, Classification, steps_apart
from chancery.economy.tables import Provenance, Table
from chancery.economy.whole import whole

PUBLISHED_AT = "https://unstats.un.org/unsd/classifications/Econ (HS correspondence tables)"
_NORMAL = "regexp_replace({}, '[^0-9A-Za-z]', '', 'g')"


@dataclass(frozen=True, slots=True)
class Step:
    """From one classification to another by a table; ``backwards`` against its direction."""

    start: Classification
    end: Classification
    backwards: bool = False

    @property
    def table(self) -> tuple[str, str]:
        """The names of the table that this step walks, in the table's own direction."""
        names = self.start.name, self.end.name
        return names[::-1] if self.backwards else names


def read_concordance(
    path: Path, start: Classification, end: Classification, columns: Mapping[str, str]
) -> Table:
    """The pairs of a file: ``source`` and ``target`` codes with the ``share`` of the source's value.

    ``columns`` may name the file's columns for ``from``, ``to`` and ``weight``; those of the R
    package concordance (``HS5_6d``) and of plain headings (``HS17``, ``HS 2017``) are found without.
    InputError where a column is not found or a weight is no positive number.
    """
    asked = {"source": _column(path, start, columns.get("from"))}
    asked["target"] = _column(path, end, columns.get("to"))
    if "weight" in columns:
        asked["weight"] = columns["weight"]
    read = read_columns(path, asked, text=("source", "target"))
    with connect() as database:
        database.register("pairs", read.rows)
        weight = "weight" if "weight" in asked else "1.0"
        database.execute(
            f"create table shares as select {_NORMAL.format('source')} as source, "
            f"{_NORMAL.format('target')} as target, max({weight}) as weight from pairs group by 1, 2"
        )
        bad = database.execute("select source, weight from shares where weight <= 0").fetchone()
        if bad is not None:
            raise InputError(
                f"{path}: the weight of {bad[0]!r} is {bad[1]:g}; it must be positive"
            )
        shares = database.execute(
            "select source, target, weight / sum(weight) over (partition by source) as share "
            "from shares order by source, target"
        ).to_arrow_table()
    _check_codes(path, shares, start, end)
    dropped = {**read.dropped, "the same pair again": read.rows.num_rows - shares.num_rows}
    return Table(
        shares,
        Provenance(
            method="concordance",
            options={"from": start.name, "to": end.name, "weighted": "weight" in asked},
            sources=(read.source,),
            rows_read=read.rows_read,
            rows_used=shares.num_rows,
            dropped={reason: number for reason, number in dropped.items() if number},
        ),
    )


def _column(path: Path, one: Classification, given: str | None) -> str:
    """The column of a classification's codes: the one given, else the first usual name there is."""
    if given is not None:
        return given
    there = columns_of(path)
    number = one.comtrade[1:]
    usual = [one.name, one.comtrade, f"{one.family}{number}_{one.finest}d"]
    usual += [f"HS {one.year}", f"HS{one.year}", f"From {one.name}", f"To {one.name}"]
    found = next((name for name in usual if name in there), None)
    if found is None:
        raise InputError(
            f"{path}: which column holds the codes of {one.name}? It has "
            f"{', '.join(map(repr, there))}; name them with --columns from=...,to=..."
        )
    return found


def columns_of(path: Path) -> list[str]:
    """The columns that a table has."""
    with whole(path) as file, connect() as database:
        return list(view(database, file))


def _check_codes(path: Path, shares: pa.Table, start: Classification, end: Classification) -> None:
    for column, one in (("source", start), ("target", end)):
        longest = max((len(code) for code in shares[column].to_pylist()), default=0)
        if longest != one.finest:
            raise InputError(
                f"{path}: its codes of {one.name} have up to {longest} digits where "
                f"{one.finest} are expected; name another column, or another classification"
            )


def chain(
    start: Classification, end: Classification, held: Iterable[tuple[str, str]]
) -> tuple[Step, ...]:
    """The fewest steps from ``start`` to ``end`` over the tables held, backwards last of all.

    InputError where none lead there: it names the tables that are missing and who publishes them.
    """
    have = frozenset(held)
    steps = _walk(start, end, have)
    missing = [step for step in steps if step.table not in have]
    if missing:
        names = ", ".join(f"{step.table[0]} to {step.table[1]}" for step in missing)
        holds = ", ".join(f"{a} to {b}" for a, b in sorted(have)) or "none"
        raise InputError(
            f"no tables lead from {start.name} to {end.name}: missing is {names}, published by the "
            f"UN Statistics Division, {PUBLISHED_AT}; bring it in with "
            f"`chancery economy ingest --concordance FILE --from {missing[0].table[0]} "
            f"--to {missing[0].table[1]}`. Held: {holds}"
        )
    return steps


_BACKWARDS = 0.1
_NOT_HELD = 100.0
"""Costs of a step beyond the step itself: tables held come before any that must be fetched, and of
those the one that joins the nearest editions."""


def _walk(
    start: Classification, end: Classification, have: frozenset[tuple[str, str]]
) -> tuple[Step, ...]:
    """The cheapest walk from start to end over tables held and tables that are published."""
    queue: list[tuple[float, int, Classification, tuple[Step, ...]]] = [(0.0, 0, start, ())]
    seen: set[str] = set()
    pushed = 0
    while queue:
        cost, _, here, steps = heappop(queue)
        if here == end:
            return steps
        if here.name in seen:
            continue
        seen.add(here.name)
        if here != start and here.family != "HS":
            continue  # too broad to come back from: HS17 to SITC4 to HS12 would spread everything
        for step, more in _steps_from(here, have):
            pushed += 1
            heappush(queue, (cost + more, pushed, step.end, (*steps, step)))
    raise InputError(
        f"nobody publishes tables from {start.name} to {end.name}; name another classification"
    )


def _steps_from(
    here: Classification, have: frozenset[tuple[str, str]]
) -> Iterable[tuple[Step, float]]:
    for there in KNOWN:
        forward, backward = Step(here, there), Step(here, there, backwards=True)
        if there == here:
            continue
        if forward.table in have:
            yield forward, 1.0
        elif backward.table in have:
            yield backward, 1.0 + _BACKWARDS
        elif _is_published(here, there):
            yield forward, _NOT_HELD + 2 * steps_apart(here, there)
        elif _is_published(there, here):
            yield backward, _NOT_HELD + 2 * steps_apart(here, there) + _BACKWARDS


def _is_published(start: Classification, end: Classification) -> bool:
    """The UN Statistics Division leads each edition of the HS to earlier ones, SITC and BEC."""
    if start.family != "HS":
        return False
    return end.family in ("SITC", "BEC") or (end.family == "HS" and end.year < start.year)
