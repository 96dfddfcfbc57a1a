"""Requests between partners: list, show, record, change, answer, take back."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.requests import (
    NewRequest,
    PartnerRequest,
    RequestAnswer,
    RequestChange,
    RequestFilter,
    RequestPage,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, partner_ref, record_facts
from chancery.api.versions import tagged, version_asked
from chancery.register import actions, models, queries
from chancery.register.values import RequestValues

area = Area("requests", reads="read:register", writes="write:register", merges=True)

_FILTERS: Filters = {
    "text": worded("reference", "text"),
    "partner": equal("partner"),
    "direction": equal("direction"),
    "state": equal("state"),
}


@area.get("/requests", RequestPage)
def list_requests(
    request: HttpRequest, wanted: Query[RequestFilter], paging: Query[Paging]
) -> RequestPage:
    """Requests that you may know of, narrowed and ordered."""
    rows = narrowed(queries.requests(viewer(request)), wanted, _FILTERS)
    return paged(RequestPage, rows, paging, wanted.order, request_of)


@area.post("/requests", PartnerRequest)
def add_request(request: HttpRequest, body: NewRequest) -> PartnerRequest:
    """Record what one side asks of the other."""
    values = RequestValues(body.text, body.direction, body.partner, body.due, body.due_text)

    def act() -> int:
        return actions.add_request(values=values, guard=body.guard, by=viewer(request)).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/requests/{key}", PartnerRequest)
def show_request(request: HttpRequest, key: int) -> PartnerRequest:
    """One request."""
    return show(request, key)


@area.patch("/requests/{key}", PartnerRequest)
def change_request(request: HttpRequest, key: int, body: RequestChange) -> PartnerRequest:
    """Change what a request says."""
    found, version = find(request, key), version_asked(request)
    values = replace(queries.request_values(found), **body.said)
    actions.change_request(request=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/requests/{key}/answer", PartnerRequest, status=200)
def answer_request(request: HttpRequest, key: int, body: RequestAnswer) -> PartnerRequest:
    """Record that a request was agreed to or declined; once."""

    def act() -> int:
        return actions.answer_request(
            request=find(request, key),
            state=body.state,
            reason=body.reason,
            by=viewer(request),
        ).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/requests/{key}/withdrawal", None, status=204)
def withdraw_request(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back a request recorded by mistake, while nothing has come of it."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_request(request=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


def find(request: HttpRequest, key: int) -> models.PartnerRequest:
    """The request, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.requests(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> PartnerRequest:
    """One request as it stands now."""
    return tagged(request, request_of(find(request, key)))


def request_of(row: models.PartnerRequest) -> PartnerRequest:
    """A row as it is shown."""
    told = kept(row, "direction", "state", "due", "due_text")
    return PartnerRequest(**record_facts(row), **told, partner=partner_ref(row.partner))
