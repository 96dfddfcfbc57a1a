"""Progress of a task: written by the lead unit, approved by its head."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.people.queries import country_pack
from chancery.web.forms.steps import APPROVE, DecideProgressForm, ProgressForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import checked
from chancery.web.views.posting import posted
from chancery.web.views.saving import Saving, save
from chancery.web.views.task import address, find
from chancery.work import actions, rules, told
from chancery.work.models import Progress, Task
from chancery.work.timeliness import local_day


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how the task comes along."""
    who = viewer(request)
    task = find(who, pk)
    latest = told.latest_progress(task)
    initial = {"period": _today(task), "health": latest.health if latest else "on_track"}
    form = ProgressForm(posted(request), initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, ProgressForm)
        made = actions.report_progress(task=task, by=who, **done.values)
        return _said(made), address(task, "progress")

    checked(request, lambda: rules.check_can_report(who, task))
    title = _("Progress of %(reference)s") % {"reference": task.reference}
    more = {"task": task, "latest": latest, "next_report": told.next_report_due(task)}
    words = (title, _submit(who, task.lead_id), address(task), act, task.text)
    template = "tasks/progress_form.html"
    return save(request, form, Saving(*words, template, record=task, more=more))


def edit(request: HttpRequest, pk: int, progress: int) -> HttpResponse:
    """Write a draft anew; one that was returned goes to the head again."""
    who = viewer(request)
    task = find(who, pk)
    row = _find(task, progress)
    form = ProgressForm(posted(request), initial=_shown(row))

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, ProgressForm)
        version = done.cleaned_data["version"] or 0
        made = actions.change_progress(progress=row, version=version, by=who, **done.values)
        return _said(made), address(task, "progress")

    checked(request, lambda: rules.check_can_change_progress(who, row))
    title = _("Change the update on %(reference)s") % {"reference": task.reference}
    more = {"task": task, "returned": row}
    words = (title, _submit(who, row.unit_id), address(task, "progress"), act, task.text)
    current = lambda: _shown(_find(task, progress))  # noqa: E731 - one line, used once
    template = "tasks/progress_form.html"
    return save(request, form, Saving(*words, template, record=task, current=current, more=more))


def decide(request: HttpRequest, pk: int, progress: int) -> HttpResponse:
    """The head of unit reads an update and approves it, or returns it with what is missing."""
    who = viewer(request)
    task = find(who, pk)
    row = _find(task, progress)
    initial = {"version": row.version, "decision": request.GET.get("decision", APPROVE)}
    form = DecideProgressForm(posted(request), initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        version = done.cleaned_data["version"]
        if done.cleaned_data["decision"] == APPROVE:
            actions.approve_progress(progress=row, by=who, version=version)
            return _("Approved: the update is reported."), address(task, "progress")
        answer = done.cleaned_data["answer"]
        actions.return_progress(progress=row, answer=answer, by=who, version=version)
        return _("Returned to its author."), address(task, "progress")

    checked(request, lambda: rules.check_can_decide_progress(who, row))
    title = _("Update on %(reference)s") % {"reference": task.reference}
    words = (title, _("Save the decision"), address(task, "progress"), act)
    template, more = "tasks/progress_decide.html", {"task": task, "update": row}
    current = lambda: {"version": _find(task, progress).version}  # noqa: E731 - used once
    return save(
        request,
        form,
        Saving(*words, template=template, record=task, current=current, more=more),
    )


def _find(task: Task, pk: int) -> Progress:
    """The update; the rules say who may look at a draft, before anything of it is shown."""
    row = get_object_or_404(task.progress.select_related("unit", "written_by"), pk=pk)
    row.task = task
    return row


def _shown(row: Progress) -> dict[str, Any]:
    names = ("period", "health", "text", "difficulty", "proposal", "version")
    return {name: getattr(row, name) for name in names}


def _today(task: Task) -> Any:
    """The day on the wall where the lead unit sits."""
    return local_day(timezone.now(), task.lead.time_zone or country_pack().time_zone)


def _submit(who: Viewer, unit: str) -> str:
    return _("Report it") if who.heads(unit) else _("Send it to the head of unit")


def _said(made: Progress) -> str:
    if made.state == Progress.State.APPROVED:
        return _("The update is reported.")
    return _("The update waits for the head of unit.")
