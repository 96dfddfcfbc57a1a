"""The words of a text with their places, and tries of names that are walked along them.

One pass over the words finds every name of a country, ministry, place or title and every head word
of a grammar, so that the cost does not grow with the number of names.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, compress, count, repeat
from operator import add, lt, ne
from typing import Any, NamedTuple

from chancery.reader.matching import matching

_LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
_SPLIT = re.compile(r"(\W+)")
_SPLIT_GLUED = re.compile(rf"(\W+|(?<=[{_LOWER}])(?=[{_UPPER}]))")
"""As ``_SPLIT``, and 'ÚcSau' taken apart with an empty gap between."""
_GLUED_PAIR = re.compile(f"[{_UPPER}](?<=[{_LOWER}].)")
"""A capital right behind a small letter: capitals are few, so they are looked for first."""
_GAPS = {
    "": "+",
    ", ": ",",
    " ": "",
    "  ": "",
    "\n": "",
    "-": "-",
    " - ": "-",
    " -": "-",
    "- ": "-",
}
_GAPS |= {". ": ".", ".": ".", "'": "'", "/": "/", "&": "&", " & ": "&"}
NO_GAP = "|"


class _Joins(dict[str, str]):
    """How a word hangs on the one before, by the gap between them; most gaps end a name."""

    def __missing__(self, gap: str) -> str:
        return NO_GAP


_JOIN_OF = _Joins(_GAPS).__getitem__
_BEHIND_DIGITS = ":"
"""The sign behind '9': of all words, only those that begin with a digit stand before it."""


class Words:
    """The words of a text, first to last.

    ``lows`` are in lower case; ``joins[i]`` tells how word ``i`` hangs on the one before it: ''
    for a space, '-' for a hyphen with or without spaces, '.', ',', '/', '&', "'", '+' where two words are typed as one
    ('ÚcSau'), or '|' for anything that ends a name; ``gaps`` are the signs
    themselves, none before the first word. ``numbers`` are the places of the words that begin
    with a digit. In a long text equal words are one object: 2 MB repeat a few thousand.
    """

    __slots__ = (
        "_first", "capitals", "ends", "gaps", "glued", "joins", "lows", "numbers", "starts", "text",
        "words",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.glued = False
        self.words: list[str] = []
        self.lows: list[str] = []
        self.joins: list[str] = []
        self.gaps: list[str] = []
        self.starts, self.ends = array("l"), array("l")
        self.capitals = bytearray()
        self.numbers: list[int] = []
        self._first: dict[str, str] = {}
        for start, end in _blocks(text):
            self._add(text[start:end], start)

    def _add(self, text: str, start: int) -> None:
        """The words of one block of the text, which begins with the text or with a gap."""
        glued = _GLUED_PAIR.search(text) is not None
        self.glued |= glued
        parts = (_SPLIT_GLUED if glued else _SPLIT).split(text)
        if not parts[-1]:
            del parts[-1]
        head = 0 if parts and parts[0] else 2
        found = parts[head::2]
        gaps = parts[1::2]
        if not head:
            gaps.insert(0, "")
        del gaps[len(found) :]
        joins = list(map(_JOIN_OF, gaps))
        if not self.words and found:
            gaps[0], joins[0] = "", NO_GAP
        lows = list(map(str.lower, found))
        if len(self.text) > _BLOCK:
            found, lows = self._known(found), self._known(lows)
        bounds = array("l", list(accumulate(map(len, parts), initial=start)))
        self.numbers += compress(count(len(self.words)), map(lt, found, repeat(_BEHIND_DIGITS)))
        self.capitals += _capitals(found, lows)
        self.gaps += gaps
        self.joins += joins
        self.words += found
        self.lows += lows
        self.starts += bounds[head:-1:2]
        self.ends += bounds[head + 1 :: 2]

    def _known(self, words: list[str]) -> list[str]:
        """The same words, each as the object that stood for it first."""
        return list(map(self._first.setdefault, words, words))

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the words ``first`` up to but not including ``last``."""
        return self.starts[first], self.ends[last - 1]


