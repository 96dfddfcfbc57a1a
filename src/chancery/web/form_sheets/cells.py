"""A row of cells as what a form is sent: names looked up, words turned into keys, days read.

What cannot be turned is left as it was written: the form then says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from chancery.lib.text import fold
from chancery.people.access import Viewer
from chancery.web import choices
from chancery.web.form_sheets.shape import FieldShape, Shape
from chancery.web.forms.picking import TYPED
from chancery.work.sheets.columns import plain
from chancery.work.sheets.values import NoDayError, day_of

_YES = frozenset({"x", "co", "yes", "true", "dung", "1", "v", "✓"})
_WHOLE = frozenset({"units", "partners", "parties", "sectors", "agreements"})
"""Kinds whose names are few and looked up at once; others are asked for one by one."""


@dataclass(slots=True)
class Lookup:
    """Names already looked up in this run: thousands of rows name the same dozens."""

    viewer: Viewer
    found: dict[tuple[str, str], str | None] = field(default_factory=dict)
    whole: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def key(self, kind: str, name: str) -> str | None:
        """The key of the one that bears this name, or that alone fits it."""
        if kind in _WHOLE and (known := self._whole(kind).get(fold(name))) is not None:
            return known
        asked = (kind, name)
        if asked not in self.found:
            chosen = choices.resolve(kind, name, self.viewer)
            self.found[asked] = chosen.key if chosen else None
        return self.found[asked]

    def _whole(self, kind: str) -> dict[str, str | None]:
        """Keys by folded names; None for a name of several."""
        if kind not in self.whole:
            names: dict[str, str | None] = {}
            for one in choices.KINDS[kind]("", self.viewer):
                for name in {fold(one.key), fold(one.label), *one.names}:
                    names[name] = one.key if name not in names else None
            self.whole[kind] = names
        return self.whole[kind]


def data_of(
    shape: Shape, said: Mapping[str, str], form: Any, lookup: Lookup, whole: Mapping[str, Any]
) -> dict[str, Any]:
    """What the form is sent for one row; where a cell is empty or missing, what a person said of
    the whole sheet, or else what the form proposes."""
    data = dict(whole)
    for column in shape.fields:
        words = said.get(column.name, "")
        asked = form.fields[column.name]
        if not words and column.name in whole:
            continue
        if not words:
            initial = form.get_initial_for_field(asked, column.name)
            if initial not in (None, ""):
                data[column.name] = initial
        elif column.picks:
            data |= _picked(column, words, lookup)
        else:
            data[column.name] = _value(column, words, asked)
    return data


def _picked(column: FieldShape, words: str, lookup: Lookup) -> dict[str, Any]:
    """Names with semicolons or on lines; a comma parts them where the whole is no name."""
    pieces = [words] if not column.many else _parted(column, words, lookup)
    keys, unknown = [], ""
    for piece in pieces:
        key = lookup.key(column.picks, piece)
        keys += [key] if key else []
        unknown = unknown or ("" if key else piece)
    return {column.name: keys, f"{column.name}{TYPED}": unknown}


def _parted(column: FieldShape, words: str, lookup: Lookup) -> list[str]:
    found: list[str] = []
    for piece in filter(None, (part.strip() for part in re.split(r"[;\n]+", words))):
        is_name = "," not in piece or lookup.key(column.picks, piece)
        found += [piece] if is_name else [part.strip() for part in piece.split(",")]
    return [piece for piece in found if piece]


def _value(column: FieldShape, words: str, asked: forms.Field) -> Any:
    if isinstance(asked, forms.BooleanField):
        return "on" if fold(words) in _YES else ""
    if column.words:
        return column.words.get(plain(words), words)
    if isinstance(asked, forms.ModelChoiceField):
        return _of_rows(asked, words)
    if isinstance(asked, forms.DateField):
        return _day(words)
    return words


def _of_rows(asked: Any, words: str) -> Any:
    """The row that a list shows by these words."""
    for row in asked.queryset:
        if plain(asked.label_from_instance(row)) == plain(words):
            return row.pk
    return words


def _day(words: str) -> str:
    try:
        found = day_of(words)
    except NoDayError:
        found = None
    return found.isoformat() if found else words
