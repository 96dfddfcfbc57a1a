"""Filters of the lists of cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chancery.partners.models import Sector
from chancery.people.access import Viewer
from chancery.register.cases import queries as cases
from chancery.register.cases.kinds import obstacle_kinds
from chancery.register.cases.rules import LIVE_OBSTACLES, LIVE_OPPORTUNITIES
from chancery.register.models import CasePriority, Obstacle, Opportunity
from chancery.web.forms.cases import kind_label
from chancery.web.forms.narrowing import (
    ALL,
    STILL_OPEN,
    Narrowing,
    Rows,
    choice,
    equal,
    found,
    in_state,
    partner_field,
    search_field,
    unit_field,
)
from chancery.web.forms.selecting import ShortSelect

WHOSE = [("mine", _("mine: in my charge or my unit's")), ("units", _("handled by my units"))]
TIMING = [
    ("step_late", _("next step past its day")),
    ("step_due", _("next step late or within five working days")),
    ("unplanned", _("no next step with a day")),
    ("quiet", _("quiet for over 30 days")),
]
ESTIMATE = ("estimate_late", _("past its estimate"))
_TIMINGS: dict[str, Callable[[Rows], Rows]] = {
    "step_late": cases.step_late,
    "step_due": cases.step_due,
    "estimate_late": cases.estimate_late,
    "unplanned": cases.unplanned,
    "quiet": cases.quiet,
}


def _sectors() -> forms.ModelChoiceField:  # type: ignore[type-arg] # not subscriptable at run time
    rows = Sector.objects.all()
    return forms.ModelChoiceField(
        rows, label=_("Sector"), required=False, empty_label=_("all"), widget=ShortSelect
    )


def _kinds() -> list[tuple[str, Any]]:
    return [*ALL, *((kind.code, kind_label(kind)) for kind in obstacle_kinds().values())]


def _codes() -> forms.CharField:
    return forms.CharField(label=_("HS code"), required=False, max_length=7)


class CaseFilter(Narrowing):
    """What both kinds of cases are narrowed by."""

    FILTERS = {
        "partner": equal("partner"),
        "kind": equal("kind"),
        "hs": cases.with_goods,
        "sector": lambda rows, sector: cases.with_sector(rows, sector.pk),
        "lead": equal("lead"),
        "priority": equal("priority"),
        "timing": lambda rows, value: _TIMINGS[value](rows),
    }

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data, viewer=viewer)
        self._viewer = viewer

    def narrow(self, rows: Rows) -> Rows:
        """Also by whose they are."""
        whose = self.cleaned_data.get("whose")
        if whose == "mine":
            rows = cases.in_charge_of(rows, self._viewer)
        elif whose == "units":
            rows = cases.handled_by(rows, self._viewer)
        return super().narrow(rows)


class ObstacleFilter(CaseFilter):
    """What blocks whom, and who must move?"""

    text = search_field()
    partner = partner_field()
    state = choice(_("State"), [STILL_OPEN, *Obstacle.State.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=_kinds, widget=ShortSelect)
    timing = choice(_("What is late"), [TIMING[0], ESTIMATE, *TIMING[1:]])
    whose = choice(_("Whose"), WHOSE)
    pending = choice(
        _("Pending with"),
        [
            ("us", _("a unit of ours")),
            ("partner", _("the partner's side")),
            ("both", _("both")),
            ("nobody", _("nobody named yet")),
        ],
    )
    hs = _codes()
    sector = _sectors()
    lead = unit_field(_("Lead"))
    priority = choice(_("Priority"), CasePriority.choices)

    MORE = frozenset({"whose", "pending", "hs", "sector", "lead", "priority"})
    FILTERS = {
        **CaseFilter.FILTERS,
        "text": found("obstacle"),
        "state": in_state(LIVE_OBSTACLES),
        "pending": cases.pending_with,
    }


class OpportunityFilter(CaseFilter):
    """What could we win, and who goes after it?"""

    text = search_field()
    partner = partner_field()
    state = choice(_("Stage"), [STILL_OPEN, *Opportunity.State.choices])
    kind = choice(_("Kind"), Opportunity.Kind.choices)
    timing = choice(_("What is late"), TIMING)
    whose = choice(_("Whose"), [*WHOSE, ("nobody", _("nobody's"))])
    hs = _codes()
    sector = _sectors()
    lead = unit_field(_("Owner"))
    priority = choice(_("Priority"), CasePriority.choices)

    MORE = frozenset({"whose", "hs", "sector", "lead", "priority"})
    FILTERS = {
        **CaseFilter.FILTERS,
        "text": found("opportunity"),
        "state": in_state(LIVE_OPPORTUNITIES),
    }

    def narrow(self, rows: Rows) -> Rows:
        """Also those that wait for an owner."""
        if self.cleaned_data.get("whose") == "nobody":
            rows = rows.filter(lead__isnull=True)
        return super().narrow(rows)
