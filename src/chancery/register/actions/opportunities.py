"""Writing opportunities."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from chancery.people.access import Viewer
from chancery.register import rules as register_rules
from chancery.register.actions.cases import (
    check_units,
    guarding,
    hang,
    in_charge,
    name_acting,
)
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    differences,
    name_units,
    placed,
    save,
    tell,
    told_of_new,
    withdraw,
)
from chancery.register.cases import rules
from chancery.register.cases.products import check_codes
from chancery.register.cases.queries import opportunity_values
from chancery.register.models import Opportunity
from chancery.register.numbering import OPPORTUNITY, next_reference
from chancery.register.values import BY_HAND, Guard, OpportunityValues, Source


@transaction.atomic
def add_opportunity(
    *, values: OpportunityValues, guard: Guard, by: Viewer, source: Source = BY_HAND
) -> Opportunity:
    """Record what could be won with a partner; a restricted one names the unit that owns it."""
    register_rules.check_can_add(by, guard.held_by)
    opportunity = Opportunity(**_columns(values), **placed(source, guard, by))
    _check(opportunity, values, None, guard.held_by)
    opportunity.reference = next_reference(OPPORTUNITY)
    opportunity.save()
    hang(opportunity, values)
    name_units(opportunity, guarding(guard, values))
    tell(opportunity, "add", by=by, changes=told_of_new(values, source, guard))
    return opportunity


@transaction.atomic
def change_opportunity(
    *, opportunity: Opportunity, values: OpportunityValues, version: int, by: Viewer
) -> Opportunity:
    """Put ``values`` in the place of what the person saw as ``version``."""
    rules.check_can_handle(by, opportunity)
    row = claim(opportunity, version=version)
    was = opportunity_values(row)
    changes = differences(was, values)
    if not changes:
        return row
    for name, value in _columns(values).items():
        setattr(row, name, value)
    _check(row, values, was, row.held_by_id)
    save(row)
    hang(row, values)
    name_acting(row, values)
    tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def own_opportunity(*, opportunity: Opportunity, unit: str, by: Viewer) -> Opportunity:
    """Take on what nobody owns: for one's unit, oneself in charge."""
    row = claim(opportunity)
    rules.check_can_own(by, row, unit)
    check_current("lead", [unit])
    row.lead_id, row.person = unit, by.user
    save(row)
    changes: Changes = {"lead": [None, unit], "person": [None, by.key]}
    tell(row, "own", by=by, changes=changes)
    return row


@transaction.atomic
def withdraw_opportunity(*, opportunity: Opportunity, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake; refused once anything has come of it."""
    row = claim(opportunity)
    first = Opportunity.State.SPOTTED
    register_rules.check_can_withdraw(by, row, first_state=first, reason=reason)
    withdraw(row, opportunity_values(row), reason=reason, by=by)


def _check(
    row: Opportunity, values: OpportunityValues, was: OpportunityValues | None, held_by: str
) -> None:
    check_columns(row)
    check_codes(values.hs)
    rules.check_values(values)
    check_units(was, values)
    if was is None or (was.lead, was.person) != (values.lead, values.person):
        in_charge(values, row, held_by)


def _columns(values: OpportunityValues) -> dict[str, Any]:
    return {
        "text": values.text.strip(),
        "partner_id": values.partner,
        "kind": values.kind,
        "firms": values.firms.strip(),
        "lead_id": values.lead,
        "priority": values.priority,
        "amount": values.amount,
        "currency": values.currency.strip(),
        "valued_on": values.valued_on,
        "value_source": values.value_source.strip(),
        "next_step": values.next_step.strip(),
        "next_step_on": values.next_step_on,
    }
