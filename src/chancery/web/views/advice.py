"""Advice: what was asked, what was recommended, what was decided, what came of it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.register import rules as register_rules
from chancery.web.advice_listing import ADVICE
from chancery.web.forms.advice import (
    AdviceFilter,
    AdviceForm,
    DecisionForm,
    NewAdviceForm,
    OrdersForm,
    OutcomeForm,
)
from chancery.web.forms.guarding import ReasonForm, writing_units
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked, permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save, save_change, save_withdrawal
from chancery.work.actions import advice as actions
from chancery.work.advice import access, queries, rules
from chancery.work.models import Advice


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest question first, with what the same rows come to."""
    who = viewer(request)
    narrowed = AdviceFilter(request.GET, viewer=who).narrow(queries.listed(who))
    more = {"may_add": bool(writing_units(who)), "figures": queries.figures(narrowed)}
    return show_listing(request, "advice/list.html", ADVICE, **more)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of advice."""
    who = viewer(request)
    found = find(who, pk)
    grounds, hidden = queries.grounds_of(who, found)
    context: dict[str, Any] = {
        "record": found,
        "options": found.options.all(),
        "grounds": grounds,
        "hidden": hidden,
        "agreements": queries.agreements_of(who, found),
        "readable": queries.papers_of(who, found),
        "made": queries.followed(who, found),
        "memo_days": queries.days_to_memo(found),
        "decision_days": queries.days_to_decision(found),
        "moves": rules.moves_open_to(who, found),
        "may_change": rules.can_change(who, found),
        "may_follow": rules.can_follow(who, found),
        "may_conclude": rules.can_conclude(who, found),
        "named": found.named_units.all(),
        "events": events_of("advice", pk),
    }
    return render(request, "advice/advice.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Take a question up."""
    who = viewer(request)
    with permitted():
        register_rules.check_can_add(who, next((unit.pk for unit in writing_units(who)), ""))
    initial = {
        "asked_on": timezone.localdate(),
        "partners": [code] if (code := request.GET.get("partner")) else [],
        "grounds": [ground] if (ground := request.GET.get("ground")) else [],
    }
    form = NewAdviceForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_advice(values=form.values, guard=form.guard, by=who)
        return _("Recorded %(reference)s.") % {"reference": made.reference}, _address(made)

    words = (_("New advice"), _("Keep it"), reverse("advice-list"))
    lead = _("Your agency alone sees it until it is submitted.")
    return save(request, form, Saving(*words, act, lead))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put question, memo and options right before the head has them."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_change(who, found))
    form = AdviceForm(posted(request), viewer=who, initial=_shown(who, found))

    def act(version: int) -> None:
        actions.change_advice(advice=found, values=form.values, version=version, by=who)

    return save_change(
        request, form, found, act, _address(found), lambda: _shown(who, find(who, pk))
    )


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what nobody has approved."""
    who = viewer(request)
    found = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_advice(advice=found, reason=reason, by=who)

    def check() -> None:
        rules.check_can_change(who, found)

    return save_withdrawal(request, found, act, _address(found), reverse("advice-list"), check)


def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step of it but the decision, which has a page of its own."""
    who = viewer(request)
    found = find(who, pk)
    if name not in SAID:
        raise Http404
    known = rules.BY_NAME[name]
    checked(request, lambda: rules.check_move(who, found, name, reason="asked"))
    form = ReasonForm(posted(request)) if known.needs_reason else forms.Form(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.move_advice(advice=found, move=name, by=who, **done.cleaned_data)
        return str(SAID[name]), _address(found)

    title = f"{known.words}: {found.reference}"
    words = (title, str(known.words), _address(found), act, found.text, "records/confirm.html")
    return save(request, form, Saving(*words, record=found))


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what was decided."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_move(who, found, "decide"))
    form = DecisionForm(posted(request), viewer=who, initial={"decision_by": found.to_person})

    def act(done: forms.Form) -> tuple[str, str]:
        actions.decide_advice(advice=found, values=form.values, by=who)
        return _("Recorded: tasks can be made of it now."), _address(found)

    title = _("What was decided on %(reference)s?") % {"reference": found.reference}
    words = (title, _("Record it"), _address(found), act, found.text)
    return save(request, form, Saving(*words, record=found))


def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Make tasks of the decision, all at once."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_follow(who, found))
    form = OrdersForm(posted(request), viewer=who, initial={"version": found.version})

    def act(done: forms.Form) -> tuple[str, str]:
        lines, version = done.cleaned_data["lines"], done.cleaned_data["version"] or 0
        made = actions.follow_advice(advice=found, values=lines, version=version, by=who)
        said = ", ".join(one.reference for one in made)
        return _("Made %(reference)s.") % {"reference": said}, _address(found)

    title = _("Hand out the decision of %(reference)s") % {"reference": found.reference}
    lead = _("Each line becomes a task where it may be assigned, and a proposal elsewhere.")
    words = (title, _("Hand it out"), _address(found), act, lead)

    def current() -> Mapping[str, Any]:
        return {"version": find(who, pk).version}

    return save(request, form, Saving(*words, record=found, current=current))


def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what came of it."""
    who = viewer(request)
    found = find(who, pk)
    checked(request, lambda: rules.check_can_conclude(who, found))
    form = OutcomeForm(posted(request), initial={"outcome": found.outcome})

    def act(done: forms.Form) -> tuple[str, str]:
        actions.note_outcome(advice=found, outcome=done.cleaned_data["outcome"], by=who)
        return _("Recorded."), _address(found)

    title = _("What came of %(reference)s?") % {"reference": found.reference}
    words = (title, _("Record it"), _address(found), act, found.text)
    return save(request, form, Saving(*words, record=found))


SAID = {
    "ask": gettext_lazy("It waits for the head of unit."),
    "approve": gettext_lazy("Approved: it can be submitted."),
    "return": gettext_lazy("Returned to its author."),
    "submit": gettext_lazy("Submitted: who decides sees it now."),
    "rework": gettext_lazy("It can be written anew."),
}


def find(who: Viewer, pk: int) -> Advice:
    """The advice, where the person may know of it; 404 otherwise."""
    rows = access.advice(who).select_related(
        "held_by", "created_by", "to_unit", "asked_unit", "author", "approved_by",
        "memo_paper", "decision_paper", "decided_entry",
    )  # fmt: skip
    return get_object_or_404(rows.prefetch_related("partners", "sectors"), pk=pk)


def _address(found: Advice) -> str:
    return reverse("advice", args=[found.pk])


def _shown(who: Viewer, found: Advice) -> dict[str, Any]:
    """What the form shows: of the records it stands on those that the person may know of."""
    values = queries.advice_values(found)
    known, _hidden = queries.grounds_of(who, found)
    agreed = queries.agreements_of(who, found).values_list("pk", flat=True)
    ties = {"grounds": tuple(sorted(one.reference for one in known)), "agreements": tuple(agreed)}
    return {**asdict(values), "options": values.options, **ties, "version": found.version}
