"""Patterns that are tried only where they can begin.

``re`` tries a pattern at every letter of a sentence. But 'chỉ rõ ... nhiệm vụ' begins where 'chỉ'
stands, or nowhere. What a pattern can begin with is read off the pattern itself, so that whoever
writes a rule writes nothing else and can forget nothing. One pass over the words of a document
tells for all such patterns at once where each of them could begin; there alone it is tried.

The answer is always that of ``re``: a place is left out only where no match can begin. Patterns
that may begin with anything, and texts that were not indexed, are searched as ``re`` does.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from chancery.reader.mentions.words import Words

_parser: Any = import_module("re._parser")
"""How ``re`` reads a pattern; there is no public door to it."""

_LONG = 8
"""Letters of a beginning that say enough: they hold a word, and there are not too many ways."""

_DIGIT, _BOUNDARY = "0", "\0"
"""Any digit; a place before a word, of no width. In beginnings and in what they are looked for in."""

_KEPT = 60_000
"""Words that are remembered from text to text."""

_ODD = frozenset("\u0130\u0131\u0307\u017f")
"""Letters that ``re`` takes for others when it is told to ignore case, or that change in length."""

_PART = re.compile(r"\w+")
_COMMON = frozenset((
    "và", "các", "của", "có", "được", "trong", "cho", "với", "là", "đã", "về", "những", "the",
    "of", "and", "to", "in", "a", "an", "on", "for", "has", "have", "had", "is", "are", "was",
))  # fmt: skip
"""Words that tell little: another word of the beginning is looked for, if it has one."""


class Opened:
    """A pattern that is tried only where it can begin; to be used as ``re.Pattern`` is."""

    __slots__ = ("_everywhere", "flags", "match", "number", "pattern")

    def __init__(self, source: str, flags: int = 0) -> None:
        self.pattern, self.flags = source, flags
        self._everywhere = re.compile(source, flags)
        self.match = self._everywhere.match
        self.number = len(_PATTERNS)
        _PATTERNS.append(self)
        _known.cache_clear()

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match that begins at ``start`` or behind and ends at ``end`` or before."""
        places = self._places(text)
        if places is None:
            return self._everywhere.search(text, start, end)
        at, last = bisect_left(places, start), len(places)
        while at < last and (place := places[at]) < end:
            found = self.match(text, place, end)
            if found is not None:
                return found
            at += 1
        return None

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """All matches between two places, none overlapping."""
        places = self._places(text)
        if places is None:
            return self._everywhere.finditer(text, start, end)
        at, last = bisect_left(places, start), len(places)
        if at == last or places[at] >= end:
            return iter(())
        return self._tried(text, places, start, end)

    def _places(self, text: str) -> Sequence[int] | None:
        """Where it could begin in the text; None where that is not known."""
        if type(text) is not Indexed:
            return None
        try:
            return text.places[self.number]
        except IndexError:  # the pattern was made after the text's index
            return None

    def _tried(
        self, text: str, places: Sequence[int], start: int, end: int
    ) -> Iterator[re.Match[str]]:
        at, last = bisect_left(places, start), len(places)
        while at < last and (place := places[at]) < end:
            found = self.match(text, place, end)
            if found is None:
                at += 1
            else:
                yield found
                at = bisect_left(places, found.end(), at + 1)

    def beginnings(self) -> frozenset[str]:
        """Every match begins with one of these (small letters, '0' for a digit); empty: unknown."""
        whole, cut = _heads(_parser.parse(self.pattern, self.flags))
        found = whole | cut
        return frozenset(found) if all(map(_PART.search, found)) else frozenset()


opened = Opened
_PATTERNS: list[Opened] = []


def all_opened() -> tuple[Opened, ...]:
    """Every pattern of the rules that knows how it begins."""
    return tuple(_PATTERNS)


Places = list[Sequence[int] | None]


