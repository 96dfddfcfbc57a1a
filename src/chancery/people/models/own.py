"""What a person keeps for themselves: what they follow, saved views, keys for programs."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.people.models.units import Unit
from chancery.people.models.users import User


class Follow(models.Model):
    """A record or partner whose changes a person wants to see on their Today page.

    Kind and key are plain, as history has them: what is gone or no longer theirs is not shown.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    since = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-since", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "kind", "key"], name="follow_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.key}"


class SavedView(models.Model):
    """The filters, order and columns of a list under a name; shared where a unit is named."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("shared with"),
    )
    page = models.CharField(_("page"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=2000, blank=True)
    is_default = models.BooleanField(_("shown first"), default=False)
    created_at = models.DateTimeField()
    told_to = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    """Of a search: up to which step of history its maker was told what is new; None: is not told."""

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="saved_view_once"),
            models.UniqueConstraint(
                fields=["user", "page"],
                condition=Q(is_default=True),
                name="saved_view_one_default",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tells(self) -> bool:
        """Its maker is told what is new in it."""
        return self.told_to is not None


class Token(models.Model):
    """A secret address or key that acts for a person without signing in; revocable.

    Only its SHA-256 is kept. ``scopes`` are words of ``people.tokens.SCOPES``; a calendar's has
    none but its own.
    """

    class Kind(models.TextChoices):
        """What it opens."""

        CALENDAR = "calendar", _("calendar address")
        API = "api", _("key for a program")

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=80, blank=True)
    scopes = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.name}"

    def opens_at(self, moment: datetime) -> bool:
        """Not revoked and not expired."""
        return self.revoked_at is None and (self.expires_at is None or moment < self.expires_at)


class Answered(models.Model):
    """A form that was acted on, by the key it carried: sent twice, it is acted on once."""

    key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    said = models.CharField(max_length=500, blank=True)
    onward = models.CharField(max_length=500)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
