"""Meetings: list, show, prepare, change, agenda, decisions."""

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
from chancery.api.schemas.meetings import (
    Meeting,
    MeetingChange,
    MeetingDecision,
    MeetingDecisions,
    MeetingFilter,
    MeetingItem,
    MeetingItems,
    MeetingPage,
    NewMeeting,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, record_facts, record_ref, unit_ref
from chancery.api.versions import tagged, version_asked
from chancery.work import models
from chancery.work.actions import meetings as actions
from chancery.work.meetings import queries
from chancery.work.meetings.said import said_of
from chancery.work.meetings.values import MeetingValues

area = Area("meetings", reads="read:work", writes="write:work")

_FILTERS: Filters = {
    "text": worded("reference", "text", "place"),
    "kind": equal("kind"),
    "state": equal("state"),
}


@area.get("/meetings", MeetingPage)
def list_meetings(
    request: HttpRequest, wanted: Query[MeetingFilter], paging: Query[Paging]
) -> MeetingPage:
    """Meetings that you may know of."""
    rows = narrowed(_rows(request), wanted, _FILTERS)
    return paged(MeetingPage, rows, paging, wanted.order, meeting_of)


@area.post("/meetings", Meeting)
def add_meeting(request: HttpRequest, body: NewMeeting) -> Meeting:
    """Prepare a meeting; nobody is invited yet."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values, by = MeetingValues(**said), viewer(request)
        return actions.add_meeting(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/meetings/{key}", Meeting)
def show_meeting(request: HttpRequest, key: int) -> Meeting:
    """One meeting."""
    return show(request, key)


@area.patch("/meetings/{key}", Meeting)
def change_meeting(request: HttpRequest, key: int, body: MeetingChange) -> Meeting:
    """Change what is prepared; who is invited is told of another day, time or place."""
    found, version = find(request, key), version_asked(request)
    values = replace(queries.meeting_values(found), **body.said)
    actions.change_meeting(meeting=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/meetings/{key}/withdrawal", None, status=204)
def withdraw_meeting(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back one to which nobody was invited."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_meeting(meeting=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


@area.get("/meetings/{key}/items", MeetingItems)
def list_meeting_items(request: HttpRequest, key: int) -> MeetingItems:
    """Its agenda."""
    rows = queries.items_of(viewer(request), find(request, key))
    return MeetingItems(items=[_item(row) for row in rows])


@area.get("/meetings/{key}/decisions", MeetingDecisions)
def list_meeting_decisions(request: HttpRequest, key: int) -> MeetingDecisions:
    """What was decided, and the task or proposal that each became."""
    rows = queries.decisions_of(viewer(request), find(request, key))
    return MeetingDecisions(items=[_decision(row) for row in rows])


def find(request: HttpRequest, key: int) -> models.Meeting:
    """The meeting, where the caller may know of it; 404 otherwise."""
    found: models.Meeting = get_object_or_404(_rows(request), pk=key)
    return found


def show(request: HttpRequest, key: int) -> Meeting:
    """One meeting as it stands now."""
    return tagged(request, meeting_of(find(request, key)))


def _rows(request: HttpRequest) -> Any:
    return queries.listed(viewer(request)).select_related("chair_person", "secretary")


def meeting_of(row: Any) -> Meeting:
    """A row as it is shown."""
    return Meeting(
        **record_facts(row),
        **kept(row, "kind", "state", "day", "time", "place", "chair"),
        issuer=unit_ref(row.issuer) if row.issuer else None,
        items=row.items_known,
        decisions=row.decided,
    )


def _item(row: models.AgendaItem) -> MeetingItem:
    said = said_of(row)
    return MeetingItem(
        **kept(row, "number", "kind"),
        title=said.title,
        reference=said.reference,
        presenter=unit_ref(row.presenter) if row.presenter else None,
    )


def _decision(row: models.MeetingDecision) -> MeetingDecision:
    return MeetingDecision(
        **kept(row, "text", "due"),
        item=row.item.number if row.item else None,
        lead=unit_ref(row.lead) if row.lead else None,
        task=record_ref(row.task),
        proposal=record_ref(row.proposal),
    )
