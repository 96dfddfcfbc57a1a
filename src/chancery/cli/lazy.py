"""A group of commands that imports each only when it is called, and lists them without any."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import ClassVar

import click


class LazyCommands(click.Group):
    """The commands of a package, by name; the module of the same name holds each as ``command``.

    ``listed``: each command with what it does, in the order shown. ``modules``: where a module
    cannot be called as its command is.
    """

    package: ClassVar[str]
    listed: ClassVar[Mapping[str, str]]
    modules: ClassVar[Mapping[str, str]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they are listed."""
        return list(self.listed)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command."""
        if cmd_name not in self.listed:
            return None
        name = self.modules.get(cmd_name, cmd_name)
        command: click.Command = importlib.import_module(f"{self.package}.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.listed.items()))
