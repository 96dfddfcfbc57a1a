"""Work plans: what does this unit mean to do, and what is done of it?"""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.register.rules import check_can_add
from chancery.web.forms.guarding import ReasonForm, writing_units
from chancery.web.forms.plans import LineForm, NewPlanForm, PlanForm, TieForm, people_of
from chancery.web.middleware import viewer
from chancery.web.plan_listing import PLANS
from chancery.web.views.answers import checked, permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save
from chancery.work.actions import plans as actions
from chancery.work.models import PlanLine, WorkPlan
from chancery.work.plans import queries, rules
from chancery.work.plans.papers import plan_paper
from chancery.work.plans.ties import line_values, lines_of, references_of, tally
from chancery.work.plans.values import MONTHS

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SAID = {
    "submit": gettext_lazy("Submitted for approval."),
    "approve": gettext_lazy("Approved: the plan is in force."),
    "return": gettext_lazy("Returned, with what is missing."),
    "amend": gettext_lazy("A new edition was begun; the approved one stays in force until then."),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The latest year first."""
    may_add = bool(writing_units(viewer(request)))
    return show_listing(request, "plans/list.html", PLANS, may_add=may_add)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: each line against what is done."""
    who = viewer(request)
    found = find(who, pk)
    lines = lines_of(who, found)
    context = {
        "record": found,
        "named": found.named_units.all(),
        "lines": lines,
        "tally": tally(lines),
        "events": events_of("workplan", pk),
        "moves": rules.moves_open_to(who, found),
        "may_write": rules.can_write(who, found),
        "may_tie": rules.can_tie(who, found),
        "newer": queries.plans(who).filter(amends=found).first(),
        "older": queries.plans(who).filter(pk=found.amends_id or 0).first(),
    }
    return render(request, "plans/plan.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Begin a plan."""
    who = viewer(request)
    units = writing_units(who)
    with permitted():
        check_can_add(who, next((unit.pk for unit in units), ""))
    initial = {"year": timezone.localdate().year, "held_by": request.GET.get("unit")}
    form = NewPlanForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_plan(values=form.values, guard=form.guard, by=who)
        return _("Begun: %(reference)s. Add its lines.") % {"reference": made.reference}, _at(made)

    words = (_("New work plan"), _("Begin it"), reverse("plans"))
    return save(request, form, Saving(*words, act))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Its period, title and where it goes."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_write(who, found))
    form = PlanForm(posted(request), viewer=who, initial=_shown(found))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_plan(plan=found, values=form.values, version=version, by=who)
        return _("Saved."), _at(found)

    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), _at(found), act)
    return save(request, form, Saving(*words, record=found, current=lambda: _shown(find(who, pk))))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a plan that was not approved."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_write(who, found))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.withdraw_plan(plan=found, reason=done.cleaned_data["reason"], by=who)
        return _("Withdrawn; history keeps what it said."), reverse("plans")

    title = _("Withdraw %(reference)s?") % {"reference": found.reference}
    words = (title, _("Withdraw"), _at(found), act, found.text, "records/confirm.html", "red")
    return save(request, ReasonForm(posted(request)), Saving(*words, record=found))


def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Submit, approve, return, amend."""
    who = viewer(request)
    found = find(who, pk)
    line = rules.MOVES[WorkPlan].get(name)
    if line is None:
        raise Http404
    checked(request, lambda: rules.check_move(who, found, name, reason="asked"))
    form = ReasonForm(posted(request)) if line.needs_reason else forms.Form(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        reason = done.cleaned_data.get("reason", "")
        moved = actions.move_plan(plan=found, move=name, by=who, reason=reason)
        return str(SAID[name]), _at(moved)

    title = f"{line.label}: {found.reference}"
    words = (title, str(line.label), _at(found), act, found.text, "records/confirm.html")
    return save(request, form, Saving(*words, record=found))


def line_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One more thing to do."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_write(who, found))
    form = _line_form(request, who, found, {})

    def act(done: forms.Form) -> tuple[str, str]:
        actions.add_line(plan=found, values=form.values, by=who)
        return _("Added to the plan."), _at(found)

    title = _("New line of %(reference)s") % {"reference": found.reference}
    return save(request, form, Saving(title, _("Add it"), _at(found), act, record=found))


def line_edit(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Put a line right."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_write(who, found))
    line = _line(found, number)
    form = _line_form(request, who, found, _line_shown(line, who))

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"] or 0
        actions.change_line(line=line, values=form.values, version=version, by=who)
        return _("Saved."), _at(found)

    def current() -> dict[str, Any]:
        return _line_shown(_line(find(who, pk), number), who)

    title = _("Line %(number)s of %(reference)s") % {
        "number": number,
        "reference": found.reference,
    }
    words = (title, _("Save"), _at(found), act)
    return save(request, form, Saving(*words, record=found, current=current))


def line_remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a line out."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_write(who, found))
    line = _line(found, number)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.remove_line(line=line, by=who)
        return _("Taken out of the plan."), _at(found)

    title = _("Take line %(number)s out?") % {"number": number}
    words = (title, _("Take it out"), _at(found), act, line.text, "records/confirm.html", "red")
    return save(request, forms.Form(posted(request)), Saving(*words, record=found))


def line_tie(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Say what was done for a line, of an approved plan too."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_tie(who, found))
    line = _line(found, number)
    initial = {"records": references_of(line, who)}
    form = TieForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.tie_line(line=line, records=done.cleaned_data["records"], by=who)
        return _("Saved: what is done is counted from them."), _at(found)

    title = _("What is done for line %(number)s") % {"number": number}
    words = (title, _("Save"), _at(found), act, line.text)
    return save(request, form, Saving(*words, record=found))


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The plan as a Word file."""
    who = viewer(request)
    found = find(who, pk)
    file = io.BytesIO(plan_paper(who, found))
    name = f"{found.reference}.docx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=DOCX)


def find(who: Viewer, pk: int) -> WorkPlan:
    """The plan, where the person may know of it; 404 otherwise."""
    rows = queries.plans(who).select_related("created_by", "approved_by", "held_by__belongs_to")
    return get_object_or_404(rows, pk=pk)


def _line(plan: WorkPlan, number: int) -> PlanLine:
    return get_object_or_404(plan.lines.select_related("plan", "person"), number=number)


def _line_form(
    request: HttpRequest, who: Viewer, plan: WorkPlan, initial: dict[str, Any]
) -> LineForm:
    return LineForm(
        posted(request),
        viewer=who,
        initial=initial,
        months=MONTHS[plan.period],
        people=people_of(plan.held_by_id),
    )


def _line_shown(line: PlanLine, who: Viewer) -> dict[str, Any]:
    return asdict(line_values(line, who)) | {"version": line.plan.version}


def _at(found: WorkPlan) -> str:
    return reverse("workplan", args=[found.pk])


def _shown(found: WorkPlan) -> dict[str, Any]:
    return asdict(queries.plan_values(found)) | {"version": found.version}
