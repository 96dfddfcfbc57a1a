"""What is said about a task while it is done: acceptance, contributions, progress, comments."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.people.models import Unit, User
from chancery.register.models import Commitment
from chancery.work.models.tasks import Task


class Acceptance(models.Model):
    """A coordinating unit has taken note that it must contribute to a task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="acceptances")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(_("accepted"))

    class Meta:
        ordering: ClassVar = ["accepted_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "unit"], name="acceptance_once_per_unit")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.task_id}"


class Contribution(models.Model):
    """What a coordinating unit brought to a task, in its own words."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="contributions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    text = models.TextField(_("contribution"))
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given"))

    class Meta:
        ordering: ClassVar = ["given_at", "id"]

    def __str__(self) -> str:
        return self.text


class Health(models.TextChoices):
    """How the lead unit sees the task coming along."""

    ON_TRACK = "on_track", _("on track")
    AT_RISK = "at_risk", _("at risk")
    DELAYED = "delayed", _("delayed")


class Progress(models.Model):
    """One update by the lead unit. A draft until the head of the unit approves it.

    Only approved text is reported outside the lead unit.
    """

    class State(models.TextChoices):
        """Whether the head of the unit stands behind it."""

        DRAFT = "draft", _("draft, waits for the head of unit")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned to its author")

    task = models.ForeignKey(Task, models.CASCADE, related_name="progress")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    period = models.DateField(
        _("period to"), help_text=_("The last day that the update speaks of.")
    )
    health = models.CharField(_("how it stands"), max_length=10, choices=Health)
    text = models.TextField(_("progress"))
    difficulty = models.TextField(_("difficulty"), blank=True)
    proposal = models.TextField(_("proposal"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-period", "-written_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["written_by", "state"], name="progress_of_author"),
            # The latest approved update of each of many tasks, out of the index alone.
            models.Index(
                fields=["task", "state", "-period", "-written_at", "-id"], name="progress_of_task"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="draft", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="draft") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="progress_decided_by_with_decided_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(answer=""),
                name="progress_returned_with_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Comment(models.Model):
    """A remark on a task or a commitment, seen by all who may see the record."""

    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="comments")
    commitment = models.ForeignKey(
        Commitment, models.CASCADE, null=True, blank=True, related_name="comments"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.TextField(_("comment"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["written_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(commitment__isnull=False, task__isnull=True)
                | Q(commitment__isnull=True, task__isnull=False),
                name="comment_on_one_record",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(text=""),
                name="comment_withdrawn_without_its_text",
            ),
        ]

    def __str__(self) -> str:
        return self.text
