"""Forms about the installation: its name, its mail, its backups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _


class InstallationForm(forms.Form):
    """Its names and address."""

    name_vi = forms.CharField(label=_("Name in Vietnamese"), max_length=250, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=250, required=False)
    address = forms.URLField(
        label=_("Address of this system"),
        required=False,
        assume_scheme="https",
        help_text=_("As people type it in the browser: links in e-mails begin with it."),
    )


class MailForm(forms.Form):
    """The mail server."""

    mail_host = forms.CharField(
        label=_("Mail server"), max_length=250, required=False, help_text=_("Empty: no e-mail.")
    )
    mail_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=587)
    mail_security = forms.ChoiceField(
        label=_("Security"),
        choices=[
            ("starttls", "STARTTLS"),
            ("tls", "TLS"),
            ("none", _("none: inside one house only")),
        ],
    )
    mail_user = forms.CharField(
        label=_("User of the mail server"),
        max_length=250,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    password = forms.CharField(
        label=_("Password of that user"),
        required=False,
        strip=False,
        max_length=250,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Empty: stays as it is. It is never shown again."),
    )
    forget_password = forms.BooleanField(label=_("Forget the password kept"), required=False)
    mail_from = forms.EmailField(label=_("Sender"), required=False)

    def clean(self) -> dict[str, Any]:
        """A server needs a sender, and no line breaks anywhere."""
        values = super().clean() or self.cleaned_data
        if (
            values.get("mail_host")
            and not values.get("mail_from")
            and "mail_from" not in self.errors
        ):
            self.add_error("mail_from", say("Say from which address the letters come."))
        return values


class BackupForm(forms.Form):
    """Where backups go."""

    backup_folder = forms.CharField(
        label=_("Folder for backups"),
        max_length=500,
        required=False,
        help_text=_("The whole path, on another disk than the workspace. Empty: none yet."),
    )
