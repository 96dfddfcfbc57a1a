"""A document as the mention rules walk it: its words, the known names in it, what was found."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import compress, count
from typing import Any

from chancery.reader.context import Context, Mention
from chancery.reader.mentions.gazetteer import gazetteer
from chancery.reader.mentions.words import NO_GAP, Entry, Words, leftmost

_OPENING = ".:;!?\n\"'("
_PARTS = ("-", "/", "_")
_MARGIN = 24
_BEYOND = [""] * _MARGIN
"""Read in place of words before the first (by a small negative index) and after the last: no
question about a word near the ends need look where they are."""
_APART = [NO_GAP] * _MARGIN
_new = tuple.__new__
"""Makes a named tuple in half the time, of all its values in order."""


class Scene:
    """Words and known names of one document; each family of rules adds the mentions it finds."""

    def __init__(self, context: Context, words: Words) -> None:
        self.context = context
        self.words = words
        self.text = context.text
        self.language = context.language
        self.count = len(self.words)
        self.lows = [*words.lows, *_BEYOND]
        self.gaps = [*words.gaps, *_BEYOND]
        self._joins = [*words.joins, *_APART]
        self._capitals = words.capitals + bytes(_MARGIN)
        self.capital_words = list(compress(count(), words.capitals))
        self.number_words = words.numbers
        self.hits = gazetteer(context.pack).find(self.words)
        self.found: list[Mention] = []
        self.dates: list[Mention] = []
        self._starting: dict[str, dict[int, Entry]] = {}
        self.openers = {entry.first for entries in self.hits.values() for entry in entries}
        """Words with which some known name begins: no other word needs to be asked for."""
        self._ending: dict[str, dict[int, Entry]] = {}
        self._taken: dict[str, _Taken] = {}

    # Known names -----------------------------------------------------------------------------

    def known(self, kind: str) -> list[Entry]:
        """Known names of a kind, leftmost and longest, first to last."""
        return leftmost(self.hits[kind])

    def starting_at(self, kind: str, word: int) -> Entry | None:
        """The known name of a kind that begins with this word."""
        known = self._starting.get(kind)
        if known is None:
            known = self._starting[kind] = {entry.first: entry for entry in self.hits[kind]}
        return known.get(word)

    def begins(self, kinds: tuple[str, ...], word: int) -> bool:
        """Does a known name of one of these kinds begin with this word?"""
        if word not in self.openers:
            return False
        for kind in kinds:  # noqa: SIM110 - any() takes twice as long, and this is asked most
            if self.starting_at(kind, word) is not None:
                return True
        return False

    def ending_at(self, kind: str, word: int) -> Entry | None:
        """The known name of a kind whose last word stands before this one."""
        if kind not in self._ending:
            self._ending[kind] = {entry.last: entry for entry in reversed(self.hits[kind])}
        return self._ending[kind].get(word)

    def keep_only(self, kind: str, entries: list[Entry]) -> None:
        """Narrow the known names of a kind to those that are really meant here."""
        self.hits[kind] = entries
        self.openers.update(entry.first for entry in entries)
        self._starting.pop(kind, None)
        self._ending.pop(kind, None)

    # Words -----------------------------------------------------------------------------------

    def word_at(self, offset: int) -> int:
        """The first word that begins at or after an offset."""
        return bisect_left(self.words.starts, offset)

    def joined(self, word: int) -> bool:
        """Does this word go on from the one before it with a mere space?"""
        return self._joins[word] == ""

    def low(self, word: int) -> str:
        """A word in lower case; '' a little beyond the ends."""
        return self.lows[word]

    def is_capital(self, word: int) -> bool:
        """Does the word begin with a capital letter?"""
        return self._capitals[word] == 1

    def is_name_word(self, word: int) -> bool:
        """Is this a word with a capital that goes on from the one before?"""
        return self._capitals[word] == 1 and self._joins[word] == ""

    def gap_before(self, word: int) -> str:
        """The characters between a word and the one before it."""
        return self.gaps[word]

    def opens_sentence(self, word: int) -> bool:
        """Does a sentence, heading or item begin here?"""
        if word == 0:
            return True
        gap = self.gap_before(word)
        return any(mark in gap for mark in _OPENING)

    def occurrences(self, name: str) -> Iterator[int]:
        """Where a name stands as whole words, not as a part of a code or a longer word."""
        text, length, at = self.text, len(name), self.text.find(name)
        while at >= 0:
            before, after = text[at - 1 : at], text[at + length : at + length + 1]
            if not (before.isalnum() or after.isalnum() or before in _PARTS or after in _PARTS):
                yield at
            at = text.find(name, at + length)

    # Findings --------------------------------------------------------------------------------

    def add(
        self, kind: str, start: int, end: int, rule: str, confidence: float, /, **fields: Any
    ) -> None:
        """Note a mention by its offsets, unless the same span of that type is known."""
        text = self.text
        while start < end and text[end - 1].isspace():
            end -= 1
        taken = self._taken.get(kind) or self._taken_of(kind)
        if start < end and taken.take(start, end):
            self.found.append(_new(Mention, (kind, start, end, fields, rule, confidence, "")))

    def _taken_of(self, kind: str) -> _Taken:
        taken = self._taken.get(kind)
        if taken is None:
            taken = self._taken[kind] = _Taken()
        return taken

    def drop(self, kind: str, spans: list[tuple[int, int]]) -> None:
        """Take back the mentions of a type inside these spans: 'Finland' in 'Business Finland'."""
        inside = [s for s in spans if self.covers(kind, *s)]
        if not inside:
            return
        taken = self._taken_of(kind)
        taken_back = {at for start, end in inside for at in range(start, end)}
        self.found = [m for m in self.found if m.type != kind or m.start not in taken_back]
        for start, end in inside:
            taken.leave(start, end)

    def add_words(
        self, kind: str, first: int, last: int, rule: str, confidence: float, /, **fields: Any
    ) -> None:
        """Note a mention by its words, ``last`` not included."""
        self.add(kind, *self.words.span(first, last), rule, confidence, **fields)

    def of(self, *kinds: str) -> Iterator[Mention]:
        """What was found so far of these types."""
        return (mention for mention in self.found if mention.type in kinds)

    def covers(self, kind: str, start: int, end: int) -> bool:
        """Does a mention of this type share a character with the span?"""
        taken = self._taken.get(kind)
        if taken is None:
            return False
        at = bisect_right(taken.edges, start)
        return at & 1 == 1 or taken.edges[at] < end

    def covers_any(self, kinds: tuple[str, ...], start: int, end: int) -> bool:
        """Does a mention of one of these types share a character with the span?"""
        for kind in kinds:  # noqa: SIM110 - any() takes twice as long, and this is asked often
            if self.covers(kind, start, end):
                return True
        return False

    def mark(self, kind: str, start: int, end: int) -> None:
        """Remember a span under a name of the rules' own, to be asked for with ``covers``."""
        self._taken_of(kind).take(start, end)

    def date_within(self, start: int, end: int) -> str | None:
        """The value of the first date inside a span."""
        at = bisect_left(self.dates, start, key=lambda date: date.start)
        if at < len(self.dates) and self.dates[at].end <= end:
            value: str | None = self.dates[at].fields["value"]
            return value
        return None

    def inside(self, kind: str, start: int, end: int) -> bool:
        """Does the span lie wholly within a mention of this type?"""
        taken = self._taken.get(kind)
        return taken is not None and taken.holds(start, end)


