"""Writing commitments."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.partners.models import Partner, Sector
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register import rules
from chancery.register.actions.recording import (
    check_columns,
    check_current,
    claim,
    differences,
    name_units,
    placed,
    rows_of,
    save,
    tell,
    told_of_new,
    withdraw,
)
from chancery.register.errors import InvalidValuesError
from chancery.register.models import Commitment, CommitmentParty, CommitmentState
from chancery.register.numbering import COMMITMENT, next_reference
from chancery.register.queries import commitment_values
from chancery.register.values import BY_HAND, CommitmentValues, Guard, Source


@transaction.atomic
def add_commitment(
    *, values: CommitmentValues, guard: Guard, by: Viewer, source: Source = BY_HAND
) -> Commitment:
    """Record one undertaking with its parties."""
    rules.check_can_add(by, guard.held_by)
    commitment = Commitment(**_columns(values), **placed(source, guard, by))
    check_columns(commitment)
    _check_sides(values)
    check_current("lead", [values.lead] if values.lead else [])
    commitment.reference = next_reference(COMMITMENT)
    commitment.save()
    _link(commitment, values)
    name_units(commitment, guard.named_units)
    tell(commitment, "add", by=by, changes=told_of_new(values, source, guard))
    return commitment


@transaction.atomic
def change_commitment(
    *, commitment: Commitment, values: CommitmentValues, version: int, by: Viewer
) -> Commitment:
    """Put ``values`` in the place of what the person saw as ``version``."""
    rules.check_can_change(by, commitment)
    row = claim(commitment, version=version)
    changes = differences(commitment_values(row), values)
    if not changes:
        return row
    for name, value in _columns(values).items():
        setattr(row, name, value)
    check_columns(row)
    _check_sides(values)
    check_current("lead", [values.lead] if values.lead and "lead" in changes else [])
    save(row)
    _link(row, values)
    tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def set_commitment_state(
    *, commitment: Commitment, state: str, reason: str, by: Viewer
) -> Commitment:
    """Give the verdict of a review, or open a closed commitment again."""
    row = claim(commitment)
    rules.check_can_set_state(by, row, state, reason)
    changes = {"state": [row.state, state]}
    row.state = state
    save(row)
    tell(row, "state", by=by, changes=changes, reason=reason)
    return row


@transaction.atomic
def link_counterparts(*, first: Commitment, second: Commitment, by: Viewer) -> None:
    """Tie both sides' undertakings under one agreement: two records that lead to each other."""
    if first.pk == second.pk:
        raise InvalidValuesError({"counterpart": [_("A commitment cannot answer itself.")]})
    for one, other in ((first, second), (second, first)):
        row = claim(one)
        rules.check_can_change(by, row)
        before, row.counterpart = row.counterpart, other
        save(row)
        told = [before.reference if before else None, other.reference]
        tell(row, "link", by=by, changes={"counterpart": told})


@transaction.atomic
def withdraw_commitment(*, commitment: Commitment, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake; refused once anything has come of it."""
    row = claim(commitment)
    first = CommitmentState.OPEN
    rules.check_can_withdraw(by, row, first_state=first, reason=reason)
    withdraw(row, commitment_values(row), reason=reason, by=by)


def _columns(values: CommitmentValues) -> dict[str, Any]:
    return {
        "text": values.text.strip(),
        "lead_id": values.lead,
        "agreement_id": values.agreement,
        "due": values.due,
        "due_text": values.due_text,
        "deliverable": values.deliverable,
        "discrete": values.discrete,
        "measurable": values.measurable,
        "inferred": list(values.inferred),
    }


def _check_sides(values: CommitmentValues) -> None:
    if not values.parties:
        raise InvalidValuesError({"parties": [_("A commitment has at least one party.")]})
    if not set(values.undertaking) <= set(values.parties):
        message = _("Only a party of the commitment can be the one who undertakes.")
        raise InvalidValuesError({"undertaking": [message]})


def _link(commitment: Commitment, values: CommitmentValues) -> None:
    commitment.sides.all().delete()
    CommitmentParty.objects.bulk_create(
        CommitmentParty(
            commitment=commitment, partner=party, undertakes=party.pk in values.undertaking
        )
        for party in rows_of("parties", Partner, values.parties)
    )
    commitment.sectors.set(rows_of("sectors", Sector, values.sectors))
    commitment.coordinating.set(rows_of("coordinating", Unit, values.coordinating))
