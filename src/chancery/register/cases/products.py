"""Goods by their codes in the Harmonized System: chapter, heading or subheading."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from chancery.register.errors import InvalidValuesError

MOST = 50
_SEPARATORS = re.compile(r"[\s,;]+")
_CODE = re.compile(r"\d{2}(\d{2}){0,2}")
_LAST_CHAPTER, _RESERVED = 97, 77


def codes_in(text: str) -> tuple[str, ...]:
    """The codes written in a line, each once, in order; points inside a code are left out.

    They are not checked: ``check_codes`` says what is wrong with them.
    """
    written = (one.replace(".", "") for one in _SEPARATORS.split(text) if one)
    return tuple(sorted({one for one in written if one}))


def check_codes(codes: Iterable[str]) -> None:
    """Two, four or six digits, of a chapter that there is; raises naming those that are not."""
    listed = list(codes)
    if wrong := [code for code in listed if not _is_code(code)]:
        message = _(
            "Not a code of the Harmonized System: %(codes)s. Write 2, 4 or 6 digits, such as 08, "
            "0810 or 081060."
        )
        raise InvalidValuesError({"hs": [message % {"codes": ", ".join(wrong)}]})
    if len(listed) > MOST:
        message = _("At most %(most)s codes: name the headings or chapters instead.")
        raise InvalidValuesError({"hs": [message % {"most": MOST}]})


def _is_code(code: str) -> bool:
    if not _CODE.fullmatch(code):
        return False
    return 1 <= int(code[:2]) <= _LAST_CHAPTER and int(code[:2]) != _RESERVED
