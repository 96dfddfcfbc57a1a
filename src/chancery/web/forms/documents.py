"""Forms about documents: adding, who may see them, filters of the lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from chancery.documents.access import units_to_add_for
from chancery.documents.actions import Keeping
from chancery.documents.models import Document, DocumentKind, Sensitivity
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.web.forms.picking import PickField, for_viewer

SEES = (
    (Sensitivity.PUBLIC, _("Public: everyone who signs in here")),
    (Sensitivity.INTERNAL, _("Internal: the agency that holds it and those who oversee")),
    (Sensitivity.RESTRICTED, _("Restricted: the unit that holds it and the units named below")),
)


def day_field(label: Any, **rest: Any) -> forms.DateField:
    """A day, chosen in the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **rest)


class GuardForm(forms.Form):
    """Who may see a document."""

    sensitivity = forms.ChoiceField(
        label=_("Who may see it"),
        choices=SEES,
        initial=Sensitivity.INTERNAL,
        widget=forms.RadioSelect,
    )
    named_units = PickField(
        "units",
        label=_("Named units"),
        help_text=_("Only for a restricted document. Nobody named: the holding unit alone."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)

    def named(self, held_by: str) -> tuple[str, ...]:
        """The units that may see a restricted document; nobody named means its holder."""
        if self.cleaned_data["sensitivity"] != Sensitivity.RESTRICTED:
            return ()
        return self.cleaned_data["named_units"] or (held_by,)


class UploadForm(GuardForm):
    """What goes for all files that are added at once."""

    held_by = forms.ChoiceField(label=_("Unit that holds them"))
    published = day_field(
        _("Date of publication"),
        help_text=_("Only where the papers do not say it and all share it."),
    )
    field_order = ("held_by", "sensitivity", "named_units", "published")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        own = Unit.objects.filter(key__in=units_to_add_for(viewer))
        held = self.fields["held_by"]
        assert isinstance(held, forms.ChoiceField)
        held.choices = [(unit.key, str(unit)) for unit in own]

    def keeping(self) -> Keeping:
        """Who will hold the documents and who may see them."""
        held_by = self.cleaned_data["held_by"]
        return Keeping(
            held_by=held_by,
            sensitivity=self.cleaned_data["sensitivity"],
            named_units=self.named(held_by),
        )


class NewerForm(forms.Form):
    """Which document replaces this one."""

    newer = PickField(
        "documents",
        many=False,
        label=_("Newer version"),
        help_text=_("Part of its title, its number, or its number in this system."),
        needed=_("Choose the document that is the newer version."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)


class PurgeForm(forms.Form):
    """Why a document is removed for good."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in history. Do not repeat the content of the document here."),
    )


class NarrowingForm(forms.Form):
    """Filters that both lists of documents share, kept in the address."""

    text = forms.CharField(
        label=_("Title or number"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *DocumentKind.choices]
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("all")), ("vi", _("Vietnamese")), ("en", _("English"))],
    )
    unit = forms.ChoiceField(label=_("Held by"), required=False)

    def __init__(self, data: Any, *, documents: QuerySet[Document]) -> None:
        super().__init__(data)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)
        holding = Unit.objects.filter(key__in=documents.order_by().values("held_by"))
        unit.choices = [("", _("all")), *((u.key, str(u)) for u in holding)]
        self.is_valid()

    def narrow(self, documents: QuerySet[Document]) -> QuerySet[Document]:
        """The documents that fit; a filter that makes no sense is shown as such and not used."""
        text = self.cleaned_data.get("text")
        if text:
            documents = documents.filter(_named(text))
        asked = {look: self.cleaned_data.get(name) for name, look in _LOOKUPS.items()}
        return documents.filter(**{look: value for look, value in asked.items() if value})


class DocumentFilter(NarrowingForm):
    """Filters of the list of all documents."""

    sensitivity = forms.ChoiceField(
        label=_("Sensitivity"), required=False, choices=[("", _("all")), *Sensitivity.choices]
    )
    after = day_field(_("Dated from"))
    before = day_field(_("Dated to"))


class InboxFilter(NarrowingForm):
    """Filters of the inbox: whose, and whether unsure findings alone keep a document there."""

    scope = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[("", _("of my units")), ("all", _("all that I may see"))],
    )
    waiting = forms.ChoiceField(
        label=_("With"),
        required=False,
        choices=[("", _("sure findings")), ("candidates", _("less certain findings only"))],
    )
    field_order = ("scope", "waiting", "text", "kind", "language", "unit")

    @property
    def everywhere(self) -> bool:
        """Other units' too."""
        return self.cleaned_data.get("scope") == "all"

    @property
    def only_candidates(self) -> bool:
        """Those in which nothing sure waits any more."""
        return self.cleaned_data.get("waiting") == "candidates"


_LOOKUPS = {
    "kind": "kind",
    "language": "language",
    "unit": "held_by",
    "sensitivity": "sensitivity",
    "after": "published__gte",
    "before": "published__lte",
}


def _named(text: str) -> Q:
    """SQLite folds the case of ASCII letters only, so each casing is asked for."""
    fits = Q(number__icontains=text)
    for casing in {text, text.lower(), text.upper(), text.capitalize()}:
        fits |= Q(title__icontains=casing)
    return fits
