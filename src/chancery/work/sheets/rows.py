"""One row of a tracking sheet: what it says, and what of it cannot be taken. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from chancery.lib.text import fold
from chancery.work.models import TaskState
from chancery.work.sheets.table import Line, Table
from chancery.work.sheets.values import (
    NoDayError,
    UnitNames,
    day_of,
    last_day_of,
    says_no_day,
    share_of,
    state_of,
)

LONG, SHORT = 30_000, 250
_SHORT = ("leader", "contact", "category", "approver")
_LONG = ("origin", "result", "difficulty", "proposal", "roadmap")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell, and what to do; ``kind`` is for counting."""

    kind: str
    at: str
    column: str
    cell: str
    cause: str
    remedy: str

    def __str__(self) -> str:
        said = f"{self.at} “{self.cell}”" if self.cell else self.at
        return f"{said}: {self.cause}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class SheetTask:
    """A task as a row of a tracking sheet tells it; units by their keys."""

    text: str = ""
    leader: str = ""
    lead: str = ""
    coordinating: tuple[str, ...] = ()
    contact: str = ""
    start: date | None = None
    due: date | None = None
    due_text: str = ""
    category: str = ""
    origin: str = ""
    state: str = TaskState.ASSIGNED.value
    result: str = ""
    percent: int | None = None
    difficulty: str = ""
    proposal: str = ""
    reference: str = ""
    assigner: str = ""
    giver: str = ""
    """As written, where that is no unit."""
    roadmap: str = ""
    updated: date | None = None
    finished: date | None = None
    extensions: int = 0
    old_dues: tuple[date, ...] = ()
    approver: str = ""
    approver_email: str = ""
    approver_phone: str = ""


_NOT_COMPARED = {"reference", "due_text", "assigner"}
COMPARED = tuple(f.name for f in fields(SheetTask) if f.name not in _NOT_COMPARED)


@dataclass(slots=True)
class Cells:
    """One row by the names of its columns; what is wrong with it is gathered on the way."""

    table: Table
    line: Line
    columns: Mapping[str, int]
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """The text of a cell; empty where the column is not there."""
        at = self.columns.get(name)
        return self.line.cells[at] if at is not None and at < len(self.line.cells) else ""

    def address(self, name: str) -> str:
        """Where the cell stands; the first of the row where the sheet has no such column."""
        return self.table.address(self.line.number, self.columns.get(name, 0))

    def reject(self, name: str, kind: str, cause: str, remedy: str) -> None:
        """Note that this cell cannot be taken."""
        at = self.columns.get(name)
        place = self.address(name)
        heading = self.table.headings[at] if at is not None else name
        words = " ".join(self.get(name).split())[:80]
        self.problems.append(Problem(kind, place, heading, words, cause, remedy))

    def words(self, name: str, limit: int) -> str:
        """A text, on one line where it is short."""
        text = self.get(name)
        if limit == SHORT:
            text = " ".join(text.split())
        if len(text) > limit:
            cause = _("it is longer than %(limit)s characters") % {"limit": limit}
            self.reject(name, "long", cause, _("shorten it"))
            return ""
        return text

    def day(self, name: str) -> date | None:
        """A day; what is none is told."""
        text = self.get(name)
        try:
            found = day_of(text) if text else None
        except NoDayError:
            self._no_such_day(name)
            return None
        if text and found is None:
            self.reject(name, "no_day", _("it is no date"), _("write it as 22/02/2026"))
        return found

    def due(self) -> tuple[date | None, str]:
        """The due date and, where it was told by month, quarter or year, the words."""
        text = " ".join(self.get("due").split())
        if not text:
            return None, ""
        try:
            day = day_of(text)
            found = day or last_day_of(text)
        except NoDayError:
            self._no_such_day("due")
            return None, ""
        if found is None and not says_no_day(text):
            remedy = _("write it as 22/02/2026, or as a month, quarter or year: Quý IV/2026")
            self.reject("due", "no_day", _("it is no date"), remedy)
        return found, "" if day or len(text) > 120 else text

    def _no_such_day(self, name: str) -> None:
        self.reject(
            name,
            "no_such_day",
            _("this day is not in the calendar"),
            _("look the day up, and write it as 22/02/2026"),
        )


def read_row(cells: Cells, names: UnitNames, today: date) -> SheetTask:
    """What the row says; what it cannot say stands among ``cells.problems``."""
    due, due_text = cells.due()
    assigner, giver = _giver(cells, names)
    said: dict[str, Any] = {name: cells.words(name, SHORT) for name in _SHORT}
    said |= {name: cells.words(name, LONG) for name in _LONG}
    row = SheetTask(
        text=_text(cells),
        lead=_lead(cells, names),
        assigner=assigner,
        giver=giver,
        coordinating=_coordinating(cells, names),
        start=cells.day("start"),
        due=due,
        due_text=due_text,
        state=_state(cells),
        percent=_percent(cells),
        reference=" ".join(cells.get("reference").split())[:60],
        updated=cells.day("updated"),
        finished=cells.day("finished"),
        extensions=_count(cells),
        old_dues=_old_dues(cells),
        approver_email=_email(cells),
        approver_phone=cells.words("approver_phone", 60)[:60],
        **said,
    )
    _check_together(cells, row, today)
    return row


def same_words(text: str) -> str:
    """By what two texts are the same task."""
    return fold(text).strip(" .;")


def told(row: SheetTask, name: str) -> Any:
    """What a row says in a column, for comparing: white space and the order of units aside."""
    value = getattr(row, name)
    if name == "giver":
        return row.assigner, " ".join(row.giver.split())
    if isinstance(value, str):
        return " ".join(value.split())
    return tuple(sorted(value)) if isinstance(value, tuple) else value


