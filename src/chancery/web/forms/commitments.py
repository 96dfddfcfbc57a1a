"""The form of a commitment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.register.models import CommitmentState
from chancery.register.values import CommitmentValues
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, ReasonForm, RecordForm
from chancery.web.forms.picking import PickField


class CommitmentForm(RecordForm):
    """What is undertaken, by whom, towards whom, by when, and who leads here."""

    text = forms.CharField(label=_("Content"), widget=forms.Textarea(attrs={"rows": 3}))
    parties = PickField(
        "parties", label=_("Parties"), needed=_("A commitment has at least one party.")
    )
    undertaking = PickField(
        "parties",
        label=_("Who undertakes it"),
        help_text=_("Those of the parties who owe it; nobody named: all of them."),
    )
    lead = PickField("units", many=False, label=_("Lead"))
    coordinating = PickField("units", label=_("Coordinating"))
    due = day_field(_("Due date"))
    due_text = forms.CharField(label=_("Due, as written"), required=False, max_length=120)
    deliverable = forms.CharField(label=_("Deliverable"), required=False, max_length=250)
    sectors = PickField("sectors", label=_("Sectors"))
    agreement = PickField("agreements", many=False, label=_("Agreement"))
    discrete = forms.BooleanField(
        label=_("Discrete"), required=False, help_text=_("One action, not an attitude.")
    )
    measurable = forms.BooleanField(
        label=_("Measurable"), required=False, help_text=_("One can say whether it was done.")
    )

    @property
    def values(self) -> CommitmentValues:
        """What the person said; who undertakes defaults to all parties."""
        data: dict[str, Any] = {**self.cleaned_data}
        data["undertaking"] = data["undertaking"] or data["parties"]
        names = CommitmentValues.__dataclass_fields__.keys() - {"inferred"}
        return CommitmentValues(**{name: data[name] for name in names})


class NewCommitmentForm(CommitmentForm, GuardedForm):
    """The same, and who holds it."""


class VerdictForm(ReasonForm):
    """Where a commitment goes, and why."""

    state = forms.ChoiceField(label=_("Verdict"), widget=forms.RadioSelect)
    field_order = ("state", "reason")

    def __init__(self, *args: Any, states: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, required=False, **kwargs)
        verdict = self.fields["state"]
        assert isinstance(verdict, forms.ChoiceField)
        verdict.choices = [(v, label) for v, label in CommitmentState.choices if v in states]
        self.fields["reason"].help_text = _("Needed for every verdict but “done”.")
