"""Alarms before the dates of agreements: rules of ``definitions/alarms.yaml``, and when each rings.

A rule rings for one occasion at a time: the latest that has begun and still holds. So days without
a run are caught up by telling how it stands now, and nothing hangs on one exact day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chancery.register.agreements.days import Known
from chancery.register.agreements.life import (
    LASTING,
    STAGE,
    Dated,
    Life,
    dates,
    lasting_since,
)

RECIPIENTS = ("person", "heads", "desk", "missions")
"""The person in charge, else the lead unit; its head; the unit that holds the record; the missions
that cover a party."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the definition. ``before`` are days ahead, ``after`` and ``every`` days late.

    ``stage`` and ``months`` are of the event ``stage`` alone: how long it may last.
    """

    name: str
    event: str
    to: tuple[str, ...]
    before: tuple[int, ...] = ()
    after: int = 0
    every: int = 0
    stage: str = ""
    months: int = 0


@dataclass(frozen=True, slots=True)
class Alarm:
    """A rule that rings: for which date, since which day."""

    rule: Rule
    day: Known
    occasion: date


def occasion(rule: Rule, day: Known, today: date) -> date | None:
    """Since when a rule rings for a date, as it stands today; None where it is silent."""
    if day.is_over(today):
        return _late(rule, day.last, today)
    begun = [since for ahead in rule.before if (since := _ahead(day.first, ahead)) <= today]
    return max(begun, default=None)


def ringing(rules: Iterable[Rule], life: Life, today: date) -> list[Alarm]:
    """The alarms of one agreement that ring today."""
    coming, found = dates(life, today), []
    for rule in rules:
        for dated in _of(rule, coming, life, today):
            since = occasion(rule, dated.day, today)
            if since is not None:
                found.append(Alarm(rule, dated.day, since))
    return found


def coming_dates(rules: Iterable[Rule], life: Life, today: date, until: date) -> list[Dated]:
    """What lists show: dates up to ``until``, those that passed and wait, stages that last long."""
    found = [dated for dated in dates(life, today) if dated.day.first <= until]
    lasting = {d.day: d for r in rules if r.event == STAGE for d in _of(r, [], life, today)}
    found += [dated for dated in lasting.values() if dated.day.first <= until]
    return sorted(found, key=lambda dated: (dated.day.first, dated.event))


def _of(rule: Rule, coming: list[Dated], life: Life, today: date) -> list[Dated]:
    if rule.event != STAGE:
        return [dated for dated in coming if dated.event == rule.event]
    day = lasting_since(life, rule.stage, rule.months, today)
    return [Dated(STAGE, day)] if day else []


def _late(rule: Rule, day: date, today: date) -> date | None:
    if rule.event not in LASTING or not rule.after:
        return None
    first = day + timedelta(days=rule.after)
    if first > today:
        return max((s for b in rule.before if (s := _ahead(day, b)) <= today), default=None)
    if not rule.every:
        return first
    return first + timedelta(days=(today - first).days // rule.every * rule.every)


def _ahead(day: date, days: int) -> date:
    return day - timedelta(days=min(days, day.toordinal() - 1))
