"""When a rule reminds: arithmetic of working days, of plain values.

A rule has at most one occasion at a time: the latest that has begun and still holds. So a run that
was missed is caught up by telling how it stands now, never by telling what was true before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chancery.reference import Calendar
from chancery.work.timeliness import ONE_DAY, closing_day

AHEAD = frozenset({"due", "contribution", "report", "reply", "review", "step"})
"""Events that look forward to a day; the others look back to one."""
OF_TASKS = (AHEAD - {"reply", "review", "step"}) | {
    "overdue", "acceptance", "approval", "extension", "lead_proposal", "progress",
}  # fmt: skip
OF_QUESTIONS = frozenset({"reply", "reply_silent", "reply_ladder", "reply_time"})
"""Events of units that are consulted: see ``consultations.reminding``."""
OF_STEPS = frozenset({"step", "step_late"})
"""Events of the next step of a case: see ``steps``."""
PASSED = frozenset({"overdue", "step_late"})
"""Events that count from the end of a day that was set: on a day off it is the next working day."""
EVENTS = OF_TASKS | OF_QUESTIONS | OF_STEPS | {"review"}
"""All of them; of a round of review see ``reviews.reminding``."""
RECIPIENTS = frozenset({"doers", "heads", "coordinating", "assigner"})
CONSULTED = frozenset({"consulted", "consulted_heads", "consulted_leaders", "asker"})


def recipients_of(event: str) -> frozenset[str]:
    """The words for people that make sense for an event."""
    if event == "review" or event in OF_STEPS:  # nobody assigned these, nobody contributes
        return frozenset({"doers", "heads"})
    return CONSULTED if event in OF_QUESTIONS else RECIPIENTS


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of ``definitions/reminders.yaml``; ``days`` is ``before`` or ``after``."""

    name: str
    event: str
    days: int
    to: tuple[str, ...]
    every: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole definition: the rules, and when people are written to."""

    rules: tuple[Rule, ...]
    morning: time
    weekly_on: int

    def of(self, event: str) -> tuple[Rule, ...]:
        """The rules about one event."""
        return tuple(rule for rule in self.rules if rule.event == event)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A rule holds since ``day``."""

    rule: Rule
    day: date


def current(
    rules: tuple[Rule, ...], anchor: date, today: date, calendar: Calendar
) -> Occasion | None:
    """The one of several rules about one event that reminds now: the latest that has begun.

    ``anchor`` is the due date, or the day since when something waits.
    """
    begun = (Occasion(rule, day) for rule in rules if (day := _day(rule, anchor, today, calendar)))
    return max(begun, key=lambda occasion: occasion.day, default=None)


def _day(rule: Rule, anchor: date, today: date, calendar: Calendar) -> date | None:
    if rule.event in AHEAD:
        closing = closing_day(anchor, calendar)
        first = step(closing, -rule.days, calendar)
        return first if first <= today <= closing else None
    since = closing_day(anchor, calendar) if rule.event in PASSED else anchor
    first = step(since, rule.days, calendar)
    if first > today:
        return None
    if not rule.every:
        return first
    passed = calendar.working_days_between(first, today) // rule.every
    return step(first, passed * rule.every, calendar)


def step(day: date, working_days: int, calendar: Calendar) -> date:
    """So many working days on from a day, or back from it."""
    direction = ONE_DAY if working_days > 0 else -ONE_DAY
    for _number in range(abs(working_days)):
        day += direction
        while not calendar.is_working_day(day):
            day += direction
    return day


# When a person is written to.


def is_time(
    plan: Plan,
    weekly: bool,
    now: datetime,
    zone: str,
    since: datetime | None,
    calendar: Calendar,
) -> bool:
    """Whether this person's morning has come and the clock was not looked at since.

    ``since`` is the moment of the last run that finished. Nobody is written to on a day off.
    """
    here = now.astimezone(ZoneInfo(zone))
    if not calendar.is_working_day(here.date()) or here.time() < plan.morning:
        return False
    day = _weekly_day(here.date(), plan.weekly_on, calendar) if weekly else here.date()
    morning = datetime.combine(day, plan.morning, ZoneInfo(zone))
    return since is None or since < morning


def _weekly_day(today: date, weekday: int, calendar: Calendar) -> date:
    """The latest day on which a weekly letter was due, today included."""
    wanted = today - timedelta(days=(today.weekday() - weekday) % 7)
    day = calendar.next_working_day(wanted)
    return day if day <= today else _weekly_day(wanted - ONE_DAY, weekday, calendar)
