"""The lines of a page, and what the place of each says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from chancery.reader.secrecy.lookalikes import Letter, folded, letters

LONGEST_STAMP = 120
LINE_HEAD = 300
"""Rules look no further into a line: a stamp stands at its beginning or alone."""
PROSE = 40
_HEAD_LINES = 25
_EDGE_LINES = 3


@dataclass(frozen=True)
class Line:
    """A line that is not blank, and what its place says: neighbours, head or edge of the page."""

    text: str
    start: int
    before: str
    after: str
    head: bool
    edge: bool

    @cached_property
    def bare(self) -> str:
        """The line as bare capitals, white space squeezed: what its length is measured on."""
        return " ".join(folded(self.text[: self._window]).split())

    @cached_property
    def seen(self) -> list[Letter]:
        """The visible characters at the beginning of the line, with their places."""
        return letters(self.text[: self._window], self.start)

    @cached_property
    def shown(self) -> str:
        """Capitals of ``seen``, one for each."""
        return "".join(letter.capital for letter in self.seen)

    @cached_property
    def _window(self) -> int:
        # Blanks and hidden characters in great number may not push a stamp out of sight.
        window = LINE_HEAD
        while (
            window < len(self.text)
            and len(" ".join(folded(self.text[:window]).split())) < LINE_HEAD // 2
        ):
            window *= 2
        return window

    @property
    def short(self) -> bool:
        """Could the whole line be a stamp?"""
        return self._window >= len(self.text) and len(self.bare) <= LONGEST_STAMP

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
    def has_sentence_above(self) -> bool:
        """Does a long line right above go on here, one that is no heading in capitals?"""
        open_above = len(self.before) > PROSE and self.before[-1] not in ".:;!?"
        return open_above and not self.before.isupper()

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
        text = raw[index].rstrip()
        indent = _indent(text)
        yield Line(
            text[indent:],
            places[index] + indent,
            before=raw[index - 1].strip() if index else "",
            after=raw[index + 1].strip() if index + 1 < len(raw) else "",
            head=nth < _HEAD_LINES,
            edge=nth < _EDGE_LINES or nth >= len(filled) - _EDGE_LINES,
        )


def _indent(text: str) -> int:
    """How many characters at the beginning show nothing."""
    return next((at for at, c in enumerate(text) if not c.isspace() and folded(c)), 0)
