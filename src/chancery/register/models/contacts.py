"""Whom we know in partners, and when we met them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Partner, Sector
from chancery.people.models import Unit, User
from chancery.register.models.activities import Activity
from chancery.register.models.commitments import Commitment
from chancery.register.models.obstacles import Obstacle
from chancery.register.models.opportunities import Opportunity
from chancery.register.models.records import Mergeable, quoted_from_a_document


class Contact(Mergeable):
    """A person, agency, firm or association in a partner; ``text`` is its name.

    E-mail, telephone and address are shown to few (``contacts.access``) and never stand in history.
    ``kept_until`` is a day that somebody set; without it the rule of ``definitions/contacts.yaml``
    counts. Once erased nothing of the person is left but with whom they met, and when.
    """

    class Kind(models.TextChoices):
        """Who or what it is."""

        PERSON = "person", _("person")
        AGENCY = "agency", _("agency")
        FIRM = "firm", _("firm")
        ASSOCIATION = "association", _("association")

    class Basis(models.TextChoices):
        """Why we may keep what we know of a person."""

        CONSENT = "consent", _("asked and given")
        OFFICE = "office", _("public office")
        INTEREST = "interest", _("legitimate interest")
        WITHDRAWN = "withdrawn", _("withdrawn")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="contacts", verbose_name=_("partner")
    )
    organisation = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("organisation"),
    )
    office = models.CharField(_("office held"), max_length=160, blank=True)
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    sectors = models.ManyToManyField(
        Sector, related_name="contacts", blank=True, verbose_name=_("sectors")
    )
    basis = models.CharField(_("basis for keeping"), max_length=12, choices=Basis, blank=True)
    basis_on = models.DateField(_("given on"), null=True, blank=True)
    basis_means = models.CharField(_("by what means"), max_length=200, blank=True)
    kept_until = models.DateField(_("kept until"), null=True, blank=True)
    reviewed_on = models.DateField(_("reviewed"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)
    erased_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering: ClassVar = ["text", "reference"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="person", basis__gt="") | (~Q(kind="person") & Q(basis="")),
                name="contact_of_a_person_has_its_basis",
            ),
            models.CheckConstraint(
                condition=Q(kind="person") | Q(organisation__isnull=True),
                name="contact_in_an_organisation_is_a_person",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True, erased_by__isnull=True)
                | Q(
                    erased_at__isnull=False,
                    erased_by__isnull=False,
                    email="",
                    telephone="",
                    address="",
                    office="",
                    languages="",
                    basis_means="",
                    quote="",
                ),
                name="contact_erased_is_empty",
            ),
            quoted_from_a_document("contact"),
        ]
        indexes: ClassVar = [models.Index(fields=["partner", "text"], name="contact_by_partner")]


class Interaction(Mergeable):
    """Who met whom, when, about what; ``text`` is the subject.

    ``units`` and ``people`` are ours, ``contacts`` and ``theirs`` the partner's. It has taken
    place: what is still to come is an activity or a task.
    """

    class Kind(models.TextChoices):
        """How they met."""

        MEETING = "meeting", _("meeting")
        CALL = "call", _("call")
        ONLINE = "online", _("online meeting")
        LETTER = "letter", _("letter or message")
        VISIT = "visit", _("visit")
        EVENT = "event", _("event")
        MEAL = "meal", _("dinner or reception")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    day = models.DateField(_("day"))
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="interactions", verbose_name=_("partner")
    )
    contacts = models.ManyToManyField(
        Contact, related_name="interactions", blank=True, verbose_name=_("contacts")
    )
    theirs = models.TextField(_("others on their side"), blank=True)
    units = models.ManyToManyField(
        Unit, related_name="interactions", blank=True, verbose_name=_("our units")
    )
    people = models.TextField(_("people on our side"), blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    sectors = models.ManyToManyField(
        Sector, related_name="interactions", blank=True, verbose_name=_("sectors")
    )
    next_step = models.CharField(_("agreed next step"), max_length=250, blank=True)
    next_step_on = models.DateField(_("day of the next step"), null=True, blank=True)
    next_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="next_steps",
        verbose_name=_("unit that takes the next step"),
    )
    commitments = models.ManyToManyField(Commitment, related_name="interactions", blank=True)
    obstacles = models.ManyToManyField(Obstacle, related_name="interactions", blank=True)
    opportunities = models.ManyToManyField(Opportunity, related_name="interactions", blank=True)
    activities = models.ManyToManyField(Activity, related_name="interactions", blank=True)

    class Meta:
        verbose_name = _("interaction")
        verbose_name_plural = _("interactions")
        ordering: ClassVar = ["-day", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(next_step_on__isnull=True, next_unit__isnull=True)
                | Q(next_step__gt=""),
                name="interaction_next_day_with_its_step",
            ),
            quoted_from_a_document("interaction"),
        ]
        indexes: ClassVar = [models.Index(fields=["partner", "day"], name="interaction_day")]
