"""What the measures are asked for: lines, and the days between which something is counted."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chancery.intake.search.asking import keys_matching
from chancery.web.forms.documents import day_field
from chancery.web.forms.narrowing import (
    Measured,
    Narrowing,
    Rows,
    choice,
    search_field,
    unit_field,
)
from chancery.work.measures.periods import Period, span_days
from chancery.work.measures.responses import Answer
from chancery.work.models.asking import Decision

BYS = {
    "partner": _("by partner"),
    "sector": _("by sector"),
    "driver": _("by driver"),
    "unit": _("by lead unit"),
    "quarter": _("by quarter"),
}
SPANS = {
    "year": _("this year"),
    "last_year": _("last year"),
    "quarter": _("this quarter"),
    "last_quarter": _("last quarter"),
    "ever": _("since the beginning"),
    "own": _("own dates"),
}


class PeriodFilter(Narrowing):
    """A year, a quarter, or the person's own dates: those that are given count before the rest."""

    span = forms.ChoiceField(label=_("Period"), choices=list(SPANS.items()), required=False)
    from_day = day_field(_("From day"))
    to_day = day_field(_("To day"))

    @property
    def period(self) -> Period:
        """The days; this year unless said."""
        own = self.cleaned_data.get("from_day"), self.cleaned_data.get("to_day")
        span = str(self.cleaned_data.get("span") or "year")
        if any(own) or span == "own":
            return own
        return span_days(span, timezone.localdate())


class DeliveryFilter(PeriodFilter):
    """By what, and over which period?"""

    by = forms.ChoiceField(label=_("Lines"), choices=list(BYS.items()), required=False)

    field_order = ("by", "span", "from_day", "to_day")

    @property
    def by_word(self) -> str:
        """The lines asked for, partners unless said."""
        return str(self.cleaned_data.get("by") or "partner")


class ResponseFilter(PeriodFilter):
    """Which answer is drawn?"""

    draw = forms.ChoiceField(label=_("Drawn"), choices=Answer.choices, required=False)

    field_order = ("draw", "span", "from_day", "to_day")

    @property
    def drawn(self) -> str:
        """The answer that the chart shows, acceptance unless said."""
        return str(self.cleaned_data.get("draw") or Answer.ACCEPTANCE)


def _found(rows: Rows, text: str) -> Rows:
    fits = Q(task__in=keys_matching("task", text)) | Q(task__reference__icontains=text.strip())
    return rows.filter(fits)


class ExtensionFilter(Measured):
    """Who asked for more time, and was it given?"""

    text = search_field()
    unit = unit_field(_("Asked by"))
    state = choice(_("State"), Decision.choices)

    FILTERS = {
        "text": _found,
        "unit": lambda rows, unit: rows.filter(unit=unit),
        "state": lambda rows, state: rows.filter(state=state),
    }
