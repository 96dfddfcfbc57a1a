"""Writing requests between partners."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register import rules
from chancery.register.actions.recording import (
    check_columns,
    claim,
    differences,
    name_units,
    placed,
    save,
    tell,
    told_of_new,
    withdraw,
)
from chancery.register.errors import InvalidValuesError
from chancery.register.models import PartnerRequest
from chancery.register.numbering import REQUEST, next_reference
from chancery.register.queries import request_values
from chancery.register.values import BY_HAND, Guard, RequestValues, Source


@transaction.atomic
def add_request(
    *, values: RequestValues, guard: Guard, by: Viewer, source: Source = BY_HAND
) -> PartnerRequest:
    """Record what one side asks of the other."""
    rules.check_can_add(by, guard.held_by)
    request = PartnerRequest(**_columns(values), **placed(source, guard, by))
    check_columns(request)
    request.reference = next_reference(REQUEST)
    request.save()
    name_units(request, guard.named_units)
    tell(request, "add", by=by, changes=told_of_new(values, source, guard))
    return request


@transaction.atomic
def change_request(
    *, request: PartnerRequest, values: RequestValues, version: int, by: Viewer
) -> PartnerRequest:
    """Put ``values`` in the place of what the person saw as ``version``."""
    rules.check_can_change(by, request)
    row = claim(request, version=version)
    changes = differences(request_values(row), values)
    if not changes:
        return row
    for name, value in _columns(values).items():
        setattr(row, name, value)
    check_columns(row)
    save(row)
    tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def answer_request(
    *, request: PartnerRequest, state: str, reason: str, by: Viewer
) -> PartnerRequest:
    """Record that the request was agreed to or declined, and what was answered."""
    row = claim(request)
    rules.check_can_answer(by, row, reason)
    if state not in {PartnerRequest.State.AGREED, PartnerRequest.State.DECLINED}:
        raise InvalidValuesError({"state": [_("An answer agrees or declines.")]})
    changes = {"state": [row.state, state]}
    row.state = state
    save(row)
    tell(row, "answer", by=by, changes=changes, reason=reason)
    return row


@transaction.atomic
def withdraw_request(*, request: PartnerRequest, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake; refused once it has been answered."""
    row = claim(request)
    first = PartnerRequest.State.OPEN
    rules.check_can_withdraw(by, row, first_state=first, reason=reason)
    withdraw(row, request_values(row), reason=reason, by=by)


def _columns(values: RequestValues) -> dict[str, Any]:
    return {
        "text": values.text.strip(),
        "direction": values.direction,
        "partner_id": values.partner,
        "due": values.due,
        "due_text": values.due_text,
    }
