"""The words of a text with their places, and tries of names that are walked along them.

One pass over the words finds every name of a country, ministry, place or title and every head word
of a grammar, so that the cost does not grow with the number of names.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, compress, count
from typing import Any, NamedTuple

from chancery.reader.matching import matching

_LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
_SPLIT = re.compile(r"(\W+)")
_GLUED = re.compile(rf"(?<=[{_LOWER}])(?=[{_UPPER}])")
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
    themselves, none before the first word; ``different`` knows each word once. ``numbers`` are the places of the words that begin
    with a digit. Equal words are one object: a text of 2 MB
    repeats a few thousand.
    """

    __slots__ = (
        "capitals", "different", "ends", "gaps", "glued", "joins", "lows", "numbers", "starts", "text",
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
        self.different = _Different()
        for start, end in _blocks(text):
            self._add(text[start:end], start)

    def _add(self, text: str, start: int) -> None:
        """The words of one block of the text, which begins with the text or with a gap."""
        parts = _SPLIT.split(text)
        if not parts[-1]:
            del parts[-1]
        head = 0 if parts and parts[0] else 2
        if _GLUED_PAIR.search(text) is not None:
            self.glued = True
            parts = _unglued(parts)
        found, known = parts[head::2], self.different
        known.learn(set(found).difference(known.words))
        gaps = parts[1::2]
        if not head:
            gaps.insert(0, "")
        del gaps[len(found) :]
        joins = list(map(_JOIN_OF, gaps))
        if not self.words and found:
            gaps[0], joins[0] = "", NO_GAP
        bounds = array("l", list(accumulate(map(len, parts), initial=start)))
        self.numbers += compress(count(len(self.words)), map(known.numbers.__contains__, found))
        self.gaps += gaps
        self.joins += joins
        self.words += map(known.words.__getitem__, found)
        self.lows += map(known.lows.__getitem__, found)
        self.capitals += bytes(map(known.capitals.__contains__, found))
        self.starts += bounds[head:-1:2]
        self.ends += bounds[head + 1 :: 2]

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


class _Different:
    """The different words of a text: one object each, its small letters, its first sign's kind.

    Not kept for the next text: a table of all words ever met is far from the processor, and asking
    it takes longer than learning the few hundred words of a paper anew.
    """

    __slots__ = ("capitals", "lows", "numbers", "words")

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self.lows: dict[str, str] = {}
        self.capitals: set[str] = set()
        self.numbers: set[str] = set()

    def learn(self, new: set[str]) -> None:
        lows = dict(zip(new, map(str.lower, new), strict=True))
        self.words.update(zip(new, new, strict=True))
        self.lows.update(lows)
        self.capitals.update([w for w, low in lows.items() if w != low and w[0].isupper()])
        self.numbers.update([w for w in new if w < _BEHIND_DIGITS])


def _unglued(parts: list[str]) -> list[str]:
    """Words and gaps, 'ÚcSau' taken apart with an empty gap between."""
    taken: list[str] = []
    for at, part in enumerate(parts):
        pieces = _GLUED.split(part) if at % 2 == 0 and _GLUED_PAIR.search(part) else [part]
        for piece in pieces[:-1]:
            taken += (piece, "")
        taken.append(pieces[-1])
    return taken


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
        next_keys = [*map(str.__add__, words.joins, words.lows), NO_GAP]
        for first, node in enumerate(map(self._roots(words).get, words.words)):
            if node is None:
                continue
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

    def _roots(self, words: Words) -> dict[str, Node]:
        """The first step of the names that each different word of a text may begin."""
        small, capital, lows = self._small_root, self._capital_root, words.different.lows
        roots = {word: small[low] for word, low in lows.items() if low in small}
        for word in words.different.capitals:
            if (low := lows[word]) in capital:
                roots[word] = capital[low]
        return roots


def _end_here(ends: Ends, kind: str, letters: int, payload: Any) -> None:
    """A name more that ends here: of one kind the first stays, with the letters of the laxest."""
    for at, (other, asked, first) in enumerate(ends):
        if other == kind:
            ends[at] = (kind, min(letters, asked), first)
            return
    ends.append((kind, letters, payload))


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
