"""Opportunities: what could we win here, and who goes after it?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.intake.alike.actions import tell_owners
from chancery.people.access import WRITERS
from chancery.register import actions, rules
from chancery.register.cases import queries
from chancery.register.cases import rules as case_rules
from chancery.register.cases.rules import LIVE_OPPORTUNITIES
from chancery.register.models import Opportunity
from chancery.web.case_listing import OPPORTUNITIES
from chancery.web.forms.case_narrowing import OpportunityFilter
from chancery.web.forms.cases import NewOpportunityForm, OpportunityForm, OwnForm
from chancery.web.forms.guarding import writing_units
from chancery.web.middleware import viewer
from chancery.web.twins import finder
from chancery.web.views.answers import checked, permitted
from chancery.web.views.cases import address, find, shown, tasks_of
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link
from chancery.web.views.saving import Saving, save, save_withdrawal

KIND = "opportunity"
COLUMN = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    may_add = viewer(request).is_anywhere(*WRITERS)
    return show_listing(request, "opportunities/list.html", OPPORTUNITIES, may_add=may_add)


@dataclass(frozen=True, slots=True)
class StageColumn:
    """The first cards of one stage, and whether there are more."""

    state: str
    label: str
    rows: list[Opportunity]
    more: bool


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The same rows as columns of their stages: the next step that is due soonest first."""
    who = viewer(request)
    form = OpportunityFilter(request.GET, viewer=who)
    narrowed = form.narrow(queries.opportunities(who))
    rows = queries.first_due(queries.with_last_step(narrowed))
    columns = []
    for state, label in Opportunity.State.choices:
        cards = list(rows.filter(state=state)[: COLUMN + 1])
        columns.append(StageColumn(state, str(label), cards[:COLUMN], len(cards) > COLUMN))
    return render(request, "opportunities/board.html", {"columns": columns, "filter_form": form})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One opportunity: who owns it, what it is worth, what was done, what comes next."""
    who = viewer(request)
    found: Opportunity = find(who, KIND, pk)
    mine = writing_units(who)
    context = shown(who, found) | {
        "source": quote_link(found, who),
        "events": list(events_of(KIND, pk)),
        "may_withdraw": rules.can_withdraw(who, found, first_state=Opportunity.State.SPOTTED),
        "may_own": bool(mine) and found.lead_id is None and found.state in LIVE_OPPORTUNITIES,
        "may_assign": bool(mine),
    }
    return render(request, "opportunities/opportunity.html", context | tasks_of(who, found))


def new(request: HttpRequest) -> HttpResponse:
    """Record an opportunity."""
    who = viewer(request)
    initial = {"partner": request.GET.get("partner")}
    form = NewOpportunityForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_opportunity(values=form.values, guard=form.guard, by=who)
        tell_owners(kind="opportunity", record=made, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, address(made)

    with permitted():
        rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    words = (_("New opportunity"), _("Record it"), reverse("opportunities"))
    return save(
        request,
        form,
        Saving(*words, act, template="cases/form.html", twins=finder("opportunity", who)),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what an opportunity says."""
    who = viewer(request)
    found = find(who, KIND, pk)
    form = OpportunityForm(posted(request), viewer=who, initial=_shown(found))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_opportunity(opportunity=found, values=form.values, version=version, by=who)
        return _("Saved."), address(found)

    with permitted():
        case_rules.check_can_handle(who, found)
    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), address(found), act)
    saving = Saving(
        *words,
        template="cases/form.html",
        record=found,
        current=lambda: _shown(find(who, KIND, pk)),
    )
    return save(request, form, saving)


def own(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it on for a unit of one's own."""
    who = viewer(request)
    found = find(who, KIND, pk)
    form = OwnForm(posted(request), viewer=who)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.own_opportunity(opportunity=found, unit=done.cleaned_data["unit"], by=who)
        return _("You are in charge of it now."), address(found)

    mine = next((unit.pk for unit in writing_units(who)), "")
    checked(request, lambda: case_rules.check_can_own(who, found, mine))
    title = _("Take %(reference)s on?") % {"reference": found.reference}
    words = (
        title,
        pgettext("case", "Take it on"),
        address(found),
        act,
        found.text,
        "records/confirm.html",
    )
    return save(request, form, Saving(*words, record=found))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one recorded by mistake."""
    who = viewer(request)
    found = find(who, KIND, pk)

    def act(reason: str) -> None:
        actions.withdraw_opportunity(opportunity=found, by=who, reason=reason)

    return save_withdrawal(request, found, act, address(found), reverse("opportunities"))


def _shown(found: Opportunity) -> dict[str, Any]:
    """What its form shows first, and what others see who are slower."""
    return asdict(queries.opportunity_values(found)) | {"version": found.version}
