"""Obstacles: what blocks whom, who must move?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.intake.alike.actions import tell_owners
from chancery.people.access import WRITERS
from chancery.register import actions, queries, rules
from chancery.register.cases import rules as case_rules
from chancery.register.cases.kinds import obstacle_kinds
from chancery.register.models import Obstacle
from chancery.web.case_listing import OBSTACLES
from chancery.web.forms.cases import NewObstacleForm, ObstacleForm, ResolveForm, kind_label
from chancery.web.forms.guarding import writing_units
from chancery.web.middleware import viewer
from chancery.web.twins import finder
from chancery.web.views.answers import permitted
from chancery.web.views.cases import address, find, shown, tasks_of
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link
from chancery.web.views.saving import Saving, save, save_withdrawal

KIND = "obstacle"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    may_add = viewer(request).is_anywhere(*WRITERS)
    return show_listing(request, "obstacles/list.html", OBSTACLES, may_add=may_add)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One obstacle: who must move, what was done, what comes next, its tasks, its history."""
    who = viewer(request)
    found: Obstacle = find(who, KIND, pk)
    events = list(events_of(KIND, pk))
    known = obstacle_kinds().get(found.kind)
    context = shown(who, found) | {
        "source": quote_link(found, who),
        "kind_word": kind_label(known) if known else found.kind,
        "moved": list(found.moved_estimates.select_related("moved_by")),
        "since": timezone.localdate(found.created_at),
        "events": events,
        "answers": [event for event in events if event.action == "obstacle.resolve"],
        "may_resolve": any(
            move.name == "resolve" for move in case_rules.moves_open_to(who, found)
        ),
        "may_withdraw": rules.can_withdraw(who, found),
        "may_assign": bool(writing_units(who)),
    }
    return render(request, "obstacles/obstacle.html", context | tasks_of(who, found))


def new(request: HttpRequest) -> HttpResponse:
    """Record an obstacle by hand."""
    who = viewer(request)
    initial = {"partner": request.GET.get("partner")}
    form = NewObstacleForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_obstacle(values=form.values, guard=form.guard, by=who)
        tell_owners(kind="obstacle", record=made, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, address(made)

    with permitted():
        rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    words = (_("New obstacle"), _("Record it"), reverse("obstacles"))
    return save(
        request,
        form,
        Saving(*words, act, template="cases/form.html", twins=finder("obstacle", who)),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what an obstacle says."""
    who = viewer(request)
    found = find(who, KIND, pk)
    form = ObstacleForm(posted(request), viewer=who, initial=_shown(found))

    def act(done: forms.Form) -> tuple[str, str]:
        version, reason = done.cleaned_data["version"] or 0, done.cleaned_data["reason"]
        actions.change_obstacle(
            obstacle=found, values=form.values, version=version, by=who, reason=reason
        )
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


def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that it blocks no more, how that came about, and who says so."""
    who = viewer(request)
    found = find(who, KIND, pk)
    form = ResolveForm(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.resolve_obstacle(obstacle=found, by=who, **done.cleaned_data)
        return _("The obstacle is resolved."), address(found)

    with permitted():
        rules.check_can_change(who, found)
    title = _("Resolve %(reference)s") % {"reference": found.reference}
    words = (title, _("It is resolved"), address(found))
    template = "records/confirm.html"
    saving = Saving(*words, act, lead=found.text, template=template, record=found)
    return save(request, form, saving)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one recorded by mistake."""
    who = viewer(request)
    found = find(who, KIND, pk)

    def act(reason: str) -> None:
        actions.withdraw_obstacle(obstacle=found, by=who, reason=reason)

    return save_withdrawal(request, found, act, address(found), reverse("obstacles"))


def _shown(found: Obstacle) -> dict[str, Any]:
    """What its form shows first, and what others see who are slower."""
    return asdict(queries.obstacle_values(found)) | {"version": found.version}
