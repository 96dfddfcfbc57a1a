"""The use of agreements: how far are their preferences used?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.register import actions, rules
from chancery.register.fta import queries
from chancery.register.fta.queries import AMOUNTS, rate_of
from chancery.register.models import FtaUse
from chancery.web import money
from chancery.web.formatting import MISSING
from chancery.web.forms.fta_use import FtaUseForm, NewFtaUseForm
from chancery.web.forms.guarding import writing_units
from chancery.web.fta_list import AMOUNT_LABELS, FTA_USES
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.entrance import reader
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save, save_withdrawal


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest year first."""
    may_add = bool(writing_units(reader(request)))
    return show_listing(request, "fta/list.html", FTA_USES, may_add=may_add)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure with its source and history."""
    who = viewer(request)
    found = find(who, pk)
    figures = [
        (label, MISSING if value is None else money.exact(value, found.currency))
        for label, value in (
            (label, getattr(found, name)) for name, label in AMOUNT_LABELS.items()
        )
    ]
    context = {
        "record": found,
        "named": found.named_units.all(),
        "amounts": figures,
        "rate": money.share(rate_of(found)),
        "events": events_of("ftause", pk),
        "may_change": rules.can_change(who, found),
    }
    return render(request, "fta/use.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Record what a source says by hand."""
    who = viewer(request)
    initial = {"agreement": request.GET.get("agreement")}
    form = NewFtaUseForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_fta_use(values=form.values, guard=form.guard, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, _address(made)

    with permitted():
        rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    words = (_("New figure on the use of an agreement"), _("Record it"), reverse("fta-use"))
    return save(request, form, Saving(*words, act))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was recorded."""
    who = viewer(request)
    found = find(who, pk)
    form = FtaUseForm(posted(request), viewer=who, initial=_shown(found))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_fta_use(use=found, values=form.values, version=version, by=who)
        return _("Saved."), _address(found)

    def current() -> Mapping[str, Any]:
        return _shown(find(who, pk))

    with permitted():
        rules.check_can_change(who, found)
    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), _address(found), act)
    return save(request, form, Saving(*words, record=found, current=current))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one recorded by mistake."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_fta_use(use=found, by=who, reason=reason)

    return save_withdrawal(request, found, act, _address(found), reverse("fta-use"))


def find(who: Viewer, pk: int) -> FtaUse:
    """The figure, where the person may know of it; 404 otherwise."""
    return get_object_or_404(queries.uses(who).select_related("created_by"), pk=pk)


def _address(found: FtaUse) -> str:
    return reverse("ftause", args=[found.pk])


def _shown(found: FtaUse) -> Mapping[str, Any]:
    """Amounts as the language of the page writes them, so that they are read again alike."""
    values = asdict(queries.use_values(found)) | {"version": found.version}
    told = {name: "" if values[name] is None else money.plain(values[name]) for name in AMOUNTS}
    return values | told
