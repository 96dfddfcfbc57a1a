"""Writing agreements: those of the pack, and those that people add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.lib.text import fold
from chancery.partners.models import Partner
from chancery.people.access import WRITERS, Viewer, viewer_of
from chancery.people.models import Unit, User
from chancery.reference import AgreementRow, Pack
from chancery.register import access, rules
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    differences,
    name_units,
    rows_of,
    save,
    tell,
)
from chancery.register.agreements.life import check_life
from chancery.register.agreements.links import check_links, hidden_links, links_in
from chancery.register.agreements.queries import unit_of_alarms
from chancery.register.errors import InvalidValuesError, RegisterError
from chancery.register.models import Agreement, AgreementLink, AgreementStage, Stage
from chancery.register.queries import agreement_values
from chancery.register.values import AgreementValues, Guard

_KEPT_AS_SAID = (
    *("expires", "renewal", "renewal_months", "notice", "notice_in"),
    *("review_first", "review_months", "review_held", "next_step_on"),
)
_ADDRESSES = frozenset({"new", "alarms", "export"})
"""Addresses beside those of agreements: none may be called so."""


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
    set_stages(agreement, row.stages)


@transaction.atomic
def add_agreement(*, values: AgreementValues, guard: Guard, by: Viewer) -> Agreement:
    """Record an agreement that the pack does not have; its key is made from its name."""
    rules.check_can_add(by, guard.held_by)
    agreement = Agreement(
        key=_free_key(values), held_by_id=guard.held_by, sensitivity=guard.sensitivity
    )
    _fill(agreement, values)
    check_links("", values, by)
    check_current("lead", [values.lead] if values.lead else [])
    agreement.save()
    _link(agreement, values)
    name_units(agreement, guard.named_units)
    check_in_charge(agreement)
    changes = {**differences(None, values), **differences(None, guard)}
    tell(agreement, "add", by=by, changes=changes)
    return agreement


@transaction.atomic
def change_agreement(
    *, agreement: Agreement, values: AgreementValues, version: int, by: Viewer
) -> Agreement:
    """Put ``values`` in the place of what the person saw as ``version``.

    Stages may be added and their days put right; to take one back, ``withdraw_stage`` asks why.
    Links to agreements that the person may not know of stay as they are.
    """
    rules.check_can_change(by, agreement)
    row = claim(agreement, version=version)
    before = agreement_values(row)
    values = _with_hidden_links(row, values, by)
    changes = differences(before, values)
    if not changes:
        return row
    _check_none_dropped(before, values)
    _fill(row, values)
    check_links(row.pk, _without_hidden_links(row, values, by), by)
    check_current("lead", [values.lead] if values.lead and "lead" in changes else [])
    save(row)
    _link(row, values)
    if {"lead", "person"} & set(changes):
        check_in_charge(row)
    tell(row, "change", by=by, changes=changes)
    return row


def _fill(agreement: Agreement, values: AgreementValues) -> None:
    for name, value in _columns(values).items():
        setattr(agreement, name, value)
    agreement.person = _person(values.person)
    check_columns(agreement)
    check_life(values)


def _person(username: str | None) -> User | None:
    if not username:
        return None
    found = User.objects.filter(username=username, is_active=True).first()
    if found is None:
        words = _("unknown: %(keys)s") % {"keys": username}
        raise InvalidValuesError({"person": [words]})
    return found


def check_in_charge(agreement: Agreement) -> None:
    """The person in charge holds a writing post in the lead unit, or where there is none in the one
    that holds the record, or in a unit below it, and may know of the agreement."""
    if agreement.person is None:
        return
    named, unit = viewer_of(agreement.person), unit_of_alarms(agreement)
    posts = [own for own in named.own_units if named.has_role(own, *WRITERS)]
    values = {"person": agreement.person.full_name, "unit": unit}
    if not any(unit.pk in _line_of(key) for key in posts):
        words = _("%(person)s holds no post of officer or head in %(unit)s today.")
        raise InvalidValuesError({"person": [words % values]})
    if not access.agreements(named).filter(pk=agreement.pk).exists():
        words = _(
            "%(person)s may not know of this restricted agreement: name their unit on it first."
        )
        raise InvalidValuesError({"person": [words % values]})


def _line_of(key: str) -> set[str]:
    unit, line = Unit.objects.filter(pk=key).select_related("belongs_to").first(), set()
    while unit is not None and unit.pk not in line:
        line.add(unit.pk)
        unit = unit.belongs_to
    return line


def _with_hidden_links(row: Agreement, values: AgreementValues, by: Viewer) -> AgreementValues:
    hidden = hidden_links(row, by)
    said = {k: tuple(sorted({*getattr(values, k), *keys})) for k, keys in hidden.items()}
    return replace(values, **said)  # type: ignore[arg-type] # the three fields are tuples


def _without_hidden_links(row: Agreement, values: AgreementValues, by: Viewer) -> AgreementValues:
    hidden = hidden_links(row, by)
    said = {
        k: tuple(key for key in getattr(values, k) if key not in keys)
        for k, keys in hidden.items()
    }
    return replace(values, **said)  # type: ignore[arg-type] # the three fields are tuples


def _check_none_dropped(before: AgreementValues, after: AgreementValues) -> None:
    kept = dict(after.stages)
    for stage, _day in before.stages:
        if stage not in kept:
            words = _(
                "“%(stage)s” was recorded: to take it back, say why under “Take back” beside that "
                "stage."
            )
            raise InvalidValuesError({"stages": [words % {"stage": Stage(stage).label}]})


def _link(agreement: Agreement, values: AgreementValues) -> None:
    agreement.parties.set(rows_of("parties", Partner, values.parties))
    set_stages(agreement, values.stages)
    agreement.links.all().delete()
    AgreementLink.objects.bulk_create(
        AgreementLink(agreement=agreement, kind=kind, other_id=other)
        for kind, others in links_in(values).items()
        for other in sorted(set(others))
    )


def _columns(values: AgreementValues) -> dict[str, Any]:
    return {
        "name_vi": values.name_vi.strip(),
        "name_en": values.name_en.strip(),
        "short": values.short.strip(),
        "kind": values.kind,
        "type": values.type,
        "lead_id": values.lead,
        "next_step": values.next_step.strip(),
        **{name: getattr(values, name) for name in _KEPT_AS_SAID},
    }


def set_stages(agreement: Agreement, stages: tuple[tuple[str, str], ...]) -> None:
    """Keep these and no others; ``stages.check_stages`` was asked before."""
    agreement.stages.all().delete()
    AgreementStage.objects.bulk_create(
        AgreementStage(agreement=agreement, stage=stage, date=day) for stage, day in stages
    )


def _free_key(values: AgreementValues) -> str:
    base = slugify(fold(values.short or values.name_en or values.name_vi))[:70] or "agreement"
    taken = set(Agreement.objects.filter(key__startswith=base).values_list("key", flat=True))
    taken |= _ADDRESSES
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return base if base not in taken else next(key for key in numbered if key not in taken)


@transaction.atomic
def pass_on_agreements(*, rows: Iterable[Agreement], to: User, by: Viewer, reason: str) -> int:
    """Put another person in charge of agreements whose person leaves; how many.

    Whether ``by`` may hand over for the unit is asked by who calls this.
    """
    number = 0
    for agreement in rows:
        row = claim(agreement)
        changes: Changes = {"person": [row.person and row.person.username, to.username]}
        row.person = to
        check_in_charge(row)
        save(row)
        tell(row, "delegate", by=by, changes=changes, reason=reason)
        number += 1
    return number
