"""The words of a text, twice: folded (dak) and with their marks (đắk), each with its place.

Both engines and the marking of snippets use these words and no others, so that what is found is
what is marked. A word is a run of letters and digits; its place is a slice of the source, however
that was typed: apart (NFD), with soft hyphens, with the tone on the other vowel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from chancery.lib.text import fold
from chancery.reader.matching import matching

LONGEST = 64  # letters of a word that count; what is longer is no word of any language
_JOINED = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(f"[^\\W_](?:[^\\W_]|[{_JOINED}])*")


class Word(NamedTuple):
    """One word, where it stands in the source, and its two forms."""

    start: int
    end: int
    folded: str
    marked: str


def words_of(text: str) -> Iterator[Word]:
    """Every word of ``text`` in order.

    >>> [(word.folded, word.marked) for word in words_of("Đắk-Lắk")]
    [('dak', 'đắk'), ('lak', 'lắk')]
    """
    for found in _WORD.finditer(text):
        folded, marked = forms(found.group()[: 4 * LONGEST])
        if folded:
            yield Word(found.start(), found.end(), folded, marked)


def spelled(text: str, *, exact: bool) -> tuple[list[tuple[int, int]], list[str]]:
    """Where each word of ``text`` stands, and each in one form: with its marks if ``exact``."""
    form = int(exact)
    found = [(m.span(), forms(m.group()[: 4 * LONGEST])) for m in _WORD.finditer(text)]
    words = [(span, both[form]) for span, both in found if both[0]]
    return [span for span, _form in words], [form for _span, form in words]


@lru_cache(maxsize=1 << 16)
def forms(written: str) -> tuple[str, str]:
    """A word folded, and a word as it should be written, both in small letters."""
    marked = _letters(matching(written).text.casefold())
    folded = _letters(fold(written))
    return folded, marked or folded


def _letters(word: str) -> str:
    return "".join(c for c in word if c.isalnum())[:LONGEST]


def lines_of(text: str) -> tuple[str, str]:
    """The folded words with one space between them, and likewise those with their marks."""
    pairs = [forms(written[: 4 * LONGEST]) for written in _WORD.findall(text)]
    return " ".join([p[0] for p in pairs if p[0]]), " ".join([p[1] for p in pairs if p[0]])


def folded_line(text: str) -> str:
    """The folded words with one space between them."""
    return lines_of(text)[0]
