"""What a person says of the files that are brought in, checked once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chancery.economy.errors import InputError
from chancery.economy.store.classifications import TOTAL, Classification, classification_of
from chancery.economy.store.layout import FLOWS, VALUE_UNITS, Layout
from chancery.economy.store.units import quantity_unit

Duplicates = Literal["refuse", "sum", "first"]
IfHeld = Literal["replace", "add"]
_SOURCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}")
FIRST_YEAR = 1800


@dataclass(frozen=True, slots=True)
class Options:
    """How rows are understood. None where the file says it itself.

    ``level`` digits of the product codes to keep, "all" to keep each level by itself;
    ``duplicates`` what to do where a flow comes twice; ``if_held`` whether flows that the store
    has of the same source, year, kind and reporter give way or are added to.
    """

    layout: Layout
    source: str
    retrieved_on: date
    value_unit: str
    classification: Classification | None = None
    level: int | Literal["all"] | None = None
    year: int | None = None
    flow: str | None = None
    quantity_unit: str | None = None
    duplicates: Duplicates = "refuse"
    if_held: IfHeld = "replace"

    def as_json(self) -> dict[str, str | int | None]:
        """The options as the manifest keeps them."""
        return {
            "columns": ",".join(f"{r}={'|'.join(n)}" for r, n in self.layout.columns.items()),
            "unit": self.value_unit,
            "classification": self.classification.name if self.classification else None,
            "level": self.level,
            "year": self.year,
            "flow": self.flow,
            "quantity_unit": self.quantity_unit,
            "duplicates": self.duplicates,
        }


def day(given: str) -> date:
    """A day as YYYY-MM-DD; InputError for one that does not exist or is still to come."""
    try:
        told = date.fromisoformat(given)
    except ValueError as error:
        raise InputError(f"{given!r} is no day: {error}; write it as 2026-02-28") from error
    return told


def make_options(  # noqa: PLR0913 - what can be said of a file, each by its name
    layout: Layout,
    *,
    retrieved_on: str,
    source: str | None = None,
    value_unit: str | None = None,
    classification: str | None = None,
    level: str | None = None,
    year: int | None = None,
    flow: str | None = None,
    quantity: str | None = None,
    duplicates: Duplicates = "refuse",
    if_held: IfHeld = "replace",
) -> Options:
    """The options out of words; InputError names the one that is missing or wrong."""
    named = classification or layout.classification
    return Options(
        layout=layout,
        source=_source(source or layout.default_source),
        retrieved_on=day(retrieved_on),
        value_unit=_value_unit(value_unit or layout.value_unit),
        classification=_classification(named, layout),
        level=_level(level),
        year=_year(year),
        flow=_flow(flow or layout.flow, layout),
        quantity_unit=quantity_unit(quantity or layout.quantity_unit or "t")
        if quantity or layout.quantity_unit
        else None,
        duplicates=duplicates,
        if_held=if_held,
    )


def _source(given: str | None) -> str:
    if not given:
        raise InputError("say who published the figures: --source NAME")
    if not _SOURCE.fullmatch(given):
        raise InputError(
            f"--source {given!r}: write a name of letters, digits, blanks, points and hyphens, "
            f"60 at most"
        )
    return given


def _value_unit(given: str | None) -> str:
    if given is None:
        raise InputError(f"say what values are told in: --unit {'|'.join(VALUE_UNITS)}")
    if given not in VALUE_UNITS:
        raise InputError(f"--unit {given!r} is not known; there are {', '.join(VALUE_UNITS)}")
    return given


def _classification(given: str | None, layout: Layout) -> Classification | None:
    if given is not None:
        return classification_of(given)
    if "product" not in layout.columns:
        return TOTAL
    if "classification" not in layout.columns:
        raise InputError("say what the codes of products are: --classification HS17")
    return None


def _level(given: str | None) -> int | Literal["all"] | None:
    if given is None:
        return None
    if given == "all":
        return "all"
    if not (given.isascii() and given.isdigit()):
        raise InputError(f"--level {given!r}: write the number of digits, such as 6, or all")
    return int(given)


def _year(given: int | None) -> int | None:
    if given is not None and not FIRST_YEAR <= given <= date.max.year:
        raise InputError(f"--year {given}: there are no figures of trade for it")
    return given


def _flow(given: str | None, layout: Layout) -> str | None:
    if given is not None and given not in FLOWS:
        raise InputError(f"--flow {given!r} is not known; there are {', '.join(FLOWS)}")
    if given is None and "flow" not in layout.columns:
        raise InputError(
            "say who reported the flows: --flow export, import, or reconciled where both did "
            "or nobody says, or name the column with --columns flow=..."
        )
    return given
