"""Questions to plans and monthly reports: who may know of which, lists, who has not reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from chancery.people.access import Concerns, Viewer, visible
from chancery.people.models import Unit
from chancery.people.queries import country_pack, current_units
from chancery.people.written_question import all_of
from chancery.work.models import (
    MonthlyReport,
    PlanLine,
    PlanState,
    ReportState,
    WorkPlan,
)
from chancery.work.plans.reporting import reporting
from chancery.work.plans.rules import IN_HAND
from chancery.work.plans.values import MONTHS, PlanValues, first_of, month_before
from chancery.work.sides import written_for


def plans(viewer: Viewer) -> QuerySet[WorkPlan]:
    """Plans of the person's agency, and those that go to it; drafts stay in the unit's own house."""
    rows = visible(viewer, WorkPlan, Concerns(units=("to_unit",)))
    found = rows.filter(~Q(state__in=IN_HAND) | _own(viewer))
    return found.select_related("held_by", "to_unit")


def reports(viewer: Viewer) -> QuerySet[MonthlyReport]:
    """Reports of the person's agency; those of others once they are sent."""
    rows = visible(viewer, MonthlyReport, Concerns(units=("to_unit",)))
    found = rows.filter(Q(state=ReportState.SENT) | _own(viewer))
    return found.select_related("held_by", "to_unit")


def _own(viewer: Viewer) -> Q:
    return Q(held_by__in=viewer.units | viewer.agency_units)


def listed_plans(viewer: Viewer) -> QuerySet[WorkPlan]:
    """The same for lists, each with ``line_count``."""
    lines = PlanLine.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
    number = Subquery(lines.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return plans(viewer).annotate(line_count=Coalesce(number, 0))


def plans_of_unit(viewer: Viewer, unit: Unit) -> QuerySet[WorkPlan]:
    """The editions that stand, the latest period first."""
    rows = plans(viewer).filter(held_by=unit)
    return rows.exclude(state=PlanState.SUPERSEDED).order_by("-year", "-period", "-edition")


def plan_in_force(viewer: Viewer, unit: Unit, day: date) -> WorkPlan | None:
    """The approved plan of a unit that covers a day; the shortest period where several do."""
    rows = plans(viewer).filter(held_by=unit, state=PlanState.APPROVED, year=day.year)
    fitting = [row for row in rows if MONTHS[row.period][0] <= day.month <= MONTHS[row.period][1]]
    return min(fitting, key=_length, default=None)


def _length(plan: WorkPlan) -> int:
    first, last = MONTHS[plan.period]
    return last - first


def reports_of_unit(viewer: Viewer, unit: Unit) -> QuerySet[MonthlyReport]:
    """The latest month first."""
    return reports(viewer).filter(held_by=unit).order_by("-month")


def plan_values(plan: WorkPlan) -> PlanValues:
    """What the form of a plan shows."""
    return PlanValues(plan.year, plan.period, plan.text, plan.to_unit_id)


def to_approve(viewer: Viewer) -> tuple[QuerySet[WorkPlan], QuerySet[MonthlyReport]]:
    """What waits for this person as head: plans of their unit and of missions below, own reports."""
    headed = [unit for unit in viewer.roles if viewer.heads(unit)]
    outposts = ("mission", "trade_office")
    mine = Q(held_by__in=headed) & ~Q(held_by__kind__in=outposts, to_unit__isnull=False)
    below = Q(to_unit__in=headed, held_by__kind__in=outposts)
    return (
        plans(viewer).filter(mine | below, state=PlanState.SUBMITTED),
        reports(viewer).filter(held_by__in=headed, state=ReportState.SUBMITTED),
    )


# Who has not reported.


@dataclass(frozen=True, slots=True)
class Owed:
    """The report of one unit for one month: sent, or not."""

    unit: Unit
    month: date
    deadline: date
    report: MonthlyReport | None
    """The report, where the person may know of it."""
    sent_on: date | None
    today: date

    @property
    def is_sent(self) -> bool:
        """The unit has reported."""
        return self.sent_on is not None

    @property
    def is_late(self) -> bool:
        """Sent after its day, or not sent although the day is over."""
        return (self.sent_on or self.today) > self.deadline


def units_that_report() -> QuerySet[Unit]:
    """Today's units of the kinds that ``definitions/reporting.yaml`` names."""
    return _units_of(reporting().kinds)


def _units_of(kinds: Iterable[str]) -> QuerySet[Unit]:
    return current_units().filter(kind__in=kinds).order_by("kind", "name_vi")


def owed(viewer: Viewer, month: date, today: date | None = None) -> list[Owed]:
    """Of every unit that reports to the person's house, or of all for who oversees; four queries."""
    units = units_that_report()
    if not viewer.oversees:
        circle = viewer.units | viewer.agency_units
        units = units.filter(Q(pk__in=circle) | Q(belongs_to__in=circle))
    return _owed(viewer, list(units), month, today or timezone.localdate())


def owed_by(viewer: Viewer, today: date | None = None) -> list[Owed]:
    """What the units that a person writes for still owe for the month that is over."""
    day = today or timezone.localdate()
    units = all_of(_that_report, viewer, tuple(reporting().kinds))
    found = _owed(viewer, units, month_before(first_of(day)), day)
    return [one for one in found if not one.is_sent]


def _that_report(viewer: Viewer, kinds: tuple[str, ...]) -> QuerySet[Unit]:
    return _units_of(kinds).filter(pk__in=written_for(viewer))


def _owed(viewer: Viewer, units: list[Unit], month: date, today: date) -> list[Owed]:
    """That a unit has sent is told to whom it owes the report; what it sent, to who may know of it."""
    keys = tuple(unit.pk for unit in units)
    sent = dict(all_of(_sent, viewer, month, keys))
    mine = {row.held_by_id: row for row in all_of(_known, viewer, month, keys)}
    deadline = reporting().deadline(month, country_pack().calendar)
    return [
        Owed(
            unit=unit,
            month=month,
            deadline=deadline,
            report=mine.get(unit.pk),
            sent_on=timezone.localdate(sent[unit.pk]) if unit.pk in sent else None,
            today=today,
        )
        for unit in units
    ]


def _sent(_viewer: Viewer, month: date, units: tuple[str, ...]) -> QuerySet[Any, Any]:
    rows = MonthlyReport.objects.filter(month=month, held_by__in=units, state=ReportState.SENT)
    return rows.values_list("held_by", "sent_at")


def _known(viewer: Viewer, month: date, units: tuple[str, ...]) -> QuerySet[MonthlyReport]:
    return reports(viewer).filter(month=month, held_by__in=units)
