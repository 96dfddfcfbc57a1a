"""Of what whom to remind now: the rules asked for every open task, for whole lists at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from chancery.people.queries import country_pack
from chancery.work.models import Extension, LeadProposal, Progress, Task, TaskState
from chancery.work.models.asking import Decision
from chancery.work.queries import leaves, time_zone_of
from chancery.work.recipients import Staff, recipients
from chancery.work.reminding import Occasion, Plan, current
from chancery.work.rules import OPEN
from chancery.work.timeliness import closing_day, local_day
from chancery.work.told import report_after


@dataclass(frozen=True, slots=True)
class Told:
    """One task that a person is reminded of, under one rule."""

    task: int
    reference: str
    rule: str
    event: str
    occasion: date
    due: date | None
    since: date
    """The due date, or the day since when it waits, as the assigner's calendar has it."""
    days: int
    """Working days left until it closes; negative when that has passed."""


def told_now(plan: Plan, people: Staff, now: datetime) -> dict[int, list[Told]]:
    """Every person's reminders that hold at ``now``, whether they were made before or not."""
    found: dict[int, list[Told]] = defaultdict(list)
    at = _At(plan, now)
    for task in _open_tasks():
        for occasion, told in at.occasions(task):
            reached = {p for who in occasion.rule.to for p in recipients(task, who, people)}
            for person in reached:
                found[person].append(told)
    return found


AT_A_TIME = 2_000
"""Tasks held in memory: there may be 30,000 open ones, each with all that was reported of it."""


def _open_tasks() -> Iterable[Task]:
    """Those somebody does, with what hangs on them; the same few queries for each 2,000 of them."""
    rows = leaves(Task.objects.filter(state__in=OPEN)).select_related("assigner")
    drafts = Progress.objects.filter(state=Progress.State.DRAFT).order_by("written_at", "pk")
    rows = rows.filter(recurrence="").defer("text", "quote", "inferred").order_by("pk")
    with_all = rows.prefetch_related(
        "coordinating",
        "contributions",
        Prefetch("extensions", _undecided(Extension), "undecided_extensions"),
        Prefetch("lead_proposals", _undecided(LeadProposal), "undecided_leads"),
        Prefetch("progress", drafts, "drafts"),
    )
    return with_all.iterator(chunk_size=AT_A_TIME)


def _undecided(
    model: type[Extension] | type[LeadProposal],
) -> QuerySet[Extension] | QuerySet[LeadProposal]:
    return model.objects.filter(state=Decision.OPEN)


class _At:
    """The rules at one moment; many tasks share their days, so each is worked out once."""

    def __init__(self, plan: Plan, now: datetime) -> None:
        self.plan, self.now, self.calendar = plan, now, country_pack().calendar
        self._known: dict[tuple[str, date, date], Occasion | None] = {}
        self._left: dict[tuple[date, date], int] = {}

    def occasions(self, task: Task) -> Iterator[tuple[Occasion, Told]]:
        zone = time_zone_of(task)
        today = local_day(self.now, zone)
        for event, anchor in _anchors(task, zone):
            occasion = self._current(event, anchor, today)
            if occasion:
                yield occasion, self._told(task, occasion, anchor, today)

    def _current(self, event: str, anchor: date, today: date) -> Occasion | None:
        key = (event, anchor, today)
        if key not in self._known:
            rules = self.plan.of(event)
            self._known[key] = current(rules, anchor, today, self.calendar) if rules else None
        return self._known[key]

    def _told(self, task: Task, occasion: Occasion, anchor: date, today: date) -> Told:
        rule = occasion.rule
        return Told(
            task=task.pk,
            reference=task.reference,
            rule=rule.name,
            event=rule.event,
            occasion=occasion.day,
            due=task.due,
            since=anchor,
            days=self._days_left(anchor, today),
        )

    def _days_left(self, anchor: date, today: date) -> int:
        key = (anchor, today)
        if key not in self._left:
            closing = closing_day(anchor, self.calendar)
            self._left[key] = self.calendar.working_days_between(today, closing)
        return self._left[key]


def _anchors(task: Task, zone: str) -> Iterator[tuple[str, date]]:
    """What goes on with a task, and the day each event counts from."""
    if task.state == TaskState.SUBMITTED:
        if task.submitted_at:
            yield "approval", local_day(task.submitted_at, zone)
    elif task.due:
        yield from ((event, task.due) for event in ("due", "contribution", "overdue"))
    if task.state == TaskState.ASSIGNED:
        yield "acceptance", local_day(task.created_at, zone)
    elif task.state != TaskState.SUBMITTED:
        yield "report", _next_report(task, zone)
    yield from _questions(task, zone)


def _questions(task: Task, zone: str) -> Iterator[tuple[str, date]]:
    """What was asked and waits for an answer."""
    for extension in task.undecided_extensions:  # type: ignore[attr-defined] # prefetched
        yield "extension", local_day(extension.asked_at, zone)
    for proposal in task.undecided_leads:  # type: ignore[attr-defined] # prefetched
        yield "lead_proposal", local_day(proposal.asked_at, zone)
    for draft in task.drafts[:1]:  # type: ignore[attr-defined] # prefetched
        yield "progress", local_day(draft.written_at, zone)


def _next_report(task: Task, zone: str) -> date:
    """``told.next_report_due``, of what was read for the whole list."""
    accepted = local_day(task.accepted_at or task.created_at, zone)
    return report_after(task.reported_until or accepted, task.priority)
