"""``chancery economy gaps FILE``: actual against expected flows of each pair, and what that is worth."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pyarrow as pa
from pyarrow import compute

from chancery.cli.economy.gravity import ROLES, Listed
from chancery.cli.economy.keeping import answered, no_cache
from chancery.cli.economy.showing import counts, table, tell_counts, working
from chancery.cli.economy.stores import check_is_file
from chancery.economy.cache import Answer
from chancery.economy.store.partners import check_there

if TYPE_CHECKING:
    from chancery.economy.gravity.worth import Worth
    from chancery.economy.tables import Table

Years = tuple[float, float, float]


@click.command("gaps")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--flow", required=True, metavar="COL", help="Flow in levels, zeros included.")
@click.option("--exporter", required=True, metavar="COL", help="Column of the exporter.")
@click.option("--importer", required=True, metavar="COL", help="Column of the importer.")
@click.option("--year", metavar="COL", help="Column of the year, where there are several.")
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
@click.option(
    "--both-ways", is_flag=True, help="Total trade of two countries: both directions together."
)
@click.option("--of", type=Listed(), default=(), metavar="VNM,..", help="Only pairs of these.")
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
    years after. A ratio of 1 is what is expected; small pairs scatter widely, so each has a percentile
    among the pairs expected to trade about as much. FILE is CSV (also packed) or Parquet; columns may be
    expressions.
    """
    if asked["year"] is None and (asked["until"] is not None or asked["years"]):
        raise click.UsageError("--until and --worth need --year: which column holds the year")
    check_is_file(path)
    answer = answered("gaps", path, asked, lambda: _found(path, asked))
    found, tested = _of(answer.tables["pairs"], asked["of"]), answer.told.get("worth")
    if asked["out"] is not None:
        found.write(asked["out"])
    if asked["as_json"]:
        click.echo(json.dumps(_as_json(found, answer.told), ensure_ascii=False))
        return
    if asked["out"] is None:
        click.echo(_for_people(found, asked))
    if tested is not None:
        click.echo(tested["verdict"])
    tell_counts(found.provenance)


def _found(path: Path, asked: Mapping[str, Any]) -> Answer:
    from chancery.economy.gravity import Gravity  # noqa: PLC0415 - slow to import
    from chancery.economy.gravity.gaps import gaps  # noqa: PLC0415
    from chancery.economy.gravity.reading import read_panel  # noqa: PLC0415
    from chancery.economy.gravity.worth import worth  # noqa: PLC0415

    model = Gravity(asked["flow"], asked["regressors"])
    with working("Gaps"):
        roles = {name: asked[name] for name in ROLES if asked[name] is not None}
        flows = read_panel(path, model, roles=roles, where=asked["where"])
        options = {name: asked[name] for name in ("until", "both_ways", "resamples", "seed")}
        found = gaps(flows, model, **options)
        if asked["years"] is None:
            return Answer({"pairs": found})
        return Answer({"pairs": found}, {"worth": _told(worth(flows, model, asked["years"]))})


def _told(tested: Worth) -> dict[str, Any]:
    return {**asdict(tested), "verdict": tested.verdict()}


def _of(found: Table, countries: Collection[str]) -> Table:
    """The pairs of these countries: total trade as theirs, else both what they sell and buy."""
    if not countries:
        return found
    one, other = (found.rows.column(place) for place in (0, 1))
    there = set(one.unique().to_pylist()) | set(other.unique().to_pylist())
    check_there(countries, there)
    wanted = pa.array(countries)
    kept = compute.is_in(one, wanted)
    if found.rows.column_names[0] == "exporter":
        kept = compute.or_(kept, compute.is_in(other, wanted))
    return replace(found, rows=found.rows.filter(kept))


def _as_json(found: Table, told: Mapping[str, Any]) -> dict[str, Any]:
    of_rows = found.provenance.as_json()
    return {
        "pairs": found.rows.to_pylist(),
        **counts(found.provenance),
        "notes": of_rows["notes"],
        "options": of_rows["options"],
        "sources": of_rows["sources"],
        **told,
    }


_ROUTES = {
    "costs": "By observed costs of trade, all years",
    "history": "By the pair's own history, years after {:g}",
}


def _for_people(found: Table, asked: Mapping[str, Any]) -> str:
    """A table for each route, those first of whom most is expected."""
    names, rows = found.rows.column_names, found.rows
    if asked["both_ways"] and not asked["of"]:  # each pair is there in both orders
        rows = rows.filter(compute.less(rows.column("country"), rows.column("partner")))
    rows = rows.sort_by([("costs_expected", "descending")]).slice(0, asked["top"])
    parts = []
    for route, title in _ROUTES.items():
        own = [name for name in names if name.startswith(f"{route}_")]
        if own:
            lines = [_line(row) for row in rows.select([*names[:2], *own]).to_pylist()]
            heads = [*names[:2], *(name.removeprefix(f"{route}_") for name in own)]
            parts.append(f"{title.format(asked['until'] or 0)}\n\n{table(heads, lines)}\n")
    return "\n".join(parts)


def _line(row: Mapping[str, Any]) -> list[object]:
    """The cells of a pair; a percentile is told in whole numbers."""
    return [
        round(cell) if cell is not None and name.endswith("_percentile") else cell
        for name, cell in row.items()
    ]
