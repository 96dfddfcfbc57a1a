"""Lines of pages into paragraphs: pure, on plain values.

A PDF knows where words stand, not what belongs together. The rules here are those of a reader's
eye: a line that stops well before the margin ends its paragraph; an indented line, a list mark,
a wider gap or another size of type begins one; what stands at the same place on page after page
belongs to the paper, not to the text.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from chancery.reader.formats.model import Span

_EDGE_LINES = 3
_SAME_PLACE = 6.0
_INDENT = 8.0
_HANGING = 60.0
_NARROWEST = 0.45
_WIDER_GAP = 1.45
_PARAGRAPH_GAP = 1.18
"""So much wider stands a paragraph apart; baselines of scans differ by five in a hundred."""
_SIZE_STEP = 1.0
_DASHES = "-–—"
_NUMBER = re.compile(r"(?<!\w)\d+(?!\w)")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:trang|page|p\.|tr\.)\s*)?(\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?\W*", re.IGNORECASE
)
_BEGINS = re.compile(
    r"(?:[-–—+*•●○▪◦\uf0b7]\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[IVXLC]{1,6})[.)]\s"
    r"|(?:Điều|Chương|Mục|Article|Chapter|Section)\s+[\dIVX]+|(?:Nơi nhận|Kính gửi|Số)\s*:)"
)
_ENDS = tuple('.;:!?…"”')
VIETNAMESE_LETTER = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
_BROKEN_NUMBER = re.compile(r"\d[-\u2010–]$")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u2010\ufffe]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as set: text, left and right end, baseline from the page's foot, type size."""

    text: str
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page in reading order, and its width."""

    lines: tuple[Line, ...]
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Arranged:
    """The joined text, a span for each page, and the repeated lines that are not in it."""

    text: str
    pages: tuple[Span, ...]
    left_out: tuple[str, ...]


def arrange(pages: Sequence[Page]) -> Arranged:
    """Paragraphs, one a line, of all pages; a paragraph may run over the foot of a page."""
    edges = [_Edges.of(page, number, len(pages)) for number, page in enumerate(pages, start=1)]
    repeated = _repeated(edges)
    furniture = [list(edge.furniture(repeated)) for edge in edges]
    bodies = [
        [line for line in page.lines if not any(line is other for other in out)]
        for page, out in zip(pages, furniture, strict=True)
    ]
    hyphens = _Hyphens.of(line.text for body in bodies for line in body)
    pieces: list[str] = []
    spans: list[Span] = []
    place = 0
    last = ""
    for page, body in zip(pages, bodies, strict=True):
        start = place
        for paragraph in _paragraphs(body, hyphens, page.width * _NARROWEST):
            glue = _glue(last, paragraph, first_of_page=place == start)
            pieces += (glue, paragraph)
            place += len(glue) + len(paragraph)
            last = paragraph
        spans.append((start, place))
    text = "".join(pieces)
    return Arranged(text, _covering(spans, len(text)), _once(furniture))


def _once(furniture: Iterable[Iterable[Line]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.text.strip() for lines in furniture for line in lines))


def _glue(last: str, paragraph: str, *, first_of_page: bool) -> str:
    if not last:
        return ""
    runs_on = first_of_page and not last.endswith(_ENDS) and paragraph[:1].islower()
    return " " if runs_on and not _BEGINS.match(paragraph) else "\n"


def _covering(spans: list[Span], length: int) -> tuple[Span, ...]:
    """Spans without gaps: each page ends where the next begins."""
    starts = [start for start, _ in spans]
    return tuple(zip(starts, [*starts[1:], length], strict=True))


Key = tuple[bool, str, int]


@dataclass(frozen=True, slots=True)
class _Edges:
    """The outermost lines of a page, from head and foot inwards, each with its key."""

    head: tuple[tuple[Key, Line], ...]
    foot: tuple[tuple[Key, Line], ...]

    @classmethod
    def of(cls, page: Page, number: int, of: int) -> _Edges:
        """A key is what a repeated line has in common from page to page: side, words, place."""
        by_height = sorted(page.lines, key=lambda line: -line.base)

        def keyed(lines: list[Line], *, top: bool) -> tuple[tuple[Key, Line], ...]:
            # Only the outermost line may differ by the page's number: others would be content.
            words = [
                _words(line.text, (number, of) if not nth else ())
                for nth, line in enumerate(lines)
            ]
            keys = [
                (top, w, round(line.base / _SAME_PLACE))
                for w, line in zip(words, lines, strict=True)
            ]
            return tuple(zip(keys, lines, strict=True))

        head, rest = by_height[:_EDGE_LINES], by_height[_EDGE_LINES:]
        return cls(keyed(head, top=True), keyed(rest[-_EDGE_LINES:][::-1], top=False))

    def furniture(self, repeated: set[Key]) -> Iterator[Line]:
        """The repeated lines, from outside in, as far as no other line stands between."""
        for side in (self.head, self.foot):
            for key, line in side:
                if key not in repeated:
                    break
                yield line


def _words(text: str, numbers: Sequence[int]) -> str:
    """A line's words with the page's own numbers taken out; '#' for a page number alone."""
    if _PAGE_NUMBER.fullmatch(text):
        return "#"
    if numbers and not _BEGINS.match(text.lstrip()):
        own = {str(number) for number in numbers}
        text = _NUMBER.sub(lambda found: "#" if found.group() in own else found.group(), text)
    return " ".join(text.split())


def _repeated(edges: Sequence[_Edges]) -> set[Key]:
    """Keys that pages share: page numbers two of them, words three (of two pages both)."""
    seen = Counter(key for page in edges for key in {key for key, _ in (*page.head, *page.foot)})
    filled = sum(1 for page in edges if page.head)
    enough = max(2, min(3, filled))
    return {key for key, times in seen.items() if times >= (2 if key[1] == "#" else enough)}


def _paragraphs(lines: Sequence[Line], hyphens: _Hyphens, least: float) -> list[str]:
    if not lines:
        return []
    page = _Measures.of(lines, least)
    done = [lines[0].text.strip()]
    first = lines[0]
    for before, line in itertools.pairwise(lines):
        if page.runs_on(first, before, line):
            done[-1] = hyphens.joined(done[-1], line.text.strip())
        else:
            done.append(line.text.strip())
            first = line
    return [paragraph for paragraph in done if paragraph]


@dataclass(frozen=True, slots=True)
class _Measures:
    """How a page is set: where full lines begin and end, how far apart they stand."""

    left: float
    right: float
    gap: float

    @classmethod
    def of(cls, lines: Sequence[Line], least: float) -> _Measures:
        """The places that one line in ten reaches or passes, and the middle of the gaps."""
        lefts = sorted(line.left for line in lines)
        rights = sorted(line.right for line in lines)
        gaps = [a.base - b.base for a, b in itertools.pairwise(lines) if a.base > b.base]
        tenth = len(lines) // 10
        # A page of few short lines has no full one to learn the margin from.
        return cls(lefts[tenth], max(rights[-1 - tenth], least), median(gaps) if gaps else 0.0)

    def runs_on(self, first: Line, before: Line, line: Line) -> bool:
        """Does ``line`` go on with the paragraph from ``first`` to ``before``?"""
        drop = before.base - line.base
        if drop <= 0 or (self.gap and drop > self.gap * _WIDER_GAP):
            return False
        if self._set_apart(drop, line):
            return False
        if abs(before.size - line.size) > _SIZE_STEP or self._begins(first, before, line):
            return False
        return before.right + _width_of_first_word(line) > self.right

    def _set_apart(self, drop: float, line: Line) -> bool:
        """Does it stand a little lower than the next line would, and not begin in small letters?"""
        wider = bool(self.gap) and drop > self.gap * _PARAGRAPH_GAP
        return wider and not line.text.lstrip()[:1].islower()

    def _begins(self, first: Line, before: Line, line: Line) -> bool:
        """Does ``line`` look like the first of a paragraph, by its mark or by its indent?"""
        indent = line.left - before.left
        listed = before is first and _BEGINS.match(before.text.lstrip())
        if indent > (_HANGING if listed else _INDENT):
            return True
        # Two first lines of one-line paragraphs stand equally far from the margin.
        alike = before is first and abs(indent) < 1 and line.left > self.left + _INDENT
        if alike and before.text.rstrip().endswith(_ENDS):
            return True
        mark = _BEGINS.match(line.text.lstrip())
        # A dash may also have come to stand at the beginning of a line by wrapping.
        wrapped = mark and mark.group()[0] in _DASHES and not before.text.rstrip().endswith(_ENDS)
        return bool(mark) and not (wrapped and abs(line.left - self.left) < 1)


def _width_of_first_word(line: Line) -> float:
    """Room that the next word would have needed on the line above, with a quarter to spare."""
    word = line.text.split(maxsplit=1)[0] if line.text.strip() else ""
    each = (line.right - line.left) / max(len(line.text), 1)
    return (len(word) + 1) * each * 1.25


@dataclass(frozen=True, slots=True)
class _Hyphens:
    """Knows whether a hyphen at the end of a line belongs to the word."""

    words: frozenset[str]
    vietnamese: bool

    @classmethod
    def of(cls, texts: Iterable[str]) -> _Hyphens:
        joined = " ".join(texts)
        letters = len(VIETNAMESE_LETTER.findall(joined))
        words = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", joined.casefold()))
        return cls(words, letters * 50 > len(joined))

    def joined(self, first: str, second: str) -> str:
        """Two lines as one; 'agree-' + 'ment' becomes 'agreement', 'Cai-' + 'rô' 'Cai-rô'."""
        if _BROKEN_NUMBER.search(first) and second[:1].isdigit():
            return first + second
        end, start = _BROKEN_WORD.search(first), _FIRST_WORD.match(second)
        if not end or not start:
            return f"{first} {second}"
        head, tail = end.group(1), start.group()
        if self._divided(head.casefold(), tail.casefold()) and tail[0].islower():
            return first[:-1] + second
        return first[:-1] + "-" + second

    def _divided(self, head: str, tail: str) -> bool:
        """Was the word only divided at the margin? Vietnamese writing never divides words."""
        if f"{head}-{tail}" in self.words:
            return False
        return head + tail in self.words or not self.vietnamese
