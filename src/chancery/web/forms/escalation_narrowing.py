"""Filters of the list of what went up the ladder."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chancery.intake.search.asking import keys_matching
from chancery.people.access import Viewer
from chancery.web.forms.narrowing import Narrowing, Rows, choice, search_field, unit_field
from chancery.work.escalation import queries
from chancery.work.models import Escalation, Rung, Trigger


def _worded(rows: Rows, text: str) -> Rows:
    fits = Q(task__in=keys_matching("task", text)) | Q(text__icontains=text)
    wanted = text.strip()
    fits |= Q(reference__icontains=wanted) | Q(task__reference__icontains=wanted)
    return rows.filter(fits)


class EscalationFilter(Narrowing):
    """What waits for whom, on what ground?"""

    text = search_field()
    scope = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[
            ("", _("all that I may see")),
            ("mine", _("for me to answer")),
            ("raised", _("raised by my units")),
        ],
    )
    state = choice(_("State"), Escalation.State.choices)
    trigger = choice(_("Ground"), Trigger.choices)
    rung = choice(_("Rung"), Rung.choices)
    to_unit = unit_field(_("To"))
    lead = unit_field(_("Lead"))

    MORE = frozenset({"to_unit", "lead"})
    FILTERS = {
        "text": _worded,
        "state": lambda rows, value: rows.filter(state=value),
        "trigger": lambda rows, value: rows.filter(trigger=value),
        "rung": lambda rows, value: rows.filter(rung=value),
        "to_unit": lambda rows, value: rows.filter(to_unit=value),
        "lead": lambda rows, value: rows.filter(task__lead=value),
    }

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data, viewer=viewer)
        self._viewer = viewer

    def narrow(self, rows: Rows) -> Rows:
        """Also by what the viewer has to do with it."""
        scope = self.cleaned_data.get("scope")
        if scope == "mine":
            rows = rows.filter(queries.asked_of(self._viewer))
        elif scope == "raised":
            rows = rows.filter(queries.raised_by(self._viewer))
        return super().narrow(rows)
