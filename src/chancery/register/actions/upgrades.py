"""Writing what upgrades contain."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.partners.models import RelationshipLevel, Sector
from chancery.people.access import Viewer
from chancery.register import access, rules
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
from chancery.register.models import Commitment, Upgrade
from chancery.register.numbering import UPGRADE, next_reference
from chancery.register.upgrades.queries import upgrade_values
from chancery.register.upgrades.values import UpgradeValues
from chancery.register.values import BY_HAND, Guard, Source


@transaction.atomic
def add_upgrade(
    *, values: UpgradeValues, guard: Guard, by: Viewer, source: Source = BY_HAND
) -> Upgrade:
    """Record one thing that the upgrade of a relationship contains."""
    rules.check_can_add(by, guard.held_by)
    upgrade = Upgrade(**_columns(values), **placed(source, guard, by))
    _check(upgrade, values)
    upgrade.reference = next_reference(UPGRADE)
    upgrade.save()
    _link(upgrade, values, by=by)
    name_units(upgrade, guard.named_units)
    tell(upgrade, "add", by=by, changes=told_of_new(values, source, guard))
    return upgrade


@transaction.atomic
def change_upgrade(
    *, upgrade: Upgrade, values: UpgradeValues, version: int, by: Viewer
) -> Upgrade:
    """Put ``values`` in the place of what the person saw as ``version``.

    Commitments that the person may not know of stay tied to it.
    """
    rules.check_can_change(by, upgrade)
    row = claim(upgrade, version=version)
    before = upgrade_values(row)
    for name, value in _columns(values).items():
        setattr(row, name, value)
    _check(row, values, led_anew=before.lead != values.lead)
    _link(row, values, by=by)
    changes = differences(before, upgrade_values(row))
    if changes:
        save(row)
        tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def withdraw_upgrade(*, upgrade: Upgrade, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake; its commitments stay."""
    row = claim(upgrade)
    rules.check_can_withdraw(by, row, first_state="", reason=reason)
    withdraw(row, upgrade_values(row), reason=reason, by=by)


def _columns(values: UpgradeValues) -> dict[str, Any]:
    return {
        "text": values.text.strip(),
        "partner_id": values.partner,
        "level_id": values.level,
        "pillar": values.pillar,
        "actions": values.actions.strip(),
        "before": values.before.strip(),
        "after": values.after.strip(),
        "after_on": values.after_on,
        "lead_id": values.lead,
    }


def _check(upgrade: Upgrade, values: UpgradeValues, *, led_anew: bool = True) -> None:
    check_columns(upgrade)
    if values.level is not None and not _is_of(values.level, values.partner):
        words = _("This level is not one of this partner's: choose one of its own, or none.")
        raise InvalidValuesError({"level": [words]})
    if bool(values.after.strip()) != (values.after_on is not None):
        words = _("Say both how it stands since the upgrade and on which day that was so.")
        raise InvalidValuesError({"after_on": [words]})
    check_current("lead", [values.lead] if values.lead and led_anew else [])


def _is_of(level: int, partner: str) -> bool:
    return RelationshipLevel.objects.filter(pk=level, partner=partner).exists()


def _link(upgrade: Upgrade, values: UpgradeValues, *, by: Viewer) -> None:
    upgrade.sectors.set(rows_of("sectors", Sector, values.sectors))
    chosen = {row.reference: row for row in _chosen(values, by)}
    if missing := sorted(set(values.commitments) - set(chosen) - _hidden(upgrade, by)):
        words = _("unknown: %(keys)s") % {"keys": ", ".join(missing)}
        raise InvalidValuesError({"commitments": [words]})
    hidden = upgrade.commitments.exclude(pk__in=access.commitments(by))
    upgrade.commitments.set([*chosen.values(), *hidden])


def _chosen(values: UpgradeValues, by: Viewer) -> list[Commitment]:
    return list(access.commitments(by).filter(reference__in=values.commitments))


def _hidden(upgrade: Upgrade, by: Viewer) -> set[str]:
    rows = upgrade.commitments.exclude(pk__in=access.commitments(by))
    return set(rows.values_list("reference", flat=True))
