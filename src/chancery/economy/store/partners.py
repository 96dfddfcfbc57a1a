"""Who trades: any code that a publisher writes for a country, led to its three letters of ISO 3166.

UN Comtrade and BACI write M49 numbers with differences of their own (842 for the United States, 490
for Taiwan), the World Bank and the IMF letters. Codes in force come from CLDR; what differs, states
that are no more, and groups stand in ``partners.csv``, each line with its source.

A former state keeps letters of its own and is not led to a successor: the Soviet Union's trade is
not Russia's. Where ISO gave the state before and after the same letters (Germany, Ethiopia, Sudan),
they stay one. A group or a remainder (World, EU, "areas not elsewhere stated") is an ``aggregate``:
its flows hold those of others, so they are kept apart and enter no total.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from babel.core import get_global

from chancery.economy.errors import InputError
from chancery.reference.cldr import world

Kind = Literal["country", "former", "aggregate"]
_OWN = Path(__file__).with_name("partners.csv")


@dataclass(frozen=True, slots=True)
class Partner:
    """A side of a flow: ``code`` its letters, ``kind`` country, former or aggregate."""

    code: str
    kind: Kind
    name: str


def normal(code: str) -> str:
    """A code as it stands in the table: no blanks, capitals, numbers without zeros before them."""
    given = code.strip().upper()
    number = given.removesuffix(".0")
    return str(int(number)) if number.isascii() and number.isdigit() else given


def partner_of(code: str) -> Partner | None:
    """Whom a code of M49, ISO 3166 (two or three letters), Comtrade or WITS means; None: nobody.

    >>> partner_of("842").code, partner_of("W00").kind
    ('USA', 'aggregate')
    """
    return partners().get(normal(code))


def partner_named(code: str) -> Partner:
    """As :func:`partner_of`; InputError with the nearest codes where it is nobody's."""
    found = partner_of(code)
    if found is None:
        near = difflib.get_close_matches(normal(code), partners(), n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "write three letters, such as VNM"
        raise InputError(f"{code!r} is no code of a partner; {hint}")
    return found


def check_there(wanted: Iterable[str], there: Collection[object]) -> None:
    """InputError for countries that no row has, with how the rows write them where that is known."""
    if missing := sorted(set(wanted) - set(there)):
        told = ", ".join(_beside(code, there) for code in missing)
        raise InputError(f"No row has the country {told}; look how the file writes it")


def _beside(code: str, there: Collection[object]) -> str:
    """The code, with the one of the same country that is there."""
    meant = partner_of(code)
    if meant is None:
        return code
    alike = (one for one in there if isinstance(one, str) and partner_of(one) == meant)
    other = next(alike, None)
    return f"{code} (written {other} there)" if other else code


@cache
def partners() -> Mapping[str, Partner]:
    """Every code that is known, with whom it means."""
    return {**_in_force(), **_own()}


def _in_force() -> dict[str, Partner]:
    """Codes of ISO 3166 and M49 that stand for one country or territory each."""
    two: dict[str, Partner] = {}
    for letters, iso3, _, _, name, _, _ in world():
        if iso3:
            two[letters] = Partner(iso3, "country", name)
    numbers = {
        str(int(code)): two[known[0]]
        for code, known in get_global("territory_aliases").items()
        if code.isdigit() and len(known) == 1 and known[0] in two
    }
    return {**numbers, **two, **{one.code: one for one in two.values()}}


def _own() -> dict[str, Partner]:
    with _OWN.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Partner(row["partner"], _kind(row["kind"]), row["name"])
            for row in csv.DictReader(file)
        }


def _kind(word: str) -> Kind:
    match word:
        case "country" | "former" | "aggregate":
            return word
    raise ValueError(f"{_OWN.name}: {word!r} is no kind of partner")
