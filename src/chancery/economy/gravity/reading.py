"""Flows of a file for a gravity model: its columns under the names that the model uses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from chancery.economy.errors import InputError
from chancery.economy.files import read_columns
from chancery.economy.gravity.model import Gravity
from chancery.economy.tables import Provenance, Table


def read_panel(
    path: str | Path, model: Gravity, *, roles: Mapping[str, str], where: str | None = None
) -> Table:
    """The rows of ``path`` that ``model`` asks for.

    ``roles`` says which column is the exporter, importer and year; the model's keys may be these
    words or columns of the file. Numbers (flow, regressors, weights, offset) are columns or
    expressions, and come under the name they were given. Raises InputError as
    :func:`~chancery.economy.files.read_columns`, and where one name is a key and a number at once.
    """
    model.check()
    keys = {name: roles.get(name, name) for name in (*roles, *model.key_columns())}
    numbers = {name: name for name in model.number_columns()}
    both = sorted(keys.keys() & numbers.keys())
    if both:
        raise InputError(
            f"{path}: {both[0]!r} is a key and a number at once; write the number as ({both[0]})"
        )
    read = read_columns(path, {**numbers, **keys}, where=where, text=keys)
    told = Provenance(
        "rows of a file",
        {"roles": [f"{name}={column}" for name, column in roles.items()], "where": where},
        (read.source,),
        read.rows_read,
        read.rows.num_rows,
        read.dropped,
    )
    return Table(read.rows, told)
