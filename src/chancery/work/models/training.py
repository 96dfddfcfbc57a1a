"""What people were trained in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chancery.people.models import User
from chancery.register.models import Record, quoted_from_a_document


class Training(Record):
    """One person was trained: ``text`` says in what, ``held_by`` is their unit then.

    ``document`` is the certificate. ``skill`` and ``level`` are codes of ``definitions/skills.yaml``.
    """

    person = models.ForeignKey(
        User, models.PROTECT, related_name="training", verbose_name=_("person")
    )
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    hours = models.PositiveSmallIntegerField(_("hours"))
    by_whom = models.CharField(_("organised by"), max_length=200, blank=True)
    skill = models.CharField(_("skill"), max_length=40, blank=True)
    level = models.CharField(_("level reached"), max_length=20, blank=True)
    result = models.CharField(_("result"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("training")
        ordering: ClassVar = ["-start", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="training_in_order"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_took_time"),
            models.CheckConstraint(
                condition=Q(level="") | ~Q(skill=""), name="training_level_of_a_skill"
            ),
            quoted_from_a_document("training"),
        ]
