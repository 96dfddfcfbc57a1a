"""What one side asks of the other."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Partner
from chancery.register.models.records import Mergeable, quoted_from_a_document


class PartnerRequest(Mergeable):
    """One side asks the other to do something, not yet agreed."""

    class Direction(models.TextChoices):
        """Who asks."""

        OURS = "ours", _("ours")
        THEIRS = "theirs", _("theirs")

    class State(models.TextChoices):
        """Whether it has been answered."""

        OPEN = "open", _("open")
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("declined")

    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="requests")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    due = models.DateField(_("due date"), null=True, blank=True)
    due_text = models.CharField(_("due, as written"), max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [quoted_from_a_document("request")]
