"""Who was reminded of what, and when the clock was last looked at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.notices.models import Notice
from chancery.people.models import User
from chancery.register.models import Interaction, Obstacle, Opportunity
from chancery.work.models.reviews import ReviewCall
from chancery.work.models.tasks import Task


class Reminder(models.Model):
    """One person reminded of one task under one rule of ``definitions/reminders.yaml``.

    The unique key is what makes a run repeatable: the same rule never reminds the same person of
    the same due date twice. ``occasion`` is the day in the assigner's calendar that it stands for.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="reminders")
    to = models.ForeignKey(User, models.CASCADE, related_name="reminders")
    rule = models.CharField(_("rule"), max_length=40)
    due = models.DateField(_("due date"), null=True, blank=True)
    occasion = models.DateField(_("occasion"))
    made_at = models.DateTimeField(_("made"))
    notice = models.ForeignKey(
        Notice, models.SET_NULL, null=True, blank=True, related_name="reminders"
    )

    class Meta:
        ordering: ClassVar = ["made_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "to", "rule", "occasion"], name="reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.rule} {self.occasion}"


class CallReminder(models.Model):
    """One person reminded of one unit's call in a round, under one rule of the same definition.

    ``occasion`` is the day since when the rule holds: a day of reply that moves reminds anew.
    """

    call = models.ForeignKey(ReviewCall, models.CASCADE, related_name="reminders")
    to = models.ForeignKey(User, models.CASCADE, related_name="call_reminders")
    rule = models.CharField(_("rule"), max_length=40)
    due = models.DateField(_("reply by"))
    occasion = models.DateField(_("occasion"))
    made_at = models.DateTimeField(_("made"))
    notice = models.ForeignKey(
        Notice, models.SET_NULL, null=True, blank=True, related_name="call_reminders"
    )

    class Meta:
        ordering: ClassVar = ["made_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["call", "to", "rule", "occasion"], name="call_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.rule} {self.occasion}"


STEP_KINDS = ("obstacle", "opportunity", "interaction")
"""What has a next step; each is a column of ``StepTold``, of which one is filled."""


def _only(kind: str) -> Q:
    return Q(*((f"{one}__isnull", one != kind) for one in STEP_KINDS))


class StepTold(models.Model):
    """One person reminded of the next step of one case or interaction, under one rule.

    ``day`` is that of the step: one that moves reminds anew.
    """

    obstacle = models.ForeignKey(
        Obstacle, models.CASCADE, null=True, blank=True, related_name="steps_told"
    )
    opportunity = models.ForeignKey(
        Opportunity, models.CASCADE, null=True, blank=True, related_name="steps_told"
    )
    interaction = models.ForeignKey(
        Interaction, models.CASCADE, null=True, blank=True, related_name="steps_told"
    )
    to = models.ForeignKey(User, models.CASCADE, related_name="steps_told")
    rule = models.CharField(_("rule"), max_length=40)
    day = models.DateField(_("day of the next step"))
    occasion = models.DateField(_("occasion"))
    made_at = models.DateTimeField(_("made"))
    notice = models.ForeignKey(
        Notice, models.SET_NULL, null=True, blank=True, related_name="steps_told"
    )

    class Meta:
        ordering: ClassVar = ["made_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q.create([_only(kind) for kind in STEP_KINDS], connector=Q.OR),
                name="step_told_of_one_record",
            ),
            *(
                models.UniqueConstraint(
                    fields=[kind, "to", "rule", "day", "occasion"],
                    condition=Q((f"{kind}__isnull", False)),
                    name=f"step_told_once_per_{kind}",
                )
                for kind in STEP_KINDS
            ),
        ]

    def __str__(self) -> str:
        of = self.obstacle_id or self.opportunity_id or self.interaction_id
        return f"{of} {self.rule} {self.occasion}"


class Run(models.Model):
    """One run of ``chancery work run``; the next one catches up from the last that finished."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField()
    opened = models.PositiveIntegerField(default=0)
    reminded = models.PositiveIntegerField(default=0)
    escalated = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-started_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=models.F("started_at")),
                name="run_finishes_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"
