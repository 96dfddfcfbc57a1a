"""``chancery verify``: is the history whole?"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from chancery.cli.workspace import open_workspace, workspace_option


@click.command("verify")
@workspace_option
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
def command(folder: Path, as_object: bool) -> None:
    """Walk the chained history, and check every original against its address.

    Exit status 1 where a link is broken, the tail is cut, or an original was changed. Keep the
    printed head elsewhere: a later chain must still pass through it.
    """
    workspace = open_workspace(folder)
    from chancery.documents.queries import damaged_originals  # noqa: PLC0415 - needs Django
    from chancery.history.queries import verify  # noqa: PLC0415

    verdict = verify(workspace.anchor)
    damaged = damaged_originals()
    if as_object:
        answer = {"whole": verdict.is_whole, "events": verdict.length, "head": verdict.head}
        answer |= {"broken_at": verdict.broken_at, "cause": verdict.cause, "damaged": damaged}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        _tell(verdict.length, verdict.head, verdict.broken_at, verdict.cause, damaged)
    sys.exit(0 if verdict.is_whole and not damaged else 1)


def _tell(length: int, head: str, broken_at: int | None, cause: str, damaged: list[str]) -> None:
    if cause:
        click.echo(f"BROKEN at event {broken_at}: {cause}.", err=True)
        click.echo("Compare with the last backup; nothing after this event can be trusted.")
    else:
        click.echo(f"Whole: {length} events. Head {head}")
    for line in damaged:
        click.echo(f"DAMAGED original: {line}", err=True)
