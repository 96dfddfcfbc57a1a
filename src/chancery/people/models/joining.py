"""How a system begins and how people come into it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.people.models.users import User


class Invitation(models.Model):
    """A person is asked in: the link sets their password once, until it expires.

    Only the SHA-256 of the link's secret is kept. A password reset is one too.
    """

    class Purpose(models.TextChoices):
        """Why the link was made."""

        INVITE = "invite", _("invitation")
        RESET = "reset", _("password reset")

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    purpose = models.CharField(max_length=10, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_used_or_withdrawn",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.purpose}"


class Installation(models.Model):
    """The one row that says for whom this system runs, where its mail and its backups go.

    The mail password lies beside the database in the workspace, readable by its owner alone.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    pack = models.CharField(_("country pack"), max_length=40)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=250, blank=True)
    name_en = models.CharField(_("name in English"), max_length=250, blank=True)
    address = models.URLField(_("address of this system"), max_length=250, blank=True)
    mail_host = models.CharField(_("mail server"), max_length=250, blank=True)
    mail_port = models.PositiveIntegerField(_("port"), default=587)
    mail_security = models.CharField(
        _("security"),
        max_length=10,
        choices=[("starttls", "STARTTLS"), ("tls", "TLS"), ("none", _("none"))],
        default="starttls",
    )
    mail_user = models.CharField(_("user of the mail server"), max_length=250, blank=True)
    mail_from = models.EmailField(_("sender"), blank=True)
    backup_folder = models.CharField(_("folder for backups"), max_length=500, blank=True)
    set_up_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.pack
