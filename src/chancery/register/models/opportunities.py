"""What could be won with a partner."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Partner
from chancery.register.models.cases import Case, dated_with_its_step
from chancery.register.models.records import quoted_from_a_document


class Opportunity(Case):
    """An opening with a partner, with an owner and a stage of its pipeline.

    ``lead`` and ``person`` own it. The value is an estimate of somebody: it bears its currency, the
    day and the source, or is not there.
    """

    class Kind(models.TextChoices):
        """What could be won."""

        TRADE = "trade", _("trade")
        INVESTMENT = "investment", _("investment")
        ODA = "oda", _("ODA")
        LABOUR = "labour", _("labour")
        TECHNOLOGY = "technology", _("technology")
        OTHER = "other", _("other")

    class State(models.TextChoices):
        """The pipeline; the moves between the stages are ``cases.rules.OPPORTUNITY_MOVES``."""

        SPOTTED = "spotted", _("spotted")
        CHECKED = "checked", _("checked")
        PURSUED = "pursued", _("pursued")
        WON = "won", _("won")
        LOST = "lost", _("lost")
        DROPPED = "dropped", _("dropped")

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="opportunities", verbose_name=_("partner")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    state = models.CharField(_("stage"), max_length=10, choices=State, default=State.SPOTTED)
    firms = models.TextField(_("firms and localities concerned"), blank=True)
    amount = models.DecimalField(
        _("estimated value"), max_digits=20, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    valued_on = models.DateField(_("day of the estimate"), null=True, blank=True)
    value_source = models.CharField(_("source of the estimate"), max_length=250, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        verbose_name_plural = _("opportunities")
        constraints: ClassVar = [
            quoted_from_a_document("opportunity"),
            dated_with_its_step("opportunity"),
            models.CheckConstraint(
                condition=Q(
                    amount__isnull=True, currency="", valued_on__isnull=True, value_source=""
                )
                | (
                    Q(amount__gt=0, valued_on__isnull=False)
                    & ~Q(currency="")
                    & ~Q(value_source="")
                ),
                name="opportunity_value_with_its_source",
            ),
        ]
