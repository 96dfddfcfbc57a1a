"""The index of search: one entry for each document and record, its words folded.

An entry goes with its row, in the same transaction: the foreign keys cascade, and the engines'
own tables follow the entries by triggers (SQLite) or columns (PostgreSQL) that 0001 makes. On
SQLite a later migration that rebuilds this table must make the triggers anew.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from chancery.documents.models import Document
from chancery.partners.models import Partner
from chancery.people.models import Unit
from chancery.register.models import (
    Activity,
    Agreement,
    Commitment,
    Contact,
    Initiative,
    Interaction,
    Mechanism,
    Obstacle,
    Opportunity,
    PartnerRequest,
    Project,
    Upgrade,
)
from chancery.work.models import (
    Advice,
    Consultation,
    Escalation,
    Meeting,
    MonthlyReport,
    Outreach,
    Programme,
    Proposal,
    Review,
    Shortcoming,
    Task,
    Training,
    WorkPlan,
)

TARGETS = (
    "document",
    "commitment",
    "task",
    "request",
    "obstacle",
    "opportunity",
    "proposal",
    "shortcoming",
    "agreement",
    "activity",
    "project",
    "upgrade",
    "contact",
    "interaction",
    "mechanism",
    "initiative",
    "meeting",
    "outreach",
    "programme",
    "consultation",
    "advice",
    "workplan",
    "monthlyreport",
    "training",
    "review",
    "escalation",
    "partner",
    "unit",
)


def _target(model: type[models.Model]) -> Any:
    """One of these is set; the partial constraints below are its index."""
    return models.ForeignKey(
        model, models.CASCADE, null=True, blank=True, db_index=False, related_name="+"
    )


class Entry(models.Model):
    """What is looked through of one document or record.

    The larger ``id``, the newer: its day stands in the upper bits, so that the first page of
    newest hits is found without looking at the others. It is set, never drawn: a field of this
    kind is the row's own number in SQLite, by which a hit is found in one step.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=16)
    head = models.TextField(help_text="folded words of number, title, names")
    body = models.TextField(help_text="folded words of the text")
    marked = models.TextField(help_text="all of these words with their marks")

    document = _target(Document)
    commitment = _target(Commitment)
    task = _target(Task)
    request = _target(PartnerRequest)
    obstacle = _target(Obstacle)
    opportunity = _target(Opportunity)
    proposal = _target(Proposal)
    shortcoming = _target(Shortcoming)
    agreement = _target(Agreement)
    activity = _target(Activity)
    project = _target(Project)
    upgrade = _target(Upgrade)
    contact = _target(Contact)
    interaction = _target(Interaction)
    mechanism = _target(Mechanism)
    initiative = _target(Initiative)
    meeting = _target(Meeting)
    outreach = _target(Outreach)
    programme = _target(Programme)
    consultation = _target(Consultation)
    advice = _target(Advice)
    workplan = _target(WorkPlan)
    monthlyreport = _target(MonthlyReport)
    training = _target(Training)
    review = _target(Review)
    escalation = _target(Escalation)
    partner = _target(Partner)
    unit = _target(Unit)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[target],
                condition=Q((f"{target}__isnull", False)),
                name=f"entry_once_per_{target}",
            )
            for target in TARGETS
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.head}"[:80]


class Facet(models.Model):
    """A value by which hits are narrowed: partner, unit, year, state; ``is`` holds its names."""

    entry = models.ForeignKey(Entry, models.CASCADE, db_index=False, related_name="facets")
    name = models.CharField(max_length=12)
    value = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "name", "value"], name="facet_once")
        ]
        indexes: ClassVar = [models.Index(fields=["name", "value", "entry"], name="facet_value")]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class Indexed(models.Model):
    """How far the index has followed history: the row that whoever brings it on locks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)
    scrubbing = models.BooleanField(default=False)
    """Words of a purged document are to be taken out of the engine's own file yet."""

    def __str__(self) -> str:
        return str(self.seq)
