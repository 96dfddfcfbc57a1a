"""``chancery economy gaps FILE``: actual against expected flows of each pair, and what that is worth."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.economy.gravity import ROLES, Listed
from chancery.cli.economy.keeping import answered, no_cache
from chancery.cli.economy.showing import counts, table, tell_counts, working
from chancery.economy.cache import Answer

if TYPE_CHECKING:
    from chancery.economy.gravity.worth import Worth
    from chancery.economy.tables import Table

Years = tuple[float, float, float]


@click.command("gaps")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--flow", required=True, metavar="COL", help="Flow in levels, zeros included.")
@click.option("--exporter", required=True, metavar="COL", help="Column of the exporter.")
@click.option("--importer", required=True, metavar="COL", help="Column of the importer.")
@click.option("--year", required=True, metavar="COL", help="Column of the year.")
@click.option(
    "--regressors",
    type=Listed(),
    required=True,
    metavar="log(a),b",
    help="Observed costs of trade.",
)
@click.option(
    "--until",
    type=float,
    metavar="YEAR",
    help="Fit pairs' own history up to this year too, and compare the years after it.",
)
@click.option("--where", metavar="EXPR", help="Only rows for which this holds, as in SQL.")
@click.option(
    "--resamples",
    type=click.IntRange(0),
    default=199,
    show_default=True,
    help="Draws of the bootstrap by pairs; 0 for no intervals.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Where the draws begin.")
@click.option(
    "--worth",
    "years",
    type=float,
    nargs=3,
    metavar="Y1 Y2 Y3",
    help="Test whether gaps forecast growth: learn on Y1 to Y2, try on Y2 to Y3.",
)
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="Lines shown.")
@no_cache
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="All pairs as .csv, .csv.gz, .parquet, .json."
)
def command(path: Path, **asked: Any) -> None:
    """Actual over expected flow of each pair, with intervals.

    Two routes: by observed costs over all years, and, with --until, by the pair's own history over the
    years after. FILE is CSV (also packed) or Parquet; columns may be expressions.
    """
    answer = answered("gaps", path, asked, lambda: _found(path, asked))
    found, tested = answer.tables["pairs"], answer.told.get("worth")
    if asked["out"] is not None:
        found.write(asked["out"])
    if asked["as_json"]:
        click.echo(json.dumps(_as_json(found, answer.told), ensure_ascii=False))
        return
    if asked["out"] is None:
        click.echo(_for_people(found, asked["top"]))
    if tested is not None:
        click.echo(tested["verdict"])
    tell_counts(found.provenance)


def _found(path: Path, asked: Mapping[str, Any]) -> Answer:
    from chancery.economy.gravity import Gravity  # noqa: PLC0415 - slow to import
    from chancery.economy.gravity.gaps import METHOD, Asked, gaps  # noqa: PLC0415
    from chancery.economy.gravity.reading import read_panel  # noqa: PLC0415
    from chancery.economy.gravity.worth import worth  # noqa: PLC0415
    from chancery.economy.tables import Provenance  # noqa: PLC0415

    model = Gravity(asked["flow"], asked["regressors"])
    with working("Gaps"):
        flows = read_panel(
            path, model, roles={name: asked[name] for name in ROLES}, where=asked["where"]
        )
        read = Provenance(
            METHOD, sources=(flows.source,), rows_read=flows.rows_read, dropped=flows.dropped
        )
        wanted = Asked(asked["until"], asked["resamples"], asked["seed"])
        found = gaps(flows.rows, model, wanted, read=read)
        if asked["years"] is None:
            return Answer({"pairs": found})
        return Answer({"pairs": found}, {"worth": _told(worth(flows.rows, model, asked["years"]))})


def _told(tested: Worth) -> dict[str, Any]:
    return {**asdict(tested), "verdict": tested.verdict()}


def _as_json(found: Table, told: Mapping[str, Any]) -> dict[str, Any]:
    of_rows = found.provenance.as_json()
    return {
        "pairs": found.rows.to_pylist(),
        **counts(found.provenance),
        "options": of_rows["options"],
        "sources": of_rows["sources"],
        **told,
    }


def _for_people(found: Table, top: int) -> str:
    """The pairs with the largest flows."""
    rows = found.rows.sort_by([("costs_actual", "descending")]).slice(0, top).to_pylist()
    return table(found.rows.column_names, [list(row.values()) for row in rows])
