"""Flows of a store told in another classification than the one they were reported in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa
from pyarrow import compute, parquet

from chancery.economy.errors import InputError
from chancery.economy.store.classifications import Classification, classification_of
from chancery.economy.store.concordance import Step, chain
from chancery.economy.store.converting import convert, shares_along
from chancery.economy.store.opening import Store
from chancery.economy.store.selecting import Selection
from chancery.economy.tables import Table

_CODES_TOLD = 10


def told_in(store: Store, asked: Selection, to: str) -> Table:
    """The flows asked for, with ``product`` and ``level`` in the classification ``to``.

    ``products`` of the selection are codes of ``to``. The tables that the store holds are chained,
    the fewest of them; where a code is split, value and quantity go to its parts in equal shares, or
    by the table's weights. What no table leads on is left out; its codes and value are in the notes.
    InputError names the tables that are missing and who publishes them.
    """
    end = classification_of(to)
    given = store.select(replace(asked, level=None, products=None))
    start = classification_of(str(given.provenance.options["classification"]))
    level = given.provenance.options["level"]
    if start == end:
        return store.select(asked)
    if level != start.finest:
        raise InputError(
            f"flows of {start.name} at {level} digits cannot be told in {end.name}: "
            f"tables lead from {start.finest} digits"
        )
    if asked.level is not None and asked.level not in end.levels:
        raise InputError(f"{end.name} has no codes of {asked.level} digits; it has {end.levels}")
    steps = chain(start, end, [(one.start, one.end) for one in store.manifest.concordances])
    done = convert(given.rows, shares_along(steps, _tables(store, steps)), level=asked.level)
    notes = (*given.provenance.notes, _way(steps), *_lost(done.left_out, end))
    options = {**given.provenance.options, "told_in": end.name, "level": asked.level or end.finest}
    return Table(
        _under(done.flows, end, asked),
        replace(given.provenance, options=options, notes=notes),
    )


def _tables(store: Store, steps: tuple[Step, ...]) -> dict[tuple[str, str], pa.Table]:
    needed = {step.table for step in steps}
    return {
        (one.start, one.end): parquet.read_table(store.folder / one.path)
        for one in store.manifest.concordances
        if (one.start, one.end) in needed
    }


def _under(flows: pa.Table, end: Classification, asked: Selection) -> pa.Table:
    """The rows of the products asked, marked with their classification and level."""
    if asked.products is not None:
        mask = pa.array([False] * flows.num_rows)
        for code in asked.products:
            mask = compute.or_(mask, compute.starts_with(flows["product"], code))
        flows = flows.filter(mask)
    level = asked.level or end.finest
    named = {
        "classification": pa.array([end.name] * flows.num_rows, pa.string()),
        "level": pa.array([level] * flows.num_rows, pa.int8()),
    }
    for name, column in named.items():
        flows = flows.set_column(flows.column_names.index(name), name, column)
    return flows


def _way(steps: tuple[Step, ...]) -> str:
    told = ", ".join(
        f"{step.table[0]} to {step.table[1]}{' backwards' if step.backwards else ''}"
        for step in steps
    )
    return f"told by the tables {told}; a code that is split goes to its parts by their shares"


def _lost(left_out: Mapping[str, float], end: Classification) -> tuple[str, ...]:
    if not left_out:
        return ()
    codes = ", ".join(list(left_out)[:_CODES_TOLD])
    more = f" and {len(left_out) - _CODES_TOLD} more" if len(left_out) > _CODES_TOLD else ""
    value = f"{sum(left_out.values()):,.0f} USD"
    return (f"{value} of codes that no table leads to {end.name} are left out: {codes}{more}",)
