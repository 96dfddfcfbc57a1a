"""Questions about projects: lists, filters, their ledgers, values for forms."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.register import access
from chancery.register.models import Project, ProjectEntry
from chancery.register.projects.money import Line, Sum, Totals, summed, totals
from chancery.register.projects.values import ProjectValues

LINE = ("ledger", "day", "amount", "currency", "usd_rate", "usd_side", "vnd_rate", "vnd_side")


def projects(viewer: Viewer) -> QuerySet[Project]:
    """The projects that a person may know of, with what a list shows."""
    rows = access.projects(viewer).select_related("host", "held_by")
    return rows.prefetch_related("partners", "sectors")


def whole_projects(viewer: Viewer) -> QuerySet[Project]:
    """The same with the links of its page; a record that the person may not know of is empty."""
    return projects(viewer).prefetch_related(
        Prefetch("agreement", access.agreements(viewer)),
        Prefetch("activity", access.activities(viewer)),
        Prefetch("commitments", access.commitments(viewer)),
        Prefetch("obstacles", access.obstacles(viewer)),
    )


def entries(viewer: Viewer) -> QuerySet[ProjectEntry]:
    """Lines of the ledgers of the projects that a person may know of."""
    known = access.projects(viewer).order_by()
    rows = ProjectEntry.objects.filter(project__in=known.values("pk"))
    return rows.select_related("project", "partner").order_by("-day", "-pk")


def projects_of_partner(viewer: Viewer, partner: Partner) -> QuerySet[Project]:
    """The projects with a partner."""
    return with_partner(projects(viewer), partner.pk)


def with_partner(rows: QuerySet[Project], code: str) -> QuerySet[Project]:
    """Those with the partner."""
    through = Project.partners.through.objects.filter(project=OuterRef("pk"), partner=code)
    return rows.filter(Exists(through)) if code else rows


def with_sector(rows: QuerySet[Project], code: str) -> QuerySet[Project]:
    """Those in the sector."""
    through = Project.sectors.through.objects.filter(project=OuterRef("pk"), sector=code)
    return rows.filter(Exists(through)) if code else rows


def with_driver(rows: QuerySet[Project], driver: str) -> QuerySet[Project]:
    """Those with a sector of the traditional or the new growth driver."""
    through = Project.sectors.through.objects.filter(project=OuterRef("pk"))
    return rows.filter(Exists(through.filter(sector__driver=driver))) if driver else rows


def of_partner(rows: QuerySet[ProjectEntry], code: str) -> QuerySet[ProjectEntry]:
    """Lines that name the partner, or name none and belong to a project with it."""
    through = Project.partners.through.objects.filter(project=OuterRef("project"), partner=code)
    unnamed = Q(Exists(through), partner__isnull=True)
    return rows.filter(Q(partner=code) | unnamed) if code else rows


def of_sector(rows: QuerySet[ProjectEntry], code: str) -> QuerySet[ProjectEntry]:
    """Lines of projects in the sector; ``none``: of those in no sector."""
    through = Project.sectors.through.objects.filter(project=OuterRef("project"))
    if code == "none":
        return rows.filter(~Exists(through))
    return rows.filter(Exists(through.filter(sector=code))) if code else rows


def line_of(entry: ProjectEntry) -> Line:
    """What of an entry goes into a sum."""
    return Line(*(getattr(entry, name) for name in LINE))


def totals_of(rows: Iterable[ProjectEntry]) -> Totals:
    """The three sums of some entries."""
    return totals(map(line_of, rows))


def totals_by_project(keys: Iterable[int]) -> dict[int, Totals]:
    """The sums of each of these projects, in one query."""
    found: dict[int, list[Line]] = {key: [] for key in keys}
    rows = ProjectEntry.objects.filter(project__in=list(found))
    for key, *line in rows.values_list("project", *LINE):
        found[key].append(Line(*line))
    return {key: totals(lines) for key, lines in found.items()}


def sum_of(rows: Iterable[ProjectEntry]) -> Sum:
    """The sum of entries of one ledger."""
    return summed(map(line_of, rows))


def amounts_now(rows: Iterable[ProjectEntry]) -> dict[int, Decimal]:
    """What each entry stands for with its corrections, from the entries of whole projects."""
    found: dict[int, Decimal] = {}
    for row in rows:
        key = row.corrects_id or row.pk
        found[key] = found.get(key, Decimal(0)) + row.amount
    return found


def project_values(project: Project) -> ProjectValues:
    """What a person may change about a project."""
    plain: dict[str, Any] = {name: getattr(project, name) for name in _PLAIN}
    return ProjectValues(
        **plain,
        partners=tuple(sorted(row.pk for row in project.partners.all())),
        sectors=tuple(sorted(row.pk for row in project.sectors.all())),
        host=project.host_id,
        agreement=project.agreement_id,
        activity=project.activity_id,
        commitments=_keys(Project.commitments.through, "commitment", project),
        obstacles=_keys(Project.obstacles.through, "obstacle", project),
    )


def _keys(through: Any, name: str, project: Project) -> tuple[int, ...]:
    """All of them, those that the person who looks may not know of too."""
    rows = through.objects.filter(project=project.pk)
    return tuple(sorted(rows.values_list(name, flat=True)))


_PLAIN = (
    "text", "kind", "name_en", "agencies", "place", "difficulties", "start_planned",
    "end_planned", "start_actual", "end_actual", "identifier",
)  # fmt: skip


def without_rate(rows: QuerySet[ProjectEntry], which: str) -> QuerySet[ProjectEntry]:
    """``no_usd`` or ``no_vnd``: lines that no rate puts into that money."""
    into = which.removeprefix("no_")
    return rows.filter(**{f"{into}_rate__isnull": True}).exclude(currency=into.upper())
