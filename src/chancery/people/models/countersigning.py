"""What an administrator asked for and somebody else has to confirm."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.people.models.users import User


class Countersign(models.Model):
    """One act of an administrator that could open content to its doer: done once somebody else
    confirms it. ``values`` are what the act takes; ``user`` is the person it concerns, if any.
    """

    class What(models.TextChoices):
        """The act."""

        POST = "post", _("post")
        EMAIL = "email", _("change of an e-mail address")
        RESET = "reset", _("link for a new password")
        MAIL = "mail", _("mail settings or address of this system")

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("waiting")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")

    what = models.CharField(max_length=10, choices=What)
    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="countersigns"
    )
    values = models.JSONField(default=dict)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True, decided_by="")
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="countersign_decided_with_day",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=models.F("decided_by")) | Q(state="refused"),
                name="countersign_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.user_id or ''} {self.state}"
