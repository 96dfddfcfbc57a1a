"""Interactions: list, show, record, change, take back."""

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
from chancery.api.schemas.contacts import (
    Interaction,
    InteractionChange,
    InteractionFilter,
    InteractionPage,
    NewInteraction,
    WholeInteraction,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, partner_ref, record_facts, unit_ref, unit_refs
from chancery.api.versions import tagged, version_asked
from chancery.register import actions, models
from chancery.register.contacts import queries
from chancery.register.contacts.values import InteractionValues

area = Area("interactions", reads="read:register", writes="write:register")

_FILTERS: Filters = {
    "text": worded("reference", "text", "summary", "place", "theirs", "people"),
    "partner": equal("partner"),
    "kind": equal("kind"),
    "from_day": equal("day__gte"),
    "to_day": equal("day__lte"),
}


@area.get("/interactions", InteractionPage)
def list_interactions(
    request: HttpRequest, wanted: Query[InteractionFilter], paging: Query[Paging]
) -> InteractionPage:
    """Interactions, as far as you may know of them; the newest first."""
    who = viewer(request)
    rows = narrowed(queries.with_parts(who, queries.interactions(who)), wanted, _FILTERS)
    return paged(InteractionPage, rows, paging, wanted.order, _shown)


@area.post("/interactions", WholeInteraction)
def add_interaction(request: HttpRequest, body: NewInteraction) -> WholeInteraction:
    """Write down who met whom."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values, by = InteractionValues(**said), viewer(request)
        return actions.add_interaction(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/interactions/{key}", WholeInteraction)
def show_interaction(request: HttpRequest, key: int) -> WholeInteraction:
    """One of them, with what it was about."""
    return show(request, key)


@area.patch("/interactions/{key}", WholeInteraction)
def change_interaction(
    request: HttpRequest, key: int, body: InteractionChange
) -> WholeInteraction:
    """Change what was written down; what you may not know of stays tied."""
    found, version = find(request, key), version_asked(request)
    values = replace(queries.interaction_values(found), **(_known(request, found) | body.said))
    actions.change_interaction(
        interaction=found, values=values, version=version, by=viewer(request)
    )
    return show(request, key)


def _known(request: HttpRequest, found: models.Interaction) -> dict[str, Any]:
    """What is tied to it, as the caller sees it."""
    rows = queries.records_discussed(viewer(request), found)
    return {
        "contacts": tuple(row.reference for row in getattr(found, "known", ())),
        "records": tuple(row.reference for row in rows),
    }


@area.post("/interactions/{key}/withdrawal", None, status=204)
def withdraw_interaction(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back one recorded by mistake."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_interaction(interaction=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


def find(request: HttpRequest, key: int) -> models.Interaction:
    """The interaction, where the caller may know of it; 404 otherwise."""
    who = viewer(request)
    return get_object_or_404(queries.with_parts(who, queries.interactions(who)), pk=key)


def show(request: HttpRequest, key: int) -> WholeInteraction:
    """One of them as it stands now."""
    found = find(request, key)
    records = queries.records_discussed(viewer(request), found)
    references = sorted(row.reference for row in records)
    return tagged(request, WholeInteraction(**_facts(found), records=references))


def _shown(row: models.Interaction) -> Interaction:
    return Interaction(**_facts(row))


def _facts(row: models.Interaction) -> dict[str, Any]:
    return {
        **record_facts(row),
        **kept(row, "kind", "day", "theirs", "people", "place", "summary"),
        **kept(row, "next_step", "next_step_on"),
        "partner": partner_ref(row.partner),
        "contacts": sorted(one.reference for one in getattr(row, "known", ())),
        "units": unit_refs(row.units),
        "sectors": sorted(sector.pk for sector in row.sectors.all()),
        "next_unit": unit_ref(row.next_unit) if row.next_unit else None,
    }
