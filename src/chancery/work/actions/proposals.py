"""Writing proposals: asking without authority, and the receiver's answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    differences,
    guard_of,
    placed,
    rows_of,
    save,
    source_of,
    tell,
    told_of_new,
    withdraw,
)
from chancery.register.numbering import next_reference
from chancery.register.rules import check_can_change, check_can_withdraw
from chancery.register.values import BY_HAND, Guard, Source
from chancery.work import rules
from chancery.work.actions.tasks import record_task
from chancery.work.clock import response_days
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Basis, Proposal, Task
from chancery.work.numbering import PROPOSAL
from chancery.work.queries import proposal_values
from chancery.work.sharing.rules import check_event
from chancery.work.values import ProposalValues, TaskValues


@transaction.atomic
def add_proposal(
    *, values: ProposalValues, guard: Guard, by: Viewer, source: Source = BY_HAND
) -> Proposal:
    """Ask another unit to do something; a restricted proposal names the unit asked."""
    rules.check_can_add_proposal(by, values, guard, source)
    check_event(values)
    proposal = Proposal(**_columns(values), **placed(source, guard, by))
    check_columns(proposal)
    check_current("to_unit", [values.to_unit])
    proposal.reference = next_reference(PROPOSAL)
    proposal.save()
    _link(proposal, values)
    named = {*guard.named_units, *(_involved(values) if guard.sensitivity == "restricted" else ())}
    proposal.named_units.set(rows_of("named_units", Unit, named))
    tell(proposal, "add", by=by, changes=told_of_new(values, source, guard_of(proposal)))
    return proposal


@transaction.atomic
def change_proposal(
    *, proposal: Proposal, values: ProposalValues, version: int, by: Viewer
) -> Proposal:
    """Put ``values`` in the place of what the person saw as ``version``, while it is open.

    Who asks, who is asked and for which case stay: to ask another unit, withdraw it and make a
    new one.
    """
    check_can_change(by, proposal)
    row = claim(proposal, version=version)
    was = proposal_values(row)
    values = replace(values, obstacle_id=row.obstacle_id, opportunity_id=row.opportunity_id)
    changes = differences(was, values)
    if row.state != Proposal.State.OPEN:
        raise StateError(_("This proposal has been answered already."))
    if {"from_unit", "to_unit"} & set(changes):
        message = _("Withdraw this proposal and make a new one to ask another unit.")
        raise InvalidValuesError({"to_unit": [message]})
    if not changes:
        return row
    for name, value in _columns(values).items():
        setattr(row, name, value)
    check_event(values)
    check_columns(row)
    save(row)
    _link(row, values)
    tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def accept_proposal(*, proposal: Proposal, by: Viewer) -> Task:
    """Take it on: it becomes a task on request, led by the unit asked, already accepted."""
    row = claim(proposal)
    rules.check_can_answer(by, row)
    values = _task_values(proposal_values(row))
    task = record_task(values, guard_of(row), source_of(row), by)
    _answer(row, Proposal.State.ACCEPTED, by)
    task.response_days = response_days(row.created_at, task.created_at)
    task.save(update_fields=["response_days"])
    row.task = task
    save(row)
    changes: Changes = {"state": ["open", "accepted"], "task": [None, task.reference]}
    tell(row, "accept", by=by, changes=changes)
    return task


@transaction.atomic
def decline_proposal(*, proposal: Proposal, answer: str, by: Viewer) -> Proposal:
    """Answer why not."""
    row = claim(proposal)
    rules.check_can_answer(by, row)
    if not answer.strip():
        raise InvalidValuesError({"answer": [_("Whoever asked is told why not.")]})
    _answer(row, Proposal.State.DECLINED, by)
    row.answer = answer.strip()
    save(row)
    changes: Changes = {"state": ["open", "declined"], "answer": [None, row.answer]}
    tell(row, "decline", by=by, changes=changes)
    return row


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, reason: str, by: Viewer) -> None:
    """Take back one that has not been answered."""
    row = claim(proposal)
    check_can_withdraw(by, row, first_state=Proposal.State.OPEN, reason=reason)
    withdraw(row, proposal_values(row), reason=reason, by=by)


def _answer(proposal: Proposal, state: Proposal.State, by: Viewer) -> None:
    proposal.state = state
    proposal.answered_by, proposal.answered_at = by.user, timezone.now()


def _columns(values: ProposalValues) -> dict[str, Any]:
    return {
        "text": values.text.strip(),
        "from_unit_id": values.from_unit,
        "to_unit_id": values.to_unit,
        "due": values.due,
        "due_text": values.due_text,
        "event": values.event.strip(),
        "event_on": values.event_on,
        "obstacle_id": values.obstacle_id,
        "opportunity_id": values.opportunity_id,
    }


def _involved(values: ProposalValues) -> set[str]:
    return {values.to_unit, *values.coordinating}


def _link(proposal: Proposal, values: ProposalValues) -> None:
    proposal.coordinating.set(rows_of("coordinating", Unit, values.coordinating))
    proposal.partners.set(rows_of("partners", Partner, values.partners))


def _task_values(asked: ProposalValues) -> TaskValues:
    return TaskValues(
        text=asked.text,
        basis=Basis.REQUESTED.value,
        assigner=asked.from_unit,
        lead=asked.to_unit,
        coordinating=asked.coordinating,
        partners=asked.partners,
        due=asked.due,
        due_text=asked.due_text,
        obstacle_id=asked.obstacle_id,
        opportunity_id=asked.opportunity_id,
    )
