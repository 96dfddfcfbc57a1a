"""What every rule is given: the text in matching form, its layout, its language, its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from chancery.reader.matching import Matching
from chancery.reader.model import Language
from chancery.reader.zones import Zones
from chancery.reference import Pack


class Mention(NamedTuple):
    """A name, day or figure; ``start`` and ``end`` are offsets of the *matching* text.

    A named tuple: a document has hundreds, and they are made three times as fast.
    """

    type: str
    start: int
    end: int
    fields: dict[str, Any]
    rule: str
    confidence: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """One document as the rules see it. ``mentions`` is empty until the mentions are found.

    They come in order of place, a longer one before those inside it.
    """

    matching: Matching
    zones: Zones
    language: Language
    reference_date: date | None
    pack: Pack
    mentions: tuple[Mention, ...] = ()

    @property
    def text(self) -> str:
        """The matching text: what rules run on."""
        return self.matching.text

    def cut(self, start: int, end: int) -> str:
        """The source as written under a matching span."""
        first, last = self.matching.to_source(start, end)
        return self.matching.source[first:last]
