"""What upgrades contain: what did the closer relationship bring?"""

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
from chancery.register.models import Upgrade
from chancery.register.upgrades import queries
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.upgrades import NewUpgradeForm, UpgradeForm
from chancery.web.middleware import viewer
from chancery.web.upgrade_listing import UPGRADES
from chancery.web.views.answers import permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link
from chancery.web.views.saving import Saving, save, save_withdrawal


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of them, by partner."""
    may_add = bool(writing_units(viewer(request)))
    return show_listing(request, "upgrades/list.html", UPGRADES, may_add=may_add)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: before, since, and the commitments that carry it out."""
    who = viewer(request)
    found = find(who, pk)
    known = list(getattr(found, "known", ()))
    context = {
        "record": found,
        "source": quote_link(found, who),
        "named": found.named_units.all(),
        "commitments": known,
        "delivery": queries.delivery_of(known),
        "events": events_of("upgrade", pk),
        "may_change": rules.can_change(who, found),
        "may_withdraw": rules.can_withdraw(who, found, first_state=""),
    }
    return render(request, "upgrades/upgrade.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Record one by hand."""
    who = viewer(request)
    form = NewUpgradeForm(posted(request), viewer=who, initial=_asked(request))

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_upgrade(values=form.values, guard=form.guard, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, _address(made)

    with permitted():
        rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    words = (_("New content of an upgrade"), _("Record it"), reverse("upgrades"))
    return save(request, form, Saving(*words, act))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what it says, or say how it stands now."""
    who = viewer(request)
    found = find(who, pk)
    form = UpgradeForm(posted(request), viewer=who, initial=_shown(found, who))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_upgrade(upgrade=found, values=form.values, version=version, by=who)
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
        actions.withdraw_upgrade(upgrade=found, by=who, reason=reason)

    return save_withdrawal(request, found, act, _address(found), reverse("upgrades"))


def find(who: Viewer, pk: int) -> Upgrade:
    """The content, where the person may know of it; 404 otherwise."""
    return get_object_or_404(queries.with_commitments(who).select_related("created_by"), pk=pk)


def _address(found: Upgrade) -> str:
    return reverse("upgrade", args=[found.pk])


def _shown(found: Upgrade, who: Viewer) -> dict[str, Any]:
    """What its form shows first; commitments that the person may not know of are not in it."""
    known = tuple(sorted(row.reference for row in getattr(found, "known", ())))
    values = asdict(queries.upgrade_values(found)) | {"commitments": known}
    return values | {"version": found.version}


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What a link names: a partner, whose latest level is then chosen."""
    partner = Partner.objects.filter(pk=request.GET.get("partner", "")).first()
    level = partner.levels.filter(end="").order_by("-rank").first() if partner else None
    return {"partner": partner.pk if partner else None, "level": level.pk if level else None}
