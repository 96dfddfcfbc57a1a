"""The lines of a text, as a clerk sees them: where each begins, its marker, its table cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chancery.reader.matching import Matching
from chancery.reader.outline import Marker, marker_at

Span = tuple[int, int]

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""Capitals of Vietnamese and English, for use inside a character class."""

MARKED = UPPER[3:].lower()
"""The small letters of Vietnamese that English has not."""

_CELL = re.compile(r"\t| ?\| ?")
_DAY_OPENER = re.compile(
    r"(?:Sáng|Trưa|Chiều|Tối|Đêm|Rạng sáng|Chiều tối|Hôm nay|Hôm qua)[ ,]"
    r"|[Nn]gày \d|TTO|[A-Z]{2,6} -|[A-ZĐ]\w{1,20}(?: [A-ZĐ]\w{1,20}){0,3} \([^)\n]{2,30}\) ?-"
)


@dataclass(slots=True)
class Line:
    """A line that is not blank, without the space around it, in matching offsets.

    Nothing changes it; it is not frozen because thousands are made, three times as fast.
    """

    index: int
    start: int
    end: int
    content: int
    marker: Marker | None
    after_blank: bool
    day_opener: bool
    cells: tuple[Span, ...]
    colon: bool = False


def lines_of(matching: Matching) -> tuple[Line, ...]:
    """All lines with words in them, in order."""
    text, start, blank = matching.text, 0, True
    found: list[Line] = []
    tabled = "\t" in matching.source or "|" in matching.source
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            first = start + raw.index(words[0])
            line = _line(text, len(found), first, first + len(words), blank=blank)
            found.append(_with_cells(matching, line) if tabled else line)
        blank = not words
        start += len(raw) + 1
    return tuple(found)


def _line(text: str, index: int, start: int, end: int, *, blank: bool) -> Line:
    marker = marker_at(text, start, end)
    opener = _DAY_OPENER.match(text, start, end) is not None
    return Line(
        index,
        start,
        end,
        marker.end if marker else start,
        marker,
        blank,
        opener,
        (),
        text[end - 1] == ":",
    )


def _with_cells(matching: Matching, line: Line) -> Line:
    """A table row keeps its cells: split at tabs of the source, or at '|'."""
    first, last = matching.to_source(line.start, line.end)
    source = matching.source[first:last]
    if "\t" not in source and "|" not in source:
        return line
    cells, at = [], 0
    for stop in [*_CELL.finditer(source), None]:
        end = stop.start() if stop else len(source)
        words = source[at:end].strip()
        if words:
            begin = first + source.index(words, at)
            cells.append(matching.to_matching(begin, begin + len(words)))
        at = stop.end() if stop else end
    if len(cells) < 2:
        return line
    return Line(
        line.index, line.start, line.end, line.start, None, line.after_blank, False, tuple(cells)
    )


def is_upper(words: str) -> bool:
    """Whether the words are set in capitals: 'NHIỆM VỤ TRỌNG TÂM'."""
    letters = list(filter(str.isalpha, words))
    return len(letters) >= 4 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)


def words(text: str) -> int:
    """How many words, split at spaces."""
    return len(text.split())
