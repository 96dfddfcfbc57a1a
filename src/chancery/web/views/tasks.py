"""Tasks: what is my unit doing? The list, and the same rows as a board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chancery.people.access import WRITERS
from chancery.web.forms.narrowing import TaskFilter
from chancery.web.listing import TASKS
from chancery.web.middleware import viewer
from chancery.web.views.lists import show_listing
from chancery.work import queries
from chancery.work.models import Task, TaskState
from chancery.work.rules import CLOSED

COLUMN = 20
ON_A_CARD = (
    "reference",
    "text",
    "state",
    "due",
    "submitted_at",
    "lead__name_vi",
    "lead__name_en",
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The table of tasks, by due date."""
    may_add = viewer(request).is_anywhere(*WRITERS)
    return show_listing(request, "tasks/list.html", TASKS, may_add=may_add)


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """The first cards of one state, and whether there are more."""

    state: str
    label: str
    tasks: list[Task]
    more: bool


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The same tasks as columns of their states; a whole is seen through its parts."""
    who = viewer(request)
    form = TaskFilter(request.GET, viewer=who)
    rows = form.narrow(queries.leaves(queries.listed(who)))
    cards = (
        rows.prefetch_related(None).select_related(None).select_related("lead").only(*ON_A_CARD)
    )
    columns = [_column(cards, state, str(label)) for state, label in TaskState.choices]
    return render(request, "tasks/board.html", {"columns": columns, "filter_form": form})


def _column(cards: QuerySet[Task], state: str, label: str) -> BoardColumn:
    """What is open by due date, the nearest first; what is closed the other way round."""
    order: list[Any] = [F("due").asc(nulls_last=True), "reference"]
    if state in CLOSED:
        order = [F("due").desc(nulls_last=True), "-reference"]
    shown = list(cards.filter(state=state).order_by(*order)[: COLUMN + 1])
    return BoardColumn(state, label, shown[:COLUMN], len(shown) > COLUMN)
