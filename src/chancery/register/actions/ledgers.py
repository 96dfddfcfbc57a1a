"""Writing into the ledgers of a project: entries are added, never edited; one corrects another."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.documents.access import documents
from chancery.documents.models import DocumentText
from chancery.people.access import Viewer
from chancery.register import rules
from chancery.register.actions.recording import Changes, check_columns, check_quote, claim, tell
from chancery.register.errors import InvalidValuesError, StateError
from chancery.register.models import Project, ProjectEntry
from chancery.register.projects.currencies import is_currency
from chancery.register.projects.money import REFERENCE
from chancery.register.projects.rules import amount_now, check_can_correct
from chancery.register.projects.values import EntryValues, Rate

_RATE_COLUMNS = ("rate", "side", "day", "source")


@transaction.atomic
def record_entry(*, project: Project, values: EntryValues, by: Viewer) -> ProjectEntry:
    """Write one line of a ledger, with the source that says so."""
    row = claim(project)
    rules.check_can_change(by, row)
    if values.amount <= 0:
        said = _("An entry is more than nought: what was too much is corrected at its entry.")
        raise InvalidValuesError({"amount": [said]})
    if not values.source.strip() and values.of.document_id is None:
        said = _("Say where it stands: name the source, or choose the document.")
        raise InvalidValuesError({"source": [said]})
    _check_document(values, by)
    entry = entry_of(row, values, by)
    entry.save()
    tell(row, "entry", by=by, changes=told_of(entry))
    return entry


@transaction.atomic
def correct_entry(
    *, entry: ProjectEntry, amount: Decimal, reason: str, source: str = "", by: Viewer
) -> ProjectEntry:
    """Say what an entry should have said; a further line holds the difference.

    It is of the same day and at the same rates, so that the entry counts everywhere as the new
    amount would have. Nought takes it out. Where day, currency or rate were wrong: correct it to
    nought and record it anew.
    """
    project = claim(entry.project)
    first = ProjectEntry.objects.select_related("project").get(pk=entry.pk)
    check_can_correct(by, first, reason)
    before = amount_now(first)
    if amount < 0:
        said = _("Write what the entry should have said: nought or more.")
        raise InvalidValuesError({"amount": [said]})
    if amount == before:
        raise StateError(_("It says so already: nothing to correct."))
    told = EntryValues(first.ledger, first.day, amount - before, first.currency, source=source)
    line = entry_of(project, told, by, corrects=first, reason=reason.strip())
    line.save()
    changes: Changes = {"entry": [None, str(first)], "amount": [_plain(before), _plain(amount)]}
    tell(project, "correct", by=by, changes=changes, reason=reason)
    return line


def entry_of(
    project: Project,
    values: EntryValues,
    by: Viewer,
    *,
    corrects: ProjectEntry | None = None,
    reason: str = "",
) -> ProjectEntry:
    """The line, checked and not yet saved; a correction has the rates of what it corrects."""
    rates = (
        {name: getattr(corrects, name) for name in _rate_names()}
        if corrects
        else {**_rate("usd", values.usd), **_rate("vnd", values.vnd)}
    )
    entry = ProjectEntry(
        project=project,
        ledger=values.ledger,
        day=values.day,
        amount=values.amount,
        currency=values.currency.strip().upper(),
        partner_id=corrects.partner_id if corrects else values.partner,
        document_id=values.of.document_id,
        quote=values.of.quote,
        source=values.source.strip(),
        corrects=corrects,
        reason=reason or values.reason,
        origin=values.origin,
        created_by=by.user,
        created_at=timezone.now(),
        **rates,
    )
    check_columns(entry)
    _check_money(entry)
    return entry


def told_of(entry: ProjectEntry) -> dict[str, Any]:
    """What history keeps of a line."""
    told: dict[str, Any] = {
        **{name: getattr(entry, name) for name in ("ledger", "currency", "source", "reason")},
        "amount": _plain(entry.amount),
        "day": entry.day.isoformat(),
        "partner": entry.partner_id,
        "evidence": entry.document_id,  # its quote stays with the line: it goes with the document
    }
    for into in ("usd", "vnd"):
        if rate := getattr(entry, f"{into}_rate"):
            told[f"{into}_rate"] = f"{rate:f}"
            told[f"{into}_day"] = getattr(entry, f"{into}_day").isoformat()
            told[f"{into}_source"] = getattr(entry, f"{into}_source")
    return {name: [None, value] for name, value in told.items() if value}


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _rate(into: str, given: Rate | None) -> dict[str, Any]:
    if given is None:
        return {}
    values = (given.rate, given.side, given.day, given.source.strip())
    return {f"{into}_{name}": value for name, value in zip(_RATE_COLUMNS, values, strict=True)}


def _rate_names() -> list[str]:
    return [f"{into}_{name}" for into in ("usd", "vnd") for name in _RATE_COLUMNS]


def _check_money(entry: ProjectEntry) -> None:
    if not is_currency(entry.currency):
        said = _("“%(code)s” is no currency of ISO 4217: write USD, JPY, VND.")
        raise InvalidValuesError({"currency": [said % {"code": entry.currency}]})
    for into in REFERENCE:
        name = into.lower()
        if getattr(entry, f"{name}_rate") is None:
            continue
        if entry.currency == into:
            said = _("The amount is in %(code)s already: leave the rate out.")
            raise InvalidValuesError({f"{name}_rate": [said % {"code": into}]})
        if not getattr(entry, f"{name}_source"):
            said = _("Say whose rate it is: the State Bank, the IMF, the donor’s report.")
            raise InvalidValuesError({f"{name}_source": [said]})


def _check_document(values: EntryValues, by: Viewer) -> None:
    key = values.of.document_id
    if key is None:
        check_quote(values.of)
        return
    if not documents(by).filter(pk=key, purged_at__isnull=True).exists():
        raise InvalidValuesError({"document": [_("There is no such document that you may read.")]})
    rows = DocumentText.objects.filter(document=key)
    if values.of.quote and values.of.quote not in (
        rows.values_list("text", flat=True).first() or ""
    ):
        raise InvalidValuesError({"quote": [_("These words do not stand in the document.")]})
