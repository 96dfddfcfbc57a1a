"""What went up the ladder: the list, one rung, its answer; raising a task."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.web.escalation_listing import ESCALATIONS
from chancery.web.forms.escalations import AnswerForm, RaiseForm
from chancery.web.forms.guarding import ReasonForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked
from chancery.web.views.lists import show_listing
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save
from chancery.web.views.task import address as task_address
from chancery.web.views.task import find as find_task
from chancery.work import access, actions
from chancery.work.escalation import queries, rules
from chancery.work.models import Escalation, Ruling, Rung, Task
from chancery.work.rules import leads

_FORM = "escalations/form.html"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for an answer first, by the day it is due."""
    who = viewer(request)
    return show_listing(
        request,
        "escalations/list.html",
        ESCALATIONS,
        mine=queries.to_answer(who).count() if who.reads else 0,
    )


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One rung: what it is about, who is asked, the rungs before it, the answer."""
    who = viewer(request)
    row = find(who, pk)
    context = {
        "row": row,
        "task": row.task,
        "order": access.tasks(who).filter(pk=row.order_id).first() if row.order_id else None,
        "ladder": queries.rungs_of(row.task).exclude(pk=row.pk),
        "letters": queries.lines_of(row.task),
        "events": events_of("escalation", pk),
        "may_answer": rules.can_answer(who, row),
        "may_withdraw": rules.can_withdraw(who, row),
        "may_undo": rules.can_undo(who, row),
        "is_mine": queries.to_answer(who).filter(pk=pk).exists(),
    }
    return render(request, "escalations/escalation.html", context)


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Instruct, decide on the task, hand up, or leave it as it is."""
    who = viewer(request)
    row = find(who, pk)
    verdicts = rules.verdicts_open_to(who, row)
    initial = {"lead": row.task.lead_id, "text": "", "verdict": request.GET.get("verdict")}
    form = AnswerForm(posted(request), viewer=who, verdicts=verdicts, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, AnswerForm)
        made = actions.answer_escalation(escalation=row, values=done.values, by=who)
        said = _("%(reference)s is answered: %(answer)s.")
        return said % {
            "reference": made.reference,
            "answer": Ruling(made.verdict).label,
        }, _address(made)

    checked(request, lambda: rules.check_can_answer(who, row))
    title = _("Answer %(reference)s") % {"reference": row.reference}
    words = (title, _("Send the answer"), _address(row), act)
    more = {"row": row, "task": row.task}
    return save(request, form, Saving(*words, template=_FORM, more=more))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was raised."""
    who = viewer(request)
    row = find(who, pk)

    def act(done: forms.Form) -> tuple[str, str]:
        reason = done.cleaned_data["reason"]
        actions.withdraw_escalation(escalation=row, reason=reason, by=who)
        return _("Taken back: nobody has to answer."), _address(row)

    checked(request, lambda: rules.check_can_withdraw(who, row))
    title = _("Take back %(reference)s?") % {"reference": row.reference}
    words = (title, _("Take it back"), _address(row), act, row.text)
    form = ReasonForm(posted(request), required=False)
    return save(request, form, Saving(*words, "records/confirm.html"))


def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an answer that nobody has acted on."""
    who = viewer(request)
    row = find(who, pk)

    def act(done: forms.Form) -> tuple[str, str]:
        actions.undo_answer(escalation=row, by=who)
        return _("The answer is taken back: it waits again."), _address(row)

    checked(request, lambda: rules.check_can_undo(who, row))
    title = _("Take back the answer to %(reference)s?") % {"reference": row.reference}
    words = (title, _("Take it back"), _address(row), act, row.answer)
    return save(request, forms.Form(posted(request)), Saving(*words, "records/confirm.html"))


def raise_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Report what is beyond the unit's authority, and ask who has it."""
    who = viewer(request)
    task = find_task(who, pk)
    form = RaiseForm(posted(request), targets=_targets(who, task))

    def act(done: forms.Form) -> tuple[str, str]:
        made = actions.raise_task(task=task, by=who, **done.cleaned_data)
        said = _("Raised as %(reference)s: %(unit)s answers.")
        return said % {"reference": made.reference, "unit": made.to_unit}, _address(made)

    checked(request, lambda: rules.check_can_raise(who, task))
    title = _("Report and ask who has authority: %(reference)s") % {"reference": task.reference}
    words = (title, _("Send it up"), task_address(task), act, task.text)
    return save(request, form, Saving(*words, record=task))


def find(who: Viewer, pk: int) -> Escalation:
    """The rung, where the person may know of its task; 404 otherwise."""
    return get_object_or_404(queries.escalations(who), pk=pk)


def _targets(who: Viewer, task: Task) -> list[tuple[Rung, Unit]]:
    return rules.raised_to(who, task) if leads(who, task) else []


def _address(row: Escalation) -> str:
    return reverse("escalation", args=[row.pk])
