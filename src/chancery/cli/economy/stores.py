"""What commands share that work on a file of flows or on a store: options, and which fit together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import pyarrow as pa

from chancery.economy.errors import InputError

if TYPE_CHECKING:
    from chancery.economy.flows import Flows

_OF_STORES = ("source", "classification", "flow")
_COLUMNS = ("exporter", "importer", "product", "year", "value")
_Command = TypeVar("_Command", bound=Callable[..., None])


def of_a_store(command: _Command) -> _Command:
    """The options that choose among the flows of a store."""
    for option in (
        click.option("--flow", help="Of a store: export, import, reconciled, ...: who reported."),
        click.option(
            "--classification", metavar="HS17", help="Of a store: which one, of several."
        ),
        click.option("--source", help="Of a store: whose figures, where several are held."),
    ):
        command = option(command)
    return command


def check_options(
    path: Path, asked: Mapping[str, Any], *, columns: Sequence[str], needed: Collection[str]
) -> None:
    """Wrong usage where options are for a store and ``path`` is a file, or the other way round.

    ``columns`` are the options that name columns of a file, ``needed`` those that must be given.
    """
    if path.is_dir():
        if given := _given(asked, (*columns, "where")):
            raise click.UsageError(f"{given} is for a file; a store has its columns")
        if asked["level"] == "mixed":
            raise click.UsageError("--level mixed is for a file; a store keeps its levels apart")
        return
    for name in needed:
        if asked[name] is None:
            raise click.UsageError(f"--{name} is missing: which column holds the {name}")
    if asked["years"] is not None and asked["year"] is None:
        raise click.UsageError("--years needs --year: which column holds the year")
    if given := _given(asked, _OF_STORES):
        raise click.UsageError(f"{given} is for a store; {path} is a file")


def check_is_file(path: Path) -> None:
    """InputError for a store: its flows stand without the costs of trade that a model needs."""
    if path.is_dir():
        raise InputError(
            f"{path}: a store holds flows and no costs of trade, such as distance; take totals out "
            f"(economy export --level 0 --out FILE), join the costs to them and name that file"
        )


def flows_of_store(path: Path, asked: Mapping[str, Any]) -> Flows:
    """All years of the flows meant: growth looks at the years before those that are shown."""
    from chancery.economy.flows import Flows  # noqa: PLC0415 - slow to import
    from chancery.economy.store.opening import open_store  # noqa: PLC0415

    found = open_store(path).flows(**{name: asked[name] for name in (*_OF_STORES, "level")})
    rows = found.rows.select(list(_COLUMNS))
    years = rows.column("year").cast(pa.int64())
    return Flows(rows.set_column(_COLUMNS.index("year"), "year", years), found.provenance)


def _given(asked: Mapping[str, Any], options: Sequence[str]) -> str:
    return ", ".join(f"--{name}" for name in options if asked[name] is not None)
