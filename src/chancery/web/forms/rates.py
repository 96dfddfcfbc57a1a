"""The forms of the rates of exchange that are kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.register.models.projects import Side
from chancery.register.models.rates import Target
from chancery.register.projects.rates import RateValues
from chancery.web.forms.documents import day_field
from chancery.web.forms.projects import AmountInput


class RateForm(forms.Form):
    """What one currency was worth in USD or VND on one day."""

    currency = forms.CharField(
        label=_("Currency"), min_length=3, max_length=3, help_text=_("ISO 4217: USD, JPY, VND.")
    )
    target = forms.ChoiceField(label=_("Rate to"), choices=Target.choices, initial=Target.VND)
    day = day_field(_("Day of the rate"))
    rate = AmountInput(label=_("Rate"))
    side = forms.ChoiceField(
        label=_("The rate is"),
        initial=Side.UNIT,
        choices=[
            (Side.UNIT, _("USD or VND for one unit of the currency")),
            (Side.PER, _("of the currency for one USD or VND")),
        ],
    )
    source = forms.CharField(
        label=_("Whose rate"),
        max_length=150,
        help_text=_("The State Bank, the IMF, the donor’s report."),
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["day"].required = True

    def clean_currency(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["currency"]).upper()

    @property
    def values(self) -> RateValues:
        """What the person said."""
        return RateValues(**self.cleaned_data)
