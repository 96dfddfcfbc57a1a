"""The forms of contacts and interactions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.register.actions.contacts import LONGEST_NAME
from chancery.register.contacts.rules import LIVE_BASES
from chancery.register.contacts.values import ContactValues, InteractionValues
from chancery.register.models import Contact, Interaction
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.picking import PickField

_BASES = [("", _("not a person")), *((basis.value, basis.label) for basis in LIVE_BASES)]


def _line(label: Any, longest: int, help_text: Any = "", **rest: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, help_text=help_text, required=False, **rest
    )


def _lines(label: Any, help_text: Any = "", rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=area)


class ContactForm(RecordForm):
    """Who it is, how they are reached, on what basis we keep it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Contact.Kind.choices)
    text = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    partner = PickField("partners", many=False, label=_("Partner"), needed=_("Name the partner."))
    organisation = PickField(
        "organisations",
        many=False,
        label=_("Organisation"),
        help_text=_("Of a person: the agency, firm or association, itself a contact."),
    )
    office = _line(_("Office held"), 160, _("Of a person, for example: Director, Asia Bureau."))
    languages = _line(_("Languages"), 120, _("For example: Japanese, English."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    telephone = _line(_("Telephone"), 60, _("With the country code."))
    address = _line(_("Address"), 250)
    sectors = PickField(
        "sectors", label=_("Sectors"), help_text=_("What the contact matters for.")
    )
    basis = forms.ChoiceField(
        label=_("Basis for keeping"),
        choices=_BASES,
        required=False,
        help_text=_("Of a person: why we may keep what we know."),
    )
    basis_on = day_field(_("Given on"))
    basis_means = _line(
        _("By what means"), 200, _("For example: in writing, orally at the meeting on 3 May.")
    )
    kept_until = day_field(
        _("Kept until"),
        help_text=_("Only where it differs from the rule, which counts from the last meeting."),
    )
    field_order: tuple[str, ...] = (
        "kind", "text", "partner", "organisation", "office", "languages", "email", "telephone",
        "address", "sectors", "basis", "basis_on", "basis_means", "kept_until",
    )  # fmt: skip

    @property
    def values(self) -> ContactValues:
        """What the person said."""
        names = ContactValues.__dataclass_fields__
        return ContactValues(**{name: self.cleaned_data[name] for name in names})


class NewContactForm(ContactForm, GuardedForm):
    """The same, and who keeps it."""

    field_order = (*ContactForm.field_order, "held_by", "sensitivity", "named_units")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_by"].label = _("Kept by")


class BasisForm(forms.Form):
    """On what basis a person is kept from now on, or that consent was withdrawn."""

    basis = forms.ChoiceField(label=_("Basis for keeping"), choices=Contact.Basis.choices)
    basis_on = day_field(_("Given or withdrawn on"))
    basis_means = _line(_("By what means"), 200, _("For example: by e-mail."))


class ReviewForm(forms.Form):
    """Until when a person is still needed."""

    kept_until = day_field(
        _("Kept until"), help_text=_("Nothing: as long as the rule says, counted from today.")
    )


class InteractionForm(RecordForm):
    """Who met whom, when, where, about what, and what was agreed."""

    text = forms.CharField(
        label=_("Subject"),
        max_length=300,
        help_text=_("For example: opening the market for Vietnamese pomelos."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Interaction.Kind.choices)
    day = day_field(_("Day"))
    place = _line(_("Place"), 160)
    partner = PickField("partners", many=False, label=_("Partner"), needed=_("Name the partner."))
    contacts = PickField("contacts", label=_("Whom we met"))
    theirs = _lines(
        _("Others on their side"), _("Those who are no contacts, by name or office."), 2
    )
    units = PickField("units", label=_("Our units"))
    people = _lines(_("People on our side"), _("By name or office."), 2)
    summary = _lines(_("Summary"), _("What was said, and by whom."), 6)
    sectors = PickField("sectors", label=_("Sectors"))
    records = PickField(
        "discussed",
        label=_("What it was about"),
        help_text=_("Commitments, obstacles, opportunities and activities."),
    )
    next_step = _line(_("Agreed next step"), 250)
    next_step_on = day_field(_("Day of the next step"))
    next_unit = PickField("units", many=False, label=_("Unit that takes the next step"))
    field_order: tuple[str, ...] = (
        "text", "kind", "day", "place", "partner", "contacts", "theirs", "units", "people",
        "summary", "sectors", "records", "next_step", "next_step_on", "next_unit",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].required = True

    @property
    def values(self) -> InteractionValues:
        """What the person said."""
        names = InteractionValues.__dataclass_fields__
        return InteractionValues(**{name: self.cleaned_data[name] for name in names})


class NewInteractionForm(InteractionForm, GuardedForm):
    """The same, and who holds it."""

    field_order = (*InteractionForm.field_order, "held_by", "sensitivity", "named_units")
