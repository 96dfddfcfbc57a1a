"""Writing what sources say of the use of trade agreements, one by one or from a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import make_dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import Entry, record_all
from chancery.people.access import Viewer
from chancery.register import access, rules
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    claim,
    name_units,
    placed,
    save,
    tell,
    told_of_new,
    withdraw,
)
from chancery.register.errors import InvalidValuesError, StateError
from chancery.register.fta.queries import AMOUNTS, use_values
from chancery.register.fta.values import FtaUseValues
from chancery.register.models import FtaUse
from chancery.register.models.money import LARGEST
from chancery.register.numbering import FTA_USE, next_reference, next_references
from chancery.register.projects.currencies import is_currency
from chancery.register.runs import (
    RegisterImport,
    check_can_take_back,
    import_of,
    new_key,
    tell_import,
)
from chancery.register.values import BY_HAND, Guard

WHAT = "fta_use"
_Told = make_dataclass("_Told", list(FtaUseValues.__dataclass_fields__))
"""The values as history keeps them."""
BATCH = 500


@transaction.atomic
def add_fta_use(*, values: FtaUseValues, guard: Guard, by: Viewer) -> FtaUse:
    """Record what a source says of one year, direction and chapter; once for each source."""
    rules.check_can_add(by, guard.held_by)
    row = FtaUse(**columns_of(values), **placed(BY_HAND, guard, by))
    check_use(row)
    reference = next_reference(FTA_USE)
    _check_alone(values, by)
    row.reference = reference
    row.save()
    name_units(row, guard.named_units)
    tell(row, "add", by=by, changes=told_of(values, guard))
    return row


@transaction.atomic
def change_fta_use(*, use: FtaUse, values: FtaUseValues, version: int, by: Viewer) -> FtaUse:
    """Put ``values`` in the place of what the person saw as ``version``."""
    rules.check_can_change(by, use)
    row = claim(use, version=version)
    before = use_values(row)
    old, new = _plain(before), _plain(values)
    changes: Changes = {name: [old[name], new[name]] for name in old if old[name] != new[name]}
    if not changes:
        return row
    for name, value in columns_of(values).items():
        setattr(row, name, value)
    check_use(row)
    if values.key != before.key:
        _check_alone(values, by)
    save(row)
    tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def withdraw_fta_use(*, use: FtaUse, reason: str, by: Viewer) -> None:
    """Take back a figure recorded by mistake."""
    row = claim(use)
    rules.check_can_withdraw(by, row, first_state="", reason=reason)
    withdraw(row, _Told(**_plain(use_values(row))), reason=reason, by=by)


@transaction.atomic
def take_fta_uses(
    *,
    rows: Sequence[FtaUseValues],
    guard: Guard,
    file: str,
    by: Viewer,
    left: Mapping[str, int] | None = None,
) -> RegisterImport:
    """Record the figures of a file, all or none; none that stands is changed."""
    rules.check_can_add(by, guard.held_by)
    if not rows:
        raise StateError(_("There is nothing to take: no row is new and without errors."))
    key = new_key()
    references = next_references(FTA_USE, len(rows))  # whoever comes second waits
    standing = known_keys({row.agreement for row in rows}, by)
    if any(row.key in standing for row in rows):
        raise StateError(_("Some of these figures stand here meanwhile: look at it again."))
    for some in _batches(list(zip(references, rows, strict=True))):
        _record(some, guard, key, by)
    after = {"what": WHAT, "file": file, "held_by": guard.held_by, "made": {"rows": len(rows)}}
    tell_import("run", key, file, by, {**after, "left": dict(left or {})})
    run = import_of(by, key, WHAT)
    assert run is not None
    return run


@transaction.atomic
def take_back_fta_uses(*, run: RegisterImport, by: Viewer) -> RegisterImport:
    """Withdraw the figures of an import that nobody changed since; the others are named."""
    check_can_take_back(by, run)
    made = list(access.fta_uses(by).filter(run=run.key).select_for_update())
    gone = [row for row in made if row.version == 1]
    why = _("Somebody has changed it since.")
    kept = [(row.pk, row.reference, why) for row in made if row.version != 1]
    reason = _("The import of a file was taken back.")
    entries = [Entry(r.pk, _gone(r), r.reference) for r in gone]
    if entries:
        record_all(
            by=by.key, action="ftause.withdraw", kind="ftause", entries=entries, reason=reason
        )
    for some in _batches([row.pk for row in gone]):
        FtaUse.objects.filter(pk__in=some).delete()
    after = {"taken_back": {"rows": len(gone)}, "kept": kept}
    tell_import("undo", run.key, run.file, by, after)
    return import_of(by, run.key, WHAT) or run


def known_keys(agreements: Iterable[str], by: Viewer) -> dict[tuple[Any, ...], FtaUse]:
    """The figures that the person may know of, by what tells them apart; one query."""
    rows = access.fta_uses(by).filter(agreement__in=sorted(set(agreements)))
    return {use_values(row).key: row for row in rows}


def columns_of(values: FtaUseValues) -> dict[str, Any]:
    """What stands in the row."""
    plain = ("year", "direction", "chapter", *AMOUNTS)
    return {
        **{name: getattr(values, name) for name in plain},
        "agreement_id": values.agreement,
        "currency": values.currency.strip().upper(),
        "source": values.source.strip(),
        "text": values.text.strip(),
    }


def check_use(row: FtaUse) -> None:
    """Everything that one row can say is wrong, by field; asks whether its agreement exists."""
    check_columns(row)
    check_figures(row)


def check_figures(row: FtaUse) -> None:
    """The same without asking the database: for the rows of a file."""
    if not 1990 <= row.year <= 2100:
        raise InvalidValuesError({"year": [_("Write the year in four figures: 2025.")]})
    if row.chapter and not 1 <= int(row.chapter) <= 97:
        raise InvalidValuesError({"chapter": [_("Two figures: 01 to 97.")]})
    if not is_currency(row.currency):
        said = _("“%(code)s” is no currency of ISO 4217: write USD, JPY, VND.")
        raise InvalidValuesError({"currency": [said % {"code": row.currency}]})
    given = {name: getattr(row, name) for name in AMOUNTS}
    if all(value is None for value in given.values()):
        raise InvalidValuesError({"eligible": [_("Give at least one figure.")]})
    for name, value in given.items():
        if value is not None and not 0 <= value < LARGEST:
            raise InvalidValuesError({name: [_("It is below nought or too large to be one.")]})


def told_of(values: FtaUseValues, guard: Guard) -> Changes:
    """What history keeps of a figure that was added."""
    return told_of_new(_Told(**_plain(values)), BY_HAND, guard)


def _check_alone(values: FtaUseValues, by: Viewer) -> None:
    if found := known_keys([values.agreement], by).get(values.key):
        said = _("%(reference)s says this of the same source already: change that.")
        raise InvalidValuesError({"source": [said % {"reference": found.reference}]})


def _plain(values: FtaUseValues) -> dict[str, Any]:
    """As history keeps it: amounts as texts."""
    told = {name: getattr(values, name) for name in FtaUseValues.__dataclass_fields__}
    return {
        name: f"{value.normalize():f}" if isinstance(value, Decimal) else value
        for name, value in told.items()
    }


def _record(rows: list[tuple[str, FtaUseValues]], guard: Guard, key: str, by: Viewer) -> None:
    now = timezone.now()
    made = FtaUse.objects.bulk_create(
        FtaUse(
            **columns_of(values),
            reference=reference,
            run=key,
            held_by_id=guard.held_by,
            sensitivity=guard.sensitivity,
            created_by=by.user,
            created_at=now,
        )
        for reference, values in rows
    )
    named: Any = FtaUse.named_units.through
    named.objects.bulk_create(
        named(ftause=row, unit_id=unit) for row in made for unit in guard.named_units
    )
    entries = [
        Entry(row.pk, told_of(values, guard), row.reference)
        for row, (_ref, values) in zip(made, rows, strict=True)
    ]
    record_all(by=by.key, action="ftause.import", kind="ftause", entries=entries)


def _gone(row: FtaUse) -> Changes:
    return {name: [value, None] for name, value in _plain(use_values(row)).items() if value}


def _batches(rows: Iterable[Any]) -> Iterable[list[Any]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch
