"""The dates of agreements that come, narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.people.access import Viewer
from chancery.register import queries
from chancery.register.agreements.alarm_rules import alarms
from chancery.register.agreements.life import EVENTS
from chancery.register.agreements.queries import Date, coming, concerning
from chancery.register.models import Agreement
from chancery.web.forms.narrowing import (
    Narrowing,
    choice,
    partner_field,
    search_field,
    unit_field,
    worded,
)
from chancery.work.digest import alarm_word

WITHIN = (30, 90, 180, 365)


class DatesFilter(Narrowing):
    """Which dates come, of which agreements, and whose are they?"""

    text = search_field(_("Name or abbreviation"))
    whose = choice(_("Whose"), [("mine", _("concern me"))])
    event = forms.ChoiceField(label=_("What comes"), required=False)
    within = forms.ChoiceField(label=_("Within"), required=False)
    kind = choice(_("Kind"), Agreement.Kind.choices)
    partner = partner_field()
    lead = unit_field(_("Lead unit"))

    MORE = frozenset({"kind", "lead"})
    FILTERS = {
        "text": worded("name_vi", "name_en", "short"),
        "kind": lambda rows, kind: rows.filter(kind=kind),
        "partner": queries.with_agreement_party,
        "lead": lambda rows, unit: rows.filter(lead=unit),
    }

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        usual = alarms().within
        days = sorted({*WITHIN, usual})
        said = [(str(n), _("%(n)s days") % {"n": n}) for n in days if n != usual]
        first = [("", _("%(n)s days") % {"n": usual})]
        words = [(event, alarm_word(event)) for event in EVENTS]
        self.base_fields["within"].choices = [*first, *said]  # type: ignore[attr-defined] # a choice field
        self.base_fields["event"].choices = [("", _("all")), *words]  # type: ignore[attr-defined] # a choice field
        super().__init__(data, viewer=viewer)
        self._viewer = viewer

    def found(self) -> list[Date]:
        """What fits, the earliest first; what passed and waits stands before all."""
        rows = self.narrow(queries.agreements(self._viewer))
        if self.cleaned_data.get("whose"):
            rows = concerning(self._viewer, rows)
        event = self.cleaned_data.get("event")
        days = int(self.cleaned_data.get("within") or alarms().within)
        return [date for date in coming(rows, days=days) if not event or date.event == event]
