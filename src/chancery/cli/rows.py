"""What ``chancery import KIND`` and its undo do; imported once Django is there.

The forms live behind the other door, the web; what takes their rows is named in the settings.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from chancery.cli.workspace import WorkspaceError
from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.register.rules import check_can_add
from chancery.register.values import Guard
from chancery.work.sheets.limits import limits_of_settings


def bring(  # noqa: PLR0913 - one option, one argument
    kind: str,
    file: Path,
    viewer: Viewer,
    held_by: str,
    name: str,
    *,
    mapping: Path | None,
    dry_run: bool,
    twins: bool,
    as_json: bool,
    **_rest: object,
) -> int:
    """Take one file; the exit code: 1 where a row has errors."""
    check_can_add(viewer, held_by)
    mb = limits_of_settings().mb
    if file.stat().st_size > mb * 1024 * 1024:
        raise WorkspaceError(f"{file}: larger than {mb} MB: split it")
    forms: Any = importlib.import_module(settings.FORM_SHEETS)
    how = {"mapping": _mapping(mapping), "with_twins": twins, "dry_run": dry_run}
    with click.progressbar(length=1, label="Recording", file=sys.stderr, show_pos=True) as bar:

        def tell(done: int, whole: int) -> None:
            bar.length = whole
            bar.update(done - bar.pos)

        data = file.read_bytes()
        done = forms.bring(kind, data, file.name, Guard(held_by), viewer, tell=tell, **how)
    plan, run = done.plan, done.run
    for problem in plan.problems:
        click.echo(f"{file.name}: {problem}", err=True)
    for number, words in plan.table.passed_over:
        click.echo(f"{file.name}: line {number} is no row: {words}", err=True)
    for row in plan.rows:
        if row.of or row.twins:
            alike = ", ".join(filter(None, [row.of, *(twin.reference for twin in row.twins)]))
            click.echo(f"{file.name}: row {row.number}: {row.fate.value}: {alike}", err=True)
    told = {"file": file.name, "rows": plan.counts, "import": run.key if run else None}
    told["recorded"] = len(run.records) if run else 0
    said = json.dumps(told, ensure_ascii=False) if as_json else _said(told, name, dry_run=dry_run)
    click.echo(said)
    return 1 if plan.problems else 0


def _mapping(path: Path | None) -> dict[str, str]:
    import yaml  # noqa: PLC0415 - only for who maps

    if path is None:
        return {}
    try:
        told = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{path}: this is no YAML in UTF-8: {error}") from error
    if not isinstance(told, dict):
        raise WorkspaceError(f"{path}: write lines such as “Nội dung: Việc phải làm”")
    return {str(words): str(place) for words, place in told.items()}


def _said(told: dict[str, Any], name: str, *, dry_run: bool) -> str:
    counts = told["rows"]
    rows = (
        f"{counts['new']} new, {counts['known']} known, {counts['twin']} like records that stand, "
        f"{counts['error']} with errors"
    )
    if not told["import"]:
        return f"{rows}. Nothing was {'written' if dry_run else 'recorded'}."
    back = f"chancery import undo {told['import']} --as {name}"
    return f"{rows}. Recorded {told['recorded']}; within a day they are taken back by: {back}"


def undone(run: str, viewer: Viewer) -> int:
    """0 where no such import has this name; else 1, or 2 where something was kept."""
    forms: Any = importlib.import_module(settings.FORM_SHEETS)
    found = forms.run_of(viewer, run)
    if found is None:
        return 0
    kind, made = found
    try:
        after = forms.take_back(kind, made, viewer)
    except ChanceryError as error:
        raise WorkspaceError(str(error)) from error
    for _key, reference, why in after.kept:
        click.echo(f"{reference}: {why}", err=True)
    click.echo(f"{sum((after.taken_back or {}).values())} taken back, {len(after.kept)} kept.")
    return 2 if after.kept else 1
