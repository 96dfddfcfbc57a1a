"""Agreements between partners, with their stages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Document, Protected
from chancery.partners.models import Partner


class Agreement(Protected):
    """A treaty (binding in international law) or an arrangement (not), with its stages."""

    class Kind(models.TextChoices):
        """The 2020 law's division."""

        TREATY = "treaty", _("treaty")
        ARRANGEMENT = "arrangement", _("international arrangement")

    key = models.SlugField(_("key"), primary_key=True, max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    type = models.CharField(_("type"), max_length=30, blank=True)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    short = models.CharField(_("abbreviation"), max_length=40, blank=True)
    parties = models.ManyToManyField(Partner, related_name="agreements", verbose_name=_("parties"))
    documents = models.ManyToManyField(Document, related_name="agreements", blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    verified = models.BooleanField(_("checked"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["name_vi"]

    def __str__(self) -> str:
        return (self.name_en if get_language() == "en" else self.name_vi) or self.name_vi


class Stage(models.TextChoices):
    """The life of an agreement."""

    PROPOSED = "proposed", _("proposed")
    NEGOTIATING = "negotiating", _("under negotiation")
    SIGNED = "signed", _("signed")
    RATIFIED = "ratified", _("ratified")
    IN_FORCE = "in_force", _("in force")
    EXPIRED = "expired", _("expired")
    TERMINATED = "terminated", _("terminated")


class AgreementStage(models.Model):
    """A stage reached, on a day known as exactly as it is: 2019, 2019-06, 2019-06-30."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=12, choices=Stage)
    date = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering: ClassVar = ["date", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "stage"], name="agreement_stage_once")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.stage} {self.date}"
