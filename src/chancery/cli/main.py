"""The command ``chancery``. Each sub-command is imported when it is called.

Commands that need no database (``read``, ``score``) start without Django.
"""

from __future__ import annotations

import sys
from typing import Any, ClassVar

import click

from chancery import __version__
from chancery.cli.lazy import LazyCommands
from chancery.lib.errors import ChanceryError

COMMANDS = {
    "init": "Make a workspace for a country, with its first administrator.",
    "read": "Find commitments, tasks, names and dates in texts; no database needed.",
    "score": "Measure the reader against a folder of gold annotations.",
    "economy": "Trade figures from files: store, indicators, complexity, gravity.",
    "add": "Add documents to the workspace and read them; findings wait for a person.",
    "index": "Bring the index of search up to date, or make it anew.",
    "verify": "Walk the history and check that nothing was changed or cut off.",
    "demo": "Make a workspace with demo data and serve it.",
    "serve": "Serve the workspace in the browser.",
    "work": "Remind people, send mails, make the daily backup: by the clock.",
    "doctor": "Look whether everything is in order, with a remedy for what is not.",
    "import": "Take what other systems kept into the workspace, or take it back.",
    "export": "Write files: tasks in the official sheet, labels for measuring the reader.",
    "backup": "Write the whole workspace into one checked file.",
    "restore": "Make a workspace out of a backup.",
}


class Commands(LazyCommands):
    """What ``chancery`` can do, in the order of first use."""

    package = "chancery.cli"
    listed = COMMANDS
    modules: ClassVar = {"import": "importing"}  # Python calls something else so


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="chancery")
def chancery() -> None:
    """Economic diplomacy at work: what was promised, who must act, by when."""


def main(arguments: list[str] | None = None) -> Any:
    """Run a command. Exit 0 done, 1 something failed, 2 wrong usage; never a traceback."""
    try:
        chancery.main(args=arguments, prog_name="chancery")
    except ChanceryError as error:
        click.echo(f"chancery: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # `chancery read ... | head`
        sys.stderr.close()
        sys.exit(0)
