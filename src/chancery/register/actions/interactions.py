"""Writing interactions: who met whom, about what, and what was agreed to do next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.documents.models import Sensitivity
from chancery.partners.models import Sector
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register import access
from chancery.register import rules as register_rules
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
from chancery.register.contacts import queries, rules
from chancery.register.contacts.values import InteractionValues
from chancery.register.errors import InvalidValuesError
from chancery.register.models import Interaction
from chancery.register.numbering import INTERACTION, next_reference
from chancery.register.values import BY_HAND, Guard, Source


@transaction.atomic
def add_interaction(
    *, values: InteractionValues, guard: Guard, by: Viewer, source: Source = BY_HAND
) -> Interaction:
    """Record who met whom."""
    register_rules.check_can_add(by, guard.held_by)
    row = Interaction(**_columns(values), **placed(source, guard, by))
    _check(row, values, new_units={*values.units, *filter(None, [values.next_unit])})
    row.reference = next_reference(INTERACTION)
    row.save()
    _tie(row, values, by)
    name_units(row, {*guard.named_units, *_acting(row)})
    tell(row, "add", by=by, changes=told_of_new(values, source, guard))
    return row


@transaction.atomic
def change_interaction(
    *, interaction: Interaction, values: InteractionValues, version: int, by: Viewer
) -> Interaction:
    """Put ``values`` in the place of what the person saw as ``version``.

    Contacts and records that the person may not know of stay tied to it.
    """
    register_rules.check_can_change(by, interaction)
    row = claim(interaction, version=version)
    before = queries.interaction_values(row)
    for name, value in _columns(values).items():
        setattr(row, name, value)
    named = {*values.units, *filter(None, [values.next_unit])}
    _check(row, values, new_units=named - {*before.units, before.next_unit})
    _tie(row, values, by)
    if acting := _acting(row):
        name_units(row, {*row.named_units.values_list("key", flat=True), *acting})
    changes = differences(before, queries.interaction_values(row))
    if changes:
        save(row)
        tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def withdraw_interaction(*, interaction: Interaction, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake; contacts and records stay."""
    row = claim(interaction)
    register_rules.check_can_withdraw(by, row, first_state="", reason=reason)
    withdraw(row, queries.interaction_values(row), reason=reason, by=by)


def _columns(values: InteractionValues) -> dict[str, Any]:
    return {
        "text": values.text.strip(),
        "kind": values.kind,
        "day": values.day,
        "partner_id": values.partner,
        "theirs": values.theirs.strip(),
        "people": values.people.strip(),
        "place": values.place.strip(),
        "summary": values.summary.strip(),
        "next_step": values.next_step.strip(),
        "next_step_on": values.next_step_on,
        "next_unit_id": values.next_unit,
    }


def _acting(row: Interaction) -> list[str]:
    """Whoever takes the next step of a restricted one must know of it."""
    is_closed = row.sensitivity == Sensitivity.RESTRICTED
    return [row.next_unit_id] if is_closed and row.next_unit_id else []


def _check(
    row: Interaction, values: InteractionValues, *, new_units: Iterable[str | None]
) -> None:
    check_columns(row)
    rules.check_interaction(values)
    check_current("units", [unit for unit in new_units if unit])


def _tie(row: Interaction, values: InteractionValues, by: Viewer) -> None:
    row.sectors.set(rows_of("sectors", Sector, values.sectors))
    row.units.set(rows_of("units", Unit, values.units))
    _set(row, ("contacts",), "contacts", values.contacts, by)
    _set(row, queries.DISCUSSED, "records", values.records, by)


def _set(
    row: Interaction, names: tuple[str, ...], field: str, wanted: tuple[str, ...], by: Viewer
) -> None:
    """Tie what these references name; what the person may not know of stays as it is.

    A contact that was withdrawn or erased stays where it is tied, and is not tied anew.
    """
    missing = set(wanted)
    for name in names:
        tied = getattr(row, name)
        rows = queries.contacts(by) if name == "contacts" else getattr(access, name)(by)
        hidden = list(tied.exclude(pk__in=rows.order_by().values("pk")))
        old = set(tied.values_list("pk", flat=True))
        chosen = rows.filter(reference__in=wanted)
        fresh = queries.usable(chosen) if name == "contacts" else chosen
        kept = [*fresh, *chosen.filter(pk__in=old), *hidden]
        tied.set({one.pk: one for one in kept}.values())
        missing -= {one.reference for one in kept}
    if missing:
        words = _("unknown: %(keys)s") % {"keys": ", ".join(sorted(missing))}
        raise InvalidValuesError({field: [words]})
