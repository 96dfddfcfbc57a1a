"""The names of a pack in one trie, with the head words of the grammars: built once per pack."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from chancery.reader.mentions import vocabulary
from chancery.reader.mentions.words import Lexicon
from chancery.reference import Pack

Named = tuple[str, str, Any]

_MEETINGS_OF_STATES = frozenset({"UN", "WTO", "OECD", "NATO", "OPEC"})
"""Organisations that the texts speak of as a grouping of states."""

_NO_BODIES = frozenset((*vocabulary.BARE_HEADS, *vocabulary.TITLES_VI, *vocabulary.VENUES_VI))
_COMMITTEES = ("Ủy ban", "UBND", "HĐND", "People's")
_OFFICES = frozenset({"prime_minister"})
"""Units that are one person: their names are titles."""


@cache
def gazetteer(pack: Pack) -> Lexicon:
    """All names that the reader knows, by kind: country, unit, place, level, title, heads..."""
    return Lexicon((*_partners(pack), *_units(pack), *_places(pack), *_others(pack), *_words()))


def _partners(pack: Pack) -> Iterator[Named]:
    for partner in pack.partners:
        kind = "country" if partner.kind in ("country", "territory") else "bloc"
        if partner.kind == "organisation" and partner.code not in _MEETINGS_OF_STATES:
            kind = "organisation"
        for name in (partner.name_vi, partner.name_en, *partner.aliases):
            if not name.startswith(("the ", "The ")):
                yield kind, name, (partner, name in partner.ambiguous)
    known = {name for partner in pack.partners for name in partner.names}
    for name, code in vocabulary.SHORT_COUNTRIES.items():
        if name not in known:
            yield "short_country", name, code


def _units(pack: Pack) -> Iterator[Named]:
    """Of a province only the people's committee is a body; its own name is a place."""
    for unit in pack.units:
        if unit.kind in _OFFICES:
            continue
        for names in unit.names:
            for name in names.spellings:
                if _names_a_body(name) and (
                    unit.kind != "province" or name.startswith(_COMMITTEES)
                ):
                    yield "unit", name, unit
            if names.name_vi.startswith("Bộ "):
                yield "ministry", names.name_vi.removeprefix("Bộ "), unit


def _names_a_body(name: str) -> bool:
    """Two letters stand for too much; 'Chủ tịch nước' is a title, 'Phủ Chủ tịch' a venue."""
    return len(name) > 2 and name not in _NO_BODIES and ", Bộ " not in name


def _places(pack: Pack) -> Iterator[Named]:
    """Places, provinces and the towns of missions, with the forms that English texts use."""
    places = [(place.name, (place.name, *place.aliases)) for place in pack.places]
    for unit in pack.units:
        if unit.city:
            places.append((unit.city, (unit.city,)))
        if unit.kind == "province":
            places += [(n.name_vi, _town_names(n.spellings)) for n in unit.names]
    named = [
        (canonical, name)
        for canonical, names in places
        for name in names
        if canonical.casefold().startswith(_KINDS_OF_PLACE)
        or not name.casefold().startswith(_KINDS_OF_PLACE)
    ]
    plain = without_marks("\n".join(name for _, name in named)).split("\n")
    for (canonical, name), unmarked in zip(named, plain, strict=True):
        yield "place", name, canonical
        yield "place_unmarked", unmarked, canonical


_KINDS_OF_PLACE = ("tỉnh ", "thành phố ", "tp ", "city of ")
"""'tỉnh Gia Lai' names 'Gia Lai'; 'Thành phố Hồ Chí Minh' is the name itself."""


def _town_names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(n for n in names if len(n) > 2 and not n.startswith(_COMMITTEES))


def without_marks(text: str) -> str:
    """'Đà Nẵng' as English texts write it: 'Da Nang'."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return plain.translate(_MARKS)


_MARKS = dict.fromkeys(range(0x300, 0x370))


def _others(pack: Pack) -> Iterator[Named]:
    levels = (level for level in pack.levels if level.code != "diplomatic_relations")
    for level in levels:
        yield from _all("level", (level.name_vi, level.name_en, *level.aliases), level.code)
    for sector in pack.sectors:
        yield from _all("sector", (sector.name_vi, sector.name_en, *sector.terms), sector)
    for row in pack.agreements:
        yield from _all("agreement", (row.short, row.name_vi, row.name_en, *row.aliases), row)
    for title in pack.titles:
        yield from _all("title", (title.text_vi, title.text_en), title)


def _all(kind: str, names: Iterable[str], payload: Any) -> Iterator[Named]:
    return ((kind, name, payload) for name in names)


def _words() -> Iterator[Named]:
    for kind, names in vocabulary.HEADS.items():
        for name in names:
            yield kind, name, None
    for levels, code in vocabulary.LEVELS.items():
        for name in vocabulary.phrases(levels):
            yield "level", name, code
    for name, number in vocabulary.NUMBER_WORDS.items():
        if number > 1:
            yield "number", name, number
