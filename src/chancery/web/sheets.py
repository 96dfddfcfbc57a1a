"""What the pages of a tracking sheet show of a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from chancery.people.models import Unit
from chancery.register.values import Guard
from chancery.web.formatting import bilingual, day
from chancery.work.models import Task, TaskState
from chancery.work.sheets.columns import OFFICIAL, Mapped
from chancery.work.sheets.plan import Fate, Plan, PlannedRow, Wanted, heading_of
from chancery.work.sheets.table import SheetLimits, Table, read_table

SHOWN = 200
LABELS = {column.name: column.heading for column in OFFICIAL if column.name != "number"}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of the preview."""

    row: PlannedRow
    facts: tuple[str, ...]
    of: Task | None
    differs: str


def limits() -> SheetLimits:
    """Those of this installation."""
    return SheetLimits(settings.SHEET_MB, settings.SHEET_ROWS, settings.SHEET_CELLS)


def table_of(data: bytes, name: str) -> Table:
    """The table in a kept file."""
    return read_table(data, name, limits())


def kept_of(wanted: Wanted) -> dict[str, Any]:
    """What the session keeps of who holds and who assigned."""
    return asdict(wanted)


def wanted_of(kept: Mapping[str, Any]) -> Wanted:
    """The same again."""
    guard = kept["guard"]
    named = tuple(guard["named_units"])
    return Wanted(Guard(guard["held_by"], guard["sensitivity"], named), kept["assigner"])


def shown_plan(plan: Plan, asked: str, tasks: Any) -> dict[str, Any]:
    """The first rows of the fate asked for, with the counts of all; ``tasks`` may be known of."""
    rows = [row for row in plan.rows if not asked or row.fate == asked]
    first = rows[:SHOWN]
    known = {task.reference: task for task in tasks.filter(reference__in={r.of for r in first})}
    units = Unit.objects.in_bulk()
    return {
        "counts": plan.counts,
        "total": len(plan.rows),
        "good": len(plan.new),
        "bad": plan.counts[Fate.ERROR.value],
        "show": asked,
        "more": max(len(rows) - SHOWN, 0),
        "rows": [_shown(row, units, known.get(row.of)) for row in first],
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


def _shown(row: PlannedRow, units: Mapping[str, Unit], of: Task | None) -> ShownRow:
    said = row.values
    lead, assigner = units.get(said.lead), units.get(row.task.assigner if row.task else "")
    due = _("due %(day)s") % {"day": day(said.due)} if said.due else ""
    state = str(TaskState(said.state).label)
    given = _("by %(unit)s") % {"unit": bilingual(assigner)} if assigner else ""
    facts = (bilingual(lead) if lead else "", given, due, state)
    differs = ", ".join(heading_of(name) for name in row.differs)
    return ShownRow(row, tuple(fact for fact in facts if fact), of, differs)
