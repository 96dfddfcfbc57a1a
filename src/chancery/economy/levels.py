"""Levels of a classification of products: headings of two digits contain those of four, these six.

A file that holds several levels counts each flow once on each. Nothing is computed over such a file
before somebody says which level is meant.
"""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa
from pyarrow import compute

from chancery.economy.errors import InputError

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
    rows: pa.Table, level: int | None, *, column: str = "product"
) -> tuple[pa.Table, dict[str, int]]:
    """The rows with their product codes at one level, and how many were left out for which reason.

    ``level`` None asks for the one level that is there. Codes of one finer level are shortened;
    where several levels are there, those of ``level`` are taken and the others left out, for they
    say the same again. Raises InputError where the level is not stated but must be, or cannot be had.
    """
    codes = rows.column(column).unique().cast(pa.string()).to_pylist()
    there = levels_of(codes)
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


def _check_one(there: set[int]) -> None:
    if len(there) > 1:
        raise InputError(
            f"Product codes of several levels stand together ({_listed(there)}), so that flows would "
            f"count more than once; say which level is meant, for example --level {max(there)}"
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
