"""Urging letters: list, show."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged
from chancery.api.schemas.reading import UrgedTask, Urging, UrgingFilter, UrgingPage
from chancery.api.schemas.shapes import Paging, RecordRef
from chancery.api.showing import kept, person_ref, unit_ref
from chancery.people.access import Viewer
from chancery.work.escalation import queries
from chancery.work.models import Urging as Letter

area = Area("urging letters", reads="read:work")

_FILTERS: Filters = {"by_unit": equal("by_unit"), "to_unit": equal("to_unit")}


@area.get("/urgings", UrgingPage)
def list_urgings(
    request: HttpRequest, wanted: Query[UrgingFilter], paging: Query[Paging]
) -> UrgingPage:
    """Letters about tasks that you may know of."""
    rows = narrowed(_rows(viewer(request)), wanted, _FILTERS)
    return paged(UrgingPage, rows, paging, wanted.order, urging_of)


@area.get("/urgings/{key}", Urging)
def show_urging(request: HttpRequest, key: int) -> Urging:
    """One letter."""
    return urging_of(get_object_or_404(_rows(viewer(request)), pk=key))


def _rows(who: Viewer) -> Any:
    return queries.letters(who)


def urging_of(row: Letter) -> Urging:
    """A letter as it is shown."""
    facts: dict[str, Any] = {
        **kept(row, "reference", "number", "opening", "closing", "reply_by", "sent_at"),
        "id": row.pk,
        "withdrawn_at": row.withdrawn_at,
        "by_unit": unit_ref(row.by_unit),
        "to_unit": unit_ref(row.to_unit),
        "sent_by": person_ref(row.sent_by),
        "lines": [_line(line) for line in row.shown],  # type: ignore[attr-defined] # fetched with it
    }
    return Urging(**facts)


def _line(line: Any) -> UrgedTask:
    return UrgedTask(
        **kept(line, "trigger", "since", "days_late", "answer", "answered_at"),
        task=RecordRef(id=line.task.pk, reference=line.task.reference),
        said=line.said,
    )
