"""Work plans: list, show, begin, change, add lines, submit, approve, take back."""

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
from chancery.api.schemas.plans import (
    NewPlan,
    NewPlanLine,
    Plan,
    PlanChange,
    PlanFilter,
    PlanLine,
    PlanMove,
    PlanPage,
    WholePlan,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, partner_ref, person_ref, record_facts, unit_ref
from chancery.api.versions import tagged, version_asked
from chancery.work import models
from chancery.work.actions import plans as actions
from chancery.work.plans import queries
from chancery.work.plans.ties import Reached, lines_of
from chancery.work.plans.values import LineValues, PlanValues

area = Area("work plans", reads="read:work", writes="write:work")

_FILTERS: Filters = {
    "text": worded("reference", "text"),
    "held_by": equal("held_by"),
    "year": equal("year"),
    "state": equal("state"),
}


@area.get("/plans", PlanPage)
def list_plans(request: HttpRequest, wanted: Query[PlanFilter], paging: Query[Paging]) -> PlanPage:
    """Plans that you may know of; drafts of your own house alone."""
    rows = narrowed(queries.plans(viewer(request)), wanted, _FILTERS)
    rows = rows.select_related("approved_by")
    return paged(PlanPage, rows, paging, wanted.order, lambda row: Plan(**_facts(row)))


@area.post("/plans", WholePlan)
def add_plan(request: HttpRequest, body: NewPlan) -> WholePlan:
    """Begin the plan of a unit for a period."""

    def act() -> int:
        values = PlanValues(body.year, body.period, body.text, body.to_unit)
        return actions.add_plan(values=values, guard=body.guard, by=viewer(request)).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/plans/{key}", WholePlan)
def show_plan(request: HttpRequest, key: int) -> WholePlan:
    """One plan with its lines, each against what is done."""
    return show(request, key)


@area.patch("/plans/{key}", WholePlan)
def change_plan(request: HttpRequest, key: int, body: PlanChange) -> WholePlan:
    """Change a plan that is in hand."""
    found, version = find(request, key), version_asked(request)
    said = body.model_dump(include=body.model_fields_set)
    values = replace(queries.plan_values(found), **said)
    actions.change_plan(plan=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/plans/{key}/lines", WholePlan)
def add_plan_line(request: HttpRequest, key: int, body: NewPlanLine) -> WholePlan:
    """Put one line more at the end of a plan that is in hand."""

    def act() -> int:
        values, by = LineValues(**body.model_dump()), viewer(request)
        actions.add_line(plan=find(request, key), values=values, by=by)
        return key

    return once(request, body, act, lambda done: show(request, int(done)))


@area.post("/plans/{key}/moves", WholePlan, status=200)
def move_plan(request: HttpRequest, key: int, body: PlanMove) -> WholePlan:
    """Submit, approve or return a plan; to amend an approved one begins the next edition."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        made = actions.move_plan(plan=found, move=body.move, by=by, reason=body.reason)
        return made.pk

    return once(request, body, act, lambda done: show(request, int(done)))


@area.post("/plans/{key}/withdrawal", None, status=204)
def withdraw_plan(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back a plan that was not approved."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_plan(plan=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


def find(request: HttpRequest, key: int) -> models.WorkPlan:
    """The plan, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.plans(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> WholePlan:
    """One plan as it stands now."""
    row = find(request, key)
    lines = [_line(one) for one in lines_of(viewer(request), row)]
    return tagged(request, WholePlan(**_facts(row), lines=lines))


def _facts(row: models.WorkPlan) -> dict[str, Any]:
    return {
        **record_facts(row),
        **kept(row, "state", "year", "period", "edition", "submitted_at", "approved_at", "answer"),
        "to_unit": unit_ref(row.to_unit) if row.to_unit else None,
        "approved_by": person_ref(row.approved_by),
    }


def _line(one: Reached) -> PlanLine:
    row = one.line
    facts: dict[str, Any] = {
        **kept(row, "number", "text", "first_month", "last_month", "result", "counted", "target"),
        "partner": partner_ref(row.partner) if row.partner else None,
        "sector": row.sector_id,
        "person": person_ref(row.person),
        "done": one.done,
        "wanted": one.wanted,
        "standing": one.standing.value,
        "records": sorted(record.reference for record, _done in one.records),
    }
    return PlanLine(**facts)
