"""Levels of a classification of products: headings of two digits contain those of four, these six.

A file that holds several levels counts each flow once on each. Nothing is computed over such a file
before somebody says which level is meant. Publishers also mix levels without telling anything twice (4407
beside 940360, but neither 44 nor 9403): such codes may be taken as they stand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Literal, TypeAlias

import pyarrow as pa
from pyarrow import compute

from chancery.economy.errors import InputError

Level: TypeAlias = int | Literal["mixed"]
"""Digits of the codes, or "mixed": codes of several lengths, none of which contains another."""
_TOTAL = "TOTAL"
"""UN Comtrade's code for all products together."""
_DIGITS = frozenset({2, 4, 6, 8, 10})


def levels_of(codes: Collection[str]) -> set[int]:
    """The levels, as numbers of digits, of codes of the Harmonised System; 0 is all products together.

    Empty where the codes are not of that kind: names, or numbers of odd lengths such as 7 and 101.
    """
    digits = {len(code) for code in codes if code.isdecimal()}
    others = {code for code in codes if not code.isdecimal()}
    if not digits or not digits <= _DIGITS or not others <= {_TOTAL}:
        return set()
    return digits | {0} if others else digits


def at_level(
    rows: pa.Table, level: Level | None, *, column: str = "product"
) -> tuple[pa.Table, dict[str, int]]:
    """The rows with their product codes at one level, and how many were left out for which reason.

    ``level`` None asks for the one level that is there. Codes of one finer level are shortened;
    where several levels are there, those of ``level`` are taken and the others left out, for they
    say the same again (:func:`only_elsewhere` finds those that do not). Raises InputError where the
    level is not stated but must be, or cannot be had, and for ``mixed`` where one code contains another.
    """
    codes = rows.column(column).unique().cast(pa.string()).to_pylist()
    there = levels_of(codes)
    if level == "mixed":
        _check_apart(codes)
        return rows, {}
    if level is None:
        _check_one(there)
        return rows, {}
    if level not in there:
        _check_finer(there, level)
        short = compute.utf8_slice_codeunits(rows.column(column), 0, level)
        return rows.set_column(rows.schema.get_field_index(column), column, short), {}
    taken = rows.filter(compute.equal(compute.utf8_length(rows.column(column)), level))
    left = rows.num_rows - taken.num_rows
    return taken, {f"{column} is of another level than {level} digits": left} if left else {}


def only_elsewhere(codes: Collection[str], level: Level | None) -> list[str]:
    """The codes of other levels whose trade no code of ``level`` tells: left out, it is counted nowhere."""
    if not isinstance(level, int) or level not in levels_of(codes):
        return []
    taken = [code for code in codes if len(code) == level and code != _TOTAL]
    told = {code[:size] for code in taken for size in range(1, level + 1)}
    others = (code for code in codes if len(code) != level and code != _TOTAL)
    return sorted(code for code in others if code[:level] not in told)


def _check_apart(codes: Collection[str]) -> None:
    """InputError where one code begins with another, or stands for all."""
    if _TOTAL in codes and len(codes) > 1:
        raise InputError(f"{_TOTAL} contains all other product codes; say which level is meant")
    if found := next(_nested(sorted(codes)), None):
        raise InputError(
            f"The product code {found[0]} contains {found[1]}, so that flows would count more than "
            f"once; leave one of them out (--where), or say which level is meant"
        )


def _nested(codes: list[str]) -> Iterator[tuple[str, str]]:
    """Sorted codes that begin with the one before them."""
    for one, other in pairwise(codes):
        if other.startswith(one):
            yield one, other


def _check_one(there: set[int]) -> None:
    if len(there) > 1:
        raise InputError(
            f"Product codes of several levels stand together ({_listed(there)}), so that flows would "
            f"count more than once; say which level is meant, for example --level {max(there)}, or --level "
            f"mixed where no code contains another"
        )


def _check_finer(there: set[int], level: int) -> None:
    if not there:
        raise InputError(
            f"Level {level} cannot be made: the product codes are not of 2, 4, 6, 8 or 10 digits; "
            f"where leading zeros are lost, put them back: lpad(code, 6, '0')"
        )
    if len(there) > 1 or min(there) < level:
        raise InputError(
            f"Level {level} cannot be made from what is there ({_listed(there)}); choose a level that "
            f"is there"
        )


def _listed(there: set[int]) -> str:
    named = ["all together" if size == 0 else f"{size} digits" for size in sorted(there)]
    return ", ".join(named)
