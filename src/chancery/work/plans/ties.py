"""What the lines of a plan are tied to, and what of it is done: counted, never typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.register import access as register
from chancery.register.models import CommitmentState, Obstacle, Opportunity
from chancery.work import access as work
from chancery.work.models import OutreachState, PlanLine, TaskState, WorkPlan
from chancery.work.outreach.queries import outreach
from chancery.work.plans.values import LineValues, last_of

KNOWN = "known_{}"


@dataclass(frozen=True, slots=True)
class Tie:
    """A kind of record that lines may be tied to: which rows a person may know of, when one is done."""

    rows: Callable[[Viewer], QuerySet[Any]]
    is_done: Callable[[Any, date], bool]


TIES: dict[str, Tie] = {
    "activities": Tie(register.activities, lambda row, day: (row.end or row.start) <= day),
    "tasks": Tie(work.tasks, lambda row, _day: row.state == TaskState.DONE),
    "commitments": Tie(register.commitments, lambda row, _day: row.state == CommitmentState.DONE),
    "opportunities": Tie(
        register.opportunities, lambda row, _day: row.state == Opportunity.State.WON
    ),
    "obstacles": Tie(register.obstacles, lambda row, _day: row.state == Obstacle.State.RESOLVED),
    "outreach": Tie(outreach, lambda row, _day: row.state == OutreachState.DONE),
}
"""By the field of a line. A further kind of record is a line here, a field of ``PlanLine`` and a
value of ``Counted``."""


class Standing(TextChoices):
    """How a line stands against the plan."""

    REACHED = "reached", _("reached")
    LATE = "late", _("late")
    UNDER_WAY = "under_way", _("under way")
    NOTHING = "nothing", _("nothing done yet")
    AHEAD = "ahead", _("still ahead")


@dataclass(frozen=True, slots=True)
class Reached:
    """A line against the plan: ``done`` of ``wanted``, and the records that say so."""

    line: PlanLine
    done: int
    wanted: int
    standing: Standing
    records: tuple[tuple[Any, bool], ...]
    """Each record that the person may know of, and whether it is done."""

    @property
    def percent(self) -> int:
        """Of 100; never more."""
        return min(100, round(100 * self.done / self.wanted)) if self.wanted else 0


def with_ties(viewer: Viewer) -> QuerySet[PlanLine]:
    """Lines with the records that the person may know of; one query for each kind."""
    rows = PlanLine.objects.select_related("plan", "partner", "sector", "person")
    return rows.prefetch_related(
        *(Prefetch(name, tie.rows(viewer), KNOWN.format(name)) for name, tie in TIES.items())
    )


def lines_of(viewer: Viewer, plan: WorkPlan, today: date | None = None) -> list[Reached]:
    """The lines of a plan in their order, each against what is done."""
    day = today or timezone.localdate()
    return [reached(line, day) for line in with_ties(viewer).filter(plan=plan)]


def reached(line: PlanLine, today: date) -> Reached:
    """Of a line from ``with_ties``: its number against the target, else all it is tied to."""
    found = [
        (name, row, tie.is_done(row, today))
        for name, tie in TIES.items()
        for row in getattr(line, KNOWN.format(name))
    ]
    counting = [ok for name, _row, ok in found if name == (line.counted or name)]
    done, wanted = sum(counting), line.target or len(counting)
    return Reached(
        line=line,
        done=done,
        wanted=wanted,
        standing=standing_of(line, done, wanted, today),
        records=tuple((row, ok) for _name, row, ok in found),
    )


def standing_of(line: PlanLine, done: int, wanted: int, today: date) -> Standing:
    """Reached once as much is done as was wanted; late once its last month is over without that."""
    if wanted and done >= wanted:
        return Standing.REACHED
    year = line.plan.year
    if today > last_of(date(year, line.last_month, 1)):
        return Standing.LATE
    if done:
        return Standing.UNDER_WAY
    return Standing.AHEAD if today < date(year, line.first_month, 1) else Standing.NOTHING


def tally(lines: Iterable[Reached]) -> list[tuple[Standing, int]]:
    """How many lines stand how, in the order of ``Standing``."""
    counts = Counter(line.standing for line in lines)
    return [(standing, counts[standing]) for standing in Standing]


def active_in(month: date) -> Q:
    """Lines meant for a month."""
    return Q(plan__year=month.year, first_month__lte=month.month, last_month__gte=month.month)


def references_of(line: PlanLine, viewer: Viewer | None = None) -> tuple[str, ...]:
    """What a line is tied to; of what a person may know of where one is named."""
    found: list[str] = []
    for name, tie in TIES.items():
        rows = getattr(line, name).all()
        if viewer is not None:
            rows = rows.filter(pk__in=tie.rows(viewer).values("pk"))
        found += rows.values_list("reference", flat=True)
    return tuple(sorted(found))


def line_values(line: PlanLine, viewer: Viewer | None = None) -> LineValues:
    """What the form of a line shows."""
    return LineValues(
        text=line.text,
        first_month=line.first_month,
        last_month=line.last_month,
        partner=line.partner_id,
        sector=line.sector_id,
        result=line.result,
        counted=line.counted,
        target=line.target,
        person=line.person.username if line.person else None,
        records=references_of(line, viewer),
    )
