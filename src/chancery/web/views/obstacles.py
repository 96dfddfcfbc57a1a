"""Obstacles: what blocks whom, who must move?"""

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
from chancery.people.access import Viewer
from chancery.register import actions, queries, rules
from chancery.register.models import Obstacle
from chancery.web.forms.asking import NewObstacleForm, ObstacleForm, ResolveForm
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.narrowing import ObstacleFilter
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.lists import show_list
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link
from chancery.web.views.saving import Saving, save, save_withdrawal
from chancery.work import queries as work

SORTS: dict[str, tuple[str, ...]] = {
    "reference": ("reference",),
    "partner": ("partner__name_vi", "reference"),
    "area": ("area", "reference"),
    "state": ("state", "reference"),
    "added": ("created_at", "pk"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    who = viewer(request)
    return show_list(
        request,
        "obstacles/list.html",
        rows=queries.obstacles(who),
        form=ObstacleFilter(request.GET, viewer=who),
        sorts=SORTS,
        default="-added",
        may_add=bool(writing_units(who)),
    )


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One obstacle: its words, the tasks that are to remove it, its history."""
    who = viewer(request)
    found = find(who, pk)
    events = list(events_of("obstacle", pk))
    context = {
        "record": found,
        "source": quote_link(found, who),
        "named": found.named_units.all(),
        "tasks": work.tasks_of_obstacle(who, found),
        "events": events,
        "answers": [event for event in events if event.action == "obstacle.resolve"],
        "may_change": rules.can_change(who, found),
        "may_withdraw": rules.can_withdraw(who, found),
        "may_assign": bool(writing_units(who)),
    }
    return render(request, "obstacles/obstacle.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Record an obstacle by hand."""
    who = viewer(request)
    initial = {"partner": request.GET.get("partner")}
    form = NewObstacleForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_obstacle(values=form.values, guard=form.guard, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, _address(made)

    with permitted():
        rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    words = (_("New obstacle"), _("Record it"), reverse("obstacles"))
    return save(request, form, Saving(*words, act))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what an obstacle says."""
    who = viewer(request)
    found = find(who, pk)
    form = ObstacleForm(posted(request), viewer=who, initial=_shown(found))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_obstacle(obstacle=found, values=form.values, version=version, by=who)
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


def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that it blocks no more, and how that came about."""
    who = viewer(request)
    found = find(who, pk)
    form = ResolveForm(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.resolve_obstacle(obstacle=found, by=who, **done.cleaned_data)
        return _("The obstacle is resolved."), _address(found)

    with permitted():
        rules.check_can_change(who, found)
    title = _("Resolve %(reference)s") % {"reference": found.reference}
    words = (title, _("It is resolved"), _address(found))
    template = "records/confirm.html"
    saving = Saving(*words, act, lead=found.text, template=template, record=found)
    return save(request, form, saving)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one recorded by mistake."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_obstacle(obstacle=found, by=who, reason=reason)

    return save_withdrawal(request, found, act, _address(found), reverse("obstacles"))


def find(who: Viewer, pk: int) -> Obstacle:
    """The obstacle, where the person may know of it; 404 otherwise."""
    return get_object_or_404(queries.obstacles(who).select_related("created_by"), pk=pk)


def _shown(found: Obstacle) -> dict[str, Any]:
    """What its form shows first, and what others see who are slower."""
    return asdict(queries.obstacle_values(found)) | {"version": found.version}


def _address(found: Obstacle) -> str:
    return reverse("obstacle", args=[found.pk])
