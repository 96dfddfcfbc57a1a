"""Tasks: what is my unit doing? List and board, one task and its moves."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError
from chancery.people.models import Unit
from chancery.register import rules as register_rules
from chancery.web.forms.guarding import ReasonForm, writing_units
from chancery.web.forms.narrowing import TaskFilter
from chancery.web.forms.tasks import NewTaskForm, TaskForm
from chancery.web.middleware import viewer
from chancery.web.views.answers import permitted
from chancery.web.views.lists import show_list
from chancery.web.views.posting import posted
from chancery.web.views.quotes import quote_link, seen_documents
from chancery.web.views.saving import Saving, save
from chancery.work import actions, queries, rules
from chancery.work.errors import StateError
from chancery.work.models import Task, TaskState
from chancery.work.values import ProposalValues

SORTS: dict[str, tuple[str, ...]] = {
    "reference": ("reference",),
    "due": ("due", "reference"),
    "state": ("state", "due", "reference"),
    "lead": ("lead__name_vi", "due", "reference"),
}
COLUMN = 30


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The table of tasks, by due date."""
    who = viewer(request)
    return show_list(
        request,
        "tasks/list.html",
        rows=queries.with_timeliness(queries.tasks(who)),
        form=TaskFilter(request.GET, viewer=who),
        sorts=SORTS,
        default="due",
        may_add=bool(writing_units(who)),
    )


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The same tasks as columns of their states; a whole is seen through its parts."""
    who = viewer(request)
    form = TaskFilter(request.GET, viewer=who)
    rows = form.narrow(queries.leaves(queries.with_timeliness(queries.tasks(who))))
    columns = []
    for state, label in TaskState.choices:
        of_state = rows.filter(state=state).order_by("due", "reference")
        shown = list(of_state[: COLUMN + 1])
        columns.append((state, label, shown[:COLUMN], len(shown) > COLUMN))
    return render(request, "tasks/board.html", {"columns": columns, "filter_form": form})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: who owes it, by when, what may be done now, where it was ordered."""
    who = viewer(request)
    task = find(who, pk)
    evidence = list(queries.evidence_of(task))
    context: dict[str, Any] = {
        "task": task,
        "source": quote_link(task, who),
        "timeliness": queries.timeliness_of(task),
        "against_original": queries.timeliness_of(task, against_original=True),
        "deadline": queries.deadline_of(task),
        "lead_zone": task.lead.time_zone,
        "moves": rules.moves_open_to(who, task),
        "parts": queries.with_timeliness(queries.parts_of(who, task)),
        "evidence": evidence,
        "seen": seen_documents(evidence, who),
        "events": events_of("task", pk),
        "may_change": rules.can_change(who, task),
        "may_attach": rules.can_attach(who, task),
    }
    return render(request, "tasks/task.html", context)


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
        return said % {"reference": task.reference, "state": state}, _address(task)

    with permitted():
        _check_side(who, task, name)
    title = f"{line.label}: {task.reference}"
    saving = Saving(
        title,
        str(line.label),
        _address(task),
        act,
        lead=task.text,
        template="records/confirm.html",
        tone="red" if name == "cancel" else "",
    )
    return save(request, form, saving)


def _check_side(who: Viewer, task: Task, name: str) -> None:
    """403 for the wrong side; a move that comes too late or too early is told on the page."""
    try:
        rules.check_move(who, task, name, "asked")
    except NotAllowedError:
        raise
    except StateError:
        return


def new(request: HttpRequest) -> HttpResponse:
    """Assign a task by hand; what may not be assigned becomes a proposal."""
    who = viewer(request)
    units = writing_units(who)
    with permitted():
        register_rules.check_can_add(who, next((u.pk for u in units), ""))
    initial = {name: request.GET.get(name, "") for name in ("commitment", "obstacle")}
    form = NewTaskForm(
        request.POST or None, viewer=who, assigners=_assigners(who, units), initial=initial
    )

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, NewTaskForm)
        return _record(done, who)

    words = (_("New task"), _("Record it"), reverse("tasks"))
    lead = _("A unit that the assigner has no authority over receives a proposal instead.")
    return save(request, form, Saving(*words, act, lead=lead))


def _record(form: NewTaskForm, who: Viewer) -> tuple[str, str]:
    values, leads = form.values, form.cleaned_data["leads"]
    if all(rules.may_assign(values.assigner, lead) or lead == values.assigner for lead in leads):
        made = actions.add_tasks_for_leads(values=values, leads=leads, guard=form.guard, by=who)
        said = _("Recorded %(reference)s.") % {"reference": made[0].reference}
        return said, _address(made[0])
    sent = [
        actions.add_proposal(
            values=ProposalValues(
                text=values.text,
                from_unit=values.assigner,
                to_unit=lead,
                coordinating=values.coordinating,
                partners=values.partners,
                due=values.due,
            ),
            guard=form.guard,
            by=who,
        )
        for lead in leads
    ]
    said = _("Sent as a proposal: %(reference)s.") % {
        "reference": ", ".join(p.reference for p in sent)
    }
    return said, reverse("proposal", args=[sent[0].pk])


def _assigners(who: Viewer, units: list[Unit]) -> list[tuple[str, str]]:
    """Units in whose name the person may assign: their own posts', and those they speak for."""
    organs = Unit.objects.filter(kind__in=rules.organs_spoken_for(who))
    return [(unit.pk, str(unit)) for unit in [*units, *organs]]


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a task says; who was slower is told what the faster one changed."""
    who = viewer(request)
    task = find(who, pk)
    before = queries.task_values(task)
    initial = asdict(before) | {"version": task.version}
    form = TaskForm(request.POST or None, viewer=who, initial=initial)

    def act(done: forms.Form) -> tuple[str, str]:
        assert isinstance(done, TaskForm)
        version = done.cleaned_data["version"] or 0
        actions.change_task(task=task, values=done.changed(before), version=version, by=who)
        return _("Saved."), _address(task)

    with permitted():
        rules.check_can_change(who, task)
    title = _("Edit %(reference)s") % {"reference": task.reference}
    return save(request, form, Saving(title, _("Save"), _address(task), act))


def find(who: Viewer, pk: int) -> Task:
    """The task, where the person may know of it; 404 otherwise."""
    return get_object_or_404(queries.tasks(who), pk=pk)


def _address(task: Task) -> str:
    return reverse("task", args=[task.pk])
