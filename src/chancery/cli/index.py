"""``chancery index``: what search looks through, brought up to date or made anew."""

from __future__ import annotations

from pathlib import Path

import click

from chancery.cli.workspace import open_workspace, workspace_option


@click.command("index")
@workspace_option
@click.option("--rebuild", is_flag=True, help="Take every document and record in anew.")
def command(folder: Path, rebuild: bool) -> None:
    """Bring the index of search up to what was changed last.

    Every search does this by itself. Rebuild after rows were brought in without history, or where
    search finds other things than it should; the pages go on working meanwhile.
    """
    open_workspace(folder)
    from chancery.intake.search import actions  # noqa: PLC0415 - needs Django

    if not rebuild:
        actions.catch_up()
        click.echo("The index is up to date.")
        return
    with click.progressbar(length=1, label="Indexing") as bar:
        done = actions.rebuild(lambda now, all_: _show(bar, now, all_))
    click.echo(f"{done} documents and records are in the index.")


def _show(bar: click._termui_impl.ProgressBar[int], now: int, all_: int) -> None:
    bar.length = all_
    bar.update(now - bar.pos)
