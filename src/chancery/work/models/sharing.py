"""What other missions do too, of a proposal that was shared with them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chancery.people.models import Unit, User
from chancery.work.models.tasks import Proposal


class ProposalEcho(models.Model):
    """A mission says that it does this too, and how."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="echoes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("mission"))
    note = models.TextField(_("note"), blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mission that does it too")
        verbose_name_plural = _("missions that do it too")
        ordering: ClassVar = ["written_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "unit"], name="proposal_echo_once")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.unit_id}"
