"""What the pages of a tracking sheet show of a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register.values import Guard
from chancery.web.formatting import bilingual, day
from chancery.work import access
from chancery.work.models import Task, TaskState
from chancery.work.sheets.acts import acts_of
from chancery.work.sheets.columns import OFFICIAL, Mapped
from chancery.work.sheets.limits import limits_of_settings
from chancery.work.sheets.merging import CellMerge, Choices, Kind, Take
from chancery.work.sheets.plan import Fate, Plan, PlannedRow, Wanted, heading_of
from chancery.work.sheets.table import Table, read_table

SHOWN = 200
CHOSEN = 600
"""Cells of one page that can be chosen one by one; those beyond follow the choice for all."""
_CELL = "cell-"
_OPEN = frozenset({Kind.CHANGE, Kind.CONFLICT})
LABELS = {column.name: column.heading for column in OFFICIAL if column.name != "number"}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell that says otherwise; ``field`` is empty where it cannot be chosen by itself."""

    cell: CellMerge
    field: str
    refused: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of the preview."""

    row: PlannedRow
    facts: tuple[str, ...]
    of: Task | None
    cells: tuple[ShownCell, ...]


def table_of(data: bytes, name: str) -> Table:
    """The table in a kept file."""
    return read_table(data, name, limits_of_settings())


def kept_of(wanted: Wanted) -> dict[str, Any]:
    """What the session keeps of who holds and who assigned."""
    return asdict(wanted)


def wanted_of(kept: Mapping[str, Any]) -> Wanted:
    """The same again."""
    guard = kept["guard"]
    named = tuple(guard["named_units"])
    return Wanted(Guard(guard["held_by"], guard["sensitivity"], named), kept["assigner"])


def choices_of(data: QueryDict) -> Choices:
    """What the person chose for conflicts, and for single cells."""
    cells = {
        name.removeprefix(_CELL): str(value)
        for name, value in data.items()
        if name.startswith(_CELL) and value
    }
    conflicts = data.get("conflicts", "")
    known = conflicts if conflicts in set(Take) else Take.LEAVE
    return Choices(conflicts=str(known), cells=cells)


def shown_plan(plan: Plan, asked: str, who: Viewer) -> dict[str, Any]:
    """The first rows of the fate asked for, with the counts of all."""
    rows = [row for row in plan.rows if not asked or row.fate == asked]
    first = rows[:SHOWN]
    found = access.tasks(who).filter(reference__in={row.of for row in first})
    known = {task.reference: task for task in found.select_related("lead", "assigner", "held_by")}
    left = count()
    units = Unit.objects.in_bulk()
    return {
        "counts": plan.counts,
        "total": len(plan.rows),
        "good": len(plan.new),
        "asking": len(plan.asking),
        "bad": plan.counts[Fate.ERROR.value],
        "show": asked,
        "more": max(len(rows) - SHOWN, 0),
        "rows": [
            _shown(row, units, known.get(row.of), _cells(row, known, who, left)) for row in first
        ],
        "passed_over": plan.table.passed_over,
        "often": _often(plan),
    }


def proposed(mapped: Mapped) -> list[str]:
    """Headings that were only near, for a person to look at."""
    return [heading_of(name) for name in mapped.proposed]


def _often(plan: Plan) -> list[tuple[str, int]]:
    """The causes that come most often: one change of the sheet mends many rows."""
    found = Counter((p.column, p.cause) for p in plan.problems)
    return [(f"{column}: {cause}", n) for (column, cause), n in found.most_common(5) if n > 1]


def _cells(
    row: PlannedRow, known: Mapping[str, Task], who: Viewer, left: Iterator[int]
) -> tuple[ShownCell, ...]:
    """With what the rules would not let this person do, were it taken."""
    task, wished = known.get(row.of), {c.name for c in row.cells if c.kind in _OPEN}
    why: dict[str, str] = {}
    if task is not None and row.now is not None and wished:
        _acts, refused = acts_of(task, row.values, row.now, wished, who, _("asked"))
        why = {name: one.why for one in refused for name in one.names}
    return tuple(
        ShownCell(
            cell,
            f"{_CELL}{row.number}-{cell.name}"
            if cell.kind in _OPEN and next(left) < CHOSEN
            else "",
            why.get(cell.name, ""),
        )
        for cell in row.cells
    )


def _shown(
    row: PlannedRow, units: Mapping[str, Unit], of: Task | None, cells: tuple[ShownCell, ...]
) -> ShownRow:
    said = row.values
    lead, assigner = units.get(said.lead), units.get(row.task.assigner if row.task else "")
    due = _("due %(day)s") % {"day": day(said.due)} if said.due else ""
    state = str(TaskState(said.state).label)
    given = _("by %(unit)s") % {"unit": bilingual(assigner)} if assigner else ""
    facts = (bilingual(lead) if lead else "", given, due, state)
    return ShownRow(row, tuple(fact for fact in facts if fact), of, cells)
