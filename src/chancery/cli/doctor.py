"""``chancery doctor``: is everything in order, and what to do where it is not."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from chancery.cli.workspace import open_workspace, workspace_option

_SIGNS = {"ok": "ok     ", "warning": "WARNING", "fault": "FAULT  "}


@click.command("doctor")
@workspace_option
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
def command(folder: Path, as_object: bool) -> None:
    """Look at settings, storage, database, history, clock, mail, what waits, backups, OCR and browser assets.

    Each line is ok, a warning or a fault, the last two with a remedy. Exit status 1 on a fault.
    """
    open_workspace(folder)
    from chancery.upkeep.doctor import STEPS, State, look, worst  # noqa: PLC0415 - needs Django

    lines = look(STEPS)
    if as_object:
        answer = {"state": worst(lines), "lines": [asdict(line) for line in lines]}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        for line in lines:
            click.echo(f"{_SIGNS[line.state]}  {line.name}: {line.said}")
            if line.remedy:
                click.echo(f"         -> {line.remedy}")
    sys.exit(1 if worst(lines) is State.FAULT else 0)
