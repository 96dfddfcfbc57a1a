"""Opening a workspace: Django set up, tables brought up to date."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from chancery.lib.errors import ChanceryError
from chancery.lib.workspace import DEFAULT, Workspace


class WorkspaceError(ChanceryError):
    """The folder cannot serve as a workspace."""


def workspace_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--workspace DIR`` as every command that needs the database takes it."""
    return click.option(
        "--workspace",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="CHANCERY_WORKSPACE",
        default=DEFAULT,
        show_default=True,
        help="Folder that holds everything of one installation.",
    )(function)


def open_workspace(folder: Path, *, make: bool = False) -> Workspace:
    """Set Django up on a workspace and bring its tables up to date."""
    workspace = Workspace.named(folder)
    if not make and not workspace.root.is_dir():
        raise WorkspaceError(
            f"{folder}: there is no workspace here. Run `chancery init` to make one, `chancery "
            "demo` to make one with demo data, or name yours with --workspace DIR"
        )
    try:
        workspace.make()
    except OSError as error:
        raise WorkspaceError(f"{folder}: cannot be made: {error.strerror}") from error
    os.environ["CHANCERY_WORKSPACE"] = str(workspace.root)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chancery.site.settings")
    _set_up(workspace)
    return workspace


def _set_up(workspace: Workspace) -> None:
    import django  # noqa: PLC0415 - commands without a database start without Django

    django.setup()
    from django.db import DatabaseError  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    from chancery.upkeep.tables import bring_up_to_date  # noqa: PLC0415 - needs the models

    translation.activate("en")  # the terminal speaks English; each page its reader's language

    try:
        bring_up_to_date()
    except DatabaseError as error:
        raise WorkspaceError(
            f"{workspace.database}: the database cannot be used: {error}. Restore it from a "
            "backup, or check DATABASE_URL"
        ) from error


def say(text: str) -> None:
    """A line for the person at the terminal, on stderr."""
    click.echo(text, err=True)
    sys.stderr.flush()
