"""One task: who owes it, by when, what may be done now; and its moves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.web.forms.guarding import ReasonForm
from chancery.web.forms.steps import CommentForm
from chancery.web.middleware import viewer
from chancery.web.task_page import coordination_of, dates_of, steps_of
from chancery.web.task_waiting import waiting_of
from chancery.web.today import own_zone
from chancery.web.views.answers import checked
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link, seen_documents
from chancery.web.views.saving import Saving, save
from chancery.work import actions, queries, rules, told
from chancery.work.escalation import queries as ladder
from chancery.work.models import Task, TaskState
from chancery.work.origins import origins_of_task

TABS = ("progress", "contributions", "parts", "evidence", "comments", "history")


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: who owes it, by when, what may be done now, where it was ordered."""
    who = viewer(request)
    task = find(who, pk)
    tab = request.GET.get("tab", "")
    waiting = waiting_of(who, task)
    context: dict[str, Any] = {
        "task": task,
        "source": quote_link(task, who),
        "dates": dates_of(task),
        "own_zone": own_zone(who),
        "coordination": coordination_of(task),
        "steps": steps_of(who, task, has_to_answer=any(line.is_mine for line in waiting)),
        "waiting": waiting,
        "latest": told.latest_progress(task),
        "ladder": ladder.rungs_of(task),
        "letters": ladder.lines_of(task),
        "origins": origins_of_task(who, task.pk),
        "counts": _counts(who, task),
        "tab": tab if tab in TABS else TABS[0],
    }
    return render(request, "tasks/task.html", context | _of_tab(who, task, context["tab"]))


def _counts(who: Viewer, task: Task) -> dict[str, int]:
    return {
        "progress": told.progress_of(task, who).count(),
        "contributions": task.contributions.count(),
        "parts": queries.parts_of(who, task).count(),
        "evidence": task.evidence.count(),
        "comments": task.comments.filter(withdrawn_at=None).count(),
    }


def _of_tab(who: Viewer, task: Task, tab: str) -> dict[str, Any]:
    """What the chosen tab shows; the others are not asked for."""
    if tab == "history":
        return {"events": events_of("task", task.pk)}
    if tab == "evidence":
        evidence = list(queries.evidence_of(task))
        return {"evidence": evidence, "seen": seen_documents(evidence, who)}
    if tab == "parts":
        return {"parts": queries.with_timeliness(queries.parts_of(who, task))}
    if tab == "contributions":
        return {"contributions": told.contributions_of(task)}
    if tab == "comments":
        form = CommentForm(viewer=who) if rules.can_comment(who, task) else None
        return {"comments": told.comments_of(task), "comment_form": form}
    return {"updates": _updates(who, task), "next_report": told.next_report_due(task)}


def _updates(who: Viewer, task: Task) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "may_change": rules.can_change_progress(who, row),
            "may_decide": rules.can_decide_progress(who, row),
        }
        for row in told.progress_of(task, who)
    ]


def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One move of the table, with its reason where the table wants one."""
    who = viewer(request)
    task = find(who, pk)
    line = next((m for m in rules.MOVES if m.name == name), None)
    if line is None:
        raise Http404
    form = ReasonForm(posted(request), required=line.needs_reason)

    def act(done: forms.Form) -> tuple[str, str]:
        reason = done.cleaned_data["reason"]
        actions.move(task=task, move=name, reason=reason, by=who)
        said = _("%(reference)s: %(state)s.")
        state = dict(TaskState.choices)[line.target]
        return said % {"reference": task.reference, "state": state}, address(task)

    checked(request, lambda: rules.check_move(who, task, name, "asked"))
    saving = Saving(
        f"{line.label}: {task.reference}",
        str(line.label),
        address(task),
        act,
        lead=task.text,
        template="records/confirm.html",
        tone="red" if name == "cancel" else "",
        record=task,
    )
    return save(request, form, saving)


def find(who: Viewer, pk: int) -> Task:
    """The task, where the person may know of it; 404 otherwise."""
    return get_object_or_404(queries.tasks(who), pk=pk)


def address(task: Task, tab: str = "") -> str:
    """The page of a task, one of its tabs where named."""
    page = reverse("task", args=[task.pk])
    return f"{page}?tab={tab}" if tab else page
