"""Partners: list and show; they are filled from the country pack."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.schemas.places import (
    Level,
    Partner,
    PartnerFilter,
    PartnerPage,
    WholePartner,
)
from chancery.api.schemas.shapes import Key, Paging
from chancery.api.showing import kept, partner_ref, unit_ref
from chancery.partners import models
from chancery.partners.queries import with_level

area = Area("partners", reads="read:register")

_FILTERS: Filters = {
    "text": worded("name_vi", "name_en", "code"),
    "kind": equal("kind"),
    "level": equal("level_now"),
}


@area.get("/partners", PartnerPage)
def list_partners(
    request: HttpRequest, wanted: Query[PartnerFilter], paging: Query[Paging]
) -> PartnerPage:
    """Partners with the level of the relationship today; the home country is not one of them."""
    rows = with_level(models.Partner.objects.filter(is_home=False))
    if not viewer(request).reads:
        rows = rows.none()
    found = narrowed(rows, wanted, _FILTERS)
    return paged(PartnerPage, found, paging, wanted.order, partner_of)


@area.get("/partners/{code}", WholePartner)
def show_partner(request: HttpRequest, code: Key) -> WholePartner:
    """One partner: the relationship through the years, who covers it, its blocs."""
    if not viewer(request).reads:
        raise Http404
    partner = get_object_or_404(with_level(models.Partner.objects.all()), pk=code)
    levels = ("level", "name_vi", "name_en", "start", "end")
    areas = partner.covered_by.select_related("unit").order_by("-role", "unit__kind", "unit")
    blocs = partner.blocs.select_related("bloc").order_by("bloc__name_vi")
    return WholePartner(
        **_facts(partner),
        levels=[Level(**kept(row, *levels)) for row in partner.levels.all()],
        covered_by=[unit_ref(row.unit) for row in areas],
        blocs=[partner_ref(row.bloc) for row in blocs],
    )


def partner_of(row: models.Partner) -> Partner:
    """A row as it is shown in lists."""
    return Partner(**_facts(row))


def _facts(row: Any) -> dict[str, Any]:
    named = kept(row, "code", "iso3", "kind", "name_vi", "name_en", "level_since")
    return {**named, "level": row.level_now}
