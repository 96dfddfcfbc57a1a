"""``chancery work run``: what the clock does, once or every few minutes."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chancery.cli.importing import as_option, viewer_named
from chancery.cli.workspace import WorkspaceError, open_workspace, say, workspace_option

if TYPE_CHECKING:
    from chancery.upkeep.running import Ran

log = logging.getLogger(__name__)
_LOOK = 0.5
_AT_FIRST = 10.0  # seconds: the server beside it starts first


@click.group("work")
def command() -> None:
    """What is done by the clock: reminders, mail, daily backups."""


@command.command("run")
@workspace_option
@click.option(
    "--every",
    type=click.IntRange(1, 24 * 60),
    metavar="MINUTES",
    help="Go on, once every so many minutes, until stopped with Ctrl+C or SIGTERM.",
)
@click.option("--json", "as_object", is_flag=True, help="One JSON object for each run.")
@click.option("--beside", type=int, hidden=True, help="Stop when this process is gone.")
def run_command(folder: Path, every: int | None, as_object: bool, beside: int | None) -> None:
    """Open recurring tasks, remind people, raise what is late, send mails, make the backup of the day, read long scans that wait.

    Safe to repeat: what was done is not done again, and what was missed is caught up. Exit status 1
    where something failed, each failure on a line of its own; what failed is tried again next time.
    """
    open_workspace(folder)
    from chancery.intake.arriving import reading  # noqa: PLC0415 - needs Django

    if every is None:
        failed = _once(as_object)
        reading.read_waiting()  # long scans that a process left when it was killed
        sys.exit(1 if failed else 0)
    stop = _Stop(beside)
    stop.wait(_AT_FIRST if beside else 0)
    while not stop.asked:
        _once_whatever_happens(as_object)
        reading.begin()  # in a thread: an hour of reading must not hold up a reminder
        stop.wait(every * 60)


@command.command("alarms")
@workspace_option
@as_option
@click.option("--within", type=click.IntRange(1, 3650), metavar="DAYS", help="Days ahead.")
@click.option("--mine", is_flag=True, help="Only those that concern the person.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object a line.")
def alarms_command(
    folder: Path, name: str | None, within: int | None, mine: bool, as_object: bool
) -> None:
    """Show the dates of agreements that come, and those that passed and wait.

    As a person may know of them; --within says how far ahead, definitions/alarms.yaml otherwise.
    """
    open_workspace(folder)
    from chancery.register.agreements.alarm_rules import alarms  # noqa: PLC0415 - needs Django
    from chancery.register.agreements.queries import coming, concerning  # noqa: PLC0415
    from chancery.register.queries import agreements  # noqa: PLC0415

    viewer = viewer_named(name)
    rows = agreements(viewer)
    rows = concerning(viewer, rows) if mine else rows
    for row in coming(rows, days=within or alarms().within):
        told = {
            "day": row.day.text,
            "left": row.left,
            "event": row.event,
            "agreement": row.agreement.pk,
            "name": row.agreement.name_vi,
        }
        click.echo(
            json.dumps(told, ensure_ascii=False)
            if as_object
            else "\t".join(map(str, told.values()))
        )


@command.command("measures")
@workspace_option
@as_option
@click.argument(
    "what", type=click.Choice(["delivery", "responses", "extensions"]), default="delivery"
)
@click.option(
    "--by",
    type=click.Choice(["partner", "sector", "driver", "unit", "quarter"]),
    default="partner",
    show_default=True,
    help="Lines of delivery; the other two are by unit.",
)
@click.option(
    "--span",
    type=click.Choice(["year", "last_year", "quarter", "last_quarter", "ever"]),
    default="year",
    show_default=True,
    help="The period, as seen from today.",
)
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="Own first day.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Own last day.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="Lines for the eye, CSV, or one JSON object a line.",
)
def measures_command(  # noqa: PLR0913 - one option, one argument
    folder: Path,
    name: str | None,
    what: str,
    by: str,
    span: str,
    first: datetime | None,
    last: datetime | None,
    form: str,
) -> None:
    """Show how commitments are delivered, how fast units answer, how often dates are moved.

    WHAT is delivery (the default), responses (working days: number of answers, median, 90th
    percentile) or extensions. Counted as the person may know of it; the last line is all together,
    a key of - what concerns no unit, partner or sector. A dash in the table: nothing to count from.
    """
    open_workspace(folder)
    from django.utils import timezone  # noqa: PLC0415 - needs Django

    from chancery.cli.measures import figures, written  # noqa: PLC0415
    from chancery.work.measures.periods import span_days  # noqa: PLC0415

    viewer = viewer_named(name)
    period = span_days(span, timezone.localdate())
    if first or last:
        period = (first.date() if first else None, last.date() if last else None)
    if period[0] and period[1] and period[0] > period[1]:
        raise WorkspaceError("--from is later than --to: write the earlier day first")
    click.echo(written(figures(viewer, what, by, period), form))


class _Stop:
    """Whether this process was asked to stop, or the server it runs beside is gone.

    A plain flag: a lock taken by a signal's handler could wait for ever for the code it broke into.
    """

    def __init__(self, beside: int | None) -> None:
        self.asked, self._beside = False, beside
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, *_told: object) -> None:
        self.asked = True

    def wait(self, seconds: float) -> None:
        """Sleep so long, or until there is a reason to stop."""
        until = time.monotonic() + seconds
        while not self.asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _LOOK))
            if self._beside is not None and os.getppid() != self._beside:
                self.asked = True


def _once_whatever_happens(as_object: bool) -> None:
    try:
        _once(as_object)
    except Exception as error:  # the edge of a job: the next turn tries again
        log.exception("work run")
        say(f"work run: {type(error).__name__}: {error}")


def _once(as_object: bool) -> bool:
    """One run; whether something failed."""
    from django.db import close_old_connections  # noqa: PLC0415 - needs Django

    from chancery.upkeep.running import run  # noqa: PLC0415

    close_old_connections()
    ran = run()
    click.echo(json.dumps(_told(ran), ensure_ascii=False) if as_object else _said(ran))
    for line in ran.failures:
        say(line)
    sys.stdout.flush()
    return bool(ran.failures)


def _told(ran: Ran) -> dict[str, object]:
    return {
        "sent": ran.sent,
        "escalated": ran.escalated,
        "failed": len(ran.failures),
        "opened": ran.opened,
        "reminded": ran.reminded,
        "letters": ran.letters,
        "mails": ran.mails,
        "backup": ran.backup,
    }


def _said(ran: Ran) -> str:
    parts = [
        f"{ran.opened} opened",
        f"{ran.reminded} reminders in {ran.letters} letters",
        f"{ran.escalated} escalated",
        f"{ran.sent} sent",
        *([f"{ran.mails} mails taken in"] if ran.mails else []),
        f"{len(ran.failures)} failed",
    ]
    return ", ".join(parts) + (f"; backup {ran.backup}" if ran.backup else "")
