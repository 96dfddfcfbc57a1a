"""Meetings of the committee, conferences with the missions: who meets on what, what is decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Document
from chancery.people.models import Unit, User
from chancery.register.models import Agreement, Record, quoted_from_a_document
from chancery.work.models.escalation import Escalation
from chancery.work.models.reviews import ReviewItem
from chancery.work.models.tasks import Proposal, Task


class MeetingKind(models.TextChoices):
    """What sort of meeting."""

    COMMITTEE = "committee", _("committee session")
    MISSIONS = "missions", _("conference with the missions")
    WORKING = "working", _("working meeting")


class MeetingState(models.TextChoices):
    """Where it stands; the moves between them stand in ``meetings.rules.MOVES``."""

    PREPARED = "prepared", _("being prepared")
    INVITED = "invited", _("invited")
    HELD = "held", _("held, minutes being written")
    CONCLUDED = "concluded", _("concluded, minutes approved")
    CANCELLED = "cancelled", _("cancelled")


class Way(models.TextChoices):
    """How somebody takes part."""

    ROOM = "room", _("in the room")
    ONLINE = "online", _("online")


class Meeting(Record):
    """One meeting: ``text`` is its title, ``held_by`` its secretariat, ``issuer`` in whose name.

    ``secretary`` and ``chair_person`` are those who may approve its minutes besides the head of the
    secretariat; ``chair`` is the chair as papers write it.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=MeetingKind)
    state = models.CharField(
        _("state"), max_length=10, choices=MeetingState, default=MeetingState.PREPARED
    )
    day = models.DateField(_("day"))
    time = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link for those online"), max_length=300, blank=True)
    issuer = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        verbose_name=_("in whose name"),
        null=True,
        blank=True,
    )
    chair = models.CharField(_("chaired by"), max_length=160, blank=True)
    chair_person = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("chair"), null=True, blank=True
    )
    secretary = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("secretary"), null=True, blank=True
    )
    town = models.CharField(_("place of the papers"), max_length=80, blank=True, default="Hà Nội")
    letter_number = models.CharField(_("number of the invitation"), max_length=60, blank=True)
    minutes_number = models.CharField(_("number of the minutes"), max_length=60, blank=True)
    notice_number = models.CharField(_("number of the notice"), max_length=60, blank=True)
    signer_title = models.CharField(_("title of the signer"), max_length=160, blank=True)
    signer = models.CharField(_("signed by"), max_length=120, blank=True)
    conclusions = models.TextField(_("conclusions"), blank=True)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    concluded_at = models.DateTimeField(_("minutes approved"), null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    units = models.ManyToManyField(Unit, through="Participant", related_name="+")

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering: ClassVar = ["-day", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="concluded", concluded_at__isnull=False)
                | (~Q(state="concluded") & Q(concluded_at__isnull=True)),
                name="meeting_concluded_with_its_time",
            ),
            models.CheckConstraint(
                condition=Q(concluded_at__isnull=True, approved_by__isnull=True)
                | Q(concluded_at__isnull=False, approved_by__isnull=False),
                name="meeting_minutes_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "cancelled"]) | Q(invited_at__isnull=False),
                name="meeting_held_after_its_invitation",
            ),
            quoted_from_a_document("meeting"),
        ]


class Participant(models.Model):
    """A unit that takes part, or a person by name, of a unit or from outside."""

    class State(models.TextChoices):
        """Whether they come, and came."""

        LISTED = "listed", _("to be invited")
        INVITED = "invited", _("invited, no answer")
        CONFIRMED = "confirmed", _("confirmed")
        ATTENDED = "attended", _("attended")
        ABSENT = "absent", _("absent")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="participants")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    name = models.CharField(_("name and office"), max_length=160, blank=True)
    way = models.CharField(_("takes part"), max_length=6, choices=Way, default=Way.ROOM)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.LISTED)
    reason = models.CharField(_("reason"), max_length=250, blank=True)

    class Meta:
        ordering: ClassVar = ["unit__name_vi", "name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(name=""), name="participant_is_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(state="absent") | ~Q(reason=""), name="participant_absent_says_why"
            ),
            models.UniqueConstraint(
                fields=["meeting", "unit", "name"], name="participant_once_per_meeting"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.unit)


class AgendaItem(models.Model):
    """One point of the agenda: what it is about, or ``text`` where the secretariat adds its own.

    What it is about is shown to who may know of that, so no words of it are kept here.
    """

    class Kind(models.TextChoices):
        """Whence it comes."""

        ESCALATION = "escalation", _("reported to the committee")
        OVERDUE = "overdue", _("overdue tasks of a ministry")
        REVIEW = "review", _("commitment of a review")
        ALARM = "alarm", _("date of an agreement")
        PROPOSAL = "proposal", _("proposal to decide")
        OWN = "own", _("item of the secretariat")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("content"), blank=True)
    presenter = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reports")
    )
    paper = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name=_("paper"),
    )
    discussion = models.TextField(_("what was said"), blank=True)
    escalation = models.ForeignKey(
        Escalation, models.CASCADE, null=True, blank=True, related_name="agenda_items"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ministry")
    )
    review_item = models.ForeignKey(
        ReviewItem, models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )

    class Meta:
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        ordering: ClassVar = ["number", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(
                    Q(kind="own") & ~Q(text="")
                    | Q(kind="escalation", escalation__isnull=False)
                    | Q(kind="overdue", unit__isnull=False)
                    | Q(kind="review", review_item__isnull=False)
                    | Q(kind="alarm", agreement__isnull=False)
                    | Q(kind="proposal", proposal__isnull=False)
                ),
                name="agenda_item_is_about_something",
            ),
            *(
                models.UniqueConstraint(fields=["meeting", name], name=f"agenda_item_{name}_once")
                for name in ("escalation", "unit", "review_item", "agreement", "proposal")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"


class MeetingDecision(models.Model):
    """One decision; once the minutes are approved it is a task, and answers what asked for it.

    ``ruling`` is what it answers, of ``meetings.rulings``; ``outcome`` says what came of that:
    something may have been answered by others while the minutes were written.
    """

    class Outcome(models.TextChoices):
        """What came of the answer it gives."""

        GIVEN = "given", _("answered")
        OVERTAKEN = "overtaken", _("others had answered before")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    text = models.TextField(_("decision"))
    ruling = models.CharField(_("answer"), max_length=10, blank=True)
    lead = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead")
    )
    due = models.DateField(_("due date"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    task = models.OneToOneField(
        Task, models.SET_NULL, null=True, blank=True, related_name="meeting_decision"
    )
    proposal = models.OneToOneField(
        Proposal, models.SET_NULL, null=True, blank=True, related_name="meeting_decision"
    )

    class Meta:
        verbose_name = _("decision of a meeting")
        verbose_name_plural = _("decisions of meetings")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.text
