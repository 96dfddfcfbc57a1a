"""What missions do to carry the country's message and image, and what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chancery.documents.models import Document
from chancery.partners.models import Partner, Sector
from chancery.register.models import Interaction, Opportunity, Record


class OutreachKind(models.TextChoices):
    """In which form the message goes out."""

    EVENT = "event", pgettext_lazy("outreach", "event")
    ARTICLE = "article", _("article")
    INTERVIEW = "interview", _("interview")
    SOCIAL = "social", _("social media")
    FILM = "film", _("film or broadcast")
    EXHIBITION = "exhibition", _("exhibition")
    PRESS = "press", _("press conference")
    OTHER = "other", _("other")


class OutreachState(models.TextChoices):
    """Where it stands; overdue is worked out from the planned day."""

    PLANNED = "planned", pgettext_lazy("outreach", "planned")
    DONE = "done", pgettext_lazy("outreach", "held")
    CANCELLED = "cancelled", _("cancelled")


class Outreach(Record):
    """One item of a mission's outreach plan of a year; ``text`` is the message.

    The plan of ``held_by`` for a year is its items planned in that year. What was reached is a
    figure with its source, or nothing.
    """

    state = models.CharField(
        _("state"), max_length=10, choices=OutreachState, default=OutreachState.PLANNED
    )
    kind = models.CharField(_("kind"), max_length=12, choices=OutreachKind)
    planned_on = models.DateField(_("planned for"))
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="outreach", verbose_name=_("partner")
    )
    audience = models.CharField(_("audience"), max_length=250, blank=True)
    media = models.CharField(_("media"), max_length=250, blank=True)
    sectors = models.ManyToManyField(
        Sector, related_name="outreach", blank=True, verbose_name=_("sectors")
    )
    held_on = models.DateField(_("held on"), null=True, blank=True)
    reach = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    reach_source = models.CharField(_("source of the figure"), max_length=250, blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    why_cancelled = models.TextField(_("why cancelled"), blank=True)
    interactions = models.ManyToManyField(Interaction, related_name="outreach", blank=True)
    opportunities = models.ManyToManyField(Opportunity, related_name="outreach", blank=True)

    class Meta:
        verbose_name = _("outreach")
        verbose_name_plural = _("outreach")
        ordering: ClassVar = ["planned_on", "reference"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="done", held_on__isnull=False)
                | (~Q(state="done") & Q(held_on__isnull=True, reach__isnull=True)),
                name="outreach_held_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(reach__isnull=True) | Q(reach_source__gt=""),
                name="outreach_reach_has_its_source",
            ),
        ]


class OutreachLine(models.Model):
    """A material prepared for it in one language, or a medium that covered it."""

    class Role(models.TextChoices):
        """Which of the two."""

        MATERIAL = "material", _("material")
        COVERAGE = "coverage", _("coverage")

    outreach = models.ForeignKey(Outreach, models.CASCADE, related_name="lines")
    role = models.CharField(max_length=10, choices=Role)
    title = models.CharField(_("title"), max_length=250)
    language = models.CharField(_("language"), max_length=40, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="outreach_lines"
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title
