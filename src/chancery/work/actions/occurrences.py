"""Recurring tasks: a standing order, and one occurrence of it per period."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from chancery.people.access import Viewer
from chancery.register.actions.recording import tell
from chancery.register.numbering import next_reference
from chancery.work.models import Acceptance, Task, TaskState
from chancery.work.numbering import TASK
from chancery.work.rules import OPEN
from chancery.work.timeliness import occurrence, period_end

_COPIED = [
    "text",
    "basis",
    "assigner_id",
    "issuer_text",
    "lead_id",
    "person_id",
    "priority",
    "commitment_id",
    "obstacle_id",
    "opportunity_id",
    "due_text",
    "deliverable",
    "document_id",
    "quote",
    "quote_start",
    "quote_end",
    "held_by_id",
    "sensitivity",
    "created_by_id",
]


def open_first(order: Task, *, by: Viewer | str) -> Task:
    """Open the first occurrence that is not past: what came before the record is not known here."""
    today = timezone.localdate()
    first = order.due or period_end(order.recurrence, today)
    number = 0
    while occurrence(order.recurrence, first, number) < today:
        number += 1
    return _open(order, occurrence(order.recurrence, first, number), by)


@transaction.atomic
def open_occurrences(*, by: str = "system", today: date | None = None) -> int:
    """Open every occurrence whose period has begun; how many were opened.

    A missed run catches up, one occurrence for each period; a repeated run opens none twice.
    """
    day = today or timezone.localdate()
    orders = Task.objects.select_for_update().filter(state__in=OPEN).exclude(recurrence="")
    return sum(_catch_up(order, day, by) for order in orders)


def _catch_up(order: Task, today: date, by: str) -> int:
    days = [day for day in order.children.values_list("original_due", flat=True) if day]
    first, last, number, opened = min(days), max(days), 0, 0
    while last < today:
        number += 1
        due = occurrence(order.recurrence, first, number)
        if due > last:
            _open(order, due, by)
            last, opened = due, opened + 1
    return opened


def _open(order: Task, due: date, by: Viewer | str) -> Task:
    part = Task(**{name: getattr(order, name) for name in _COPIED})
    part.parent, part.due, part.original_due = order, due, due
    part.inferred = sorted({*order.inferred, "due"})
    part.state = _state_of_next(order)
    part.created_at = timezone.now()
    part.reference = next_reference(TASK)
    part.save()
    part.coordinating.set(order.coordinating.all())
    part.partners.set(order.partners.all())
    part.named_units.set(order.named_units.all())
    _accept_as_before(part)
    changes = {"parent": [None, order.reference], "due": [None, due.isoformat()]}
    tell(part, "open", by=by, changes=changes)
    return part


def _state_of_next(order: Task) -> TaskState:
    """A lead accepts a standing order once, with its first occurrence."""
    started = {TaskState.ACCEPTED, TaskState.IN_PROGRESS}
    return TaskState.ACCEPTED if order.state in started else TaskState.ASSIGNED


def _accept_as_before(part: Task) -> None:
    """A coordinating unit too accepts a standing order once."""
    before = Acceptance.objects.filter(task__parent=part.parent, unit__in=part.coordinating.all())
    first = {accepted.unit_id: accepted for accepted in before.order_by("-accepted_at")}
    for accepted in first.values():
        accepted.pk, accepted.task = None, part
        accepted.save()
