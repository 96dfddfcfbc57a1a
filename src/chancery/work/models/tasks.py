"""Tasks, proposals, evidence and the shortcomings noted on units."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Document
from chancery.partners.models import Partner
from chancery.people.models import Unit, User
from chancery.register.models import (
    Commitment,
    Obstacle,
    Opportunity,
    Record,
    quoted_from_a_document,
)


class TaskState(models.TextChoices):
    """The states of a task; the moves between them stand in ``rules.MOVES``."""

    ASSIGNED = "assigned", _("assigned")
    ACCEPTED = "accepted", _("accepted")
    IN_PROGRESS = "in_progress", _("in progress")
    SUBMITTED = "submitted", _("submitted")
    DONE = "done", _("done")
    RETURNED = "returned", _("returned")
    CANCELLED = "cancelled", _("cancelled")


class Basis(models.TextChoices):
    """On what ground the lead owes the task."""

    ASSIGNED = "assigned", _("assigned by authority")
    REQUESTED = "requested", _("requested")
    RESOLVED = "resolved", _("resolved by the unit itself")


class Recurrence(models.TextChoices):
    """How often a task falls due."""

    WEEKLY = "weekly", _("weekly")
    MONTHLY = "monthly", _("monthly")
    QUARTERLY = "quarterly", _("quarterly")
    YEARLY = "yearly", _("yearly")


class Priority(models.TextChoices):
    """How often the lead unit reports: see ``definitions/progress.yaml``."""

    NORMAL = "normal", _("normal")
    HIGH = "high", _("high")
    URGENT = "urgent", _("urgent")


class Task(Record):
    """What one lead unit must do by when, and where that was ordered."""

    state = models.CharField(
        _("state"), max_length=12, choices=TaskState, default=TaskState.ASSIGNED, db_index=True
    )
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    assigner = models.ForeignKey(
        Unit, models.PROTECT, related_name="assigned_tasks", verbose_name=_("assigned by")
    )
    issuer_text = models.CharField(_("ordered by, as written"), max_length=250, blank=True)
    lead = models.ForeignKey(
        Unit, models.PROTECT, related_name="led_tasks", verbose_name=_("lead")
    )
    coordinating = models.ManyToManyField(
        Unit, related_name="coordinated_tasks", blank=True, verbose_name=_("coordinating")
    )
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("person in charge"),
    )
    priority = models.CharField(
        _("priority"), max_length=10, choices=Priority, default=Priority.NORMAL
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    obstacle = models.ForeignKey(
        Obstacle, models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    opportunity = models.ForeignKey(
        Opportunity, models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    partners = models.ManyToManyField(
        Partner, related_name="tasks", blank=True, verbose_name=_("partners")
    )
    due = models.DateField(_("due date"), null=True, blank=True)
    original_due = models.DateField(_("original due date"), null=True, blank=True)
    due_text = models.CharField(_("due, as written"), max_length=120, blank=True)
    recurrence = models.CharField(
        _("recurrence"), max_length=10, choices=Recurrence, blank=True, default=""
    )
    deliverable = models.CharField(_("deliverable"), max_length=250, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    response_days = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    """Working days from the assignment, or from the request, to the acceptance that answered it."""
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    kept_from = models.DateField(null=True, blank=True, editable=False)
    """The earliest due date that the submission was in time for; judged when it is made."""
    reported_until = models.DateField(null=True, blank=True, editable=False)
    """The last day that an approved update speaks of; kept as it is approved."""
    extensions_given = models.PositiveSmallIntegerField(default=0, editable=False)
    """How often it was given more time, to later dates and to none; kept as it is given."""
    done_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approval_days = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    """Working days from the submission to the approval."""
    inferred = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = [F("due").asc(nulls_last=True), "reference"]
        indexes: ClassVar = [
            # In the order of the list, with all that says who may see a row: a deep page is counted
            # off without reading the rows before it.
            models.Index(
                fields=["due", "reference", "sensitivity", "held_by", "assigner", "lead"],
                name="task_due",
            ),
            # All that is counted or sorted by, and asked to know who may see it: neither counts nor
            # the keys of a deep page read a row.
            models.Index(
                fields=[
                    "lead",
                    "state",
                    "due",
                    "original_due",
                    "kept_from",
                    "sensitivity",
                    "held_by",
                    "assigner",
                    "response_days",
                    "accepted_at",
                    "reference",
                ],
                name="task_of_lead",
            ),
            # The same in the order in which answers are counted, and in that of who urges whom over
            # what is owed: what stands together in an index is counted without being sorted.
            models.Index(
                fields=[
                    "lead",
                    "response_days",
                    "state",
                    "due",
                    "original_due",
                    "kept_from",
                    "accepted_at",
                    "sensitivity",
                    "held_by",
                    "assigner",
                    "extensions_given",
                ],
                name="task_answered",
            ),
            models.Index(
                fields=[
                    "lead",
                    "assigner",
                    "basis",
                    "held_by",
                    "state",
                    "due",
                    "priority",
                    "accepted_at",
                    "created_at",
                    "reported_until",
                    "sensitivity",
                    "recurrence",
                    "reference",
                    "done_at",
                ],
                name="task_owed",
                condition=Q(done_at__isnull=True),
            ),
            # Of acceptances and of approvals what is counted of their days alone: half as wide.
            models.Index(
                fields=[
                    "lead",
                    "response_days",
                    "accepted_at",
                    "sensitivity",
                    "held_by",
                    "assigner",
                ],
                name="task_accepted",
                condition=Q(response_days__isnull=False),
            ),
            models.Index(
                fields=["assigner", "approval_days", "done_at", "lead", "sensitivity", "held_by"],
                name="task_approved",
                condition=Q(approval_days__isnull=False),
            ),
            models.Index(fields=["state", "due", "reference"], name="task_in_state"),
            # Few tasks have a person; an index that held them all would not be used for one.
            models.Index(
                fields=["person"], name="task_of_person", condition=Q(person__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False),
                name="task_submitted_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, kept_from__isnull=True)
                | Q(submitted_at__isnull=False, kept_from__isnull=False),
                name="task_submission_is_judged",
            ),
            models.CheckConstraint(
                condition=Q(response_days__isnull=True) | Q(accepted_at__isnull=False),
                name="task_response_is_an_acceptance",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False, submitted_at__isnull=False)
                | (~Q(state="done") & Q(done_at__isnull=True)),
                name="task_done_has_its_times",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, approval_days__isnull=True)
                | Q(done_at__isnull=False, approval_days__isnull=False),
                name="task_approval_is_counted",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(original_due__isnull=False),
                name="task_due_keeps_its_original",
            ),
            models.CheckConstraint(
                condition=~Q(basis="resolved") | Q(assigner=F("lead")),
                name="task_resolved_by_its_lead",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="task_not_part_of_itself",
            ),
            models.UniqueConstraint(
                fields=["parent", "lead", "original_due"],
                condition=Q(parent__isnull=False),
                name="task_part_once_per_lead_and_period",
            ),
            quoted_from_a_document("task"),
        ]


class Proposal(Record):
    """A unit without authority asks another to do something; the receiver accepts or answers."""

    class State(models.TextChoices):
        """Whether the receiver has answered."""

        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    from_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="sent_proposals", verbose_name=_("from")
    )
    to_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="received_proposals", verbose_name=_("to")
    )
    coordinating = models.ManyToManyField(Unit, related_name="+", blank=True)
    partners = models.ManyToManyField(Partner, related_name="proposals", blank=True)
    due = models.DateField(_("due date"), null=True, blank=True)
    due_text = models.CharField(_("due, as written"), max_length=120, blank=True)
    obstacle = models.ForeignKey(
        Obstacle, models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    opportunity = models.ForeignKey(
        Opportunity, models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    event = models.CharField(_("outside event that it answers"), max_length=250, blank=True)
    event_on = models.DateField(_("day of the event"), null=True, blank=True)
    shared = models.BooleanField(_("shared with the missions"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="proposal"
    )

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(state="open") & Q(answered_by__isnull=False) & Q(answered_at__isnull=False)),
                name="proposal_answered_by_with_answered_at",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", task__isnull=False)
                | (~Q(state="accepted") & Q(task__isnull=True)),
                name="proposal_accepted_with_its_task",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="proposal_declined_with_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(event="", event_on__isnull=True)
                | (~Q(event="") & Q(event_on__isnull=False)),
                name="proposal_event_with_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(from_unit=F("to_unit")), name="proposal_between_two_units"
            ),
            quoted_from_a_document("proposal"),
        ]


class Shortcoming(Record):
    """A shortcoming that a document notes on a unit's own work, no partner concerned."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="shortcomings")
    area = models.CharField(_("area"), max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [quoted_from_a_document("shortcoming")]


class EvidenceBearing(models.TextChoices):
    """What a document says of a record that existed before."""

    SHOWS = "shows", _("shows what was done")
    PROGRESS = "progress", _("tells of progress")
    REPEATS = "repeats", _("says it again")
    CHANGES = "changes", _("says it otherwise")


SAID_AGAIN = (EvidenceBearing.REPEATS, EvidenceBearing.CHANGES)
"""Another source of the record, and no proof that anything was done."""


class Evidence(models.Model):
    """A passage or document that shows what was done on a commitment or a task.

    Or that says again, or otherwise, what was promised or ordered: see ``bearing``.
    """

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="evidence")
    document = models.ForeignKey(Document, models.PROTECT, related_name="evidence")
    quote = models.TextField(blank=True)
    quote_start = models.PositiveIntegerField(null=True, blank=True)
    quote_end = models.PositiveIntegerField(null=True, blank=True)
    bearing = models.CharField(
        _("bearing"), max_length=10, choices=EvidenceBearing, default=EvidenceBearing.SHOWS
    )
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(commitment__isnull=False, task__isnull=True)
                | Q(commitment__isnull=True, task__isnull=False),
                name="evidence_for_one_record",
            )
        ]

    def __str__(self) -> str:
        return self.quote or str(self.document_id)
