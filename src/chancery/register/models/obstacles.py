"""What blocks cooperation with a partner."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Partner
from chancery.register.models.records import Record, quoted_from_a_document


class Obstacle(Record):
    """Something that blocks cooperation with a partner."""

    class State(models.TextChoices):
        """Whether it still blocks."""

        OPEN = "open", _("open")
        RESOLVED = "resolved", _("resolved")

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="obstacles")
    area = models.CharField(_("area"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [quoted_from_a_document("obstacle")]
