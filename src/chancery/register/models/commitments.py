"""What was undertaken, and by whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Partner, Sector
from chancery.people.models import Unit
from chancery.register.models.agreements import Agreement
from chancery.register.models.records import Mergeable, quoted_from_a_document


class CommitmentState(models.TextChoices):
    """Where an undertaking stands: the verdicts of a review."""

    OPEN = "open", _("open")
    DONE = "done", _("done")
    CONTINUED = "continued", _("continued")
    AMENDED = "amended", _("amended")
    STOPPED = "stopped", _("stopped")
    HANDED_UP = "handed_up", _("handed up")
    SUPERSEDED = "superseded", _("superseded")


class Commitment(Mergeable):
    """One undertaking with its parties, signed or stated."""

    state = models.CharField(
        _("state"), max_length=12, choices=CommitmentState, default=CommitmentState.OPEN
    )
    parties = models.ManyToManyField(
        Partner, through="CommitmentParty", related_name="commitments", verbose_name=_("parties")
    )
    sectors = models.ManyToManyField(
        Sector, related_name="commitments", blank=True, verbose_name=_("sectors")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    counterpart = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="counterparts"
    )
    lead = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="led_commitments"
    )
    coordinating = models.ManyToManyField(
        Unit, related_name="coordinated_commitments", blank=True, verbose_name=_("coordinating")
    )
    due = models.DateField(_("due date"), null=True, blank=True)
    due_text = models.CharField(_("due, as written"), max_length=120, blank=True)
    deliverable = models.CharField(_("deliverable"), max_length=250, blank=True)
    discrete = models.BooleanField(_("discrete"), default=False)
    measurable = models.BooleanField(_("measurable"), default=False)
    inferred = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = [F("due").asc(nulls_last=True), "reference"]
        constraints: ClassVar = [quoted_from_a_document("commitment")]


class CommitmentParty(models.Model):
    """A party of a commitment, and whether it is one of those who undertake."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="sides")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="undertakings")
    undertakes = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "partner"], name="commitment_party_once")
        ]

    def __str__(self) -> str:
        return self.partner_id
