"""What is to be told to whom, and whether it was delivered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.people.models import User


class Notice(models.Model):
    """One message to one person. Written in the transaction of what it tells of.

    ``key`` names the occasion: posting the same key to the same person again adds nothing. The
    body goes away once it may not be needed any more; subject and state stay.
    """

    class State(models.TextChoices):
        """Where the delivery stands."""

        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        KEPT = "kept", _("kept here, no mail")

    to = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name=_("to"))
    address = models.EmailField(_("e-mail"), blank=True)
    kind = models.CharField(_("kind"), max_length=30)
    key = models.CharField(_("occasion"), max_length=120)
    language = models.CharField(_("language"), max_length=5, default="vi")
    subject = models.CharField(_("subject"), max_length=250)
    body = models.TextField(_("body"))
    link = models.CharField(_("address"), max_length=250, blank=True)
    created_at = models.DateTimeField(_("written"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=500, blank=True)
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["to", "key"], name="notice_once"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="notice_sent_with_sent_at",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "next_attempt_at"], name="notice_waiting")
        ]

    def __str__(self) -> str:
        return self.subject
