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
from chancery.register.actions.recording import claim, kind_of, save
from chancery.register.contacts import queries, rules
from chancery.register.merging import KIND, behind, key_of
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
    same = [row, *(claim(one) for one in behind(row))]
    names, placeholder = {one.text for one in same}, _("erased person")
    for one in same:
        _blank(one, placeholder, by)
    told = _take_out(same, names, placeholder)
    keys = [one.pk for one in same]
    purge_values(
        by=by.key, kind="contact", keys=[*keys], action="contact.erase", reason=reason.strip()
    )
    words = _("A person who was met was erased.")
    if told:
        purge_values(
            by=by.key, kind="interaction", keys=[*told], action="interaction.empty", reason=words
        )
    _forget_mergers([*same, *Interaction.objects.filter(pk__in=told)], by, words)
    return row


def _blank(row: Contact, placeholder: str, by: Viewer) -> None:
    row.text = placeholder
    for field in _BLANK:
        setattr(row, field, "")
    row.quote_start = row.quote_end = row.basis_on = row.kept_until = None
    row.erased_at, row.erased_by = timezone.now(), by.user
    save(row)


def _forget_mergers(rows: list[Contact | Interaction], by: Viewer, reason: str) -> None:
    """What history keeps of mergers holds what was taken over: words of the one that goes."""
    merged = [key_of(kind_of(row), row.pk) for row in rows if row.merged_into_id]
    if merged:
        keys: list[object] = [*merged]
        purge_values(by=by.key, kind=KIND, keys=keys, action="merge.empty", reason=reason)


def _take_out(same: list[Contact], names: set[str], placeholder: str) -> list[int]:
    """Take a person's names out of the notes of the meetings, those too that were merged into one.

    Gives those whose history still tells of the person.
    """
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)
    met = Interaction.objects.filter(contacts__in=same).distinct()
    rows = {one.pk: one for row in met for one in (row, *behind(row))}
    told: list[int] = []
    for row in Interaction.objects.select_for_update().filter(pk__in=rows):
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
    own = events_of("interaction", row.pk)
    for event in (*own, *events_of(KIND, key_of("interaction", row.pk))):
        beside = getattr(event, "values_beside", None)
        kept = beside and f"{beside.reason} {json.dumps(beside.changes, ensure_ascii=False)}"
        if kept and pattern.search(kept):
            return True
    return False
