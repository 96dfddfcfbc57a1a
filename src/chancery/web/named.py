"""What a text names besides its findings: bodies, places, dates, figures, other texts.

Shown only where the person asks for it, as underlines: each family has a line of its own, so that
none is told by colour alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

FAMILIES = (
    ("who", _("bodies and people")),
    ("where", _("countries and places")),
    ("when", _("dates")),
    ("much", _("figures")),
    ("what", _("texts and topics")),
)
_OF_TYPE = {
    **dict.fromkeys(("ORG", "ORG_GROUP", "TITLE", "PERSON"), "who"),
    **dict.fromkeys(("COUNTRY", "BLOC", "PLACE"), "where"),
    "DATE": "when",
    "QUANTITY": "much",
    **dict.fromkeys(("AGREEMENT", "DOCUMENT", "EVENT", "RELATION", "SECTOR", "AREA"), "what"),
}


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A span of the text and its family."""

    start: int
    end: int
    family: str


@dataclass(frozen=True)
class Names:
    """All that a text names, in the order of the text."""

    names: tuple[Name, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [name.start for name in self.names]

    @cached_property
    def _longest(self) -> int:
        return max((name.end - name.start for name in self.names), default=0)

    def within(self, start: int, end: int) -> list[Name]:
        """Those that lie in this part of the text or reach into it."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [name for name in self.names[first:last] if name.end > start]


NONE = Names()


def names_of(mentions: Iterable[dict[str, Any]]) -> Names:
    """The mentions of a reading that belong to a family; other types are left out."""
    found = (
        Name(mention["start"], mention["end"], _OF_TYPE[mention["type"]])
        for mention in mentions
        if mention["type"] in _OF_TYPE
    )
    return Names(tuple(sorted(found)))
