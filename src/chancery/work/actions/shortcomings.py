"""Writing shortcomings noted on a unit's own work."""

from __future__ import annotations

from django.db import transaction

from chancery.people.access import Viewer
from chancery.register.actions.recording import (
    check_columns,
    claim,
    name_units,
    placed,
    tell,
    told_of_new,
    withdraw,
)
from chancery.register.numbering import next_reference
from chancery.register.rules import check_can_add, check_can_withdraw
from chancery.register.values import BY_HAND, Guard, Source
from chancery.work.models import Shortcoming
from chancery.work.numbering import SHORTCOMING
from chancery.work.queries import shortcoming_values
from chancery.work.values import ShortcomingValues


@transaction.atomic
def add_shortcoming(
    *, values: ShortcomingValues, guard: Guard, by: Viewer, source: Source = BY_HAND
) -> Shortcoming:
    """Note what falls short in a unit's work."""
    check_can_add(by, guard.held_by)
    shortcoming = Shortcoming(
        text=values.text.strip(),
        unit_id=values.unit,
        area=values.area,
        **placed(source, guard, by),
    )
    check_columns(shortcoming)
    shortcoming.reference = next_reference(SHORTCOMING)
    shortcoming.save()
    name_units(shortcoming, guard.named_units)
    tell(shortcoming, "add", by=by, changes=told_of_new(values, source, guard))
    return shortcoming


@transaction.atomic
def withdraw_shortcoming(*, shortcoming: Shortcoming, reason: str, by: Viewer) -> None:
    """Take back one noted by mistake."""
    row = claim(shortcoming)
    check_can_withdraw(by, row, first_state="", reason=reason)
    withdraw(row, shortcoming_values(row), reason=reason, by=by)
