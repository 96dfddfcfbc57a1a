"""What lead units ask of assigners: more time, another lead."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from chancery.api import tasks
from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.once import once
from chancery.api.schemas.following import (
    Extension,
    ExtensionDecision,
    ExtensionList,
    LeadDecision,
    LeadProposal,
    LeadProposalList,
    NewExtension,
    NewLeadProposal,
)
from chancery.api.showing import kept, person_ref, unit_ref
from chancery.work import actions, asked, models

area = Area("tasks", reads="read:work", writes="write:work")

_EXTENSION = "/tasks/{key}/extensions/{extension}"
_LEAD = "/tasks/{key}/lead-proposals/{proposal}"


@area.get("/tasks/{key}/extensions", ExtensionList)
def list_extensions(request: HttpRequest, key: int) -> ExtensionList:
    """All that was asked about the due date; the granted ones are the old dates of the task."""
    rows = asked.extensions_of(tasks.find(request, key))
    return ExtensionList(items=[extension_of(row) for row in rows])


@area.post("/tasks/{key}/extensions", Extension)
def ask_extension(request: HttpRequest, key: int, body: NewExtension) -> Extension:
    """Ask for another due date; an earlier one changes the task at once."""

    def act() -> int:
        task, by = tasks.find(request, key), viewer(request)
        return actions.ask_extension(task=task, due=body.due, reason=body.reason, by=by).pk

    return once(request, body, act, lambda made: _extension(request, key, int(made)))


@area.post(f"{_EXTENSION}/decision", Extension, status=200)
def decide_extension(
    request: HttpRequest, key: int, extension: int, body: ExtensionDecision
) -> Extension:
    """Grant the date asked for, or another one; or decline with an answer."""

    def act() -> int:
        found, by = find_extension(request, key, extension), viewer(request)
        return actions.decide_extension(extension=found, by=by, **body.model_dump()).pk

    return once(request, body, act, lambda made: _extension(request, key, int(made)))


@area.post(f"{_EXTENSION}/withdrawal", Extension, status=200, media="")
def withdraw_extension(request: HttpRequest, key: int, extension: int) -> Extension:
    """Take back a question that waits."""

    def act() -> int:
        found = find_extension(request, key, extension)
        return actions.withdraw_extension(extension=found, by=viewer(request)).pk

    return once(request, "", act, lambda made: _extension(request, key, int(made)))


@area.get("/tasks/{key}/lead-proposals", LeadProposalList)
def list_lead_proposals(request: HttpRequest, key: int) -> LeadProposalList:
    """Which units were proposed to lead instead."""
    rows = asked.lead_proposals_of(tasks.find(request, key))
    return LeadProposalList(items=[lead_proposal_of(row) for row in rows])


@area.post("/tasks/{key}/lead-proposals", LeadProposal)
def propose_lead(request: HttpRequest, key: int, body: NewLeadProposal) -> LeadProposal:
    """Say which unit should lead instead. Until the assigner agrees, this one does."""

    def act() -> int:
        task, by = tasks.find(request, key), viewer(request)
        return actions.propose_lead(task=task, by=by, **body.model_dump()).pk

    return once(request, body, act, lambda made: _lead(request, key, int(made)))


@area.post(f"{_LEAD}/decision", LeadProposal, status=200)
def decide_lead(request: HttpRequest, key: int, proposal: int, body: LeadDecision) -> LeadProposal:
    """Give the task to the unit proposed, which has to accept it; or decline with an answer."""

    def act() -> int:
        found, by = find_lead(request, key, proposal), viewer(request)
        return actions.decide_lead(proposal=found, by=by, **body.model_dump()).pk

    return once(request, body, act, lambda made: _lead(request, key, int(made)))


@area.post(f"{_LEAD}/withdrawal", LeadProposal, status=200, media="")
def withdraw_lead_proposal(request: HttpRequest, key: int, proposal: int) -> LeadProposal:
    """Take back a proposal that waits."""

    def act() -> int:
        found = find_lead(request, key, proposal)
        return actions.withdraw_lead_proposal(proposal=found, by=viewer(request)).pk

    return once(request, "", act, lambda made: _lead(request, key, int(made)))


def find_extension(request: HttpRequest, key: int, extension: int) -> models.Extension:
    """A question about the due date of a task that the caller may know of."""
    task = tasks.find(request, key)
    return get_object_or_404(asked.extensions_of(task).select_related("task"), pk=extension)


def find_lead(request: HttpRequest, key: int, proposal: int) -> models.LeadProposal:
    """A proposal of another lead for a task that the caller may know of."""
    task = tasks.find(request, key)
    return get_object_or_404(asked.lead_proposals_of(task).select_related("task"), pk=proposal)


def extension_of(row: models.Extension) -> Extension:
    """A row as it is shown."""
    return Extension(**_facts(row), **kept(row, "due_before", "due_asked", "due_granted"))


def lead_proposal_of(row: models.LeadProposal) -> LeadProposal:
    """A row as it is shown."""
    return LeadProposal(**_facts(row), proposed=unit_ref(row.proposed))


def _facts(row: models.Extension | models.LeadProposal) -> dict[str, Any]:
    return {
        **kept(row, "id", "reason", "asked_at", "state", "decided_at", "answer"),
        "unit": unit_ref(row.unit),
        "asked_by": person_ref(row.asked_by),
        "decided_by": person_ref(row.decided_by),
    }


def _extension(request: HttpRequest, key: int, extension: int) -> Extension:
    return extension_of(find_extension(request, key, extension))


def _lead(request: HttpRequest, key: int, proposal: int) -> LeadProposal:
    """As it stands; where the task went to another lead, the caller may no longer know of it."""
    return lead_proposal_of(find_lead(request, key, proposal))
