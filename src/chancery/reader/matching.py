"""The matching text: the source folded so that rules need not know how it was typed.

NFC, U+00A0 and other spaces to a space, Ð/ð (U+00D0/U+00F0) to Đ/đ, old tone placement to new
(hoà -> hòa, thuỷ -> thủy), curly quotes to straight, all dashes to '-', 'tỉ' kept as typed. Each
character of the matching text knows the slice of the source it came from, so that a span found
here points into the source exactly. Line breaks are kept one for one: '\\r\\n' is '\\n'.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
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
_DROPPED = set("\u200b\u200c\u200d\u2060\ufeff\u00ad")

_UNEVEN = re.compile("\r\n|[" + "".join(sorted(_DROPPED)) + "]")

# Old placement puts the tone on the first vowel of oa, oe, uy at the end of a syllable; the two
# spellings are the same word. The new one is the reader's: 'hoà' is matched as 'hòa'.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OLD_PAIR = re.compile(r"(?<![qQ])(?:([oO])([àáãảạÀÁÃẢẠèéẽẻẹÈÉẼẺẸ])|([uU])([ỳýỹỷỵỲÝỸỶỴ]))(?![\w])")
_GROUP = re.compile(r"\r\n|.[\u0300-\u036f]*", re.DOTALL)


@dataclass(frozen=True)
class Matching:
    """The matching text and the way back to the source."""

    source: str
    text: str
    _starts: tuple[int, ...] | None
    _ends: tuple[int, ...] | None

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
    if not _UNEVEN.search(source) and unicodedata.is_normalized("NFC", source):
        return Matching(source, _tones_in_place(source.translate(_TABLE)), None, None)
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for group in _GROUP.finditer(source):
        piece = _fold(group.group())
        folded.append(piece)
        starts.extend([group.start()] * len(piece))
        ends.extend([group.end()] * len(piece))
    text = _tones_in_place("".join(folded))
    return Matching(source, text, tuple(starts), tuple(ends))


def _fold(group: str) -> str:
    if group == "\r\n":
        return "\n"
    if group in _DROPPED:
        return ""
    return unicodedata.normalize("NFC", group).translate(_TABLE)


def _tones_in_place(text: str) -> str:
    """Old tone placement to new, length unchanged: hoà -> hòa, thuỷ -> thủy."""

    def move(found: re.Match[str]) -> str:
        first, second = (found.group(1), found.group(2)) if found.group(1) else found.groups()[2:]
        apart = unicodedata.normalize("NFD", second)
        return unicodedata.normalize("NFC", first + apart[1]) + apart[0]

    return _OLD_PAIR.sub(move, text)
