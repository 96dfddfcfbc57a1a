"""High-level activities."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Document
from chancery.partners.models import Partner
from chancery.people.models import Unit
from chancery.register.models.records import Mergeable, quoted_from_a_document


class Activity(Mergeable):
    """A high-level activity (visit, talks, call, conference) and what came out of it.

    ``text`` is its name. What came out is a chain over its documents: the commitments, tasks and
    evidence quoted from them; nothing of that is stored here.
    """

    class Kind(models.TextChoices):
        """What took place."""

        VISIT = "visit", _("visit")
        TALKS = "talks", _("talks")
        CALL = "call", _("call")
        CONFERENCE = "conference", _("conference")
        MEETING = "meeting", _("meeting")

    class Level(models.TextChoices):
        """At whose level."""

        STATE = "state", _("head of state or Party")
        GOVERNMENT = "government", _("head of government")
        ASSEMBLY = "assembly", _("head of parliament")
        MINISTER = "minister", _("minister")
        OFFICIALS = "officials", _("officials")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    level = models.CharField(_("level"), max_length=12, choices=Level, blank=True)
    partners = models.ManyToManyField(
        Partner, related_name="activities", verbose_name=_("partners")
    )
    lead = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="led_activities"
    )
    start = models.DateField(_("from"))
    end = models.DateField(_("to"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    participants = models.TextField(_("participants"), blank=True)
    documents = models.ManyToManyField(Document, related_name="activities", blank=True)

    class Meta:
        ordering: ClassVar = ["-start", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="activity_ends_after_it_starts",
            ),
            quoted_from_a_document("activity"),
        ]
