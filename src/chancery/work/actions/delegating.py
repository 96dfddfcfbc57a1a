"""The person in charge of a task inside its lead unit."""

from __future__ import annotations

from django.db import transaction

from chancery.people.access import Viewer
from chancery.people.models import User
from chancery.register.actions.recording import claim, save, tell
from chancery.register.rules import check_reason
from chancery.work import rules
from chancery.work.models import Task


@transaction.atomic
def delegate(*, task: Task, person: User | None, by: Viewer, reason: str = "") -> Task:
    """Put a person of the lead unit in charge; None takes it back to the unit."""
    row = claim(task)
    rules.check_can_delegate(by, row, person)
    _put_in_charge(row, person, by, reason)
    return row


@transaction.atomic
def hand_over(*, person: User, to: User, by: Viewer, reason: str, unit: str) -> int:
    """Pass on the open tasks that a person leaving ``unit`` was in charge of there; how many."""
    rules.check_can_hand_over(by, unit)
    check_reason(reason)
    held = Task.objects.filter(person=person, state__in=rules.OPEN, lead__in=rules.line_of(unit))
    rows = list(held.select_for_update())
    for row in rows:
        rules.check_may_be_in_charge(row, to)
        _put_in_charge(row, to, by, reason)
    return len(rows)


def _put_in_charge(task: Task, person: User | None, by: Viewer, reason: str) -> None:
    if task.person == person:
        return
    changes = {"person": [task.person and task.person.username, person and person.username]}
    task.person = person
    save(task)
    tell(task, "delegate", by=by, changes=changes, reason=reason)
