"""Work plans of units, and their monthly reports that are drafted from records."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chancery.partners.models import Partner, Sector
from chancery.people.models import Unit, User
from chancery.register.models import (
    Activity,
    Commitment,
    Obstacle,
    Opportunity,
    Record,
    quoted_from_a_document,
)
from chancery.work.models.outreach import Outreach
from chancery.work.models.tasks import Task


class PlanState(models.TextChoices):
    """Where a plan stands; the moves between them stand in ``plans.rules.PLAN_MOVES``."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", pgettext_lazy("state", "approved")
    SUPERSEDED = "superseded", _("superseded")


class PlanPeriod(models.TextChoices):
    """For how much of the year."""

    YEAR = "year", _("whole year")
    HALF_1 = "h1", _("first half-year")
    HALF_2 = "h2", _("second half-year")
    QUARTER_1 = "q1", _("first quarter")
    QUARTER_2 = "q2", _("second quarter")
    QUARTER_3 = "q3", _("third quarter")
    QUARTER_4 = "q4", _("fourth quarter")


_UNDECIDED = Q(approved_by__isnull=True, approved_at__isnull=True)
_DECIDED = Q(approved_by__isnull=False, approved_at__isnull=False)


class WorkPlan(Record):
    """What the unit ``held_by`` means to do in a period; ``text`` is its title.

    An approved plan is amended by a newer edition; the older one stays as it was approved. What is
    done of it is counted from the records its lines are tied to, never typed.
    """

    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.DRAFT)
    year = models.PositiveSmallIntegerField(_("year"))
    period = models.CharField(_("period"), max_length=4, choices=PlanPeriod)
    to_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("goes to"),
    )
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    amends = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="amended_by"
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        ordering: ClassVar = ["-year", "period", "held_by", "-edition"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["held_by", "year", "period", "edition"], name="plan_edition_once"
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["approved", "superseded"]) & _DECIDED)
                | (Q(state__in=["draft", "submitted", "returned"]) & _UNDECIDED),
                name="plan_approved_by_with_its_time",
            ),
            models.CheckConstraint(
                condition=Q(edition=1, amends__isnull=True)
                | Q(edition__gt=1, amends__isnull=False),
                name="plan_later_edition_amends",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(answer=""), name="plan_returned_says_why"
            ),
            quoted_from_a_document("plan"),
        ]


class Counted(models.TextChoices):
    """Which of the records tied to a line count towards its number."""

    ACTIVITIES = "activities", _("activities held")
    TASKS = "tasks", _("tasks done")
    COMMITMENTS = "commitments", _("commitments kept")
    OPPORTUNITIES = "opportunities", _("opportunities won")
    OBSTACLES = "obstacles", _("obstacles resolved")
    OUTREACH = "outreach", _("outreach held")


class PlanLine(models.Model):
    """One thing a unit means to do, from one month to another of the plan's year."""

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("what is done"))
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner"),
    )
    sector = models.ForeignKey(
        Sector,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sector"),
    )
    first_month = models.PositiveSmallIntegerField(_("from month"))
    last_month = models.PositiveSmallIntegerField(_("to month"))
    result = models.TextField(_("expected result"), blank=True)
    counted = models.CharField(_("what is counted"), max_length=14, choices=Counted, blank=True)
    target = models.PositiveIntegerField(_("number to reach"), null=True, blank=True)
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person in charge"),
    )
    tasks = models.ManyToManyField(Task, related_name="plan_lines", blank=True)
    commitments = models.ManyToManyField(Commitment, related_name="plan_lines", blank=True)
    opportunities = models.ManyToManyField(Opportunity, related_name="plan_lines", blank=True)
    obstacles = models.ManyToManyField(Obstacle, related_name="plan_lines", blank=True)
    activities = models.ManyToManyField(Activity, related_name="plan_lines", blank=True)
    outreach = models.ManyToManyField(Outreach, related_name="plan_lines", blank=True)

    class Meta:
        verbose_name = _("line of a plan")
        verbose_name_plural = _("lines of plans")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_line_number_once"),
            models.CheckConstraint(
                condition=Q(first_month__gte=1, last_month__lte=12)
                & Q(last_month__gte=F("first_month")),
                name="plan_line_months_in_order",
            ),
            models.CheckConstraint(
                condition=Q(counted="", target__isnull=True) | (~Q(counted="") & Q(target__gt=0)),
                name="plan_line_number_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class ReportState(models.TextChoices):
    """Where a monthly report stands; the moves are ``plans.rules.REPORT_MOVES``."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", pgettext_lazy("state", "approved")
    SENT = "sent", pgettext_lazy("state", "sent")


class MonthlyReport(Record):
    """What the unit ``held_by`` did in one month; ``month`` is its first day, ``text`` its title.

    Facts and own words stand apart in its sections. From the head's approval on it is frozen:
    ``digest`` is the SHA-256 of what was approved.
    """

    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.DRAFT
    )
    month = models.DateField(_("month"))
    to_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("goes to"),
    )
    drawn_at = models.DateTimeField(_("facts as of"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    digest = models.CharField(_("content hash"), max_length=64, blank=True)
    removed_at = models.DateTimeField(_("words removed"), null=True, blank=True)
    """When a purge took words out of a frozen report: its hash no longer fits since."""
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("monthly report")
        verbose_name_plural = _("monthly reports")
        ordering: ClassVar = ["-month", "held_by"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["held_by", "month"], name="report_once_a_month"),
            models.CheckConstraint(
                condition=(Q(state__in=["approved", "sent"]) & _DECIDED & ~Q(digest=""))
                | (Q(state__in=["draft", "submitted", "returned"], digest="") & _UNDECIDED),
                name="report_approved_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="report_sent_with_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(answer=""), name="report_returned_says_why"
            ),
            quoted_from_a_document("report"),
        ]


class ReportSection(models.Model):
    """One section: ``facts`` as drawn from records, ``words`` as the officer wrote them.

    ``before`` are the facts that the last refresh replaced, until somebody has looked at what
    changed. Each fact is ``plans.facts.Fact`` as JSON.
    """

    report = models.ForeignKey(MonthlyReport, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=16)
    facts = models.JSONField(default=list)
    before = models.JSONField(null=True, blank=True)
    words = models.TextField(_("own words"), blank=True)

    class Meta:
        verbose_name = _("section of a monthly report")
        verbose_name_plural = _("sections of monthly reports")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "key"], name="report_section_once")
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.key}"