class Indexed(str):
    """A text whose words were looked up: ``Opened`` patterns are quick on it."""

    __slots__ = ("glued", "places")
    places: Places
    glued: bool


class Signs(NamedTuple):
    """What the words of a text tell: where each pattern could begin, by its number (None: not
    known), and whether two words are typed as one somewhere ('ÚcSau')."""

    places: Places
    glued: bool


def indexed(text: str, signs: Signs) -> Indexed:
    """The text, in small letters or as it is, with what its words tell."""
    result = Indexed(text)
    result.places, result.glued = signs
    return result


def signs_of(words: Words) -> Signs:
    """What the words of a text tell."""
    return Signs(_places_in(*words.whole()), words.glued)


def _places_in(words: Iterable[str], starts: Iterable[int]) -> Places:
    """Where patterns could begin; ``words`` in small letters are those that ``\\w+`` finds."""
    known = _known()
    places = [array("l") for _ in _PATTERNS]
    for start, word in zip(starts, words, strict=True):
        openings = known[word]
        if openings:
            for number, offset in openings:
                places[number].append(start + offset)
    return [
        (array("l", sorted(set(found))) if mixed and found else found) if tells else None
        for found, tells, mixed in zip(places, known.tells, known.mixed, strict=True)
    ]


# What a word may open ---------------------------------------------------------------------------

Opening = tuple[int, int]
"""The number of a pattern, and where it would begin, counted from the beginning of the word."""


class _Known(dict[str, tuple[Opening, ...]]):
    """The openings of each word, worked out when the word is met first."""

    def __init__(self) -> None:
        super().__init__()
        self._anchors: dict[str, set[Opening]] = {}
        self._tree: dict[str, Any] = {}
        self._reach: list[int] = []
        self.tells: list[bool] = []
        self.mixed: list[bool] = []
        for pattern in _PATTERNS:
            self._plant(pattern)

    def _plant(self, pattern: Opened) -> None:
        beginnings = pattern.beginnings()
        befores: set[int] = set()
        for beginning in beginnings:
            part, before = _anchor(beginning)
            node = self._tree
            for letter in part:
                node = node.setdefault(letter, {})
            node.setdefault("", set()).add((pattern.number, before))
            befores.add(before)
        self.tells.append(bool(beginnings))
        self.mixed.append(len(befores) > 1)
        self._reach.append(max(befores, default=0))

    def __missing__(self, word: str) -> tuple[Opening, ...]:
        if len(self) > _KEPT:
            self.clear()
        found = self._everywhere(word) if not _ODD.isdisjoint(word) else self._walk(word)
        self[word] = result = tuple(sorted(found))
        return result

    def _walk(self, word: str) -> set[Opening]:
        told = f" {_with_digits(word)} "
        found: set[Opening] = set()
        for first in range(len(told)):
            node = self._tree
            for letter in told[first:]:
                if (further := node.get(letter)) is None:
                    break
                node = further
                if "" in node:
                    found |= {(number, first - 1 - before) for number, before in node[""]}
        return found

    def _everywhere(self, word: str) -> set[Opening]:
        """A word of odd letters may hold any beginning."""
        self.mixed = [True] * len(self.mixed)
        return {
            (number, offset)
            for number, reach in enumerate(self._reach)
            for offset in range(-reach - 1, len(word))
        }


@cache
def _known() -> _Known:
    """All that was found out of words so far."""
    return _Known()


def _anchor(beginning: str) -> tuple[str, int]:
    """The telling word of a beginning, ' ' where it is bounded, and how much stands before it."""
    parts = list(_PART.finditer(beginning))
    part = max(parts, key=lambda p: (p.group() not in _COMMON, p.end() - p.start()))
    before, behind = beginning[: part.start()], beginning[part.end() :]
    bounded = before[-1:], behind[:1]
    opens = " " if bounded[0] else ""
    closes = " " if bounded[1] and bounded[1] != _BOUNDARY else ""
    return opens + part.group() + closes, len(before.replace(_BOUNDARY, "")) - len(opens)


