"""What went up the ladder: list, show, raise, answer."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from chancery.api import tasks
from chancery.api.area import Area
from chancery.api.keys import viewer
from chancery.api.listing import Filters, equal, narrowed, paged
from chancery.api.once import once
from chancery.api.schemas.escalations import (
    Escalation,
    EscalationAnswer,
    EscalationFilter,
    EscalationList,
    EscalationPage,
    NewEscalation,
)
from chancery.api.schemas.shapes import Paging
from chancery.api.showing import kept, person_ref, record_ref, unit_ref
from chancery.people.access import Viewer
from chancery.work import access, actions, models
from chancery.work.escalation import queries
from chancery.work.escalation.values import AnswerValues

area = Area("escalations", reads="read:work", writes="write:work")

_FILTERS: Filters = {
    "state": equal("state"),
    "trigger": equal("trigger"),
    "rung": equal("rung"),
    "to_unit": equal("to_unit"),
}


@area.get("/escalations", EscalationPage)
def list_escalations(
    request: HttpRequest, wanted: Query[EscalationFilter], paging: Query[Paging]
) -> EscalationPage:
    """What went up about tasks that you may know of."""
    who = viewer(request)
    rows = narrowed(_scoped(_rows(who), wanted.scope, who), wanted, _FILTERS)
    return paged(EscalationPage, rows, paging, wanted.order, _shown)


@area.get("/escalations/{key}", Escalation)
def show_escalation(request: HttpRequest, key: int) -> Escalation:
    """One rung."""
    return show(request, key)


@area.post("/escalations/{key}/answer", Escalation, status=200)
def answer_escalation(request: HttpRequest, key: int, body: EscalationAnswer) -> Escalation:
    """Answer a rung; what the answer decides about the task happens with it."""

    def act() -> int:
        values = AnswerValues(
            verdict=body.verdict,
            answer=body.answer,
            text=body.text,
            lead=body.lead or "",
            due=body.due,
        )
        found = find(request, key)
        return actions.answer_escalation(escalation=found, values=values, by=viewer(request)).pk

    return once(request, body, act, lambda made: show(request, int(made)))


@area.get("/tasks/{key}/escalations", EscalationList)
def list_task_escalations(request: HttpRequest, key: int) -> EscalationList:
    """All that went up about a task, oldest first."""
    task = tasks.find(request, key)
    rows = _rows(viewer(request)).filter(task=task).order_by("raised_at", "pk")
    return EscalationList(items=[_shown(row) for row in rows])


@area.post("/tasks/{key}/escalations", Escalation)
def raise_task(request: HttpRequest, key: int, body: NewEscalation) -> Escalation:
    """Report what is beyond the unit's authority, and ask who has it."""

    def act() -> int:
        found, by = tasks.find(request, key), viewer(request)
        return actions.raise_task(task=found, rung=body.rung, text=body.text, by=by).pk

    return once(request, body, act, lambda made: show(request, int(made)))


def find(request: HttpRequest, key: int) -> models.Escalation:
    """The rung, where the caller may know of its task; 404 otherwise."""
    return get_object_or_404(_rows(viewer(request)), pk=key)


def show(request: HttpRequest, key: int) -> Escalation:
    """One rung as it stands now."""
    return _shown(find(request, key))


def _rows(who: Viewer) -> QuerySet[models.Escalation]:
    """An order that the caller may not know of is not there for them."""
    return queries.escalations(who).prefetch_related(Prefetch("order", access.tasks(who)))


def _scoped(
    rows: QuerySet[models.Escalation], scope: str, who: Viewer
) -> QuerySet[models.Escalation]:
    if scope == "mine":
        return rows.filter(queries.asked_of(who))
    return rows.filter(queries.raised_by(who)) if scope == "raised" else rows


def _shown(row: models.Escalation) -> Escalation:
    return Escalation(
        **kept(row, "reference", "trigger", "rung", "since", "days_late", "text"),
        **kept(row, "raised_at", "raised_on", "due", "state", "verdict", "answer", "ended_at"),
        id=row.pk,
        task=record_ref(row.task),
        to_unit=unit_ref(row.to_unit),
        from_unit=unit_ref(row.from_unit) if row.from_unit else None,
        raised_by=person_ref(row.raised_by),
        ended_by=person_ref(row.ended_by),
        order=record_ref(row.order),
    )
