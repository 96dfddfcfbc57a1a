"""Files that somebody brings into the register: the file, and who will hold what it makes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chancery.intake.iati.plan import IatiWanted
from chancery.register.models import Project
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
