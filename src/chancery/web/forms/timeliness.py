"""What the report on timeliness is asked for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.web.forms.documents import day_field
from chancery.web.forms.narrowing import Narrowing
from chancery.work.reports import Period

GROUPS = [
    ("unit", _("by lead unit")),
    ("partner", _("by partner")),
    ("quarter", _("by quarter")),
    ("period", _("by month")),
]
DATES = [("due", _("the date in force")), ("original", _("the original date"))]


class TimelinessFilter(Narrowing):
    """Lines, the due date that counts, and the days between which it falls."""

    by = forms.ChoiceField(label=_("Lines"), choices=GROUPS, required=False)
    against = forms.ChoiceField(label=_("Measured against"), choices=DATES, required=False)
    due_from = day_field(_("Due from"))
    due_until = day_field(_("Due to"))

    @property
    def by_word(self) -> str:
        """The lines asked for, units unless said."""
        return str(self.cleaned_data.get("by") or "unit")

    @property
    def against_word(self) -> str:
        """The due date that counts, the one in force unless said."""
        return str(self.cleaned_data.get("against") or "due")

    @property
    def period(self) -> Period:
        """The days between which tasks fall due."""
        data = self.cleaned_data
        return data.get("due_from"), data.get("due_until")
