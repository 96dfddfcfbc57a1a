"""Programmes: what was set out to do, and how far has it come?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.history.actions import record
from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.register import rules as register_rules
from chancery.web.forms.guarding import ReasonForm, writing_units
from chancery.web.forms.programmes import NewProgrammeForm, ProgrammeForm
from chancery.web.middleware import viewer
from chancery.web.programme_listing import PROGRAMMES
from chancery.web.programme_page import lines_of, outline_book
from chancery.web.views.answers import permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import post_only, posted
from chancery.web.views.review_answers import XLSX
from chancery.web.views.saving import Saving, save
from chancery.work.actions import programmes as actions
from chancery.work.models import Programme
from chancery.work.programmes import queries, rules
from chancery.work.programmes.rollup import outline


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of them, the latest first."""
    may_add = bool(writing_units(viewer(request)))
    return show_listing(request, "programmes/list.html", PROGRAMMES, may_add=may_add)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The outline with what is rolled up; what it rests on and what rests on it."""
    who = viewer(request)
    found = find(who, pk)
    tab = "history" if request.GET.get("tab") == "history" else "outline"
    context: dict[str, Any] = {
        "record": found,
        "tab": tab,
        "named": found.named_units.all(),
        "chain": queries.chain_of(who, found),
        "below": queries.resting_on(who, found),
        "may_change": rules.can_change(who, found),
    }
    if tab == "history":
        context["events"] = events_of("programme", pk)
    else:
        context["lines"] = lines_of(found, outline(who, found))
    return render(request, "programmes/programme.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Record one; its outline is written on its page."""
    who = viewer(request)
    with permitted():
        register_rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    initial = {"rests_on": request.GET.get("rests_on") or None}
    form = NewProgrammeForm(posted(request), viewer=who, initial=initial)

    def act(_done: forms.Form) -> tuple[str, str]:
        made = actions.add_programme(values=form.values, guard=form.guard, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, address(made)

    words = (_("New programme"), _("Record it"), reverse("programmes"))
    lead = _("Objectives, groups, tasks and targets are added on its page.")
    return save(request, form, Saving(*words, act, lead))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what it is and what it rests on."""
    who = viewer(request)
    found = find(who, pk)
    with permitted():
        rules.check_can_change(who, found)
    form = ProgrammeForm(posted(request), viewer=who, initial=_shown(found))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_programme(programme=found, values=form.values, version=version, by=who)
        return _("Saved."), address(found)

    def current() -> Mapping[str, Any]:
        return _shown(find(who, pk))

    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), address(found), act)
    return save(request, form, Saving(*words, record=found, current=current))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one recorded by mistake; its tasks and commitments stay."""
    who = viewer(request)
    found = find(who, pk)
    with permitted():
        rules.check_can_change(who, found)

    def act(done: forms.Form) -> tuple[str, str]:
        reason = done.cleaned_data["reason"]
        actions.withdraw_programme(programme=found, reason=reason, by=who)
        return _("Withdrawn; history keeps what it said."), reverse("programmes")

    title = _("Withdraw %(reference)s?") % {"reference": found.reference}
    words = (title, _("Withdraw"), address(found), act, found.text, "records/confirm.html", "red")
    return save(request, ReasonForm(posted(request)), Saving(*words, record=found))


@post_only
def book(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The outline as a spreadsheet; that it left is kept in history."""
    who = viewer(request)
    found = find(who, pk)
    tree = outline(who, found)
    with transaction.atomic():
        changes = {"format": [None, "xlsx"], "rows": [None, tree.rollup.total]}
        label = found.reference
        record(
            by=who.key, action="export.list", kind="export", key="programme", changes=changes,
            label=label,
        )  # fmt: skip
    name = f"{found.reference}.xlsx"
    file = outline_book(found, tree)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def find(who: Viewer, pk: int) -> Programme:
    """The programme, where the person may know of it; 404 otherwise."""
    rows = queries.programmes(who).select_related("rests_on", "created_by")
    return get_object_or_404(rows, pk=pk)


def address(found: Programme, place: str = "") -> str:
    """Its page, at a part of it."""
    return f"{reverse('programme', args=[found.pk])}{place}"


def _shown(found: Programme) -> dict[str, Any]:
    values = asdict(queries.programme_values(found))
    values["documents"] = tuple(str(key) for key in values["documents"])
    return {**values, "version": found.version}
