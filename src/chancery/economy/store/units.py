"""Units that quantities are told in, by the codes and abbreviations of UN Comtrade."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from chancery.economy.errors import InputError

_TABLE = Path(__file__).with_name("quantity_units.csv")


@cache
def quantity_units() -> Mapping[str, str]:
    """Each code or abbreviation, in capitals, with the unit; empty where it says there is none."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["unit"] for row in csv.DictReader(file)}


def quantity_unit(given: str) -> str:
    """The unit that a person names; InputError with the known ones where it is none."""
    unit = quantity_units().get(given.strip().upper())
    if not unit:
        known = ", ".join(sorted({one for one in quantity_units().values() if one}))
        raise InputError(f"{given!r} is no unit of quantities that is known; there are {known}")
    return unit
