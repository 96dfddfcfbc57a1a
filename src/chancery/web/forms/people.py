"""Forms about people and their posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.people.models import Role
from chancery.web.forms.documents import day_field
from chancery.web.forms.picking import PickField, for_viewer


class PersonForm(forms.Form):
    """Somebody who may sign in; what they may do comes from posts alone."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    username = forms.RegexField(
        r"^[A-Za-z0-9._-]+$",
        label=_("Sign-in name"),
        max_length=60,
        help_text=_("Letters without marks, digits, full stop, hyphen, underscore."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    password = forms.CharField(
        label=_("First password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters. Hand it over in person."),
    )


class PostForm(forms.Form):
    """A role in a unit, from a day on."""

    unit = PickField("units", many=False, label=_("Unit"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    start = day_field(_("From"), help_text=_("Empty: from today."))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)

    def clean_unit(self) -> str:
        """The unit, named."""
        if not self.cleaned_data["unit"]:
            raise forms.ValidationError(_("Name the unit."))
        return str(self.cleaned_data["unit"])
