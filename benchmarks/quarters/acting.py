"""The play: morning after morning, what people do that day, and what the product then holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from django.utils import timezone

from benchmarks.quarters.agencies import Agencies
from benchmarks.quarters.plan import Agency, Days, Plan
from benchmarks.quarters.secretariat import Secretariat
from benchmarks.quarters.world import World, clock
from chancery.notices.models import Notice
from chancery.register.models import Commitment
from chancery.upkeep import running
from chancery.work.models import CallReminder, Escalation, Meeting, Reminder, Review, Task
from chancery.work.reviews.figures import BY
from chancery.work.reviews.measured import agenda_of, figures_of, proposals_of
from chancery.work.reviews.queries import acts_of_secretariat

WEEK = 5
"""Tasks handed in are approved once in so many working days."""


@dataclass
class Facts:
    """What came of it, in words of the plan alone; the product's and the reckoned have one shape."""

    calls: list[Any] = field(default_factory=list)
    proposals: list[Any] = field(default_factory=list)
    agendas: list[Any] = field(default_factory=list)
    figures: list[Any] = field(default_factory=list)
    verdicts: list[Any] = field(default_factory=list)
    commitments: list[Any] = field(default_factory=list)
    meetings: list[Any] = field(default_factory=list)
    acts: list[Any] = field(default_factory=list)
    tasks: set[Any] = field(default_factory=set)
    reminders: set[Any] = field(default_factory=set)
    call_reminders: set[Any] = field(default_factory=set)
    rungs: set[Any] = field(default_factory=set)
    messages: Counter[Any] = field(default_factory=Counter)


