"""Tasks: list, show, assign, change, move."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import once
from chancery.api.schemas.shapes import Paging
from chancery.api.schemas.tasks import (
    Move,
    NewTask,
    Task,
    TaskChange,
    TaskFilter,
    TaskPage,
    WholeTask,
)
from chancery.api.showing import (
    kept,
    origin_refs,
    partner_refs,
    person_ref,
    record_facts,
    record_ref,
    unit_ref,
    unit_refs,
)
from chancery.api.versions import tagged, version_asked
from chancery.people.access import Viewer
from chancery.register import queries as register
from chancery.work import actions, models, queries, rules
from chancery.work.origins import origins_of_task
from chancery.work.values import TaskValues

area = Area("tasks", reads="read:work", writes="write:work")

_FILTERS: Filters = {
    "text": worded("reference", "text"),
    "state": equal("state"),
    "timeliness": queries.in_timeliness,
    "lead": equal("lead"),
    "coordinating": queries.with_coordinating,
    "partner": queries.with_partner,
    "basis": equal("basis"),
    "due_from": register.due_from,
    "due_until": register.due_until,
}


@area.get("/tasks", TaskPage)
def list_tasks(request: HttpRequest, wanted: Query[TaskFilter], paging: Query[Paging]) -> TaskPage:
    """Tasks that you may know of, narrowed and ordered."""
    who = viewer(request)
    found = narrowed(_scoped(rows(who), wanted.scope, who), wanted, _FILTERS)
    return paged(TaskPage, found, paging, wanted.order, task_of)


@area.post("/tasks", WholeTask)
def add_task(request: HttpRequest, body: NewTask) -> WholeTask:
    """Assign a task.

    Where several units lead, the answer is the whole, whose parts have it as their parent. A unit
    that is assigner and only lead resolves the task itself. Who has no authority over a lead makes
    a proposal instead.
    """

    def act() -> int:
        values, by = _values(body), viewer(request)
        made = actions.add_tasks_for_leads(
            values=values, leads=body.leads, guard=body.guard, by=by
        )
        return made[0].pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/tasks/{key}", WholeTask)
def show_task(request: HttpRequest, key: int) -> WholeTask:
    """One task, with the moves open to you."""
    return show(request, key)


@area.patch("/tasks/{key}", WholeTask)
def change_task(request: HttpRequest, key: int, body: TaskChange) -> WholeTask:
    """Change what a task says.

    More time and another lead are for the assigner to decide; an earlier due date needs nobody.
    """
    task, version = find(request, key), version_asked(request)
    values = replace(queries.task_values(task), **body.said)
    actions.change_task(task=task, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/tasks/{key}/moves", WholeTask, status=200)
def move_task(request: HttpRequest, key: int, body: Move) -> WholeTask:
    """Make one move: accept, start, submit for the lead; approve, return, cancel for the assigner."""

    def act() -> int:
        task, by = find(request, key), viewer(request)
        return actions.move(task=task, move=body.move, reason=body.reason, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


def rows(who: Viewer) -> QuerySet[models.Task]:
    """The list of tasks with all that is shown of each."""
    return queries.with_timeliness(queries.tasks(who)).select_related("person")


def find(request: HttpRequest, key: int) -> models.Task:
    """The task, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(rows(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> WholeTask:
    """One task as it stands now."""
    who, task = viewer(request), find(request, key)
    now: dict[str, Any] = {
        "deadline": queries.deadline_of(task),
        "working_days_left": queries.days_left(task),
        "moves": [move.name for move in rules.moves_open_to(who, task)],
        "came_from": origin_refs(origins_of_task(who, key)),
    }
    return tagged(request, WholeTask(**_facts(task), **now))


def task_of(task: models.Task) -> Task:
    """A row as it is shown in lists."""
    return Task(**_facts(task))


def _facts(task: models.Task) -> dict[str, Any]:
    said = ("state", "basis", "issuer_text", "priority", "due", "original_due", "due_text")
    more = ("recurrence", "deliverable", "accepted_at", "submitted_at", "done_at")
    told = ("is_whole", "timeliness", "timeliness_original")
    return {
        **record_facts(task),
        **kept(task, *said, *more, *told),
        "assigner": unit_ref(task.assigner),
        "lead": unit_ref(task.lead),
        "coordinating": unit_refs(task.coordinating),
        "partners": partner_refs(task.partners),
        "person": person_ref(task.person),
        "parent": record_ref(task.parent),
        "commitment": record_ref(task.commitment),
        "obstacle": record_ref(task.obstacle),
        "opportunity": record_ref(task.opportunity),
    }


def _values(body: NewTask) -> TaskValues:
    resolved = body.leads == (body.assigner,)
    return TaskValues(
        text=body.text,
        basis=str(models.Basis.RESOLVED if resolved else models.Basis.ASSIGNED),
        assigner=body.assigner,
        lead=body.leads[0],
        coordinating=body.coordinating,
        partners=body.partners,
        due=body.due,
        due_text=body.due_text,
        recurrence=body.recurrence,
        priority=body.priority,
        deliverable=body.deliverable,
        commitment_id=body.commitment,
        obstacle_id=body.obstacle,
        opportunity_id=body.opportunity,
    )


def _scoped(found: QuerySet[models.Task], scope: str, who: Viewer) -> QuerySet[models.Task]:
    if scope == "lead":
        return found.filter(lead__in=who.units)
    if scope == "given":
        return found.filter(Q(assigner__in=who.units) | Q(held_by__in=who.units))
    if scope == "with":
        through = models.Task.coordinating.through.objects.filter(unit__in=who.units)
        return found.filter(pk__in=through.values("task"))
    return found
