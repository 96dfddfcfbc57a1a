"""The one table of mails that came in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Document
from chancery.people.models import User


class Mail(models.Model):
    """A mail that came into the mailbox, and what became of it.

    ``key`` is its Message-ID, or the digest of its bytes where it has none; ``sender`` the bare
    address. The letter itself stays in the mailbox. Of a paper refused for its mark of secrecy not
    even the subject is kept.
    """

    class State(models.TextChoices):
        """What became of it."""

        TAKEN = "taken", _("taken in")
        STRANGER = "stranger", _("waits for a clerk")
        PASSED_OVER = "passed_over", _("passed over: sent by a machine")
        DISMISSED = "dismissed", _("dismissed")
        SECRET = "secret", _("refused for its mark")
        FAILED = "failed", _("could not be taken in")

    key = models.CharField(max_length=250, unique=True)
    sender = models.CharField(_("from"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    came_at = models.DateTimeField(_("came"))
    state = models.CharField(_("state"), max_length=12, choices=State)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="mails", verbose_name=_("of")
    )
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="mails"
    )
    told = models.JSONField(_("what became of it"), default=list)
    """Lines, in the language of the person who sent it."""

    class Meta:
        ordering: ClassVar = ["-came_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["state", "-came_at"], name="mail_in_state")]

    def __str__(self) -> str:
        return self.subject or self.key
