"""Programmes: objectives, groups, the tasks and commitments under them, and targets with figures."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Document
from chancery.people.models import Unit, User
from chancery.register.models import Commitment, Record, quoted_from_a_document
from chancery.work.models.tasks import Task


class Programme(Record):
    """One programme or plan: ``text`` is its title, ``owner`` the unit that answers for it.

    ``rests_on`` is the programme it carries out, ``documents`` the directives and legal texts it
    rests on itself. How far it has come is counted, never written here.
    """

    short = models.CharField(_("short name"), max_length=60, blank=True)
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="programmes", verbose_name=_("owner")
    )
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    rests_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_out_by",
        verbose_name=_("rests on"),
    )
    documents = models.ManyToManyField(
        Document,
        related_name="resting_programmes",
        blank=True,
        verbose_name=_("documents it rests on"),
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering: ClassVar = ["-start", "reference"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="programme_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(rests_on__isnull=True) | ~Q(rests_on=F("id")),
                name="programme_not_resting_on_itself",
            ),
            quoted_from_a_document("programme"),
        ]


class ProgrammePart(models.Model):
    """An objective of a programme (without ``parent``), or a group of tasks within one."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="parts")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="groups"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("content"))
    lead = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead")
    )
    tasks = models.ManyToManyField(
        Task, related_name="programme_parts", blank=True, verbose_name=_("tasks")
    )
    commitments = models.ManyToManyField(
        Commitment, related_name="programme_parts", blank=True, verbose_name=_("commitments")
    )

    class Meta:
        verbose_name = _("part of a programme")
        verbose_name_plural = _("parts of programmes")
        ordering: ClassVar = ["number", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="programme_part_not_within_itself",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Better(models.TextChoices):
    """Which way a target is to go."""

    HIGHER = "higher", _("higher is better")
    LOWER = "lower", _("lower is better")


class Target(models.Model):
    """What is to be reached by when, from which baseline; of a part, or of the whole programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="targets")
    part = models.ForeignKey(
        ProgrammePart,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("part"),
    )
    name = models.CharField(_("indicator"), max_length=250)
    measure = models.CharField(_("unit of measure"), max_length=60, blank=True)
    better = models.CharField(_("direction"), max_length=6, choices=Better, default=Better.HIGHER)
    baseline = models.DecimalField(_("baseline"), max_digits=20, decimal_places=4)
    baseline_on = models.DateField(_("day of the baseline"))
    value = models.DecimalField(_("target"), max_digits=20, decimal_places=4)
    due = models.DateField(_("to be reached by"))
    source = models.CharField(_("where its figures come from"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering: ClassVar = ["due", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(due__gt=F("baseline_on")), name="target_after_its_baseline"
            ),
            models.CheckConstraint(
                condition=Q(better="higher", value__gt=F("baseline"))
                | Q(better="lower", value__lt=F("baseline")),
                name="target_goes_its_way",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """What is to be reached on the way, at the end of a year."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="milestones")
    day = models.DateField(_("day"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["target", "day"], name="milestone_once_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.value}"


class TargetFigure(models.Model):
    """What was reached on a day, and where that is written."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="figures")
    day = models.DateField(_("day"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    source = models.CharField(_("source"), max_length=250)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["day", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["target", "day"], name="target_figure_once_per_day"),
            models.CheckConstraint(condition=~Q(source=""), name="target_figure_has_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.value}"
