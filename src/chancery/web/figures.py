"""Numbers at the head of a page: each opens its rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A count, what it counts, where its rows are; ``tone`` colours it unless it is nought."""

    count: int
    words: str
    link: str
    tone: str = ""

    @property
    def css(self) -> str:
        """The colour's class."""
        return f"is-{self.tone}" if self.tone and self.count else ""
