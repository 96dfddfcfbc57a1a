"""When a task goes up, and how far: arithmetic of working days, of plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from chancery.reference import Calendar
from chancery.work.models import Escalation, Ruling, Rung, Trigger
from chancery.work.reminding import step

RUNGS = tuple(Rung)
"""From below."""
BY_CLOCK = tuple(trigger for trigger in Trigger if trigger != Trigger.AUTHORITY)
URGED = (Trigger.OVERDUE, Trigger.SILENCE, Trigger.RESPONSE)
"""On what grounds a unit is urged."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One line of ``triggers``."""

    event: Trigger
    after: int
    first: Rung


@dataclass(frozen=True, slots=True)
class UrgingPlan:
    """What is proposed to be urged, and when."""

    after: Mapping[str, int]
    reply_in: int
    again: int


@dataclass(frozen=True, slots=True)
class LadderPlan:
    """The whole of ``definitions/escalation.yaml``."""

    answer_in: Mapping[str, int]
    """By rung; a rung that is not there is not climbed."""
    grounds: tuple[Ground, ...]
    again: int
    shorten: Mapping[str, int]
    urging: UrgingPlan
    morning: time
    committee: str = ""

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """Those of this ladder, from below."""
        return tuple(rung for rung in RUNGS if rung in self.answer_in)

    def days(self, number: int, priority: str) -> int:
        """So many days, or fewer where the priority shortens them."""
        return min(number, self.shorten.get(priority, number))

    def begins(self, ground: Ground, days: int, priority: str) -> bool:
        """Whether a ground raises that holds for so many working days."""
        return days >= self.days(ground.after, priority)

    def answer_due(self, rung: str, raised: date, priority: str, calendar: Calendar) -> date:
        """The last day on which a rung raised on ``raised`` is answered in time."""
        return step(raised, self.days(self.answer_in[rung], priority), calendar)

    def above(self, rung: str) -> tuple[Rung, ...]:
        """The rungs higher than this one, the next first."""
        return tuple(one for one in self.rungs if RUNGS.index(one) > RUNGS.index(Rung(rung)))

    def from_rung(self, rung: str) -> tuple[Rung, ...]:
        """This rung and those above it."""
        return tuple(one for one in self.rungs if RUNGS.index(one) >= RUNGS.index(Rung(rung)))


@dataclass(frozen=True, slots=True)
class Stood:
    """How the last rung on one ground stands; what the next move depends on."""

    rung: str
    state: str
    verdict: str
    due: date
    ended: date | None


def next_rungs(
    plan: LadderPlan,
    ground: Ground,
    last: Stood | None,
    today: date,
    priority: str,
    calendar: Calendar,
) -> tuple[Rung, ...]:
    """The rungs that may be raised today, the wanted one first; empty where all is as it should be.

    The caller takes the first on which somebody may answer. The highest rung is asked again after
    an answer that changed nothing, and left open while it is not answered.
    """
    states = Escalation.State
    if last is None or last.state == states.CLOSED:
        return plan.from_rung(ground.first)
    if last.state == states.OPEN:
        return plan.above(last.rung) if today > last.due else ()
    if last.state == states.ANSWERED and last.verdict != Ruling.DISMISS and last.ended:
        waits = plan.days(plan.again, priority)
        if calendar.working_days_between(last.ended, today) >= waits:
            return plan.above(last.rung) or (Rung(last.rung),)
    return ()
