"""What taking a spreadsheet of one kind would do, row by row; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from chancery.lib import progress
from chancery.lib.text import fold
from chancery.people.access import Viewer
from chancery.register.actions.form_imports import RowRefused
from chancery.register.values import Guard
from chancery.web.form_sheets.cells import Lookup, data_of
from chancery.web.form_sheets.kinds import Kind
from chancery.web.form_sheets.shape import REFERENCE, Shape, shape_of
from chancery.web.twins import Twin
from chancery.work.sheets.limits import limits_of_settings
from chancery.work.sheets.table import Line, Table, read_table


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    KNOWN = "known"
    TWIN = "twin"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with one cell, in the words of the form."""

    at: str
    column: str
    cell: str
    cause: str

    def __str__(self) -> str:
        said = f"{self.at} “{self.cell}”" if self.cell else self.at
        return f"{said} ({self.column}): {self.cause}" if self.column else f"{said}: {self.cause}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its words, what becomes of it, its checked form where it may be taken."""

    number: int
    title: str
    fate: Fate
    form: Any = None
    of: str = ""
    twins: tuple[Twin, ...] = ()
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class FormPlan:
    """All rows of a sheet of one kind."""

    kind: Kind
    table: Table
    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    guard: Guard

    @property
    def new(self) -> list[Row]:
        """Those that would be taken."""
        return [row for row in self.rows if row.fate == Fate.NEW]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each fate."""
        found = Counter(row.fate for row in self.rows)
        return {fate.value: found[fate] for fate in Fate}

    @property
    def problems(self) -> list[CellProblem]:
        """All errors, in the order of the rows."""
        return [problem for row in self.rows for problem in row.problems]

    def adds(self, by: Viewer) -> list[tuple[int, Callable[[], Any]]]:
        """What records each new row, by its number."""
        return [(row.number, _add(self.kind, row.form, by)) for row in self.new]

    def refused(self, rows: Iterable[RowRefused]) -> FormPlan:
        """The same with the rows that the rules refuse as errors, with their cells."""
        told: dict[int, list[RowRefused]] = {}
        for one in rows:
            told.setdefault(one.number, []).append(one)
        made = tuple(self._refused(row, told.get(row.number, [])) for row in self.rows)
        return replace(self, rows=made)

    def _refused(self, row: Row, refused: list[RowRefused]) -> Row:
        if not refused:
            return row
        line = next(line for line in self.table.lines if line.number == row.number)
        sheet = _Sheet(self.table, self.columns, Shape((), {}), line)
        problems = tuple(sheet.problem(one.field, one.why) for one in refused)
        return replace(row, fate=Fate.ERROR, problems=problems)


def _add(kind: Kind, form: Any, by: Viewer) -> Callable[[], Any]:
    return lambda: kind.add(form, by)


@dataclass(frozen=True, slots=True)
class _Sheet:
    table: Table
    columns: Mapping[str, int]
    shape: Shape
    line: Line

    def get(self, name: str) -> str:
        at = self.columns.get(name)
        return self.line.cells[at].strip() if at is not None and at < len(self.line.cells) else ""

    def problem(self, name: str, cause: str) -> CellProblem:
        at = self.columns.get(name)
        place = self.table.address(self.line.number, at if at is not None else 0)
        heading = self.table.headings[at] if at is not None else self._heading(name)
        return CellProblem(place, heading, " ".join(self.get(name).split())[:80], cause)

    def _heading(self, name: str) -> str:
        return next((field.heading for field in self.shape.fields if field.name == name), "")


def read(data: bytes, name: str, shape: Shape) -> Table:
    """The table in a file by the headings of a kind; SheetError where there is none."""
    return read_table(data, name, limits_of_settings(), shape.named)


def columns_of(table: Table, shape: Shape) -> dict[str, int]:
    """Which column holds what, by its heading; each once."""
    found: dict[str, int] = {}
    for at, heading in enumerate(table.headings):
        if (name := shape.named(heading)) and name not in found:
            found[name] = at
    return found


def missing(shape: Shape, table: Table, columns: Mapping[str, int]) -> list[str]:
    """Headings of what every new row needs and no column holds; what an export wrote has none."""
    sheets = (_Sheet(table, columns, shape, line) for line in table.lines)
    if table.lines and all(sheet.get(REFERENCE) for sheet in sheets):
        return []
    return [f.heading for f in shape.fields if f.is_needed and f.name not in columns]


def plan_form_sheet(
    kind: Kind,
    table: Table,
    columns: Mapping[str, int],
    guard: Guard,
    viewer: Viewer,
    *,
    with_twins: bool = False,
) -> FormPlan:
    """Check every row as the form would; ``with_twins`` takes those too that look like others."""
    shape = shape_of(kind, viewer)
    stands = _Standing(kind, viewer)
    judge = _Judge(kind, viewer, guard, Lookup(viewer), stands, with_twins, kind.blank(viewer))
    rows: list[Row] = []
    for line in table.lines:
        progress.tell(len(rows), len(table.lines))
        sheet = _Sheet(table, columns, shape, line)
        if reference := sheet.get(REFERENCE):
            rows.append(_known(sheet, reference, stands.references, _title(sheet, kind)))
        else:
            rows.append(judge.row(sheet))
    return FormPlan(kind, table, columns, tuple(rows), guard)


def _title(sheet: _Sheet, kind: Kind) -> str:
    return sheet.get("text") or sheet.get("name") or sheet.get(kind.same[0])


def _known(sheet: _Sheet, reference: str, known: set[str], title: str) -> Row:
    number = sheet.line.number
    if reference.casefold() in known:
        return Row(number, title, Fate.KNOWN, of=reference)
    cause = _("No record that you may see has this reference: empty the cell where it is new.")
    return Row(number, title, Fate.ERROR, problems=(sheet.problem(REFERENCE, cause),))


@dataclass(frozen=True, slots=True)
class _Judge:
    """Checks a row without a reference as the form of its kind does."""

    kind: Kind
    viewer: Viewer
    guard: Guard
    lookup: Lookup
    stands: _Standing
    with_twins: bool
    blank: Any
    """The form as it is before anybody writes in it."""

    def row(self, sheet: _Sheet) -> Row:
        number, title = sheet.line.number, _title(sheet, self.kind)
        said = {column.name: sheet.get(column.name) for column in sheet.shape.fields}
        data = data_of(sheet.shape, said, self.blank, self.lookup, _of_guard(self.guard))
        form = self.kind.blank(self.viewer, data)
        if not form.is_valid():
            problems = tuple(
                sheet.problem(name, " ".join(str(why) for why in errors))
                for name, errors in form.errors.items()
            )
            return Row(number, title, Fate.ERROR, problems=problems)
        return self._beside(sheet, form, Row(number, title, Fate.NEW, form))

    def _beside(self, sheet: _Sheet, form: Any, row: Row) -> Row:
        """Beside the rows before it and the records that stand."""
        mark = self.stands.mark(form)
        if before := self.stands.rows_before.get(mark):
            cause = _("Row %(row)s says the same: keep one of the two.") % {"row": before}
            problem = sheet.problem(self.kind.same[0], cause)
            return replace(row, fate=Fate.ERROR, problems=(problem,))
        self.stands.rows_before[mark] = row.number
        if of := self.stands.records.get(mark):
            return replace(row, fate=Fate.TWIN, of=of)
        twins = self.stands.alike(form)
        fate = Fate.TWIN if twins and not self.with_twins else Fate.NEW
        return replace(row, fate=fate, twins=twins)


def _of_guard(guard: Guard) -> dict[str, Any]:
    """What holds for the whole sheet, where a row says nothing else."""
    said = {"held_by": guard.held_by, "from_unit": guard.held_by}
    return {**said, "sensitivity": guard.sensitivity, "named_units": list(guard.named_units)}


class _Standing:
    """Records that say the same, and those that are alike."""

    def __init__(self, kind: Kind, viewer: Viewer) -> None:
        self.kind, self.viewer = kind, viewer
        self.rows_before: dict[tuple[str, ...], int] = {}
        self.records: dict[tuple[str, ...], str] = {}
        self.find = kind.twins(viewer) if kind.twins else None
        self.references: set[str] = set()
        for row in kind.rows(viewer).order_by("pk"):
            said = kind.marks(row) if kind.marks else (_value(row, name) for name in kind.same)
            mark = tuple(map(_plain, said))
            self.records.setdefault(mark, kind.reference(row))
            self.references.add(kind.reference(row).casefold())

    def mark(self, form: Any) -> tuple[str, ...]:
        """By what two rows are the same."""
        return tuple(_plain(form.cleaned_data.get(name)) for name in self.kind.same)

    def alike(self, form: Any) -> tuple[Twin, ...]:
        """Those that the page of the form would show before saving."""
        return tuple(self.find(form)) if self.find else ()


def _value(row: Any, name: str) -> Any:
    """As a form has it: a person by sign-in name, any other record by its key."""
    if name == "person":
        return row.person.username
    return getattr(row, f"{name}_id") if hasattr(row, f"{name}_id") else getattr(row, name)


def _plain(value: Any) -> str:
    return fold(str(value)).strip(" .;") if value not in (None, "") else ""


def kept_of(plan: FormPlan) -> list[dict[str, Any]]:
    """What a page shows of the rows, as JSON can hold it: their forms are made anew to take them."""
    shown = (replace(row, form=None) for row in plan.rows)
    return [asdict(row) for row in shown]


def plan_of(kept: Sequence[Mapping[str, Any]], plan: FormPlan) -> FormPlan:
    """``plan`` with the rows as they were kept."""
    return replace(plan, rows=tuple(_row_of(said) for said in kept))


def _row_of(said: Mapping[str, Any]) -> Row:
    return Row(
        number=said["number"],
        title=said["title"],
        fate=Fate(said["fate"]),
        of=said["of"],
        twins=tuple(Twin(**one) for one in said["twins"]),
        problems=tuple(CellProblem(**one) for one in said["problems"]),
    )
