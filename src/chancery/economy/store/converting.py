"""Flows of one classification told in another.

A flow's value and quantity go to the codes that its own code is led to, each by its share, and are
summed there. What no table leads on is not guessed: it stays out and is counted with its value, so
that value in = value out + value left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from chancery.economy.engine import Database, connect
from chancery.economy.errors import InputError
from chancery.economy.store.concordance import Step

_AMOUNTS = ("value", "quantity")
_TOLD_OF = ("unit", "retrieved_on", "file")
"""Columns that say something of a flow and do not tell it apart from others."""


@dataclass(frozen=True, slots=True)
class Converted:
    """Flows under new codes; ``left_out`` holds the value (USD) of each code that leads nowhere."""

    flows: pa.Table
    left_out: Mapping[str, float]


def shares_along(steps: Sequence[Step], tables: Mapping[tuple[str, str], pa.Table]) -> pa.Table:
    """Source, target and share of a whole chain; the target is null for the share that gets lost.

    ``tables`` holds source, target and share of each table by the names of its classifications.
    """
    with connect() as database:
        _begin(database, steps[0], tables[steps[0].table])
        for step in steps[1:]:
            _walk_on(database, step, tables[step.table])
        return database.execute(
            "select source, target, share from walked order by source, target"
        ).to_arrow_table()


def _begin(database: Database, step: Step, table: pa.Table) -> None:
    database.register("pairs", table)
    database.execute(f"create table walked as {_pairs(step)}")
    database.unregister("pairs")


def _walk_on(database: Database, step: Step, table: pa.Table) -> None:
    """One table further: shares multiply along a path and add up over the paths to one code."""
    database.register("pairs", table)
    database.execute(
        f"create or replace table walked as select walked.source as source, next.target as target, "
        f"sum(walked.share * coalesce(next.share, 1)) as share from walked "
        f"left join ({_pairs(step)}) as next on walked.target = next.source group by 1, 2"
    )
    database.unregister("pairs")


def _pairs(step: Step) -> str:
    if not step.backwards:
        return "select source, target, share from pairs"
    return (
        "select target as source, source as target, "
        "1 / count(*) over (partition by target) as share from pairs"
    )


def convert(flows: pa.Table, shares: pa.Table, *, level: int | None = None) -> Converted:
    """The flows with ``product`` under the targets' codes, cut to ``level`` digits if asked.

    Columns other than product, value, quantity, unit, retrieved_on and file tell flows apart; flows
    that agree in them and in the new product become one. Its unit, day and file are null where they
    differ among those summed; its quantity too, where one is missing or the units differ.
    """
    missing = [name for name in ("product", *_AMOUNTS) if name not in flows.column_names]
    if missing:
        raise InputError(f"flows without the column {missing[0]!r} cannot be converted")
    with connect() as database:
        database.register("given", flows)
        database.register("shares", shares)
        rows = database.execute(
            f"select {', '.join(_summed(flows.column_names, level))} "
            f"from given join shares on given.product = shares.source "
            f"where shares.target is not null group by all order by all"
        ).to_arrow_table()
        lost = database.execute(
            "select given.product, sum(given.value * coalesce(shares.share, 1)) from given "
            "left join shares on given.product = shares.source where shares.target is null "
            "group by 1 order by 1"
        ).fetchall()
    return Converted(rows, dict(lost))


def _summed(columns: Sequence[str], level: int | None) -> Iterator[str]:
    """What is selected for each column: keys as they are, the rest over the flows that meet."""
    units = "and count(distinct given.unit) < 2" if "unit" in columns else ""
    for name in columns:
        match name:
            case "product":
                target = f"left(shares.target, {level})" if level else "shares.target"
                yield f"{target} as product"
            case "value":
                yield "sum(given.value * shares.share) as value"
            case "quantity":
                yield (
                    f"case when count(given.quantity) = count(*) {units} "
                    f"then sum(given.quantity * shares.share) end as quantity"
                )
            case told if told in _TOLD_OF:
                yield f"case when count(distinct {told}) = 1 then any_value({told}) end as {told}"
            case key:
                yield f"given.{key}"
