"""A spreadsheet of records of one kind: the file, and who will hold them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chancery.web.formatting import number
from chancery.web.forms.guarding import GuardedForm


class RowsForm(GuardedForm):
    """Nothing is written by it: the next page shows what each row would do."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    field_order = ("file", "held_by", "sensitivity", "named_units")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        limits = {"mb": settings.SHEET_MB, "rows": number(settings.SHEET_ROWS)}
        said = gettext("XLSX or CSV, at most %(mb)s MB and %(rows)s rows.")
        self.fields["file"].help_text = said % limits

    def clean_file(self) -> Any:
        """Refused before any of it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.SHEET_MB * 1024 * 1024:
            said = gettext("The file is larger than %(mb)s MB: split it.")
            raise forms.ValidationError(said % {"mb": settings.SHEET_MB})
        return file
