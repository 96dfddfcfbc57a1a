"""What taking a tracking sheet would do, row by row; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from chancery.lib.errors import ChanceryError
from chancery.lib.text import fold
from chancery.people.access import Viewer
from chancery.people.queries import country_pack
from chancery.reference import PackError
from chancery.register.values import Guard
from chancery.work.models import Basis
from chancery.work.rules.bringing import check_can_bring
from chancery.work.sheets.base import read_base
from chancery.work.sheets.columns import BY_NAME
from chancery.work.sheets.merging import CellMerge, Kind, merge_row, waiting
from chancery.work.sheets.official import unit_names
from chancery.work.sheets.rows import Cells, Problem, SheetTask, read_row, same_words, told
from chancery.work.sheets.standing import Ground, Known, standing
from chancery.work.sheets.table import Table
from chancery.work.sheets.values import UnitNames
from chancery.work.timeliness import closing_day
from chancery.work.values import TaskValues


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"
    CONFLICT = "conflict"
    DIFFERS = "differs"
    TWIN = "twin"
    ERROR = "error"


_FATES = (
    (Kind.CONFLICT, Fate.CONFLICT),
    (Kind.CHANGE, Fate.CHANGED),
    (Kind.FIXED, Fate.DIFFERS),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who will hold the tasks, and who assigned those whose row does not say so by a unit."""

    guard: Guard
    assigner: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row: what it says, and what taking it would do; ``of`` is the task that is there."""

    number: int
    values: SheetTask
    fate: Fate
    task: TaskValues | None = None
    of: str = ""
    cells: tuple[CellMerge, ...] = ()
    version: int = 0
    now: SheetTask | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether the sheet asks for something that may be done to a task that stands."""
        return self.fate in {Fate.CHANGED, Fate.CONFLICT}


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows of a sheet."""

    table: Table
    rows: tuple[PlannedRow, ...]
    wanted: Wanted

    @property
    def new(self) -> list[PlannedRow]:
        """Those that would be taken."""
        return [row for row in self.rows if row.fate == Fate.NEW]

    @property
    def asking(self) -> list[PlannedRow]:
        """Those of tasks that stand and that the sheet has otherwise."""
        return [row for row in self.rows if row.asks]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each fate."""
        found = Counter(row.fate for row in self.rows)
        return {fate.value: found[fate] for fate in Fate}

    @property
    def problems(self) -> list[Problem]:
        """All errors, in the order of the rows."""
        return [problem for row in self.rows for problem in row.problems]


@dataclass(slots=True)
class _Draft:
    cells: Cells
    values: SheetTask
    task: TaskValues | None = None


def plan_sheet(table: Table, columns: Mapping[str, int], wanted: Wanted, by: Viewer) -> Plan:
    """Read every row, and put it beside the tasks that the person may know of."""
    names, today = unit_names(), timezone.localdate()
    drafts = [_draft(Cells(table, line, columns), names, today) for line in table.lines]
    wanted_ids = {draft.values.reference for draft in drafts} - {""}
    alike = {(same_words(d.values.text), d.values.lead) for d in drafts if d.values.lead}
    ground = Ground(names, today, read_base(table.beside))
    known = standing(wanted_ids, alike, by, ground)
    _check_twice(drafts)
    judge = _judge(by, wanted)
    rows = tuple(_planned(draft, known, judge) for draft in drafts)
    return Plan(table, rows, wanted)


def _draft(cells: Cells, names: UnitNames, today: date) -> _Draft:
    return _Draft(cells, read_row(cells, names, today))


def _check_twice(drafts: list[_Draft]) -> None:
    """The same task in two rows: the second is told where the first stands."""
    first: dict[tuple[Any, ...], int] = {}
    for draft in drafts:
        row, number = draft.values, draft.cells.line.number
        marks: list[tuple[Any, ...]] = []
        if row.reference:
            marks.append(("reference", row.reference.casefold()))
        elif row.text and row.lead:
            marks.append(("text", same_words(row.text), row.lead, row.due))
        for mark in marks:
            before = first.setdefault(mark, number)
            if before != number:
                cause = _("row %(row)s says the same") % {"row": before}
                draft.cells.reject(mark[0], "twice", cause, _("keep one of the two"))


