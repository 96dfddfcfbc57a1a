"""Agreements between partners, with their stages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Document, Protected
from chancery.partners.models import Partner
from chancery.people.models import Unit, User


class Agreement(Protected):
    """A treaty (binding in international law) or an arrangement (not), with its stages.

    Days are ISO text, as exactly as they are known: a year, a month, a day; empty where not known.
    """

    class Kind(models.TextChoices):
        """The 2020 law's division."""

        TREATY = "treaty", _("treaty")
        ARRANGEMENT = "arrangement", _("international arrangement")

    class Renewal(models.TextChoices):
        """What happens when its term ends."""

        AUTOMATIC = "automatic", _("by itself, unless one side gives notice")
        NOTES = "notes", _("by exchange of notes")
        NONE = "none", _("not renewed")

    class NoticeIn(models.TextChoices):
        """In what the notice period is counted."""

        MONTHS = "months", _("months")
        DAYS = "days", _("days")

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
    lead = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_agreements",
        verbose_name=_("lead unit"),
    )
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person in charge"),
    )
    expires = models.CharField(_("term ends"), max_length=10, blank=True)
    renewal = models.CharField(_("renewal"), max_length=10, choices=Renewal, blank=True)
    renewal_months = models.PositiveSmallIntegerField(
        _("months of each renewal"), null=True, blank=True
    )
    notice = models.PositiveSmallIntegerField(_("notice period"), null=True, blank=True)
    notice_in = models.CharField(
        _("notice counted in"), max_length=6, choices=NoticeIn, default=NoticeIn.MONTHS
    )
    review_first = models.CharField(_("first review"), max_length=10, blank=True)
    review_months = models.PositiveSmallIntegerField(
        _("months between reviews"), null=True, blank=True
    )
    review_held = models.CharField(_("last review held"), max_length=10, blank=True)
    next_step = models.CharField(_("next step"), max_length=250, blank=True)
    next_step_on = models.DateField(_("day of the next step"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name_vi"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(renewal="automatic", renewal_months__gt=0)
                | (~Q(renewal="automatic") & Q(renewal_months__isnull=True)),
                name="agreement_renewed_for_some_months",
            ),
            models.CheckConstraint(
                condition=Q(review_months__isnull=True) | Q(review_months__gt=0),
                name="agreement_reviewed_every_some_months",
            ),
        ]

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


class AgreementLink(models.Model):
    """What a later agreement does to an earlier one; shown on both sides."""

    class Kind(models.TextChoices):
        """What it does."""

        AMENDS = "amends", _("amends")
        REPLACES = "replaces", _("replaces")
        IMPLEMENTS = "implements", _("implements")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    other = models.ForeignKey(Agreement, models.CASCADE, related_name="links_here")

    class Meta:
        ordering: ClassVar = ["kind", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "other"], name="agreement_link_once"
            ),
            models.CheckConstraint(
                condition=~Q(agreement=F("other")), name="agreement_not_linked_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.kind} {self.other_id}"
