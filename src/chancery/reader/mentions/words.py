"""The words of a text with their places, and tries of names that are walked along them.

One pass over the words finds every name of a country, ministry, place or title and every head word
of a grammar, so that the cost does not grow with the number of names.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, count, repeat
from typing import Any, NamedTuple

from chancery.reader.matching import matching

_LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
_SPLIT = re.compile(r"(\W+)")
_GLUED = re.compile(rf"(?<=[{_LOWER}])(?=[{_UPPER}])")
_GLUED_PAIR = re.compile(f"[{_LOWER}][{_UPPER}]")
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
DIGITS = frozenset("0123456789")


class Words:
    """The words of a text, first to last.

    ``lows`` are in lower case; ``joins[i]`` tells how word ``i`` hangs on the one before it: ''
    for a space, '-' for a hyphen with or without spaces, '.', ',', '/', '&', "'", '+' where two words are typed as one
    ('ÚcSau'), or '|' for anything that ends a name. Equal words are one object: a text of 2 MB
    repeats a few thousand.
    """

    __slots__ = ("capitals", "ends", "glued", "joins", "lows", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.glued = False
        self.words: list[str] = []
        self.lows: list[str] = []
        self.joins: list[str] = []
        self.starts, self.ends = array("l"), array("l")
        self.capitals = bytearray()
        known = _Known()
        for start, end in _blocks(text):
            self._add(text[start:end], start, known)

    def _add(self, text: str, start: int, known: _Known) -> None:
        """The words of one block of the text, which begins with the text or with a gap."""
        parts = _SPLIT.split(text)
        if not parts[-1]:
            del parts[-1]
        head = 0 if parts and parts[0] else 2
        found = parts[head::2]
        new = set(found).difference(known.words)
        if any(map(_is_glued, new)):
            self.glued = True
            parts = _unglued(parts)
            found = parts[head::2]
            new = set(found).difference(known.words)
        known.learn(new)
        joins = list(map(_GAPS.get, parts[1::2], repeat(NO_GAP)))
        if not head:
            joins.insert(0, NO_GAP)
        elif not self.words and found:
            joins[0] = NO_GAP
        bounds = array("l", list(accumulate(map(len, parts), initial=start)))
        self.joins += joins[: len(found)]
        self.words += map(known.words.__getitem__, found)
        self.lows += map(known.lows.__getitem__, found)
        self.capitals += bytes(map(known.capitals.__contains__, found))
        self.starts += bounds[head:-1:2]
        self.ends += bounds[head + 1 :: 2]

    def __len__(self) -> int:
        return len(self.words)

    def is_capital(self, at: int) -> bool:
        """Does the word at this place begin with a capital letter?"""
        return 0 <= at < len(self.capitals) and self.capitals[at] == 1

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


class _Known:
    """The different words of a text: one object each, its small letters, whether it is a capital's."""

    __slots__ = ("capitals", "lows", "words")

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self.lows: dict[str, str] = {}
        self.capitals: set[str] = set()

    def learn(self, new: set[str]) -> None:
        self.words.update(zip(new, new, strict=True))
        self.lows.update(zip(new, map(str.lower, new), strict=True))
        self.capitals.update([word for word in new if word[0].isupper()])


def _is_glued(word: str) -> bool:
    """Two words typed as one: 'ÚcSau', not 'Úc' or 'EU'."""
    if word.islower() or word.isupper() or word.istitle():
        return False
    return _GLUED_PAIR.search(word) is not None


def _unglued(parts: list[str]) -> list[str]:
    """Words and gaps, 'ÚcSau' taken apart with an empty gap between."""
    taken: list[str] = []
    for at, part in enumerate(parts):
        pieces = _GLUED.split(part) if at % 2 == 0 and _is_glued(part) else [part]
        for piece in pieces[:-1]:
            taken += (piece, "")
        taken.append(pieces[-1])
    return taken


class Entry(NamedTuple):
    """A name found: words ``first`` up to but not including ``last``, and what it stands for."""

    first: int
    last: int
    payload: Any


Ends = dict[str, tuple[int, Any]]
Node = tuple[dict[str, Any], Ends]
"""What may come next, and the names by kind that end here: letters asked, what it stands for."""


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
                node = children[key] = ({}, {})
            children, ends = node
        if ends is _NO_ENDS:
            return
        letters, first = _letters_asked(name), ends.get(kind)
        if first is None or letters < first[0]:
            ends[kind] = (letters, first[1] if first else payload)

    def find(self, words: Words) -> defaultdict[str, list[Entry]]:
        """The longest name of each kind at each place, by kind, in order of place."""
        hits: defaultdict[str, list[Entry]] = defaultdict(list)
        small, capital = self._small_root, self._capital_root
        next_keys = [*map(str.__add__, words.joins, words.lows), NO_GAP]
        openings = [
            (first, node)
            for first, low, is_capital, key in zip(
                count(), words.lows, words.capitals, next_keys[1:], strict=False
            )
            if (node := (capital if is_capital else small).get(low)) is not None
            and (node[1] or key in node[0])
        ]
        for first, node in openings:
            children, ends = node
            last = first + 1
            found = [(last, ends)] if ends else []
            while (further := children.get(next_keys[last])) is not None:
                children, ends = further
                last += 1
                if ends:
                    found.append((last, ends))
            if found:
                _note(hits, words, first, found)
        return hits


def _note(
    hits: defaultdict[str, list[Entry]], words: Words, first: int, found: list[tuple[int, Ends]]
) -> None:
    """Keep the longest name of each kind whose letters are as asked."""
    seen: list[str] = []
    capital = words.capitals[first]
    for last, ends in reversed(found):
        for kind, (letters, payload) in ends.items():
            if letters and not (capital and (letters == _CAPITAL or words.words[first].isupper())):
                continue
            if kind not in seen:
                seen.append(kind)
                hits[kind].append(Entry(first, last, payload))


_NO_ENDS: Ends = {}
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
