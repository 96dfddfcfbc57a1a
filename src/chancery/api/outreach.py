"""Outreach: list, show, plan, change, say what came of it, take back."""

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
from chancery.api.schemas.outreach import (
    LineShown,
    NewOutreach,
    Outreach,
    OutreachChange,
    OutreachFilter,
    OutreachPage,
    ResultSent,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, partner_ref, record_facts
from chancery.api.versions import tagged, version_asked
from chancery.work import models
from chancery.work.actions import outreach as actions
from chancery.work.outreach import queries
from chancery.work.outreach.values import Line, OutreachValues, ResultValues

area = Area("outreach", reads="read:work", writes="write:work")

_FILTERS: Filters = {
    "text": worded("reference", "text", "audience", "media", "outcome"),
    "partner": equal("partner"),
    "held_by": equal("held_by"),
    "kind": equal("kind"),
    "state": equal("state"),
}


@area.get("/outreach", OutreachPage)
def list_outreach(
    request: HttpRequest, wanted: Query[OutreachFilter], paging: Query[Paging]
) -> OutreachPage:
    """Outreach, as far as you may know of it."""
    rows = narrowed(queries.whole(viewer(request)), wanted, _FILTERS)
    return paged(OutreachPage, rows, paging, wanted.order, outreach_of)


@area.post("/outreach", Outreach)
def add_outreach(request: HttpRequest, body: NewOutreach) -> Outreach:
    """Put an item on the plan of a mission."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values, by = OutreachValues(**_lines(said, "materials")), viewer(request)
        return actions.add_outreach(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/outreach/{key}", Outreach)
def show_outreach(request: HttpRequest, key: int) -> Outreach:
    """One of them."""
    return show(request, key)


@area.patch("/outreach/{key}", Outreach)
def change_outreach(request: HttpRequest, key: int, body: OutreachChange) -> Outreach:
    """Change what is planned."""
    found, version = find(request, key), version_asked(request)
    said = body.model_dump(include=body.model_fields_set)
    values = replace(queries.outreach_values(found), **_lines(said, "materials"))
    actions.change_outreach(outreach=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/outreach/{key}/result", Outreach)
def hold_outreach(request: HttpRequest, key: int, body: ResultSent) -> Outreach:
    """Say that it was held, and what came of it."""

    def act() -> int:
        values = ResultValues(**_lines(body.model_dump(), "coverage"))
        actions.hold_outreach(outreach=find(request, key), values=values, by=viewer(request))
        return key

    return once(request, body, act, lambda done: show(request, int(done)))


@area.post("/outreach/{key}/cancellation", Outreach)
def cancel_outreach(request: HttpRequest, key: int, body: Reason) -> Outreach:
    """Say why it will not be held."""

    def act() -> int:
        found = find(request, key)
        actions.cancel_outreach(outreach=found, reason=body.reason, by=viewer(request))
        return key

    return once(request, body, act, lambda done: show(request, int(done)))


@area.post("/outreach/{key}/withdrawal", None, status=204)
def withdraw_outreach(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back one planned by mistake."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_outreach(outreach=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


def _lines(said: dict[str, Any], name: str) -> dict[str, Any]:
    if name not in said:
        return said
    return {**said, name: tuple(Line(**line) for line in said[name])}


def find(request: HttpRequest, key: int) -> models.Outreach:
    """The item, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.whole(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> Outreach:
    """One of them as it stands now."""
    return tagged(request, outreach_of(find(request, key)))


def outreach_of(row: models.Outreach) -> Outreach:
    """A row as it is shown."""
    facts: dict[str, Any] = {
        **record_facts(row),
        **kept(row, "state", "kind", "planned_on", "audience", "media"),
        **kept(row, "held_on", "reach", "reach_source", "outcome", "why_cancelled"),
        "overdue": queries.is_overdue(row),
        "partner": partner_ref(row.partner),
        "sectors": sorted(sector.pk for sector in row.sectors.all()),
        "materials": [_line(line) for line in queries.lines_of(row, "material")],
        "coverage": [_line(line) for line in queries.lines_of(row, "coverage")],
        "interactions": sorted(r.reference for r in getattr(row, "known_interactions", ())),
        "opportunities": sorted(r.reference for r in getattr(row, "known_opportunities", ())),
    }
    return Outreach(**facts)


def _line(line: models.OutreachLine) -> LineShown:
    return LineShown(**kept(line, "title", "language", "link", "day"), document=line.document_id)
