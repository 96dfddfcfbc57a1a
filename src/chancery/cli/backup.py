"""``chancery backup``: everything of a workspace in one checked file."""

from __future__ import annotations

from pathlib import Path

import click

from chancery.cli.workspace import WorkspaceError, open_workspace, workspace_option

_ENDINGS = (".tar.gz", ".tgz")


@click.command("backup")
@workspace_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File to write, ending in .tar.gz, or folder to write into; the folder of the settings "
    "where left out.",
)
def command(folder: Path, out: Path | None) -> None:
    """Write database, originals, keys, anchor and definitions into one .tar.gz, and check it.

    People may go on working meanwhile. The file opens everything: keep it where only you get at it.
    """
    open_workspace(folder)
    from chancery.upkeep import backing_up  # noqa: PLC0415 - needs Django

    target = out or backing_up.folder()
    if target is None:
        raise WorkspaceError("Say where the backup goes: --out PATH, or set a folder in Settings")
    _check_place(target)
    made = backing_up.make(target.resolve())
    size = made.path.stat().st_size / 1_000_000
    told = (
        f"{len(made.manifest.files)} files, {made.manifest.length} events, {size:.1f} MB, checked"
    )
    click.echo(f"{made.path}  {told}")


def _check_place(target: Path) -> None:
    """A folder that is not there, an unmounted disk perhaps, does not become a file of its name."""
    if not target.is_dir() and not target.name.endswith(_ENDINGS):
        raise WorkspaceError(
            f"{target}: there is no such folder: make it first (mkdir -p {target}), or name a file "
            "that ends in .tar.gz"
        )
