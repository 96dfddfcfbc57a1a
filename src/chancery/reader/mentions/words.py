"""The words of a text with their places, and tries of names that are walked along them.

One pass over the words finds every name of a country, ministry, place or title and every head word
of a grammar, so that the cost does not grow with the number of names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate, chain
from typing import Any, NamedTuple

from chancery.reader.matching import matching

_LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
_SPLIT = re.compile(rf"(\W+|(?<=[{_LOWER}])(?=[{_UPPER}]))")
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


class Words:
    """The words of a text, first to last.

    ``lows`` are in lower case; ``joins[i]`` tells how word ``i`` hangs on the one before it: ''
    for a space, '-' for a hyphen with or without spaces, '.', ',', '/', '&', "'", '+' where two words are typed as one
    ('ÚcSau'), or '|' for anything that ends a name.
    """

    __slots__ = ("ends", "joins", "lows", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        parts = _SPLIT.split(text)
        if parts and not parts[0]:
            parts = ["", *parts[1:]]
        bounds = [0, *accumulate(map(len, parts))]
        self.text = text
        keep = [i for i in range(0, len(parts), 2) if parts[i]]
        self.words = [parts[i] for i in keep]
        self.lows = [word.lower() for word in self.words]
        self.starts = [bounds[i] for i in keep]
        self.ends = [bounds[i + 1] for i in keep]
        gaps = _GAPS.get
        self.joins = [gaps(parts[i - 1], NO_GAP) if i else NO_GAP for i in keep]

    def __len__(self) -> int:
        return len(self.words)

    def is_capital(self, at: int) -> bool:
        """Does the word at this place begin with a capital letter?"""
        return 0 <= at < len(self.words) and self.words[at][0].isupper()

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the words ``first`` up to but not including ``last``."""
        return self.starts[first], self.ends[last - 1]


class Entry(NamedTuple):
    """A name found: words ``first`` up to but not including ``last``, and what it stands for."""

    first: int
    last: int
    payload: Any


_HERE = ""
Node = dict[str, Any]


class Lexicon:
    """A trie of names by kind.

    A name that begins with a capital is not found in lower case, an abbreviation in capitals
    ('US') only as it is. Names may be typed with old or new tone placement, with or without
    spaces around hyphens.
    """

    def __init__(self) -> None:
        self._root: Node = {}

    def add(self, kind: str, names: Iterable[str], payload: Any = None) -> None:
        """Add names of one thing; hyphens may have spaces around them in a text."""
        for name in names:
            words = Words(matching(name).text)
            if not len(words) or NO_GAP in words.joins[1:]:
                continue
            node = self._root
            for at, low in enumerate(words.lows):
                key = low if at == 0 else words.joins[at] + low
                node = node.setdefault(key, {})
            found = node.setdefault(_HERE, {})
            found.setdefault(kind, (_letters_asked(words), payload))

    def find(self, words: Words) -> defaultdict[str, list[Entry]]:
        """The longest name of each kind at each place, by kind, in order of place."""
        hits: defaultdict[str, list[Entry]] = defaultdict(list)
        root, lows, joins = self._root, words.lows, words.joins
        count = len(lows)
        for first, low in enumerate(lows):
            node = root.get(low)
            if node is None:
                continue
            best = {kind: (first + 1, found) for kind, found in node.get(_HERE, _NONE).items()}
            last = first + 1
            while last < count and (node := node.get(joins[last] + lows[last])) is not None:
                last += 1
                for kind, found in node.get(_HERE, _NONE).items():
                    best[kind] = (last, found)
            for kind, (end, (letters, payload)) in best.items():
                word = words.words[first]
                if not letters or (word.isupper() if letters > 1 else word[0].isupper()):
                    hits[kind].append(Entry(first, end, payload))
        return hits


_NONE: Node = {}
_ANY, _CAPITAL, _ABBREVIATION = 0, 1, 2


def _letters_asked(words: Words) -> int:
    first = words.words[0]
    if len(words) == 1 and first.isupper() and 1 < len(first) <= 6:
        return _ABBREVIATION
    return _CAPITAL if first[0].isupper() else _ANY


def without_overlaps(entries: Iterable[Entry]) -> list[Entry]:
    """The leftmost, then longest, names that do not overlap."""
    kept: list[Entry] = []
    for entry in sorted(entries, key=lambda e: (e.first, -e.last)):
        if not kept or entry.first >= kept[-1].last:
            kept.append(entry)
    return kept


def all_names(rows: Iterable[Iterable[str]]) -> list[str]:
    """The names of all rows in one list."""
    return list(chain.from_iterable(rows))