class Play:
    """One run of the plan through the product."""

    def __init__(self, plan: Plan, letters: Path, host: str = "testserver") -> None:
        self.plan, self.world = plan, World(plan)
        self.agencies = Agencies(self.world, letters)
        self.office = Secretariat(self.agencies, host)
        self.facts = Facts()
        self.meeting: Meeting | None = None
        self.tasks: list[tuple[int, Agency, Task]] = []
        self._by_key = {agency.key: agency for agency in plan.agencies}

    def play(self, told: Callable[[date], None] = lambda _day: None) -> Facts:
        """All of it; ``told`` hears each day that is over."""
        self.world.make()
        for place, day in enumerate(self.plan.worked_days()):
            if place:
                with clock(day, 8):
                    morning()
                with clock(day, 10):
                    self._work(day, place)
            told(day)
        self._look_back()
        return self.facts

    def _work(self, day: date, place: int) -> None:
        for number, days in enumerate(self.plan.rounds):
            if day == days.call:
                review = self.office.call(number)
                self.facts.calls.append(sorted(review.calls.values_list("unit", flat=True)))
            if days.call <= day < days.judge:
                self._answers(day, number)
            self._the_office(day, number, days)
        self.agencies.work_on(self.tasks, day)
        if place % WEEK == 0:
            self.office.approve_tasks()

    def _the_office(self, day: date, number: int, days: Days) -> None:
        """What the secretariat does on that day of a round, after what came in."""
        if day in {days.urge, days.urge_again}:
            self.office.urge()
        if day == days.judge:
            self._judge()
        if day == days.conclude:
            self.office.move("conclude")
            self._measure()
        if day == days.invite:
            self.meeting = self.office.invite(number, self._invited())
        if day == days.meet:
            self._meet(number, days.meet)

    def _answers(self, day: date, number: int) -> None:
        review, answering = (
            self.office.running,
            [a for a in self.plan.agencies if a.way != "silent"],
        )
        writing = [one for one in answering if day == self.plan.written_on(one, number)]
        for agency in writing:
            self.agencies.write(review, agency, number)
        arrived = [one for one in answering if day == self.plan.answered_on(one, number)]
        for agency in arrived:
            if agency.way == "letter":
                self.office.enter_letter(agency, number)
            elif agency.path == "mail":
                self.agencies.approve(review, agency)
        if sheets := [one for one in arrived if one.path == "office"]:
            self.office.take_sheets(sheets, number)

    def _judge(self) -> None:
        self.office.move("close")
        self.office.move("judge")
        review, quang = self.office.running, self.office.quang
        at = self._numbers(review)
        proposed = proposals_of(quang, review)
        self.facts.proposals.append(
            {at[pk]: (one.verdict, str(one.why), one.new_due) for pk, one in proposed.items()}
        )
        self.facts.agendas.append(self._agenda(review))
        self.office.judge()

    def _agenda(self, review: Review) -> list[Any]:
        points, at = agenda_of(self.office.quang, review), self._numbers(review)
        return [(at[point.facts.pk], tuple(map(str, point.whys))) for point in points]

    def _numbers(self, review: Review) -> dict[int, int]:
        pairs = review.items.values_list("pk", "commitment")
        return {pk: self.world.promises[commitment] for pk, commitment in pairs}

    def _measure(self) -> None:
        review, quang, at = self.office.running, self.office.quang, self.world.promises
        self.facts.verdicts.append(
            {
                at[item.commitment_id]: (item.verdict, item.new_due, item.due)
                for item in review.items.all()
            }
        )
        rows = Commitment.objects.values_list("pk", "state", "due", "text")
        self.facts.commitments.append({at[pk]: tuple(rest) for pk, *rest in rows})
        self.facts.agendas.append(self._agenda(review))
        figures = {}
        for by in BY:
            found = figures_of(quang, review, by)
            for line in (*found.lines, found.total):
                key = "all" if line is found.total else f"{by}:{line.key}"
                shares = (line.delivered, line.answered, line.days)
                figures[key] = ({name: n for name, n in line.counts.items() if n}, shares)
        self.facts.figures.append(figures)

    def _invited(self) -> list[Agency]:
        return [agency for agency in self.plan.agencies if agency.kind in {"ministry", "agency"}]

    def _meet(self, number: int, met: date) -> None:
        assert self.meeting is not None
        waiting = self.office.agenda(self.meeting)
        self.facts.meetings.append([self._waits(kind, key) for kind, key in waiting])
        self.office.meet(self.meeting, number)
        self.office.issue_minutes(met)
        rows = Task.objects.filter(meeting_decision__meeting=self.meeting).select_related("lead")
        self.tasks += [(number, self._by_key[task.lead_id], task) for task in rows]
        counted = acts_of_secretariat(self.office.running)
        self.facts.acts.append(dict(counted))

    def _waits(self, kind: str, key: str) -> tuple[str, Any]:
        """What waits for the committee, named by the plan."""
        if kind == "review":
            item = self.office.running.items.get(pk=key)
            return kind, self.world.promises[item.commitment_id]
        if kind == "escalation":
            return kind, Escalation.objects.get(pk=key).task.text
        return kind, key

    def _look_back(self) -> None:
        """Everything that was told to anybody, and how the tasks stand."""
        facts = self.facts
        for task in Task.objects.all():
            facts.tasks.add((task.text, task.lead_id, task.assigner_id, task.due, task.state))
        for one in Reminder.objects.select_related("task", "to"):
            facts.reminders.add(
                (_day(one.made_at), one.to.username, one.task.text, one.rule, one.occasion)
            )
        for call in CallReminder.objects.select_related("call", "to"):
            facts.call_reminders.add(
                (_day(call.made_at), call.to.username, call.call.unit_id, call.rule, call.occasion)
            )
        for rung in Escalation.objects.select_related("task"):
            ended = rung.ended_at and (rung.state, _day(rung.ended_at))
            facts.rungs.add(
                (rung.raised_on, rung.task.text, rung.trigger, rung.rung, rung.to_unit_id, ended)
            )
        for notice in Notice.objects.select_related("to"):
            what = notice.kind
            if what == "review":
                what = "urge" if ":urge:" in notice.key else "call"
            facts.messages[(_day(notice.created_at), notice.to.username, what)] += 1


def morning() -> None:
    """``chancery work run`` at eight; the daily backup alone is left out of the play."""
    with mock.patch.object(running, "make_daily", return_value=None):
        ran = running.run()
    assert not ran.failures, ran.failures


def _day(at: Any) -> date:
    return timezone.localdate(at)
