"""``chancery demo``: a workspace with demo data, served."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from chancery.cli.serve import check_port, run, work_beside
from chancery.cli.workspace import WorkspaceError, open_workspace, say, workspace_option


@click.command("demo")
@workspace_option
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-serve", is_flag=True, help="Make the workspace and stop.")
@click.option(
    "--size",
    default="small",
    show_default=True,
    type=click.Choice(["small", "medium", "large"]),
    help="medium adds generated records with their histories up to 1,000 commitments and 10,000 "
    "tasks, large up to 5,000 and 50,000; each is marked as generated. Large takes about six "
    "minutes of one processor and half a gigabyte.",
)
def command(folder: Path, port: int, no_serve: bool, size: str) -> None:
    """Make a workspace with the country pack, demo papers, demo people and their work around
    today, then serve it. A second start finds everything there and serves at once."""
    os.environ["CHANCERY_DEMO"] = "1"
    if not no_serve:
        check_port("127.0.0.1", port)
    workspace = open_workspace(folder, make=True)
    from chancery.cli.demo_filling import fill  # noqa: PLC0415
    from chancery.cli.demo_loading import is_loaded, is_someone_elses, load  # noqa: PLC0415

    if is_someone_elses():
        raise WorkspaceError(
            f"{workspace.root} holds real work, so no demo is put into it: name another folder "
            "with --workspace DIR"
        )
    today = date.today()  # noqa: DTZ011 - the demo's day is the wall's
    if not is_loaded(workspace):
        say(f"Making the demo in {workspace.root}")
        with _stopped(_HALF):
            load(workspace, today, tell=_tell)
    with _stopped(_NONE):
        fill(size, today, tell=_tell)
    _introduce(port, served=not no_serve)
    if not no_serve:
        with work_beside(workspace.root):
            run("127.0.0.1", port)


_HALF = "Stopped half-way: the next start throws away what there is and makes the demo anew."
_NONE = (
    "Stopped: the demo is there, and none of the generated records was kept. Start the same command "
    "again to make them."
)


@contextmanager
def _stopped(said: str) -> Iterator[None]:
    """Say what is left where a person stops the making."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"\n{said}", err=True)
        sys.exit(_BY_KEYBOARD)


_BY_KEYBOARD = 130
"""What shells expect of a command that was stopped by Ctrl-C."""


def _tell(label: str, done: int, total: int) -> None:
    """A line that fills up on a terminal; one line per step elsewhere."""
    if sys.stderr.isatty():
        click.echo(f"\r  {label}: {done}/{total}", nl=done == total, err=True)
    elif done == total:
        say(f"  {label}: {total}")


def _introduce(port: int, *, served: bool) -> None:
    from chancery.people.queries import demo_people  # noqa: PLC0415 - needs Django

    say("\nDemo people (choose one on the sign-in page; no password is needed):")
    for person in demo_people():
        post = person.posts.first()
        where = f"{post.get_role_display()}, {post.unit}" if post else ""
        say(f"  {person.username:<8} {person.full_name:<24} {where}")
    if not served:
        say(f"\nStart it with: ./chancery demo --port {port}")
