"""``chancery economy indicators FILE``: indicators of trade from any table of flows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.economy.keeping import answered, no_cache
from chancery.cli.economy.showing import Level, Years, counts, table, tell_counts, working
from chancery.cli.economy.stores import check_options, flows_of_store, of_a_store
from chancery.economy.cache import Answer
from chancery.economy.indicators.catalogue import INDICATORS

if TYPE_CHECKING:
    from chancery.economy.flows import Flows
    from chancery.economy.tables import Provenance, Table

_COLUMNS = ("exporter", "importer", "product", "year", "value")
_EPILOG = "\b\nIndicators:\n" + "\n".join(
    f"  {name:<22} {one.meaning}" for name, one in INDICATORS.items()
)


class Names(click.ParamType[tuple[str, ...]]):
    """Names separated by commas; of the known ones, where those are given."""

    name = "names"

    def __init__(self, known: Mapping[str, object] | None = None) -> None:
        self._known = known

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The names, each once; wrong usage for one that is not known."""
        if isinstance(value, tuple):
            return value
        names = tuple(
            dict.fromkeys(part.strip() for part in str(value).split(",") if part.strip())
        )
        for name in names:
            if self._known is not None and name not in self._known:
                self.fail(f"{name!r} is none of {', '.join(self._known)}", param, ctx)
        return names


@click.command("indicators", epilog=_EPILOG)
@click.argument("path", metavar="FILE_OR_STORE", type=click.Path(path_type=Path))
@click.option("--exporter", metavar="COL", help="Column of the exporter.")
@click.option("--importer", metavar="COL", help="Column of the importer.")
@click.option("--product", metavar="COL", help="Column of the product code.")
@click.option("--year", metavar="COL", help="Column of the year.")
@click.option("--value", metavar="COL", help="Column of the value, in any one unit.")
@click.option(
    "--indicator",
    "names",
    type=Names(INDICATORS),
    required=True,
    metavar="rca,hhi,...",
    help="What to measure; the names stand below.",
)
@click.option("--exporters", type=Names(), metavar="VNM,..", help="Only of these exporters.")
@click.option("--importers", type=Names(), metavar="JPN,..", help="Only of, or in, these markets.")
@click.option("--area", type=Names(), metavar="AUT,..", help="Count these as one importer.")
@click.option("--years", type=Years(), metavar="2018-2022,2024", help="Only these years.")
@click.option("--level", type=Level(), help="Digits of the product code; mixed: as they stand.")
@click.option("--where", metavar="EXPR", help="Only rows for which this holds, as in SQL.")
@of_a_store
@click.option("--top", type=click.IntRange(1), default=20, show_default=True, help="Lines shown.")
@no_cache
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="A tidy table (.csv, .csv.gz, .parquet, .json); for several indicators a folder.",
)
def command(path: Path, **asked: Any) -> None:
    """Indicators of chosen exporters, importers, product level and years.

    FILE_OR_STORE is CSV (also packed) or Parquet, or the folder of a store. Of a file name the columns
    that the indicators need; they may be expressions. A set of exporters or importers picks lines of the result where the result has them;
    elsewhere it limits what is counted (RCA in these markets).
    """
    if asked["out"] is not None and asked["out"].suffix and len(asked["names"]) > 1:
        raise click.UsageError("--out: name a folder for several indicators, a file for one")
    check_options(path, asked, columns=_COLUMNS, needed=("value",))
    answer = answered("indicators", path, asked, lambda: _found(path, asked))
    found = answer.tables
    if asked["out"] is not None:
        _write(found, asked["out"])
    elif asked["as_json"]:
        click.echo(_as_json(answer))
    else:
        for name, one in found.items():
            click.echo(_for_people(name, one, asked["top"]))
    if not asked["as_json"]:
        tell_counts(_provenance(found))


def _found(path: Path, asked: Mapping[str, Any]) -> Answer:
    from chancery.economy.indicators.asking import Asked, measure  # noqa: PLC0415 - slow to import

    chosen = {
        what: frozenset(asked[what])
        for what in ("exporters", "importers", "years", "area")
        if asked[what]
    }
    with working("Indicators"):
        flows = flows_of_store(path, asked) if path.is_dir() else _of_file(path, asked)
        found = measure(flows, asked["names"], Asked(**chosen))
    told = flows.provenance.as_json()
    return Answer(found, {name: told[name] for name in ("options", "sources")})


def _of_file(path: Path, asked: Mapping[str, Any]) -> Flows:
    from chancery.economy.flows import read_flows  # noqa: PLC0415 - slow to import

    columns = {name: asked[name] for name in _COLUMNS if asked[name] is not None}
    return read_flows(
        path, columns, method="indicators", level=asked["level"], where=asked["where"]
    )


def _provenance(found: Mapping[str, Table]) -> Provenance:
    """What all have in common, with what is noted of each."""
    every = [one.provenance for one in found.values()]
    return replace(
        every[0], notes=tuple(dict.fromkeys(note for one in every for note in one.notes))
    )


def _as_json(answer: Answer) -> str:
    told = _provenance(answer.tables)
    return json.dumps(
        {
            **{name: one.rows.to_pylist() for name, one in answer.tables.items()},
            **counts(told),
            "notes": told.notes,
            **answer.told,
        },
        ensure_ascii=False,
    )


def _write(found: Mapping[str, Table], out: Path) -> None:
    if out.suffix:
        next(iter(found.values())).write(out)
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, one in found.items():
        one.write(out / f"{name}.parquet")


def _for_people(name: str, found: Table, top: int) -> str:
    """The lines with the highest figure, under what it is."""
    indicator = INDICATORS[name]
    rows = [row for row in found.rows.to_pylist() if row[indicator.main] is not None]
    rows.sort(key=lambda row: -row[indicator.main])
    shown = [name for name in found.rows.column_names if name != "reason"]
    lines = [[row[column] for column in shown] for row in rows[:top]]
    more = f"\n({len(rows) - top:,} more)" if len(rows) > top else ""
    missing = found.rows.num_rows - len(rows)
    unknown = f"\n({missing:,} missing; --json or --out tell why)" if missing else ""
    return f"{indicator.meaning}\n\n{table(shown, lines)}{more}{unknown}\n"
