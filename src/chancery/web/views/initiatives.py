"""Initiatives: what do we and others put forward in the mechanisms, and what became of it?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.register import actions, rules
from chancery.register.mechanisms import queries
from chancery.register.mechanisms import rules as own
from chancery.register.models import Initiative
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.mechanisms import InitiativeForm, NewInitiativeForm, NoteForm
from chancery.web.mechanism_listing import INITIATIVES
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked, permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link
from chancery.web.views.saving import Saving, save, save_withdrawal


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of them, by mechanism."""
    may_add = bool(writing_units(viewer(request)))
    return show_listing(request, "initiatives/list.html", INITIATIVES, may_add=may_add)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, and what may be done to it now."""
    who = viewer(request)
    found = find(who, pk)
    context = {
        "record": found,
        "source": quote_link(found, who),
        "named": found.named_units.all(),
        "events": events_of("initiative", pk),
        "moves": own.moves_open_to(who, found),
        "may_change": rules.can_change(who, found),
        "may_withdraw": rules.can_withdraw(who, found, first_state=found.state),
    }
    return render(request, "initiatives/initiative.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Record one by hand."""
    who = viewer(request)
    form = NewInitiativeForm(posted(request), viewer=who, initial=_asked(request))

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_initiative(values=form.values, guard=form.guard, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, _address(made)

    with permitted():
        rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    words = (_("New initiative"), _("Record it"), reverse("initiatives"))
    return save(request, form, Saving(*words, act))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is said of it."""
    who = viewer(request)
    found = find(who, pk)
    form = InitiativeForm(posted(request), viewer=who, initial=_shown(found))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_initiative(initiative=found, values=form.values, version=version, by=who)
        return _("Saved."), _address(found)

    with permitted():
        rules.check_can_change(who, found)
    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), _address(found), act)
    shown = Saving(*words, record=found, current=lambda: _shown(find(who, pk)))
    return save(request, form, shown)


def move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Say what became of it."""
    who = viewer(request)
    found = find(who, pk)
    line = next((one for one in own.INITIATIVE_MOVES if one.name == move), None)
    checked(request, lambda: own.check_move(who, found, move, "asked"))
    asks, needed = (line.asks, line.needs_note) if line else ("", True)
    form = NoteForm(posted(request), asks=asks, required=needed)

    def act(done: forms.Form) -> tuple[str, str]:
        note = done.cleaned_data["note"]
        actions.move_initiative(initiative=found, move=move, note=note, by=who)
        return _("Saved."), _address(found)

    title = str(line.label) if line else move
    words = (title, title, _address(found), act)
    saving = Saving(*words, lead=found.text, template="records/confirm.html", record=found)
    return save(request, form, saving)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one recorded by mistake."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_initiative(initiative=found, by=who, reason=reason)

    return save_withdrawal(request, found, act, _address(found), reverse("initiatives"))


def find(who: Viewer, pk: int) -> Initiative:
    """The initiative, where the person may know of it; 404 otherwise."""
    rows = queries.initiatives(who).select_related("created_by").prefetch_related("partners")
    return get_object_or_404(rows, pk=pk)


def _address(found: Initiative) -> str:
    return reverse("initiative", args=[found.pk])


def _shown(found: Initiative) -> dict[str, Any]:
    values = asdict(queries.initiative_values(found)) | {"version": found.version}
    return values | {"mechanism": str(found.mechanism_id)}


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What a link names: the mechanism, whose lead leads it too; that it is ours unless said."""
    home = Partner.objects.filter(is_home=True).values_list("pk", flat=True).first()
    asked = request.GET.get("mechanism", "")
    known = queries.mechanisms(viewer(request)).filter(pk=int(asked) if asked.isdecimal() else 0)
    found = known.first()
    named = {"mechanism": str(found.pk), "lead": found.lead_id} if found else {}
    return {"proposed_by": home, **named}
