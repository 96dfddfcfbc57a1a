"""Writing contacts. E-mail, telephone and address never go into history, only that they changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import purge_values
from chancery.partners.models import Sector
from chancery.people.access import Viewer
from chancery.register import rules as register_rules
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    claim,
    differences,
    name_units,
    placed,
    rows_of,
    save,
    tell,
    told_of_new,
)
from chancery.register.contacts import queries, rules
from chancery.register.contacts.likeness import hidden_twins
from chancery.register.contacts.merging import SOMETHING, UNTOLD
from chancery.register.contacts.values import ContactValues
from chancery.register.errors import InvalidValuesError
from chancery.register.models import Contact
from chancery.register.numbering import CONTACT, next_reference
from chancery.register.values import BY_HAND, Guard, Source

LONGEST_NAME = 200


@transaction.atomic
def add_contact(
    *, values: ContactValues, guard: Guard, by: Viewer, source: Source = BY_HAND
) -> Contact:
    """Record somebody we know in a partner."""
    register_rules.check_can_add(by, guard.held_by)
    contact = Contact(**_columns(values), **placed(source, guard, by))
    contact.organisation = _organisation(contact, values, by)
    _check(contact, values)
    contact.reference = next_reference(CONTACT)
    contact.save()
    contact.sectors.set(rows_of("sectors", Sector, values.sectors))
    name_units(contact, guard.named_units)
    tell(contact, "add", by=by, changes=_told(told_of_new(values, source, guard)))
    _tell_owners_of_twins(contact, values, by)
    return contact


@transaction.atomic
def change_contact(
    *, contact: Contact, values: ContactValues, version: int, by: Viewer
) -> Contact:
    """Put ``values`` in the place of what the person saw as ``version``.

    An organisation that the person may not know of stays where none is named.
    """
    rules.check_can_keep(by, contact)
    row = claim(contact, version=version)
    rules.check_can_keep(by, row)
    before = queries.contact_values(row)
    for name, value in _columns(values).items():
        setattr(row, name, value)
    row.organisation = _organisation(row, values, by)
    _check(row, values)
    row.sectors.set(rows_of("sectors", Sector, values.sectors))
    changes = differences(before, queries.contact_values(row))
    if changes:
        save(row)
        tell(row, "change", by=by, changes=_told(changes))
    return row


@transaction.atomic
def set_basis(*, contact: Contact, basis: str, on: date | None, means: str, by: Viewer) -> Contact:
    """On what basis a person is kept from now on, or that consent was withdrawn."""
    row = claim(contact)
    rules.check_can_set_basis(by, row)
    before = queries.contact_values(row)
    row.basis, row.basis_on, row.basis_means = basis, on, means.strip()
    if basis != Contact.Basis.WITHDRAWN:
        rules.check_contact(queries.contact_values(row))
    elif on is None or on > timezone.localdate():
        raise InvalidValuesError({"basis_on": [_("Say on which day it was withdrawn.")]})
    check_columns(row)
    save(row)
    changes = differences(before, queries.contact_values(row))
    verb = "withdrawn" if basis == Contact.Basis.WITHDRAWN else "basis"
    tell(row, verb, by=by, changes=changes)
    return row


@transaction.atomic
def review_contact(*, contact: Contact, kept_until: date | None, by: Viewer) -> Contact:
    """The person is still needed: keeping counts from today, or ends on the day given."""
    row = claim(contact)
    rules.check_can_review(by, row)
    today = timezone.localdate()
    if kept_until is not None and kept_until <= today:
        raise InvalidValuesError({"kept_until": [_("Name a day still to come, or none.")]})
    told = {
        "reviewed_on": [_iso(row.reviewed_on), _iso(today)],
        "kept_until": [_iso(row.kept_until), _iso(kept_until)],
    }
    row.reviewed_on, row.kept_until = today, kept_until
    save(row)
    tell(row, "review", by=by, changes=told)
    return row


@transaction.atomic
def withdraw_contact(*, contact: Contact, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake; of a person nothing stays in history but that it was."""
    row = claim(contact)
    register_rules.check_can_withdraw(by, row, first_state="", reason=reason)
    key, is_person = row.pk, row.kind == Contact.Kind.PERSON
    tell(row, "withdraw", by=by, changes={}, reason=reason)
    row.delete()
    if is_person:
        words = _("A contact recorded by mistake was taken back.")
        purge_values(by=by.key, kind="contact", keys=[key], action="contact.empty", reason=words)


def _columns(values: ContactValues) -> dict[str, Any]:
    return {
        "text": " ".join(values.text.split()),
        "kind": values.kind,
        "partner_id": values.partner,
        "office": values.office.strip(),
        "languages": values.languages.strip(),
        "email": values.email.strip(),
        "telephone": values.telephone.strip(),
        "address": values.address.strip(),
        "basis": values.basis,
        "basis_on": values.basis_on,
        "basis_means": values.basis_means.strip(),
        "kept_until": values.kept_until,
    }


def _check(contact: Contact, values: ContactValues) -> None:
    check_columns(contact)
    if len(contact.text) > LONGEST_NAME:
        words = _("At most %(n)s letters: this is a name.") % {"n": LONGEST_NAME}
        raise InvalidValuesError({"text": [words]})
    rules.check_contact(values)


def _organisation(contact: Contact, values: ContactValues, by: Viewer) -> Contact | None:
    """The agency, firm or association named, as far as the person may know of it."""
    known = queries.contacts(by).exclude(kind=Contact.Kind.PERSON)
    if not values.organisation:
        hidden = contact.organisation
        return hidden if hidden and not known.filter(pk=hidden.pk).exists() else None
    if contact.organisation and contact.organisation.reference == values.organisation:
        return contact.organisation
    found = known.filter(reference=values.organisation, partner=values.partner).first()
    if found is None:
        words = _("Name an agency, firm or association of the same partner.")
        raise InvalidValuesError({"organisation": [words]})
    return found


def _told(changes: Changes) -> Changes:
    """What history keeps of them: of how a person is reached only that something is there."""
    return {
        name: [SOMETHING if value else "" for value in pair] if name in UNTOLD else pair
        for name, pair in changes.items()
    }


def _tell_owners_of_twins(contact: Contact, values: ContactValues, by: Viewer) -> None:
    """Who keeps what may be the same is told, where the person may not know of it."""
    for twin in hidden_twins(by, values):
        if twin.pk != contact.pk:
            tell(twin, "twin", by=by, changes={"held_by": [None, contact.held_by_id]})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
