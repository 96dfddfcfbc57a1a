"""The forms of mechanisms, their roles and sessions, and of initiatives; the filters of both lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.register.mechanisms import queries
from chancery.register.mechanisms.standing import Due
from chancery.register.mechanisms.values import (
    InitiativeValues,
    MechanismValues,
    RoleValues,
    SessionValues,
)
from chancery.register.models import (
    Activity,
    Frequency,
    Initiative,
    Mechanism,
    MechanismRole,
    MechanismSession,
)
from chancery.web.formatting import day
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.narrowing import (
    STILL_OPEN,
    Narrowing,
    Rows,
    choice,
    equal,
    partner_field,
    search_field,
    unit_field,
    worded,
)
from chancery.web.forms.picking import PickField

STILL_FOLLOWED = tuple(
    map(str, (Initiative.State.IDEA, Initiative.State.PUT_FORWARD, Initiative.State.SUPPORTED))
)


def _lines(label: Any, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, required=required, widget=area)


class MechanismForm(RecordForm):
    """What meets again and again, with whom, how often, and who looks after it here."""

    text = forms.CharField(
        label=_("Name in Vietnamese"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As one would say it: the Joint Commission with Japan on cooperation."),
    )
    name_en = forms.CharField(label=_("Name in English"), required=False, max_length=250)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Mechanism.Kind.choices, widget=forms.RadioSelect
    )
    partners = PickField(
        "partners",
        label=_("Partners"),
        needed=_("Name the partner."),
        help_text=_("A bloc or organisation is one partner: ASEAN, APEC."),
    )
    lead = PickField("units", many=False, label=_("Lead"))
    coordinating = PickField("units", label=_("Coordinating"))
    frequency = forms.ChoiceField(
        label=_("How often it meets"),
        required=False,
        choices=[("", _("no fixed rhythm")), *Frequency.choices],
        help_text=_("From this and the last session held it is worked out when one is due."),
    )
    about = _lines(_("What it is for"), _("Its mandate, and what it was founded on."))
    ended = day_field(_("Ended"), help_text=_("Only where it meets no more."))
    field_order: tuple[str, ...] = (
        "text", "name_en", "kind", "partners", "lead", "coordinating", "frequency", "about",
        "ended",
    )  # fmt: skip

    @property
    def values(self) -> MechanismValues:
        """What the person said."""
        names = MechanismValues.__dataclass_fields__
        return MechanismValues(**{name: self.cleaned_data[name] for name in names})


class NewMechanismForm(MechanismForm, GuardedForm):
    """The same, and who holds it."""

    field_order = (*MechanismForm.field_order, "held_by", "sensitivity", "named_units")


class RoleForm(RecordForm):
    """Who holds which role, from when until when."""

    role = forms.ChoiceField(label=_("Role"), choices=MechanismRole.Role.choices)
    partner = PickField(
        "parties",
        many=False,
        label=_("Held by whom"),
        needed=_("Name the country or organisation; our own country is one."),
    )
    start = day_field(_("From"))
    end = day_field(_("To"), help_text=_("The last day of the term; empty while it runs."))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=250,
        help_text=_("For example: coordinator of the relations between ASEAN and New Zealand."),
    )

    @property
    def values(self) -> RoleValues:
        """What the person said."""
        names = RoleValues.__dataclass_fields__
        return RoleValues(**{name: self.cleaned_data[name] for name in names})


class SessionForm(RecordForm):
    """One session: when and where, what is prepared, what came out of it."""

    number = forms.CharField(
        label=_("Number"), required=False, max_length=20, help_text=_("For example: 12th, or XII.")
    )
    planned = day_field(_("Planned for"))
    held = day_field(_("Held on"), help_text=_("Once it has been held: its first day."))
    place = forms.CharField(label=_("Place"), required=False, max_length=120)
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("not said")), *Activity.Level.choices]
    )
    preparation = _lines(
        _("What is prepared"), _("What we bring, who prepares it, what is still open.")
    )
    outcome = _lines(_("Outcome"), _("What was agreed, in a few lines."))
    activity = PickField(
        "activities",
        many=False,
        label=_("Activity"),
        help_text=_("The visit or meeting it was part of."),
    )
    documents = PickField("documents", label=_("Documents"))
    commitments = PickField(
        "commitments",
        label=_("Commitments"),
        help_text=_("Those quoted from its documents are shown by themselves."),
    )

    @property
    def values(self) -> SessionValues:
        """What the person said."""
        names = SessionValues.__dataclass_fields__
        said = {name: self.cleaned_data[name] for name in names}
        said["activity"] = int(said["activity"]) if said["activity"] else None
        said["documents"] = tuple(int(key) for key in said["documents"])
        return SessionValues(**said)


class SessionChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic when it runs
    """Sessions of all mechanisms, each with its own."""

    def label_from_instance(self, obj: Any) -> str:
        when = day(obj.held or obj.planned)
        return (
            f"{obj.mechanism.name} – {obj.number} ({when})"
            if obj.number
            else (f"{obj.mechanism.name} – {when}")
        )


class InitiativeForm(RecordForm):
    """What somebody puts forward in a mechanism."""

    text = _lines(
        _("Title"), _("For example: a network of smart customs posts in ASEAN."), required=True
    )
    mechanism = PickField(
        "mechanisms", many=False, label=_("Mechanism"), needed=_("Choose a mechanism.")
    )
    session = SessionChoice(
        MechanismSession.objects.none(),
        label=_("Session"),
        required=False,
        empty_label=_("none of them"),
        help_text=_("In which it was, or is to be, put forward."),
    )
    proposed_by = PickField(
        "parties",
        many=False,
        label=_("Put forward by"),
        needed=_("Name the country or organisation; our own country is one."),
    )
    day = day_field(_("Put forward on"), help_text=_("Empty while it is an idea."))
    partners = PickField("partners", label=_("Supported by"))
    lead = PickField("units", many=False, label=_("Lead"))
    notes = _lines(_("Notes"))
    field_order: tuple[str, ...] = (
        "text", "mechanism", "session", "proposed_by", "day", "partners", "lead", "notes",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session = self.fields["session"]
        assert isinstance(session, forms.ModelChoiceField)
        known = queries.mechanisms(self.viewer).order_by().values("pk")
        rows = MechanismSession.objects.filter(mechanism__in=known).select_related("mechanism")
        session.queryset = rows.order_by("mechanism__text", "-held", "-planned")

    @property
    def values(self) -> InitiativeValues:
        """What the person said."""
        names = InitiativeValues.__dataclass_fields__
        said = {name: self.cleaned_data[name] for name in names}
        said["mechanism"] = int(said["mechanism"])
        said["session"] = said["session"].pk if said["session"] else None
        return InitiativeValues(**said)


class NewInitiativeForm(InitiativeForm, GuardedForm):
    """The same, and who holds it."""

    field_order = (*InitiativeForm.field_order, "held_by", "sensitivity", "named_units")


class NoteForm(forms.Form):
    """What is said of a move of an initiative."""

    note = forms.CharField(
        label=_("Note"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, asks: Any = "", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = asks
        self.fields["note"].required = required


DUE = (
    (Due.PLANNED, _("planned")),
    (Due.UNCONFIRMED, _("planned day passed")),
    (Due.EXPECTED, _("due, no day set")),
    (Due.LATE, _("overdue, no day set")),
    (Due.UNKNOWN, _("not known")),
    (Due.ENDED, _("ended")),
)


class MechanismFilter(Narrowing):
    """Which mechanisms, with whom, and where is a session due?"""

    text = search_field()
    kind = choice(_("Kind"), Mechanism.Kind.choices)
    partner = partner_field()
    due = choice(_("Next session"), [(str(value), label) for value, label in DUE])
    role = choice(_("Our role"), MechanismRole.Role.choices)
    lead = unit_field(_("Lead"))
    MORE = frozenset({"role", "lead"})
    FILTERS: ClassVar[Mapping[str, Callable[[Rows, Any], Rows]]] = {
        "text": worded("reference", "text", "name_en", "about"),
        "kind": equal("kind"),
        "partner": queries.with_partner,
        "due": queries.whose_session_is,
        "role": queries.where_we_are,
        "lead": equal("lead"),
    }


def _by_whom(rows: Rows, value: str) -> Rows:
    return rows.filter(proposed_by__is_home=value == "ours")


def _in_state(rows: Rows, value: str) -> Rows:
    return rows.filter(state__in=STILL_FOLLOWED if value == STILL_OPEN[0] else [value])


class InitiativeFilter(Narrowing):
    """What was put forward where, by whom, and what became of it?"""

    text = search_field()
    mechanism = PickField("mechanisms", many=False, label=_("Mechanism"))
    state = choice(_("State"), [STILL_OPEN, *Initiative.State.choices])
    whose = choice(_("Put forward"), [("ours", _("by us")), ("theirs", _("by others"))])
    partner = partner_field()
    lead = unit_field(_("Lead"))
    MORE = frozenset({"partner", "lead"})
    FILTERS: ClassVar[Mapping[str, Callable[[Rows, Any], Rows]]] = {
        "text": worded("reference", "text", "notes"),
        "mechanism": equal("mechanism"),
        "state": _in_state,
        "whose": _by_whom,
        "partner": equal("proposed_by"),
        "lead": equal("lead"),
    }


class CalendarFilter(Narrowing):
    """Whose sessions come?"""

    partner = partner_field()
    kind = choice(_("Kind"), Mechanism.Kind.choices)
    lead = unit_field(_("Lead"))
    FILTERS: ClassVar[Mapping[str, Callable[[Rows, Any], Rows]]] = {
        "partner": queries.with_partner,
        "kind": equal("kind"),
        "lead": equal("lead"),
    }
