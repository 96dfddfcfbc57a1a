"""Activities: list, show, record, change, tie documents to them, take back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.activities import (
    Activity,
    ActivityChange,
    ActivityFilter,
    ActivityPage,
    DocumentTied,
    NewActivity,
    WholeActivity,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, partner_refs, record_facts, unit_ref
from chancery.api.versions import tagged, version_asked
from chancery.documents.access import documents as whole_documents
from chancery.intake import access as intake
from chancery.register import actions, models, queries
from chancery.register.values import ActivityValues

area = Area("activities", reads="read:register", writes="write:register", merges=True)

_FILTERS: Filters = {
    "text": worded("reference", "text", "place"),
    "partner": queries.with_activity_partner,
    "kind": equal("kind"),
    "level": equal("level"),
    "start_from": queries.taking_place_from,
    "start_until": equal("start__lte"),
}


@area.get("/activities", ActivityPage)
def list_activities(
    request: HttpRequest, wanted: Query[ActivityFilter], paging: Query[Paging]
) -> ActivityPage:
    """Activities that you may know of, narrowed and ordered."""
    rows = narrowed(queries.activities(viewer(request)), wanted, _FILTERS)
    return paged(ActivityPage, rows, paging, wanted.order, activity_of)


@area.post("/activities", WholeActivity)
def add_activity(request: HttpRequest, body: NewActivity) -> WholeActivity:
    """Record a visit, talks, a call, a conference or a meeting."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values, by = ActivityValues(**said), viewer(request)
        return actions.add_activity(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/activities/{key}", WholeActivity)
def show_activity(request: HttpRequest, key: int) -> WholeActivity:
    """One activity and its documents."""
    return show(request, key)


@area.patch("/activities/{key}", WholeActivity)
def change_activity(request: HttpRequest, key: int, body: ActivityChange) -> WholeActivity:
    """Change what the register says of an activity."""
    found, version = find(request, key), version_asked(request)
    values = replace(queries.activity_values(found), **body.said)
    actions.change_activity(activity=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/activities/{key}/documents", WholeActivity, status=200)
def tie_document(request: HttpRequest, key: int, body: DocumentTied) -> WholeActivity:
    """Tie a document that came out of it; tied already, nothing happens."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        document = get_object_or_404(whole_documents(by), pk=body.document)
        return actions.attach_document(activity=found, document=document, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.delete("/activities/{key}/documents/{document}", WholeActivity)
def untie_document(request: HttpRequest, key: int, document: int) -> WholeActivity:
    """Untie a document that was tied by mistake."""
    found, by = find(request, key), viewer(request)
    tied = get_object_or_404(_documents(request, found), pk=document)
    actions.detach_document(activity=found, document=tied, by=by)
    return show(request, key)


@area.post("/activities/{key}/withdrawal", None, status=204)
def withdraw_activity(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back an activity recorded by mistake, while nothing has come of it."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_activity(activity=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


def find(request: HttpRequest, key: int) -> models.Activity:
    """The activity, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.activities(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> WholeActivity:
    """One activity as it stands now."""
    found = find(request, key)
    numbers = sorted(_documents(request, found).values_list("pk", flat=True))
    return tagged(request, WholeActivity(**_facts(found), documents=numbers))


def activity_of(row: models.Activity) -> Activity:
    """A row as it is shown in lists."""
    return Activity(**_facts(row))


def _facts(row: models.Activity) -> dict[str, Any]:
    return {
        **record_facts(row),
        **kept(row, "kind", "level", "start", "end", "place", "participants"),
        "partners": partner_refs(row.partners),
        "lead": unit_ref(row.lead) if row.lead else None,
    }


def _documents(request: HttpRequest, row: models.Activity) -> Any:
    return row.documents.filter(pk__in=intake.documents(viewer(request)).values("pk"))
