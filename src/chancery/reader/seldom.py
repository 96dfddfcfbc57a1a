"""Patterns that most clauses do not hold, looked for only where they may stand."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from chancery.reader.openings import needed

_END = sys.maxsize
_NONE: Iterator[re.Match[str]] = iter(())


class Seldom:
    """A pattern and the letters of which some stand in any match: those are looked for first.

    ``str.find`` is ten times as quick as a pattern, so this pays where few letters rule out a
    slow pattern. The letters are read off the pattern itself and cannot be forgotten. A pattern
    for small and large letters (``flags``) is looked for in clauses only: they are folded each time.
    """

    __slots__ = ("_folds", "_letters", "pattern")

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self.pattern = re.compile(pattern, flags)
        self._folds = bool(flags & re.IGNORECASE)
        letters = needed(pattern)
        self._letters = tuple({word.lower() for word in letters} if self._folds else letters)

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
        return self.pattern.search(text, start, end) if self.may_stand(text, start, end) else None

    def match(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """As the pattern's own."""
        return self.pattern.match(text, start, end) if self.may_stand(text, start, end) else None

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """As the pattern's own."""
        if not self.may_stand(text, start, end):
            return _NONE
        return self.pattern.finditer(text, start, end)


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
