"""What the clock raises: rungs that nobody has to think of, each once.

All of one run stands in one transaction, behind the lock of its numbering: two runs at once raise
nothing twice, and one that is killed leaves nothing half done. After days without a run the next
one raises what holds now; a rung that was raised late has its whole time to be answered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from chancery.people.queries import country_pack
from chancery.reference import Calendar
from chancery.register.models import Numbering
from chancery.register.numbering import next_references
from chancery.work.actions.escalation_rows import (
    close_rungs,
    end,
    tell_asked,
    tell_raised,
    tell_rung,
)
from chancery.work.actions.urging_ends import settle_letters
from chancery.work.escalation.definition import ladder_plan
from chancery.work.escalation.grounds import Holds, grounds_of, tasks_by_clock
from chancery.work.escalation.ladder import Asked, Known, first_answered, side_of
from chancery.work.escalation.plan import RUNGS, Ground, LadderPlan, Stood, next_rungs
from chancery.work.models import Escalation, Rung, Task, Trigger
from chancery.work.numbering import ESCALATION
from chancery.work.recipients import Staff, active_people, staff
from chancery.work.rules import CLOSED
from chancery.work.timeliness import local_day

SYSTEM = "system"
_STATES = Escalation.State


@dataclass(frozen=True, slots=True)
class Climbed:
    """What one look at the clock did."""

    raised: int = 0
    closed: int = 0
    letters: int = 0


@transaction.atomic
def climb(*, now: datetime, since: datetime | None = None) -> Climbed:
    """Close what is settled, then raise what is due; ``since`` is the last run that finished.

    Raises once a working day, from the plan's morning on.
    """
    plan, pack = ladder_plan(), country_pack()
    _take_turns()
    closed = _settle(now)
    today = local_day(now, pack.time_zone)
    if not _is_time(plan, now, since, pack.time_zone, pack.calendar):
        return Climbed(closed=closed)
    turn = _Turn(plan, now, today, pack.calendar)
    found = list(turn.moves())
    rows = _write(found, now, today, turn)
    letters = tell_asked(zip(rows, (one.asked.people for one in found), strict=True), today)
    return Climbed(len(rows), closed, letters)


def _take_turns() -> None:
    """Whoever comes second waits until the first has finished, and sees what it did."""
    year = timezone.localdate().year
    Numbering.objects.select_for_update().get_or_create(prefix=ESCALATION, year=year)


def _is_time(
    plan: LadderPlan, now: datetime, since: datetime | None, zone: str, calendar: Calendar
) -> bool:
    here = now.astimezone(ZoneInfo(zone))
    if not calendar.is_working_day(here.date()) or here.time() < plan.morning:
        return False
    return since is None or since < datetime.combine(here.date(), plan.morning, ZoneInfo(zone))


def _settle(now: datetime) -> int:
    """Close the open rungs whose ground is gone, and the lines of letters that need no answer."""
    settle_letters(now=now)
    rows = list(Escalation.objects.filter(state=_STATES.OPEN).select_related("task"))
    keys = {row.task_id for row in rows}
    tasks = {task.pk: task for task in tasks_by_clock(Task.objects.filter(pk__in=keys))}
    closed = 0
    for row in rows:
        if row.task.state in CLOSED:
            why = "finished" if row.task.state == "done" else "cancelled"
            closed += close_rungs(row.task, why, by=SYSTEM)
        elif row.trigger != Trigger.AUTHORITY and not _stands(row, tasks.get(row.task_id), now):
            end(row, _STATES.CLOSED)
            changes = {"state": ["open", "closed"]}
            tell_rung(row, "close", by=SYSTEM, changes=changes, reason="the ground is gone")
            closed += 1
    return closed


def _stands(row: Escalation, task: Task | None, now: datetime) -> bool:
    held = grounds_of(task, now).get(Trigger(row.trigger)) if task else None
    return held is not None and held.since == row.since


@dataclass(frozen=True, slots=True)
class Move:
    """One rung to be raised, and the one it leaves behind."""

    task: Task
    trigger: str
    since: date
    days: int
    asked: Asked
    last: Escalation | None
    passed: Escalation | None
    step: int


@dataclass
class _Turn:
    """One look at all open tasks: what is known once is not asked again."""

    plan: LadderPlan
    now: datetime
    today: date
    calendar: Calendar
    people: Staff = field(init=False)
    rungs: dict[int, list[Escalation]] = field(init=False)
    known: Known = field(init=False)

    def __post_init__(self) -> None:
        everybody = active_people()
        self.people = staff(everybody, self.today)
        self.rungs = defaultdict(list)
        for row in Escalation.objects.exclude(task__state__in=CLOSED).order_by("step"):
            self.rungs[row.task_id].append(row)
        self.known = Known(frozenset(), {person.pk: person for person in everybody})

    def moves(self) -> Iterable[Move]:
        """At most one for each side of a task."""
        due = [(t, held) for t in tasks_by_clock() if (held := grounds_of(t, self.now)) or t.pk in self.rungs]  # fmt: skip
        self.known.tasks = frozenset(task.pk for task, _held in due)
        for task, held in due:
            asked_above = self._asked_above(task)
            if asked_above is not None:
                yield asked_above
                continue
            done: set[str] = set()
            for ground in self.plan.grounds:
                side = side_of(task, ground.event)
                holds = held.get(ground.event)
                if holds and side not in done and (move := self._move(task, ground, holds)):
                    done.add(side)
                    yield move

    def _asked_above(self, task: Task) -> Move | None:
        """What a person raised and nobody answered in time."""
        for row in self.rungs.get(task.pk, ()):
            late = row.state == _STATES.OPEN and self.today > row.due
            if row.trigger == Trigger.AUTHORITY and late:
                asked = self._first(self.plan.above(row.rung), task, row.trigger)
                if asked:
                    step = self._step(task, row.trigger, row.since)
                    return Move(task, row.trigger, row.since, row.days_late, asked, row, row, step)
        return None

    def _move(self, task: Task, ground: Ground, holds: Holds) -> Move | None:
        if not self.plan.begins(ground, holds.days, task.priority):
            return None
        side = side_of(task, ground.event)
        there = [r for r in self.rungs.get(task.pk, ()) if side_of(task, r.trigger) == side]
        same = [r for r in there if (r.trigger, r.since) == (ground.event, holds.since)]
        last = next((r for r in reversed(same) if r.state != _STATES.WITHDRAWN), None)
        standing = next((r for r in there if r.state == _STATES.OPEN and r is not last), None)
        if standing is None and self._rests(there, last, task.priority):
            return None
        wanted = next_rungs(
            self.plan, ground, _stood(last), self.today, task.priority, self.calendar
        )
        asked = self._first(wanted, task, ground.event)
        if asked is None or (standing and not _pushes(ground, asked, standing)):
            return None
        passed = standing or (last if last and last.state == _STATES.OPEN else None)
        step = self._step(task, ground.event, holds.since)
        return Move(task, ground.event, holds.since, holds.days, asked, last, passed, step)

    def _step(self, task: Task, trigger: str, since: date) -> int:
        there = self.rungs.get(task.pk, ())
        return max([0, *(r.step for r in there if (r.trigger, r.since) == (trigger, since))]) + 1

    def _rests(self, there: list[Escalation], last: Escalation | None, priority: str) -> bool:
        """After an answer the side is left alone for a while, on whatever ground."""
        days = self.plan.days(self.plan.again, priority)
        for row in there:
            ended = _day_of(row)
            if row is last or row.state != _STATES.ANSWERED or ended is None:
                continue
            if self.calendar.working_days_between(ended, self.today) < days:
                return True
        return False

    def _first(self, rungs: Iterable[Rung], task: Task, trigger: str) -> Asked | None:
        committee = self.plan.committee
        return first_answered(rungs, task, trigger, self.people, committee, self.known)


def _pushes(ground: Ground, asked: Asked, standing: Escalation) -> bool:
    """An urging that was not answered lifts what stands lower; nothing else stands beside it."""
    higher = RUNGS.index(asked.rung) > RUNGS.index(Rung(standing.rung))
    return ground.event == Trigger.URGING and higher and standing.trigger != Trigger.AUTHORITY


def _stood(row: Escalation | None) -> Stood | None:
    if row is None:
        return None
    return Stood(row.rung, row.state, row.verdict, row.due, _day_of(row))


def _day_of(row: Escalation) -> date | None:
    return row.ended_at and local_day(row.ended_at, country_pack().time_zone)


def _write(moves: list[Move], now: datetime, today: date, turn: _Turn) -> list[Escalation]:
    references = next_references(ESCALATION, len(moves)) if moves else []
    rows = []
    for reference, move in zip(references, moves, strict=True):
        if move.passed:
            end(move.passed, _STATES.PASSED_BY)
        last = move.last
        due = turn.plan.answer_due(move.asked.rung, today, move.task.priority, turn.calendar)
        rows.append(
            Escalation(
                reference=reference,
                task=move.task,
                trigger=move.trigger,
                rung=move.asked.rung,
                to_unit_id=move.asked.unit,
                since=move.since,
                step=move.step,
                days_late=move.days,
                text=last.text if last and move.trigger == Trigger.AUTHORITY else "",
                from_unit=last.from_unit if last and move.trigger == Trigger.AUTHORITY else None,
                raised_at=now,
                raised_on=today,
                due=due,
                previous=move.passed or last,
            )
        )
    Escalation.objects.bulk_create(rows)
    tell_raised(rows, by=SYSTEM)
    return rows
