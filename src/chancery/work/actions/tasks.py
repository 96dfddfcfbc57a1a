"""Writing tasks: one lead each; several leads make one whole and a part per lead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.partners.models import Partner
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register.actions.recording import (
    Changes,
    check_columns,
    check_current,
    claim,
    differences,
    placed,
    rows_of,
    save,
    tell,
    told_of_new,
    withdraw,
)
from chancery.register.numbering import next_reference
from chancery.register.rules import check_can_withdraw
from chancery.register.values import BY_HAND, Guard, Source
from chancery.work import rules
from chancery.work.actions.asking import begin_anew, close_questions
from chancery.work.actions.dates import check_due, is_correction, keep_old_due
from chancery.work.actions.escalation_rows import forget_rungs
from chancery.work.actions.occurrences import open_first
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Basis, Task, TaskState
from chancery.work.numbering import TASK
from chancery.work.queries import task_values
from chancery.work.values import TaskValues


@transaction.atomic
def add_task(*, values: TaskValues, guard: Guard, by: Viewer, source: Source = BY_HAND) -> Task:
    """Record what one unit leads; where it recurs, its first occurrence is opened too.

    A restricted task names its lead and coordinating units: who is told to do a thing may know it.
    """
    rules.check_can_add_task(by, values, guard, source)
    return record_task(values, guard, source, by)


@transaction.atomic
def add_tasks_for_leads(
    *,
    values: TaskValues,
    leads: tuple[str, ...],
    guard: Guard,
    by: Viewer,
    source: Source = BY_HAND,
) -> tuple[Task, ...]:
    """One sentence, several leads: the whole first, which its assigner watches, then the parts.

    ``values.lead`` is not looked at. With one lead there is one task and no whole.
    """
    leads = tuple(dict.fromkeys(leads))
    if not leads:
        raise InvalidValuesError({"lead": [_("A task has a lead unit.")]})
    parts = [replace(values, lead=lead) for lead in leads]
    for part in parts:
        rules.check_can_add_task(by, part, guard, source)
    if len(parts) == 1:
        return (record_task(parts[0], guard, source, by),)
    involved = (*leads, *values.coordinating)
    whole = record_task(
        replace(values, lead=values.assigner, recurrence=""),
        _naming(guard, involved),
        source,
        by,
    )
    return (whole, *(record_task(part, guard, source, by, whole) for part in parts))


@transaction.atomic
def change_task(
    *, task: Task, values: TaskValues, version: int, by: Viewer, reason: str = ""
) -> Task:
    """Put ``values`` in the place of what the person saw as ``version``.

    A new lead has to accept. A due date changed before anyone accepted is a correction; after
    that the original due date stays beside the one in force, and the old one among extensions.
    """
    row = claim(task, version=version)
    was = task_values(row)
    rules.check_can_change_to(by, row, was, values)
    changes = differences(was, values)
    if not changes:
        return row
    changes |= _follow(row, values, by, reason)
    for name, value in _columns(values).items():
        setattr(row, name, value)
    _check(row, [values.lead] if "lead" in changes else [])
    save(row)
    _link(row, values)
    _name_involved(row, values)
    tell(row, "change", by=by, changes=changes, reason=reason)
    return row


@transaction.atomic
def withdraw_task(*, task: Task, reason: str, by: Viewer) -> None:
    """Take back one recorded by mistake, its parts with it; refused once anyone has acted on it."""
    row = claim(task)
    if row.parent is not None:
        raise StateError(
            _("This is a part of %(reference)s: withdraw that, or cancel this part.")
            % {"reference": row.parent.reference}
        )
    take_back(row, reason, by)


def record_task(
    values: TaskValues, guard: Guard, source: Source, by: Viewer, whole: Task | None = None
) -> Task:
    """Write a task that the rules let through; for the actions of this package."""
    task = Task(**_columns(values), **placed(source, guard, by), parent=whole)
    task.original_due = values.due
    task.state = first_state(values.basis)
    task.accepted_at = task.created_at if task.state == TaskState.ACCEPTED else None
    _check(task, [values.lead])
    task.reference = next_reference(TASK)
    task.save()
    _link(task, values)
    named = _naming(guard, (values.lead, *values.coordinating))
    task.named_units.set(rows_of("named_units", Unit, named.named_units))
    tell(task, "add", by=by, changes=told_of_new(values, source, named))
    if values.recurrence:
        open_first(task, by=by)
    return task


def first_state(basis: str) -> TaskState:
    """A request was accepted before it became a task; everything else waits for its lead."""
    return TaskState.ACCEPTED if basis == Basis.REQUESTED else TaskState.ASSIGNED


def _columns(values: TaskValues) -> dict[str, Any]:
    return {
        "text": values.text.strip(),
        "basis": values.basis,
        "assigner_id": values.assigner,
        "issuer_text": values.issuer_text,
        "lead_id": values.lead,
        "due": values.due,
        "due_text": values.due_text,
        "recurrence": values.recurrence,
        "priority": values.priority,
        "deliverable": values.deliverable,
        "inferred": list(values.inferred),
        "commitment_id": values.commitment_id,
        "obstacle_id": values.obstacle_id,
        "opportunity_id": values.opportunity_id,
    }


def _check(task: Task, new_leads: list[str]) -> None:
    check_columns(task)
    check_current("lead", new_leads)
    check_due(task.due)


def _link(task: Task, values: TaskValues) -> None:
    task.coordinating.set(rows_of("coordinating", Unit, values.coordinating))
    task.partners.set(rows_of("partners", Partner, values.partners))


def _naming(guard: Guard, involved: tuple[str, ...]) -> Guard:
    if guard.sensitivity != "restricted":
        return guard
    return replace(guard, named_units=tuple(sorted({*guard.named_units, *involved})))


def _name_involved(task: Task, values: TaskValues) -> None:
    if task.sensitivity == "restricted":
        task.named_units.add(*rows_of("lead", Unit, (values.lead, *values.coordinating)))


def _follow(task: Task, values: TaskValues, by: Viewer, reason: str) -> Changes:
    """What a change of lead or due date brings with it."""
    if task.due != values.due:
        if is_correction(task):
            task.original_due = values.due or task.original_due
        else:
            keep_old_due(task, values.due, reason, by)
            task.original_due = task.original_due or values.due
    if task.lead_id == values.lead:
        return {}
    close_questions(task, by, reason)
    return begin_anew(task, first_state(values.basis))


def take_back(task: Task, reason: str, by: Viewer) -> None:
    """Withdraw a claimed task that nobody has acted on, a part too; for actions of this package."""
    for part in task.children.select_for_update():
        take_back(part, reason, by)
    forget_rungs(task, by=by)
    check_can_withdraw(by, task, first_state=first_state(task.basis), reason=reason)
    withdraw(task, task_values(task), reason=reason, by=by)
