"""A tracking sheet that somebody brings: the file, who will hold its tasks, who assigned them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chancery.web.formatting import number
from chancery.web.forms.guarding import GuardedForm


class SheetForm(GuardedForm):
    """Nothing is written by it: the next page shows what each row would do."""

    file = forms.FileField(
        label=_("Tracking sheet"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    assigner = forms.ChoiceField(
        label=_("Assigned by"),
        help_text=_("For the rows in which no unit stands as the one who assigned."),
    )
    field_order = ("file", "assigner", "held_by", "sensitivity", "named_units")

    def __init__(self, *args: Any, assigners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        assigner = self.fields["assigner"]
        assert isinstance(assigner, forms.ChoiceField)
        assigner.choices = assigners
        limits = {"mb": settings.SHEET_MB, "rows": number(settings.SHEET_ROWS)}
        self.fields["file"].help_text = (
            gettext(
                "XLSX or CSV, at most %(mb)s MB and %(rows)s rows. Lines above the headings do no harm."
            )
            % limits
        )

    def clean_file(self) -> Any:
        """Refused before any of it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.SHEET_MB * 1024 * 1024:
            said = gettext("The file is larger than %(mb)s MB: split it.")
            raise forms.ValidationError(said % {"mb": settings.SHEET_MB})
        return file
