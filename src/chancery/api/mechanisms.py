"""Mechanisms of cooperation, their roles and sessions: list, show, record, change, take back."""

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
from chancery.api.schemas.mechanisms import (
    Mechanism,
    MechanismChange,
    MechanismFilter,
    MechanismPage,
    MechanismRole,
    MechanismSession,
    NewMechanism,
    NextSession,
    RoleSent,
    SessionChange,
    SessionSent,
    WholeMechanism,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import (
    kept,
    partner_ref,
    partner_refs,
    record_facts,
    record_ref,
    unit_ref,
    unit_refs,
)
from chancery.api.versions import tagged, version_asked
from chancery.register import actions, models
from chancery.register.mechanisms import queries
from chancery.register.mechanisms.values import MechanismValues, RoleValues, SessionValues

area = Area("mechanisms", reads="read:register", writes="write:register")

_FILTERS: Filters = {
    "text": worded("reference", "text", "name_en", "about"),
    "partner": queries.with_partner,
    "kind": equal("kind"),
    "due": queries.whose_session_is,
    "lead": equal("lead"),
}


@area.get("/mechanisms", MechanismPage)
def list_mechanisms(
    request: HttpRequest, wanted: Query[MechanismFilter], paging: Query[Paging]
) -> MechanismPage:
    """Mechanisms that you may know of, each with how its next session stands."""
    rows = narrowed(queries.listed(viewer(request)), wanted, _FILTERS)
    return paged(MechanismPage, rows, paging, wanted.order, mechanism_of)


@area.post("/mechanisms", WholeMechanism)
def add_mechanism(request: HttpRequest, body: NewMechanism) -> WholeMechanism:
    """Record a mechanism."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values, by = MechanismValues(**said), viewer(request)
        return actions.add_mechanism(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/mechanisms/{key}", WholeMechanism)
def show_mechanism(request: HttpRequest, key: int) -> WholeMechanism:
    """One of them, with its roles and sessions."""
    return show(request, key)


@area.patch("/mechanisms/{key}", WholeMechanism)
def change_mechanism(request: HttpRequest, key: int, body: MechanismChange) -> WholeMechanism:
    """Change what is said of it."""
    found, version = find(request, key), version_asked(request)
    values = replace(queries.mechanism_values(found), **body.said)
    by = viewer(request)
    actions.change_mechanism(mechanism=found, values=values, version=version, by=by)
    return show(request, key)


@area.post("/mechanisms/{key}/withdrawal", None, status=204)
def withdraw_mechanism(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back one recorded by mistake, before it has sessions or initiatives."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_mechanism(mechanism=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


@area.post("/mechanisms/{key}/roles", WholeMechanism)
def add_mechanism_role(request: HttpRequest, key: int, body: RoleSent) -> WholeMechanism:
    """Write down who holds which role."""

    def act() -> int:
        values, by = RoleValues(**body.model_dump()), viewer(request)
        return actions.add_role(mechanism=find(request, key), values=values, by=by).mechanism_id

    return once(request, body, act, lambda made: show(request, int(made)))


@area.post("/mechanisms/{key}/sessions", WholeMechanism)
def add_mechanism_session(request: HttpRequest, key: int, body: SessionSent) -> WholeMechanism:
    """Write down a session, planned or held."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        values = SessionValues(**body.model_dump())
        return actions.add_session(mechanism=found, values=values, by=by).mechanism_id

    return once(request, body, act, lambda made: show(request, int(made)))


@area.patch("/mechanisms/{key}/sessions/{session}", WholeMechanism)
def change_mechanism_session(
    request: HttpRequest, key: int, session: int, body: SessionChange
) -> WholeMechanism:
    """Say that a session was held, where, and what came out of it; what is left out stays."""
    found, version = find(request, key), version_asked(request)
    row = get_object_or_404(found.mechanismsessions.select_related("mechanism"), pk=session)
    values = replace(queries.session_values(row), **body.said)
    actions.change_session(session=row, values=values, version=version, by=viewer(request))
    return show(request, key)


def find(request: HttpRequest, key: int) -> models.Mechanism:
    """The mechanism, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.listed(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> WholeMechanism:
    """One of them as it stands now."""
    found = find(request, key)
    sessions = queries.sessions_of(found)
    seen = queries.seen_of(viewer(request), sessions)
    whole = WholeMechanism(
        **_facts(found),
        roles=[_role(role) for role in found.mechanismroles.all()],
        sessions=[_session(row, seen[row.pk]) for row in sessions],
    )
    return tagged(request, whole)


def mechanism_of(row: models.Mechanism) -> Mechanism:
    """A row as it is shown in lists."""
    return Mechanism(**_facts(row))


def _facts(row: models.Mechanism) -> dict[str, Any]:
    stands = queries.standing_of(row)
    return {
        **record_facts(row),
        **kept(row, "kind", "name_en", "frequency", "about", "ended"),
        "partners": partner_refs(row.partners),
        "lead": unit_ref(row.lead) if row.lead else None,
        "coordinating": unit_refs(row.coordinating),
        "next": NextSession(due=stands.due.value, day=stands.day, by=stands.by),
        "our_roles": [role.role for role in queries.our_roles(row)],
        "chairs": [partner_ref(role.partner) for role in queries.chairs(row)],
    }


def _role(row: models.MechanismRole) -> MechanismRole:
    facts = kept(row, "id", "role", "start", "end", "note")
    return MechanismRole(**facts, partner=partner_ref(row.partner))


def _session(row: models.MechanismSession, seen: queries.Seen) -> MechanismSession:
    return MechanismSession(
        **kept(row, "id", "number", "planned", "held", "place", "level", "preparation", "outcome"),
        activity=record_ref(seen.activity),
        documents=[document.pk for document in seen.documents],
        commitments=[one.reference for one in seen.commitments],
    )
