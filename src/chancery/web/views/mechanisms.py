"""Mechanisms of cooperation: what comes in them, who holds which role, what is prepared?"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.register import actions, rules
from chancery.register.mechanisms import queries
from chancery.register.mechanisms import rules as own
from chancery.register.models import Mechanism
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.mechanisms import CalendarFilter, MechanismForm, NewMechanismForm
from chancery.web.mechanism_listing import MECHANISMS
from chancery.web.middleware import viewer
from chancery.web.views.answers import ROWS, permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link
from chancery.web.views.saving import Saving, save, save_withdrawal

YEAR = timedelta(days=366)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of them."""
    may_add = bool(writing_units(viewer(request)))
    return show_listing(request, "mechanisms/list.html", MECHANISMS, may_add=may_add)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The sessions of the next twelve months; what passed and waits for a word stands first."""
    who = viewer(request)
    form = CalendarFilter(request.GET, viewer=who)
    rows = form.narrow(queries.listed(who))
    found = queries.coming(rows, until=timezone.localdate() + YEAR)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    return render(request, "mechanisms/calendar.html", {"page": page, "filter_form": form})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One mechanism: how the next session stands, its sessions, roles and initiatives."""
    who = viewer(request)
    found = find(who, pk)
    sessions = queries.sessions_of(found)
    seen = queries.seen_of(who, sessions)
    context = {
        "record": found,
        "source": quote_link(found, who),
        "named": found.named_units.all(),
        "standing": queries.standing_of(found),
        "last": queries.last_of(found),
        "ours": queries.our_roles(found),
        "chairs": queries.chairs(found),
        "roles": found.mechanismroles.all(),
        "sessions": [(row, seen[row.pk]) for row in sessions],
        "initiatives": queries.initiatives(who).filter(mechanism=found).order_by("-day", "-pk"),
        "events": events_of("mechanism", pk),
        "may_keep": own.can_keep(who, found),
        "may_add": bool(writing_units(who)),
        "may_change": rules.can_change(who, found),
        "may_withdraw": not sessions and rules.can_withdraw(who, found, first_state=""),
    }
    return render(request, "mechanisms/mechanism.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Record one by hand."""
    who = viewer(request)
    initial = {"partners": request.GET.getlist("partner")}
    form = NewMechanismForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_mechanism(values=form.values, guard=form.guard, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, address(made)

    with permitted():
        rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    words = (_("New mechanism"), _("Record it"), reverse("mechanisms"))
    return save(request, form, Saving(*words, act))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is said of it."""
    who = viewer(request)
    found = find(who, pk)
    form = MechanismForm(posted(request), viewer=who, initial=_shown(found))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_mechanism(mechanism=found, values=form.values, version=version, by=who)
        return _("Saved."), address(found)

    with permitted():
        rules.check_can_change(who, found)
    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), address(found), act)
    shown = Saving(*words, record=found, current=lambda: _shown(find(who, pk)))
    return save(request, form, shown)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one recorded by mistake."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_mechanism(mechanism=found, by=who, reason=reason)

    return save_withdrawal(request, found, act, address(found), reverse("mechanisms"))


def find(who: Viewer, pk: int) -> Mechanism:
    """The mechanism, where the person may know of it; 404 otherwise."""
    return get_object_or_404(queries.listed(who).select_related("created_by"), pk=pk)


def address(found: Mechanism, tab: str = "") -> str:
    """Its page, on one of its tabs."""
    return reverse("mechanism", args=[found.pk]) + (f"?tab={tab}" if tab else "")


def _shown(found: Mechanism) -> dict[str, Any]:
    return asdict(queries.mechanism_values(found)) | {"version": found.version}
