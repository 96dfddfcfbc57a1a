"""The forms of the use of agreements."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.register.fta.values import FtaUseValues
from chancery.register.models import FtaUse
from chancery.web.forms.guarding import GuardedForm, RecordForm
from chancery.web.forms.narrowing import Narrowing, choice
from chancery.web.forms.picking import PickField
from chancery.web.forms.projects import AmountInput


class FtaUseForm(RecordForm):
    """What one source says of one year, direction and chapter."""

    agreement = PickField(
        "agreements", many=False, label=_("Agreement"), needed=_("Name the agreement.")
    )
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    direction = forms.ChoiceField(
        label=_("Direction"), choices=FtaUse.Direction.choices, widget=forms.RadioSelect
    )
    chapter = forms.CharField(
        label=_("HS chapter"),
        required=False,
        min_length=2,
        max_length=2,
        help_text=_("Two figures; nothing for all goods together."),
    )
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3, initial="USD")
    eligible = AmountInput(label=_("Value eligible"), required=False)
    used = AmountInput(label=_("Value that used the preference"), required=False)
    saved = AmountInput(label=_("Tariff saved"), required=False)
    forgone = AmountInput(label=_("Tariff forgone"), required=False)
    source = forms.CharField(
        label=_("Source"),
        max_length=250,
        help_text=_("Whose figures they are, from which report."),
    )
    text = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    @property
    def values(self) -> FtaUseValues:
        """What the person said."""
        names = FtaUseValues.__dataclass_fields__
        return FtaUseValues(**{name: self.cleaned_data[name] for name in names})


class NewFtaUseForm(FtaUseForm, GuardedForm):
    """The same, and who holds it."""


class FtaUseFilter(Narrowing):
    """Of which agreement, year, direction, chapter?"""

    agreement = PickField("agreements", many=False, label=_("Agreement"))
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200)
    direction = choice(_("Direction"), FtaUse.Direction.choices)
    chapter = forms.CharField(label=_("HS chapter"), required=False, max_length=2)
    level = choice(_("Goods"), [("all", _("all goods")), ("chapters", _("by chapter"))])

    FILTERS = {
        "agreement": lambda rows, key: rows.filter(agreement=key),
        "year": lambda rows, year: rows.filter(year=year),
        "direction": lambda rows, way: rows.filter(direction=way),
        "chapter": lambda rows, chapter: rows.filter(chapter=chapter.strip().zfill(2)),
        "level": lambda rows, level: (
            rows.filter(chapter="") if level == "all" else rows.exclude(chapter="")
        ),
    }
