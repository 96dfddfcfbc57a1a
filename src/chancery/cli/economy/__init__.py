"""``chancery economy ...``: figures from files of trade; no workspace, no Django."""

from __future__ import annotations

from typing import Any

import click

from chancery.cli.lazy import LazyCommands

COMMANDS: dict[str, str] = {
    "ingest": "Bring flows of trade into a store: BACI, UN Comtrade, CEPII, the IMF, any table.",
    "store": "Show what a store of trade figures holds, and where each figure comes from.",
    "export": "Take flows out of a store, in another classification or mirrored if asked.",
    "indicators": "RCA, concentration, growth, intensity, similarity, dependency and more.",
    "complexity": "How complex exports are: RCA, ECI, PCI, density, proximity, COI, COG.",
    "gravity": "Trade explained by what lies between two economies: PPML, many fixed effects.",
    "gaps": "Actual against expected flows of each pair, with intervals, and their worth.",
}
"""Each sub-command with what it does; the module of the same name holds it."""


class EconomyCommands(LazyCommands):
    """What can be done with figures of trade, in the order of a piece of work."""

    package = __name__
    listed = COMMANDS

    def invoke(self, ctx: click.Context) -> Any:
        """Ctrl-C ends with 130, as of a program that a signal stopped; nothing is half written."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("chancery: stopped", err=True)
            ctx.exit(130)


@click.group("economy", cls=EconomyCommands)
def command() -> None:
    """Trade figures: store, indicators, complexity, gravity."""
