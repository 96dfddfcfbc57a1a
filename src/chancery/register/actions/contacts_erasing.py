"""Erasing a person: from the contact, from what was written of meetings, and from history."""

from __future__ import annotations

import json
import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import purge_values
from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.register.actions.recording import claim, save
from chancery.register.contacts import queries, rules
from chancery.register.models import Contact, Interaction

_BLANK = ("email", "telephone", "address", "office", "languages", "basis_means", "quote")
_WORDS = ("text", "theirs", "people", "place", "summary", "next_step", "quote")


@transaction.atomic
def erase_contact(*, contact: Contact, reason: str, by: Viewer) -> Contact:
    """Leave of a person only with whom they met, and when; history loses their values too.

    Where the notes of a meeting name the person, the name is taken out there as well. The reason
    must not repeat what is erased.
    """
    row = claim(contact)
    known = queries.with_days(by, Contact.objects.filter(pk=row.pk)).get()
    rules.check_can_erase(by, known, reason)
    name, placeholder = row.text, _("erased person")
    row.text = placeholder
    for field in _BLANK:
        setattr(row, field, "")
    row.quote_start = row.quote_end = row.basis_on = row.kept_until = None
    row.erased_at, row.erased_by = timezone.now(), by.user
    save(row)
    told = _take_out(row, name, placeholder)
    purge_values(
        by=by.key, kind="contact", keys=[row.pk], action="contact.erase", reason=reason.strip()
    )
    if told:
        words = _("A person who was met was erased.")
        purge_values(
            by=by.key, kind="interaction", keys=told, action="interaction.empty", reason=words
        )
    return row


def _take_out(contact: Contact, name: str, placeholder: str) -> list[object]:
    """Take a name out of the notes of its meetings; those whose history still tells of it."""
    pattern = re.compile(re.escape(name), re.IGNORECASE)
    told: list[object] = []
    for row in Interaction.objects.select_for_update().filter(contacts=contact):
        named = [field for field in _WORDS if pattern.search(getattr(row, field))]
        for field in named:
            setattr(row, field, pattern.sub(placeholder, getattr(row, field)))
        if "quote" in named:
            row.quote, row.quote_start, row.quote_end = "", None, None
        if named:
            save(row)
        if named or _history_names(row, pattern):
            told.append(row.pk)
    return told


def _history_names(row: Interaction, pattern: re.Pattern[str]) -> bool:
    for event in events_of("interaction", row.pk):
        beside = getattr(event, "values_beside", None)
        kept = beside and f"{beside.reason} {json.dumps(beside.changes, ensure_ascii=False)}"
        if kept and pattern.search(kept):
            return True
    return False
