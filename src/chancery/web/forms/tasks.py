"""The forms of a task."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.register import access
from chancery.register.models import Commitment, Obstacle, Opportunity
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.picking import PickField, for_viewer
from chancery.work.models import Basis, Priority, Recurrence
from chancery.work.values import TaskValues

RECURRENCES = [("", _("once")), *Recurrence.choices]


def priority_field() -> forms.ChoiceField:
    """How pressing it is, which says how often the lead reports."""
    return forms.ChoiceField(
        label=_("Priority"),
        required=False,
        choices=Priority.choices,
        initial=Priority.NORMAL,
        help_text=_("Normal: a report each month; high: every two weeks; urgent: every week."),
    )


class TaskForm(RecordForm):
    """What is to be done, by whom, by when."""

    text = forms.CharField(label=_("Content"), widget=forms.Textarea(attrs={"rows": 3}))
    lead = PickField("units", many=False, label=_("Lead"), needed=_("Choose the unit that leads."))
    coordinating = PickField("units", label=_("Coordinating"))
    due = day_field(_("Due date"))
    recurrence = forms.ChoiceField(label=_("Recurrence"), required=False, choices=RECURRENCES)
    priority = priority_field()
    deliverable = forms.CharField(label=_("Deliverable"), required=False, max_length=250)
    partners = PickField("partners", label=_("Partners"))

    def changed(self, before: TaskValues) -> TaskValues:
        """``before`` with what this form asks for in its place."""
        kept = {name: getattr(before, name) for name in TaskValues.__dataclass_fields__}
        said = {name: self.cleaned_data[name] for name in _FIELDS}
        said["priority"] = said["priority"] or before.priority
        return TaskValues(**(kept | said))


_FIELDS = (
    "text", "lead", "coordinating", "due", "recurrence", "priority", "deliverable", "partners",
)  # fmt: skip


class NewTaskForm(GuardedForm):
    """A new task: also who assigns it; several leads make one task with a part for each."""

    text = forms.CharField(label=_("Content"), widget=forms.Textarea(attrs={"rows": 3}))
    assigner = forms.ChoiceField(
        label=_("Assigned by"),
        help_text=_("Where it may not assign to a lead, a proposal is sent to that lead instead."),
    )
    leads = PickField(
        "units",
        label=_("Lead"),
        help_text=_("Several leads: one task with a part for each."),
        needed=_("Choose the unit that leads."),
    )
    coordinating = PickField("units", label=_("Coordinating"))
    due = day_field(_("Due date"))
    recurrence = forms.ChoiceField(label=_("Recurrence"), required=False, choices=RECURRENCES)
    priority = priority_field()
    deliverable = forms.CharField(label=_("Deliverable"), required=False, max_length=250)
    partners = PickField("partners", label=_("Partners"))
    commitment = forms.ModelChoiceField(
        Commitment.objects.none(), widget=forms.HiddenInput, required=False
    )
    obstacle = forms.ModelChoiceField(
        Obstacle.objects.none(), widget=forms.HiddenInput, required=False
    )
    opportunity = forms.ModelChoiceField(
        Opportunity.objects.none(), widget=forms.HiddenInput, required=False
    )
    field_order = (
        "text", "assigner", "leads", "coordinating", "due", "recurrence", "priority",
        "deliverable", "partners", "held_by", "sensitivity", "named_units",
    )  # fmt: skip

    def __init__(self, *args: Any, assigners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._show_only_what_may_be_known()
        assigner = self.fields["assigner"]
        assert isinstance(assigner, forms.ChoiceField)
        assigner.choices = assigners

    def _show_only_what_may_be_known(self) -> None:
        known = {
            "commitment": access.commitments,
            "obstacle": access.obstacles,
            "opportunity": access.opportunities,
        }
        for name, rows in known.items():
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)
            choice.queryset = rows(self.viewer)

    @property
    def values(self) -> TaskValues:
        """What the person said; a unit that is its own only lead resolves the task itself."""
        data = self.cleaned_data
        resolved = data["leads"] == (data["assigner"],)
        return TaskValues(
            text=data["text"],
            basis=Basis.RESOLVED if resolved else Basis.ASSIGNED,
            assigner=data["assigner"],
            lead=data["leads"][0],
            coordinating=data["coordinating"],
            partners=data["partners"],
            due=data["due"],
            recurrence=data["recurrence"],
            priority=data["priority"] or Priority.NORMAL,
            deliverable=data["deliverable"],
            commitment_id=data["commitment"].pk if data["commitment"] else None,
            obstacle_id=data["obstacle"].pk if data["obstacle"] else None,
            opportunity_id=data["opportunity"].pk if data["opportunity"] else None,
        )


class PartForm(RecordForm):
    """A part of a task, for a unit under the lead's own authority."""

    text = forms.CharField(label=_("Content"), widget=forms.Textarea(attrs={"rows": 3}))
    lead = PickField(
        "units",
        many=False,
        label=_("Unit that does it"),
        needed=_("Choose the unit that does it."),
    )
    coordinating = PickField("units", label=_("Coordinating"))
    due = day_field(_("Due date"), help_text=_("At the latest the due date of the whole."))
    priority = priority_field()
    deliverable = forms.CharField(label=_("Deliverable"), required=False, max_length=250)

    def values(self, assigner: str) -> TaskValues:
        """What the person said."""
        data = self.cleaned_data
        return TaskValues(
            text=data["text"],
            basis=Basis.ASSIGNED,
            assigner=assigner,
            lead=data["lead"],
            coordinating=data["coordinating"],
            due=data["due"],
            priority=data["priority"] or Priority.NORMAL,
            deliverable=data["deliverable"],
        )


class EvidenceForm(forms.Form):
    """A document, and the words in it that show what was done."""

    document = PickField(
        "documents",
        many=False,
        label=_("Document"),
        help_text=_("Part of its title, its number, or its number in this system."),
        needed=_("Choose the document that shows it."),
    )
    quote = forms.CharField(
        label=_("Words that show it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Copied from the document, letter by letter; left out, all of it is meant."),
    )

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)
