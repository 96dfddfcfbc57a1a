"""Units, missions and who holds their offices."""

from __future__ import annotations

from typing import ClassVar

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
