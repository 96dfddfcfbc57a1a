"""Write docs/reference/commands.md from the commands themselves; ``--check`` fails if it is old."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from chancery.cli.main import COMMANDS, chancery

TARGET = Path(__file__).resolve().parents[1] / "docs" / "reference" / "commands.md"
HEAD = """# Commands

Generated from the commands themselves by `make docs`. Exit status: 0 done, 1 something failed (each failure on a line of its own
on stderr), 2 wrong usage.
"""


def page() -> str:
    """The whole page."""
    # With the group's own settings: what a command calls its help is kept once it was asked for.
    root = click.Context(chancery, info_name="chancery", **chancery.context_settings)
    parts = [HEAD]
    for name in COMMANDS:
        parts += _told(chancery.get_command(root, name), name, root)
    return "\n".join(parts)


def _told(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    """The command's own help, then that of each command under it."""
    context = click.Context(command, info_name=name, parent=parent, terminal_width=78)
    depth = "#" * (context.command_path.count(" ") + 1)
    yield f"{depth} {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for under in command.list_commands(context):
            yield from _told(command.get_command(context, under), under, context)


if __name__ == "__main__":
    if "--check" in sys.argv:
        if TARGET.read_text("utf-8") != page():
            sys.exit(f"{TARGET.name} is old: run make docs")
    else:
        TARGET.write_text(page(), encoding="utf-8")
