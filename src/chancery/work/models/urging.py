"""Urging (đôn đốc): a letter of who has authority to a unit, about tasks it owes an answer on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.people.models import Unit, User
from chancery.work.models.asking import Extension
from chancery.work.models.escalation import Escalation, Trigger
from chancery.work.models.reporting import Progress
from chancery.work.models.tasks import Task


class Urging(models.Model):
    """One letter to one unit. It changes no due date and no clock: it asks for an answer."""

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    by_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("from"))
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="urgings", verbose_name=_("to"))
    number = models.CharField(_("number of the letter"), max_length=40, blank=True)
    opening = models.TextField(_("before the list of tasks"))
    closing = models.TextField(_("after the list of tasks"))
    reply_by = models.DateField(_("answer by"))
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent"))
    sent_on = models.DateField(_("sent on"))
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return f"{self.reference} {self.to_unit_id}"


class UrgedTask(models.Model):
    """One task of a letter, how it stood on that day, and what the unit answered."""

    class Answer(models.TextChoices):
        """What the urged unit says."""

        PROGRESS = "progress", _("reports progress")
        TIME = "time", _("asks for time")
        HIGHER = "higher", _("asks who has authority")
        ACCEPTED = "accepted", _("accepts the task")
        SETTLED = "settled", _("settled without an answer")

    urging = models.ForeignKey(Urging, models.CASCADE, related_name="lines")
    task = models.ForeignKey(Task, models.PROTECT, related_name="urged")
    trigger = models.CharField(_("ground"), max_length=10, choices=Trigger)
    since = models.DateField(_("counts from"))
    days_late = models.PositiveSmallIntegerField(_("working days late"), default=0)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    words = models.TextField(_("words of the answer"), blank=True)
    progress = models.ForeignKey(
        Progress, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    extension = models.ForeignKey(
        Extension, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    escalation = models.ForeignKey(
        Escalation, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["urging", "task__due", "task__reference"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["urging", "task"], name="urged_once_in_a_letter"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="urged_answered_with_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.urging_id}: {self.task_id}"

    @property
    def is_draft(self) -> bool:
        """The answer is a report that the head of the unit has not approved yet."""
        return self.progress is not None and self.progress.state != Progress.State.APPROVED

    @property
    def is_answered(self) -> bool:
        """The unit has answered, or need not any more."""
        return bool(self.answer) and not self.is_draft

    @property
    def said(self) -> str:
        """The words of the answer that all may read: of a report the approved ones."""
        if self.progress is not None:
            return "" if self.is_draft else self.progress.text
        return self.words
