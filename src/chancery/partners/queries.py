"""Questions about partners: where a relationship stands today."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from chancery.partners.models import Partner, RelationshipLevel


def levels_on(day: date | None = None) -> QuerySet[RelationshipLevel]:
    """The levels that hold on ``day`` (today unless said), the closest first."""
    iso = (day or timezone.localdate()).isoformat()
    rows = RelationshipLevel.objects.filter(Q(end="") | Q(end__gt=iso), start__lte=iso)
    return rows.order_by("-rank", "-start")


def with_level(rows: QuerySet[Partner], day: date | None = None) -> QuerySet[Partner]:
    """Each partner with its closest level of the day.

    ``level_now`` is its code, ``level_vi`` and ``level_en`` its name, ``level_since`` an ISO day;
    all empty where there is none. ``level_rank`` is then 0, for sorting.
    """
    held = levels_on(day).filter(partner=OuterRef("pk"))
    return rows.annotate(
        level_now=Subquery(held.values("level")[:1]),
        level_vi=Subquery(held.values("name_vi")[:1]),
        level_en=Subquery(held.values("name_en")[:1]),
        level_since=Subquery(held.values("start")[:1]),
        level_rank=Coalesce(Subquery(held.values("rank")[:1]), Value(0)),
    )


def levels_in_use() -> list[RelationshipLevel]:
    """One row for each level that some partner holds today, the closest first."""
    by_code = {row.level: row for row in levels_on()}
    return list(by_code.values())
