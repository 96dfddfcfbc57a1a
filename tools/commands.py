"""Write docs/reference/commands.md from the commands themselves; ``--check`` fails if it is old."""

import sys
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
    root = click.Context(chancery, info_name="chancery")
    parts = [HEAD]
    for name in COMMANDS:
        command = chancery.get_command(root, name)
        context = click.Context(command, info_name=name, parent=root, terminal_width=78)
        parts.append(f"## chancery {name}\n\n```\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    if "--check" in sys.argv:
        if TARGET.read_text("utf-8") != page():
            sys.exit(f"{TARGET.name} is old: run make docs")
    else:
        TARGET.write_text(page(), encoding="utf-8")