_BLOCK = 100_000
"""Letters of a text whose words are made at a time: all at once would fill the memory."""
_BLOCK_END = re.compile(r"\w(?=\W)")


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The text in blocks, each but the first beginning with the gap between two words."""
    start = 0
    while len(text) - start > _BLOCK:
        found = _BLOCK_END.search(text, start + _BLOCK)
        if found is None:
            break
        yield start, found.end()
        start = found.end()
    yield start, len(text)


def _capitals(words: list[str], lows: list[str]) -> bytearray:
    """One for each word that begins with a capital."""
    capitals = bytearray(len(words))
    for at in compress(count(), map(ne, words, lows)):
        capitals[at] = words[at][0].isupper()
    return capitals


class Entry(NamedTuple):
    """A name found: words ``first`` up to but not including ``last``, and what it stands for."""

    first: int
    last: int
    payload: Any


Ends = list[tuple[str, int, Any]]
Node = tuple[dict[str, Any], Ends]
"""What may come next, and the names that end here: kind, letters asked, what it stands for."""


class Lexicon:
    """A trie of names by kind.

    A name that begins with a capital is not found in lower case, an abbreviation in capitals
    ('US') only as it is. Names may be typed with old or new tone placement, with or without
    spaces around hyphens.
    """

    def __init__(self, names: Iterable[tuple[str, str, Any]]) -> None:
        """``names``: kind, name, what it stands for; the first of two equal names stays."""
        self._capital_root: dict[str, Node] = {}
        self._small_root: dict[str, Node] = {}
        rows = [row for row in names if row[1]]
        folded = matching("\n".join(" ".join(name.split()) for _, name, _ in rows)).text
        for (kind, _, payload), name in zip(rows, folded.split("\n"), strict=True):
            self._add(self._capital_root, kind, name, payload)
            if not name[0].isupper():
                self._add(self._small_root, kind, name, payload)

    def _add(self, children: dict[str, Node], kind: str, name: str, payload: Any) -> None:
        ends = _NO_ENDS
        for key in _keys(name):
            node = children.get(key)
            if node is None:
                node = children[key] = ({}, [])
            children, ends = node
        if ends is not _NO_ENDS:
            _end_here(ends, kind, _letters_asked(name), payload)

    def find(self, words: Words) -> defaultdict[str, list[Entry]]:
        """The longest name of each kind at each place, by kind, in order of place."""
        hits: defaultdict[str, list[Entry]] = defaultdict(list)
        next_keys = [*map(add, words.joins, words.lows), NO_GAP]
        roots = self._roots(words)
        for first, (children, ends) in zip(
            compress(count(), roots), filter(None, roots), strict=True
        ):
            last = first + 1
            node = children.get(next_keys[last])
            if node is None:
                _note_one(hits, words, first, ends)
                continue
            found = [(last, ends)]
            while node is not None:
                last += 1
                found.append((last, node[1]))
                node = node[0].get(next_keys[last])
            _note(hits, words, first, found)
        return hits

    def _roots(self, words: Words) -> list[Node | None]:
        """The first step of the names that each word may begin."""
        capital, lows = self._capital_root, words.lows
        roots = list(map(self._small_root.get, lows))
        for at in compress(count(), words.capitals):
            roots[at] = capital.get(lows[at])
        return roots


def _end_here(ends: Ends, kind: str, letters: int, payload: Any) -> None:
    """A name more that ends here: of one kind the first stays, with the letters of the laxest."""
    for at, (other, asked, first) in enumerate(ends):
        if other == kind:
            ends[at] = (kind, min(letters, asked), first)
            return
    ends.append((kind, letters, payload))


def _note_one(hits: defaultdict[str, list[Entry]], words: Words, first: int, ends: Ends) -> None:
    """As ``_note``, of one word alone: half of the names, and each kind ends there but once."""
    capital = words.capitals[first]
    for kind, letters, payload in ends:
        if not letters or (capital and (letters == _CAPITAL or words.words[first].isupper())):
            hits[kind].append(_new(Entry, (first, first + 1, payload)))


def _note(
    hits: defaultdict[str, list[Entry]], words: Words, first: int, found: list[tuple[int, Ends]]
) -> None:
    """Keep the longest name of each kind whose letters are as asked."""
    seen: list[str] = []
    capital = words.capitals[first]
    for last, ends in reversed(found):
        for kind, letters, payload in ends:
            if letters and not (capital and (letters == _CAPITAL or words.words[first].isupper())):
                continue
            if kind not in seen:
                seen.append(kind)
                hits[kind].append(_new(Entry, (first, last, payload)))


_new = tuple.__new__
"""Makes a named tuple in half the time, of the values in order."""
_NO_ENDS: Ends = []
_ANY, _CAPITAL, _ABBREVIATION = 0, 1, 2


def _keys(name: str) -> list[str]:
    """The steps of a name in the trie: each word with what joins it to the one before."""
    plain = name.lower().split(" ")
    if all(map(str.isalpha, plain)) and not _GLUED_PAIR.search(name):
        return plain
    words = Words(name)
    if not words.words or NO_GAP in words.joins[1:]:
        return []
    return [words.lows[0], *map(str.__add__, words.joins[1:], words.lows[1:])]


def _letters_asked(name: str) -> int:
    if name.isupper() and name.isalnum() and 1 < len(name) <= 6:
        return _ABBREVIATION
    return _CAPITAL if name[0].isupper() else _ANY


def without_overlaps(entries: Iterable[Entry]) -> list[Entry]:
    """The leftmost, then longest, names that do not overlap."""
    return leftmost(sorted(entries, key=lambda e: (e.first, -e.last)))


def leftmost(entries: Iterable[Entry]) -> list[Entry]:
    """The names that do not overlap with one before them, of names in order of place."""
    kept: list[Entry] = []
    done = 0
    for entry in entries:
        if entry.first >= done:
            kept.append(entry)
            done = entry.last
    return kept
