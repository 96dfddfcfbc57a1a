"""Finding a row by any of its names: as written first, else with marks and case left off."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Generic, TypeVar

from chancery.lib.text import fold

T = TypeVar("T")
_BRACKET = re.compile(r"(?<=\S)\s*\([A-ZĐ0-9&/.-]+\)\s*$")

_KEPT = 5_000
"""Names that were asked for and are remembered: papers name the same few bodies."""


def written(name: str) -> str:
    """The name for comparing as written: case and spacing do not count, marks do."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


class NameIndex(Generic[T]):
    """Names to rows; `Lào` is tried before `lao`, so that marks decide where they can."""

    def __init__(self, named: Iterable[tuple[str, T]]) -> None:
        self._written: dict[str, list[T]] = {}
        self._folded: dict[str, list[T]] = {}
        self._asked: dict[str, list[T]] = {}
        for name, row in named:
            self._written.setdefault(written(name), []).append(row)
            self._folded.setdefault(fold(name), []).append(row)

    def candidates(self, name: str) -> list[T]:
        """The rows that bear this name; none for an unknown or an empty one.

        A bracket behind the name may repeat the abbreviation: "Ngân hàng Thế giới (WB)".
        """
        known = self._asked.get(name)
        if known is None:
            if len(self._asked) >= _KEPT:
                self._asked.clear()
            known = self._asked[name] = self._candidates(name)
        return known

    def _candidates(self, name: str) -> list[T]:
        exact = self._written.get(written(name)) or self._folded.get(fold(name))
        bare = _BRACKET.sub("", name)
        return exact or (self._candidates(bare) if bare != name else [])
