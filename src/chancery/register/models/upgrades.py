"""What the upgrade of a relationship contains."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Partner, RelationshipLevel, Sector
from chancery.people.models import Unit
from chancery.register.models.commitments import Commitment
from chancery.register.models.records import Mergeable, quoted_from_a_document


class Pillar(models.TextChoices):
    """The parts into which joint statements on an upgrade divide a relationship."""

    POLITICS = "politics", _("politics and diplomacy")
    DEFENCE = "defence", _("defence and security")
    ECONOMY = "economy", _("economy, trade and investment")
    SCIENCE = "science", _("science, technology and innovation")
    GREEN = "green", _("energy, environment and green growth")
    SOCIETY = "society", _("education, culture, labour and people")
    REGION = "region", _("regional and multilateral cooperation")


class Upgrade(Mergeable):
    """One thing that the upgrade of a relationship contains: what is done anew under a pillar.

    ``text`` is what the two sides said. ``before`` is how it stood until then, ``after`` how it
    stands since ``after_on``; how far it is delivered is counted from its commitments.
    """

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="upgrades", verbose_name=_("partner")
    )
    level = models.ForeignKey(
        RelationshipLevel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="upgrades",
        verbose_name=_("relationship level"),
    )
    pillar = models.CharField(_("pillar"), max_length=12, choices=Pillar)
    sectors = models.ManyToManyField(
        Sector, related_name="upgrades", blank=True, verbose_name=_("sectors")
    )
    actions = models.TextField(_("actions"), blank=True)
    before = models.TextField(_("before the upgrade"), blank=True)
    after = models.TextField(_("since the upgrade"), blank=True)
    after_on = models.DateField(_("as of"), null=True, blank=True)
    lead = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_upgrades",
        verbose_name=_("lead"),
    )
    commitments = models.ManyToManyField(
        Commitment, related_name="upgrades", blank=True, verbose_name=_("commitments")
    )

    class Meta:
        verbose_name = _("content of an upgrade")
        verbose_name_plural = _("contents of upgrades")
        ordering: ClassVar = ["partner", "pillar", "reference"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(after="", after_on__isnull=True)
                | (~Q(after="") & Q(after_on__isnull=False)),
                name="upgrade_after_has_its_day",
            ),
            quoted_from_a_document("upgrade"),
        ]
