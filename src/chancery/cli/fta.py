"""What ``chancery import fta-use`` and its undo do; imported once Django is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from chancery.cli.workspace import WorkspaceError
from chancery.intake.fta_use.columns import map_headings, named
from chancery.intake.fta_use.plan import SCALES, UseWanted, plan_uses
from chancery.people.access import Viewer
from chancery.register import access
from chancery.register.actions.fta_use import WHAT, take_back_fta_uses, take_fta_uses
from chancery.register.rules import check_can_add
from chancery.register.runs import import_of
from chancery.register.values import Guard
from chancery.work.sheets.limits import limits_of_settings
from chancery.work.sheets.table import read_table


def bring(
    file: Path,
    viewer: Viewer,
    held_by: str,
    name: str,
    *,
    dry_run: bool,
    as_json: bool,
    **said: str,
) -> int:
    """Take one sheet; the exit code: 1 where a row has errors."""
    check_can_add(viewer, held_by)
    limits = limits_of_settings()
    if file.stat().st_size > limits.mb * 1024 * 1024:
        raise WorkspaceError(f"{file}: larger than {limits.mb} MB: split it")
    if said["scale"] not in SCALES:
        raise WorkspaceError(f"--scale: write one of {', '.join(SCALES)}")
    wanted = UseWanted(Guard(held_by), **{**said, "agreement": _agreement(said, viewer)})
    table = read_table(file.read_bytes(), file.name, limits, named)
    plan = plan_uses(table, map_headings(table.headings), wanted, viewer)
    for problem in plan.problems:
        click.echo(f"{file.name}: {problem}", err=True)
    told: dict[str, Any] = {"file": file.name, "rows": plan.counts, "recorded": 0, "import": None}
    if plan.new and not dry_run:
        left = {fate: number for fate, number in plan.counts.items() if fate != "new"}
        run = take_fta_uses(
            rows=plan.new, guard=wanted.guard, file=file.name, by=viewer, left=left
        )
        told |= {"recorded": sum(run.made.values()), "import": run.key}
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else _said(told, name))
    return 1 if plan.problems else 0


def _agreement(said: dict[str, str], viewer: Viewer) -> str:
    key = said["agreement"]
    if key and not access.agreements(viewer).filter(pk=key).exists():
        raise WorkspaceError(f"--agreement: there is no agreement {key} that you may see")
    return key


def _said(told: dict[str, Any], name: str) -> str:
    rows = ", ".join(f"{number} {fate}" for fate, number in told["rows"].items() if number)
    if not told["import"]:
        return f"{rows or 'no row'}. Nothing was written."
    back = f"chancery import undo {told['import']} --as {name}"
    return f"{rows}. Recorded {told['recorded']}; within a day they are taken back by: {back}"


def undone(run: str, viewer: Viewer) -> int:
    """0 where no import of figures has this name; else 1, or 2 where something was kept."""
    found = import_of(viewer, run, WHAT)
    if found is None:
        return 0
    after = take_back_fta_uses(run=found, by=viewer)
    for _key, reference, why in after.kept:
        click.echo(f"{reference}: {why}", err=True)
    click.echo(f"{sum((after.taken_back or {}).values())} taken back, {len(after.kept)} kept.")
    return 2 if after.kept else 1
