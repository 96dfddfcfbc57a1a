"""A document as the mention rules walk it: its words, the known names in it, what was found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from chancery.reader.context import Context, Mention
from chancery.reader.mentions.gazetteer import gazetteer
from chancery.reader.mentions.words import NO_GAP, Entry, Words, without_overlaps


class Scene:
    """Words and known names of one document; each family of rules adds the mentions it finds."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.text = context.text
        self.language = context.language
        self.words = Words(context.text)
        self.hits = gazetteer(context.pack).find(self.words)
        self.found: list[Mention] = []
        self._starting: dict[str, dict[int, Entry]] = {}
        self._ending: dict[str, dict[int, Entry]] = {}
        self._taken: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)

    # Known names -----------------------------------------------------------------------------

    def known(self, kind: str) -> list[Entry]:
        """Known names of a kind, leftmost and longest, first to last."""
        return without_overlaps(self.hits[kind])

    def starting_at(self, kind: str, word: int) -> Entry | None:
        """The known name of a kind that begins with this word."""
        if kind not in self._starting:
            self._starting[kind] = {entry.first: entry for entry in self.hits[kind]}
        return self._starting[kind].get(word)

    def ending_at(self, kind: str, word: int) -> Entry | None:
        """The known name of a kind whose last word stands before this one."""
        if kind not in self._ending:
            self._ending[kind] = {entry.last: entry for entry in reversed(self.hits[kind])}
        return self._ending[kind].get(word)

    def keep_only(self, kind: str, entries: list[Entry]) -> None:
        """Narrow the known names of a kind to those that are really meant here."""
        self.hits[kind] = entries
        self._starting.pop(kind, None)
        self._ending.pop(kind, None)

    # Words -----------------------------------------------------------------------------------

    def word_at(self, offset: int) -> int:
        """The first word that begins at or after an offset."""
        return bisect_left(self.words.starts, offset)

    def joined(self, word: int) -> bool:
        """Does this word go on from the one before it with a mere space?"""
        return 0 < word < len(self.words) and self.words.joins[word] == ""

    def low(self, word: int) -> str:
        """A word in lower case; '' beyond the ends."""
        return self.words.lows[word] if 0 <= word < len(self.words) else ""

    def is_name_word(self, word: int) -> bool:
        """Is this a word with a capital that goes on from the one before?"""
        return self.joined(word) and self.words.is_capital(word)

    def gap_before(self, word: int) -> str:
        """The characters between a word and the one before it."""
        if not 0 < word < len(self.words):
            return ""
        return self.text[self.words.ends[word - 1] : self.words.starts[word]]

    def opens_sentence(self, word: int) -> bool:
        """Does a sentence, heading or item begin here?"""
        if word == 0:
            return True
        gap = self.gap_before(word)
        return self.words.joins[word] == NO_GAP and any(mark in gap for mark in ".:;!?\n-\"'(")

    # Findings --------------------------------------------------------------------------------

    def add(
        self, kind: str, start: int, end: int, rule: str, confidence: float, /, **fields: Any
    ) -> None:
        """Note a mention by its offsets, unless the same span of that type is known."""
        if start >= end or (start, end) in self._taken[kind]:
            return
        self._taken[kind].append((start, end))
        self.found.append(Mention(kind, start, end, fields, rule, confidence))

    def add_words(
        self, kind: str, first: int, last: int, rule: str, confidence: float, /, **fields: Any
    ) -> None:
        """Note a mention by its words, ``last`` not included."""
        self.add(kind, *self.words.span(first, last), rule, confidence, **fields)

    def spans(self, kind: str) -> list[tuple[int, int]]:
        """Offsets of what was found of a type so far."""
        return self._taken[kind]

    def of(self, *kinds: str) -> Iterator[Mention]:
        """What was found so far of these types."""
        return (mention for mention in self.found if mention.type in kinds)

    def covers(self, kind: str, start: int, end: int) -> bool:
        """Does a mention of this type share a character with the span?"""
        return any(s < end and start < e for s, e in self._taken[kind])

    def inside(self, kind: str, start: int, end: int) -> bool:
        """Does the span lie wholly within a mention of this type?"""
        return any(s <= start and end <= e for s, e in self._taken[kind])


def words_between(words: Words, start: int, end: int) -> range:
    """The words that lie wholly between two offsets."""
    return range(bisect_left(words.starts, start), bisect_right(words.ends, end))
