"""Partners, blocs and members, relationship levels, sectors: tables filled from the pack."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Named(models.Model):
    """A row with a name in both languages, a source, and whether it has been checked."""

    name_vi = models.CharField(_("name in Vietnamese"), max_length=250)
    name_en = models.CharField(_("name in English"), max_length=250)
    source = models.CharField(_("source"), max_length=250, blank=True)
    verified = models.BooleanField(_("checked"), default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_vi


class Partner(Named):
    """A country, territory, bloc or organisation. The home country is one of them."""

    class Kind(models.TextChoices):
        """What a partner is."""

        COUNTRY = "country", _("country")
        TERRITORY = "territory", _("territory")
        BLOC = "bloc", _("bloc")
        ORGANISATION = "organisation", _("organisation")

    code = models.CharField(_("code"), primary_key=True, max_length=20)
    iso3 = models.CharField(_("ISO 3166 alpha-3"), max_length=3, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    is_home = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name_vi"]


class BlocMembership(models.Model):
    """A partner's membership of a bloc, with its days."""

    bloc = models.ForeignKey(Partner, models.CASCADE, related_name="members")
    member = models.ForeignKey(Partner, models.CASCADE, related_name="blocs")
    start = models.CharField(max_length=10, blank=True)
    end = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bloc", "member", "start"], name="bloc_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.bloc_id}"


class RelationshipLevel(models.Model):
    """One period of a relationship: level, since when, and what the upgrade contained.

    ``start`` and ``end`` are ISO with the precision that is known: 2022, 2022-12, 2022-12-05.
    """

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="levels")
    level = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField()
    name_vi = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    start = models.CharField(max_length=10, blank=True)
    end = models.CharField(max_length=10, blank=True)
    note_vi = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    source = models.CharField(max_length=250, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-start"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partner", "level", "start"], name="relationship_level_once"
            )
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_vi


class Sector(Named):
    """A sector of cooperation, marked traditional or new growth driver."""

    class Driver(models.TextChoices):
        """Which kind of growth the sector drives."""

        TRADITIONAL = "traditional", _("traditional driver")
        NEW = "new", _("new driver")

    code = models.SlugField(primary_key=True, max_length=40)
    driver = models.CharField(max_length=12, choices=Driver)

    class Meta:
        ordering: ClassVar = ["name_vi"]
