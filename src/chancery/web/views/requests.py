"""Requests: what we asked of partners, and they of us."""

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
from chancery.intake.alike.actions import tell_owners
from chancery.people.access import Viewer
from chancery.register import actions, queries, rules
from chancery.register.models import PartnerRequest
from chancery.web.asking_listing import REQUESTS
from chancery.web.forms.asking import AnswerForm, NewRequestForm, RequestForm
from chancery.web.forms.guarding import writing_units
from chancery.web.middleware import viewer
from chancery.web.twins import finder
from chancery.web.views.answers import permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link
from chancery.web.views.saving import Saving, save, save_withdrawal


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    may_add = bool(writing_units(viewer(request)))
    return show_listing(request, "requests/list.html", REQUESTS, may_add=may_add)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: its words, its answer, its history."""
    who = viewer(request)
    found = find(who, pk)
    events = list(events_of("request", pk))
    context = {
        "record": found,
        "source": quote_link(found, who),
        "named": found.named_units.all(),
        "events": events,
        "answers": [event for event in events if event.action == "request.answer"],
        "may_change": rules.can_change(who, found),
        "may_withdraw": rules.can_withdraw(who, found),
    }
    return render(request, "requests/request.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Record a request by hand."""
    who = viewer(request)
    initial = {"partner": request.GET.get("partner")}
    form = NewRequestForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_request(values=form.values, guard=form.guard, by=who)
        tell_owners(kind="request", record=made, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, _address(made)

    with permitted():
        rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    words = (_("New request"), _("Record it"), reverse("requests"))
    return save(request, form, Saving(*words, act, twins=finder("request", who)))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what a request says."""
    who = viewer(request)
    found = find(who, pk)
    form = RequestForm(posted(request), viewer=who, initial=_shown(found))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_request(request=found, values=form.values, version=version, by=who)
        return _("Saved."), _address(found)

    with permitted():
        rules.check_can_change(who, found)
    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), _address(found), act)
    return save(
        request,
        form,
        Saving(*words, record=found, current=lambda: _shown(find(who, pk))),
    )


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what was answered."""
    who = viewer(request)
    found = find(who, pk)
    form = AnswerForm(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.answer_request(request=found, by=who, **done.cleaned_data)
        return _("The answer is recorded."), _address(found)

    with permitted():
        rules.check_can_change(who, found)
    title = _("Answer to %(reference)s") % {"reference": found.reference}
    words = (title, _("Record the answer"), _address(found))
    template = "records/confirm.html"
    saving = Saving(*words, act, lead=found.text, template=template, record=found)
    return save(request, form, saving)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one recorded by mistake."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_request(request=found, by=who, reason=reason)

    return save_withdrawal(request, found, act, _address(found), reverse("requests"))


def find(who: Viewer, pk: int) -> PartnerRequest:
    """The request, where the person may know of it; 404 otherwise."""
    return get_object_or_404(queries.requests(who).select_related("created_by"), pk=pk)


def _shown(found: PartnerRequest) -> dict[str, Any]:
    """What its form shows first, and what others see who are slower."""
    return asdict(queries.request_values(found)) | {"version": found.version}


def _address(found: PartnerRequest) -> str:
    return reverse("request", args=[found.pk])
