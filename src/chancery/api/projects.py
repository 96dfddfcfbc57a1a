"""Projects: list, show, record, change, move, take back; the lines of their ledgers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.projects import (
    Correction,
    Entry,
    EntryFilter,
    EntryPage,
    LedgerSum,
    NewEntry,
    NewProject,
    Project,
    ProjectChange,
    ProjectFilter,
    ProjectPage,
    RateSent,
    RateShown,
    StageSent,
    WholeProject,
    exact,
)
from chancery.api.schemas.shapes import Paging, Reason, RecordRef
from chancery.api.showing import (
    kept,
    partner_ref,
    partner_refs,
    record_facts,
    record_ref,
    unit_ref,
)
from chancery.api.versions import tagged, version_asked
from chancery.documents.access import documents
from chancery.register import actions, models
from chancery.register.projects import queries
from chancery.register.projects.money import Sum
from chancery.register.projects.rules import remarks
from chancery.register.projects.values import EntryValues, ProjectValues, Rate

area = Area("projects", reads="read:register", writes="write:register", merges=True)

_FILTERS: Filters = {
    "text": worded("reference", "text", "name_en", "agencies"),
    "partner": queries.with_partner,
    "sector": queries.with_sector,
    "kind": equal("kind"),
    "state": equal("state"),
    "host": equal("host"),
    "identifier": equal("identifier"),
}
_LINES: Filters = {
    "project": equal("project"),
    "ledger": equal("ledger"),
    "partner": queries.of_partner,
    "sector": queries.of_sector,
}


@area.get("/projects", ProjectPage)
def list_projects(
    request: HttpRequest, wanted: Query[ProjectFilter], paging: Query[Paging]
) -> ProjectPage:
    """Projects that you may know of, narrowed and ordered."""
    rows = narrowed(queries.projects(viewer(request)), wanted, _FILTERS)
    return paged(ProjectPage, rows, paging, wanted.order, project_of)


@area.post("/projects", WholeProject)
def add_project(request: HttpRequest, body: NewProject) -> WholeProject:
    """Record a project at the stage it has reached."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units", "state"})

    def act() -> int:
        values, by = ProjectValues(**said), viewer(request)
        return actions.add_project(values=values, guard=body.guard, state=body.state, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/projects/{key}", WholeProject)
def show_project(request: HttpRequest, key: int) -> WholeProject:
    """One project with its sums."""
    return show(request, key)


@area.patch("/projects/{key}", WholeProject)
def change_project(request: HttpRequest, key: int, body: ProjectChange) -> WholeProject:
    """Change what the register says of a project."""
    found, version = find(request, key), version_asked(request)
    values = replace(queries.project_values(found), **body.said)
    actions.change_project(project=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/projects/{key}/stage", WholeProject, status=200)
def move_project(request: HttpRequest, key: int, body: StageSent) -> WholeProject:
    """Say how far it has come."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        moved = actions.move_project(project=found, stage=body.stage, reason=body.reason, by=by)
        return moved.pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/projects/{key}/withdrawal", None, status=204)
def withdraw_project(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back a project recorded by mistake, while its ledgers are empty."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_project(project=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


@area.get("/ledger", EntryPage)
def list_entries(
    request: HttpRequest, wanted: Query[EntryFilter], paging: Query[Paging]
) -> EntryPage:
    """Lines of the ledgers of the projects that you may know of."""
    who = viewer(request)
    rows = narrowed(queries.entries(who), wanted, _LINES)
    readable = documents(who).filter(purged_at__isnull=True).order_by().values("pk")
    seen = set(rows.filter(document__in=readable).order_by().values_list("pk", flat=True))
    return paged(EntryPage, rows, paging, wanted.order, lambda row: entry_of(row, row.pk in seen))


@area.post("/projects/{key}/entries", Entry)
def add_entry(request: HttpRequest, key: int, body: NewEntry) -> Entry:
    """Write one line of a ledger."""
    values = EntryValues(
        ledger=body.ledger,
        day=body.day,
        amount=Decimal(body.amount),
        currency=body.currency,
        usd=_rate(body.usd),
        vnd=_rate(body.vnd),
        partner=body.partner,
        source=body.source,
    )

    def act() -> int:
        found = find(request, key)
        return actions.record_entry(project=found, values=values, by=viewer(request)).pk

    return once(request, body, act, lambda key: _entry(request, int(key)))


@area.post("/projects/{key}/entries/{entry}/corrections", Entry)
def correct_entry(request: HttpRequest, key: int, entry: int, body: Correction) -> Entry:
    """Say what a line should have said: a further line holds the difference."""

    def act() -> int:
        by = viewer(request)
        line = get_object_or_404(find(request, key).entries.select_related("project"), pk=entry)
        said = {"reason": body.reason, "source": body.source}
        return actions.correct_entry(entry=line, amount=Decimal(body.amount), by=by, **said).pk

    return once(request, body, act, lambda key: _entry(request, int(key)))


def find(request: HttpRequest, key: int) -> models.Project:
    """The project, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.whole_projects(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> WholeProject:
    """One project as it stands now."""
    found = find(request, key)
    totals = queries.totals_of(found.entries.all())
    whole = WholeProject(
        **_facts(found),
        agreement=found.agreement.pk if found.agreement else None,
        activity=record_ref(found.activity),
        commitments=[ref for row in found.commitments.all() if (ref := record_ref(row))],
        obstacles=[ref for row in found.obstacles.all() if (ref := record_ref(row))],
        sums={
            "pledged": _sum(totals.pledged),
            "signed": _sum(totals.signed),
            "disbursed": _sum(totals.disbursed),
        },
        disbursed_of_signed=None if totals.rate is None else str(totals.rate),
        remarks=remarks(found, totals, timezone.localdate()),
    )
    return tagged(request, whole)


def project_of(row: models.Project) -> Project:
    """A row as it is shown in lists."""
    return Project(**_facts(row))


def entry_of(row: models.ProjectEntry, is_readable: bool) -> Entry:
    """A line; of a document that the caller may not read not even the quote."""
    return Entry(
        **kept(row, "id", "ledger", "day", "currency", "source", "reason"),
        project=RecordRef(id=row.project.pk, reference=row.project.reference),
        amount=exact(row.amount),
        usd=_rate_shown(row, "usd"),
        vnd=_rate_shown(row, "vnd"),
        partner=partner_ref(row.partner) if row.partner else None,
        document=row.document_id if is_readable else None,
        quote=row.quote if is_readable else "",
        corrects=row.corrects_id,
    )


def _entry(request: HttpRequest, key: int) -> Entry:
    who = viewer(request)
    row = get_object_or_404(queries.entries(who), pk=key)
    number = row.document_id
    seen = number and documents(who).filter(pk=number, purged_at__isnull=True).exists()
    return entry_of(row, bool(seen))


def _facts(row: models.Project) -> dict[str, Any]:
    plain = (
        "name_en", "kind", "state", "agencies", "place", "start_planned", "end_planned",
        "start_actual", "end_actual", "difficulties", "identifier",
    )  # fmt: skip
    return {
        **record_facts(row),
        **kept(row, *plain),
        "partners": partner_refs(row.partners),
        "host": unit_ref(row.host) if row.host else None,
        "sectors": sorted(sector.pk for sector in row.sectors.all()),
    }


def _sum(found: Sum) -> LedgerSum:
    return LedgerSum(
        entries=found.count,
        by_currency={code: exact(amount) for code, amount in found.by_currency.items()},
        usd=None if found.without_usd else exact(found.usd),
        vnd=None if found.without_vnd else exact(found.vnd),
        without_usd=found.without_usd,
        without_vnd=found.without_vnd,
    )


def _rate(sent: RateSent | None) -> Rate | None:
    return Rate(Decimal(sent.rate), sent.day, sent.source, sent.side) if sent else None


def _rate_shown(row: models.ProjectEntry, name: str) -> RateShown | None:
    rate = getattr(row, f"{name}_rate")
    if rate is None:
        return None
    values = {part: getattr(row, f"{name}_{part}") for part in ("side", "day", "source")}
    return RateShown(rate=f"{rate:f}", **values)
