"""Standing mechanisms of cooperation: who holds which role, their sessions, what is put forward."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Document
from chancery.partners.models import Partner
from chancery.people.models import Unit, User
from chancery.register.models.activities import Activity
from chancery.register.models.commitments import Commitment
from chancery.register.models.records import Mergeable, quoted_from_a_document


class Frequency(models.TextChoices):
    """How often its sessions are to be held."""

    QUARTER = "quarter", _("every three months")
    HALF_YEAR = "half_year", _("every half-year")
    YEAR = "year", _("yearly")
    TWO_YEARS = "two_years", _("every two years")
    THREE_YEARS = "three_years", _("every three years")
    FIVE_YEARS = "five_years", _("every five years")


class Mechanism(Mergeable):
    """A mechanism that meets again and again, with one partner or with many; ``text`` names it.

    When a session is due is worked out from ``frequency`` and the last one held, never stored.
    """

    class Kind(models.TextChoices):
        """What sort of mechanism."""

        FORUM = "forum", _("multilateral forum or organisation")
        COMMISSION = "commission", _("joint commission")
        COMMITTEE = "committee", _("intergovernmental committee")
        DIALOGUE = "dialogue", _("strategic dialogue")
        WORKING_GROUP = "working_group", _("working group")
        OTHER = "other", pgettext_lazy("mechanism", "other")

    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    name_en = models.CharField(_("name in English"), max_length=250, blank=True)
    partners = models.ManyToManyField(
        Partner, related_name="mechanisms", verbose_name=_("partners")
    )
    lead = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_mechanisms",
        verbose_name=_("lead"),
    )
    coordinating = models.ManyToManyField(
        Unit, related_name="coordinated_mechanisms", blank=True, verbose_name=_("coordinating")
    )
    frequency = models.CharField(
        _("frequency"), max_length=12, choices=Frequency, blank=True, default=""
    )
    about = models.TextField(_("what it is for"), blank=True)
    ended = models.DateField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("mechanism")
        verbose_name_plural = _("mechanisms")
        ordering: ClassVar = ["reference"]
        constraints: ClassVar = [quoted_from_a_document("mechanism")]

    @property
    def name(self) -> str:
        """In the language of the page, the Vietnamese one where there is no other."""
        return (self.name_en if get_language() == "en" else self.text) or self.text


class MechanismPart(models.Model):
    """What hangs on one mechanism, and who wrote it down."""

    mechanism = models.ForeignKey(Mechanism, models.CASCADE, related_name="%(class)ss")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        abstract = True


class MechanismRole(MechanismPart):
    """Who holds which role, from when until when: ours, and each term's chair."""

    class Role(models.TextChoices):
        """What somebody is in a mechanism."""

        CHAIR = "chair", _("chair")
        VICE_CHAIR = "vice_chair", _("vice-chair")
        COORDINATOR = "coordinator", _("coordinator")
        MEMBER = "member", _("member")
        OBSERVER = "observer", _("observer")
        GUEST = "guest", _("guest")

    role = models.CharField(_("role"), max_length=12, choices=Role)
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="mechanism_roles", verbose_name=_("held by whom")
    )
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("to"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering: ClassVar = [F("start").desc(nulls_last=True), "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="mechanism_role_ends_after_its_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.partner}"


class MechanismSession(MechanismPart):
    """One session: planned, then held; what is prepared for it and what came out of it."""

    number = models.CharField(_("number"), max_length=20, blank=True)
    planned = models.DateField(_("planned for"), null=True, blank=True)
    held = models.DateField(_("held on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Activity.Level, blank=True)
    activity = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mechanism_sessions",
        verbose_name=_("activity"),
    )
    documents = models.ManyToManyField(Document, related_name="mechanism_sessions", blank=True)
    commitments = models.ManyToManyField(
        Commitment, related_name="mechanism_sessions", blank=True, verbose_name=_("commitments")
    )
    preparation = models.TextField(_("what is prepared"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering: ClassVar = [F("held").desc(nulls_first=True), F("planned").desc(), "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(planned__isnull=False) | Q(held__isnull=False),
                name="mechanism_session_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.number or str(self.held or self.planned)


class Initiative(Mergeable):
    """What somebody puts forward in a mechanism; ``text`` is its title.

    ``proposed_by`` is a partner, or the home country where it is ours; ``partners`` support it.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are ``mechanisms.rules.INITIATIVE_MOVES``."""

        IDEA = "idea", pgettext_lazy("initiative", "idea")
        PUT_FORWARD = "put_forward", pgettext_lazy("initiative", "put forward")
        SUPPORTED = "supported", pgettext_lazy("initiative", "supported")
        ADOPTED = "adopted", pgettext_lazy("initiative", "adopted")
        DROPPED = "dropped", pgettext_lazy("initiative", "dropped")

    mechanism = models.ForeignKey(
        Mechanism, models.PROTECT, related_name="initiatives", verbose_name=_("mechanism")
    )
    session = models.ForeignKey(
        MechanismSession,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiatives",
        verbose_name=_("session"),
    )
    proposed_by = models.ForeignKey(
        Partner, models.PROTECT, related_name="initiatives", verbose_name=_("put forward by")
    )
    partners = models.ManyToManyField(
        Partner, related_name="supported_initiatives", blank=True, verbose_name=_("supported by")
    )
    lead = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_initiatives",
        verbose_name=_("lead"),
    )
    day = models.DateField(_("put forward on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.IDEA)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [quoted_from_a_document("initiative")]
