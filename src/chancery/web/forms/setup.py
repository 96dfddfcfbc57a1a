"""Forms of the first start and of joining."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from chancery.people.models import User


class CodeForm(forms.Form):
    """The one-time code that the terminal shows."""

    code = forms.CharField(
        label=_("Set-up code"),
        max_length=40,
        help_text=_("It stands in the terminal in which the server was started."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )


class CountryForm(forms.Form):
    """Language of the pages and the home country."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    pack = forms.ChoiceField(
        label=_("Home country"),
        help_text=_("Its partners, units and agreements are loaded. It cannot be changed later."),
    )

    def __init__(self, *args: Any, packs: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["pack"].choices = packs  # type: ignore[attr-defined] # a choice field


class PasswordTwice(forms.Form):
    """A password typed twice, good enough for the person it is for."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters; several words are easier to remember."),
    )
    again = forms.CharField(
        label=_("The password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def person(self) -> User:
        """For whom the password is, as far as the form knows."""
        return User()

    def clean(self) -> dict[str, Any]:
        """Both the same, and hard to guess."""
        values = super().clean() or self.cleaned_data
        password, again = values.get("password"), values.get("again")
        if password and again and password != again:
            self.add_error("again", say("The two passwords differ."))
        elif password:
            try:
                validate_password(password, self.person())
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values


class AdministratorForm(PasswordTwice):
    """The first administrator."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    field_order = ["full_name", "email", "password", "again"]

    def person(self) -> User:
        """With the names that must not be the password."""
        named = {name: self.cleaned_data.get(name, "") for name in ("full_name", "email")}
        return User(username=named["email"].partition("@")[0], **named)


class JoinForm(PasswordTwice):
    """What an invited person chooses."""

    username = forms.RegexField(
        r"^[A-Za-z0-9._-]+$",
        label=_("Sign-in name"),
        max_length=60,
        help_text=_("Letters without marks, digits, full stop, hyphen, underscore."),
    )
    field_order = ["username", "password", "again"]

    def __init__(self, *args: Any, user: User, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.user = user

    def person(self) -> User:
        """Who was invited."""
        return self.user


class NewPasswordForm(JoinForm):
    """A new password alone."""

    username = None  # type: ignore[assignment] # Django's way to leave an inherited field out


class ForgottenForm(forms.Form):
    """Who has forgotten their password."""

    asked = forms.CharField(label=_("Sign-in name or e-mail"), max_length=254)


class ChangePasswordForm(NewPasswordForm):
    """The old password, then the new one."""

    old = forms.CharField(
        label=_("Password until now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["old", "password", "again"]

    def clean_old(self) -> str:
        """It must be the one in force."""
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise forms.ValidationError(say("This is not your password."))
        return old
