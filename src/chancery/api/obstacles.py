"""Obstacles: list, show, record, change, resolve, take back."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.obstacles import (
    NewObstacle,
    Obstacle,
    ObstacleChange,
    ObstacleFilter,
    ObstaclePage,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, partner_ref, record_facts
from chancery.api.versions import tagged, version_asked
from chancery.register import actions, models, queries
from chancery.register.values import ObstacleValues

area = Area("obstacles", reads="read:register", writes="write:register")

_FILTERS: Filters = {
    "text": worded("reference", "text", "area"),
    "partner": equal("partner"),
    "state": equal("state"),
}


@area.get("/obstacles", ObstaclePage)
def list_obstacles(
    request: HttpRequest, wanted: Query[ObstacleFilter], paging: Query[Paging]
) -> ObstaclePage:
    """Obstacles that you may know of, narrowed and ordered."""
    rows = narrowed(queries.obstacles(viewer(request)), wanted, _FILTERS)
    return paged(ObstaclePage, rows, paging, wanted.order, obstacle_of)


@area.post("/obstacles", Obstacle)
def add_obstacle(request: HttpRequest, body: NewObstacle) -> Obstacle:
    """Record what blocks cooperation with a partner."""
    values = ObstacleValues(body.text, body.partner, body.area)

    def act() -> int:
        return actions.add_obstacle(values=values, guard=body.guard, by=viewer(request)).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/obstacles/{key}", Obstacle)
def show_obstacle(request: HttpRequest, key: int) -> Obstacle:
    """One obstacle."""
    return show(request, key)


@area.patch("/obstacles/{key}", Obstacle)
def change_obstacle(request: HttpRequest, key: int, body: ObstacleChange) -> Obstacle:
    """Change what an obstacle says."""
    found, version = find(request, key), version_asked(request)
    values = replace(queries.obstacle_values(found), **body.said)
    actions.change_obstacle(obstacle=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/obstacles/{key}/resolution", Obstacle, status=200)
def resolve_obstacle(request: HttpRequest, key: int, body: Reason) -> Obstacle:
    """Say that it blocks no longer, and how; once."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        return actions.resolve_obstacle(obstacle=found, reason=body.reason, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/obstacles/{key}/withdrawal", None, status=204)
def withdraw_obstacle(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back an obstacle recorded by mistake, while nothing has come of it."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_obstacle(obstacle=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


def find(request: HttpRequest, key: int) -> models.Obstacle:
    """The obstacle, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.obstacles(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> Obstacle:
    """One obstacle as it stands now."""
    return tagged(request, obstacle_of(find(request, key)))


def obstacle_of(row: models.Obstacle) -> Obstacle:
    """A row as it is shown."""
    told = kept(row, "area", "state")
    return Obstacle(**record_facts(row), **told, partner=partner_ref(row.partner))
