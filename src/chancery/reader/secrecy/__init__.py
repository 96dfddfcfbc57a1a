"""Classification marks: a paper stamped Mật, Tối mật, Tuyệt mật, or SECRET in English.

A mark is a stamp, not a word: it stands alone on a line, beside the number or the letterhead, in
brackets, after 'Độ mật:' or 'Classification:'. 'bí mật kinh doanh', 'mật ong', 'trade secrets'
and 'Luật Bảo vệ bí mật nhà nước' are none. File names are not asked: 'Mat_' is too weak a sign.

What is refused and what is not, with examples: ``docs/reference/formats.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chancery.reader.secrecy.lines import Line, lines
from chancery.reader.secrecy.own_line import own_line
from chancery.reader.secrecy.part_of_line import (
    at_the_beginning,
    beside,
    bracketed,
    column,
    headed,
    labelled,
)
from chancery.reader.secrecy.stamps import RANK, Level, Stamp
from chancery.reader.secrecy.upright import upright

__all__ = ["Level", "Marking", "marking"]


@dataclass(frozen=True, slots=True)
class Marking:
    """A mark as found: ``word == text[start:end]``. English marks have the level 'secret'."""

    level: Level
    word: str
    start: int
    end: int


def marking(text: str) -> Marking | None:
    """The highest classification mark of a text, the first of those equally high; None if none.

    Ask with ``Extracted.everything``, so that page headers and notes are looked at too.
    """
    found: Stamp | None = None
    offset = 0
    for page in text.split("\f"):
        for mark in _stamps(page, offset):
            if found is None or RANK[mark.level] > RANK[found.level]:
                found = mark
        offset += len(page) + 1
    if found is None:
        return None
    return Marking(found.level, text[found.start : found.end], found.start, found.end)


_RULES = (own_line, column, labelled, beside, bracketed, headed, at_the_beginning)
# A look that costs little: no rule can match a line without one of these.
_WORTH_A_LOOK = re.compile("MAA?T|MET|SEC|CONF|REST|NATOR|EUR")
_NO_LETTER = re.compile("[^A-Z]+")
_DIGITS_FOR_LETTERS = str.maketrans("01345$@!", "OIEASSAI")


def _stamps(page: str, offset: int) -> Iterator[Stamp]:
    all_lines = list(lines(page, offset))
    for line in all_lines:
        if _is_worth_a_look(line):
            for rule in _RULES:
                yield from rule(line)
    yield from upright(all_lines)


def _is_worth_a_look(line: Line) -> bool:
    bare = line.bare
    if _WORTH_A_LOOK.search(_NO_LETTER.sub("", bare)) or "S//" in bare or "C//" in bare:
        return True
    return line.short and bool(
        _WORTH_A_LOOK.search(_NO_LETTER.sub("", bare.translate(_DIGITS_FOR_LETTERS)))
    )
