"""Questions to outreach: lists, what is overdue, totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from chancery.people.access import Concerns, Viewer, visible
from chancery.register.access import opportunities
from chancery.register.contacts.queries import interactions
from chancery.work.models import Outreach, OutreachKind, OutreachLine, OutreachState
from chancery.work.outreach.values import Line, OutreachValues, ResultValues


def outreach(viewer: Viewer) -> QuerySet[Outreach]:
    """Items the person may know of: the missions to the partner are concerned."""
    rows = visible(viewer, Outreach, Concerns(partner="partner"))
    return rows.select_related("partner", "held_by")


def whole(viewer: Viewer) -> QuerySet[Outreach]:
    """The same with lines, sectors, and the ties that the person may know of."""
    met = Prefetch("interactions", interactions(viewer), to_attr="known_interactions")
    won = Prefetch("opportunities", opportunities(viewer), to_attr="known_opportunities")
    return outreach(viewer).prefetch_related("lines", "sectors", met, won)


def overdue(rows: QuerySet[Outreach], today: date | None = None) -> QuerySet[Outreach]:
    """Planned for a day that has passed, and nobody said what came of it."""
    day = today or timezone.localdate()
    return rows.filter(state=OutreachState.PLANNED, planned_on__lt=day)


def is_overdue(row: Outreach, today: date | None = None) -> bool:
    """The same of one of them."""
    day = today or timezone.localdate()
    return row.state == OutreachState.PLANNED and row.planned_on < day


@dataclass(frozen=True, slots=True)
class KindTotal:
    """What one kind came to; ``unsaid`` were held without a figure."""

    kind: OutreachKind
    planned: int
    held: int
    reach: int | None
    unsaid: int


def totals(rows: QuerySet[Outreach]) -> list[KindTotal]:
    """By kind, in their usual order; cancelled ones do not count. One query."""
    held = Q(state=OutreachState.DONE)
    found = {
        row["kind"]: row
        for row in rows.order_by()
        .exclude(state=OutreachState.CANCELLED)
        .values("kind")
        .annotate(
            n_planned=Count("pk"),
            n_held=Count("pk", filter=held),
            n_reach=Sum("reach"),
            n_unsaid=Count("pk", filter=held & Q(reach__isnull=True)),
        )
    }
    return [KindTotal(kind, *_figures(found[kind])) for kind in OutreachKind if kind in found]


def _figures(row: Any) -> tuple[int, int, int, int]:
    return row["n_planned"], row["n_held"], row["n_reach"], row["n_unsaid"]


def lines_of(row: Outreach, role: str) -> list[OutreachLine]:
    """Its materials, or who covered it."""
    return [line for line in row.lines.all() if line.role == role]


def outreach_values(row: Outreach) -> OutreachValues:
    """What its form shows."""
    return OutreachValues(
        text=row.text,
        kind=row.kind,
        planned_on=row.planned_on,
        partner=row.partner_id,
        audience=row.audience,
        media=row.media,
        sectors=tuple(sorted(sector.pk for sector in row.sectors.all())),
        materials=_plain(row, OutreachLine.Role.MATERIAL),
    )


def result_values(row: Outreach) -> ResultValues | None:
    """What came of it, once it was held."""
    if row.held_on is None:
        return None
    return ResultValues(
        held_on=row.held_on,
        reach=row.reach,
        reach_source=row.reach_source,
        outcome=row.outcome,
        coverage=_plain(row, OutreachLine.Role.COVERAGE),
        interactions=tuple(sorted(one.reference for one in row.interactions.all())),
        opportunities=tuple(sorted(one.reference for one in row.opportunities.all())),
    )


def _plain(row: Outreach, role: str) -> tuple[Line, ...]:
    return tuple(
        Line(line.title, line.language, line.link, line.day, line.document_id)
        for line in lines_of(row, role)
    )
