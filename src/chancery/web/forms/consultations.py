"""The forms of consultations: the question, a reply, more time, a conclusion; filters of its lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.people.models import Unit, User
from chancery.register.agreements.queries import people_for
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.narrowing import (
    Narrowing,
    Rows,
    choice,
    equal,
    partner_field,
    search_field,
    unit_field,
    worded,
)
from chancery.web.forms.picking import PickField, for_viewer
from chancery.work.consultations import clock
from chancery.work.consultations.clock import Standing
from chancery.work.consultations.values import (
    ConsultationValues,
    EnteredValues,
    FollowValues,
    ReplyValues,
)
from chancery.work.models import (
    ConsultationReply,
    ConsultationState,
    ConsultedUnit,
    ReplyKind,
)


def lines(label: Any, help_text: Any = "", rows: int = 3, *, required: bool = False) -> Any:
    """Several lines of text."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, widget=area)


def line(label: Any, longest: int, help_text: Any = "", **more: Any) -> forms.CharField:
    """One line of text that may stay empty."""
    return forms.CharField(
        label=label, max_length=longest, help_text=help_text, required=False, **more
    )


class ConsultationForm(RecordForm):
    """What is asked, whom, until when."""

    text = lines(
        _("Question"),
        _("For example: should we accept the partner's condition on pomelo quarantine?"),
        required=True,
    )
    background = lines(_("Background"), _("What a unit must know to answer."), 5)
    units = PickField("units", label=_("Units asked"))
    reply_by = day_field(
        _("Reply by"), help_text=_("Moved to the next working day where it is a day off.")
    )
    partners = PickField("partners", label=_("Partners"))
    sectors = PickField("sectors", label=_("Sectors"))
    papers = PickField(
        "documents",
        label=_("Papers"),
        help_text=_("Documents of the store; each unit sees those that it may read."),
    )
    person = forms.ChoiceField(
        label=_("Person in charge"),
        required=False,
        help_text=_("Is told of each reply; you, unless said otherwise."),
    )
    letter_number = line(_("Number of the letter"), 60)
    town = line(_("Place of the papers"), 80, initial="Hà Nội")
    signer_title = line(_("Title of the signer"), 160, widget=forms.Textarea(attrs={"rows": 2}))
    signer = line(_("Signed by"), 120)
    field_order: tuple[str, ...] = (
        "text", "background", "units", "reply_by", "partners", "sectors", "papers", "person",
        "letter_number", "town", "signer_title", "signer",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply_by"].required = True
        offer_people(self, "person", self.viewer)

    @property
    def values(self) -> ConsultationValues:
        """What the person said."""
        said = {name: self.cleaned_data[name] for name in ConsultationValues.__dataclass_fields__}
        said["papers"] = tuple(int(key) for key in said["papers"])
        return ConsultationValues(**{**said, "person": said["person"] or None})


class NewConsultationForm(ConsultationForm, GuardedForm):
    """The same, which unit asks, and who may see it."""

    field_order = (*ConsultationForm.field_order, "held_by", "sensitivity", "named_units")


def offer_people(form: forms.Form, name: str, viewer: Viewer) -> None:
    """Officers and heads of the viewer's agency, and whoever is named already."""
    people = list(people_for(viewer.agency_units | viewer.own_units))
    known = {person.username for person in people}
    kept = (form.initial or {}).get(name)
    also = User.objects.filter(username=kept) if kept and kept not in known else []
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    said = [(one.username, one.full_name) for one in [*people, *also]]
    field.choices = [("", _("you, or nobody named")), *said]


class ReplyForm(forms.Form):
    """What the unit says."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=ReplyKind.choices, widget=forms.RadioSelect
    )
    text = lines(
        _("Opinion"),
        _("Needed unless you agree: what is to be changed, or why not. Or attach the document."),
        6,
    )
    paper = PickField("documents", many=False, label=_("Document"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)

    @property
    def said(self) -> ReplyValues:
        """What was said."""
        data = self.cleaned_data
        return ReplyValues(
            data["answer"], data["text"], int(data["paper"]) if data["paper"] else None
        )


class EnterReplyForm(ReplyForm):
    """The same for a unit whose letter or mail came."""

    unit = forms.ChoiceField(label=_("Unit"))
    way = forms.ChoiceField(
        label=_("How it came"),
        choices=[
            pair for pair in ConsultationReply.Way.choices if pair[0] != ConsultationReply.Way.FORM
        ],
    )
    received_on = day_field(
        _("Received on"), help_text=_("The day that counts against the unit's own day.")
    )
    field_order = ("unit", "way", "received_on", "answer", "text", "paper")

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(unit.pk, str(unit)) for unit in units]
        self.fields["received_on"].required = True
        self.fields["received_on"].initial = timezone.localdate()

    @property
    def values(self) -> EnteredValues:
        """What was said, by whom, when it came."""
        data = self.cleaned_data
        return EnteredValues(data["unit"], self.said, data["received_on"], data["way"])


class MoreUnitsForm(forms.Form):
    """Whom to ask besides."""

    units = PickField("units", label=_("Units"), needed=_("Name a unit."))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)


class TimeForm(forms.Form):
    """A later day, and why."""

    due = day_field(_("New day"))
    reason = lines(_("Reason"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].required = True


class DecideTimeForm(forms.Form):
    """Grant the day or another, or say why not."""

    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[("grant", _("grant")), ("decline", _("decline"))],
        widget=forms.RadioSelect,
        initial="grant",
    )
    due = day_field(_("Day granted"), help_text=_("The one asked for, unless you name another."))
    answer = lines(_("Why not"), _("Needed where you decline."))


class CloseForm(forms.Form):
    """What the replies come to."""

    conclusion = lines(
        _("Conclusion"),
        _("For example: accept the condition for three years; ask for a review in 2028."),
        5,
        required=True,
    )


class FollowForm(forms.Form):
    """What is to be done, by whom, by when."""

    text = lines(_("What is to be done"), required=True)
    lead = PickField("units", many=False, label=_("Lead"), needed=_("Name the unit."))
    due = day_field(_("Due date"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)

    @property
    def values(self) -> FollowValues:
        """What was said."""
        data = self.cleaned_data
        return FollowValues(data["text"], data["lead"], data["due"])


class ConsultationFilter(Narrowing):
    """Which questions?"""

    text = search_field()
    side = choice(_("Whose"), [("ours", _("asked by us")), ("us", _("asked of us"))])
    state = choice(_("State"), ConsultationState.choices)
    held_by = unit_field(_("Unit that asks"))
    unit = unit_field(_("Unit asked"))
    partner = partner_field()
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2100)
    MORE = frozenset({"unit", "year"})
    FILTERS = {
        "text": worded("reference", "text", "background", "conclusion"),
        "state": equal("state"),
        "held_by": equal("held_by"),
        "unit": lambda rows, unit: rows.filter(
            pk__in=ConsultedUnit.objects.filter(unit=unit).values("consultation")
        ),
        "partner": lambda rows, partner: rows.filter(partners=partner),
        "year": lambda rows, year: rows.filter(created_at__year=year),
    }

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data, viewer=viewer)
        self._viewer = viewer

    def narrow(self, rows: Rows) -> Rows:
        """Also by whether the viewer's units ask or are asked."""
        side, units = self.cleaned_data.get("side"), self._viewer.units
        if side == "ours":
            rows = rows.filter(held_by__in=units)
        if side == "us":
            asked = ConsultedUnit.objects.filter(unit__in=units).values("consultation")
            rows = rows.filter(pk__in=asked)
        return super().narrow(rows)


class AnswerFilter(Narrowing):
    """Which units, and how do they stand?"""

    text = search_field()
    unit = unit_field(_("Unit asked"))
    held_by = unit_field(_("Unit that asks"))
    standing = choice(_("Against its day"), Standing.choices)
    answer = choice(_("Answer"), ReplyKind.choices)
    waits = choice(_("Waits"), [("mine", _("for an answer of ours"))])
    MORE = frozenset({"waits", "held_by"})
    FILTERS = {
        "text": worded("consultation__reference", "consultation__text"),
        "unit": equal("unit"),
        "held_by": equal("consultation__held_by"),
        "standing": lambda rows, value: rows.filter(clock.condition(value)),
        "answer": equal("answer"),
    }

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data, viewer=viewer)
        self._viewer = viewer

    def narrow(self, rows: Rows) -> Rows:
        """Also by what waits for the viewer's own units, as the Today page counts it."""
        if self.cleaned_data.get("waits"):
            own = [unit for unit in self._viewer.roles if self._viewer.writes_for(unit)]
            rows = rows.filter(
                unit__in=own, replied_on__isnull=True, consultation__state=ConsultationState.SENT
            )
        return super().narrow(rows)
