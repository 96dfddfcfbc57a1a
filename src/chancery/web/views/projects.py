"""Projects: what is financed or invested in, how far is it, and how much of it has come?"""

from __future__ import annotations

from collections.abc import Mapping
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
from chancery.intake.alike.actions import tell_owners
from chancery.people.access import Viewer
from chancery.register import access, actions, rules
from chancery.register.models import Project
from chancery.register.projects import queries
from chancery.register.projects.rules import (
    can_withdraw_project,
    remarks,
    stages_open_to,
)
from chancery.register.projects.values import ProjectValues
from chancery.web import money
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.projects import NewProjectForm, ProjectForm, StageForm
from chancery.web.middleware import viewer
from chancery.web.project_lists import ENTRIES, PROJECTS
from chancery.web.project_page import ledgers_of, readable_documents
from chancery.web.twins import finder
from chancery.web.views.answers import checked, permitted
from chancery.web.views.entrance import reader
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link
from chancery.web.views.saving import Saving, save, save_withdrawal


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    may_add = bool(writing_units(viewer(request)))
    return show_listing(request, "projects/list.html", PROJECTS, may_add=may_add)


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """The lines behind a sum."""
    reader(request)
    return show_listing(request, "projects/ledger.html", ENTRIES)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: its ledgers, what it hangs together with, its history."""
    who = viewer(request)
    found = find(who, pk)
    entries = list(found.entries.select_related("partner", "document"))
    totals = queries.totals_of(entries)
    context = {
        "record": found,
        "source": quote_link(found, who),
        "named": found.named_units.all(),
        "ledgers": ledgers_of(entries, totals),
        "readable": readable_documents(entries, who),
        "rate": money.share(totals.rate),
        "remarks": remarks(found, totals, timezone.localdate()),
        "events": events_of("project", pk),
        "may_change": rules.can_change(who, found),
        "may_withdraw": not entries and can_withdraw_project(who, found),
        "stages": stages_open_to(who, found),
    }
    return render(request, "projects/project.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Record a project by hand."""
    who = viewer(request)
    initial = {"partners": request.GET.getlist("partner")}
    form = NewProjectForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_project(
            values=form.values,
            guard=form.guard,
            state=done.cleaned_data["state"],
            source=form.source,
            by=who,
        )
        tell_owners(kind="project", record=made, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, _address(made)

    with permitted():
        rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    words = (_("New project"), _("Record it"), reverse("projects"))
    return save(request, form, Saving(*words, act, twins=finder("project", who)))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is said of a project; its money is put right in its ledgers."""
    who = viewer(request)
    found = find(who, pk)
    form = ProjectForm(posted(request), viewer=who, initial=_shown(found, who))

    def act(done: forms.Form) -> tuple[str, str]:
        values = _with_unseen(found, form.values, who)
        version = done.cleaned_data["version"] or 0
        actions.change_project(project=found, values=values, version=version, by=who)
        return _("Saved."), _address(found)

    def current() -> Mapping[str, Any]:
        return _shown(find(who, pk), who)

    with permitted():
        rules.check_can_change(who, found)
    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), _address(found), act)
    return save(request, form, Saving(*words, record=found, current=current))


def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how far it has come."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_change(who, found))
    form = StageForm(posted(request), stages=stages_open_to(who, found))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.move_project(project=found, by=who, **done.cleaned_data)
        return _("The project is now at another stage."), _address(found)

    title = _("How far has %(reference)s come?") % {"reference": found.reference}
    words = (title, _("Save"), _address(found), act)
    return save(request, form, Saving(*words, lead=found.name, record=found))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one recorded by mistake."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_project(project=found, by=who, reason=reason)

    return save_withdrawal(request, found, act, _address(found), reverse("projects"))


def find(who: Viewer, pk: int) -> Project:
    """The project, where the person may know of it; 404 otherwise."""
    rows = queries.whole_projects(who).select_related("host", "held_by", "created_by")
    return get_object_or_404(rows, pk=pk)


def _address(found: Project) -> str:
    return reverse("project", args=[found.pk])


def _shown(found: Project, who: Viewer) -> Mapping[str, Any]:
    """What its form shows first: no record that the person may not know of."""
    values = asdict(queries.project_values(found)) | {"version": found.version}
    for name, rows in _LINKED.items():
        known = rows(who).filter(pk__in=values[name]).order_by("pk")
        values[name] = tuple(known.values_list("pk", flat=True))
    activity = values["activity"]
    seen = activity and access.activities(who).filter(pk=activity).exists()
    values["activity"] = str(activity) if seen else None
    agreement = values["agreement"]
    if agreement and not access.agreements(who).filter(pk=agreement).exists():
        values["agreement"] = None
    return values


def _with_unseen(found: Project, said: ProjectValues, who: Viewer) -> ProjectValues:
    """What hangs on it that this person may not know of stays."""
    now, seen = queries.project_values(found), _shown(found, who)
    kept: dict[str, Any] = {
        name: tuple({*getattr(said, name), *(set(getattr(now, name)) - set(seen[name]))})
        for name in _LINKED
    }
    for name in ("activity", "agreement"):
        if getattr(said, name) is None and seen[name] is None:
            kept[name] = getattr(now, name)
    return replace(said, **kept)


_LINKED: dict[str, Any] = {"commitments": access.commitments, "obstacles": access.obstacles}
