"""Advice (tham mưu): a question, a memo with options, a decision, what followed, what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chancery.documents.models import Document
from chancery.partners.models import Partner, Sector
from chancery.people.models import Unit, User
from chancery.register.models import Agreement, Commitment, Obstacle, Opportunity, Record
from chancery.work.models.consultations import Consultation
from chancery.work.models.tasks import Proposal, Task


class AdviceState(models.TextChoices):
    """Where it stands; the moves between them stand in ``advice.rules.MOVES``."""

    DRAFT = "draft", pgettext_lazy("advice", "being written")
    WAITING = "waiting", _("waits for the head of unit")
    APPROVED = "approved", pgettext_lazy("advice", "approved by the head of unit")
    SUBMITTED = "submitted", _("submitted for a decision")
    DECIDED = "decided", pgettext_lazy("advice", "decided")


class Decided(models.TextChoices):
    """What the decision maker said to it."""

    ACCEPTED = "accepted", _("accepted")
    IN_PART = "in_part", _("accepted in part")
    REFUSED = "refused", pgettext_lazy("advice", "refused")
    NOTED = "noted", _("noted")


class Advice(Record):
    """``text`` is the question, ``held_by`` the unit that advises, ``to_unit`` who decides.

    Its days are measured: from the question to the memo that the head approved, and from that it
    was submitted to the decision.
    """

    state = models.CharField(
        _("state"), max_length=10, choices=AdviceState, default=AdviceState.DRAFT
    )
    asked_on = models.DateField(_("asked on"))
    asked_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by (unit)"),
    )
    asked_by = models.CharField(_("asked by"), max_length=160, blank=True)
    memo = models.TextField(_("memo"), blank=True)
    memo_paper = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memos",
        verbose_name=_("memo as a document"),
    )
    figures = models.TextField(_("figures it stands on"), blank=True)
    author = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    to_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("who decides")
    )
    to_person = models.CharField(_("who decides, as written"), max_length=160, blank=True)
    partners = models.ManyToManyField(
        Partner, related_name="advice", blank=True, verbose_name=_("partners")
    )
    sectors = models.ManyToManyField(
        Sector, related_name="+", blank=True, verbose_name=_("sectors")
    )
    commitments = models.ManyToManyField(Commitment, related_name="advice", blank=True)
    obstacles = models.ManyToManyField(Obstacle, related_name="advice", blank=True)
    opportunities = models.ManyToManyField(Opportunity, related_name="advice", blank=True)
    agreements = models.ManyToManyField(Agreement, related_name="advice", blank=True)
    consultations = models.ManyToManyField(Consultation, related_name="advice", blank=True)
    approved_at = models.DateTimeField(_("memo approved"), null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decided, blank=True)
    decision_text = models.TextField(_("words of the decision"), blank=True)
    decision_on = models.DateField(_("decided on"), null=True, blank=True)
    decision_by = models.CharField(_("decided by"), max_length=160, blank=True)
    decision_paper = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="advice_decided",
        verbose_name=_("paper of the decision"),
    )
    decided_entry = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    tasks = models.ManyToManyField(Task, related_name="advice", blank=True)
    proposals = models.ManyToManyField(Proposal, related_name="advice", blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)
    outcome_on = models.DateField(_("outcome noted on"), null=True, blank=True)

    class Meta:
        verbose_name = _("advice")
        verbose_name_plural = _("advice")
        ordering: ClassVar = ["-asked_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "waiting"], approved_at__isnull=True)
                | (~Q(state__in=["draft", "waiting"]) & Q(approved_at__isnull=False)),
                name="advice_approved_with_its_time",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="advice_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "decided"], submitted_at__isnull=False)
                | (~Q(state__in=["submitted", "decided"]) & Q(submitted_at__isnull=True)),
                name="advice_submitted_with_its_time",
            ),
            models.CheckConstraint(
                condition=(Q(state="decided", decision_on__isnull=False) & ~Q(decision=""))
                | (~Q(state="decided") & Q(decision_on__isnull=True, decision="")),
                name="advice_decided_with_its_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on__isnull=True)
                | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="advice_outcome_with_its_day",
            ),
        ]


class AdviceOption(models.Model):
    """One way that is open, with what speaks for and against it."""

    advice = models.ForeignKey(Advice, models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("option"))
    recommended = models.BooleanField(_("recommended"), default=False)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["advice", "number"], name="advice_option_once"),
            models.UniqueConstraint(
                fields=["advice"],
                condition=Q(recommended=True),
                name="advice_one_option_recommended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.advice_id}/{self.number}"
