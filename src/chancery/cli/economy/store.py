"""``chancery economy store``: what a store of trade figures holds, and where each figure comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.economy.ingest import store_folder, store_options
from chancery.cli.economy.showing import table

if TYPE_CHECKING:
    from chancery.economy.store.manifest import Manifest


@click.command("store")
@click.argument(
    "named",
    metavar="[FOLDER]",
    required=False,
    type=click.Path(path_type=Path, file_okay=False),
)
@store_options[0]
@store_options[1]
@click.option("--json", "as_json", is_flag=True, help="The manifest as it is.")
def command(
    named: Path | None, folder: Path | None, workspace: Path | None, as_json: bool
) -> None:
    """Show the flows that are held, the files they came from, and tables between classifications.

    FOLDER is the store, as other commands take it; it may be given as --store.
    """
    if named is not None and folder is not None:
        raise click.UsageError("Name the store once: as FOLDER or with --store")
    from chancery.economy.store.opening import open_store  # noqa: PLC0415 - slow to import

    manifest = open_store(store_folder(named or folder, workspace)).manifest
    if as_json:
        click.echo(json.dumps(asdict(manifest), ensure_ascii=False))
        return
    click.echo(
        table(("Source", "Goods", "Apart", "Years", "Flows", "Rows"), list(_held(manifest)))
    )
    files = [
        (one.name, one.source, one.retrieved_on, f"{one.rows_used:,}", f"{one.rows_read:,}")
        for one in manifest.brought
    ]
    click.echo()
    click.echo(table(("File", "Source", "Retrieved", "Rows used", "Rows read"), files))
    if manifest.concordances:
        pairs = [
            (f"{one.start} to {one.end}", one.name, one.rows) for one in manifest.concordances
        ]
        click.echo()
        click.echo(table(("Concordance", "File", "Pairs"), pairs))


def _held(manifest: Manifest) -> Iterator[tuple[object, ...]]:
    """A line for each source, list of goods and level."""
    parts = sorted(manifest.parts, key=lambda part: (part.source, part.cell.apart, part.cell))
    for (source, apart, goods), group in groupby(
        parts, key=lambda part: (part.source, part.cell.apart, part.cell.goods)
    ):
        held = list(group)
        years = sorted({part.cell.year for part in held})
        flows = sorted({flow for part in held for flow in part.flows})
        yield (
            source,
            goods,
            "apart" if apart else "",
            f"{years[0]}-{years[-1]} ({len(years)})",
            ", ".join(flows),
            f"{sum(part.rows for part in held):,}",
        )
