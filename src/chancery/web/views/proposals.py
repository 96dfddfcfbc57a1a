"""Proposals: what was asked of whom without authority, and what was answered."""

from __future__ import annotations

from contextlib import suppress
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
from chancery.register import rules as register_rules
from chancery.web.asking_listing import PROPOSALS
from chancery.web.forms.guarding import writing_units
from chancery.web.forms.proposals import DeclineForm, NewProposalForm, ProposalForm
from chancery.web.middleware import viewer
from chancery.web.twins import finder
from chancery.web.views.answers import permitted
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link
from chancery.web.views.saving import Saving, save, save_withdrawal
from chancery.work import actions, queries, rules
from chancery.work.errors import StateError
from chancery.work.models import Proposal
from chancery.work.origins import origins_of_proposal
from chancery.work.sharing.rules import can_share, missions_of
from chancery.work.sharing.speed import days_of
from chancery.work.values import ProposalValues


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Sent and received, the newest first."""
    may_add = bool(writing_units(viewer(request)))
    return show_listing(request, "proposals/list.html", PROPOSALS, may_add=may_add)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: what is asked, the answer, the task it became, its history."""
    who = viewer(request)
    proposal = find(who, pk)
    may_change = register_rules.can_change(who, proposal)
    context = {
        "record": proposal,
        "source": quote_link(proposal, who),
        "origins": origins_of_proposal(who, pk),
        "named": proposal.named_units.all(),
        "events": events_of("proposal", pk),
        "may_answer": rules.can_answer(who, proposal),
        "may_change": may_change and proposal.state == Proposal.State.OPEN,
        "may_withdraw": register_rules.can_withdraw(who, proposal),
        "may_share": can_share(who, proposal),
        "days": days_of(proposal),
        "echoes": proposal.echoes.all(),
        "missions": _missions(who, proposal),
    }
    return render(request, "proposals/proposal.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Ask another unit to do something."""
    who = viewer(request)
    initial = {"to_unit": request.GET.get("to"), "partners": request.GET.getlist("partner")}
    form = NewProposalForm(posted(request), viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.add_proposal(values=_asked_in(form), guard=form.guard, by=who)
        tell_owners(kind="proposal", record=made, by=who)
        return _("Sent as %(reference)s.") % {"reference": made.reference}, _address(made)

    with permitted():
        register_rules.check_can_add(who, next((u.pk for u in writing_units(who)), ""))
    lead = _("A unit without authority over another asks; the other takes it on or says why not.")
    words = (_("New proposal"), _("Send it"), reverse("proposals"))
    return save(
        request, form, Saving(*words, act, lead=lead, twins=finder("proposal", who, _asked_in))
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what is asked, while it waits for its answer."""
    who = viewer(request)
    proposal = find(who, pk)
    form = ProposalForm(posted(request), viewer=who, initial=_shown(proposal))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.change_proposal(
            proposal=proposal,
            values=form.values(proposal.from_unit_id, proposal.to_unit_id),
            version=done.cleaned_data["version"] or 0,
            by=who,
        )
        return _("Saved."), _address(proposal)

    with permitted():
        register_rules.check_can_change(who, proposal)
    title = _("Edit %(reference)s") % {"reference": proposal.reference}
    words = (title, _("Save"), _address(proposal), act)
    return save(
        request,
        form,
        Saving(*words, record=proposal, current=lambda: _shown(find(who, pk))),
    )


def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it on: it becomes a task of the unit asked."""
    who = viewer(request)
    proposal = find(who, pk)
    form = forms.Form(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        task = actions.accept_proposal(proposal=proposal, by=who)
        said = _("Taken on as task %(reference)s.") % {"reference": task.reference}
        return said, reverse("task", args=[task.pk])

    with permitted():
        _check_is_asked(who, proposal)
    title = _("Take on %(reference)s?") % {"reference": proposal.reference}
    words = (title, _("Take it on"), _address(proposal))
    lead = _("It becomes a task that your unit leads, already accepted, with the same due date.")
    template = "records/confirm.html"
    saving = Saving(*words, act, lead=lead, template=template, record=proposal)
    return save(request, form, saving)


def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer why not."""
    who = viewer(request)
    proposal = find(who, pk)
    form = DeclineForm(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        actions.decline_proposal(proposal=proposal, by=who, **done.cleaned_data)
        return _("The answer is sent."), _address(proposal)

    with permitted():
        _check_is_asked(who, proposal)
    title = _("Decline %(reference)s?") % {"reference": proposal.reference}
    words = (title, _("Send the answer"), _address(proposal))
    template = "records/confirm.html"
    saving = Saving(*words, act, lead=proposal.text, template=template, record=proposal)
    return save(request, form, saving)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one that has not been answered."""
    who = viewer(request)
    proposal = find(who, pk)

    def act(reason: str) -> None:
        actions.withdraw_proposal(proposal=proposal, by=who, reason=reason)

    return save_withdrawal(request, proposal, act, _address(proposal), reverse("proposals"))


def find(who: Viewer, pk: int) -> Proposal:
    """The proposal, where the person may know of it; 404 otherwise."""
    return get_object_or_404(queries.proposals(who).select_related("created_by"), pk=pk)


def _missions(who: Viewer, proposal: Proposal) -> list[str]:
    """The person's missions that could say that they do it too."""
    if not proposal.shared:
        return []
    return [unit.pk for unit in missions_of(who) if unit.pk != proposal.from_unit_id]


def _check_is_asked(who: Viewer, proposal: Proposal) -> None:
    """403 for who is not of the unit asked; that it was answered already is told on the form."""
    with suppress(StateError):
        rules.check_can_answer(who, proposal)


def _asked_in(form: NewProposalForm) -> ProposalValues:
    return form.values(form.cleaned_data["from_unit"], form.cleaned_data["to_unit"])


def _shown(proposal: Proposal) -> dict[str, Any]:
    """What its form shows first, and what others see who are slower."""
    return asdict(queries.proposal_values(proposal)) | {"version": proposal.version}


def _address(proposal: Proposal) -> str:
    return reverse("proposal", args=[proposal.pk])
