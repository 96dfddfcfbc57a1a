"""Consultations (xin ý kiến): one question to several units, each of which answers by a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chancery.documents.models import Document
from chancery.notices.models import Notice
from chancery.partners.models import Partner, Sector
from chancery.people.models import Unit, User
from chancery.register.models import Record
from chancery.work.models.asking import Asked, Decision
from chancery.work.models.tasks import Proposal, Task


class ConsultationState(models.TextChoices):
    """Where it stands; the moves between them stand in ``consultations.rules.MOVES``."""

    DRAFT = "draft", _("draft")
    SENT = "sent", pgettext_lazy("consultation", "sent")
    CLOSED = "closed", pgettext_lazy("consultation", "closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("consultation", "withdrawn")


class ReplyKind(models.TextChoices):
    """What a unit says to the question."""

    AGREE = "agree", _("agrees")
    COMMENTS = "comments", _("agrees, with comments")
    DISAGREE = "disagree", _("disagrees")
    NOT_OURS = "not_ours", _("not within its remit")


class Consultation(Record):
    """One question (``text``) of the unit that holds it; ``reply_by`` is the day of the round.

    Who is silent is worked out from the days of its ``ConsultedUnit``, never kept.
    """

    state = models.CharField(
        _("state"), max_length=10, choices=ConsultationState, default=ConsultationState.DRAFT
    )
    background = models.TextField(_("background"), blank=True)
    reply_by = models.DateField(_("reply by"))
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person in charge"),
    )
    units = models.ManyToManyField(
        Unit, through="ConsultedUnit", related_name="+", verbose_name=_("units asked")
    )
    partners = models.ManyToManyField(
        Partner, related_name="consultations", blank=True, verbose_name=_("partners")
    )
    sectors = models.ManyToManyField(
        Sector, related_name="+", blank=True, verbose_name=_("sectors")
    )
    papers = models.ManyToManyField(
        Document, related_name="consulted_on", blank=True, verbose_name=_("papers")
    )
    letter_number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    town = models.CharField(_("place of the papers"), max_length=80, blank=True, default="Hà Nội")
    signer_title = models.CharField(_("title of the signer"), max_length=160, blank=True)
    signer = models.CharField(_("signed by"), max_length=120, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    conclusion = models.TextField(_("conclusion"), blank=True)
    task = models.OneToOneField(
        Task, models.SET_NULL, null=True, blank=True, related_name="consultation"
    )
    proposal = models.OneToOneField(
        Proposal, models.SET_NULL, null=True, blank=True, related_name="consultation"
    )

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="draft", sent_at__isnull=True)
                | (~Q(state="draft") & Q(sent_at__isnull=False)),
                name="consultation_sent_with_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, closed_by__isnull=False)
                | (~Q(state="closed") & Q(closed_at__isnull=True, closed_by__isnull=True)),
                name="consultation_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(conclusion=""),
                name="consultation_closed_with_a_conclusion",
            ),
        ]


class ConsultedUnit(models.Model):
    """One unit that is asked: its own day, when it took note, when it first replied.

    ``due`` is a working day; ``original_due`` the one it was sent with. ``replied_on`` is the day
    of the first reply, ``response_days`` the working days from the sending to it: a reply that is
    put right later does not change the clock.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="asked")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="consulted", verbose_name=_("unit asked")
    )
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    due = models.DateField(_("reply by"), null=True, blank=True)
    original_due = models.DateField(_("original day"), null=True, blank=True)
    noted_at = models.DateTimeField(_("taken note of"), null=True, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    replied_on = models.DateField(_("replied"), null=True, blank=True)
    response_days = models.PositiveSmallIntegerField(
        _("working days to reply"), null=True, blank=True
    )
    answer = models.CharField(_("answer"), max_length=10, choices=ReplyKind, blank=True)
    """That of the reply in force."""

    class Meta:
        verbose_name = _("unit asked")
        verbose_name_plural = _("units asked")
        ordering: ClassVar = ["unit__name_vi", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "unit"], name="consulted_once"),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True, due__isnull=True, original_due__isnull=True)
                | Q(asked_at__isnull=False, due__isnull=False, original_due__isnull=False),
                name="consulted_by_a_day",
            ),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True, response_days__isnull=True, answer="")
                | (Q(replied_on__isnull=False, response_days__isnull=False) & ~Q(answer="")),
                name="consulted_replied_with_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(noted_at__isnull=True, noted_by__isnull=True)
                | Q(noted_at__isnull=False, noted_by__isnull=False),
                name="consulted_noted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.unit_id}"


