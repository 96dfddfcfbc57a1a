"""What ``chancery import tasks`` shows and does of a sheet that comes back; imported with Django."""

from __future__ import annotations

import sys
from typing import Any

import click

from chancery.people.access import Viewer
from chancery.work.actions.sheets import take_sheet
from chancery.work.sheets.merging import CellMerge, Choices, Kind
from chancery.work.sheets.plan import Plan, PlannedRow
from chancery.work.sheets.runs import Import

_WIDE = 30
_SAID = {
    Kind.CHANGE: "change",
    Kind.CONFLICT: "CONFLICT",
    Kind.FIXED: "no sheet changes this",
    Kind.WAITS: "asked for already",
}


def show(plan: Plan) -> None:
    """A table of the cells in which the sheet says otherwise, on stdout; nothing where none does."""
    rows = [(row, cell) for row in plan.rows for cell in row.cells]
    if not rows:
        return
    head = ("cell", "task", "column", "when it went out", "here", "in the sheet", "")
    lines = [head, *(_line(row, cell) for row, cell in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    for line in lines:
        told = "  ".join(words.ljust(width) for words, width in zip(line, widths, strict=True))
        click.echo(told.rstrip())


def _line(row: PlannedRow, cell: CellMerge) -> tuple[str, ...]:
    was = "?" if cell.was is None else _short(cell.was)
    told = (was, _short(cell.now), _short(cell.said))
    return (cell.at, row.of, _short(cell.heading), *told, _SAID[cell.kind])


def _short(words: str) -> str:
    said = " ".join(words.split())
    return (said if len(said) <= _WIDE else f"{said[: _WIDE - 1]}…") or "-"


def bring(
    plan: Plan, file: str, viewer: Viewer, how: tuple[str, str], *, dry_run: bool
) -> dict[str, Any]:
    """Take what is new and chosen, unless it is only looked at; what came of it."""
    take, reason = how
    told: dict[str, Any] = {"file": file, "rows": plan.counts, "recorded": 0, "changed": 0}
    told |= {
        "not_done": [],
        "cells": [_cell(row, cell) for row in plan.rows for cell in row.cells],
    }
    told["import"] = None
    choices = Choices(conflicts=take)
    chosen = any(choices.takes(row.number, cell) for row in plan.asking for cell in row.cells)
    if dry_run or not (plan.new or chosen):
        return told
    run = _take(plan, file, viewer, choices, reason)
    for one in run.not_done:
        click.echo(f"{file}: {one.at} {one.column}: not done: {one.why}", err=True)
    not_done = [[one.at, one.why] for one in run.not_done]
    told |= {"recorded": len(run.made), "changed": len(run.changed), "not_done": not_done}
    return told | {"import": run.key}


def _cell(row: PlannedRow, cell: CellMerge) -> dict[str, Any]:
    told = {"cell": cell.at, "task": row.of, "column": cell.heading, "kind": cell.kind.value}
    return told | {"export": cell.was, "system": cell.now, "sheet": cell.said}


def _take(plan: Plan, file: str, viewer: Viewer, choices: Choices, reason: str) -> Import:
    whole = len(plan.new) + len(plan.asking)
    with click.progressbar(length=whole, label="Recording", file=sys.stderr) as bar:
        return take_sheet(
            plan=plan,
            file=file,
            by=viewer,
            choices=choices,
            reason=reason,
            tell=lambda done: bar.update(done - bar.pos),
        )


def said_of(told: dict[str, Any], dry_run: bool, name: str | None) -> str:
    """One sentence for a person."""
    counts = told["rows"]
    rows = (
        f"{counts['new']} new, {counts['known']} known, {counts['changed']} changed in the sheet, "
        f"{counts['conflict']} with conflicts, {counts['differs']} known that say otherwise, "
        f"{counts['twin']} like tasks that stand, {counts['error']} with errors"
    )
    if dry_run:
        return f"{rows}. Nothing was written."
    if not told["import"]:
        return f"{rows}. Nothing was to be recorded."
    back = f"chancery import undo {told['import']} --as {name}"
    did = f"Recorded {told['recorded']} tasks, changed {told['changed']}"
    return f"{rows}. {did}; within a day they are taken back by: {back}"
