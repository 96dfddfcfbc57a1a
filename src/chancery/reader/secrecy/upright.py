"""A stamp that is read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chancery.reader.secrecy.lines import Line
from chancery.reader.secrecy.stamps import ANY, Stamp, stamp

_UPRIGHT_CHARACTERS = 8


def upright(lines: Sequence[Line]) -> Iterator[Stamp]:
    """'TUYỆT' above 'MẬT', or one letter a line."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line and len(line.bare) <= _UPRIGHT_CHARACTERS:
            run.append(line)
            continue
        if len(run) > 1 and ANY.search("".join(map(_capitals, run))):
            yield from _read_down(run)
        run = [line] if line and len(line.bare) <= _UPRIGHT_CHARACTERS else []


def _read_down(run: list[Line]) -> Iterator[Stamp]:
    rows = [[letter for letter in line.seen if letter.is_letter] for line in run]
    seen = [letter for row in rows for letter in row]
    # Whole lines only: the word must begin where a line begins and end where one ends.
    starts = {row[0].place for row in rows if row}
    for word in ANY.finditer("".join(letter.capital for letter in seen)):
        found = stamp(seen[word.start() : word.end()], word.group())
        if not found or found.case != "upper" or not found.full or found.start not in starts:
            continue
        if not any(found.start < place < found.end for place in starts):
            continue  # on one line: the other rules' business
        rest = seen[word.end() :]
        if not rest or rest[0].place in starts:
            yield found


def _capitals(line: Line) -> str:
    return "".join(c for c in line.bare if "A" <= c <= "Z")
