"""Proposals shared with the missions; how fast a proposal follows an outside event."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.web.forms.proposals import EchoForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked
from chancery.web.views.entrance import reader
from chancery.web.views.measures import tabs
from chancery.web.views.posting import posted
from chancery.web.views.proposals import find
from chancery.web.views.saving import Saving, save
from chancery.work import actions
from chancery.work.sharing import rules
from chancery.work.sharing.speed import speed_by_unit


@require_safe
def speed(request: HttpRequest) -> HttpResponse:
    """Days from an outside event to the proposal, by the unit that proposed."""
    rows = speed_by_unit(reader(request))
    context = {"rows": rows, "tabs": tabs(request, "proposal-speed")}
    return render(request, "proposals/speed.html", context)


def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it to the missions, or close it to them again."""
    who = viewer(request)
    proposal = find(who, pk)
    checked(request, lambda: rules.check_can_share(who, proposal))
    wanted = not proposal.shared

    def act(_done: forms.Form) -> tuple[str, str]:
        actions.share_proposal(proposal=proposal, shared=wanted, by=who)
        return _("Saved."), reverse("proposal", args=[pk])

    title = _("Share it with the missions?") if wanted else _("Share it no more?")
    submit = _("Share it") if wanted else _("Share it no more")
    lead = _("Officers and heads of all missions then see it, and may say that they do it too.")
    words = (title, submit, reverse("proposal", args=[pk]), act, lead if wanted else "")
    saving = Saving(*words, template="records/confirm.html", record=proposal)
    return save(request, forms.Form(posted(request)), saving)


def echo(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one's mission does this too."""
    who = viewer(request)
    proposal = find(who, pk)
    missions = rules.missions_of(who)
    mission = missions[0] if missions else proposal.from_unit
    checked(request, lambda: rules.check_can_echo(who, proposal, mission))
    form = EchoForm(posted(request), missions=missions)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.echo_proposal(proposal=proposal, by=who, **done.cleaned_data)
        return _("Saved."), reverse("proposal", args=[pk])

    words = (_("We do this too"), _("Say so"), reverse("proposal", args=[pk]), act)
    return save(request, form, Saving(*words, lead=proposal.text, record=proposal))


def unecho(request: HttpRequest, pk: int, unit: str) -> HttpResponse:
    """Take back that a mission does it."""
    who = viewer(request)
    proposal = find(who, pk)
    own = {mission.pk: mission for mission in rules.missions_of(who)}
    mission = own.get(unit, proposal.from_unit)
    checked(request, lambda: rules.check_can_echo(who, proposal, mission))

    def act(_done: forms.Form) -> tuple[str, str]:
        actions.withdraw_echo(proposal=proposal, unit=unit, by=who)
        return _("Taken back; history keeps what it said."), reverse("proposal", args=[pk])

    words = (_("Take it back?"), _("Take it back"), reverse("proposal", args=[pk]), act)
    saving = Saving(*words, proposal.text, "records/confirm.html", "red", record=proposal)
    return save(request, forms.Form(posted(request)), saving)
