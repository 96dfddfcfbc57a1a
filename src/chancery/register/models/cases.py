"""What obstacles and opportunities have alike: they are followed step by step until they close."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Sector
from chancery.people.models import Unit, User
from chancery.register.models.activities import Activity
from chancery.register.models.agreements import Agreement
from chancery.register.models.commitments import Commitment
from chancery.register.models.records import Mergeable
from chancery.register.models.requests import PartnerRequest


class CasePriority(models.TextChoices):
    """How pressing it is."""

    NORMAL = "normal", _("normal")
    HIGH = "high", _("high")
    URGENT = "urgent", _("urgent")


class Case(Mergeable):
    """A record with somebody in charge, a next step and a log of steps.

    ``state`` and ``partner`` stand on each kind. How long it has been quiet is worked out from the
    steps, never stored.
    """

    sectors = models.ManyToManyField(
        Sector, related_name="%(class)s_rows", blank=True, verbose_name=_("sectors")
    )
    lead = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_%(class)s_rows",
        verbose_name=_("lead"),
    )
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_rows",
        verbose_name=_("person in charge"),
    )
    priority = models.CharField(
        _("priority"), max_length=10, choices=CasePriority, default=CasePriority.NORMAL
    )
    next_step = models.CharField(_("next step"), max_length=250, blank=True)
    next_step_on = models.DateField(_("day of the next step"), null=True, blank=True)
    commitments = models.ManyToManyField(Commitment, related_name="%(class)s_rows", blank=True)
    requests = models.ManyToManyField(PartnerRequest, related_name="%(class)s_rows", blank=True)
    activities = models.ManyToManyField(Activity, related_name="%(class)s_rows", blank=True)
    agreements = models.ManyToManyField(Agreement, related_name="%(class)s_rows", blank=True)

    class Meta:
        abstract = True


def dated_with_its_step(case: str) -> models.CheckConstraint:
    """The day of a next step only with the step."""
    return models.CheckConstraint(
        condition=Q(next_step_on__isnull=True) | ~Q(next_step=""),
        name=f"{case}_next_day_with_its_step",
    )


def of_one_case(part: str) -> models.CheckConstraint:
    """A part hangs on an obstacle or on an opportunity, never on both."""
    return models.CheckConstraint(
        condition=Q(obstacle__isnull=False, opportunity__isnull=True)
        | Q(obstacle__isnull=True, opportunity__isnull=False),
        name=f"{part}_of_one_case",
    )


class CasePart(models.Model):
    """What hangs on one obstacle or one opportunity."""

    obstacle = models.ForeignKey(
        "register.Obstacle", models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )
    opportunity = models.ForeignKey(
        "register.Opportunity", models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


class CaseStep(CasePart):
    """What was done, by whom, on which day, and what came of it."""

    day = models.DateField(_("day"))
    text = models.TextField(_("what was done"))
    by_whom = models.CharField(_("by whom"), max_length=200, blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering: ClassVar = ["-day", "-id"]
        constraints: ClassVar = [of_one_case("step")]

    def __str__(self) -> str:
        return f"{self.day} {self.text}"[:80]


class CaseProduct(CasePart):
    """A code of the Harmonized System that the case is about."""

    code = models.CharField(_("HS code"), max_length=6)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            of_one_case("product"),
            models.UniqueConstraint(
                fields=["obstacle", "code"],
                condition=Q(obstacle__isnull=False),
                name="product_once_per_obstacle",
            ),
            models.UniqueConstraint(
                fields=["opportunity", "code"],
                condition=Q(opportunity__isnull=False),
                name="product_once_per_opportunity",
            ),
        ]

    def __str__(self) -> str:
        return self.code
