"""The register: agreements, commitments, requests between partners, obstacles."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Document, Protected
from chancery.partners.models import Partner, Sector
from chancery.people.models import Unit, User


class Numbering(models.Model):
    """The last number given out, by prefix and year: references such as CK-2026-0147."""

    prefix = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prefix", "year"], name="numbering_once")
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:04d}"


class Sourced(models.Model):
    """Where a record comes from: a quote with its place in a document, or a person's own entry.

    The quote is kept on the record because those who may see the record may see it, and no more
    of the document.
    """

    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    quote = models.TextField(_("source quote"), blank=True)
    quote_start = models.PositiveIntegerField(null=True, blank=True)
    quote_end = models.PositiveIntegerField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("recorded"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Record(Protected, Sourced):
    """What every numbered record of the register and of work has."""

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    text = models.TextField(_("content"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.reference} {self.text}"


def quoted_from_a_document(record: str) -> models.CheckConstraint:
    """A quote, and a place for it, only with the document; both ends of the place or none."""
    unplaced = Q(quote_start__isnull=True, quote_end__isnull=True)
    both = Q(quote_start__isnull=False, quote_end__isnull=False)
    placed = both & Q(quote_end__gt=F("quote_start"))
    return models.CheckConstraint(
        condition=(unplaced & Q(quote="")) | (Q(document__isnull=False) & (unplaced | placed)),
        name=f"{record}_quoted_from_a_document",
    )


class Agreement(Protected):
    """A treaty (binding in international law) or an arrangement (not), with its stages."""

    class Kind(models.TextChoices):
        """The 2020 law's division."""

        TREATY = "treaty", _("treaty")
        ARRANGEMENT = "arrangement", _("international arrangement")

    key = models.SlugField(_("key"), primary_key=True, max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    type = models.CharField(_("type"), max_length=30, blank=True)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    short = models.CharField(_("abbreviation"), max_length=40, blank=True)
    parties = models.ManyToManyField(Partner, related_name="agreements", verbose_name=_("parties"))
    documents = models.ManyToManyField(Document, related_name="agreements", blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    verified = models.BooleanField(_("checked"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["name_vi"]

    def __str__(self) -> str:
        return (self.name_en if get_language() == "en" else self.name_vi) or self.name_vi


class Stage(models.TextChoices):
    """The life of an agreement."""

    PROPOSED = "proposed", _("proposed")
    NEGOTIATING = "negotiating", _("under negotiation")
    SIGNED = "signed", _("signed")
    RATIFIED = "ratified", _("ratified")
    IN_FORCE = "in_force", _("in force")
    EXPIRED = "expired", _("expired")
    TERMINATED = "terminated", _("terminated")


class AgreementStage(models.Model):
    """A stage reached, on a day known as exactly as it is: 2019, 2019-06, 2019-06-30."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=12, choices=Stage)
    date = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering: ClassVar = ["date", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "stage"], name="agreement_stage_once")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.stage} {self.date}"


class Activity(Record):
    """A high-level activity (visit, talks, call, conference) and what came out of it.

    ``text`` is its name. What came out is a chain over its documents: the commitments, tasks and
    evidence quoted from them; nothing of that is stored here.
    """

    class Kind(models.TextChoices):
        """What took place."""

        VISIT = "visit", _("visit")
        TALKS = "talks", _("talks")
        CALL = "call", _("call")
        CONFERENCE = "conference", _("conference")
        MEETING = "meeting", _("meeting")

    class Level(models.TextChoices):
        """At whose level."""

        STATE = "state", _("head of state or Party")
        GOVERNMENT = "government", _("head of government")
        ASSEMBLY = "assembly", _("head of parliament")
        MINISTER = "minister", _("minister")
        OFFICIALS = "officials", _("officials")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    level = models.CharField(_("level"), max_length=12, choices=Level, blank=True)
    partners = models.ManyToManyField(
        Partner, related_name="activities", verbose_name=_("partners")
    )
    lead = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="led_activities"
    )
    start = models.DateField(_("from"))
    end = models.DateField(_("to"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    participants = models.TextField(_("participants"), blank=True)
    documents = models.ManyToManyField(Document, related_name="activities", blank=True)

    class Meta:
        ordering: ClassVar = ["-start", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="activity_ends_after_it_starts",
            ),
            quoted_from_a_document("activity"),
        ]


class CommitmentState(models.TextChoices):
    """Where an undertaking stands: the verdicts of a review."""

    OPEN = "open", _("open")
    DONE = "done", _("done")
    CONTINUED = "continued", _("continued")
    AMENDED = "amended", _("amended")
    STOPPED = "stopped", _("stopped")
    HANDED_UP = "handed_up", _("handed up")
    SUPERSEDED = "superseded", _("superseded")


class Commitment(Record):
    """One undertaking with its parties, signed or stated."""

    state = models.CharField(
        _("state"), max_length=12, choices=CommitmentState, default=CommitmentState.OPEN
    )
    parties = models.ManyToManyField(
        Partner, through="CommitmentParty", related_name="commitments", verbose_name=_("parties")
    )
    sectors = models.ManyToManyField(
        Sector, related_name="commitments", blank=True, verbose_name=_("sectors")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    counterpart = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="counterparts"
    )
    lead = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="led_commitments"
    )
    coordinating = models.ManyToManyField(
        Unit, related_name="coordinated_commitments", blank=True, verbose_name=_("coordinating")
    )
    due = models.DateField(_("due date"), null=True, blank=True)
    due_text = models.CharField(_("due, as written"), max_length=120, blank=True)
    deliverable = models.CharField(_("deliverable"), max_length=250, blank=True)
    discrete = models.BooleanField(_("discrete"), default=False)
    measurable = models.BooleanField(_("measurable"), default=False)
    inferred = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = [F("due").asc(nulls_last=True), "reference"]
        constraints: ClassVar = [quoted_from_a_document("commitment")]


class CommitmentParty(models.Model):
    """A party of a commitment, and whether it is one of those who undertake."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="sides")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="undertakings")
    undertakes = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "partner"], name="commitment_party_once")
        ]

    def __str__(self) -> str:
        return self.partner_id


class PartnerRequest(Record):
    """One side asks the other to do something, not yet agreed."""

    class Direction(models.TextChoices):
        """Who asks."""

        OURS = "ours", _("ours")
        THEIRS = "theirs", _("theirs")

    class State(models.TextChoices):
        """Whether it has been answered."""

        OPEN = "open", _("open")
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("declined")

    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="requests")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    due = models.DateField(_("due date"), null=True, blank=True)
    due_text = models.CharField(_("due, as written"), max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [quoted_from_a_document("request")]


class Obstacle(Record):
    """Something that blocks cooperation with a partner."""

    class State(models.TextChoices):
        """Whether it still blocks."""

        OPEN = "open", _("open")
        RESOLVED = "resolved", _("resolved")

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="obstacles")
    area = models.CharField(_("area"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [quoted_from_a_document("obstacle")]
