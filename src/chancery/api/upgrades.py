"""What upgrades contain: list, show, record, change, take back."""

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
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.schemas.upgrades import (
    NewUpgrade,
    Upgrade,
    UpgradeChange,
    UpgradeFilter,
    UpgradePage,
)
from chancery.api.showing import kept, partner_ref, record_facts, unit_ref
from chancery.api.versions import tagged, version_asked
from chancery.register import actions, models
from chancery.register.upgrades import queries
from chancery.register.upgrades.values import UpgradeValues

area = Area("upgrades", reads="read:register", writes="write:register")

_FILTERS: Filters = {
    "text": worded("reference", "text", "actions", "before", "after"),
    "partner": equal("partner"),
    "pillar": equal("pillar"),
    "level": equal("level__level"),
}


@area.get("/upgrades", UpgradePage)
def list_upgrades(
    request: HttpRequest, wanted: Query[UpgradeFilter], paging: Query[Paging]
) -> UpgradePage:
    """What upgrades contain, as far as you may know of it."""
    rows = narrowed(queries.with_commitments(viewer(request)), wanted, _FILTERS)
    return paged(UpgradePage, rows, paging, wanted.order, upgrade_of)


@area.post("/upgrades", Upgrade)
def add_upgrade(request: HttpRequest, body: NewUpgrade) -> Upgrade:
    """Record one thing that the upgrade of a relationship contains."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values, by = UpgradeValues(**said), viewer(request)
        return actions.add_upgrade(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/upgrades/{key}", Upgrade)
def show_upgrade(request: HttpRequest, key: int) -> Upgrade:
    """One of them."""
    return show(request, key)


@area.patch("/upgrades/{key}", Upgrade)
def change_upgrade(request: HttpRequest, key: int, body: UpgradeChange) -> Upgrade:
    """Change what it says, or say how it stands now."""
    found, version = find(request, key), version_asked(request)
    values = replace(queries.upgrade_values(found), **body.said)
    actions.change_upgrade(upgrade=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/upgrades/{key}/withdrawal", None, status=204)
def withdraw_upgrade(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back one recorded by mistake."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_upgrade(upgrade=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


def find(request: HttpRequest, key: int) -> models.Upgrade:
    """The content, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.with_commitments(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> Upgrade:
    """One of them as it stands now."""
    return tagged(request, upgrade_of(find(request, key)))


def upgrade_of(row: models.Upgrade) -> Upgrade:
    """A row as it is shown."""
    known: list[models.Commitment] = getattr(row, "known", [])
    delivery = queries.delivery_of(known)
    facts: dict[str, Any] = {
        **record_facts(row),
        **kept(row, "pillar", "actions", "before", "after", "after_on"),
        "partner": partner_ref(row.partner),
        "level": row.level_id,
        "sectors": sorted(sector.pk for sector in row.sectors.all()),
        "lead": unit_ref(row.lead) if row.lead else None,
        "commitments": sorted(one.reference for one in known),
        "done": delivery.done,
        "counted": delivery.counted,
    }
    return Upgrade(**facts)
