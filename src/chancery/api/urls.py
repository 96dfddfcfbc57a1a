"""Every address of the API, and its description at ``openapi.json``."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, URLResolver, path, re_path
from ninja import NinjaAPI
from ninja.parser import Parser

from chancery.api import (
    activities,
    advice,
    agreements,
    asking,
    commitments,
    consultations,
    contacts,
    documents,
    escalations,
    finding_out,
    findings,
    fta_use,
    initiatives,
    interactions,
    measures,
    mechanisms,
    meetings,
    merged,
    monthly,
    obstacles,
    opportunities,
    outreach,
    own,
    partners,
    plans,
    programmes,
    projects,
    proposals,
    remarks,
    reporting,
    requests,
    reviews,
    tasks,
    training,
    units,
    upgrades,
    urgings,
)
from chancery.api.describing import Description
from chancery.api.edge import at_edge
from chancery.api.errors import not_found, tell_errors

AREAS = (
    own.area,
    documents.area,
    findings.area,
    commitments.area,
    remarks.on_commitments,
    agreements.area,
    activities.area,
    upgrades.area,
    mechanisms.area,
    initiatives.area,
    contacts.area,
    interactions.area,
    outreach.area,
    requests.area,
    obstacles.area,
    projects.area,
    fta_use.area,
    opportunities.area,
    tasks.area,
    asking.area,
    escalations.area,
    urgings.area,
    reporting.area,
    remarks.on_tasks,
    proposals.area,
    reviews.area,
    meetings.area,
    consultations.area,
    advice.area,
    programmes.area,
    plans.area,
    monthly.area,
    training.area,
    partners.area,
    units.area,
    finding_out.searching,
    finding_out.reporting,
    measures.of_register,
    measures.of_work,
)
VERSION = "1.0.0"
PREFIX = "/api/v1"
DESCRIPTION = """What the pages do, for programs.

Every call bears a key (`Authorization: Bearer chy_…`), made by a person on the page *Keys for
programs*. A key never does more than its owner may do today: what they may not know of is answered
404, what they may know of and not do 403, with the rule in the message."""


class StrictParser(Parser):
    """JSON as the standard has it: no NaN, no Infinity."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body, or ValueError."""
        return json.loads(request.body, parse_constant=_no_constant)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _build() -> NinjaAPI:
    api = NinjaAPI(
        title="Chancery",
        version=VERSION,
        description=DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
        parser=StrictParser(),
    )
    for area in AREAS:
        api.add_router("", area.router)
    tell_errors(api, merged.gone)
    return api


@cache
def description() -> dict[str, Any]:
    """The OpenAPI description of every operation."""
    return dict(Description(api, PREFIX))


def _describe(request: HttpRequest) -> HttpResponse:
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    return JsonResponse(description())


def _unknown(request: HttpRequest) -> HttpResponse:
    return not_found()


api = _build()
_OPERATIONS = [pattern for pattern in api.urls[0] if getattr(pattern, "name", "") != "api-root"]
urlpatterns: list[URLPattern | URLResolver] = at_edge(
    [path("openapi.json", _describe, name="openapi"), *_OPERATIONS, re_path("", _unknown)]
)
