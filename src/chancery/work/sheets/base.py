"""What stood when an official sheet went out, kept in a hidden sheet of the file itself.

It is found by the ID of each row, so that rows may be sorted, filtered and taken away; LibreOffice
keeps it. What somebody wrote into it by hand is not believed: the rows are sealed.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

TITLE = "_chancery"
_MARK = "chancery official sheet 1"
_PIECE = 30_000  # letters, of the 32,767 that a cell of XLSX holds


@dataclass(frozen=True, slots=True)
class Stamp:
    """One export: its key, which history names, and the moment."""

    key: str
    at: str


@dataclass(frozen=True, slots=True)
class Base:
    """The cells of each row by its ID, as words, as they went out."""

    stamp: Stamp | None = None
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def new_stamp() -> Stamp:
    """The stamp of an export that is made now."""
    return Stamp(secrets.token_hex(8), timezone.now().isoformat(timespec="seconds"))


def head_of(stamp: Stamp) -> list[str]:
    """The first line of the hidden sheet."""
    return [_MARK, stamp.key, stamp.at]


def line_of(stamp: Stamp, reference: str, words: Mapping[str, str]) -> list[str]:
    """One row: its ID, the seal, and the cells in pieces that fit."""
    told = {name: said for name, said in words.items() if said}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("_x", "\\u005fx")  # XLSX takes _x000D_ for a sign of its own
    pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
    return [reference, _seal(stamp, reference, text), *pieces]


def read_base(lines: Iterable[Sequence[str]]) -> Base:
    """What the hidden sheet says; nothing where there is none, and no row that was tampered with."""
    waiting: Iterator[Sequence[str]] = iter(lines)
    head = next(waiting, ())
    if len(head) < 3 or head[0] != _MARK:
        return Base()
    stamp = Stamp(head[1], head[2])
    found = dict(pair for line in waiting if (pair := _row(stamp, line)))
    return Base(stamp, found)


def _row(stamp: Stamp, line: Sequence[str]) -> tuple[str, Mapping[str, str]] | None:
    reference, seal = (*line[:2], "", "")[:2]
    text = "".join(line[2:])
    if not seal or not constant_time_compare(seal, _seal(stamp, reference, text)):
        return None
    return reference.casefold(), json.loads(text)


def _seal(stamp: Stamp, reference: str, text: str) -> str:
    said = "\n".join((stamp.key, stamp.at, reference, text))
    return salted_hmac("chancery.work.sheets.base", said).hexdigest()[:32]
