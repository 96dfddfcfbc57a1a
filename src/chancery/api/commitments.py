"""Commitments: list, show, record, change, give a verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import once
from chancery.api.schemas.commitments import (
    AgreementRef,
    Commitment,
    CommitmentChange,
    CommitmentFilter,
    CommitmentPage,
    CommitmentVerdict,
    NewCommitment,
    Side,
    WholeCommitment,
)
from chancery.api.schemas.shapes import Paging
from chancery.api.showing import kept, partner_ref, record_facts, unit_ref, unit_refs
from chancery.api.versions import tagged, version_asked
from chancery.people.access import Viewer
from chancery.register import access, actions, models, queries, rules
from chancery.register.errors import InvalidValuesError
from chancery.register.values import CommitmentValues

area = Area("commitments", reads="read:register", writes="write:register", merges=True)

_FILTERS: Filters = {
    "text": worded("reference", "text"),
    "partner": queries.with_party,
    "side": queries.with_undertaking_of,
    "state": equal("state"),
    "timeliness": queries.in_timeliness,
    "lead": equal("lead"),
    "sector": queries.with_sector,
    "driver": queries.with_driver,
    "due_from": queries.due_from,
    "due_until": queries.due_until,
}


@area.get("/commitments", CommitmentPage)
def list_commitments(
    request: HttpRequest, wanted: Query[CommitmentFilter], paging: Query[Paging]
) -> CommitmentPage:
    """Commitments that you may know of, narrowed and ordered."""
    rows = narrowed(queries.commitments(viewer(request)), wanted, _FILTERS)
    return paged(CommitmentPage, rows, paging, wanted.order, commitment_of)


@area.post("/commitments", WholeCommitment)
def add_commitment(request: HttpRequest, body: NewCommitment) -> WholeCommitment:
    """Record one undertaking with its parties."""

    def act() -> int:
        by = viewer(request)
        said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})
        said["undertaking"] = said["undertaking"] or said["parties"]
        check_agreement(by, body.agreement)
        values = CommitmentValues(**said)
        return actions.add_commitment(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/commitments/{key}", WholeCommitment)
def show_commitment(request: HttpRequest, key: int) -> WholeCommitment:
    """One commitment, with the verdicts open to you."""
    return show(request, key)


@area.patch("/commitments/{key}", WholeCommitment)
def change_commitment(request: HttpRequest, key: int, body: CommitmentChange) -> WholeCommitment:
    """Change what a commitment says."""
    by, commitment, version = viewer(request), find(request, key), version_asked(request)
    check_agreement(by, body.agreement)
    values = replace(queries.commitment_values(commitment), **body.said)
    actions.change_commitment(commitment=commitment, values=values, version=version, by=by)
    return show(request, key)


@area.post("/commitments/{key}/verdicts", WholeCommitment, status=200)
def give_verdict(request: HttpRequest, key: int, body: CommitmentVerdict) -> WholeCommitment:
    """Give the verdict of a review, or open a closed commitment again."""

    def act() -> int:
        return actions.set_commitment_state(
            commitment=find(request, key),
            state=body.state,
            reason=body.reason,
            by=viewer(request),
        ).pk

    return once(request, body, act, lambda key: show(request, int(key)))


def find(request: HttpRequest, key: int) -> models.Commitment:
    """The commitment, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.commitments(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> WholeCommitment:
    """One commitment as it stands now."""
    commitment = find(request, key)
    states: Any = [str(s) for s in rules.states_open_to(viewer(request), commitment)]
    return tagged(request, WholeCommitment(**_facts(commitment), states=states))


def commitment_of(commitment: models.Commitment) -> Commitment:
    """A row as it is shown in lists."""
    return Commitment(**_facts(commitment))


def agreement_ref(agreement: models.Agreement | None) -> AgreementRef | None:
    """An agreement, where there is one that the caller may know of."""
    if agreement is None:
        return None
    return AgreementRef(**kept(agreement, "key", "name_vi", "name_en", "short"))


def _facts(commitment: models.Commitment) -> dict[str, Any]:
    sides = sorted(commitment.sides.all(), key=lambda side: side.partner_id)
    return {
        **record_facts(commitment),
        **kept(commitment, "state", "due", "due_text", "deliverable", "discrete", "measurable"),
        "sides": [
            Side(partner=partner_ref(side.partner), undertakes=side.undertakes) for side in sides
        ],
        "lead": unit_ref(commitment.lead) if commitment.lead else None,
        "coordinating": unit_refs(commitment.coordinating),
        "sectors": sorted(sector.pk for sector in commitment.sectors.all()),
        "agreement": agreement_ref(commitment.agreement),
    }


def check_agreement(by: Viewer, key: str | None) -> None:
    """What the caller may not know of is for them not there."""
    if key is not None and not access.agreements(by).filter(pk=key).exists():
        raise InvalidValuesError({"agreement": [_("There is no such agreement.")]})
