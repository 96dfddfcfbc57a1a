"""The use of agreements: list, show."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged
from chancery.api.schemas.reading import FtaUse, FtaUseFilter, FtaUsePage
from chancery.api.schemas.shapes import Paging
from chancery.api.showing import kept, record_facts
from chancery.api.versions import tagged
from chancery.register import models
from chancery.register.fta.queries import rate_of, uses

area = Area("use of agreements", reads="read:register")

_FILTERS: Filters = {
    "agreement": equal("agreement"),
    "year": equal("year"),
    "direction": equal("direction"),
    "chapter": equal("chapter"),
}


@area.get("/fta-use", FtaUsePage)
def list_fta_use(
    request: HttpRequest, wanted: Query[FtaUseFilter], paging: Query[Paging]
) -> FtaUsePage:
    """Figures on the use of agreements that you may know of."""
    rows = narrowed(uses(viewer(request)), wanted, _FILTERS)
    return paged(FtaUsePage, rows, paging, wanted.order, fta_use_of)


@area.get("/fta-use/{key}", FtaUse)
def show_fta_use(request: HttpRequest, key: int) -> FtaUse:
    """One figure."""
    found = get_object_or_404(uses(viewer(request)), pk=key)
    return tagged(request, fta_use_of(found))


def fta_use_of(row: models.FtaUse) -> FtaUse:
    """A row as it is shown."""
    facts: dict[str, Any] = {
        **record_facts(row),
        **kept(row, "year", "direction", "chapter", "currency"),
        **kept(row, "eligible", "used", "saved", "forgone"),
        "agreement": row.agreement_id,
        "rate": rate_of(row),
        "origin": row.source,
    }
    return FtaUse(**facts)
