"""``chancery economy ingest FILE...``: flows of trade, or tables between classifications, into a store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.economy.showing import working
from chancery.economy.errors import InputError
from chancery.economy.store.layout import FLOWS, VALUE_UNITS
from chancery.economy.store.presets import PRESETS, preset
from chancery.lib.workspace import Workspace

if TYPE_CHECKING:
    from chancery.economy.store.ingesting import Ingested, Taken


class Mapped(click.ParamType[dict[str, str]]):
    """``exporter=iso_o,value=flow``: which column holds what."""

    name = "columns"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dict[str, str]:
        """Role to column; wrong usage where a piece has no equals sign."""
        if isinstance(value, dict):
            return value
        found: dict[str, str] = {}
        for piece in str(value).split(","):
            role, equals, column = (part.strip() for part in piece.partition("="))
            if not (role and equals and column):
                self.fail(f"{piece!r} is not written role=column", param, ctx)
            found[role] = column
        return found


def store_folder(folder: Path | None, workspace: Path | None) -> Path:
    """Where the store lies: as given, else ``trade`` in the workspace."""
    return folder or Workspace.named(workspace).root / "trade"


store_options = (
    click.option(
        "--store",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        help="Folder of the store; else 'trade' in the workspace.",
    ),
    click.option(
        "--workspace",
        envvar="CHANCERY_WORKSPACE",
        type=click.Path(path_type=Path, file_okay=False),
        help="Folder of the installation, where --store is not given.",
    ),
)


@click.command("ingest")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@store_options[0]
@store_options[1]
@click.option("--preset", "kind", type=click.Choice(list(PRESETS)), help="Whose files these are.")
@click.option(
    "--columns",
    type=Mapped(),
    metavar="ROLE=COL,...",
    help="Columns for exporter, importer (or reporter, partner), product, classification, year, "
    "value, quantity, unit (of the quantity), flow, scale; before what the preset says.",
)
@click.option("--unit", type=click.Choice(list(VALUE_UNITS)), help="What values are told in.")
@click.option("--classification", metavar="HS17", help="What the codes of products are.")
@click.option("--level", metavar="2|4|6|all", help="Digits of product codes to keep.")
@click.option("--year", type=int, help="The year of all rows, where no column says it.")
@click.option("--flow", type=click.Choice(FLOWS), help="Who reported, where no column says it.")
@click.option("--quantity-unit", metavar="kg", help="Unit of quantities, where no column says it.")
@click.option("--source", help="Who published the figures.")
@click.option(
    "--retrieved-on",
    metavar="YYYY-MM-DD",
    help="When they were fetched; else the day that the newest FILE bears, which is told.",
)
@click.option(
    "--duplicates",
    type=click.Choice(["refuse", "sum", "first"]),
    default="refuse",
    show_default=True,
    help="What to do where a flow comes more than once.",
)
@click.option(
    "--if-held",
    type=click.Choice(["replace", "add"]),
    default="replace",
    show_default=True,
    help="Whether flows held of the same source, year, kind and reporter give way.",
)
@click.option("--concordance", is_flag=True, help="FILE is a table between two classifications.")
@click.option("--from", "start", metavar="HS17", help="Of a concordance: what it leads from.")
@click.option("--to", "end", metavar="HS12", help="Of a concordance: what it leads to.")
@click.option("--dry-run", is_flag=True, help="Do everything but keep the result.")
@click.option("--no-cache", is_flag=True, help="Read files again that the store holds already.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(files: tuple[Path, ...], folder: Path | None, **asked: Any) -> None:
    """Bring flows of trade into a store of Parquet files, all of FILE... or none.

    FILE is CSV (also packed), Parquet, a zip with several of them, or a reply of UN Comtrade. Every row
    that is left out is counted with its reason. A file that the store holds already is not read again; a
    newer one takes the place of the same source's flows.
    """
    goal = store_folder(folder, asked["workspace"])
    if asked["concordance"]:
        _bring_concordances(files, goal, asked)
    else:
        _bring_flows(files, goal, asked)


def _bring_flows(files: tuple[Path, ...], goal: Path, asked: Mapping[str, Any]) -> None:
    from chancery.economy.store.ingesting import ingest  # noqa: PLC0415 - slow to import
    from chancery.economy.store.options import make_options  # noqa: PLC0415

    if asked["start"] or asked["end"]:
        raise click.UsageError("--from and --to go with --concordance")
    said = make_options(
        preset(asked["kind"]).with_columns(asked["columns"] or {}),
        retrieved_on=asked["retrieved_on"] or _day_of(files),
        source=asked["source"],
        value_unit=asked["unit"],
        classification=asked["classification"],
        level=asked["level"],
        year=asked["year"],
        flow=asked["flow"],
        quantity=asked["quantity_unit"],
        duplicates=asked["duplicates"],
        if_held=asked["if_held"],
    )
    with working("Bringing in"):
        done = ingest(files, goal, said, again=asked["no_cache"], dry_run=asked["dry_run"])
    if asked["as_json"]:
        click.echo(json.dumps(_as_json(done, goal), ensure_ascii=False))
    else:
        for line in _for_people(done, goal):
            click.echo(line)


def _day_of(files: tuple[Path, ...]) -> str:
    """The day on which the newest file was written, told to the person: a figure must say its age."""
    try:
        newest = max(path.stat().st_mtime for path in files)
    except OSError as error:
        raise InputError(f"{error.filename}: cannot be read: {error.strerror}") from error
    day = datetime.fromtimestamp(newest).astimezone().date().isoformat()
    click.echo(f"Retrieved on {day}, as the file says: give --retrieved-on if not.", err=True)
    return day


def _as_json(done: Ingested, goal: Path) -> dict[str, Any]:
    return {
        "store": str(goal),
        "dry_run": done.dry_run,
        "rows_read": done.rows_read,
        "rows_used": done.rows_used,
        "rows_apart": done.rows_apart,
        "dropped": done.dropped,
        "set_aside": done.set_aside,
        "notes": list(done.notes),
        "tables": [
            {
                "name": one.name,
                "state": one.state,
                "replaced": list(one.replaced),
                "notes": list(one.notes),
            }
            for one in done.tables
        ],
    }


def _for_people(done: Ingested, goal: Path) -> Iterator[str]:
    for one in done.tables:
        yield f"{one.state:<12}  {one.name}{_counted(one)}"
        yield from (f"    left out: {rows:,}  {why}" for why, rows in _dropped(one))
        yield from (f"    gave way: {told}" for told in one.replaced)
        yield from (f"    {note}" for note in one.notes)
    yield from done.notes
    kept = "nothing kept (dry run)" if done.dry_run else f"in {goal}"
    yield f"{done.rows_used:,} of {done.rows_read:,} rows used, {done.rows_apart:,} of them apart; {kept}"


def _counted(one: Taken) -> str:
    if one.brought is None:
        return ""
    years = one.brought.years
    span = f"{years[0]}" if years[0] == years[-1] else f"{years[0]} to {years[-1]}"
    return f"  {one.brought.rows_used:,} of {one.brought.rows_read:,} rows, {span}"


def _dropped(one: Taken) -> Iterator[tuple[str, int]]:
    if one.brought is not None:
        yield from one.brought.dropped.items()
        yield from one.brought.set_aside.items()


def _bring_concordances(files: tuple[Path, ...], goal: Path, asked: Mapping[str, Any]) -> None:
    from chancery.economy.store.bringing_concordances import (  # noqa: PLC0415 - slow to import
        bring_concordance,
    )

    if len(files) != 1 or not (asked["start"] and asked["end"]):
        raise click.UsageError("--concordance takes one FILE with --from and --to")
    table = bring_concordance(
        files[0],
        goal,
        start=asked["start"],
        end=asked["end"],
        columns=asked["columns"] or {},
        retrieved_on=asked["retrieved_on"] or _day_of(files),
    )
    told = table.provenance
    if asked["as_json"]:
        counts = {
            "rows_read": told.rows_read,
            "rows_used": told.rows_used,
            "dropped": told.dropped,
        }
        click.echo(json.dumps({"store": str(goal), **counts}))
    else:
        lead = f"{asked['start']} to {asked['end']}"
        click.echo(f"{told.rows_used:,} pairs lead from {lead}; in {goal}")
