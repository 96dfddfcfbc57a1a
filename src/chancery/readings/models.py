"""What the reader found in a document, and what persons decided about it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chancery.documents.models import Document
from chancery.people.models import User


class RecordType(models.TextChoices):
    """The findings that a person confirms."""

    COMMITMENT = "COMMITMENT", _("commitment")
    TASK = "TASK", _("task")
    REQUEST = "REQUEST", _("request")
    SHORTCOMING = "SHORTCOMING", _("shortcoming")
    RESULT = "RESULT", _("result")


class ReadingRun(models.Model):
    """One reading of one document by one version of the reader.

    ``mentions`` holds the names, dates and figures found, as the reader's JSON: they fill fields
    and mark the text, and nobody confirms them.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="readings")
    reader_version = models.CharField(max_length=40)
    read_at = models.DateTimeField()
    mentions = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-read_at"]

    def __str__(self) -> str:
        return f"{self.document_id} by {self.reader_version}"


class Finding(models.Model):
    """A record found: as the reader had it, and as a person corrected it.

    ``start``, ``end``, ``quote``, ``type``, ``fields`` are the reader's and never change;
    ``corrected`` holds what a person put in their place (same names). A finding that a person
    added by selecting text has no run.
    """

    class State(models.TextChoices):
        """Where the finding stands."""

        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", pgettext_lazy("finding", "accepted")
        CORRECTED = "corrected", _("accepted with corrections")
        REFUSED = "refused", _("refused")

    document = models.ForeignKey(Document, models.CASCADE, related_name="findings")
    run = models.ForeignKey(
        ReadingRun, models.CASCADE, null=True, blank=True, related_name="findings"
    )
    type = models.CharField(_("type"), max_length=12, choices=RecordType)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField(_("quote"))
    zone = models.CharField(max_length=20, blank=True)
    fields = models.JSONField(default=dict)
    rule = models.CharField(_("rule"), max_length=80, blank=True)
    why = models.CharField(_("why"), max_length=250, blank=True)
    confidence = models.FloatField(_("confidence"))
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WAITING, db_index=True
    )
    corrected = models.JSONField(null=True, blank=True)
    refusal_reason = models.CharField(_("reason"), max_length=250, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["start", "end", "id"]
        indexes: ClassVar = [models.Index(fields=["document", "state"], name="finding_state")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="finding_span"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (
                    ~Q(state="waiting") & Q(decided_by__isnull=False) & Q(decided_at__isnull=False)
                ),
                name="finding_decided_by_with_decided_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.start}-{self.end} of {self.document_id}"

    @property
    def is_sure(self) -> bool:
        """Above the reader's default confidence; the others are candidates."""
        return self.confidence >= 0.5


class MadeRecord(models.Model):
    """A record made from a finding, by plain key: later packages are not known here."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="made")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key", "finding"], name="made_record_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
