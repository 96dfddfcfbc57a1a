"""``chancery economy complexity FILE``: ECI, PCI and what belongs to them, from any table of exports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pyarrow as pa

from chancery.cli.economy.keeping import answered, no_cache
from chancery.cli.economy.showing import Level, Years, counts, table, tell_counts, working
from chancery.cli.economy.stores import check_options, flows_of_store, of_a_store
from chancery.economy.cache import Answer
from chancery.economy.tables import Provenance, Table

if TYPE_CHECKING:
    from chancery.economy.complexity import Complexity
    from chancery.economy.complexity.keeping import Found
    from chancery.economy.flows import Flows

_NEEDED = ("location", "product", "value")
_COLUMNS = (*_NEEDED, "year", "population")

_IN_JSON = {"locations": ("eci", "diversity", "coi"), "products": ("pci", "ubiquity")}
_OF_CELLS = ("rca", "m", "density", "distance", "cog")


@click.command("complexity")
@click.argument("path", metavar="FILE_OR_STORE", type=click.Path(path_type=Path))
@click.option("--location", metavar="COL", help="Column of the exporting place.")
@click.option("--product", metavar="COL", help="Column of the product code.")
@click.option("--value", metavar="COL", help="Column of the exports, in any one unit.")
@click.option("--year", metavar="COL", help="Column of the year; each year stands by itself.")
@click.option("--years", type=Years(), metavar="2018-2022,2024", help="Only these years.")
@click.option("--level", type=Level(), help="Digits of the product code; mixed: as they stand.")
@click.option("--population", metavar="COL", help="Column of population: exports per head decide.")
@click.option("--where", metavar="EXPR", help="Only rows for which this holds, as in SQL.")
@of_a_store
@click.option(
    "--threshold",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="RCA from which a place has the product.",
)
@click.option(
    "--proximity",
    "near",
    type=click.FloatRange(0, 1),
    metavar="MIN",
    help="Pairs of products of at least this proximity too.",
)
@no_cache
@click.option("--top", type=click.IntRange(1), default=10, show_default=True, help="Lines shown.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="One tidy table of everything (.csv, .csv.gz, .parquet, .json), or a folder for a table each "
    "of locations, products, cells and proximity.",
)
def command(path: Path, **asked: Any) -> None:
    """RCA, ECI, PCI, density, COI and COG of exports of places by products.

    FILE_OR_STORE is CSV (also packed) or Parquet, or the folder of a store, whose exporters are the
    places and each year stands by itself. Of a file name the columns of place, product and value; they
    may be expressions. Rows of one place and product are summed. Conventions are those of the Atlas of
    Economic Complexity; COI and COG as in ecomplexity.
    """
    from chancery.economy.complexity.keeping import of_answer  # noqa: PLC0415 - slow to import

    check_options(path, asked, columns=_COLUMNS, needed=_NEEDED)
    found = of_answer(answered("complexity", path, asked, lambda: _found(path, asked)))
    if asked["out"] is not None:
        _write(found, asked["out"], asked["near"])
        tell_counts(_provenance(found))
    elif asked["as_json"]:
        for piece in _as_json(found, asked["near"]):
            click.echo(piece, nl=False)
        click.echo()
    else:
        for year, one in found:
            click.echo(_for_people(year, one, asked["top"]))
        tell_counts(_provenance(found))


def _found(path: Path, asked: Mapping[str, Any]) -> Answer:
    from chancery.economy import complexity as measures  # noqa: PLC0415 - slow to import
    from chancery.economy.complexity.keeping import as_answer  # noqa: PLC0415

    with working("Complexity"):
        exports = _of_store(path, asked) if path.is_dir() else _of_file(path, asked)
        if asked["years"] is not None:
            exports = exports.of_years(asked["years"])
        options = {"threshold": asked["threshold"], "provenance": exports.provenance}
        if "year" in exports.rows.column_names:
            return as_answer([*measures.complexity_by_year(exports.rows, **options).items()])
        return as_answer([(None, measures.complexity_of(exports.rows, **options))])


def _of_store(path: Path, asked: Mapping[str, Any]) -> Flows:
    """Each exporter with all that it sent anywhere."""
    from chancery.economy.complexity import METHOD  # noqa: PLC0415 - slow to import

    found = flows_of_store(path, asked)
    names = ["location" if name == "exporter" else name for name in found.rows.column_names]
    rows = found.rows.rename_columns(names).drop_columns(["importer"])
    return replace(found, rows=rows, provenance=replace(found.provenance, method=METHOD))


def _of_file(path: Path, asked: Mapping[str, Any]) -> Flows:
    from chancery.economy.complexity import METHOD  # noqa: PLC0415 - slow to import
    from chancery.economy.flows import read_flows  # noqa: PLC0415

    columns = {name: asked[name] for name in _COLUMNS if asked[name] is not None}
    return read_flows(path, columns, method=METHOD, level=asked["level"], where=asked["where"])


def _provenance(found: Found) -> Provenance:
    """What all years have in common, with what is noted of each."""
    whole = found[0][1].provenance
    notes = (
        note if year is None else f"{year}: {note}"
        for year, one in found
        for note in one.provenance.notes
    )
    return replace(whole, notes=tuple(notes))


def _as_json(found: Found, near: float | None) -> Iterator[str]:
    """The answer in pieces, so that a large table is not held as text."""
    told = _provenance(found)
    yield "{"
    if found[0][0] is None:
        yield from _members(found[0][1], near)
    else:
        yield '"years": {'
        for place, (year, one) in enumerate(found):
            yield f'{", " if place else ""}"{year}": {{'
            yield from _members(one, near)
            yield "}"
        yield "}"
    rest = {
        **counts(told),
        "options": told.as_json()["options"],
        "sources": told.as_json()["sources"],
    }
    yield ", " + _text(rest)[1:]


def _members(one: Complexity, near: float | None) -> Iterator[str]:
    for name, measures in _IN_JSON.items():
        rows = getattr(one, name).rows
        names = rows.column(0).to_pylist()
        for measure in measures:
            of_each = dict(zip(names, rows.column(measure).to_pylist(), strict=True))
            yield f'"{measure}": {_text(of_each)}, '
    for measure in _OF_CELLS:
        yield f'"{measure}": {_nested(one, measure)}, '
    if near is not None:
        yield f'"proximity": {_text(one.proximity(near).rows.to_pylist())}, '
    rest = {"eigenvalue": one.eigenvalue, "gap": one.gap, "left_out": one.left_out}
    yield _text({**rest, "notes": one.provenance.notes})[1:-1]


def _nested(one: Complexity, measure: str) -> str:
    """A measure of cells as ``{location: {product: x}}``."""
    products = one.products.rows.column("product").to_pylist()
    column, width = one.cells.rows.column(measure), len(products)
    lines = (
        _text(
            {
                name: dict(
                    zip(products, column.slice(place * width, width).to_pylist(), strict=True)
                )
            }
        )
        for place, name in enumerate(one.locations.rows.column("location").to_pylist())
    )
    return "{" + ", ".join(line[1:-1] for line in lines) + "}"


def _text(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)


def _write(found: Found, out: Path, near: float | None) -> None:
    """One table of everything, or a folder with a table of each kind as Parquet."""
    if out.suffix:
        _joined([(year, one.whole()) for year, one in found]).write(out)
        return
    out.mkdir(parents=True, exist_ok=True)
    for name in ("locations", "products", "cells"):
        tables = [(year, getattr(one, name)) for year, one in found]
        _joined(tables).write(out / f"{name}.parquet")
    if near is not None:
        pairs = [(year, one.proximity(near)) for year, one in found]
        _joined(pairs).write(out / "proximity.parquet")


def _joined(tables: Sequence[tuple[int | None, Table]]) -> Table:
    """The tables of all years under each other, with the year in front."""
    year, first = tables[0]
    if year is None:
        return first
    dated = [
        one.rows.add_column(0, "year", pa.array([year] * one.rows.num_rows, pa.int32()))
        for year, one in tables
    ]
    return Table(pa.concat_tables(dated), first.provenance)


def _for_people(year: int | None, one: Complexity, top: int) -> str:
    parts = [] if year is None else [str(year)]
    parts.append(_ends(one.locations, "eci", top))
    parts.append(_ends(one.products, "pci", top))
    return "\n\n".join(parts) + "\n"


def _ends(measured: Table, by: str, top: int) -> str:
    """The highest and the lowest, ``top`` of each; all where that is fewer."""
    rows = [row for row in measured.rows.to_pylist() if row[by] is not None]
    rows.sort(key=lambda row: (-row[by], next(iter(row.values()))))
    shown: list[list[object]] = [list(row.values()) for row in rows]
    if len(shown) > 2 * top:
        between: list[object] = [f"({len(shown) - 2 * top:,} between)"]
        blank: list[object] = [""] * (len(shown[0]) - 1)
        shown = [*shown[:top], between + blank, *shown[-top:]]
    return table(measured.rows.column_names, shown)
