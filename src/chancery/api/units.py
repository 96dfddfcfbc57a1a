"""Units: list and show."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query

from chancery.api.area import Area
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.schemas.places import (
    Name,
    OfficeHolder,
    Unit,
    UnitFilter,
    UnitPage,
    WholeUnit,
)
from chancery.api.schemas.shapes import Key, Paging
from chancery.api.showing import kept, partner_ref
from chancery.people import models
from chancery.people.queries import current_units

area = Area("units", reads="read:people")

_FILTERS: Filters = {
    "text": worded("name_vi", "name_en", "short", "key"),
    "kind": equal("kind"),
}


@area.get("/units", UnitPage)
def list_units(request: HttpRequest, wanted: Query[UnitFilter], paging: Query[Paging]) -> UnitPage:
    """Today's units, or those ended and merged."""
    rows = current_units()
    if wanted.ended:
        rows = models.Unit.objects.exclude(pk__in=current_units().values("pk"))
    return paged(UnitPage, narrowed(rows, wanted, _FILTERS), paging, wanted.order, unit_of)


@area.get("/units/{key}", WholeUnit)
def show_unit(request: HttpRequest, key: Key) -> WholeUnit:
    """One unit: its names, its area, who holds its offices today."""
    unit, today = get_object_or_404(models.Unit, pk=key), timezone.localdate()
    holders = unit.office_holders.filter(Q(end__isnull=True) | Q(end__gte=today), start__lte=today)
    areas = unit.area.select_related("partner").order_by("-role", "partner__name_vi")
    titles = ("full_name", "title_vi", "title_en", "acting")
    return WholeUnit(
        **_facts(unit),
        names=[
            Name(**kept(row, "name_vi", "name_en", "start", "end")) for row in unit.names.all()
        ],
        area=[partner_ref(row.partner) for row in areas],
        office_holders=[OfficeHolder(**kept(row, *titles)) for row in holders],
    )


def unit_of(row: models.Unit) -> Unit:
    """A row as it is shown in lists."""
    return Unit(**_facts(row))


def _facts(row: models.Unit) -> dict[str, Any]:
    named = ("key", "kind", "name_vi", "name_en", "short", "time_zone", "city", "start", "end")
    ties = {"belongs_to": row.belongs_to_id, "sits_in": row.sits_in_id}
    return {**kept(row, *named), **ties, "successor": row.successor_id}
