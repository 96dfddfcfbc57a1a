"""ODA and investment projects, and their three ledgers."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Document
from chancery.partners.models import Partner, Sector
from chancery.people.models import Unit, User
from chancery.register.models.activities import Activity
from chancery.register.models.agreements import Agreement
from chancery.register.models.commitments import Commitment
from chancery.register.models.money import AmountField, RateField
from chancery.register.models.obstacles import Obstacle
from chancery.register.models.records import Mergeable, quoted_from_a_document


class ProjectStage(models.TextChoices):
    """How far a project has come."""

    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", pgettext_lazy("project", "approved")
    SIGNED = "signed", _("signed")
    RUNNING = "running", pgettext_lazy("project", "running")
    COMPLETED = "completed", pgettext_lazy("project", "completed")
    SUSPENDED = "suspended", pgettext_lazy("project", "suspended")
    CANCELLED = "cancelled", pgettext_lazy("project", "cancelled")


class Project(Mergeable):
    """What one side finances or invests in on the other; ``text`` is its Vietnamese name.

    Nothing of its money stands here: sums and rates are computed from its ledgers.
    """

    class Kind(models.TextChoices):
        """Whose money, on which terms, in which direction."""

        ODA_GRANT = "oda_grant", _("ODA grant")
        ODA_LOAN = "oda_loan", _("ODA loan")
        TECHNICAL = "technical", _("technical assistance")
        FDI_IN = "fdi_in", _("foreign investment here")
        FDI_OUT = "fdi_out", _("our investment abroad")
        OTHER = "other", pgettext_lazy("project", "other")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    state = models.CharField(
        _("stage"), max_length=12, choices=ProjectStage, default=ProjectStage.PROPOSED
    )
    partners = models.ManyToManyField(Partner, related_name="projects", verbose_name=_("partners"))
    agencies = models.CharField(_("agencies and firms"), max_length=300, blank=True)
    host = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_projects",
        verbose_name=_("host unit"),
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    sectors = models.ManyToManyField(
        Sector, related_name="projects", blank=True, verbose_name=_("sectors")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="projects"
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="projects"
    )
    commitments = models.ManyToManyField(
        Commitment, related_name="projects", blank=True, verbose_name=_("commitments")
    )
    obstacles = models.ManyToManyField(
        Obstacle, related_name="projects", blank=True, verbose_name=_("obstacles")
    )
    difficulties = models.TextField(_("difficulties"), blank=True)
    start_planned = models.DateField(_("planned start"), null=True, blank=True)
    end_planned = models.DateField(_("planned end"), null=True, blank=True)
    start_actual = models.DateField(_("actual start"), null=True, blank=True)
    end_actual = models.DateField(_("actual end"), null=True, blank=True)
    identifier = models.CharField(
        _("identifier elsewhere"), max_length=200, blank=True, db_index=True
    )
    run = models.CharField(max_length=16, blank=True, db_index=True)
    """The import that made it."""

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            quoted_from_a_document("project"),
            models.CheckConstraint(
                condition=Q(end_planned__isnull=True)
                | Q(start_planned__isnull=True)
                | Q(end_planned__gte=F("start_planned")),
                name="project_plans_to_end_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(end_actual__isnull=True)
                | Q(start_actual__isnull=True)
                | Q(end_actual__gte=F("start_actual")),
                name="project_ends_after_its_start",
            ),
        ]

    @property
    def name(self) -> str:
        """In the language of the page, the other where there is none."""
        return (self.name_en if get_language() == "en" else self.text) or self.text


class Ledger(models.TextChoices):
    """Three kinds of promise and deed that are never added up with one another."""

    PLEDGED = "pledged", pgettext_lazy("ledger", "pledged")
    SIGNED = "signed", pgettext_lazy("ledger", "signed")
    DISBURSED = "disbursed", pgettext_lazy("ledger", "disbursed")


class Side(models.TextChoices):
    """How a rate is quoted; both are kept as they were given, because the inverse is rounded."""

    UNIT = "unit", _("for one unit of the entry’s currency")
    PER = "per", _("of the entry’s currency for one")


def _whole(name: str) -> Q:
    """A rate has its day and source, or nothing of it is there."""
    none = Q(**{f"{name}_rate__isnull": True, f"{name}_day__isnull": True, f"{name}_source": ""})
    full = Q(**{f"{name}_rate__isnull": False, f"{name}_day__isnull": False})
    return none | (full & ~Q(**{f"{name}_source": ""}))


class ProjectEntry(models.Model):
    """One line of a ledger. Never edited: another line corrects it by the difference.

    ``amount`` is more than nought; a correction, and a reduction that a file reports, may be less
    and says why.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="entries")
    ledger = models.CharField(_("ledger"), max_length=10, choices=Ledger)
    day = models.DateField(_("day"))
    amount = AmountField(_("amount"))
    currency = models.CharField(
        _("currency"),
        max_length=3,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three letters of ISO 4217: USD, JPY, VND."))],
    )
    usd_rate = RateField(_("rate to USD"))
    usd_side = models.CharField(max_length=4, choices=Side, default=Side.UNIT)
    usd_day = models.DateField(_("day of the rate to USD"), null=True, blank=True)
    usd_source = models.CharField(_("source of the rate to USD"), max_length=150, blank=True)
    vnd_rate = RateField(_("rate to VND"))
    vnd_side = models.CharField(max_length=4, choices=Side, default=Side.UNIT)
    vnd_day = models.DateField(_("day of the rate to VND"), null=True, blank=True)
    vnd_source = models.CharField(_("source of the rate to VND"), max_length=150, blank=True)
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("partner")
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="ledger_entries"
    )
    quote = models.TextField(_("source quote"), blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    corrects = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="corrections"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    origin = models.CharField(max_length=64, blank=True)
    """What the entry is in the file it came from, so that it comes once."""
    run = models.CharField(max_length=16, blank=True, db_index=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("recorded"))

    class Meta:
        ordering: ClassVar = ["day", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) | (~Q(amount=0) & ~Q(reason="")),
                name="entry_is_more_than_nought_or_says_why",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""),
                name="correction_says_why",
            ),
            models.CheckConstraint(condition=_whole("usd"), name="entry_rate_to_usd_is_whole"),
            models.CheckConstraint(condition=_whole("vnd"), name="entry_rate_to_vnd_is_whole"),
            models.CheckConstraint(
                condition=Q(quote="") | Q(document__isnull=False),
                name="entry_quoted_from_a_document",
            ),
            models.UniqueConstraint(
                fields=["project", "origin"],
                condition=~Q(origin=""),
                name="entry_once_per_origin",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["ledger", "day"], name="entry_by_ledger")]

    def __str__(self) -> str:
        return f"{self.ledger} {self.day} {self.amount} {self.currency}"

    @property
    def reference(self) -> str:
        """That of its project: lines have no number of their own."""
        return self.project.reference