def _planned(draft: _Draft, known: Known, judge: Callable[[_Draft], None]) -> PlannedRow:
    row, cells = draft.values, draft.cells
    of = known.by_id.get(row.reference.casefold(), "") if row.reference else ""
    if not of and _is_ours(row.reference):
        cause = _("no task that you may see has this ID")
        remedy = _("empty the cell where the task is new; else ask who holds it")
        cells.reject("reference", "unknown_id", cause, remedy)
    if not of and not cells.problems:
        judge(draft)
    number = cells.line.number
    if cells.problems:
        return PlannedRow(number, row, Fate.ERROR, of=of, problems=tuple(cells.problems))
    if of:
        return _beside(row, of, cells, known)
    if twin := known.twins.get((same_words(row.text), row.lead)):
        return PlannedRow(number, row, Fate.TWIN, of=twin)
    return PlannedRow(number, row, Fate.NEW, draft.task)


def _beside(row: SheetTask, of: str, cells: Cells, known: Known) -> PlannedRow:
    """A row of a task that stands."""
    now, touched = known.rows[of], known.touched.get(of)
    is_fresh = bool(row.updated and touched and touched <= row.updated) and not known.is_stamped
    found = merge_row(row, cells, now, known.was.get(of), is_fresh=is_fresh)
    asked = known.asked.get(of, {})
    pending = {name for name, value in asked.items() if told(row, name) == value}
    found = waiting(found, frozenset(pending))
    kinds = {cell.kind for cell in found}
    fate = next((fate for kind, fate in _FATES if kind in kinds), Fate.KNOWN)
    version, number = known.versions[of], cells.line.number
    return PlannedRow(number, row, fate, None, of, found, version, now.row)


def _is_ours(reference: str) -> bool:
    prefix, _dash, rest = reference.upper().partition("-")
    return prefix == "NV" and rest.replace("-", "").isdecimal() and rest[:4].isdecimal()


def _judge(by: Viewer, wanted: Wanted) -> Callable[[_Draft], None]:
    """May the person bring this? Each pair of units, state and day is asked about once."""

    @cache
    def refused(basis: str, assigner: str, lead: str, state: str) -> str:
        values = TaskValues(text="-", basis=basis, assigner=assigner, lead=lead)
        return _said(lambda: check_can_bring(by, values, state, wanted.guard))

    unreached = cache(_beyond_the_calendar)

    def judge(draft: _Draft) -> None:
        task = draft.task = _values(draft.values, wanted)
        cells = draft.cells
        if not task.assigner:
            remedy = _("write a unit, or choose for the whole sheet who assigned")
            cells.reject("giver", "no_giver", _("no unit assigned the task"), remedy)
        elif said := refused(task.basis, task.assigner, task.lead, draft.values.state):
            remedy = _("let the unit that assigned it bring this row")
            cells.reject("giver", "no_authority", said, remedy)
        for name in ("due", "finished"):
            if unreached(getattr(draft.values, name)):
                cause = _("the working calendar does not reach this year")
                cells.reject(name, "no_calendar", cause, _("check the year"))

    return judge


def _beyond_the_calendar(day: date | None) -> bool:
    """In a year unknown to it nothing can be on time."""
    try:
        if day:
            closing_day(day, country_pack().calendar)
    except PackError:
        return True
    return False


def _said(check: Callable[[], object]) -> str:
    try:
        check()
    except ChanceryError as error:
        return str(error)
    return ""


def _values(row: SheetTask, wanted: Wanted) -> TaskValues:
    assigner = row.assigner or wanted.assigner
    basis = Basis.RESOLVED if assigner == row.lead else Basis.ASSIGNED
    if basis == Basis.ASSIGNED and fold(row.category) in _words_for(Basis.REQUESTED):
        basis = Basis.REQUESTED
    return TaskValues(
        text=row.text,
        basis=basis.value,
        assigner=assigner,
        lead=row.lead,
        issuer_text=row.giver,
        coordinating=tuple(unit for unit in row.coordinating if unit != row.lead),
        due=row.due,
        due_text=row.due_text,
    )


def is_basis(category: str) -> bool:
    """Whether the type of a task only says on what ground it is owed, as our own sheets do."""
    return any(fold(category) in _words_for(basis) for basis in Basis)


@cache
def _words_for(basis: Basis) -> frozenset[str]:
    found = set()
    for language in ("vi", "en"):
        with override(language):
            found.add(fold(str(basis.label)))
    return frozenset(found)


def heading_of(name: str) -> str:
    """The official heading of a column."""
    return BY_NAME[name].heading
