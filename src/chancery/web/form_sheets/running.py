"""Bringing a file in from the command line, and taking a run back: what both doors share.

The command line reaches this by the name that stands in the settings: doors do not import doors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.register.actions.form_imports import (
    RowsRefusedError,
    take_rows,
    take_rows_back,
    try_rows,
)
from chancery.register.runs import RegisterImport, import_of
from chancery.register.values import Guard
from chancery.web.form_sheets.kinds import KINDS, Kind
from chancery.web.form_sheets.plan import FormPlan, columns_of, missing, plan_form_sheet, read
from chancery.web.form_sheets.shape import shape_of
from chancery.work.sheets.columns import plain

Tell = Callable[[int, int], None]
"""Called with the rows recorded, and with all."""


class FormSheetError(ChanceryError):
    """The file cannot be read as rows of this kind."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a file: the plan as it was judged, and the run where something was recorded."""

    plan: FormPlan
    run: RegisterImport | None = None


def bring(  # noqa: PLR0913 - what a person says of a file
    kind: str,
    data: bytes,
    file: str,
    guard: Guard,
    by: Viewer,
    *,
    mapping: Mapping[str, str] | None = None,
    with_twins: bool = False,
    dry_run: bool = False,
    tell: Tell = lambda _done, _all: None,
) -> Brought:
    """Read, check and record a file of one kind; a dry run records it all and rolls back."""
    one = KINDS[kind]
    shape = shape_of(one, by)
    table = read(data, file, shape)
    columns = columns_of(table, shape)
    headings = [plain(heading) for heading in table.headings]
    for heading, place in (mapping or {}).items():
        name = shape.named(heading)
        if not name or plain(place) not in headings:
            known = ", ".join(shape.labels.values())
            said = f"--map: “{heading}: {place}”: write one of {known}, then a heading of the file"
            raise FormSheetError(said)
        columns[name] = headings.index(plain(place))
    if lacking := missing(shape, table, columns):
        raise FormSheetError(f"{file}: no column for {', '.join(lacking)}: name it with --map")
    plan = plan_form_sheet(one, table, columns, guard, by, with_twins=with_twins)
    if dry_run or plan.problems:
        return Brought(plan.refused(try_rows(plan.adds(by))))
    if not plan.new:
        return Brought(plan)
    try:
        return Brought(plan, take(plan, file, by, tell))
    except RowsRefusedError as error:
        return Brought(plan.refused(error.rows))


def take(
    plan: FormPlan, file: str, by: Viewer, tell: Tell = lambda _done, _all: None
) -> RegisterImport:
    """Record the new rows of a plan, all or none."""
    whole = len(plan.new)
    return take_rows(
        what=plan.kind.name,
        rows=plan.adds(by),
        file=file,
        held_by=plan.guard.held_by,
        by=by,
        left={fate: n for fate, n in plan.counts.items() if fate != "new"},
        tell_done=lambda done: tell(done, whole),
    )


def run_of(viewer: Viewer, key: str) -> tuple[Kind, RegisterImport] | None:
    """The import of this name, of whatever kind; of this person alone."""
    for kind in KINDS.values():
        if found := import_of(viewer, key, kind.name):
            return kind, found
    return None


def take_back(kind: Kind, run: RegisterImport, by: Viewer) -> RegisterImport:
    """Withdraw what the import made and nobody has touched since."""

    def find(key: Any) -> Any:
        return kind.rows(by).filter(pk=key).first()

    def withdraw(record: Any, reason: str) -> object:
        return kind.withdraw(record, reason, by)

    return take_rows_back(run=run, by=by, find=find, withdraw=withdraw)
