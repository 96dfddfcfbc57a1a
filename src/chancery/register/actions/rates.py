"""Every write to the rates of exchange that the house keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import Entry, record, record_all
from chancery.people.access import Viewer
from chancery.people.importing import State
from chancery.register.actions.recording import Changes, check_columns
from chancery.register.errors import InvalidValuesError
from chancery.register.models import ExchangeRate
from chancery.register.projects.currencies import is_currency
from chancery.register.projects.rates import RateRow, RateValues, check_keeps_rates, values_of

KIND = "exchangerate"


@transaction.atomic
def set_rate(*, values: RateValues, by: Viewer) -> ExchangeRate:
    """Keep the rate of a day; in the place of the one that stands for it, if any."""
    check_keeps_rates(by)
    row, changes, is_new = _written(values, by)
    if changes:
        action = f"{KIND}.{'add' if is_new else 'change'}"
        record(by=by.key, action=action, kind=KIND, key=row.pk, changes=changes, label=str(row))
    return row


@transaction.atomic
def take_rates(*, rows: Iterable[RateRow], file: str, by: Viewer) -> tuple[int, int]:
    """Keep the good rows of a file, all in one go: how many were added and changed."""
    check_keeps_rates(by)
    entries: dict[bool, list[Entry]] = {True: [], False: []}
    for planned in rows:
        if planned.state not in {State.NEW, State.CHANGED}:
            continue
        row, changes, is_new = _written(planned.values, by)
        if changes:
            entries[is_new].append(Entry(row.pk, {**changes, "file": [None, file]}, str(row)))
    for is_new, word in ((True, "add"), (False, "change")):
        if entries[is_new]:
            record_all(by=by.key, action=f"{KIND}.{word}", kind=KIND, entries=entries[is_new])
    return len(entries[True]), len(entries[False])


@transaction.atomic
def withdraw_rate(*, rate: ExchangeRate, by: Viewer) -> None:
    """Take out a rate that was wrong; entries of ledgers keep what they were written with."""
    check_keeps_rates(by)
    changes = {name: [value, None] for name, value in _plain(values_of(rate)).items()}
    record(
        by=by.key, action=f"{KIND}.withdraw", kind=KIND, key=rate.pk, changes=changes,
        label=str(rate),
    )  # fmt: skip
    rate.delete()


def _written(values: RateValues, by: Viewer) -> tuple[ExchangeRate, Changes, bool]:
    _check(values)
    assert values.day is not None
    assert values.rate is not None
    standing = ExchangeRate.objects.select_for_update().filter(
        currency=values.currency, target=values.target, day=values.day
    )
    row = standing.first()
    before = _plain(values_of(row)) if row else {}
    row = row or ExchangeRate(currency=values.currency, target=values.target, day=values.day)
    after = _plain(values)
    changes: Changes = {
        name: [before.get(name), value]
        for name, value in after.items()
        if before.get(name) != value
    }
    if changes:
        row.rate, row.side, row.source = values.rate, values.side, values.source.strip()
        row.set_by, row.set_at = by.user, timezone.now()
        check_columns(row)
        row.save()
    return row, changes, not before


def _check(values: RateValues) -> None:
    if not is_currency(values.currency):
        said = _("“%(code)s” is no currency of ISO 4217: write USD, JPY, VND.") % {
            "code": values.currency
        }
        raise InvalidValuesError({"currency": [said]})
    if values.currency == values.target:
        said = _("A rate is between two currencies.")
        raise InvalidValuesError({"target": [said]})


def _plain(values: RateValues) -> dict[str, Any]:
    said = {name: str(value) for name, value in asdict(values).items()}
    return {"into": said.pop("target"), **said}
