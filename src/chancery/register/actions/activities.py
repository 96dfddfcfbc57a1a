"""Writing activities: visits, talks, calls, conferences, and the documents they brought."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.documents.models import Document
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.register import rules
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
from chancery.register.models import Activity
from chancery.register.numbering import ACTIVITY, next_reference
from chancery.register.queries import activity_values
from chancery.register.values import BY_HAND, ActivityValues, Guard, Source


@transaction.atomic
def add_activity(
    *, values: ActivityValues, guard: Guard, by: Viewer, source: Source = BY_HAND
) -> Activity:
    """Record what takes or took place; the document it was read in is tied to it."""
    rules.check_can_add(by, guard.held_by)
    activity = Activity(**_columns(values), **placed(source, guard, by))
    _check(activity, values)
    activity.reference = next_reference(ACTIVITY)
    activity.save()
    _link(activity, values)
    name_units(activity, guard.named_units)
    tell(activity, "add", by=by, changes=told_of_new(values, source, guard))
    if activity.document is not None:
        rules.check_can_attach(by, activity, activity.document)
        activity.documents.add(activity.document)
    return activity


@transaction.atomic
def change_activity(
    *, activity: Activity, values: ActivityValues, version: int, by: Viewer
) -> Activity:
    """Put ``values`` in the place of what the person saw as ``version``."""
    rules.check_can_change(by, activity)
    row = claim(activity, version=version)
    changes = differences(activity_values(row), values)
    if not changes:
        return row
    for name, value in _columns(values).items():
        setattr(row, name, value)
    _check(row, values, led_anew="lead" in changes)
    save(row)
    _link(row, values)
    tell(row, "change", by=by, changes=changes)
    return row


@transaction.atomic
def attach_document(*, activity: Activity, document: Document, by: Viewer) -> Activity:
    """Tie a document to the activity that it came out of; tied already, nothing happens."""
    row = claim(activity)
    rules.check_can_attach(by, row, document)
    if not row.documents.filter(pk=document.pk).exists():
        row.documents.add(document)
        _tell_documents(row, [None, document.pk], by=by)
    return row


@transaction.atomic
def detach_document(*, activity: Activity, document: Document, by: Viewer) -> Activity:
    """Untie a document tied by mistake; the document and its records stay as they are."""
    row = claim(activity)
    rules.check_can_change(by, row)
    if row.documents.filter(pk=document.pk).exists():
        row.documents.remove(document)
        _tell_documents(row, [document.pk, None], by=by)
    return row


@transaction.atomic
def withdraw_activity(*, activity: Activity, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake; what came out of its documents stays."""
    row = claim(activity)
    rules.check_can_withdraw(by, row, first_state="", reason=reason)
    withdraw(row, activity_values(row), reason=reason, by=by)


def _columns(values: ActivityValues) -> dict[str, Any]:
    return {
        "text": values.text.strip(),
        "kind": values.kind,
        "level": values.level,
        "lead_id": values.lead,
        "start": values.start,
        "end": values.end,
        "place": values.place.strip(),
        "participants": values.participants.strip(),
    }


def _check(activity: Activity, values: ActivityValues, *, led_anew: bool = True) -> None:
    check_columns(activity)
    if not values.partners:
        raise InvalidValuesError({"partners": [_("An activity has at least one partner.")]})
    if values.end is not None and values.end < values.start:
        raise InvalidValuesError({"end": [_("It cannot end before it starts.")]})
    check_current("lead", [values.lead] if values.lead and led_anew else [])


def _link(activity: Activity, values: ActivityValues) -> None:
    activity.partners.set(rows_of("partners", Partner, values.partners))


def _tell_documents(activity: Activity, change: list[int | None], *, by: Viewer) -> None:
    save(activity)
    tell(activity, "document", by=by, changes={"documents": change})
