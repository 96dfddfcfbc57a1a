"""The matching text: the source folded so that rules need not know how it was typed.

NFC, U+00A0 and other spaces to a space, Ð/ð (U+00D0/U+00F0) to Đ/đ, old tone placement to new
(hoà -> hòa, thuỷ -> thủy), curly quotes to straight, all dashes to '-', 'tỉ' kept as typed. Each
character of the matching text knows the slice of the source it came from, so that a span found
here points into the source exactly. Line breaks are kept one for one: '\\r\\n' is '\\n'.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SINGLE = {
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t",
        " ",
    ),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
    "\u00d0": "Đ",
    "\u00f0": "đ",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u0085": "\n",
}
_TABLE = str.maketrans(_SINGLE)
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_SHRINKS = _DROPPED | {"\r"}
_FOLDED = re.compile(f"[{''.join(sorted(_SHRINKS | _SINGLE.keys()))}]")

_UNEVEN = re.compile("\r\n|[" + "".join(sorted(_DROPPED)) + "]|.[\u0300-\u036f]+", re.DOTALL)
"""Where the folded text may be shorter than the source: the stretches between are folded whole."""

# Old placement puts the tone on the first vowel of oa, oe, uy at the end of a syllable; the two
# spellings are the same word. The new one is the reader's: 'hoà' is matched as 'hòa'.
_OLD_PAIR = re.compile(r"([oOuU])(?<![qQ].)([àáảãạÀÁẢÃẠèéẽẻẹÈÉẼẺẸỳýỹỷỵỲÝỸỶỴ])(?!\w)")
_AFTER_U = frozenset("ỳýỹỷỵỲÝỸỶỴ")


@dataclass(frozen=True)
class Matching:
    """The matching text and the way back to the source."""

    source: str
    text: str
    _starts: Sequence[int] | None
    _ends: Sequence[int] | None

    @property
    def is_even(self) -> bool:
        """Whether both texts have the same offsets."""
        return self._starts is None

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Source span of a matching span; ``start < end`` required."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]

    def to_matching(self, start: int, end: int) -> tuple[int, int]:
        """Matching span that covers a source span."""
        if self._starts is None or self._ends is None:
            return start, end
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_right(self._starts, end - 1), first + 1)
        return first, last


def matching(source: str) -> Matching:
    """Fold ``source``; linear in its length.

    Where no character changes its length (nearly every text) no index is kept.
    """
    letters = set(_FOLDED.findall(source))
    if letters.isdisjoint(_SHRINKS) and unicodedata.is_normalized("NFC", source):
        return Matching(source, _tones_in_place(_translated(source, letters)), None, None)
    folded: list[str] = []
    starts, ends = array("L"), array("L")
    for start, end, even in _stretches(source):
        piece = _fold(source[start:end])
        folded.append(piece)
        if even:
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(piece))
            ends.extend([end] * len(piece))
    text = _tones_in_place("".join(folded))
    return Matching(source, text, starts, ends)


def _stretches(source: str) -> Iterator[tuple[int, int, bool]]:
    """The source in slices that are folded alone, and whether they keep their length: each uneven
    place, and all between two of them."""
    at = 0
    for uneven in _UNEVEN.finditer(source):
        yield from _even(source, at, uneven.start())
        yield *uneven.span(), False
        at = uneven.end()
    yield from _even(source, at, len(source))


def _even(source: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """A stretch without marks of its own: whole, or by the letter where one has another form."""
    if start < end and unicodedata.is_normalized("NFC", source[start:end]):
        yield start, end, True
    else:
        yield from ((at, at + 1, False) for at in range(start, end))


def _fold(group: str) -> str:
    if group == "\r\n":
        return "\n"
    if group in _DROPPED:
        return ""
    return unicodedata.normalize("NFC", group).translate(_TABLE)


def _translated(text: str, letters: set[str]) -> str:
    """One character for another: the few that a text holds, each over the whole of it."""
    for letter in letters:
        text = text.replace(letter, _SINGLE[letter])
    return text


def _tones_in_place(text: str) -> str:
    """Old tone placement to new, length unchanged: hoà -> hòa, thuỷ -> thủy."""

    def move(found: re.Match[str]) -> str:
        first, second = found.groups()
        if (first in "uU") != (second in _AFTER_U):
            return found.group()
        apart = unicodedata.normalize("NFD", second)
        return unicodedata.normalize("NFC", first + apart[1]) + apart[0]

    return _OLD_PAIR.sub(move, text)
