"""How the reader's tests ask for what was found."""

from __future__ import annotations

from datetime import date

from chancery.reader.context import Context
from chancery.reader.matching import matching
from chancery.reader.mentions import find_mentions
from chancery.reader.zones import split
from chancery.reference import load_pack

REFERENCE = date(2026, 7, 17)


def context_of(text, language="vi", reference=REFERENCE):
    """The context that the rules get for a text."""
    folded = matching(text)
    return Context(folded, split(folded, language), language, reference, load_pack("vn"))


def mentions_of(text, *kinds, language="vi", reference=REFERENCE):
    """Sure mentions of these types, in order."""
    found = find_mentions(context_of(text, language, reference))
    return [m for m in found if m.type in kinds and m.confidence >= 0.5]


def words_of(text, kind, language="vi"):
    """The sure mentions of one type as the source has them."""
    context = context_of(text, language)
    return [
        context.cut(m.start, m.end)
        for m in find_mentions(context)
        if m.type == kind and m.confidence >= 0.5
    ]
