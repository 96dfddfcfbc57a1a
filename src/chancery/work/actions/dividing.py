"""Parts that a lead unit gives to units of its own house; the task still stands by itself."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from chancery.people.access import Viewer
from chancery.register.actions.recording import claim, guard_of, source_of
from chancery.register.values import Guard
from chancery.work import rules
from chancery.work.actions.tasks import record_task
from chancery.work.models import Basis, Task
from chancery.work.values import TaskValues


@transaction.atomic
def add_part(*, task: Task, values: TaskValues, by: Viewer) -> Task:
    """Assign a part of a task to a unit under the lead's authority.

    The lead unit is its assigner and holds it; without a due date of its own the part has the
    task's. Basis, assigner, commitment and case of ``values`` are not looked at. It is quoted
    from where the task is, so that it leads back to the sentence and is purged with it.
    """
    row = claim(task)
    rules.check_can_add_part(by, row)
    part = replace(
        values,
        basis=Basis.ASSIGNED.value,
        assigner=row.lead_id,
        due=values.due or row.due,
        partners=values.partners or tuple(p.pk for p in row.partners.all()),
        commitment_id=row.commitment_id,
        obstacle_id=row.obstacle_id,
        opportunity_id=row.opportunity_id,
    )
    rules.check_part(row, part)
    guard = Guard(row.lead_id, row.sensitivity, guard_of(row).named_units)
    return record_task(part, guard, source_of(row), by, row)
