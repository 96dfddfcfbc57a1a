"""Files that somebody brings into the register: the file, and who will hold what it makes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chancery.intake.fta_use.plan import UseWanted
from chancery.intake.iati.plan import IatiWanted
from chancery.register.models import FtaUse, Project
from chancery.web.forms.guarding import GuardedForm
from chancery.web.forms.picking import PickField


class IatiForm(GuardedForm):
    """Nothing is written by it: the next page shows what each activity would do."""

    file = forms.FileField(
        label=_("IATI file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml"}),
    )
    partner = PickField(
        "partners",
        many=False,
        label=_("Partner"),
        needed=_("Name the partner."),
        help_text=_("Where the file does not say by an identifier who funds an activity."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Project.Kind.choices,
        initial="other",
        help_text=_("Where the file does not say it."),
    )
    field_order = ("file", "partner", "kind", "held_by", "sensitivity", "named_units")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        said = gettext("XML of the IATI activity standard 2.01 to 2.03, at most %(mb)s MB.")
        self.fields["file"].help_text = said % {"mb": settings.IATI_MB}

    def clean_file(self) -> Any:
        """Refused before any of it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.IATI_MB * 1024 * 1024:
            said = gettext("The file is larger than %(mb)s MB: split it.")
            raise forms.ValidationError(said % {"mb": settings.IATI_MB})
        return file

    @property
    def wanted(self) -> IatiWanted:
        """What holds for the whole file."""
        return IatiWanted(self.guard, self.cleaned_data["partner"], self.cleaned_data["kind"])


class UseSheetForm(GuardedForm):
    """Nothing is written by it: the next page shows what each row would do."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=250,
        help_text=_("Where a row names none: whose figures they are, from which report."),
    )
    agreement = PickField(
        "agreements",
        many=False,
        label=_("Agreement"),
        help_text=_("Where a row names none."),
    )
    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=[("", _("each row says it")), *FtaUse.Direction.choices],
        required=False,
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, min_length=3, initial="USD")
    scale = forms.ChoiceField(
        label=_("Figures are in"),
        choices=[
            ("1", _("single units")),
            ("1000", _("thousands")),
            ("1000000", _("millions")),
            ("1000000000", _("billions")),
        ],
    )
    field_order = (
        "file", "source", "agreement", "direction", "currency", "scale", "held_by", "sensitivity",
        "named_units",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        limits = {"mb": settings.SHEET_MB, "rows": settings.SHEET_ROWS}
        said = gettext("XLSX or CSV, at most %(mb)s MB and %(rows)s rows.")
        self.fields["file"].help_text = said % limits

    def clean_file(self) -> Any:
        """Refused before any of it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.SHEET_MB * 1024 * 1024:
            said = gettext("The file is larger than %(mb)s MB: split it.")
            raise forms.ValidationError(said % {"mb": settings.SHEET_MB})
        return file

    @property
    def wanted(self) -> UseWanted:
        """What holds for the whole sheet."""
        data = self.cleaned_data
        words = {name: data[name] for name in ("direction", "currency", "source", "scale")}
        return UseWanted(self.guard, agreement=data["agreement"] or "", **words)
