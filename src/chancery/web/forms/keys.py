"""The form of a key for a program."""

from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from chancery.people.tokens import DAYS, LONGEST_NAME, SCOPES

LASTING = (
    (7, _("a week")),
    (30, _("30 days")),
    (DAYS, _("90 days")),
    (180, _("half a year")),
    (365, _("a year")),
)


class KeyForm(forms.Form):
    """Which program, what it may do, for how long."""

    name = forms.CharField(
        label=_("Program"),
        max_length=LONGEST_NAME,
        help_text=_("By which you will know it again, such as “monthly table of the desk”."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=lambda: [(scope, capfirst(str(words))) for scope, words in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose no more than it needs. It never does more than you may."),
    )
    days = forms.TypedChoiceField(
        label=_("For how long"), choices=LASTING, coerce=int, initial=DAYS
    )