class _Taken:
    """The spans of one type, and the stretches of text that they take together.

    ``edges`` are where these stretches begin and end, in turn: a place is taken where an odd number
    of edges stands at or before it. The last edge lies behind all texts and is never reached.
    """

    __slots__ = ("_widest", "edges", "spans")

    def __init__(self) -> None:
        self.spans: set[tuple[int, int]] = set()
        self.edges: list[int] = [sys.maxsize]
        self._widest: dict[int, int] = {}

    def take(self, start: int, end: int) -> bool:
        """Take a span that is not empty; False where this very span was taken before."""
        if (start, end) in self.spans:
            return False
        self.spans.add((start, end))
        if end > self._widest.get(start, 0):
            self._widest[start] = end
        edges = self.edges
        first, last = bisect_left(edges, start), bisect_right(edges, end)
        if first & 1 or last & 1:
            # an edge inside a stretch is none: the span goes on with what stands there
            edges[first:last] = [start] * (first & 1 ^ 1) + [end] * (last & 1 ^ 1)
        else:
            edges[first:last] = (start, end)
        return True

    def leave(self, start: int, end: int) -> None:
        """Free a stretch, and forget the spans inside it."""
        edges = self.edges
        first, last = bisect_left(edges, start), bisect_right(edges, end)
        edges[first:last] = [start] * (first & 1) + [end] * (last & 1)
        self.spans = {s for s in self.spans if not (start <= s[0] and s[1] <= end)}

    def holds(self, start: int, end: int) -> bool:
        """Whether one span holds the whole of this one: it begins in the same stretch."""
        at = bisect_right(self.edges, start)
        if at & 1 == 0:
            return False
        run = range(self.edges[at - 1], start + 1)
        return any(self._widest.get(place, 0) >= end for place in run)
