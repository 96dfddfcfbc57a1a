"""Activities: what came out of this visit?"""

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

from chancery.documents.access import documents
from chancery.documents.models import Document
from chancery.history.queries import events_of
from chancery.intake.activity_drafts import draft_activity
from chancery.intake.alike.actions import tell_owners
from chancery.people.access import Viewer
from chancery.register import actions, queries, rules
from chancery.register.models import Activity
from chancery.web.activity_listing import ACTIVITIES
from chancery.web.chain import chain_of_activity
from chancery.web.forms.activities import ActivityForm, AttachForm, NewActivityForm
from chancery.web.forms.guarding import writing_units
from chancery.web.middleware import viewer
from chancery.web.twins import finder
from chancery.web.views.answers import permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save, save_withdrawal


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is coming and the latest first."""
    may_add = bool(writing_units(viewer(request)))
    return show_listing(request, "activities/list.html", ACTIVITIES, may_add=may_add)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity and the chain of what came out of it."""
    who = viewer(request)
    found = find(who, pk)
    context = {
        "record": found,
        "named": found.named_units.all(),
        "chain": chain_of_activity(found, who),
        "events": events_of("activity", pk),
        "may_change": rules.can_change(who, found),
        "may_withdraw": rules.can_withdraw(who, found, first_state=""),
    }
    return render(request, "activities/activity.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Record an activity, from the document it was read in or by hand."""
    who = viewer(request)
    form = NewActivityForm(posted(request), viewer=who, initial=_asked(request, who))

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_activity(
            values=form.values, guard=form.guard, source=form.source, by=who
        )
        tell_owners(kind="activity", record=made, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, _address(made)

    with permitted():
        rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    words = (_("New activity"), _("Record it"), reverse("activities"))
    return save(request, form, Saving(*words, act, twins=finder("activity", who)))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what an activity is."""
    who = viewer(request)
    found = find(who, pk)
    form = ActivityForm(posted(request), viewer=who, initial=_shown(found))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_activity(activity=found, values=form.values, version=version, by=who)
        return _("Saved."), _address(found)

    def current() -> Mapping[str, Any]:
        return _shown(find(who, pk))

    with permitted():
        rules.check_can_change(who, found)
    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), _address(found), act)
    return save(request, form, Saving(*words, record=found, current=current))


def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Tie a document to it."""
    who = viewer(request)
    found = find(who, pk)
    form = AttachForm(posted(request), viewer=who)

    def act(done: forms.Form) -> tuple[str, str]:
        document = get_object_or_404(documents(who), pk=done.cleaned_data["document"])
        actions.attach_document(activity=found, document=document, by=who)
        return _("The document is tied to it."), _address(found)

    with permitted():
        rules.check_can_change(who, found)
    title = _("A document of %(reference)s") % {"reference": found.reference}
    words = (title, _("Tie it"), _address(found), act)
    return save(request, form, Saving(*words, lead=found.text))


def detach(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """Untie a document tied by mistake."""
    who = viewer(request)
    found = find(who, pk)
    with permitted():
        rules.check_can_change(who, found)
    paper = get_object_or_404(documents(who), pk=document)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.detach_document(activity=found, document=paper, by=who)
        return _("The document is no longer tied to it."), _address(found)

    words = (_("Untie this document?"), _("Untie"), _address(found), act)
    template = "records/confirm.html"
    form = forms.Form(posted(request))
    return save(request, form, Saving(*words, lead=paper.title, template=template))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one recorded by mistake."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_activity(activity=found, by=who, reason=reason)

    return save_withdrawal(request, found, act, _address(found), reverse("activities"))


def find(who: Viewer, pk: int) -> Activity:
    """The activity, where the person may know of it; 404 otherwise."""
    return get_object_or_404(queries.activities(who).select_related("created_by"), pk=pk)


def _address(found: Activity) -> str:
    return reverse("activity", args=[found.pk])


def _shown(found: Activity) -> Mapping[str, Any]:
    return asdict(queries.activity_values(found)) | {"version": found.version}


def _asked(request: HttpRequest, who: Viewer) -> dict[str, Any]:
    """What a link names: a partner, or the document that it was read in."""
    initial: dict[str, Any] = {"partners": request.GET.getlist("partner")}
    key = request.GET.get("document", "")
    rows = documents(who).filter(purged_at__isnull=True)
    paper = rows.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    return _read_in(paper) if paper else initial


def _read_in(paper: Document) -> dict[str, Any]:
    named = paper.named_units.values_list("key", flat=True)
    guard = {"sensitivity": paper.sensitivity, "named_units": tuple(named)}
    return asdict(draft_activity(paper)) | guard | {"document": paper.pk}
