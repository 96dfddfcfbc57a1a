"""``chancery restore PATH``: a backup becomes a workspace again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from chancery.cli.workspace import open_workspace, workspace_option
from chancery.lib.workspace import Workspace


@click.command("restore")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@workspace_option
def command(path: Path, folder: Path) -> None:
    """Unpack a backup into a new or empty workspace, then walk its history.

    Every file is checked against the backup's list before anything is put in place. Exit status 1
    where the restored history is not whole.
    """
    workspace = Workspace.named(folder)
    os.environ["CHANCERY_WORKSPACE"] = str(workspace.root)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chancery.site.settings")
    import django  # noqa: PLC0415 - without a workspace: it is what is made here

    django.setup()
    from chancery.documents.queries import damaged_originals  # noqa: PLC0415
    from chancery.history.queries import verify  # noqa: PLC0415
    from chancery.upkeep import backing_up  # noqa: PLC0415

    manifest = backing_up.restore(path.resolve(), workspace)
    backing_up.load_dump(workspace)
    open_workspace(folder)
    verdict, damaged = verify(workspace.anchor), damaged_originals()
    click.echo(
        f"Restored to {workspace.root} as of {manifest.made_at}: {len(manifest.files)} files"
    )
    for line in damaged:
        click.echo(f"DAMAGED original: {line}", err=True)
    if not verdict.is_whole:
        click.echo(f"BROKEN at event {verdict.broken_at}: {verdict.cause}.", err=True)
        sys.exit(1)
    click.echo(f"Whole: {verdict.length} events. Head {verdict.head}")
    sys.exit(1 if damaged else 0)
