"""Reviews: a round over many commitments, what each unit says of its own, a verdict for each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Document
from chancery.people.models import Unit, User
from chancery.register.models import Commitment, Record, quoted_from_a_document
from chancery.work.models.tasks import Task


class ReviewState(models.TextChoices):
    """Where a round stands; the moves between them stand in ``reviews.rules.MOVES``."""

    DRAFT = "draft", _("being prepared")
    OPENED = "opened", _("opened, not called")
    CALLED = "called", _("replies awaited")
    CLOSED = "closed", _("closed for replies")
    VERDICTS = "verdicts", _("verdicts being given")
    CONCLUDED = "concluded", _("concluded")


class Review(Record):
    """One round: ``text`` is its title, ``held_by`` its secretariat, ``scope`` what it asks about.

    ``scope`` is ``reviews.values.Scope`` as JSON: it chooses the items once, when the round is
    opened; ``issuer`` stands at the head of its letters.
    """

    state = models.CharField(
        _("state"), max_length=10, choices=ReviewState, default=ReviewState.DRAFT
    )
    period_start = models.DateField(_("period from"))
    period_end = models.DateField(_("period to"))
    call_on = models.DateField(_("day of the call"))
    reply_by = models.DateField(_("reply by"))
    scope = models.JSONField(_("scope"), default=dict, blank=True)
    coordinating_too = models.BooleanField(_("coordinating units are asked too"), default=False)
    issuer = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        verbose_name=_("in whose name"),
        null=True,
        blank=True,
    )
    letter_number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True, default="Hà Nội")
    signer_title = models.CharField(_("title of the signer"), max_length=160, blank=True)
    signer = models.CharField(_("signed by"), max_length=120, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    called_at = models.DateTimeField(_("called"), null=True, blank=True)
    concluded_at = models.DateTimeField(_("concluded"), null=True, blank=True)
    met_on = models.DateField(_("day of the meeting"), null=True, blank=True)
    chair = models.CharField(_("chaired by"), max_length=160, blank=True)
    attendance = models.TextField(_("attendance"), blank=True)
    conclusions = models.TextField(_("conclusions"), blank=True)
    minutes_number = models.CharField(_("number of the minutes"), max_length=60, blank=True)
    minutes_issued_at = models.DateTimeField(_("minutes issued"), null=True, blank=True)
    units = models.ManyToManyField(Unit, through="ReviewCall", related_name="+")

    class Meta:
        ordering: ClassVar = ["-period_end", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="review_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(reply_by__gte=F("call_on")), name="review_replies_after_its_call"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", opened_at__isnull=True)
                | (~Q(state="draft") & Q(opened_at__isnull=False)),
                name="review_opened_with_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state="concluded", concluded_at__isnull=False)
                | (~Q(state="concluded") & Q(concluded_at__isnull=True)),
                name="review_concluded_with_its_time",
            ),
            models.CheckConstraint(
                condition=Q(minutes_issued_at__isnull=True) | Q(state="concluded"),
                name="review_minutes_after_its_end",
            ),
            quoted_from_a_document("review"),
        ]


class ReviewCall(models.Model):
    """One unit is asked: for what it leads, and where the round wants it for what it helps with."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="calls")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    called_at = models.DateTimeField(_("called"))
    urged = models.PositiveSmallIntegerField(_("times urged"), default=0)
    urged_at = models.DateTimeField(_("last urged"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["unit__name_vi"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "unit"], name="review_call_once_per_unit"),
            models.CheckConstraint(
                condition=Q(urged=0, urged_at__isnull=True)
                | (Q(urged__gt=0) & Q(urged_at__isnull=False)),
                name="review_call_urged_with_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.unit_id}"


class Verdict(models.TextChoices):
    """What a review says of a commitment."""

    DONE = "done", _("done, close it")
    CONTINUE = "continue", _("go on")
    AMEND = "amend", _("amend")
    STOP = "stop", _("stop")
    HAND_UP = "hand_up", _("hand up to the committee")


class ReviewItem(models.Model):
    """One commitment of a round, as it stood when the round was opened, and its verdict.

    ``unit`` leads it and is asked; nobody is where it had no lead, or one that may not know of it.
    ``applied_version`` is the commitment's version after the verdict was put into force, and
    ``text_before`` its wording where the verdict changed that: these serve taking it back, with
    ``state_before`` and ``due_before``.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="items")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="review_items")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    coordinating = models.ManyToManyField(Unit, related_name="+", blank=True)
    number = models.PositiveIntegerField(_("number"))
    due = models.DateField(_("due date"), null=True, blank=True)
    state_before = models.CharField(max_length=12)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, blank=True)
    new_due = models.DateField(_("new due date"), null=True, blank=True)
    new_text = models.TextField(_("new wording"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    applied_version = models.PositiveIntegerField(null=True, blank=True)
    text_before = models.TextField(blank=True)
    due_before = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "commitment"], name="review_item_once"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(verdict="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="review_item_decided_by_with_decided_at",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=["amend", "stop", "hand_up"]) | ~Q(reason=""),
                name="review_item_says_why",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["review", "unit"], name="review_item_of_unit")]

    def __str__(self) -> str:
        return f"{self.review_id}/{self.number}"


class Standing(models.TextChoices):
    """How a unit sees a commitment coming along."""

    ON_TRACK = "on_track", _("on track")
    AT_RISK = "at_risk", _("at risk")
    DELAYED = "delayed", _("delayed")
    DONE = "done", _("done")


class ReviewReply(models.Model):
    """What one unit says of one commitment. A draft until the unit's head approves it.

    What the secretariat enters for a unit from its signed letter or sheet counts as approved.
    """

    class State(models.TextChoices):
        """Whether the unit stands behind it."""

        DRAFT = "draft", _("draft, waits for the head of unit")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned to its author")

    class Way(models.TextChoices):
        """How it came."""

        FORM = "form", _("on the page")
        SHEET = "sheet", _("by spreadsheet")
        LETTER = "letter", _("by letter")
        PROGRAM = "program", _("by a program")

    item = models.ForeignKey(ReviewItem, models.CASCADE, related_name="replies")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    standing = models.CharField(_("how it stands"), max_length=10, choices=Standing)
    progress = models.TextField(_("progress"), blank=True)
    result = models.TextField(_("result"), blank=True)
    difficulty = models.TextField(_("difficulty"), blank=True)
    proposal = models.TextField(_("proposal"), blank=True)
    verdict = models.CharField(_("proposed verdict"), max_length=10, choices=Verdict, blank=True)
    new_due = models.DateField(_("proposed new date"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    way = models.CharField(_("way"), max_length=10, choices=Way, default=Way.FORM)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="review_replies"
    )
    quote = models.TextField(_("source quote"), blank=True)
    on_behalf = models.BooleanField(_("entered by the secretariat"), default=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    first_approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When the unit first answered: writing anew does not set the clock back."""
    answer = models.TextField(_("answer"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["item", "unit"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "unit"], name="review_reply_once_per_unit"),
            models.CheckConstraint(
                condition=Q(state="draft", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="draft") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="review_reply_decided_by_with_decided_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(answer=""),
                name="review_reply_returned_with_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(quote="") | Q(document__isnull=False),
                name="review_reply_quotes_a_document",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "state"], name="review_reply_of_unit")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.unit_id}"


class ReviewDecision(models.Model):
    """One decision of the minutes; once they are issued it is a task, or asked as a proposal."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="decisions")
    item = models.ForeignKey(
        ReviewItem, models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    text = models.TextField(_("decision"))
    lead = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead")
    )
    due = models.DateField(_("due date"), null=True, blank=True)
    task = models.OneToOneField(
        Task, models.SET_NULL, null=True, blank=True, related_name="review_decision"
    )
    proposal = models.OneToOneField(
        "work.Proposal", models.SET_NULL, null=True, blank=True, related_name="review_decision"
    )

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.text
