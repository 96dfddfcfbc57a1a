"""The forms of proposals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register.values import Guard
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, RecordForm, writing_units
from chancery.web.forms.picking import PickField
from chancery.work.values import ProposalValues


class ProposalForm(RecordForm):
    """What may change while it waits for its answer: not who asks whom."""

    text = forms.CharField(label=_("What is asked"), widget=forms.Textarea(attrs={"rows": 4}))
    coordinating = PickField("units", label=_("Coordinating"))
    partners = PickField("partners", label=_("Partners"))
    due = day_field(_("Asked for by"))
    due_text = forms.CharField(label=_("Due, as written"), required=False, max_length=120)
    event = forms.CharField(
        label=_("Outside event that it answers"),
        required=False,
        max_length=250,
        help_text=_("For example: the partner raises the tariff on shrimp."),
    )
    event_on = day_field(_("Day of the event"))

    def values(self, from_unit: str, to_unit: str) -> ProposalValues:
        """What the person said, from one unit to the other."""
        names = ("text", "coordinating", "partners", "due", "due_text", "event", "event_on")
        said = {name: self.cleaned_data[name] for name in names}
        return ProposalValues(from_unit=from_unit, to_unit=to_unit, **said)


class NewProposalForm(ProposalForm, GuardedForm):
    """Also who asks whom; the unit that asks holds the proposal."""

    from_unit = forms.ChoiceField(label=_("From"))
    to_unit = PickField(
        "units", many=False, label=_("To"), needed=_("Name the unit that is asked.")
    )
    field_order = (
        "from_unit",
        "to_unit",
        "text",
        "coordinating",
        "partners",
        "due",
        "due_text",
        "event",
        "event_on",
        "sensitivity",
        "named_units",
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        del self.fields["held_by"]
        asking = self.fields["from_unit"]
        assert isinstance(asking, forms.ChoiceField)
        asking.choices = [(unit.key, str(unit)) for unit in writing_units(viewer)]

    @property
    def guard(self) -> Guard:
        """Held by the unit that asks."""
        self.cleaned_data["held_by"] = self.cleaned_data["from_unit"]
        return super().guard


class EchoForm(forms.Form):
    """Which of one's missions does this too, and how."""

    unit = forms.ChoiceField(label=_("Mission"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you do, since when, and what could be done together."),
    )

    def __init__(self, *args: Any, missions: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)
        unit.choices = [(mission.pk, str(mission)) for mission in missions]


class DeclineForm(forms.Form):
    """The answer to a proposal that is not taken on."""

    answer = forms.CharField(
        label=_("Answer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The unit that asked reads this: say why not, and what could help instead."),
    )
