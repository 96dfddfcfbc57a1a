"""Forms about people, their posts, and what they set for themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.people.joining import person_called
from chancery.people.models import Digest, Role, User
from chancery.web.forms.documents import day_field
from chancery.web.forms.picking import PickField, for_viewer

LONGEST_ADDRESS = 254  # letters of an e-mail address, RFC 5321


class SignInForm(AuthenticationForm):
    """Sign-in name or e-mail, and password; people remember the one they were invited by."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _(
            "Name and password do not belong together. Check both; capitals count in the password."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry = self.fields["username"]
        assert isinstance(entry, forms.CharField)
        entry.label = _("Sign-in name or e-mail")
        entry.max_length = LONGEST_ADDRESS
        entry.validators = []
        entry.widget.attrs["maxlength"] = LONGEST_ADDRESS

    def clean_username(self) -> str:
        """The sign-in name, also where the e-mail was typed."""
        typed: str = self.cleaned_data["username"]
        person = person_called(typed) if "@" in typed else None
        return person.username if person else typed


class PersonForm(forms.Form):
    """Who a person is; what they may do comes from posts alone."""

    taken = _("Somebody else has this e-mail already. Each person needs their own.")

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Invitations and reminders go there. Without one you hand the link over."),
    )
    title_vi = forms.CharField(label=_("Title in Vietnamese"), max_length=120, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, person: User | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.changed = person

    def clean_email(self) -> str:
        """One person, one address: it finds them when they forget their password."""
        email: str = self.cleaned_data["email"]
        others = User.objects.filter(email__iexact=email)
        if self.changed is not None:
            others = others.exclude(pk=self.changed.pk)
        if email and others.exists():
            raise forms.ValidationError(self.taken)
        return email


class PostForm(forms.Form):
    """A role in a unit, from a day on."""

    unit = PickField("units", many=False, label=_("Unit"), needed=_("Name the unit."))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.OFFICER)
    start = day_field(_("From"), help_text=_("Empty: from today."))
    end = day_field(_("Until"), help_text=_("Empty: until further notice. On that day it ends."))
    acting = forms.BooleanField(
        label=_("Acting head: stands in for the head up to that day"), required=False
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_viewer(self, viewer)

    def clean(self) -> dict[str, Any]:
        """Who acts for a head does so up to a day."""
        values = super().clean() or self.cleaned_data
        if values.get("acting") and values.get("role") != Role.HEAD:
            self.add_error("role", _("Only a head is stood in for: choose the role of head."))
        if values.get("acting") and not values.get("end"):
            self.add_error("end", _("Say until when they act."))
        start, end = values.get("start"), values.get("end")
        if start and end and end <= start:
            self.add_error("end", _("A post ends after the day on which it starts."))
        return values


class InviteForm(PersonForm, PostForm):
    """A new person with their first post."""

    field_order = ["full_name", "email", "unit", "role", "start", "end", "acting"]

    taken = _("Somebody has this e-mail already: give them a post.")

    @property
    def person(self) -> dict[str, Any]:
        """The fields of the person."""
        return {name: self.cleaned_data[name] for name in PersonForm.base_fields}

    @property
    def post(self) -> dict[str, Any]:
        """The fields of the post."""
        return {name: self.cleaned_data[name] for name in PostForm.base_fields}


class LeavingForm(forms.Form):
    """From when a person is gone, why, and who takes over."""

    day = day_field(_("From"), help_text=_("Empty: from today, and the sign-in closes at once."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as: posted to the Embassy in Tokyo. It stays in history."),
    )
    to = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("What is in their charge passes to"),
        required=False,
        empty_label=_("nobody: the heads hand them out"),
    )

    def __init__(self, *args: Any, colleagues: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined] # a choice of people


class AccountForm(forms.Form):
    """What a person sets for themselves."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    digest = forms.ChoiceField(
        label=_("Reminders by e-mail"), choices=Digest.choices, widget=forms.RadioSelect
    )
