"""Rows that somebody brings, before anything is written: columns guessed, cells checked.

Pure: no database. Units stand in ``unit_rows``, people in ``person_rows``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from chancery.lib.text import fold
from chancery.people.sheets import Sheet

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_RUNS_AS_FORMULA = ("=", "+", "-", "@")


class State(StrEnum):
    """What taking a row would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell, and what to do."""

    column: str
    cell: str
    cause: str
    remedy: str


@dataclass(slots=True)
class Cells:
    """One row by the names of its columns, and the problems found on the way."""

    number: int
    values: dict[str, str]
    headings: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def get(self, name: str) -> str:
        """The text of a cell; empty where the column is not there."""
        return self.values.get(name, "")

    def reject(self, name: str, cause: str, remedy: str) -> None:
        """Note that this cell cannot be taken."""
        column = self.headings.get(name, name)
        self.problems.append(Problem(column, self.get(name)[:80], cause, remedy))

    def plain(self, name: str, limit: int) -> str:
        """A text that may be shown and exported anywhere: no formula, no hidden character."""
        text = " ".join(self.get(name).split(" "))
        if text.startswith(_RUNS_AS_FORMULA):
            self.reject(name, _("it begins like a formula"), _("take the first character away"))
        elif any(unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs"} for letter in text):
            self.reject(name, _("it holds hidden characters"), _("type the text anew"))
        elif len(text) > limit:
            words = _("it is longer than %(limit)s characters") % {"limit": limit}
            self.reject(name, words, _("shorten it"))
        return text

    def day(self, name: str) -> str:
        """A day as ISO text: 2024-02-22 or 22/02/2024; a year or month alone stays as it is."""
        text = self.get(name)
        if not text:
            return ""
        found = _DAY.fullmatch(text)
        iso = f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text
        try:
            date.fromisoformat(
                (iso + "-01-01"[: 10 - len(iso)])[:10] if len(iso) in {4, 7} else iso
            )
        except ValueError:
            self.reject(name, _("it is no date"), _("write it as 22/02/2024"))
            return ""
        return iso


def guess_columns(sheet: Sheet, names: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Which column holds what, by its heading in Vietnamese or English; each taken once."""
    folded = [fold(heading).strip(" :*") for heading in sheet.headings]
    found: dict[str, int] = {}
    for exactly in (True, False):
        for name, spellings in names.items():
            for at, heading in enumerate(folded):
                if name in found or at in found.values() or not heading:
                    continue
                if _fits(heading, spellings, exactly=exactly):
                    found[name] = at
    return found


def cells_of(sheet: Sheet, columns: Mapping[str, int]) -> list[Cells]:
    """Every row by the names of its columns."""
    headings = {n: sheet.headings[at] for n, at in columns.items() if at < len(sheet.headings)}
    return [
        Cells(
            number,
            {name: row[at] for name, at in columns.items() if at < len(row)},
            headings,
        )
        for number, row in sheet.rows
    ]


def _fits(heading: str, spellings: tuple[str, ...], *, exactly: bool) -> bool:
    if exactly:
        return heading in spellings
    return any(len(word) > 3 and word in heading for word in spellings)
