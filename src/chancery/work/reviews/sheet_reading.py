"""A reply spreadsheet that came back: what each row says, and how that stands to what is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from chancery.lib.text import fold
from chancery.people.sheets import SheetError
from chancery.work.models import ReviewItem, Standing, Verdict
from chancery.work.reviews.prefill import values_of
from chancery.work.reviews.said import problems
from chancery.work.reviews.sheets import COLUMNS
from chancery.work.reviews.values import ReplyValues
from chancery.work.sheets.columns import plain
from chancery.work.sheets.table import Line, Table
from chancery.work.sheets.values import NoDayError, day_of

_BY_HEADING = {
    plain(words): column.name
    for column in COLUMNS
    for words in (column.heading, *column.spellings)
}
_HEADINGS = {column.name: column.heading for column in COLUMNS}
_FILLED = tuple(column.name for column in COLUMNS if column.filled)
_WORDS = ("progress", "result", "difficulty", "proposal")
_DAYS = ("new_due", "done_on")
_OTHERWISE: dict[str, dict[str, str]] = {
    "standing": {
        "co nguy co cham": "at_risk", "nguy co cham": "at_risk", "hoan thanh": "done", "xong": "done",
        "dung tien do": "on_track", "dang thuc hien": "on_track", "cham tien do": "delayed",
        "qua han": "delayed", "cham": "delayed",
    },
    "verdict": {
        "hoan thanh": "done", "tiep tuc": "continue", "tiep tuc thuc hien": "continue",
        "dieu chinh": "amend", "dung": "stop", "dung thuc hien": "stop",
        "bao cao cap tren": "hand_up", "bao cao cap co tham quyen": "hand_up",
        "vuot tham quyen": "hand_up", "bao cao vuot tham quyen": "hand_up",
    },
}  # fmt: skip


class Fate(TextChoices):
    """What becomes of a row."""

    NEW = "new", gettext_lazy("new reply")
    SAME = "same", gettext_lazy("stands already, nothing to do")
    CONFLICT = "conflict", gettext_lazy("says otherwise than what stands")
    EMPTY = "empty", gettext_lazy("says nothing")
    ERROR = "error", gettext_lazy("with errors")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell, and what to do about it."""

    at: str
    column: str
    cell: str
    cause: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the sheet: the commitment it is about, what it says, what stands."""

    number: int
    reference: str
    fate: Fate
    item: ReviewItem | None = None
    values: ReplyValues | None = None
    stands: ReplyValues | None = None
    problems: tuple[Problem, ...] = ()
    differs: tuple[str, ...] = field(default=())


def read_replies(table: Table, items: Sequence[ReviewItem], unit: str) -> list[Row]:
    """Every row, matched by reference to what the unit is asked about; replies prefetched as ``said``.

    SheetError where the sheet has no column of references or none that says how things stand.
    """
    places = _places(table)
    known = {item.commitment.reference: item for item in items}
    often = Counter(_cell(line, places, "reference").upper() for line in table.lines)
    return [_row(table, line, places, known, often, unit) for line in table.lines]


def unit_of(table: Table, led: Mapping[str, str]) -> str:
    """Whose sheet it is, by the references on it: the one unit that leads most of them; ``led`` is the
    lead by reference. SheetError where it names none, or two as often.
    """
    places = _places(table)
    named = Counter(
        led[reference]
        for line in table.lines
        if (reference := _cell(line, places, "reference").upper()) in led
    ).most_common(2)
    if not named or (len(named) > 1 and named[0][1] == named[1][1]):
        raise SheetError(
            _("It cannot be told whose sheet this is: bring it on the page of its unit.")
        )
    return named[0][0]


def _places(table: Table) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, heading in enumerate(table.headings):
        name = _BY_HEADING.get(plain(heading))
        if name and name not in found:
            found[name] = at
    missing = [_HEADINGS[name] for name in ("reference", "standing") if name not in found]
    if missing:
        said = _("The sheet has no column “%(names)s”: fill in the spreadsheet of this round.")
        raise SheetError(said % {"names": "”, “".join(missing)})
    return found


def _cell(line: Line, places: Mapping[str, int], name: str) -> str:
    at = places.get(name)
    return line.cells[at].strip() if at is not None and at < len(line.cells) else ""


def _row(
    table: Table,
    line: Line,
    places: Mapping[str, int],
    known: Mapping[str, ReviewItem],
    often: Mapping[str, int],
    unit: str,
) -> Row:
    reference = _cell(line, places, "reference").upper()
    told = {name: _cell(line, places, name) for name in _FILLED}
    if not any(told.values()):
        return Row(line.number, reference, Fate.EMPTY, known.get(reference))
    wrong = _wrong_reference(reference, known, often)
    if wrong:
        at = _problem(table, line, places, "reference", wrong)
        return Row(line.number, reference, Fate.ERROR, problems=(at,))
    item = known[reference]
    values, faults = _values(told)
    found = tuple(_problem(table, line, places, name, why) for name, why in faults.items())
    if found:
        return Row(line.number, reference, Fate.ERROR, item, problems=found)
    stands = next((values_of(r) for r in _said(item) if r.unit_id == unit), None)
    differs = _differs(stands, values)
    fate = Fate.NEW if stands is None else Fate.CONFLICT if differs else Fate.SAME
    return Row(line.number, reference, fate, item, values, stands, (), differs)


def _wrong_reference(
    reference: str, known: Mapping[str, ReviewItem], often: Mapping[str, int]
) -> str:
    if not reference:
        return _("The row has no reference: take it from the spreadsheet that went out.")
    if reference not in known:
        return _("The unit is not asked about this commitment in this round.")
    if often[reference] > 1:
        return _("This commitment stands in several rows: keep one of them.")
    return ""


def _values(told: Mapping[str, str]) -> tuple[ReplyValues, dict[str, str]]:
    found: dict[str, Any] = {name: told[name] for name in _WORDS}
    wrong: dict[str, str] = {}
    for name in ("standing", "verdict"):
        word = fold(told[name]).rstrip(".")
        found[name] = _words_of(name).get(word, "") if word else ""
        if word and not found[name]:
            allowed = ", ".join(str(label) for label in _choices(name).labels)
            wrong[name] = _("Unknown word; choose one of: %(words)s") % {"words": allowed}
    for name in _DAYS:
        found[name], wrong_day = _day(told[name])
        if wrong_day:
            wrong[name] = wrong_day
    values = ReplyValues(**found)
    return values, problems(values) | wrong


def _day(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        found = day_of(text)
    except NoDayError:
        return None, _("There is no such day in the calendar.")
    return found, "" if found else _("No day: write it as 22/02/2027.")


def _choices(name: str) -> Any:
    return Standing if name == "standing" else Verdict


@lru_cache(maxsize=2)
def _words_of(name: str) -> dict[str, str]:
    """Every word that means a choice: those of this system in both languages, and others in use."""
    choices = _choices(name)
    found = {fold(value.replace("_", " ")): str(value) for value in choices.values}
    found |= {str(value): str(value) for value in choices.values}
    for language in ("vi", "en"):
        with override(language):
            found |= {fold(str(choice.label)): str(choice) for choice in choices}
    return {**_OTHERWISE[name], **found}


def _differs(stands: ReplyValues | None, values: ReplyValues) -> tuple[str, ...]:
    if stands is None:
        return ()
    names = [n for n in ReplyValues.__dataclass_fields__ if n != "done_on"]
    if values.done_on is not None:
        names.append("done_on")
    return tuple(n for n in names if _plain(getattr(stands, n)) != _plain(getattr(values, n)))


def _plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _said(item: Any) -> list[Any]:
    return list(getattr(item, "said", ()))


def _problem(
    table: Table, line: Line, places: Mapping[str, int], name: str, cause: str
) -> Problem:
    at = places.get(name, places["reference"])
    cell = _cell(line, places, name)[:80]
    return Problem(table.address(line.number, at), _HEADINGS[name], cell, cause)
