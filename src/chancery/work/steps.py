"""Whom to remind now of next steps: of obstacles and opportunities still open, of interactions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from chancery.people.access import Viewer, viewer_of
from chancery.people.models import User
from chancery.people.queries import country_pack
from chancery.register import access
from chancery.register.cases.queries import live
from chancery.register.contacts.queries import interactions
from chancery.register.models import Interaction, Obstacle, Opportunity
from chancery.work.models import StepTold
from chancery.work.recipients import Staff
from chancery.work.reminding import OF_STEPS, PASSED, Plan, current
from chancery.work.timeliness import closing_day, local_day

Stepped = Obstacle | Opportunity | Interaction

KINDS: dict[str, type[Obstacle] | type[Opportunity] | type[Interaction]] = {
    "obstacle": Obstacle,
    "opportunity": Opportunity,
    "interaction": Interaction,
}
SEEN: dict[str, Callable[[Viewer], QuerySet[Any]]] = {
    "obstacle": access.obstacles,
    "opportunity": access.opportunities,
    "interaction": interactions,
}
EVENTS = {
    "obstacle": OF_STEPS,
    "opportunity": OF_STEPS,
    "interaction": OF_STEPS - PASSED,
}
"""An interaction does not tell whether its step was taken: nobody is told that it is late."""


@dataclass(frozen=True, slots=True)
class Step:
    """The next step of one case or interaction that a person is told of, under one rule."""

    kind: str
    case: int
    reference: str
    rule: str
    day: date
    occasion: date
    days: int
    """Working days left until the step; negative when its day has passed."""

    @property
    def key(self) -> tuple[int, str, date, date]:
        """By what it is told once."""
        return (self.case, self.rule, self.day, self.occasion)


def steps_now(plan: Plan, people: Staff, now: datetime) -> dict[int, list[Step]]:
    """Every person's steps that are to be told at ``now``, told before or not.

    Three queries for any number of them; days are those of the home country.
    """
    found: dict[int, list[Step]] = defaultdict(list)
    if not any(plan.of(event) for event in OF_STEPS):
        return found
    pack = country_pack()
    today = local_day(now, pack.time_zone)
    for kind in KINDS:
        for case in _waiting(kind):
            assert case.next_step_on is not None
            for event in sorted(EVENTS[kind]):
                occasion = current(plan.of(event), case.next_step_on, today, pack.calendar)
                if occasion is None:
                    continue
                left = pack.calendar.working_days_between(
                    today, closing_day(case.next_step_on, pack.calendar)
                )
                told = Step(
                    kind, case.pk, case.reference, occasion.rule.name, case.next_step_on,
                    occasion.day, left,
                )  # fmt: skip
                for person in _reached(case, occasion.rule.to, people):
                    found[person].append(told)
    return found


def fresh_steps(person: User, told: list[Step]) -> list[Step]:
    """Those of cases that the person may see now, not told before."""
    viewer = viewer_of(person) if told else None
    return [one for kind in KINDS for one in _fresh(viewer, kind, told)] if viewer else []


def kept_step(one: Step) -> StepTold:
    """The row that keeps the step from being told again; the caller says to whom and when."""
    row = StepTold(rule=one.rule, day=one.day, occasion=one.occasion)
    setattr(row, f"{one.kind}_id", one.case)
    return row


def _fresh(viewer: Viewer, kind: str, told: list[Step]) -> list[Step]:
    here = [one for one in told if one.kind == kind]
    if not here:
        return []
    wanted = {one.case for one in here}
    seen = set(SEEN[kind](viewer).filter(pk__in=wanted).values_list("pk", flat=True))
    rows = StepTold.objects.filter(to=viewer.user, **{f"{kind}__in": wanted})
    before = set(rows.values_list(kind, "rule", "day", "occasion"))
    return [one for one in here if one.case in seen and one.key not in before]


def _waiting(kind: str) -> QuerySet[Any]:
    """Those whose next step has a day; cases while they are open."""
    rows: Any = KINDS[kind].objects.filter(next_step_on__isnull=False).order_by("pk")
    return rows.filter(merged_into=None) if kind == "interaction" else live(rows)


def _handled_by(case: Stepped) -> tuple[int | None, str]:
    """The person in charge, if any, and the unit that handles it."""
    if isinstance(case, Interaction):
        return None, case.next_unit_id or case.held_by_id
    return case.person_id, case.lead_id or case.held_by_id


def _reached(case: Stepped, to: Iterable[str], people: Staff) -> set[int]:
    """The person in charge while they hold a writing post; else those of the unit that handles it."""
    person, unit = _handled_by(case)
    found: set[int] = set()
    for who in to:
        if who == "heads":
            found |= people.heads_of(unit)
        elif person and any(person in held for held in people.writers.values()):
            found.add(person)
        else:
            found |= people.writers_of(unit)
    return found
