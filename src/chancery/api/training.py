"""Training: list, show, write down, change, take back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged, worded
from chancery.api.once import nothing, once
from chancery.api.schemas.plans import (
    NewTraining,
    Training,
    TrainingChange,
    TrainingFilter,
    TrainingPage,
)
from chancery.api.schemas.shapes import Paging, Reason
from chancery.api.showing import kept, person_ref, record_facts
from chancery.api.versions import tagged, version_asked
from chancery.work import models
from chancery.work.actions import training as actions
from chancery.work.training import queries
from chancery.work.training.queries import TrainingValues

area = Area("training", reads="read:work", writes="write:work")

_FILTERS: Filters = {
    "text": worded("reference", "text", "by_whom", "result"),
    "held_by": equal("held_by"),
    "person": equal("person__username"),
    "skill": equal("skill"),
}


@area.get("/trainings", TrainingPage)
def list_training(
    request: HttpRequest, wanted: Query[TrainingFilter], paging: Query[Paging]
) -> TrainingPage:
    """What the people of your agency were trained in."""
    rows = narrowed(queries.training(viewer(request)), wanted, _FILTERS)
    return paged(TrainingPage, rows, paging, wanted.order, training_of)


@area.post("/trainings", Training)
def add_training(request: HttpRequest, body: NewTraining) -> Training:
    """Write down one person's training."""
    said = body.model_dump(exclude={"held_by", "sensitivity", "named_units"})

    def act() -> int:
        values, by = TrainingValues(**said), viewer(request)
        return actions.add_training(values=values, guard=body.guard, by=by).pk

    return once(request, body, act, lambda key: show(request, int(key)))


@area.get("/trainings/{key}", Training)
def show_training(request: HttpRequest, key: int) -> Training:
    """One training."""
    return show(request, key)


@area.patch("/trainings/{key}", Training)
def change_training(request: HttpRequest, key: int, body: TrainingChange) -> Training:
    """Change what was written down."""
    found, version = find(request, key), version_asked(request)
    said = body.model_dump(include=body.model_fields_set)
    values = replace(queries.training_values(found), **said)
    actions.change_training(training=found, values=values, version=version, by=viewer(request))
    return show(request, key)


@area.post("/trainings/{key}/withdrawal", None, status=204)
def withdraw_training(request: HttpRequest, key: int, body: Reason) -> None:
    """Take back what was written down by mistake."""

    def act() -> None:
        found = find(request, key)
        actions.withdraw_training(training=found, reason=body.reason, by=viewer(request))

    return once(request, body, act, nothing)


def find(request: HttpRequest, key: int) -> models.Training:
    """The training, where the caller may know of it; 404 otherwise."""
    return get_object_or_404(queries.training(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> Training:
    """One training as it stands now."""
    return tagged(request, training_of(find(request, key)))


def training_of(row: models.Training) -> Training:
    """A row as it is shown."""
    facts: dict[str, Any] = {
        **record_facts(row),
        **kept(row, "start", "end", "hours", "by_whom", "skill", "level", "result"),
        "person": person_ref(row.person),
        "document": row.document_id,
    }
    return Training(**facts)
