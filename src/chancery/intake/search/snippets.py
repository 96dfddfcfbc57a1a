"""The passage of a text that answers a question, with the words found marked in it as written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chancery.intake.search.query import Asked, Term
from chancery.intake.search.words import spelled

WIDTH = 260  # characters of a passage, about
BEFORE = 70  # of them before the first word found
MOST = 400  # places looked at in one text
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; ``found``: words that were asked for."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text cut into pieces, where it starts, and the first words found in it."""

    pieces: tuple[Piece, ...]
    start: int
    end: int
    first: int | None = None
    cut_before: bool = False
    cut_after: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands in a text."""

    start: int
    end: int
    term: int


def places(text: str, asked: Asked) -> list[Place]:
    """Where the wanted terms stand in ``text``, in order; the first ``MOST`` of them."""
    spots, forms = spelled(text, exact=asked.exact)
    terms = [(n, term, asked.words(term)) for n, term in enumerate(asked.wanted)]
    begins = tuple(wanted[0] for _n, _term, wanted in terms)
    found: list[Place] = []
    for index in [i for i, form in enumerate(forms) if form.startswith(begins)]:
        for n, term, wanted in terms:
            if forms[index].startswith(wanted[0]) and _stands(forms, index, wanted, term):
                found.append(Place(spots[index][0], spots[index + len(wanted) - 1][1], n))
        if len(found) >= MOST:
            break
    return found


def marked(text: str, asked: Asked) -> tuple[Piece, ...]:
    """The whole of a short text with the words found marked."""
    return _cut(text, (0, len(text)), _merged(places(text, asked)))


def passage(text: str, asked: Asked) -> Passage:
    """The part of ``text`` with the most of what was asked for; its beginning where nothing is."""
    found = places(text, asked)
    start = _best(found)
    first = found[start].start if found else None
    span = _around(text, first or 0)
    return Passage(
        pieces=_cut(text, span, _merged(found)),
        start=span[0],
        end=span[1],
        first=first,
        cut_before=bool(text[: span[0]].strip()),
        cut_after=bool(text[span[1] :].strip()),
    )


def _stands(forms: Sequence[str], index: int, wanted: Sequence[str], term: Term) -> bool:
    there = tuple(forms[index : index + len(wanted)])
    if there[:-1] != tuple(wanted[:-1]) or len(there) < len(wanted):
        return False
    return there[-1].startswith(wanted[-1]) if term.begins else there[-1] == wanted[-1]


def _best(found: Sequence[Place]) -> int:
    """The place from which a passage holds the most different terms, then the most words."""
    best, most, behind = 0, (0, 0), 0
    for index, place in enumerate(found):
        behind = max(behind, index)
        while behind < len(found) and found[behind].end <= place.start + WIDTH - BEFORE:
            behind += 1
        held = found[index : max(behind, index + 1)]
        rank = (len({one.term for one in held}), len(held))
        if rank > most:
            best, most = index, rank
    return best


def _around(text: str, first: int) -> Span:
    """From a little before ``first``, at the edges of words."""
    start = max(first - BEFORE, 0)
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else first
    end = min(start + WIDTH, len(text))
    if end < len(text):
        space = text.rfind(" ", first + BEFORE, end)
        end = space if space > first else end
    return start, max(end, min(first + 1, len(text)))


def _merged(found: Iterable[Place]) -> list[Span]:
    merged: list[Span] = []
    for place in found:
        if merged and place.start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], place.end))
        else:
            merged.append((place.start, place.end))
    return merged


def _cut(text: str, span: Span, found: Iterable[Span]) -> tuple[Piece, ...]:
    """The text of a span in pieces: joined, they are the text again."""
    start, end = span
    here = [(max(a, start), min(b, end)) for a, b in found if a < end and b > start]
    edges = sorted({start, end, *(edge for one in here for edge in one)})
    return tuple(
        Piece(text[a:b], any(a >= one[0] and b <= one[1] for one in here))
        for a, b in pairwise(edges)
    )
