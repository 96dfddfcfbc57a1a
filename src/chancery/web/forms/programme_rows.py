"""Rows of a programme's outline in a spreadsheet: parts and targets, each naming its programme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.web.forms.guarding import RecordForm
from chancery.web.forms.picking import PickField, for_viewer
from chancery.web.forms.programmes import TargetForm

OBJECTIVE, GROUP = "objective", "group"


def _programme() -> PickField:
    return PickField(
        "programmes",
        many=False,
        label=_("Programme"),
        needed=_("Name the programme."),
        help_text=_("By its reference or title."),
    )


class PartRowForm(RecordForm):
    """An objective, or a group of tasks within one; groups come below their objective."""

    programme = _programme()
    level = forms.ChoiceField(
        label=_("Level"), choices=[(OBJECTIVE, _("objective")), (GROUP, _("group of tasks"))]
    )
    objective = forms.CharField(
        label=_("Objective that it belongs to"),
        required=False,
        max_length=500,
        help_text=_("Of a group: the words of its objective."),
    )
    text = forms.CharField(label=_("Content"), max_length=2000)
    lead = PickField("units", many=False, label=_("Lead"))
    tasks = PickField("tasks", label=_("Tasks"), help_text=_("By their references."))

    def clean(self) -> dict[str, Any]:
        """A group names its objective, an objective none."""
        data: dict[str, Any] = self.cleaned_data
        is_group = data.get("level") == GROUP
        if is_group and not data.get("objective"):
            self.add_error("objective", _("Name the objective that the group belongs to."))
        if not is_group and data.get("objective"):
            self.add_error("objective", _("An objective belongs to no other: leave it empty."))
        return data


class TargetRowForm(TargetForm):
    """One target, of the programme or of the part whose words stand there."""

    programme = _programme()
    field_order = ("programme", "part", "name", "measure", "better", "baseline", "baseline_on",
                   "value", "due", "milestones", "source")  # fmt: skip

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, parts=[], **kwargs)
        said = _("The words of the objective or group; empty: the programme as a whole.")
        label = self.fields["part"].label
        self.fields["part"] = forms.CharField(
            label=label, required=False, max_length=2000, help_text=said
        )
        self.viewer = viewer
        for_viewer(self, viewer)