def _with_digits(word: str) -> str:
    return "".join(_DIGIT if letter.isdecimal() else letter for letter in word)


# How a pattern can begin ------------------------------------------------------------------------

Heads = tuple[set[str], set[str]]
"""Beginnings that are a whole match so far, and beginnings behind which anything may follow."""


def _heads(items: Iterable[tuple[Any, Any]]) -> Heads:
    whole, cut = {""}, set()
    for sign, told in items:
        further, open_ended = _heads_of(str(sign), told)
        cut |= {one + two for one in whole for two in open_ended}
        whole = {one + two for one in whole for two in further}
        long = set(filter(_says_enough, whole))
        whole, cut = whole - long, cut | long
        if not whole:
            break
    return whole, cut


def _says_enough(head: str) -> bool:
    """A whole word that is not one of the commonest, or letters enough."""
    if len(head) >= _LONG:
        return True
    closed = head[-1:] not in ("", _BOUNDARY) and not _PART.match(head[-1])
    return closed and any(part not in _COMMON for part in _PART.findall(head))


def _heads_of(sign: str, told: Any) -> Heads:
    """The beginnings of one part of a pattern; ({}, {''}) where it may be anything."""
    read = _READ.get(sign)
    return read(told) if read else (set(), {""})


def _ways(ways: Iterable[Any]) -> Heads:
    """The beginnings of any of several parts."""
    heads = [_heads(way) for way in ways]
    return set().union(*(h[0] for h in heads)), set().union(*(h[1] for h in heads))


def _repeated(least: int, most: int, items: Any) -> Heads:
    whole, cut = _heads(items)
    if (least, most) == (1, 1):
        return whole, cut
    if most == 1:
        return whole | {""}, cut
    return set() if least else {""}, whole | cut


def _letters(members: list[tuple[str, Any]]) -> Heads:
    """The letters of a class that are few enough to name."""
    found: set[str] = set()
    for kind, value in members:
        if kind == "LITERAL":
            found.add(chr(value).lower())
        elif kind == "RANGE" and value[1] - value[0] < 12:
            found |= {chr(code).lower() for code in range(value[0], value[1] + 1)}
        elif kind == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            found.add(_DIGIT)
        else:
            return set(), {""}
    if any(len(letter) != 1 for letter in found) or not _ODD.isdisjoint(found):
        return set(), {""}
    return {_with_digits(letter) for letter in found}, set()


def _look_back(told: Any) -> Heads:
    """What a look ahead or back adds: nothing, or that a word begins, where every letter is refused."""
    back, items = told
    refused = items[0][1] if back < 0 and len(items) == 1 and str(items[0][0]) == "IN" else ()
    members = [(str(kind), str(value)) for kind, value in refused]
    begins = ("CATEGORY", "CATEGORY_WORD") in members and members[0][0] != "NEGATE"
    return {_BOUNDARY if begins else ""}, set()


_READ: dict[str, Callable[[Any], Heads]] = {
    "LITERAL": lambda told: _letters([("LITERAL", told)]),
    "IN": lambda told: _letters([(str(kind), value) for kind, value in told]),
    "AT": lambda told: ({_BOUNDARY if str(told) == "AT_BOUNDARY" else ""}, set()),
    "ASSERT": lambda _: ({""}, set()),
    "ASSERT_NOT": _look_back,
    "SUBPATTERN": lambda told: _heads(told[-1]),
    "ATOMIC_GROUP": _heads,
    "BRANCH": lambda told: _ways(told[1]),
    "MAX_REPEAT": lambda told: _repeated(*told),
    "MIN_REPEAT": lambda told: _repeated(*told),
    "POSSESSIVE_REPEAT": lambda told: _repeated(*told),
}
"""How each part of ``re``'s parse tree is read; what is not here may be anything."""