class ConsultationReply(models.Model):
    """What a unit said; the last is in force, those before it stay."""

    class Way(models.TextChoices):
        """How it came."""

        FORM = "form", _("on the page")
        LETTER = "letter", _("by letter")
        MAIL = "mail", _("by e-mail")

    asked = models.ForeignKey(ConsultedUnit, models.CASCADE, related_name="replies")
    answer = models.CharField(_("answer"), max_length=10, choices=ReplyKind)
    text = models.TextField(_("opinion"), blank=True)
    paper = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultation_replies",
        verbose_name=_("document"),
    )
    way = models.CharField(_("way"), max_length=6, choices=Way, default=Way.FORM)
    received_on = models.DateField(_("received on"))
    on_behalf = models.BooleanField(_("entered for the unit"), default=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="agree") | ~Q(text="") | Q(paper__isnull=False),
                name="consultation_reply_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_id} {self.answer}"


class ConsultationDraft(models.Model):
    """A reply that came by mail and waits until its unit confirms it; then the draft goes.

    What it says stands in its paper alone; ``received_on`` is the day that counts for the clock.
    """

    asked = models.ForeignKey(ConsultedUnit, models.CASCADE, related_name="drafts")
    paper = models.ForeignKey(
        Document, models.CASCADE, related_name="consultation_drafts", verbose_name=_("document")
    )
    received_on = models.DateField(_("received on"))
    brought_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(_("brought"))

    class Meta:
        verbose_name = _("reply that waits to be confirmed")
        verbose_name_plural = _("replies that wait to be confirmed")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asked", "paper"], name="consultation_draft_once")
        ]

    def __str__(self) -> str:
        return f"{self.asked_id} {self.paper_id}"


class ConsultationExtension(Asked):
    """A unit asks for more time; what is granted keeps the day before."""

    asked = models.ForeignKey(ConsultedUnit, models.CASCADE, related_name="extensions")
    due_before = models.DateField(_("due date before"))
    due_asked = models.DateField(_("due date asked"))
    due_granted = models.DateField(_("due date granted"), null=True, blank=True)

    class Meta:
        verbose_name = _("more time asked for")
        verbose_name_plural = _("more time asked for")
        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["asked"],
                condition=Q(state=Decision.OPEN.value),
                name="consultation_extension_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state="granted", due_granted__isnull=False)
                | (~Q(state="granted") & Q(due_granted__isnull=True)),
                name="consultation_extension_granted_with_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="consultation_extension_declined_with_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_id}: {self.due_before} -> {self.due_asked}"


class ConsultationTold(models.Model):
    """One person told of one unit's question under one rule of ``definitions/reminders.yaml``.

    The unique key is what makes a run repeatable, as with ``Reminder``.
    """

    asked = models.ForeignKey(ConsultedUnit, models.CASCADE, related_name="told")
    to = models.ForeignKey(User, models.CASCADE, related_name="+")
    rule = models.CharField(_("rule"), max_length=40)
    occasion = models.DateField(_("occasion"))
    made_at = models.DateTimeField(_("made"))
    notice = models.ForeignKey(
        Notice, models.SET_NULL, null=True, blank=True, related_name="consultations_told"
    )

    class Meta:
        ordering: ClassVar = ["made_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["asked", "to", "rule", "occasion"], name="consultation_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_id} {self.rule} {self.occasion}"
