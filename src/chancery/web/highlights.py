"""A document's text cut into lines and pieces, so that findings can be marked in it.

Offsets are code points of the source text, end exclusive, as everywhere. A browser must count the
same way inside a line, so a line never holds a line break (a browser turns CR LF into LF), and a
character that a browser drops is shown as U+FFFD: one for one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chancery.reader.language import language_of
from chancery.reader.matching import matching
from chancery.reader.zones import split
from chancery.web.named import NONE, Name, Names

_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\S")
_DROPPED = dict.fromkeys((*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F), "\ufffd")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding as it lies in the text; ``tone`` becomes a class of the page."""

    key: int
    start: int
    end: int
    tone: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under the same marks throughout; ``begins`` are the marks that start with it.

    ``named`` is the family of the name that it is or belongs to.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()
    named: str = ""

    @property
    def keys(self) -> str:
        """The marks on it, for the page's script."""
        return " ".join(str(mark.key) for mark in self.marks)

    @property
    def numbers(self) -> list[int]:
        """The keys of the marks on it."""
        return [mark.key for mark in self.marks]

    @property
    def top(self) -> Mark:
        """The shortest mark: the one a person means when they point at this piece."""
        return min(self.marks, key=lambda mark: mark.end - mark.start)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text, its place, its zone, and the number of a page that begins with it."""

    start: int
    pieces: tuple[Piece, ...]
    zone: str = "body"
    page: int | None = None


def lines_of(
    text: str,
    marks: Iterable[Mark] = (),
    *,
    zones: Sequence[tuple[int, int, str]] = (),
    pages: Sequence[int] = (),
    names: Names = NONE,
) -> list[Line]:
    """The lines of ``text`` that hold words; ``zones`` in order, ``pages`` the starts of pages.

    >>> [line.start for line in lines_of("a\\r\\n\\r\\nb")]
    [0, 5]
    """
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.end, mark.key))
    starts = [zone[0] for zone in zones]
    lines: list[Line] = []
    turned = 0
    for found in _LINE.finditer(text):
        word = _WORD.search(text, *found.span())
        if word is None:
            continue
        page = bisect_right(pages, found.start())
        lines.append(
            Line(
                start=found.start(),
                pieces=tuple(_pieces(text, found.span(), ordered, names.within(*found.span()))),
                zone=_zone(zones, starts, word.start()),
                page=page if page > turned and len(pages) > 1 else None,
            )
        )
        turned = page
    return lines


def zones_of(text: str) -> list[tuple[int, int, str]]:
    """Where title, headings, captions, recipients and the like stand, in source offsets."""
    matched = matching(text)
    layout = split(matched, language_of(matched.text))
    return [(*matched.to_source(p.start, p.end), p.zone) for p in layout.paragraphs]


def trimmed(text: str, start: int, end: int) -> Span:
    """A selection without the white space at its ends, and inside the text.

    >>> trimmed("  a b ", 0, 99)
    (2, 5)
    """
    start, end = max(start, 0), min(end, len(text))
    taken = text[start:end]
    start += len(taken) - len(taken.lstrip())
    return start, max(start, start + len(taken.strip()))


def _zone(zones: Sequence[tuple[int, int, str]], starts: list[int], place: int) -> str:
    index = bisect_right(starts, place) - 1
    return zones[index][2] if index >= 0 and place < zones[index][1] else "body"


def _pieces(text: str, line: Span, ordered: list[Mark], names: list[Name]) -> list[Piece]:
    start, end = line
    here = [mark for mark in ordered if mark.start < end and mark.end > start]
    spans: list[Mark | Name] = [*here, *names]
    cuts = {start, end}
    for span in spans:
        cuts |= {max(span.start, start), min(span.end, end)}
    places = sorted(cuts)
    return [_piece(text, here, names, place) for place in pairwise(places)]


def _piece(text: str, here: list[Mark], names: list[Name], span: Span) -> Piece:
    start, end = span
    marks = tuple(mark for mark in here if mark.start <= start and mark.end >= end)
    begins = tuple(mark for mark in marks if mark.start == start)
    over = [name for name in names if name.start <= start and name.end >= end]
    shortest = min(over, key=lambda name: name.end - name.start, default=None)
    named = shortest.family if shortest else ""
    return Piece(text[start:end].translate(_DROPPED), marks, begins, named)
