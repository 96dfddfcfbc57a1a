"""References that people say aloud: CK-2026-0147."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from chancery.register.models import Numbering

COMMITMENT, REQUEST, OBSTACLE, ACTIVITY, OPPORTUNITY = "CK", "YC", "VM", "HD", "CH"
PROJECT, FTA_USE = "DA", "UD"
UPGRADE = "NC"
MECHANISM, INITIATIVE = "CC", "SK"
CONTACT, INTERACTION = "DM", "TX"


@transaction.atomic
def next_reference(prefix: str) -> str:
    """The next reference of this year: always higher than any before, never given out twice.

    It belongs to the transaction of the record it names: one that is rolled back gives its number
    back, one that is withdrawn leaves a gap. Nothing may count on there being no gaps.
    """
    return next_references(prefix, 1)[0]


@transaction.atomic
def next_references(prefix: str, number: int) -> list[str]:
    """So many of them in a row, for records written together."""
    year = timezone.localdate().year
    row, _made = Numbering.objects.select_for_update().get_or_create(prefix=prefix, year=year)
    first = row.last + 1
    row.last += number
    row.save(update_fields=["last"])
    return [str(Numbering(prefix=prefix, year=year, last=n)) for n in range(first, row.last + 1)]
