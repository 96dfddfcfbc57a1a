"""Initiatives in mechanisms: list, show, record, change, move, take back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.mechanisms import (
    Initiative,
    InitiativeChange,
    InitiativeFilter,
    InitiativeMove,
    InitiativePage,
    NewInitiative,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import (
    kept,
    partner_ref,
    partner_refs,
    record_facts,
    record_ref,
    unit_ref,
)
from chancery.api.versions import tagged, version_asked
from chancery.people.access import Viewer
from chancery.register import actions, models
from chancery.register.mechanisms import queries, rules
from chancery.register.mechanisms.values import InitiativeValues

area = Area("initiatives", reads="read:register", writes="write:register")

_FILTERS: Filters = {
    "text": worded("reference", "text", "notes"),
    "mechanism": equal("mechanism"),
    "partner": equal("proposed_by"),
    "state": equal("state"),
}


@area.get("/initiatives", InitiativePage)
def list_initiatives(
    request: HttpRequest, wanted: Query[InitiativeFilter], paging: Query[Paging]
) -> InitiativePage:
    """Initiatives that you may know of."""
    who = viewer(request)
    rows = queries.initiatives(who).prefetch_related("partners")
    found = narrowed(rows, wanted, _FILTERS)
    return paged(InitiativePage, found, paging, wanted.order, partial(initiative_of, who))


@area.post("/initiatives", Initiative)
def add_initiative(request: HttpRequest, body: NewInitiative) -> Initiative:
    """Record an initiative."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values, by = InitiativeValues(**said), viewer(request)
        return actions.add_initiative(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/initiatives/{key}", Initiative)
def show_initiative(request: HttpRequest, key: int) -> Initiative:
    """One of them."""
    return show(request, key)


@area.patch("/initiatives/{key}", Initiative)
def change_initiative(request: HttpRequest, key: int, body: InitiativeChange) -> Initiative:
    """Change what is said of it."""
    found, version = find(request, key), version_asked(request)
    values = replace(queries.initiative_values(found), **body.said)
    by = viewer(request)
    actions.change_initiative(initiative=found, values=values, version=version, by=by)
    return show(request, key)


@area.post("/initiatives/{key}/moves", Initiative, status=200)
def move_initiative(request: HttpRequest, key: int, body: InitiativeMove) -> Initiative:
    """Say what became of it."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        moved = actions.move_initiative(initiative=found, move=body.move, note=body.note, by=by)
        return moved.pk

    return once(request, body, act, lambda made: show(request, int(made)))


@area.post("/initiatives/{key}/withdrawal", None, status=204)
def withdraw_initiative(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back one recorded by mistake."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_initiative(initiative=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


def find(request: HttpRequest, key: int) -> models.Initiative:
    """The initiative, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.initiatives(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> Initiative:
    """One of them as it stands now."""
    return tagged(request, initiative_of(viewer(request), find(request, key)))


def initiative_of(who: Viewer, row: models.Initiative) -> Initiative:
    """A row as it is shown."""
    facts: dict[str, Any] = {
        **record_facts(row),
        **kept(row, "day", "state", "notes"),
        "mechanism": record_ref(row.mechanism),
        "session": row.session_id,
        "proposed_by": partner_ref(row.proposed_by),
        "partners": partner_refs(row.partners),
        "lead": unit_ref(row.lead) if row.lead else None,
        "moves": [move.name for move in rules.moves_open_to(who, row)],
    }
    return Initiative(**facts)
