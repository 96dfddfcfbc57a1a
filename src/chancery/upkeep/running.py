"""What the clock does: ``chancery work run``, and the process beside ``chancery serve``.

Every step stands alone: where one fails the others go on, and the next run tries it again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone, translation

from chancery.intake.arriving.actions import sweep as sweep_arrivals
from chancery.intake.mailbox.actions import Taken, fetch
from chancery.intake.news.actions import tell_news
from chancery.intake.search.actions import catch_up, scrub
from chancery.lib.errors import ChanceryError
from chancery.notices.actions import Delivered, deliver, empty_old_bodies
from chancery.people.actions import close_leavers, sweep_answers
from chancery.upkeep.backing_up import make_daily
from chancery.upkeep.tables import look_anew
from chancery.work.actions import open_occurrences
from chancery.work.actions.escalation_clock import Climbed, climb
from chancery.work.actions.monthly import remind_of_reports
from chancery.work.actions.reminding import Reminded, begin_run, finish_run, last_run, remind

T = TypeVar("T")
log = logging.getLogger(__name__)

BODIES_KEPT = timedelta(days=90)
"""How long the text of a notice is kept once it is over."""
ANSWERS_KEPT = timedelta(days=2)
"""How long a form that was sent is remembered, so that it is acted on once."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run did; ``failures`` are lines for the person who runs the system."""

    opened: int
    reminded: int
    escalated: int
    letters: int
    mails: int
    """Taken in from the mailbox of the house."""
    sent: int
    backup: str
    failures: tuple[str, ...]


def run(now: datetime | None = None) -> Ran:
    """Open what recurs, remind, deliver, back up and sweep: once. Safe to repeat, and to kill."""
    moment = now or timezone.now()
    steps = _Steps()
    with translation.override("en"):
        steps.take("search index", catch_up, True)
        mails = steps.take("mailbox", fetch, Taken())
        before = len(steps.failures)
        steps.take("people who left", lambda: _close(moment), 0)
        begun, since = begin_run(now=moment), last_run(moment)
        opened = steps.take("recurring tasks", lambda: open_occurrences(by="system"), 0)
        climbed = steps.take("escalation", lambda: climb(now=moment, since=since), Climbed())
        nobody = Reminded()
        reminded = steps.take("reminders", lambda: remind(now=moment, since=since), nobody)
        owed = steps.take("monthly reports", lambda: remind_of_reports(now=moment), 0)
        news = steps.take("kept searches", lambda: tell_news(now=moment, since=since), 0)
        told_all = len(steps.failures) == before
        posted = steps.take("mail", lambda: deliver(moment), Delivered())
        steps.take("purged words", scrub, True)
        backup = steps.take("backup", lambda: make_daily(moment), None)
        steps.take("sweeping", lambda: _sweep(moment), None)
        steps.take("tables", lambda: _look_at_tables(moment, since), None)
        failures = (*steps.failures, *posted.failures)
        if told_all:  # else it does not count as a run: the next one catches up
            finish_run(
                run=begun,
                opened=opened,
                reminded=reminded,
                escalated=climbed.raised,
                sent=posted.sent,
                failed=len(failures),
            )
    return Ran(
        opened=opened,
        reminded=reminded.reminders,
        escalated=climbed.raised,
        letters=reminded.letters + climbed.letters + news + owed,
        mails=mails.taken,
        sent=posted.sent,
        backup=backup.path.name if backup else "",
        failures=failures,
    )


class _Steps:
    """Takes step after step; what goes wrong in one becomes a line."""

    def __init__(self) -> None:
        self.failures: tuple[str, ...] = ()

    def take(self, name: str, step: Callable[[], T], otherwise: T) -> T:
        try:
            return step()
        except ChanceryError as error:
            self._keep(f"{name}: {error}")
        except Exception as error:  # the edge of a job: told, logged, tried again
            log.exception("work run: %s", name)
            self._keep(f"{name}: {type(error).__name__}: {error}")
        return otherwise

    def _keep(self, line: str) -> None:
        self.failures = (*self.failures, line)
        if connection.connection is not None and not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


def _close(now: datetime) -> int:
    return close_leavers(today=timezone.localdate(now), by="system")


def _look_at_tables(now: datetime, since: datetime | None) -> None:
    """In the first run of a day: tables that fill by use are read by other indexes than empty ones."""
    if since is None or timezone.localdate(since) < timezone.localdate(now):
        look_anew()


def _sweep(now: datetime) -> None:
    """Take away what is long over: texts of notices, remembered forms, ended sessions."""
    empty_old_bodies(before=now - BODIES_KEPT)
    sweep_answers(before=now - ANSWERS_KEPT)
    sweep_arrivals(now=now)
    SessionStore.clear_expired()
