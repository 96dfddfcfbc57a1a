"""``chancery economy export``: flows out of a store, in another classification or mirrored if asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chancery.cli.economy.ingest import store_folder, store_options
from chancery.cli.economy.showing import Years, counts, tell_counts, working

if TYPE_CHECKING:
    from chancery.economy.tables import Table


def _codes(
    _context: click.Context, _option: click.Parameter, given: str | None
) -> tuple[str, ...] | None:
    return tuple(one.strip() for one in given.split(",")) if given else None


@click.command("export")
@store_options[0]
@store_options[1]
@click.option("--exporters", callback=_codes, metavar="VNM,...", help="Only flows from these.")
@click.option("--importers", callback=_codes, metavar="JPN,...", help="Only flows to these.")
@click.option("--products", callback=_codes, metavar="0901,44,...", help="Codes, or beginnings.")
@click.option("--years", type=Years(), metavar="2018-2022,2024", help="Only these years.")
@click.option("--level", type=int, metavar="2|4|6", help="Digits of product codes to sum up to.")
@click.option("--source", help="Whose figures, where several are held.")
@click.option("--classification", metavar="HS17", help="Flows reported in this one.")
@click.option("--flow", help="export, import, reconciled, ...: who reported.")
@click.option(
    "--apart", is_flag=True, help="Flows with groups and remainders (World, EU) instead."
)
@click.option("--told-in", metavar="HS12", help="Tell the goods in this classification.")
@click.option("--mirror", is_flag=True, help="Bring both sides' reports together.")
@click.option(
    "--cif-fob", type=float, help="CIF over FOB of the same goods, for --mirror; else 1.06."
)
@click.option(
    "--prefer",
    type=click.Choice(["imports", "exports", "mean", "reliable"]),
    help="Whose report stands where both are there, for --mirror; else imports.",
)
@click.option("--out", type=click.Path(path_type=Path), help=".csv, .csv.gz, .parquet or .json.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object with the rows.")
def command(folder: Path | None, workspace: Path | None, **asked: Any) -> None:
    """Take flows out of the store, with their sources.

    Where the store holds more than one source, classification or kind of report of the same trade, one
    must be named: nothing is counted twice.
    """
    _check(asked)
    if asked["out"] is None and not asked["as_json"]:
        raise click.UsageError("say where the flows go: --out FILE, or --json")
    with working("Taking out"):
        table = _asked(store_folder(folder, workspace), asked)
    if asked["out"] is not None:
        table.write(asked["out"])
        tell_counts(table.provenance)
    else:
        told = {"flows": table.rows.to_pylist(), **counts(table.provenance)}
        told |= {"options": table.provenance.options, "notes": table.provenance.notes}
        click.echo(json.dumps(told, ensure_ascii=False, default=str))


def _check(asked: Mapping[str, Any]) -> None:
    """Wrong usage where an option would do nothing."""
    if asked["mirror"] and (asked["flow"] is not None or asked["apart"]):
        raise click.UsageError(
            "--mirror takes both sides' reports of pairs: no --flow, no --apart"
        )
    if not asked["mirror"] and (asked["cif_fob"] is not None or asked["prefer"] is not None):
        raise click.UsageError("--cif-fob and --prefer go with --mirror")


def _asked(folder: Path, asked: Mapping[str, Any]) -> Table:
    from chancery.economy.store.mirror import mirrored  # noqa: PLC0415 - slow to import
    from chancery.economy.store.opening import open_store  # noqa: PLC0415
    from chancery.economy.store.selecting import Selection  # noqa: PLC0415
    from chancery.economy.store.telling import told_in  # noqa: PLC0415

    names = ("exporters", "importers", "products", "years", "level", "source", "classification")
    chosen = {name: asked[name] for name in (*names, "flow", "apart")}
    selection, store = Selection(**chosen), open_store(folder)
    if asked["mirror"]:
        given = {name: asked[name] for name in ("cif_fob", "prefer") if asked[name] is not None}
        return mirrored(store, selection, told=asked["told_in"], **given)
    if asked["told_in"]:
        return told_in(store, selection, asked["told_in"])
    return store.select(selection)
