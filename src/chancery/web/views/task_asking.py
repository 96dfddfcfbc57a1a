"""What the lead unit asks of the assigner, and the answer: more time, another lead."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from chancery.web.formatting import day
from chancery.web.forms.steps import (
    DECLINE,
    OTHER,
    DecideExtensionForm,
    DecideLeadForm,
    ExtensionForm,
    ProposeLeadForm,
)
from chancery.web.middleware import viewer
from chancery.web.task_page import working_days_gained
from chancery.web.views.answers import checked
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save
from chancery.web.views.task import address, find
from chancery.web.views.task_steps import QUESTION
from chancery.work import actions, asked, rules
from chancery.work.models import Extension, LeadProposal, Task
from chancery.work.models.asking import Decision


def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for another due date."""
    who = viewer(request)
    task = find(who, pk)
    form = ExtensionForm(posted(request), initial={"due": task.due})

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.ask_extension(task=task, by=who, **done.cleaned_data)
        if made.state == Decision.GRANTED:
            said = _("The due date is now %(day)s.") % {"day": day(made.due_granted)}
        else:
            said = _("Asked %(unit)s. Until it answers the date in force stays.")
            said %= {"unit": task.assigner}
        return said, address(task)

    checked(request, lambda: rules.check_can_ask_extension(who, task))
    title = _("More time for %(reference)s") % {"reference": task.reference}
    words = (title, _("Ask the assigner"), address(task), act, task.text)
    more = _gain(task, _asked_for(request) or task.due)
    return save(
        request,
        form,
        Saving(*words, "tasks/extension_form.html", record=task, more=more),
    )


def decide_extension(request: HttpRequest, pk: int, extension: int) -> HttpResponse:
    """Grant the date asked for or another, or decline with an answer."""
    who = viewer(request)
    task = find(who, pk)
    row = _extension(task, extension)
    form = DecideExtensionForm(posted(request), initial={"due": row.due_asked})

    def act(done: forms.Form) -> tuple[str, str]:
        data = done.cleaned_data
        due = data["due"] if data["decision"] == OTHER else None
        granted = data["decision"] != DECLINE
        made = actions.decide_extension(
            extension=row, granted=granted, by=who, due=due, answer=data["answer"]
        )
        if not granted:
            return _("Declined: the date in force stays."), address(task)
        said = _("The due date is now %(day)s.") % {"day": day(made.due_granted)}
        return said, address(task)

    checked(request, lambda: rules.check_can_decide_extension(who, row))
    title = _("More time for %(reference)s?") % {"reference": task.reference}
    more = {"extension": row, **_gain(task, row.due_asked)}
    words = (title, _("Send the answer"), address(task), act, task.text)
    template = "tasks/extension_decide.html"
    return save(request, form, Saving(*words, template, record=task, more=more))


def withdraw_extension(request: HttpRequest, pk: int, extension: int) -> HttpResponse:
    """Take back a question that waits."""
    who = viewer(request)
    task = find(who, pk)
    row = _extension(task, extension)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.withdraw_extension(extension=row, by=who)
        return _("Taken back: the date in force stays."), address(task)

    checked(request, lambda: rules.check_can_withdraw_extension(who, row))
    title = _("Take back the request for time?")
    words = (title, _("Take it back"), address(task), act, row.reason, QUESTION)
    return save(request, forms.Form(posted(request)), Saving(*words, record=task))


def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which unit should lead instead: an assigned unit cannot refuse."""
    who = viewer(request)
    task = find(who, pk)
    form = ProposeLeadForm(posted(request), viewer=who)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.propose_lead(task=task, by=who, **done.cleaned_data)
        said = _("Proposed to %(unit)s. Until it answers your unit leads.")
        return said % {"unit": task.assigner}, address(task)

    checked(request, lambda: rules.check_can_propose_lead(who, task))
    title = _("Another lead for %(reference)s") % {"reference": task.reference}
    words = (title, _("Propose it"), address(task), act, task.text)
    return save(request, form, Saving(*words, record=task))


def decide_lead(request: HttpRequest, pk: int, proposed: int) -> HttpResponse:
    """Give the task to the unit proposed, or decline with an answer."""
    who = viewer(request)
    task = find(who, pk)
    row = _proposal(task, proposed)
    form = DecideLeadForm(posted(request))

    def act(done: forms.Form) -> tuple[str, str]:
        granted, answer = done.cleaned_data["decision"] != DECLINE, done.cleaned_data["answer"]
        actions.decide_lead(proposal=row, granted=granted, by=who, answer=answer)
        if not granted:
            return _("Declined: the lead stays."), address(task)
        return _("%(unit)s leads now and has to accept.") % {"unit": row.proposed}, address(task)

    checked(request, lambda: rules.check_can_decide_lead(who, row))
    title = _("Another lead for %(reference)s?") % {"reference": task.reference}
    words = (title, _("Send the answer"), address(task), act, task.text)
    template, more = "tasks/lead_decide.html", {"proposal": row, "task": task}
    return save(request, form, Saving(*words, template, record=task, more=more))


def withdraw_lead(request: HttpRequest, pk: int, proposed: int) -> HttpResponse:
    """Take back a proposal that waits."""
    who = viewer(request)
    task = find(who, pk)
    row = _proposal(task, proposed)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.withdraw_lead_proposal(proposal=row, by=who)
        return _("Taken back: your unit leads."), address(task)

    checked(request, lambda: rules.check_can_withdraw_lead(who, row))
    title = _("Take back the proposal of another lead?")
    words = (title, _("Take it back"), address(task), act, row.reason, QUESTION)
    return save(request, forms.Form(posted(request)), Saving(*words, record=task))


def _extension(task: Task, pk: int) -> Extension:
    row = get_object_or_404(asked.extensions_of(task), pk=pk)
    row.task = task
    return row


def _proposal(task: Task, pk: int) -> LeadProposal:
    row = get_object_or_404(asked.lead_proposals_of(task), pk=pk)
    row.task = task
    return row


def _asked_for(request: HttpRequest) -> date | None:
    """The day in the form while it is being filled in."""
    try:
        return parse_date(request.POST.get("due") or request.GET.get("due") or "")
    except ValueError:
        return None


def _gain(task: Task, due: date | None) -> dict[str, Any]:
    """What the date would change, in working days."""
    gained = working_days_gained(task.due, due)
    return {
        "task": task,
        "asked": due,
        "gained": gained or 0,
        "earlier": -gained if gained and gained < 0 else 0,
        "count": task.extensions_given,
    }
