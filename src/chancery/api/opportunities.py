"""Opportunities: list, show, record, change, move, take back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.cases import case_facts, log, tie, whole_facts
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.cases import CaseLinkSent, CaseMoveSent, CaseStepSent
from chancery.api.schemas.opportunities import (
    NewOpportunity,
    Opportunity,
    OpportunityChange,
    OpportunityFilter,
    OpportunityPage,
    OpportunityValue,
    Taking,
    WholeOpportunity,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, partner_ref
from chancery.api.versions import tagged, version_asked
from chancery.register import actions, models
from chancery.register.cases import queries as cases
from chancery.register.values import OpportunityValues

area = Area("opportunities", reads="read:register", writes="write:register", merges=True)

_LATE: dict[str, Callable[[Any], Any]] = {
    "step_late": cases.step_late,
    "unplanned": cases.unplanned,
    "quiet": cases.quiet,
}
_FILTERS: Filters = {
    "text": worded("reference", "text", "firms"),
    "partner": equal("partner"),
    "state": equal("state"),
    "kind": equal("kind"),
    "hs": cases.with_goods,
    "sector": cases.with_sector,
    "lead": equal("lead"),
    "late": lambda rows, value: _LATE[value](rows),
}


@area.get("/opportunities", OpportunityPage)
def list_opportunities(
    request: HttpRequest, wanted: Query[OpportunityFilter], paging: Query[Paging]
) -> OpportunityPage:
    """Opportunities that you may know of, narrowed and ordered."""
    listed = cases.with_last_step(cases.whole(cases.opportunities(viewer(request))))
    rows = narrowed(listed, wanted, _FILTERS)
    return paged(OpportunityPage, rows, paging, wanted.order, opportunity_of)


@area.post("/opportunities", WholeOpportunity)
def add_opportunity(request: HttpRequest, body: NewOpportunity) -> WholeOpportunity:
    """Record what could be won with a partner."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values = OpportunityValues(**said)
        return actions.add_opportunity(values=values, guard=body.guard, by=viewer(request)).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/opportunities/{key}", WholeOpportunity)
def show_opportunity(request: HttpRequest, key: int) -> WholeOpportunity:
    """One opportunity, with the moves open to you."""
    return show(request, key)


@area.patch("/opportunities/{key}", WholeOpportunity)
def change_opportunity(
    request: HttpRequest, key: int, body: OpportunityChange
) -> WholeOpportunity:
    """Change what an opportunity says."""
    found, version = find(request, key), version_asked(request)
    values = replace(cases.opportunity_values(found), **body.said)
    actions.change_opportunity(
        opportunity=found, values=values, version=version, by=viewer(request)
    )
    return show(request, key)


@area.post("/opportunities/{key}/steps", WholeOpportunity)
def log_opportunity_step(request: HttpRequest, key: int, body: CaseStepSent) -> WholeOpportunity:
    """Write down a step that was taken, and what comes next."""

    def act() -> int:
        row = find(request, key)
        log(row, body, viewer(request))
        return row.pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/opportunities/{key}/moves", WholeOpportunity, status=200)
def move_opportunity(request: HttpRequest, key: int, body: CaseMoveSent) -> WholeOpportunity:
    """Bring an opportunity into another state."""

    def act() -> int:
        row, by = find(request, key), viewer(request)
        return actions.move_case(case=row, move=body.move, reason=body.reason, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/opportunities/{key}/links", WholeOpportunity, status=200)
def link_opportunity(request: HttpRequest, key: int, body: CaseLinkSent) -> WholeOpportunity:
    """Tie another record to it; twice is once."""

    def act() -> int:
        row = find(request, key)
        tie(row, body, viewer(request), tied=True)
        return row.pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/opportunities/{key}/links/removal", WholeOpportunity, status=200)
def unlink_opportunity(request: HttpRequest, key: int, body: CaseLinkSent) -> WholeOpportunity:
    """Untie a record."""

    def act() -> int:
        row = find(request, key)
        tie(row, body, viewer(request), tied=False)
        return row.pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/opportunities/{key}/owner", WholeOpportunity, status=200)
def own_opportunity(request: HttpRequest, key: int, body: Taking) -> WholeOpportunity:
    """Take on what nobody owns, for a unit of your own."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        return actions.own_opportunity(opportunity=found, unit=body.unit, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/opportunities/{key}/withdrawal", None, status=204)
def withdraw_opportunity(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back an opportunity recorded by mistake, while nothing has come of it."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_opportunity(opportunity=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


def find(request: HttpRequest, key: int) -> models.Opportunity:
    """The opportunity, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(cases.whole(cases.opportunities(viewer(request))), pk=key)


def show(request: HttpRequest, key: int) -> WholeOpportunity:
    """One opportunity as it stands now."""
    row = find(request, key)
    facts = {**_facts(row), **whole_facts(row, viewer(request))}
    return tagged(request, WholeOpportunity(**facts))


def opportunity_of(row: models.Opportunity) -> Opportunity:
    """A row as it is shown in lists."""
    return Opportunity(**_facts(row))


def _facts(row: models.Opportunity) -> dict[str, Any]:
    return {
        **case_facts(row),
        **kept(row, "kind", "state", "firms"),
        "partner": partner_ref(row.partner),
        "value": _value(row),
    }


def _value(row: models.Opportunity) -> OpportunityValue | None:
    if row.amount is None or row.valued_on is None:
        return None
    return OpportunityValue(
        amount=str(row.amount), currency=row.currency, day=row.valued_on, source=row.value_source
    )
