"""Proposals: list, show, make, change, accept, decline, take back."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.proposals import (
    Decline,
    Echo,
    EchoSent,
    NewProposal,
    Proposal,
    ProposalChange,
    ProposalFilter,
    ProposalPage,
    Sharing,
    WholeProposal,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import (
    kept,
    origin_refs,
    partner_refs,
    record_facts,
    record_ref,
    unit_ref,
    unit_refs,
)
from chancery.api.versions import tagged, version_asked
from chancery.people.access import Viewer
from chancery.work import actions, models, queries
from chancery.work.origins import origins_of_proposal
from chancery.work.sharing.speed import days_of
from chancery.work.values import ProposalValues

area = Area("proposals", reads="read:work", writes="write:work")

_FILTERS: Filters = {
    "text": worded("reference", "text"),
    "state": equal("state"),
    "from_unit": equal("from_unit"),
    "to_unit": equal("to_unit"),
}


@area.get("/proposals", ProposalPage)
def list_proposals(
    request: HttpRequest, wanted: Query[ProposalFilter], paging: Query[Paging]
) -> ProposalPage:
    """Proposals that you may know of, narrowed and ordered."""
    who = viewer(request)
    rows = narrowed(_way(queries.proposals(who), wanted.way, who), wanted, _FILTERS)
    return paged(ProposalPage, rows, paging, wanted.order, proposal_of)


@area.post("/proposals", WholeProposal)
def add_proposal(request: HttpRequest, body: NewProposal) -> WholeProposal:
    """Ask another unit to do something."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values, by = ProposalValues(**said), viewer(request)
        return actions.add_proposal(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/proposals/{key}", WholeProposal)
def show_proposal(request: HttpRequest, key: int) -> WholeProposal:
    """One proposal."""
    return show(request, key)


@area.patch("/proposals/{key}", WholeProposal)
def change_proposal(request: HttpRequest, key: int, body: ProposalChange) -> WholeProposal:
    """Change an open proposal. Who asks and who is asked stay."""
    found, version = find(request, key), version_asked(request)
    values = replace(queries.proposal_values(found), **body.said)
    actions.change_proposal(proposal=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/proposals/{key}/acceptance", WholeProposal, status=200, media="")
def accept_proposal(request: HttpRequest, key: int) -> WholeProposal:
    """Take it on: it becomes a task of the unit asked, already accepted."""

    def act() -> int:
        actions.accept_proposal(proposal=find(request, key), by=viewer(request))
        return key

    return once(request, "", act, lambda key: show(request, int(key)))


@area.post("/proposals/{key}/refusal", WholeProposal, status=200)
def decline_proposal(request: HttpRequest, key: int, body: Decline) -> WholeProposal:
    """Answer why not."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        return actions.decline_proposal(proposal=found, answer=body.answer, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/proposals/{key}/withdrawal", None, status=204)
def withdraw_proposal(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back a proposal that has not been answered."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_proposal(proposal=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


@area.post("/proposals/{key}/sharing", WholeProposal, status=200)
def share_proposal(request: HttpRequest, key: int, body: Sharing) -> WholeProposal:
    """Open it to the writers of all missions, or close it to them again."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        return actions.share_proposal(proposal=found, shared=body.shared, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.post("/proposals/{key}/echoes", WholeProposal, status=200)
def echo_proposal(request: HttpRequest, key: int, body: EchoSent) -> WholeProposal:
    """Say that your mission does this too."""

    def act() -> int:
        found, by = find(request, key), viewer(request)
        actions.echo_proposal(proposal=found, unit=body.unit, note=body.note, by=by)
        return key

    return once(request, body, act, lambda key: show(request, int(key)))


def find(request: HttpRequest, key: int) -> models.Proposal:
    """The proposal, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.proposals(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> WholeProposal:
    """One proposal as it stands now."""
    found = find(request, key)
    came_from = origin_refs(origins_of_proposal(viewer(request), key))
    return tagged(request, WholeProposal(**dict(proposal_of(found)), came_from=came_from))


def proposal_of(row: models.Proposal) -> Proposal:
    """A row as it is shown."""
    return Proposal(
        **record_facts(row),
        **kept(
            row, "due", "due_text", "state", "answer", "answered_at", "event", "event_on", "shared"
        ),
        from_unit=unit_ref(row.from_unit),
        to_unit=unit_ref(row.to_unit),
        coordinating=unit_refs(row.coordinating),
        partners=partner_refs(row.partners),
        task=record_ref(row.task),
        days_from_event=days_of(row),
        echoes=[Echo(unit=unit_ref(one.unit), note=one.note) for one in row.echoes.all()],
    )


def _way(rows: QuerySet[models.Proposal], way: str, who: Viewer) -> QuerySet[models.Proposal]:
    end = {"received": "to_unit__in", "sent": "from_unit__in"}.get(way)
    return rows.filter(**{end: who.units}) if end else rows
