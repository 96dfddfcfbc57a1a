"""The lines of a page, and what the place of each says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chancery.reader.secrecy.lookalikes import folded

LONGEST_STAMP = 120
LINE_HEAD = 300
"""Rules look no further into a line: a stamp stands at its beginning or alone."""
PROSE = 40
_HEAD_LINES = 25
_EDGE_LINES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, and what its place says: neighbours, head or edge of the page."""

    text: str
    start: int
    before: str
    after: str
    head: bool
    edge: bool

    @property
    def alone(self) -> bool:
        """Are the lines above and below blank, or none?"""
        return not self.before and not self.after

    @property
    def governed_by(self) -> str:
        """The last word of the line right above, which may go on here."""
        words = re.findall("[A-Z]+", folded(self.before[-60:]))
        return words[-1] if words else ""

    @property
    def is_end_of_prose(self) -> bool:
        """Is it the last words of a sentence that was wrapped?"""
        open_above = len(self.before) > PROSE and self.before[-1] not in ".:;!?"
        return open_above and self.text.rstrip()[-1] in ".,;"


def lines(page: str, offset: int) -> Iterator[Line]:
    raw = page.splitlines(keepends=True)
    filled = [index for index, text in enumerate(raw) if text.strip()]
    places = [offset]
    for text in raw:
        places.append(places[-1] + len(text))
    for nth, index in enumerate(filled):
        yield Line(
            raw[index].rstrip(),
            places[index],
            before=raw[index - 1].strip() if index else "",
            after=raw[index + 1].strip() if index + 1 < len(raw) else "",
            head=nth < _HEAD_LINES,
            edge=nth < _EDGE_LINES or nth >= len(filled) - _EDGE_LINES,
        )
