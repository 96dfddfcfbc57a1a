"""Writing agreements: those of the pack, and those that people add."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.lib.text import fold
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.reference import AgreementRow, Pack
from chancery.register import rules
from chancery.register.actions.recording import (
    check_columns,
    claim,
    differences,
    name_units,
    rows_of,
    save,
    tell,
)
from chancery.register.errors import InvalidValuesError, RegisterError
from chancery.register.models import Agreement, AgreementStage, Stage
from chancery.register.queries import agreement_values
from chancery.register.values import AgreementValues, Guard


@transaction.atomic
def load_agreements(*, pack: Pack, by: str) -> int:
    """Fill agreements from the pack, public, held by the foreign ministry; how many there are.

    Safe to run again: those that people have changed since are left as they are, none is deleted.
    """
    holder = foreign_ministry(pack) if pack.agreements else ""
    edited = set(Agreement.objects.filter(version__gt=1).values_list("key", flat=True))
    for row in pack.agreements:
        if row.id not in edited:
            _load(row, holder)
    changes = {"agreements": [None, len(pack.agreements)]}
    record(by=by, action="agreements.load", kind="pack", key=pack.code, changes=changes)
    return len(pack.agreements)


def foreign_ministry(pack: Pack) -> str:
    """The unit that the pack's missions belong to."""
    owners = Counter(unit.belongs_to for unit in pack.units if unit.kind == "mission")
    owner = owners.most_common(1)[0][0] if owners else None
    if owner is None:
        raise RegisterError(
            _("The pack %(pack)s does not say which ministry its missions belong to.")
            % {"pack": pack.code}
        )
    return owner


def _load(row: AgreementRow, holder: str) -> None:
    agreement, _made = Agreement.objects.update_or_create(
        key=row.id,
        defaults={
            "kind": row.kind,
            "type": row.type,
            "name_vi": row.name_vi,
            "name_en": row.name_en,
            "short": row.short,
            "source": row.source,
            "verified": row.verified,
            "sensitivity": "public",
            "held_by_id": holder,
        },
    )
    agreement.parties.set(rows_of("parties", Partner, row.parties))
    _set_stages(agreement, row.stages)


@transaction.atomic
def add_agreement(*, values: AgreementValues, guard: Guard, by: Viewer) -> Agreement:
    """Record an agreement that the pack does not have; its key is made from its name."""
    rules.check_can_add(by, guard.held_by)
    agreement = Agreement(
        key=_free_key(values), held_by_id=guard.held_by, sensitivity=guard.sensitivity
    )
    _fill(agreement, values)
    agreement.save()
    _link(agreement, values)
    name_units(agreement, guard.named_units)
    changes = {**differences(None, values), **differences(None, guard)}
    tell(agreement, "add", by=by, changes=changes)
    return agreement


@transaction.atomic
def change_agreement(
    *, agreement: Agreement, values: AgreementValues, version: int, by: Viewer
) -> Agreement:
    """Put ``values``, stages included, in the place of what the person saw as ``version``."""
    rules.check_can_change(by, agreement)
    row = claim(agreement, version=version)
    changes = differences(agreement_values(row), values)
    if not changes:
        return row
    _fill(row, values)
    save(row)
    _link(row, values)
    tell(row, "change", by=by, changes=changes)
    return row


def _fill(agreement: Agreement, values: AgreementValues) -> None:
    for name, value in _columns(values).items():
        setattr(agreement, name, value)
    check_columns(agreement)
    _check_stages(values)


def _link(agreement: Agreement, values: AgreementValues) -> None:
    agreement.parties.set(rows_of("parties", Partner, values.parties))
    _set_stages(agreement, values.stages)


def _columns(values: AgreementValues) -> dict[str, Any]:
    return {
        "name_vi": values.name_vi.strip(),
        "name_en": values.name_en.strip(),
        "short": values.short.strip(),
        "kind": values.kind,
        "type": values.type,
    }


def _check_stages(values: AgreementValues) -> None:
    names = [stage for stage, _day in values.stages]
    if len(set(names)) < len(names):
        raise InvalidValuesError({"stages": [_("Each stage is reached once.")]})
    if unknown := set(names) - set(Stage.values):
        words = _("unknown: %(keys)s") % {"keys": ", ".join(sorted(unknown))}
        raise InvalidValuesError({"stages": [words]})
    for _stage, day in values.stages:
        if not _is_day(day):
            words = _("“%(day)s” is not a day: write 2019, 2019-06 or 2019-06-30.")
            raise InvalidValuesError({"stages": [words % {"day": day}]})


def _is_day(text: str) -> bool:
    """ISO, as exactly as it is known: a year, a month or a day; nothing where it is not known."""
    try:
        date.fromisoformat(f"{text}{'0001-01-01'[len(text) :]}")
    except ValueError:
        return False
    return len(text) in {0, 4, 7, 10}


def _set_stages(agreement: Agreement, stages: tuple[tuple[str, str], ...]) -> None:
    agreement.stages.all().delete()
    AgreementStage.objects.bulk_create(
        AgreementStage(agreement=agreement, stage=stage, date=day) for stage, day in stages
    )


def _free_key(values: AgreementValues) -> str:
    base = slugify(fold(values.short or values.name_en or values.name_vi))[:70] or "agreement"
    taken = set(Agreement.objects.filter(key__startswith=base).values_list("key", flat=True))
    taken |= {"new"}  # the address of the form
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return base if base not in taken else next(key for key in numbered if key not in taken)
