"""The short forms of what is done to a task between its assignment and its end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.people.models import Unit, User
from chancery.web import formatting
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.picking import PickField, for_viewer
from chancery.work.models import Health

GRANT, OTHER, DECLINE = "grant", "other", "decline"
APPROVE, RETURN = "approve", "return"


def long_text(label: Any, *, rows: int = 4, **rest: Any) -> forms.CharField:
    """Some sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=5000, widget=widget, **rest)


class ForUnitForm(forms.Form):
    """What is said in the name of a unit; with one unit there is nothing to choose."""

    unit = forms.ChoiceField(label=_("For the unit"))

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)
        unit.choices = [(row.pk, str(row)) for row in units]
        if len(units) == 1:
            unit.widget = forms.HiddenInput()
            unit.initial, unit.required = units[0].pk, False
        self._only = units[0].pk if len(units) == 1 else ""

    def clean_unit(self) -> str:
        """The only one there is, where it was not said."""
        return str(self.cleaned_data["unit"] or self._only)


class ContributeForm(ForUnitForm):
    """What a coordinating unit brings."""

    text = long_text(
        _("Contribution"),
        rows=6,
        help_text=_("What your unit did or gives: all who see the task read it."),
    )


class CommentForm(ForUnitForm):
    """A remark beside a record."""

    text = long_text(_("Comment"), rows=3)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, units=writing_units(viewer), **kwargs)


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg] # not subscriptable at run time
    """People by name and title."""

    def label_from_instance(self, person: Any) -> str:
        title = formatting.bilingual(person, "title")
        return f"{person.full_name}, {title}" if title else str(person.full_name)


class DelegateForm(forms.Form):
    """Who in the lead unit is in charge."""

    person = PersonField(
        User.objects.none(),
        label=_("Person in charge"),
        required=False,
        empty_label=_("nobody: the unit as a whole"),
    )
    reason = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)
        person.queryset = people


class ProgressForm(forms.Form):
    """An update of the lead unit."""

    period = forms.DateField(
        label=_("Reports up to"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day that the update speaks of."),
    )
    health = forms.ChoiceField(
        label=_("How it stands"),
        choices=Health.choices,
        widget=forms.RadioSelect(attrs={"class": "health"}),
    )
    text = long_text(
        _("Progress"), rows=6, help_text=_("What was done in the period, and what follows.")
    )
    difficulty = long_text(_("Difficulty"), rows=2, required=False)
    proposal = long_text(_("Proposal"), rows=2, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def values(self) -> dict[str, Any]:
        """What the update says."""
        names = ("period", "health", "text", "difficulty", "proposal")
        return {name: self.cleaned_data[name] for name in names}


class DecideProgressForm(forms.Form):
    """The head of unit stands behind it, or says what is missing."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(APPROVE, _("Approve: it is reported")), (RETURN, _("Return to its author"))],
        initial=APPROVE,
        widget=forms.RadioSelect,
    )
    answer = long_text(
        _("What is missing"), rows=3, required=False, help_text=_("Needed to return it.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Who must write anew is told what is missing."""
        return _answered(
            self, RETURN, _("Say what is missing, so that the author can put it right.")
        )


class ExtensionForm(forms.Form):
    """Another due date, and why."""

    due = day_field(
        _("New due date"),
        help_text=_(
            "A later date waits for the assigner; an earlier one needs nobody and holds at once."
        ),
    )
    reason = long_text(
        _("Reason"), rows=4, required=False, help_text=_("Needed for a later date.")
    )

    def clean_due(self) -> date:
        """A day must be named."""
        due: date | None = self.cleaned_data["due"]
        if not due:
            raise forms.ValidationError(_("Choose the day until which you need time."))
        return due


class DecideExtensionForm(forms.Form):
    """The assigner's answer to a request for time."""

    decision = forms.ChoiceField(
        label=_("Answer"),
        choices=[
            (GRANT, _("Grant the date asked for")),
            (OTHER, _("Grant another date")),
            (DECLINE, _("Decline: the date in force stays")),
        ],
        initial=GRANT,
        widget=forms.RadioSelect,
    )
    due = day_field(_("Other date"), help_text=_("Only where another date is granted."))
    answer = long_text(
        _("Answer to the lead unit"), rows=3, required=False, help_text=_("Needed to decline.")
    )

    def clean(self) -> dict[str, Any]:
        """Another date is named; who asked is told why not."""
        data = _answered(self, DECLINE, _("Whoever asked is told why not."))
        if data.get("decision") == OTHER and not data.get("due") and "due" not in self.errors:
            self.add_error("due", forms.ValidationError(_("Choose the date that you grant.")))
        return data


class ProposeLeadForm(forms.Form):
    """Which unit should lead instead, and why."""

    proposed = PickField(
        "units",
        many=False,
        label=_("Unit that should lead"),
        needed=_("Choose the unit that should lead."),
    )
    reason = long_text(_("Reason"), rows=4)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)


class DecideLeadForm(forms.Form):
    """The assigner's answer to a proposal of another lead."""

    decision = forms.ChoiceField(
        label=_("Answer"),
        choices=[
            (GRANT, _("Give the task to the unit proposed: it has to accept")),
            (DECLINE, _("Decline: the lead stays")),
        ],
        widget=forms.RadioSelect,
    )
    answer = long_text(
        _("Answer to the lead unit"), rows=3, required=False, help_text=_("Needed to decline.")
    )

    def clean(self) -> dict[str, Any]:
        """Who asked is told why not."""
        return _answered(self, DECLINE, _("Whoever asked is told why not."))


def _answered(form: forms.Form, decision: str, message: Any) -> dict[str, Any]:
    data = form.cleaned_data
    if data.get("decision") == decision and not data.get("answer", "").strip():
        form.add_error("answer", forms.ValidationError(message))
    return data
