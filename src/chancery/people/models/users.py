"""People who sign in, and their posts."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from chancery.people.models.units import Unit


class UserManager(BaseUserManager["User"]):
    """Makes users; the rest of the writing is in ``actions``."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Sign-in names are not case-sensitive."""
        return self.get(username=(username or "").lower())


class Digest(models.TextChoices):
    """How a person is told what waits for them."""

    DAILY = "daily", _("one e-mail each working day")
    WEEKLY = "weekly", _("one e-mail a week, on Monday")
    OFF = "off", _("none: I look at the Today page")


class User(AbstractBaseUser):
    """A person who signs in. What they may do comes from their posts alone."""

    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    title_vi = models.CharField(_("title in Vietnamese"), max_length=120, blank=True)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="vi")
    digest = models.CharField(
        _("reminders by e-mail"), max_length=10, choices=Digest, default=Digest.DAILY
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    leaves_on = models.DateField(_("leaves on"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo person"), default=False)
    about_vi = models.CharField(max_length=250, blank=True)
    about_en = models.CharField(max_length=250, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = UserManager()

    class Meta:
        ordering: ClassVar = ["full_name"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def may_sign_in(self) -> bool:
        """Not closed, and the day of leaving has not come."""
        gone = self.leaves_on is not None and timezone.localdate() >= self.leaves_on
        return self.is_active and not gone

    def has_perms(self, perm_list: Any, obj: Any = None) -> bool:
        """No permission comes from Django's tables: rules and posts decide."""
        return False


class Role(models.TextChoices):
    """What a person is in a unit."""

    HEAD = "head", _("head of unit")
    OFFICER = "officer", _("officer")
    READER = "reader", _("reader")
    CLERK = "clerk", _("records clerk")
    ADMINISTRATOR = "administrator", _("administrator")
    AUDITOR = "auditor", _("auditor")


class Post(models.Model):
    """A person's role in a unit, with its days. Ended posts stay: history refers to them."""

    user = models.ForeignKey(User, models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=14, choices=Role)
    acting = models.BooleanField(_("acting"), default=False)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["start"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=models.F("start")),
                name="post_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(end__isnull=True),
                name="post_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"

    @property
    def role_name(self) -> str:
        """The role as it is said: somebody who stands in for a head is acting head."""
        if self.acting:
            return pgettext("role", "acting head of unit")
        return str(self.get_role_display())

    def runs_on(self, day: date) -> bool:
        """True when the post is held on ``day``; from the day on which it ends it is not."""
        return self.start <= day and (self.end is None or day < self.end)
