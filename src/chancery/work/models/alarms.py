"""Who was told of which date of which agreement."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chancery.notices.models import Notice
from chancery.people.models import User
from chancery.register.models import Agreement


class AlarmTold(models.Model):
    """One person told of one date of an agreement under one line of ``definitions/alarms.yaml``.

    The unique key is what makes a run repeatable. ``day`` is the date that comes, ``occasion`` the
    day since when the alarm rings: a date that moves rings anew.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="alarms_told")
    to = models.ForeignKey(User, models.CASCADE, related_name="alarms_told")
    rule = models.CharField(_("rule"), max_length=40)
    event = models.CharField(_("event"), max_length=10)
    day = models.DateField(_("day"))
    occasion = models.DateField(_("occasion"))
    made_at = models.DateTimeField(_("made"))
    notice = models.ForeignKey(
        Notice, models.SET_NULL, null=True, blank=True, related_name="alarms_told"
    )

    class Meta:
        ordering: ClassVar = ["made_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "to", "rule", "day", "occasion"], name="alarm_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.rule} {self.occasion}"
