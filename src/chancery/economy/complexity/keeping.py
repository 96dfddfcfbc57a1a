"""Complexity of some years as an answer that can be kept, and back."""

from __future__ import annotations

from collections.abc import Sequence

from pyarrow import compute

from chancery.economy.cache import Answer
from chancery.economy.complexity.result import Complexity
from chancery.economy.tables import Table

Found = Sequence[tuple[int | None, Complexity]]
"""Each year with what was found for it; one, without a year, where the rows have none."""
_TABLES = ("locations", "products", "cells")


def as_answer(found: Found) -> Answer:
    """The tables of each year under ``<place>/<name>``, and what else is known of it."""
    tables = {
        f"{place}/{name}": getattr(one, name)
        for place, (_, one) in enumerate(found)
        for name in _TABLES
    }
    told = [
        {
            "year": year,
            "eigenvalue": one.eigenvalue,
            "gap": one.gap,
            "left_out": {reason: list(names) for reason, names in one.left_out.items()},
        }
        for year, one in found
    ]
    return Answer(tables, {"years": told})


def of_answer(answer: Answer) -> Found:
    """What :func:`as_answer` was given; who has what is read off the column ``m`` again."""
    found = []
    for place, told in enumerate(answer.told["years"]):
        locations, products, cells = (answer.tables[f"{place}/{name}"] for name in _TABLES)
        shape = locations.rows.num_rows, products.rows.num_rows
        one = Complexity(
            locations=locations,
            products=products,
            cells=Table(cells.rows.combine_chunks(), cells.provenance),
            eigenvalue=told["eigenvalue"],
            gap=told["gap"],
            left_out={reason: tuple(names) for reason, names in told["left_out"].items()},
            present=compute.equal(cells.rows.column("m"), 1).to_numpy().reshape(shape),
        )
        found.append((told["year"], one))
    return found
