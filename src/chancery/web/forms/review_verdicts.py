"""The forms by which a round is judged: a verdict, several alike, minutes, a decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.web.forms.documents import day_field
from chancery.web.forms.picking import PickField, for_viewer
from chancery.work.models import Verdict
from chancery.work.reviews.values import DecisionValues, MinutesValues, VerdictValues


class VerdictForm(forms.Form):
    """What is decided of one commitment."""

    verdict = forms.ChoiceField(
        label=_("Verdict"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    new_due = day_field(
        _("New due date"),
        help_text=_("Only to go on, to amend or to hand up; the old one is kept."),
    )
    new_text = forms.CharField(
        label=_("New wording"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only to amend it."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed to amend, to stop and to hand up."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def values(self) -> VerdictValues:
        """What the person decided."""
        names = VerdictValues.__dataclass_fields__
        return VerdictValues(**{name: self.cleaned_data[name] for name in names})


class SameVerdictForm(forms.Form):
    """One verdict for several commitments."""

    verdict = forms.ChoiceField(
        label=_("Verdict"),
        required=False,
        choices=[("", _("as proposed for each")), *Verdict.choices],
    )
    new_due = day_field(_("New due date"))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed to amend, to stop and to hand up."),
    )

    @property
    def values(self) -> VerdictValues:
        """What the person decided."""
        data = self.cleaned_data
        return VerdictValues(data["verdict"], data["new_due"], "", data["reason"])


class MinutesForm(forms.Form):
    """The meeting that concluded the round."""

    met_on = day_field(_("Day of the meeting"))
    chair = forms.CharField(label=_("Chaired by"), required=False, max_length=160)
    attendance = forms.CharField(
        label=_("Attendance"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, with office."),
    )
    conclusions = forms.CharField(
        label=_("Conclusions"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    minutes_number = forms.CharField(
        label=_("Number of the minutes"), required=False, max_length=60
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def values(self) -> MinutesValues:
        """What the person wrote."""
        names = MinutesValues.__dataclass_fields__
        return MinutesValues(**{name: self.cleaned_data[name] for name in names})


class DecisionForm(forms.Form):
    """One decision: who does what by when."""

    text = forms.CharField(label=_("Decision"), widget=forms.Textarea(attrs={"rows": 3}))
    lead = PickField(
        "units",
        many=False,
        label=_("Lead"),
        help_text=_("Nobody: the decision stands in the minutes and is nobody's task."),
    )
    due = day_field(_("Due date"))
    item = forms.ChoiceField(label=_("About which commitment"), required=False)

    def __init__(
        self, *args: Any, viewer: Viewer, items: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)
        item = self.fields["item"]
        assert isinstance(item, forms.ChoiceField)
        item.choices = [("", _("none")), *items]

    @property
    def values(self) -> DecisionValues:
        """What was decided."""
        data = self.cleaned_data
        item = int(data["item"]) if data["item"] else None
        return DecisionValues(data["text"], data["lead"], data["due"], item)
