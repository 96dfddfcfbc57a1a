"""What an amount or a rate written by a person says: 1.234.567,5 or 1,234,567.5. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

_SPACES = re.compile(r"[\s\u00a0\u202f'’_]")
_FORM = re.compile(r"([+-]?)(\d[\d.,]*)")


class NoAmountError(ValueError):
    """The text is no number."""


class UnclearAmountError(ValueError):
    """1.234 may be a thousand or a little more than one."""


def amount_of(text: str, decimal_sign: str = "") -> Decimal:
    """The number that a text says; ``decimal_sign`` settles what 1.234 means, where it is known.

    >>> amount_of("1.234.567,5")
    Decimal('1234567.5')
    """
    words = _SPACES.sub("", text)
    found = _FORM.fullmatch(words)
    if not found:
        raise NoAmountError(text)
    sign, digits = found[1], found[2]
    mark = _decimal_mark(digits, decimal_sign)
    whole, _mark, rest = digits.rpartition(mark) if mark else (digits, "", "")
    groups = re.split(r"[.,]", whole)
    if len(groups) > 1 and not (
        0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    ):
        raise NoAmountError(text)
    if re.search(r"[.,]", rest) or len({c for c in whole if c in ".,"}) > 1:
        raise NoAmountError(text)
    return (
        Decimal(f"{sign}{''.join(groups)}.{rest or '0'}")
        if mark
        else Decimal(f"{sign}{''.join(groups)}")
    )


def _decimal_mark(digits: str, decimal_sign: str) -> str:
    """Which sign stands before the decimals; empty where there are none."""
    marks = [c for c in digits if c in ".,"]
    if not marks:
        return ""
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) > 1:
        return ""
    mark = marks[0]
    before, after = digits.split(mark)
    if len(after) != 3 or len(before) > 3 or before.startswith("0"):
        return mark
    if not decimal_sign:
        raise UnclearAmountError(digits)
    return mark if mark == decimal_sign else ""