def _giver(cells: Cells, names: UnitNames) -> tuple[str, str]:
    """The unit that assigns; or the words, where they name a person."""
    words = cells.words("giver", SHORT)
    found = names.find(words) if words else frozenset()
    if len(found) == 1:
        return next(iter(found)), ""
    if words and (found or names.near(words)):
        _reject_unit(cells, names, "giver", words, ambiguous=bool(found))
    return "", words


def _text(cells: Cells) -> str:
    text = cells.words("text", LONG)
    if not cells.get("text"):
        remedy = _("write what is to be done, or take the row away")
        cells.reject("text", "no_text", _("the name of the task is missing"), remedy)
    return text


def _lead(cells: Cells, names: UnitNames) -> str:
    text = cells.get("lead")
    if not text:
        cells.reject("lead", "no_lead", _("no unit leads"), _("write the one unit that leads"))
        return ""
    found = names.find(text)
    if len(found) == 1:
        return next(iter(found))
    several, unknown = names.several(text)
    if len(several) > 1 and not unknown:
        remedy = _("keep one of them; the others coordinate")
        cells.reject("lead", "many_leads", _("several units lead"), remedy)
    else:
        _reject_unit(cells, names, "lead", text, ambiguous=len(found) > 1)
    return ""


def _coordinating(cells: Cells, names: UnitNames) -> tuple[str, ...]:
    text = cells.get("coordinating")
    found, unknown = names.several(text) if text and not says_no_day(text) else ([], [])
    for words in unknown:
        ambiguous = len(names.find(words)) > 1
        _reject_unit(cells, names, "coordinating", words, ambiguous=ambiguous)
    return tuple(found)


def _reject_unit(
    cells: Cells, names: UnitNames, column: str, words: str, *, ambiguous: bool
) -> None:
    said = {"name": " ".join(words.split())[:80]}
    if ambiguous:
        cause = _("several units are called “%(name)s”") % said
        cells.reject(column, "ambiguous_unit", cause, _("write the key of the one that is meant"))
        return
    near = names.near(words)
    remedy = (
        _("write “%(near)s” if that is meant") % {"near": near}
        if near
        else _("write the name, abbreviation or key of a unit that stands today")
    )
    kind = f"unknown_{column}"
    cells.reject(column, kind, _("no unit is called “%(name)s”") % said, remedy)


def _state(cells: Cells) -> str:
    text = " ".join(cells.get("state").split())
    found = state_of(text) if text else TaskState.ASSIGNED
    if found is None:
        names = ", ".join(str(state.label) for state in TaskState)
        remedy = _("write one of: %(names)s") % {"names": names}
        cells.reject("state", "unknown_state", _("this state is not known"), remedy)
        return TaskState.ASSIGNED.value
    return found.value


def _percent(cells: Cells) -> int | None:
    text = cells.get("percent")
    if not text or says_no_day(text):
        return None
    found = share_of(text)
    if found is None:
        cause = _("it is no share of a hundred")
        cells.reject("percent", "no_share", cause, _("write a number from 0% to 100%"))
    return found


def _count(cells: Cells) -> int:
    text = cells.get("extensions")
    if not text or says_no_day(text):
        return 0
    found = re.fullmatch(r"0*(\d{1,2})(?:\s*(?:lần|lan|times?))?", text)
    if not found:
        cells.reject("extensions", "no_count", _("it is no number of times"), _("write 0, 1, 2"))
        return 0
    return int(found[1])


def _old_dues(cells: Cells) -> tuple[date, ...]:
    told: list[date] = []
    text = cells.get("old_dues")
    for piece in re.split(r"[;,\n]+", text) if text and not says_no_day(text) else ():
        try:
            found = day_of(piece.strip())
        except NoDayError:
            found = None
        if found is None:
            remedy = _("write the days with ; between them: 22/02/2026; 30/06/2026")
            cells.reject("old_dues", "no_day", _("it is no date"), remedy)
            return ()
        told.append(found)
    return tuple(told)


def _email(cells: Cells) -> str:
    text = cells.get("approver_email")
    try:
        if text:
            validate_email(text)
    except ValidationError:
        remedy = _("write it as name@example.org")
        cells.reject("approver_email", "no_email", _("it is no e-mail address"), remedy)
        return ""
    return text


def _check_together(cells: Cells, row: SheetTask, today: date) -> None:
    """What cells say of one another."""
    if row.start and row.due and row.due < row.start:
        cause = _("the task would be due before it begins")
        cells.reject("due", "due_before_start", cause, _("check both days"))
    if row.state == TaskState.DONE and row.percent not in {None, 100}:
        cause = _("the task is done, and not to a hundred percent")
        cells.reject("percent", "done_in_part", cause, _("check the state and the share"))
    if row.finished and row.finished > today:
        remedy = _("write the day on which it was done, or leave the cell empty")
        cells.reject("finished", "not_yet", _("this day has not come yet"), remedy)
    ended = {TaskState.DONE.value, TaskState.SUBMITTED.value}
    if row.state in ended and not row.finished and not cells.get("finished"):
        cause = _("the task is done, and no day says when")
        cells.reject("finished", "no_finish", cause, _("write the day on which it was done"))
    if len(row.old_dues) > row.extensions and "extensions" in cells.columns:
        cause = _("fewer extensions than old dates")
        cells.reject("extensions", "few_extensions", cause, _("count the old dates once more"))
