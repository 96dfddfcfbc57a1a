"""What a lead unit asks of its assigner: more time, another lead."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chancery.people.models import Unit, User
from chancery.work.models.tasks import Task

_DECIDED = Q(decided_by__isnull=False, decided_at__isnull=False)
_UNDECIDED = Q(decided_by__isnull=True, decided_at__isnull=True)


class Decision(models.TextChoices):
    """Where a question to the assigner stands."""

    OPEN = "open", _("waits for the assigner")
    GRANTED = "granted", _("granted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Asked(models.Model):
    """A question of the lead unit to the assigner, answered once."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(_("state"), max_length=10, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        abstract = True


class Extension(Asked):
    """A change of the due date in force: later asks the assigner, earlier is granted at once.

    ``due_before`` is the date in force when it was asked; rows that were granted are the old dates
    of a task, and those to a later date are its count of extensions.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="extensions")
    due_before = models.DateField(_("due date before"), null=True, blank=True)
    due_asked = models.DateField(_("due date asked"), null=True, blank=True)
    due_granted = models.DateField(_("due date granted"), null=True, blank=True)
    decision_days = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    """Working days from the question to its decision."""

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        indexes: ClassVar = [
            # All that measures count of a question, in the order in which they count it.
            models.Index(
                fields=[
                    "unit",
                    "state",
                    "due_before",
                    "due_granted",
                    "due_asked",
                    "asked_at",
                    "decided_at",
                    "decision_days",
                    "task",
                ],
                name="extension_counted",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(state="open") & _UNDECIDED) | (~Q(state="open") & _DECIDED),
                name="extension_decided_by_with_decided_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="extension_declined_with_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decision_days__isnull=True)
                | Q(decided_at__isnull=False, decision_days__isnull=False),
                name="extension_decision_is_counted",
            ),
            models.UniqueConstraint(
                fields=["task"], condition=Q(state="open"), name="extension_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.due_before} -> {self.due_asked}"

    @property
    def is_later(self) -> bool:
        """It gives more time, a due date taken away included: those are counted."""
        due = self.due_granted if self.state == Decision.GRANTED else self.due_asked
        return self.due_before is not None and (due is None or due > self.due_before)


class LeadProposal(Asked):
    """An assigned unit cannot refuse; it may say which unit should lead in its place."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="lead_proposals")
    proposed = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("proposed lead")
    )

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(state="open") & _UNDECIDED) | (~Q(state="open") & _DECIDED),
                name="lead_proposal_decided_by_with_decided_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="lead_proposal_declined_with_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(unit=F("proposed")), name="lead_proposal_of_another_unit"
            ),
            models.UniqueConstraint(
                fields=["task"], condition=Q(state="open"), name="lead_proposal_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.proposed_id}"
