"""What every record of the register and of work has: a number, a source, protection."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Document, Protected
from chancery.people.models import User


class Numbering(models.Model):
    """The last number given out, by prefix and year: references such as CK-2026-0147."""

    prefix = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prefix", "year"], name="numbering_once")
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:04d}"


class Sourced(models.Model):
    """Where a record comes from: a quote with its place in a document, or a person's own entry.

    The quote is kept on the record because those who may see the record may see it, and no more
    of the document.
    """

    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    quote = models.TextField(_("source quote"), blank=True)
    quote_start = models.PositiveIntegerField(null=True, blank=True)
    quote_end = models.PositiveIntegerField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("recorded"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Record(Protected, Sourced):
    """What every numbered record of the register and of work has."""

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    text = models.TextField(_("content"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.reference} {self.text}"


def quoted_from_a_document(record: str) -> models.CheckConstraint:
    """A quote, and a place for it, only with the document; both ends of the place or none."""
    unplaced = Q(quote_start__isnull=True, quote_end__isnull=True)
    both = Q(quote_start__isnull=False, quote_end__isnull=False)
    placed = both & Q(quote_end__gt=F("quote_start"))
    return models.CheckConstraint(
        condition=(unplaced & Q(quote="")) | (Q(document__isnull=False) & (unplaced | placed)),
        name=f"{record}_quoted_from_a_document",
    )


class Mergeable(Record):
    """A record that may turn out to be another one: it is kept, hidden, and leads to that.

    ``people.access.visible`` leaves merged ones out; what hung on one hangs on the other.
    """

    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )

    class Meta:
        abstract = True
