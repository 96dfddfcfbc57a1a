"""The names of a pack in one trie, with the head words of the grammars: built once per pack."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from chancery.reader.mentions import vocabulary
from chancery.reader.mentions.words import Lexicon
from chancery.reference import Pack

_MEETINGS_OF_STATES = frozenset({"UN", "WTO", "OECD", "NATO", "OPEC"})
"""Organisations that the texts speak of as a grouping of states."""

_NO_BODIES = frozenset((*vocabulary.BARE_HEADS, *vocabulary.TITLES_VI, *vocabulary.VENUES_VI))
_OFFICES = frozenset({"prime_minister"})
"""Units that are one person: their names are titles."""


@cache
def gazetteer(pack: Pack) -> Lexicon:
    """All names that the reader knows, by kind: partner, unit, place, level, title, heads..."""
    lexicon = Lexicon()
    _add_partners(lexicon, pack)
    for unit in pack.units:
        if unit.kind in _OFFICES:
            continue
        lexicon.add("place", (unit.city,), unit.city)
        kind = "place" if unit.kind == "province" else "unit"
        for name in unit.names:
            lexicon.add("unit", _bodies(name.spellings, kind), unit)
            if kind == "place":
                towns = [n for n in name.spellings if n not in _bodies(name.spellings, kind)]
                _add_places(lexicon, name.name_vi, towns)
            if name.name_vi.startswith("Bộ "):
                lexicon.add("ministry", (name.name_vi.removeprefix("Bộ "),), unit)
    for place in pack.places:
        _add_places(lexicon, place.name, (place.name, *place.aliases))
    for level in pack.levels:
        lexicon.add("level", (level.name_vi, level.name_en, *level.aliases), level)
    for sector in pack.sectors:
        lexicon.add("sector", (sector.name_vi, sector.name_en, *sector.terms), sector)
    for agreement in pack.agreements:
        names = (agreement.short, agreement.name_vi, agreement.name_en, *agreement.aliases)
        lexicon.add("agreement", names, agreement)
    for title in pack.titles:
        lexicon.add("title", (title.text_vi, title.text_en), title)
    _add_vocabulary(lexicon)
    return lexicon


def _add_partners(lexicon: Lexicon, pack: Pack) -> None:
    for partner in pack.partners:
        names = (partner.name_vi, partner.name_en, *partner.aliases)
        kind = "country" if partner.kind in ("country", "territory") else "bloc"
        if partner.kind == "organisation" and partner.code not in _MEETINGS_OF_STATES:
            kind = "organisation"
        sure = [name for name in names if name not in partner.ambiguous]
        lexicon.add(kind, sure, (partner, False))
        lexicon.add(kind, partner.ambiguous, (partner, True))


def _add_vocabulary(lexicon: Lexicon) -> None:
    for kind, names in vocabulary.HEADS.items():
        lexicon.add(kind, names)
    for word, code in vocabulary.SHORT_COUNTRIES.items():
        lexicon.add("short_country", (word,), code)
    for names, code in vocabulary.LEVELS.items():
        lexicon.add("level_words", names.split("|"), code)
    for word, number in vocabulary.NUMBER_WORDS.items():
        lexicon.add("number", (word,), number)


def _add_places(lexicon: Lexicon, canonical: str, names: Iterable[str]) -> None:
    lexicon.add("place", names, canonical)
    lexicon.add("place_unmarked", map(without_marks, names), canonical)


def without_marks(name: str) -> str:
    """'Đà Nẵng' as English texts write it: 'Da Nang'."""
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _bodies(names: tuple[str, ...], kind: str) -> list[str]:
    """The names of a body that name it beyond doubt.

    Two letters stand for too many things; 'Chủ tịch nước' is a title, 'Phủ Chủ tịch' a venue; of
    a province only its people's committee is a body, its own name a place.
    """
    kept = [n for n in names if len(n) > 2 and n not in _NO_BODIES and ", Bộ " not in n]
    if kind != "place":
        return kept
    return [n for n in kept if n.startswith(("Ủy ban", "UBND", "HĐND", "People's"))]
