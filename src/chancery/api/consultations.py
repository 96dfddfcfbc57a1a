"""Consultations: list, show, prepare, change, send, reply, close."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.consultations import (
    Concluding,
    Consultation,
    ConsultationChange,
    ConsultationFilter,
    ConsultationPage,
    ConsultedUnit,
    ConsultedUnits,
    NewConsultation,
    ReplySent,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, partner_ref, person_ref, record_facts, record_ref, unit_ref
from chancery.api.versions import tagged, version_asked
from chancery.work import access as work
from chancery.work import models
from chancery.work.actions import consultations as actions
from chancery.work.actions import consultations_replying as replying
from chancery.work.consultations import clock, queries
from chancery.work.consultations.values import ConsultationValues, ReplyValues

area = Area("consultations", reads="read:work", writes="write:work")

_FILTERS: Filters = {
    "text": worded("reference", "text", "background", "conclusion"),
    "state": equal("state"),
    "held_by": equal("held_by"),
    "partner": equal("partners"),
}


@area.get("/consultations", ConsultationPage)
def list_consultations(
    request: HttpRequest, wanted: Query[ConsultationFilter], paging: Query[Paging]
) -> ConsultationPage:
    """Consultations that you may know of."""
    rows = narrowed(_rows(request), wanted, _FILTERS)
    return paged(ConsultationPage, rows, paging, wanted.order, consultation_of)


@area.post("/consultations", Consultation)
def add_consultation(request: HttpRequest, body: NewConsultation) -> Consultation:
    """Prepare a question; nobody is asked before it is sent."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values, by = ConsultationValues(**said), viewer(request)
        return actions.add_consultation(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/consultations/{key}", Consultation)
def show_consultation(request: HttpRequest, key: int) -> Consultation:
    """One of them."""
    return show(request, key)


@area.patch("/consultations/{key}", Consultation)
def change_consultation(request: HttpRequest, key: int, body: ConsultationChange) -> Consultation:
    """Put the question right before it is sent."""
    found, version = find(request, key), version_asked(request)
    values = replace(queries.consultation_values(found), **body.said)
    by = viewer(request)
    actions.change_consultation(consultation=found, values=values, version=version, by=by)
    return show(request, key)


@area.post("/consultations/{key}/sending", Consultation, status=200, media="")
def send_consultation(request: HttpRequest, key: int) -> Consultation:
    """Ask the units: their officers and heads are told."""

    def act() -> int:
        actions.send(consultation=find(request, key), by=viewer(request))
        return key

    return once(request, "", act, lambda done: show(request, int(done)))


@area.post("/consultations/{key}/closing", Consultation, status=200)
def close_consultation(request: HttpRequest, key: int, body: Concluding) -> Consultation:
    """Conclude; every unit must have had its time."""

    def act() -> int:
        found = find(request, key)
        actions.close(consultation=found, conclusion=body.conclusion, by=viewer(request))
        return key

    return once(request, body, act, lambda done: show(request, int(done)))


@area.post("/consultations/{key}/withdrawal", None, status=204)
def withdraw_consultation(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back one that was never sent."""

    def act() -> None:
        found, by = find(request, key), viewer(request)
        actions.withdraw_consultation(consultation=found, reason=body.reason, by=by)

    return once(request, body, act, nothing)


@area.get("/consultations/{key}/units", ConsultedUnits)
def list_consulted_units(request: HttpRequest, key: int) -> ConsultedUnits:
    """The units asked, as far as you may read what they say."""
    rows = queries.units_asked(viewer(request), find(request, key))
    known: list[Any] = [row for row in rows if getattr(row, "is_known", False)]
    return ConsultedUnits(items=[_asked(row) for row in known])


@area.post("/consultations/{key}/units/{unit}/reply", ConsultedUnits, status=200)
def reply_to_consultation(
    request: HttpRequest, key: int, unit: str, body: ReplySent
) -> ConsultedUnits:
    """Reply for your unit; said again, the reply is put right and the one before stays."""

    def act() -> int:
        found = find(request, key)
        one = get_object_or_404(found.asked.select_related("unit"), unit=unit)
        one.consultation = found
        values = ReplyValues(**body.model_dump())
        replying.reply(asked=one, values=values, by=viewer(request))
        return key

    return once(request, body, act, lambda done: list_consulted_units(request, int(done)))


def find(request: HttpRequest, key: int) -> models.Consultation:
    """The consultation, where the caller may know of it; 404 otherwise."""
    found: models.Consultation = get_object_or_404(_rows(request), pk=key)
    return found


def show(request: HttpRequest, key: int) -> Consultation:
    """One of them as it stands now."""
    return tagged(request, consultation_of(find(request, key)))


def _rows(request: HttpRequest) -> Any:
    who = viewer(request)
    rows = queries.listed(who).prefetch_related("partners", "sectors")
    return rows.prefetch_related(
        Prefetch("task", work.tasks(who)), Prefetch("proposal", work.proposals(who))
    )


def consultation_of(row: Any) -> Consultation:
    """A row as it is shown."""
    return Consultation(
        **record_facts(row),
        **kept(row, "state", "background", "reply_by", "conclusion"),
        person=person_ref(row.person),
        partners=[partner_ref(one) for one in row.partners.all()],
        sectors=sorted(one.pk for one in row.sectors.all()),
        asked=row.asked_count,
        replied=row.replied_count,
        silent=row.silent_count,
        task=record_ref(row.task),
        proposal=record_ref(row.proposal),
    )


def _asked(row: Any) -> ConsultedUnit:
    standing: Any = clock.standing_of(row)
    return ConsultedUnit(
        **kept(row, "due", "original_due", "replied_on", "response_days"),
        unit=unit_ref(row.unit),
        standing=standing.value if standing else None,
        answer=row.answer or None,
        text=row.said[0].text if row.said else "",
    )
