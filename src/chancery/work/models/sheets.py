"""What a tracking sheet said of a task."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chancery.work.models.tasks import Task


class SheetLine(models.Model):
    """The row from which a task was brought in: what it said that no column of the task holds.

    Kept as it was said and shown as such; nothing is computed from it. What units report later
    stands in their own records.
    """

    task = models.OneToOneField(Task, models.CASCADE, related_name="sheet_line")
    file = models.CharField(_("file"), max_length=150)
    row = models.PositiveIntegerField(_("row"))
    other_id = models.CharField(_("ID in the sheet"), max_length=60, blank=True, db_index=True)
    giver = models.CharField(_("given by, as written"), max_length=250, blank=True)
    leader = models.CharField(_("leader in charge"), max_length=250, blank=True)
    contact = models.CharField(_("contact"), max_length=250, blank=True)
    start = models.DateField(_("begins"), null=True, blank=True)
    category = models.CharField(_("type of task"), max_length=250, blank=True)
    origin = models.TextField(_("origin"), blank=True)
    result = models.TextField(_("result"), blank=True)
    percent = models.PositiveSmallIntegerField(_("completion"), null=True, blank=True)
    difficulty = models.TextField(_("difficulty"), blank=True)
    proposal = models.TextField(_("proposal"), blank=True)
    roadmap = models.TextField(_("roadmap"), blank=True)
    updated = models.DateField(_("updated on"), null=True, blank=True)
    extensions = models.PositiveSmallIntegerField(_("extensions"), default=0)
    old_dues = models.JSONField(_("old due dates"), default=list)
    approver = models.CharField(_("approver"), max_length=250, blank=True)
    approver_email = models.CharField(_("approver’s e-mail"), max_length=254, blank=True)
    approver_phone = models.CharField(_("approver’s telephone"), max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(percent__isnull=True) | models.Q(percent__lte=100),
                name="sheet_line_percent_of_a_hundred",
            )
        ]

    def __str__(self) -> str:
        return f"{self.file}: {self.row}"
