"""What a person is in charge of, to be passed on when their term ends: tasks, cases, agreements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from chancery.people.access import Viewer, line_of
from chancery.people.models import User
from chancery.register.cases.queries import live
from chancery.register.models import Agreement, Obstacle, Opportunity
from chancery.work.models import PlanLine, PlanState, Task
from chancery.work.rules import OPEN


@dataclass(frozen=True, slots=True)
class InCharge:
    """Open records in a person's charge, by kind; all of them, whoever looks: numbers are told."""

    tasks: QuerySet[Task]
    obstacles: QuerySet[Obstacle]
    opportunities: QuerySet[Opportunity]
    agreements: QuerySet[Agreement]
    lines: QuerySet[PlanLine]

    def of_unit(self, unit: str) -> InCharge:
        """Those that the person has there: led or held by the unit, or by one above it."""
        line = line_of(unit)
        there = Q(lead__in=line) | Q(lead__isnull=True, held_by__in=line)
        return InCharge(
            self.tasks.filter(lead__in=line),
            self.obstacles.filter(there),
            self.opportunities.filter(there),
            self.agreements.filter(there),
            self.lines.filter(plan__held_by__in=line),
        )

    def count(self) -> int:
        """How many in all."""
        return sum(rows.count() for rows in self.parts())

    def parts(self) -> tuple[QuerySet[Any], ...]:
        """Kind by kind."""
        return (self.tasks, self.obstacles, self.opportunities, self.agreements, self.lines)


def in_charge(person: User) -> InCharge:
    """What a person holds anywhere."""
    standing = [PlanState.DRAFT, PlanState.RETURNED, PlanState.SUBMITTED, PlanState.APPROVED]
    return InCharge(
        Task.objects.filter(person=person, state__in=OPEN).order_by("due", "pk"),
        live(Obstacle.objects.filter(person=person)).order_by("reference"),
        live(Opportunity.objects.filter(person=person)).order_by("reference"),
        Agreement.objects.filter(person=person).order_by("name_vi"),
        PlanLine.objects.filter(person=person, plan__state__in=standing).order_by(
            "plan", "number"
        ),
    )


def known_to(viewer: Viewer, rows: QuerySet[Any], known: QuerySet[Any]) -> list[Any]:
    """Those of them that the person who looks may know of."""
    return list(rows.filter(pk__in=known.values("pk")))
