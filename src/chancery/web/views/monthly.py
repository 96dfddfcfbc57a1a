"""Monthly reports: drawn from records, put into words, approved, sent; who has not reported."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.register.rules import check_can_add
from chancery.web.forms.guarding import ReasonForm, writing_units
from chancery.web.forms.plans import MonthForm, NewReportForm, ReceiverForm, WordsForm
from chancery.web.middleware import viewer
from chancery.web.plan_listing import MONTHLY
from chancery.web.views.answers import checked, permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.plans import DOCX
from chancery.web.views.posting import post_only, posted
from chancery.web.views.saving import Saving, save
from chancery.work.actions import monthly as actions
from chancery.work.models import MonthlyReport
from chancery.work.plans import queries, rules
from chancery.work.plans.draft import BY_KEY
from chancery.work.plans.papers import report_paper
from chancery.work.plans.shown import shown_to, title_of
from chancery.work.plans.values import first_of, month_before

SAID = {
    "submit": gettext_lazy("Submitted to the head of the unit."),
    "approve": gettext_lazy("Approved and frozen: what it says stays as it is."),
    "return": gettext_lazy("Returned, with what is missing."),
    "send": gettext_lazy("Sent: the unit above was told."),
    "reopen": gettext_lazy("The approval was taken back: it can be written again."),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The latest month first; above them what the person's units still owe."""
    who = viewer(request)
    more = {"may_add": bool(writing_units(who)), "owed": queries.owed_by(who)}
    return show_listing(request, "monthly/list.html", MONTHLY, **more)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: section by section, facts first, then own words."""
    who = viewer(request)
    found = find(who, pk)
    context = {
        "record": found,
        "named": found.named_units.all(),
        "shown": shown_to(who, found),
        "events": events_of("monthlyreport", pk),
        "moves": rules.moves_open_to(who, found),
        "may_write": rules.can_write(who, found),
    }
    return render(request, "monthly/report.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Draw the report of a month."""
    who = viewer(request)
    with permitted():
        check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    initial = {"month": _month_before().isoformat(), "held_by": request.GET.get("unit")}
    form = NewReportForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_report(values=form.values, guard=form.guard, by=who)
        said = _("Drawn from the records: %(reference)s. Add your own words.")
        return said % {"reference": made.reference}, _at(made)

    words = (_("New monthly report"), _("Draw it from the records"), reverse("monthly-reports"))
    lead = _(
        "The facts come from the records of the unit; you add your own words to each section."
    )
    return save(request, form, Saving(*words, act, lead))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it goes."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_write(who, found))
    form = ReceiverForm(posted(request), viewer=who, initial=_shown(found))

    def act(done: forms.Form) -> tuple[str, str]:
        data = done.cleaned_data
        version = data["version"] or 0
        actions.change_report(report=found, to_unit=data["to_unit"], version=version, by=who)
        return _("Saved."), _at(found)

    title = _("Edit %(reference)s") % {"reference": found.reference}
    words = (title, _("Save"), _at(found), act)
    return save(request, form, Saving(*words, record=found, current=lambda: _shown(find(who, pk))))


def section(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """The officer's own words of one section, beside its facts."""
    who = viewer(request)
    found = find(who, pk)
    if part not in BY_KEY:
        raise Http404
    checked(request, lambda: rules.check_can_write(who, found))
    form = WordsForm(posted(request), viewer=who, initial=_words(found, part))
    shown = next((s for s in shown_to(who, found).sections if s.key == part), None)

    def act(done: forms.Form) -> tuple[str, str]:
        data = done.cleaned_data
        version = data["version"] or 0
        actions.write_section(report=found, key=part, words=data["words"], version=version, by=who)
        return _("Saved."), f"{_at(found)}#{part}"

    title = f"{title_of(part)}: {found.month:%m/%Y}"
    words = (title, _("Save"), f"{_at(found)}#{part}", act, shown.hint if shown else "")
    more = {"section": shown, "record": found}
    saving = Saving(
        *words,
        "monthly/words.html",
        record=found,
        current=lambda: _words(find(who, pk), part),
        more=more,
    )
    return save(request, form, saving)


@post_only
def refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the facts anew; own words stay."""
    who = viewer(request)
    found = find(who, pk)
    with permitted():
        number = actions.refresh(report=found, by=who)
    said = (
        _("Drawn anew: %(number)s facts changed.") if number else _("Drawn anew: nothing changed.")
    )
    messages.success(request, said % {"number": number} if number else said)
    return redirect(_at(found))


@post_only
def looked(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has looked at what the refreshes changed."""
    who = viewer(request)
    found = find(who, pk)
    with permitted():
        actions.see_changes(report=found, by=who)
    return redirect(_at(found))


def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Submit, approve, return, send."""
    who = viewer(request)
    found = find(who, pk)
    line = rules.MOVES[MonthlyReport].get(name)
    if line is None:
        raise Http404
    checked(request, lambda: rules.check_move(who, found, name, reason="asked"))
    form = ReasonForm(posted(request)) if line.needs_reason else forms.Form(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        reason = done.cleaned_data.get("reason", "")
        actions.move_report(report=found, move=name, by=who, reason=reason)
        return str(SAID[name]), _at(found)

    title = f"{line.label}: {found.reference}"
    lead = found.text
    if name == "send" and found.to_unit:
        lead = _("%(title)s goes to: %(unit)s.") % {"title": found.text, "unit": found.to_unit}
    words = (title, str(line.label), _at(found), act, lead, "records/confirm.html")
    return save(request, form, Saving(*words, record=found))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a report that was not approved."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_write(who, found))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.withdraw_report(report=found, reason=done.cleaned_data["reason"], by=who)
        return _("Withdrawn; history keeps what it said."), reverse("monthly-reports")

    title = _("Withdraw %(reference)s?") % {"reference": found.reference}
    words = (title, _("Withdraw"), _at(found), act, found.text, "records/confirm.html", "red")
    return save(request, ReasonForm(posted(request)), Saving(*words, record=found))


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The report as a Word file."""
    who = viewer(request)
    found = find(who, pk)
    file = io.BytesIO(report_paper(who, found))
    name = f"{found.reference}.docx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=DOCX)


@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    """Who has reported for a month, and who has not."""
    who = viewer(request)
    form = MonthForm(request.GET)
    asked = form.cleaned_data.get("month") if form.is_valid() else ""
    month = date.fromisoformat(asked) if asked else _month_before()
    owed = queries.owed(who, month) if who.reads else []
    form = MonthForm(initial={"month": month.isoformat()})
    context: dict[str, Any] = {
        "form": form,
        "month": month,
        "owed": sorted(owed, key=lambda one: (one.is_sent, not one.is_late)),
        "sent": sum(one.is_sent for one in owed),
        "late": sum(one.is_late and not one.is_sent for one in owed),
    }
    return render(request, "monthly/missing.html", context)


def find(who: Viewer, pk: int) -> MonthlyReport:
    """The report, where the person may know of it; 404 otherwise."""
    rows = queries.reports(who).select_related("created_by", "approved_by", "held_by__belongs_to")
    return get_object_or_404(rows, pk=pk)


def _month_before() -> date:
    return month_before(first_of(timezone.localdate()))


def _words(found: MonthlyReport, part: str) -> dict[str, Any]:
    kept = found.sections.filter(key=part).first()
    return {"words": kept.words if kept else "", "version": found.version}


def _shown(found: MonthlyReport) -> dict[str, Any]:
    return {"to_unit": found.to_unit_id, "version": found.version}


def _at(found: MonthlyReport) -> str:
    return reverse("monthlyreport", args=[found.pk])
