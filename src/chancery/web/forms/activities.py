"""The forms of an activity."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.documents.access import documents
from chancery.documents.models import Document
from chancery.people.access import Viewer
from chancery.register.models import Activity
from chancery.register.values import ActivityValues, Source
from chancery.web.forms.documents import day_field
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.picking import PickField, for_viewer


class ActivityForm(RecordForm):
    """Who met whom, when and where."""

    text = forms.CharField(
        label=_("Name"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As one would say it: the Prime Minister's official visit to Japan."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Activity.Kind.choices, widget=forms.RadioSelect, initial="visit"
    )
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("not said")), *Activity.Level.choices]
    )
    partners = PickField("partners", label=_("Partners"), needed=_("Name the partner."))
    start = day_field(_("First day"))
    end = day_field(_("Last day"), help_text=_("Left out where it took one day."))
    place = forms.CharField(label=_("Place"), required=False, max_length=120)
    lead = PickField("units", many=False, label=_("Unit that prepares and reports on it"))
    participants = forms.CharField(
        label=_("Participants"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, with office: ours first."),
    )
    field_order: tuple[str, ...] = (
        "text", "kind", "level", "partners", "start", "end", "place", "lead", "participants",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].required = True

    @property
    def values(self) -> ActivityValues:
        """What the person said."""
        names = ActivityValues.__dataclass_fields__
        return ActivityValues(**{name: self.cleaned_data[name] for name in names})


class NewActivityForm(ActivityForm, GuardedForm):
    """The same, who holds it, and the document it was read in."""

    document = forms.ModelChoiceField(
        Document.objects.none(), widget=forms.HiddenInput, required=False
    )
    field_order = (*ActivityForm.field_order, "held_by", "sensitivity", "named_units")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        choice = self.fields["document"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = documents(viewer).filter(purged_at__isnull=True)

    @property
    def source(self) -> Source:
        """Where it was read, if anywhere."""
        found = self.cleaned_data["document"]
        return Source(found.pk if found else None)


class AttachForm(forms.Form):
    """A document that an activity brought."""

    document = PickField(
        "documents",
        many=False,
        label=_("Document"),
        help_text=_("Part of its title, its number, or its number in this system."),
        needed=_("Choose a document."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)
