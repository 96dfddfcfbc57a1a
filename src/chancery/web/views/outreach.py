"""Outreach: what goes out from which mission, and what came of it?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.documents.access import documents
from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.register import rules
from chancery.web.forms.guarding import ReasonForm, writing_units
from chancery.web.forms.outreach import NewOutreachForm, OutreachFilter, OutreachForm, ResultForm
from chancery.web.middleware import viewer
from chancery.web.outreach_listing import OUTREACH
from chancery.web.views.answers import permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save, save_change, save_withdrawal
from chancery.work.actions import outreach as actions
from chancery.work.models import Outreach, OutreachState
from chancery.work.outreach import queries


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The latest first, with what the same rows come to by kind."""
    who = viewer(request)
    narrowed = OutreachFilter(request.GET, viewer=who).narrow(queries.outreach(who))
    more = {"may_add": bool(writing_units(who)), "totals": queries.totals(narrowed)}
    return show_listing(request, "outreach/list.html", OUTREACH, **more)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: materials, result, who covered it."""
    who = viewer(request)
    found = find(who, pk)
    materials = queries.lines_of(found, "material")
    keys = [line.document_id for line in materials if line.document_id]
    may_change = rules.can_change(who, found)
    context = {
        "record": found,
        "is_overdue": queries.is_overdue(found),
        "named": found.named_units.all(),
        "materials": materials,
        "readable": set(documents(who).filter(pk__in=keys).values_list("pk", flat=True)),
        "coverage": queries.lines_of(found, "coverage"),
        "interactions": getattr(found, "known_interactions", []),
        "opportunities": getattr(found, "known_opportunities", []),
        "events": events_of("outreach", pk),
        "may_change": may_change,
        "may_withdraw": rules.can_withdraw(who, found, first_state=OutreachState.PLANNED),
    }
    return render(request, "outreach/outreach.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Put one on the plan."""
    who = viewer(request)
    initial = {"partner": request.GET.get("partner")}
    form = NewOutreachForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_outreach(values=form.values, guard=form.guard, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, _address(made)

    with permitted():
        rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    words = (_("New outreach"), _("Put it on the plan"), reverse("outreach-list"))
    return save(request, form, Saving(*words, act))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is planned."""
    who = viewer(request)
    found = find(who, pk)
    form = OutreachForm(posted(request), viewer=who, initial=_shown(found))

    def act(version: int) -> None:
        actions.change_outreach(outreach=found, values=form.values, version=version, by=who)

    with permitted():
        rules.check_can_change(who, found)
    return save_change(request, form, found, act, _address(found), lambda: _shown(find(who, pk)))


def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it was held, and what came of it."""
    who = viewer(request)
    found = find(who, pk)
    form = ResultForm(posted(request), viewer=who, initial=_result_shown(found))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.hold_outreach(outreach=found, values=form.values, by=who)
        return _("Recorded."), _address(found)

    with permitted():
        rules.check_can_change(who, found)
    title = _("What came of %(reference)s?") % {"reference": found.reference}
    words = (title, _("Record it"), _address(found), act, found.text)
    return save(request, form, Saving(*words, record=found))


def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Cancel it, or plan it again, saying why."""
    who = viewer(request)
    found = find(who, pk)
    titles = {"cancel": _("Cancel %(reference)s?"), "replan": _("Plan %(reference)s again?")}
    doing = {"cancel": actions.cancel_outreach, "replan": actions.replan_outreach}[name]

    def act(done: forms.Form) -> tuple[str, str]:
        doing(outreach=found, reason=done.cleaned_data["reason"], by=who)
        return _("Recorded."), _address(found)

    with permitted():
        rules.check_can_change(who, found)
    words = (titles[name] % {"reference": found.reference}, _("Record it"), _address(found), act)
    saving = Saving(*words, found.text, template="records/confirm.html", record=found)
    return save(request, ReasonForm(posted(request)), saving)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one planned by mistake."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_outreach(outreach=found, by=who, reason=reason)

    return save_withdrawal(request, found, act, _address(found), reverse("outreach-list"))


def find(who: Viewer, pk: int) -> Outreach:
    """The item, where the person may know of it; 404 otherwise."""
    return get_object_or_404(queries.whole(who).select_related("created_by"), pk=pk)


def _address(found: Outreach) -> str:
    return reverse("outreach", args=[found.pk])


def _shown(found: Outreach) -> dict[str, Any]:
    values = queries.outreach_values(found)
    return asdict(values) | {"materials": values.materials, "version": found.version}


def _result_shown(found: Outreach) -> dict[str, Any]:
    """What came of it so far, with the ties that the person may know of."""
    ties = {
        name: tuple(row.reference for row in getattr(found, f"known_{name}", ()))
        for name in ("interactions", "opportunities")
    }
    values = queries.result_values(found)
    if values is None:
        return {"held_on": min(found.planned_on, timezone.localdate()), **ties}
    return asdict(values) | {"coverage": values.coverage, **ties}
