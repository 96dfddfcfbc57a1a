"""Obstacles: list, show, record, change, move, take back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query

from chancery.api.area import Area
from chancery.api.cases import case_facts, log, tie, whole_facts
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.cases import CaseLinkSent, CaseMoveSent, CaseStepSent
from chancery.api.schemas.obstacles import (
    MovedEstimate,
    NewObstacle,
    Obstacle,
    ObstacleChange,
    ObstacleFilter,
    ObstaclePage,
    Resolution,
    WholeObstacle,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, partner_ref, unit_ref
from chancery.api.versions import tagged, version_asked
from chancery.register import actions, models, queries
from chancery.register.cases import queries as cases
from chancery.register.errors import StateError
from chancery.register.values import ObstacleValues

area = Area("obstacles", reads="read:register", writes="write:register", merges=True)

_LATE: dict[str, Callable[[Any], Any]] = {
    "step_late": cases.step_late,
    "estimate_late": cases.estimate_late,
    "unplanned": cases.unplanned,
    "quiet": cases.quiet,
}
_FILTERS: Filters = {
    "text": worded("reference", "text", "area"),
    "partner": equal("partner"),
    "state": equal("state"),
    "kind": equal("kind"),
    "hs": cases.with_goods,
    "sector": cases.with_sector,
    "lead": equal("lead"),
    "pending": cases.pending_with,
    "late": lambda rows, value: _LATE[value](rows),
}


@area.get("/obstacles", ObstaclePage)
def list_obstacles(
    request: HttpRequest, wanted: Query[ObstacleFilter], paging: Query[Paging]
) -> ObstaclePage:
    """Obstacles that you may know of, narrowed and ordered."""
    listed = cases.with_last_step(cases.whole(queries.obstacles(viewer(request))))
    rows = narrowed(listed, wanted, _FILTERS)
    return paged(ObstaclePage, rows, paging, wanted.order, obstacle_of)


@area.post("/obstacles", WholeObstacle)
def add_obstacle(request: HttpRequest, body: NewObstacle) -> WholeObstacle:
    """Record what blocks cooperation with a partner."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values = ObstacleValues(**said)
        return actions.add_obstacle(values=values, guard=body.guard, by=viewer(request)).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/obstacles/{key}", WholeObstacle)
def show_obstacle(request: HttpRequest, key: int) -> WholeObstacle:
    """One obstacle, with the moves open to you."""
    return show(request, key)


@area.patch("/obstacles/{key}", WholeObstacle)
def change_obstacle(request: HttpRequest, key: int, body: ObstacleChange) -> WholeObstacle:
    """Change what an obstacle says; why, where its estimate moves later."""
    found, version = find(request, key), version_asked(request)
    said = {name: value for name, value in body.said.items() if name != "reason"}
    values = replace(queries.obstacle_values(found), **said)
    actions.change_obstacle(
        obstacle=found, values=values, version=version, by=viewer(request), reason=body.reason
    )
    return show(request, key)


@area.post("/obstacles/{key}/steps", WholeObstacle)
def log_obstacle_step(request: HttpRequest, key: int, body: CaseStepSent) -> WholeObstacle:
    """Write down a step that was taken, and what comes next."""

    def act() -> int:
        row = find(request, key)
        log(row, body, viewer(request))
        return row.pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/obstacles/{key}/moves", WholeObstacle, status=200)
def move_obstacle(request: HttpRequest, key: int, body: CaseMoveSent) -> WholeObstacle:
    """Bring an obstacle into another state; resolving has an address of its own."""

    def act() -> int:
        row, by = find(request, key), viewer(request)
        if body.move == "resolve":
            raise StateError(_("An obstacle is resolved at /obstacles/{key}/resolution."))
        return actions.move_case(case=row, move=body.move, reason=body.reason, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/obstacles/{key}/links", WholeObstacle, status=200)
def link_obstacle(request: HttpRequest, key: int, body: CaseLinkSent) -> WholeObstacle:
    """Tie another record to it; twice is once."""

    def act() -> int:
        row = find(request, key)
        tie(row, body, viewer(request), tied=True)
        return row.pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/obstacles/{key}/links/removal", WholeObstacle, status=200)
def unlink_obstacle(request: HttpRequest, key: int, body: CaseLinkSent) -> WholeObstacle:
    """Untie a record."""

    def act() -> int:
        row = find(request, key)
        tie(row, body, viewer(request), tied=False)
        return row.pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/obstacles/{key}/resolution", WholeObstacle, status=200)
def resolve_obstacle(request: HttpRequest, key: int, body: Resolution) -> WholeObstacle:
    """Say that it blocks no longer, how that came about and who confirms it."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        return actions.resolve_obstacle(obstacle=found, by=by, **body.model_dump()).pk

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
    return get_object_or_404(cases.whole(queries.obstacles(viewer(request))), pk=key)


def show(request: HttpRequest, key: int) -> WholeObstacle:
    """One obstacle as it stands now."""
    row = find(request, key)
    facts = {**_facts(row), **whole_facts(row, viewer(request))}
    return tagged(request, WholeObstacle(**facts, moved_estimates=_moved(row)))


def obstacle_of(row: models.Obstacle) -> Obstacle:
    """A row as it is shown in lists."""
    return Obstacle(**_facts(row))


def _facts(row: models.Obstacle) -> dict[str, Any]:
    said = ("kind", "area", "state", "affected", "pending_text", "pending_since")
    days = ("estimated", "original_estimate", "resolved_on", "confirmed_by")
    return {
        **case_facts(row),
        **kept(row, *said, *days),
        "partner": partner_ref(row.partner),
        "pending_unit": unit_ref(row.pending_unit) if row.pending_unit else None,
    }


def _moved(row: models.Obstacle) -> list[MovedEstimate]:
    return [
        MovedEstimate(**kept(one, "old", "new", "reason")) for one in row.moved_estimates.all()
    ]
