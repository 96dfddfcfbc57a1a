"""Agreements: list, show, record, change."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import once
from chancery.api.schemas.agreements import (
    Agreement,
    AgreementChange,
    AgreementFilter,
    AgreementPage,
    NewAgreement,
    StageShown,
)
from chancery.api.schemas.shapes import Key, Paging
from chancery.api.showing import kept, partner_refs, unit_ref
from chancery.api.versions import tagged, version_asked
from chancery.register import actions, models, queries

area = Area("agreements", reads="read:register", writes="write:register")


def _at_stage(rows: QuerySet[models.Agreement], stage: str) -> QuerySet[models.Agreement]:
    reached = models.AgreementStage.objects.filter(stage=stage)
    return rows.filter(pk__in=reached.values("agreement"))


_FILTERS: Filters = {
    "text": worded("name_vi", "name_en", "short"),
    "partner": queries.with_agreement_party,
    "kind": equal("kind"),
    "stage": _at_stage,
}


@area.get("/agreements", AgreementPage)
def list_agreements(
    request: HttpRequest, wanted: Query[AgreementFilter], paging: Query[Paging]
) -> AgreementPage:
    """Agreements that you may know of, narrowed and ordered."""
    rows = narrowed(queries.agreements(viewer(request)), wanted, _FILTERS)
    return paged(AgreementPage, rows, paging, wanted.order, agreement_of)


@area.post("/agreements", Agreement)
def add_agreement(request: HttpRequest, body: NewAgreement) -> Agreement:
    """Record an agreement; its key is made from its name."""

    def act() -> str:
        by = viewer(request)
        return actions.add_agreement(values=body.values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, key))


@area.get("/agreements/{key}", Agreement)
def show_agreement(request: HttpRequest, key: Key) -> Agreement:
    """One agreement."""
    return show(request, key)


@area.patch("/agreements/{key}", Agreement)
def change_agreement(request: HttpRequest, key: Key, body: AgreementChange) -> Agreement:
    """Change what the register says of an agreement."""
    found, version = find(request, key), version_asked(request)
    said = body.said
    if "stages" in said:
        said["stages"] = tuple((row.stage, row.date) for row in body.stages)
    values = replace(queries.agreement_values(found), **said)
    actions.change_agreement(agreement=found, values=values, version=version, by=viewer(request))
    return show(request, key)


def find(request: HttpRequest, key: str) -> models.Agreement:
    """The agreement, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.agreements(viewer(request)), pk=key)


def show(request: HttpRequest, key: str) -> Agreement:
    """One agreement as it stands now."""
    return tagged(request, agreement_of(find(request, key)))


def agreement_of(row: models.Agreement) -> Agreement:
    """A row as it is shown."""
    names = ("key", "version", "kind", "type", "name_vi", "name_en", "short")
    return Agreement(
        **kept(row, *names, "sensitivity", "source", "verified"),
        parties=partner_refs(row.parties),
        stages=[StageShown(**kept(s, "stage", "date")) for s in row.stages.all()],
        held_by=unit_ref(row.held_by),
    )
