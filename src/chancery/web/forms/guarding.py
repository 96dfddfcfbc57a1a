"""Who holds a record made by hand and who may see it; the version a person had before them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.documents.models import Sensitivity
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register.values import Guard
from chancery.web.forms.picking import PickField, for_viewer


class RecordForm(forms.Form):
    """What every form of a record has: the viewer for its pickers, the version it was opened at."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        for_viewer(self, viewer)


class GuardedForm(RecordForm):
    """For a new record also: which of my units holds it, and who may see it."""

    held_by = forms.ChoiceField(label=_("Held by"))
    sensitivity = forms.ChoiceField(
        label=_("Sensitivity"), choices=Sensitivity.choices, initial=Sensitivity.INTERNAL
    )
    named_units = PickField(
        "units", label=_("Named units"), help_text=_("Only where the record is restricted.")
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        held = self.fields["held_by"]
        assert isinstance(held, forms.ChoiceField)
        held.choices = [(unit.key, str(unit)) for unit in writing_units(viewer)]

    @property
    def guard(self) -> Guard:
        """Who will hold it and who may see it."""
        data = self.cleaned_data
        restricted = data["sensitivity"] == Sensitivity.RESTRICTED
        named = data["named_units"] if restricted else ()
        return Guard(data["held_by"], data["sensitivity"], named)


def writing_units(viewer: Viewer) -> list[Unit]:
    """The units of the person's own posts that they write for."""
    mine = [key for key in viewer.own_units if viewer.writes_for(key)]
    return list(Unit.objects.filter(key__in=mine))


class ReasonForm(forms.Form):
    """Why, where whoever reads the history later must know."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = required
        if not required:
            self.fields["reason"].label = _("Note")
