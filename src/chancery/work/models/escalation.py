"""What went up the ladder: to whom, on what ground, and how it was answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.people.models import Unit, User
from chancery.work.models.tasks import Task


class Trigger(models.TextChoices):
    """On what ground a task goes up."""

    OVERDUE = "overdue", _("overdue")
    SILENCE = "silence", _("no progress reported")
    RESPONSE = "response", _("not accepted yet")
    EXTENSION = "extension", _("more time asked for and not decided")
    URGING = "urging", _("urging not answered")
    AUTHORITY = "authority", _("beyond the unit's authority")


class Rung(models.TextChoices):
    """How high it stands: the unit's head, the leadership of the ministry, the committee."""

    UNIT = "unit", _("head of unit")
    MINISTRY = "ministry", _("leadership of the ministry")
    COMMITTEE = "committee", _("committee")


class Ruling(models.TextChoices):
    """How a rung is answered."""

    INSTRUCT = "instruct", _("instruct: a task is given")
    EXTEND = "extend", _("give more time")
    DECLINE = "decline", _("decline the time asked for")
    AMEND = "amend", _("amend the task")
    CANCEL = "cancel", _("withdraw the task")
    HAND_UP = "hand_up", _("hand up")
    DISMISS = "dismiss", _("leave it as it is")


class Escalation(models.Model):
    """One rung of the ladder, answered once.

    ``since`` is the day the ground counts from (the due date, the day a report was due, the day
    it was assigned or asked) and with ``step`` makes the clock raise each rung once. A rung that
    nobody answered in time is passed by: the one above it is answered instead.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are ``escalation.rules.MOVES``."""

        OPEN = "open", _("waits for an answer")
        ANSWERED = "answered", _("answered")
        HANDED_UP = "handed_up", _("handed up")
        PASSED_BY = "passed_by", _("went up unanswered")
        CLOSED = "closed", _("settled before it was answered")
        WITHDRAWN = "withdrawn", _("taken back")

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    task = models.ForeignKey(Task, models.CASCADE, related_name="escalations")
    trigger = models.CharField(_("ground"), max_length=10, choices=Trigger)
    rung = models.CharField(_("rung"), max_length=10, choices=Rung)
    to_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="escalations", verbose_name=_("to")
    )
    since = models.DateField(_("counts from"))
    step = models.PositiveSmallIntegerField(default=1)
    days_late = models.PositiveSmallIntegerField(_("working days late"), default=0)
    text = models.TextField(_("what is asked"), blank=True)
    from_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("raised by")
    )
    raised_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    raised_at = models.DateTimeField(_("raised"))
    raised_on = models.DateField(_("raised on"))
    due = models.DateField(_("answer due"))
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="above"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.OPEN, db_index=True
    )
    verdict = models.CharField(_("answer"), max_length=10, choices=Ruling, blank=True)
    answer = models.TextField(_("words of the answer"), blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    order = models.ForeignKey(
        Task, models.SET_NULL, null=True, blank=True, related_name="ordered_by"
    )
    """The task that the answer gave."""

    class Meta:
        ordering: ClassVar = ["due", "reference"]
        indexes: ClassVar = [
            models.Index(fields=["state", "to_unit", "due"], name="escalation_waiting"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "trigger", "since", "step"], name="escalation_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="escalation_ended_with_its_time",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["answered", "handed_up"]) & ~Q(verdict=""))
                | (~Q(state__in=["answered", "handed_up"]) & Q(verdict="")),
                name="escalation_answered_with_a_verdict",
            ),
            models.CheckConstraint(
                condition=Q(raised_by__isnull=True) | ~Q(text=""),
                name="escalation_by_a_person_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.task_id}"
