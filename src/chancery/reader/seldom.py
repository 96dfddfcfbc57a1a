"""Patterns that most clauses do not hold, looked for only where they may stand."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import reduce
from itertools import compress, repeat
from operator import or_

from chancery.reader.alternation import one_of
from chancery.reader.mentions.words import Words
from chancery.reader.openings import needed

_END = sys.maxsize
_NONE: Iterator[re.Match[str]] = iter(())


class _Words:
    """The gates that each word opens, one bit each: worked out when the word is first met.

    The words of official papers come back, so that most are known after some papers. Names and
    figures do not: the table is emptied before they fill the memory.
    """

    def __init__(self) -> None:
        self._gates: dict[str, int] = {}
        self.signs: dict[str, int] = {}
        """Gates that open at signs, which stand in no word: ':', 'mid-'."""
        self._any: re.Pattern[str] | None = None
        self._count = 0
        self._known: dict[str, int] = {}

    def new_gate(self, letters: tuple[str, ...]) -> int:
        """The bit of a gate that opens where any of the letters stands in a word."""
        bit = 1 << self._count
        self._count += 1
        for some in letters:
            gates = self._gates if some.isalnum() else self.signs
            gates[some] = gates.get(some, 0) | bit
        self._any = None
        self._known = {}
        return bit

    def gates(self, words: list[str]) -> list[int]:
        """The gates that each of the words opens."""
        opened = list(map(self._known.get, words, repeat(_NEW)))
        if _NEW in opened:
            pairs = zip(words, opened, strict=True)
            return [self._opened_by(word) if bits == _NEW else bits for word, bits in pairs]
        return opened

    def _opened_by(self, word: str) -> int:
        if self._any is None:
            self._any = re.compile(one_of(self._gates))
        opened = 0
        if self._any.search(word):
            for letters, bits in self._gates.items():
                opened |= bits if letters in word else 0
        if len(word) <= _LONGEST_WORD:
            if len(self._known) >= _MOST_WORDS:
                self._known = {}
            self._known[word] = opened
        return opened


_NEW = -1
_MOST_WORDS = 40_000
_LONGEST_WORD = 40
_WORDS = _Words()


class Gates:
    """Which gates the words of a text open, by place, for the methods that end in ``_through``.

    A dozen patterns are asked of each clause: to look up its words once is quicker than to look
    for the letters of each. The letters hold no space, so that each stands within one word.
    """

    __slots__ = ("_opened", "_starts")

    def __init__(self, words: Words, low: str) -> None:
        """``low`` is the text in small letters, ``words`` are those of the text."""
        opened = _WORDS.gates(words.lows)
        for sign, bits in _WORDS.signs.items() if opened else ():
            place = low.find(sign)
            while place >= 0:  # it counts for the word that it stands behind, or in
                opened[max(bisect_right(words.starts, place) - 1, 0)] |= bits
                place = low.find(sign, place + 1)
        self._starts = list(compress(words.starts, opened))
        self._opened = list(filter(None, opened))

    def between(self, start: int, end: int) -> int:
        """The gates that open in a span, those of the word before it among them."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        return reduce(or_, self._opened[first : bisect_left(self._starts, end)], 0)


class Seldom:
    """A pattern and the letters of which some stand in any match: those are looked for first.

    ``str.find`` is ten times as quick as a pattern, so this pays where few letters rule out a
    slow pattern. The letters are read off the pattern itself and cannot be forgotten. A pattern
    for small and large letters (``flags``) is looked for in clauses only: they are folded each time.
    """

    __slots__ = ("_folds", "_letters", "bit", "pattern")

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self.pattern = re.compile(pattern, flags)
        self._folds = bool(flags & re.IGNORECASE)
        letters = needed(pattern)
        self._letters = tuple({word.lower() for word in letters} if self._folds else letters)
        self.bit = _WORDS.new_gate(self._letters)

    def may_stand(self, text: str, start: int, end: int) -> bool:
        """Whether any of the letters stands in the span."""
        if self._folds:
            text, start, end = text[start:end].lower(), 0, _END
        for letters in self._letters:  # noqa: SIM110 - any() takes three times as long
            if text.find(letters, start, end) >= 0:
                return True
        return False

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """As the pattern's own."""
        if self._folds:
            may_stand = self.may_stand(text, start, end)
            return self.pattern.search(text, start, end) if may_stand else None
        for letters in self._letters:  # may_stand itself: a call costs as much as three looks
            if text.find(letters, start, end) >= 0:
                return self.pattern.search(text, start, end)
        return None

    def match(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """As the pattern's own."""
        return self.pattern.match(text, start, end) if self.may_stand(text, start, end) else None

    def search_through(self, gates: int, text: str, start: int, end: int) -> re.Match[str] | None:
        """As the pattern's own, in words whose gates are known."""
        return self.pattern.search(text, start, end) if gates & self.bit else None

    def match_through(self, gates: int, text: str, start: int, end: int) -> re.Match[str] | None:
        """As the pattern's own, in words whose gates are known."""
        return self.pattern.match(text, start, end) if gates & self.bit else None

    def finditer_through(
        self, gates: int, text: str, start: int, end: int
    ) -> Iterator[re.Match[str]]:
        """As the pattern's own, in words whose gates are known."""
        return self.pattern.finditer(text, start, end) if gates & self.bit else _NONE


class Near:
    """A pattern for a whole text, tried at the few words before the letters that it needs.

    A pattern that begins with any name ('[A-Z]\\w+ ... Committee') is tried in vain at each name. Here
    it is tried from ``spaces`` spaces before its letters on: as many as may stand between the first
    word of a match and the letters. A match begins with a letter or digit, at the head of a word.
    """

    __slots__ = ("_letters", "_spaces", "pattern")

    def __init__(self, pattern: str, spaces: int) -> None:
        self.pattern = re.compile(pattern)
        self._letters = tuple(needed(pattern))
        self._spaces = spaces

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As the pattern's own."""
        done = 0
        for place in self._places(text):
            if place < done:
                continue
            for start in _WORD_HEAD.finditer(text, self._back(text, place, done), place + 1):
                found = self.pattern.match(text, start.start())
                if found is not None:
                    yield found
                    done = found.end()
                    break
            else:
                done = place + 1

    def _places(self, text: str) -> list[int]:
        """Where the letters stand, in order."""
        places: set[int] = set()
        for letters in self._letters:
            place = text.find(letters)
            while place >= 0:
                places.add(place)
                place = text.find(letters, place + 1)
        return sorted(places)

    def _back(self, text: str, place: int, done: int) -> int:
        """So many spaces before a place, but not before ``done``."""
        for _ in range(self._spaces + 1):
            place = text.rfind(" ", done, place)
            if place < 0:
                return done
        return place


_WORD_HEAD = re.compile(r"[^\W_](?<!\w.)")
