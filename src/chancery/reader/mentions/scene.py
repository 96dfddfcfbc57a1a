"""A document as the mention rules walk it: its words, the known names in it, what was found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import compress, count
from typing import Any, NamedTuple

from chancery.reader.context import Context, Mention
from chancery.reader.mentions.gazetteer import gazetteer
from chancery.reader.mentions.words import DIGITS, Entry, Words, leftmost

_OPENING = ".:;!?\n\"'("
_PARTS = ("-", "/", "_")
_BEYOND = [""] * 24
"""Read in place of words before the first (by a small negative index) and after the last."""


class Scene:
    """Words and known names of one document; each family of rules adds the mentions it finds."""

    def __init__(self, context: Context, words: Words) -> None:
        self.context = context
        self.words = words
        self.text = context.text
        self.language = context.language
        self.count = len(self.words)
        self._lows = [*self.words.lows, *_BEYOND]
        self.capital_words = list(compress(count(), words.capitals))
        self.number_words = [i for i, low in enumerate(self.words.lows) if low[0] in DIGITS]
        self.hits = gazetteer(context.pack).find(self.words)
        self.found: list[Mention] = []
        self.dates: list[Mention] = []
        self._starting: dict[str, dict[int, Entry]] = {}
        self.openers = {entry.first for entries in self.hits.values() for entry in entries}
        """Words with which some known name begins: no other word needs to be asked for."""
        self._ending: dict[str, dict[int, Entry]] = {}
        self._taken: dict[str, _Taken] = {}
        self._mask = bytearray()

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
        return 0 < word < self.count and self.words.joins[word] == ""

    def low(self, word: int) -> str:
        """A word in lower case; '' a little beyond the ends."""
        return self._lows[word]

    def is_name_word(self, word: int) -> bool:
        """Is this a word with a capital that goes on from the one before?"""
        return self.joined(word) and self.words.is_capital(word)

    def gap_before(self, word: int) -> str:
        """The characters between a word and the one before it."""
        if not 0 < word < self.count:
            return ""
        return self.text[self.words.ends[word - 1] : self.words.starts[word]]

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
        while start < end and self.text[end - 1].isspace():
            end -= 1
        taken = self._taken_of(kind)
        if start < end and (start, end) not in taken.spans:
            taken.take(start, end)
            self.found.append(Mention(kind, start, end, fields, rule, confidence))

    def _taken_of(self, kind: str) -> _Taken:
        taken = self._taken.get(kind)
        if taken is None:
            number = len(self._taken)
            if number % 8 == 0:
                self._mask = bytearray(len(self.text))
            taken = self._taken[kind] = _Taken(self._mask, number % 8)
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
        return taken is not None and taken.touches(start, end)

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
        return self.covers(kind, start, end) and self._taken[kind].holds(start, end)


class _Taken:
    """The spans of one type; a mask answers at once whether a place is taken.

    One letter has one byte in the mask, one type one bit of it: of a long text a mask for each
    type would fill the memory.
    """

    __slots__ = ("_bit", "_mask", "_widest", "spans")

    def __init__(self, mask: bytearray, bit: int) -> None:
        self.spans: set[tuple[int, int]] = set()
        self._mask, self._bit = mask, _Bit.of(bit)
        self._widest: dict[int, int] = {}

    def take(self, start: int, end: int) -> None:
        self.spans.add((start, end))
        self._mask[start:end] = self._mask[start:end].translate(self._bit.set)
        if end > self._widest.get(start, 0):
            self._widest[start] = end

    def leave(self, start: int, end: int) -> None:
        self._mask[start:end] = self._mask[start:end].translate(self._bit.cleared)
        self.spans = {s for s in self.spans if not (start <= s[0] and s[1] <= end)}

    def touches(self, start: int, end: int) -> bool:
        return bool(self._mask[start:end].translate(None, self._bit.absent))

    def holds(self, start: int, end: int) -> bool:
        """Whether one span holds the whole of this one: it begins in the same run of the mask."""
        return any(self._widest.get(at, 0) >= end for at in range(self._run(start), start + 1))

    def _run(self, place: int) -> int:
        """Where the run of taken letters before the place begins."""
        while place > 0:
            first = max(place - _STEP, 0)
            gap = self._mask[first:place].translate(self._bit.alone).rfind(0)
            if gap >= 0:
                return first + gap + 1
            place = first
        return 0


_STEP = 256


class _Bit(NamedTuple):
    """Tables of ``bytes.translate`` for one bit: set, cleared, alone; and the bytes without it."""

    set: bytes
    cleared: bytes
    alone: bytes
    absent: bytes

    @classmethod
    @cache
    def of(cls, bit: int) -> _Bit:
        flag, every = 1 << bit, range(256)
        return cls(
            bytes(b | flag for b in every), bytes(b & ~flag for b in every),
            bytes(b >> bit & 1 for b in every), bytes(b for b in every if not b & flag),
        )  # fmt: skip
