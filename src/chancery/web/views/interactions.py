"""Interactions: who met whom about what, and what was agreed?"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.register import actions, rules
from chancery.register.contacts import queries
from chancery.register.models import Interaction
from chancery.web.contact_listing import INTERACTIONS
from chancery.web.forms.contacts import InteractionForm, NewInteractionForm
from chancery.web.forms.guarding import writing_units
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link
from chancery.web.views.saving import Saving, save, save_withdrawal


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    may_add = bool(writing_units(viewer(request)))
    return show_listing(request, "interactions/list.html", INTERACTIONS, may_add=may_add)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: who was there, what was said, what comes next."""
    who = viewer(request)
    found = find(who, pk)
    context = {
        "record": found,
        "source": quote_link(found, who),
        "named": found.named_units.all(),
        "known": getattr(found, "known", []),
        "records": queries.records_discussed(who, found),
        "events": events_of("interaction", pk),
        "today": timezone.localdate(),
        "may_change": rules.can_change(who, found),
        "may_assign": bool(found.next_step and writing_units(who)),
        "may_withdraw": rules.can_withdraw(who, found, first_state=""),
    }
    return render(request, "interactions/interaction.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Write down who met whom."""
    who = viewer(request)
    units = writing_units(who)
    form = NewInteractionForm(posted(request), viewer=who, initial=_asked(request, who))

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_interaction(values=form.values, guard=form.guard, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, _address(made)

    with permitted():
        rules.check_can_add(who, next((unit.pk for unit in units), ""))
    words = (_("New interaction"), _("Record it"), reverse("interactions"))
    return save(request, form, Saving(*words, act))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was written down."""
    who = viewer(request)
    found = find(who, pk)
    form = InteractionForm(posted(request), viewer=who, initial=_shown(found, who))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_interaction(interaction=found, values=form.values, version=version, by=who)
        return _("Saved."), _address(found)

    with permitted():
        rules.check_can_change(who, found)
    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), _address(found), act)
    shown = Saving(*words, record=found, current=lambda: _shown(find(who, pk), who))
    return save(request, form, shown)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one recorded by mistake."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_interaction(interaction=found, by=who, reason=reason)

    return save_withdrawal(request, found, act, _address(found), reverse("interactions"))


def find(who: Viewer, pk: int) -> Interaction:
    """The interaction, where the person may know of it; 404 otherwise."""
    rows = queries.with_parts(who, queries.interactions(who))
    return get_object_or_404(rows.select_related("created_by"), pk=pk)


def _address(found: Interaction) -> str:
    return reverse("interaction", args=[found.pk])


def _shown(found: Interaction, who: Viewer) -> dict[str, Any]:
    """What its form shows first; what the person may not know of is not in it."""
    values = replace(
        queries.interaction_values(found),
        contacts=tuple(sorted(row.reference for row in getattr(found, "known", ()))),
        records=tuple(sorted(row.reference for row in queries.records_discussed(who, found))),
    )
    return asdict(values) | {"version": found.version}


def _asked(request: HttpRequest, who: Viewer) -> dict[str, Any]:
    """What a link names: a contact with its partner, or a partner; today, by the person's unit."""
    reference = request.GET.get("contact", "")
    contact = queries.usable(queries.contacts(who)).filter(reference=reference).first()
    return {
        "day": timezone.localdate(),
        "units": tuple(unit.pk for unit in writing_units(who)[:1]),
        "partner": contact.partner_id if contact else request.GET.get("partner"),
        "contacts": (contact.reference,) if contact else (),
    }
