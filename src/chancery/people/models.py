"""Units, missions, office-holders, users and roles."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What a unit is."""

    PARTY = "party", _("Party body")
    ASSEMBLY = "assembly", _("National Assembly body")
    PRESIDENCY = "presidency", _("Presidency")
    GOVERNMENT = "government", _("Government")
    PRIME_MINISTER = "prime_minister", _("Prime Minister")
    COMMITTEE = "committee", _("Committee")
    GOVERNMENT_OFFICE = "government_office", _("Government Office")
    MINISTRY = "ministry", _("Ministry")
    AGENCY = "agency", _("Agency")
    COURT = "court", _("Court or procuracy")
    DEPARTMENT = "department", _("Department")
    MISSION = "mission", _("Mission")
    TRADE_OFFICE = "trade_office", _("Trade office")
    PROVINCE = "province", _("Province")
    ENTERPRISE = "enterprise", _("Enterprise")
    ASSOCIATION = "association", _("Association")
    OTHER = "other", _("Other body")


class Unit(models.Model):
    """A committee, ministry, department, mission, province: whoever can owe or assign work.

    Two ties: ``belongs_to`` (whose it is) and ``sits_in`` (where it sits): a trade office sits in
    a mission and belongs to a ministry. A merged unit keeps its history and names its successor.
    """

    key = models.SlugField(_("key"), primary_key=True, max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=250)
    name_en = models.CharField(_("name in English"), max_length=250)
    short = models.CharField(_("abbreviation"), max_length=60, blank=True)
    belongs_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="own_units"
    )
    sits_in = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="guests"
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    start = models.CharField(_("since"), max_length=10, blank=True)
    end = models.CharField(_("until"), max_length=10, blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    verified = models.BooleanField(_("checked"), default=False)

    class Meta:
        ordering: ClassVar = ["name_vi"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_vi

    @property
    def is_current(self) -> bool:
        """Not ended and not merged into another."""
        return self.successor_id is None and not self.end


class UnitName(models.Model):
    """A name a unit bore, with its days: renamed units are found under every one."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name_vi = models.CharField(max_length=250)
    name_en = models.CharField(max_length=250, blank=True)
    short = models.JSONField(default=list)
    start = models.CharField(max_length=10, blank=True)
    end = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering: ClassVar = ["start"]

    def __str__(self) -> str:
        return self.name_vi


class Area(models.Model):
    """A partner that a mission covers (địa bàn): its host, or one it is accredited to."""

    class Role(models.TextChoices):
        """Why the mission covers the partner."""

        HOST = "host", _("host")
        ACCREDITED = "accredited", _("accredited")

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="area")
    partner = models.ForeignKey("partners.Partner", models.PROTECT, related_name="covered_by")
    role = models.CharField(max_length=12, choices=Role)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "partner"], name="area_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.partner_id}"


class OfficeHolder(models.Model):
    """Who holds an office, from when to when; an acting head is marked so."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="office_holders")
    full_name = models.CharField(max_length=120)
    title_vi = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    acting = models.BooleanField(default=False)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-start"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=models.F("start")),
                name="office_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class UserManager(BaseUserManager["User"]):
    """Makes users; the rest of the writing is in ``actions``."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Sign-in names are not case-sensitive."""
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in. What they may do comes from their posts alone."""

    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    title_vi = models.CharField(_("title in Vietnamese"), max_length=120, blank=True)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="vi")
    is_active = models.BooleanField(_("may sign in"), default=True)
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

    def runs_on(self, day: date) -> bool:
        """True when the post is held on ``day``; from the day on which it ends it is not."""
        return self.start <= day and (self.end is None or day < self.end)
