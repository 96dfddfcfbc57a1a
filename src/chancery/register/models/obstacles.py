"""What blocks cooperation with a partner."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Partner
from chancery.people.models import Unit, User
from chancery.register.models.cases import Case, dated_with_its_step
from chancery.register.models.records import quoted_from_a_document


class Obstacle(Case):
    """Something that blocks cooperation with a partner, followed until it blocks no more."""

    class State(models.TextChoices):
        """Where it stands; the moves between them are ``cases.rules.OBSTACLE_MOVES``."""

        OPEN = "open", _("raised")
        HANDLING = "handling", _("being handled")
        WITH_PARTNER = "with_partner", _("raised with the partner")
        RESOLVED = "resolved", _("resolved")
        GIVEN_UP = "given_up", _("closed without resolution")
        REOPENED = "reopened", _("reopened")

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="obstacles", verbose_name=_("partner")
    )
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    area = models.CharField(_("area"), max_length=60, blank=True)
    affected = models.TextField(_("provinces and firms affected"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    pending_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pending_obstacles",
        verbose_name=_("pending with our unit"),
    )
    pending_text = models.CharField(
        _("pending with the partner's agency"), max_length=200, blank=True
    )
    pending_since = models.DateField(_("pending since"), null=True, blank=True)
    estimated = models.DateField(_("resolution estimated"), null=True, blank=True)
    original_estimate = models.DateField(_("first estimate"), null=True, blank=True)
    resolved_on = models.DateField(_("resolution confirmed"), null=True, blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            quoted_from_a_document("obstacle"),
            dated_with_its_step("obstacle"),
            models.CheckConstraint(
                condition=Q(pending_since__isnull=True)
                | Q(pending_unit__isnull=False)
                | ~Q(pending_text=""),
                name="obstacle_pending_since_with_whom",
            ),
            models.CheckConstraint(
                condition=Q(estimated__isnull=True) | Q(original_estimate__isnull=False),
                name="obstacle_estimate_keeps_its_first",
            ),
            models.CheckConstraint(
                condition=Q(state="resolved") | Q(resolved_on__isnull=True, confirmed_by=""),
                name="obstacle_confirmed_where_resolved",
            ),
        ]


class MovedEstimate(models.Model):
    """An estimate that was in force before it was moved later, or given up."""

    obstacle = models.ForeignKey(Obstacle, models.CASCADE, related_name="moved_estimates")
    old = models.DateField()
    new = models.DateField(null=True, blank=True)
    reason = models.TextField(_("reason"))
    moved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-moved_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(new__isnull=True) | Q(new__gt=models.F("old")),
                name="moved_estimate_is_later",
            )
        ]

    def __str__(self) -> str:
        return f"{self.obstacle_id} {self.old}"
