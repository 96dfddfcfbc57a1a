"""Writing initiatives: what is put forward in a mechanism."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.register import rules
from chancery.register.actions.recording import (
    Changes,
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
from chancery.register.mechanisms import queries
from chancery.register.mechanisms import rules as own
from chancery.register.mechanisms.values import InitiativeValues
from chancery.register.models import Initiative, MechanismSession
from chancery.register.numbering import INITIATIVE, next_reference
from chancery.register.values import BY_HAND, Guard, Source


@transaction.atomic
def add_initiative(
    *, values: InitiativeValues, guard: Guard, by: Viewer, source: Source = BY_HAND
) -> Initiative:
    """Record an initiative: an idea, or with its day one that was put forward."""
    rules.check_can_add(by, guard.held_by)
    row = Initiative(**_columns(values), **placed(source, guard, by))
    row.state = Initiative.State.PUT_FORWARD if values.day else Initiative.State.IDEA
    _check(row, values, by)
    row.reference = next_reference(INITIATIVE)
    row.save()
    row.partners.set(rows_of("partners", Partner, values.partners))
    name_units(row, guard.named_units)
    tell(row, "add", by=by, changes=told_of_new(values, source, guard))
    return row


@transaction.atomic
def change_initiative(
    *, initiative: Initiative, values: InitiativeValues, version: int, by: Viewer
) -> Initiative:
    """Put ``values`` in the place of what the person saw as ``version``; its state stays."""
    rules.check_can_change(by, initiative)
    row = claim(initiative, version=version)
    changes = differences(queries.initiative_values(row), values)
    if not changes:
        return row
    for name, value in _columns(values).items():
        setattr(row, name, value)
    _check(row, values, by, led_anew="lead" in changes)
    save(row)
    row.partners.set(rows_of("partners", Partner, values.partners))
    tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def move_initiative(*, initiative: Initiative, move: str, note: str, by: Viewer) -> Initiative:
    """Bring it into another state by the table; what is put forward today gets its day."""
    row = claim(initiative)
    line = own.check_move(by, row, move, note)
    changes: Changes = {"state": [row.state, line.target]}
    row.state = line.target
    if line.target == Initiative.State.PUT_FORWARD and row.day is None:
        row.day = timezone.localdate()
        changes["day"] = [None, row.day.isoformat()]
    save(row)
    tell(row, move, by=by, changes=changes, reason=note)
    return row


@transaction.atomic
def withdraw_initiative(*, initiative: Initiative, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake."""
    row = claim(initiative)
    rules.check_can_withdraw(by, row, first_state=row.state, reason=reason)
    withdraw(row, queries.initiative_values(row), reason=reason, by=by)


def _columns(values: InitiativeValues) -> dict[str, Any]:
    return {
        "text": values.text.strip(),
        "mechanism_id": values.mechanism,
        "session_id": values.session,
        "proposed_by_id": values.proposed_by,
        "lead_id": values.lead,
        "day": values.day,
        "notes": values.notes.strip(),
    }


def _check(
    row: Initiative, values: InitiativeValues, by: Viewer, *, led_anew: bool = True
) -> None:
    if not queries.mechanisms(by).filter(pk=values.mechanism).exists():
        raise InvalidValuesError({"mechanism": [_("Choose a mechanism.")]})
    if values.day and values.day > timezone.localdate():
        words = _("What is still to be put forward is an idea: leave the day empty.")
        raise InvalidValuesError({"day": [words]})
    check_columns(row)
    own.check_initiative(values, _session(values.session))
    check_current("lead", [values.lead] if values.lead and led_anew else [])


def _session(key: int | None) -> MechanismSession | None:
    if key is None:
        return None
    found = MechanismSession.objects.filter(pk=key).first()
    if found is None:
        raise InvalidValuesError({"session": [_("There is no such session.")]})
    return found
