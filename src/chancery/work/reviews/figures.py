"""How a round stands in figures: signing and delivery, replies and how long they took. Pure.

Each figure is the number of commitments that bear its name in ``measures``: what a table counts and
what it opens are one thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from chancery.reference import Calendar
from chancery.work.reviews.facts import Facts

BY = ("unit", "partner", "sector", "driver")


class Measure(TextChoices):
    """What is counted of each line."""

    ITEMS = "items", _("in all")
    SIGNED = "signed", _("signed")
    STATED = "stated", _("stated")
    DUE = "due", _("due in the period")
    DONE_ON_TIME = "done_on_time", _("done on time")
    DONE_LATE = "done_late", _("done late")
    OPEN = "open", _("open within time")
    OVERDUE = "overdue", _("open overdue")
    STOPPED = "stopped", _("stopped")
    AT_RISK = "at_risk", _("at risk or delayed")
    SILENT = "silent", _("no reply")
    REPLIED = "replied", _("replied")
    REPLIED_ON_TIME = "replied_on_time", _("replied on time")


@dataclass(frozen=True, slots=True)
class Clock:
    """The days a round is measured by; ``today`` is the day it was concluded, once it is."""

    today: date
    period_end: date
    reply_by: date
    called_on: date | None
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one unit, partner, sector or driver; ``key`` is empty for what has none."""

    key: str
    counts: Mapping[str, int]
    days: float | None = None
    """Median of working days from the call to the first approved reply."""

    @property
    def delivered(self) -> float | None:
        """Of what was done or is overdue, the share done on time."""
        on_time = self.counts[Measure.DONE_ON_TIME]
        judged = on_time + self.counts[Measure.DONE_LATE] + self.counts[Measure.OVERDUE]
        return on_time / judged if judged else None

    @property
    def answered(self) -> float | None:
        """Of what was asked, the share replied to on time."""
        asked = self.counts[Measure.REPLIED] + self.counts[Measure.SILENT]
        return self.counts[Measure.REPLIED_ON_TIME] / asked if asked else None


@dataclass(frozen=True, slots=True)
class Figures:
    """A table: its lines, and every commitment once."""

    by: str
    total: Line
    lines: tuple[Line, ...] = field(default=())


def measures(facts: Facts, clock: Clock) -> frozenset[str]:
    """The names under which a commitment of the round is counted."""
    found = {Measure.ITEMS, Measure.SIGNED if facts.is_signed else Measure.STATED}
    found.add(_outcome(facts, clock))
    if facts.due is not None and facts.due <= clock.period_end:
        found.add(Measure.DUE)
    if clock.called_on is not None and facts.unit:
        found |= _answer(facts, clock)
    at_risk = facts.lead is not None and facts.lead.standing in {"at_risk", "delayed"}
    if at_risk and found & {Measure.OPEN, Measure.OVERDUE}:
        found.add(Measure.AT_RISK)
    return frozenset(map(str, found))


def is_done(facts: Facts) -> bool:
    """By its verdict; before that, by what its lead says."""
    if facts.verdict:
        return facts.verdict == "done"
    return facts.lead is not None and facts.lead.standing == "done"


def _outcome(facts: Facts, clock: Clock) -> Measure:
    if is_done(facts):
        late = facts.due is not None and _done_on(facts, clock) > facts.due
        return Measure.DONE_LATE if late else Measure.DONE_ON_TIME
    if facts.verdict == "stop":
        return Measure.STOPPED
    passed = facts.due is not None and facts.due < clock.today
    return Measure.OVERDUE if passed else Measure.OPEN


def _done_on(facts: Facts, clock: Clock) -> date:
    if facts.lead is not None and facts.lead.standing == "done":
        return facts.lead.done_on or facts.lead.answered_on
    return facts.decided_on or clock.today


def _answer(facts: Facts, clock: Clock) -> set[Measure]:
    if facts.lead is None:
        return {Measure.SILENT}
    on_time = facts.lead.answered_on <= clock.reply_by
    return {Measure.REPLIED, *([Measure.REPLIED_ON_TIME] if on_time else [])}


def table(rows: Iterable[Facts], by: str, clock: Clock) -> Figures:
    """The lines of a dimension; a commitment of several partners or sectors counts in each."""
    found = list(rows)
    groups: dict[str, list[Facts]] = defaultdict(list)
    for facts in found:
        for key in facts.keys(by):
            groups[key].append(facts)
    lines = tuple(_line(key, some, clock) for key, some in groups.items())
    return Figures(by, _line("", found, clock), lines)


def _line(key: str, rows: list[Facts], clock: Clock) -> Line:
    counts: dict[str, int] = dict.fromkeys(map(str, Measure), 0)
    for facts in rows:
        for name in measures(facts, clock):
            counts[name] += 1
    return Line(key, counts, _days(rows, clock))


def _days(rows: Iterable[Facts], clock: Clock) -> float | None:
    if clock.called_on is None:
        return None
    between: Callable[[date, date], int] = clock.calendar.working_days_between
    answered = [facts.lead.answered_on for facts in rows if facts.lead is not None]
    days = [max(0, between(clock.called_on, day)) for day in answered]
    return float(median(days)) if days else None


def behind(
    rows: Iterable[Facts], clock: Clock, by: str, key: str | None, measure: str
) -> list[Facts]:
    """The rows of one figure; ``key`` None stands for the whole table."""
    return [
        facts
        for facts in rows
        if (key is None or key in facts.keys(by)) and measure in measures(facts, clock)
    ]
