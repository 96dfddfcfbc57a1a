"""Forms about units and the terms of those who head them."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.people.models import UnitKind
from chancery.people.unit_rows import UnitValues, key_from
from chancery.web.forms.documents import day_field
from chancery.web.forms.picking import PickField, for_viewer


def _plain(text: str) -> None:
    if text.startswith(("=", "+", "-", "@")):
        raise forms.ValidationError(gettext("A name does not begin like a formula."))


class UnitForm(forms.Form):
    """A unit as people know it."""

    name_vi = forms.CharField(label=_("Name in Vietnamese"), max_length=250, validators=[_plain])
    name_en = forms.CharField(
        label=_("Name in English"), max_length=250, required=False, validators=[_plain]
    )
    short = forms.CharField(
        label=_("Abbreviation"), max_length=60, required=False, validators=[_plain]
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices, initial="department")
    belongs_to = PickField("units", many=False, label=_("Belongs to"))
    sits_in = PickField(
        "units", many=False, label=_("Sits in"), help_text=_("A trade office sits in a mission.")
    )
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=40,
        required=False,
        help_text=_("Only where it is not that of the capital: Asia/Tokyo."),
    )
    start = day_field(_("Standing since"))

    def __init__(self, *args: Any, viewer: Viewer, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for_viewer(self, viewer)

    def clean_time_zone(self) -> str:
        """A zone that calendars know."""
        zone: str = self.cleaned_data["time_zone"]
        if zone and zone not in available_timezones():
            raise forms.ValidationError(
                gettext("This time zone is not known: write it as Asia/Tokyo.")
            )
        return zone

    def values(self, key: str = "", end: str = "") -> UnitValues:
        """What the form says; a new unit's key is made of its name."""
        said = {name: self.cleaned_data.get(name) or "" for name in UnitForm.base_fields}
        said.pop("start")
        start = self.cleaned_data["start"]
        named = said["short"] or said["name_vi"]
        return UnitValues(
            key=key or key_from(named, said["belongs_to"]),
            start=start.isoformat() if start else "",
            end=end,
            **{**said, "name_en": said["name_en"] or said["name_vi"]},
        )


class EditUnitForm(UnitForm):
    """The same; a new name may hold from a day on."""

    since = day_field(
        _("The name holds from"),
        help_text=_(
            "Empty: the name is only corrected. With a day the old name is kept beside it."
        ),
    )


class EndUnitForm(forms.Form):
    """When a unit ended, and who took over."""

    day = forms.DateField(
        label=_("Ended on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    successor = PickField(
        "units",
        many=False,
        label=_("Merged into"),
        help_text=_("Empty: it ends without a successor. Its history stays under its own name."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for_viewer(self, viewer)


class OfficeForm(forms.Form):
    """Who heads the unit, from when."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    title_vi = forms.CharField(
        label=_("Title in Vietnamese"), max_length=120, help_text=_("Such as Vụ trưởng, Đại sứ.")
    )
    title_en = forms.CharField(label=_("Title in English"), max_length=120)
    start = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    end = day_field(_("Until"), help_text=_("Empty: until a successor takes up the office."))
    acting = forms.BooleanField(label=_("Acting"), required=False)


class DayForm(forms.Form):
    """A day."""

    day = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class BringForm(forms.Form):
    """A spreadsheet, or for people a pasted list."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        help_text=_("XLSX or CSV, at most 5 MB and 5,000 rows. The first row holds the headings."),
    )
    pasted = forms.CharField(
        label=_("Or paste a list"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One person a line: name; e-mail; unit; role."),
    )

    def __init__(self, *args: Any, pastes: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not pastes:
            del self.fields["pasted"]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        values = super().clean() or self.cleaned_data
        if not values.get("file") and not (values.get("pasted") or "").strip():
            self.add_error("file", gettext("Choose a file."))
        return values


class ColumnsForm(forms.Form):
    """Which column holds what."""

    def __init__(self, *args: Any, labels: dict[str, Any], headings: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        columns = [
            ("", "—"),
            *((str(at), name or str(at + 1)) for at, name in enumerate(headings)),
        ]
        for name, label in labels.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=columns, required=False)

    def columns(self) -> dict[str, int]:
        """The columns chosen, by what they hold."""
        return {name: int(at) for name, at in self.cleaned_data.items() if at}
