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
        return (
            self.pattern.finditer(text, start, end) if self.may_stand(text, start, end) else _NONE
        )
