"""Taking the new tasks of a tracking sheet, all or none; taking the whole import back."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple
from datetime import date, datetime, time
from itertools import count, islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import Entry, record, record_all
from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register.actions.recording import told_of_new
from chancery.register.numbering import next_references
from chancery.register.values import BY_HAND, Guard, Source
from chancery.work import access
from chancery.work.actions.sheet_changes import Outcome, take_back_changes, take_changes
from chancery.work.clock import kept_from
from chancery.work.errors import StateError
from chancery.work.models import SheetLine, Task, TaskState
from chancery.work.numbering import TASK
from chancery.work.queries import task_values
from chancery.work.rules.bringing import check_can_bring, check_can_take_back
from chancery.work.sheets.merging import UNASKED, Choices
from chancery.work.sheets.plan import Plan, PlannedRow, is_basis
from chancery.work.sheets.runs import KIND, Brought, Changed, Import, Kept, NotDone, import_of
from chancery.work.values import TaskValues

BATCH = 500
_SUBMITTED = frozenset({TaskState.SUBMITTED.value, TaskState.DONE.value})
_OF_THE_LINE = (
    "giver", "leader", "contact", "start", "origin", "result", "percent", "difficulty", "proposal",
    "roadmap", "updated", "extensions", "approver", "approver_email", "approver_phone",
)  # fmt: skip
_NOT_HANGING = frozenset({"sheet_line", "reminders"})
Row = tuple[PlannedRow, TaskValues]


@transaction.atomic
def take_sheet(
    *,
    plan: Plan,
    file: str,
    by: Viewer,
    choices: Choices = UNASKED,
    reason: str = "",
    tell: Callable[[int], None] = lambda _done: None,
) -> Import:
    """Record the new tasks of a plan and the changes chosen, in one transaction; ``tell`` counts.

    Rows with errors, known ones and likely twins are left alone; so are conflicts that nobody
    decided. History tells of each task, and in one event of the import, from which it is taken back.
    """
    rows = [(row, row.task) for row in plan.new if row.task is not None]
    if not rows and not _chosen(plan, choices):
        raise StateError(
            _("There is nothing to take: no row is new or changed, without errors, and chosen.")
        )
    made = _make(rows, plan.wanted.guard, by, file, tell)
    done = count(len(made) + 1)
    brought = take_changes(plan.asking, choices, by, file, reason, lambda: tell(next(done)))
    return _run_of(plan, file, by, made, brought)


def _chosen(plan: Plan, choices: Choices) -> bool:
    return any(choices.takes(row.number, cell) for row in plan.asking for cell in row.cells)


def _run_of(plan: Plan, file: str, by: Viewer, made: list[Brought], brought: Outcome) -> Import:
    key = secrets.token_hex(8)
    skipped = {"new", "changed", "conflict"}
    left = {fate: number for fate, number in plan.counts.items() if fate not in skipped and number}
    after = {
        "file": file,
        "held_by": plan.wanted.guard.held_by,
        "tasks": _plain(made),
        "left": left,
    }
    if plan.asking:
        after |= {"changed": _plain(brought.changed), "not_done": _plain(brought.not_done)}
        after["settled"] = brought.settled
    _tell("import.run", key, after, by, file)
    run = import_of(by, key)
    assert run is not None
    return run


def _make(
    rows: list[Row], guard: Guard, by: Viewer, file: str, tell: Callable[[int], None]
) -> list[Brought]:
    for basis, assigner, lead, state in {_asked(row, values) for row, values in rows}:
        values = TaskValues(text="-", basis=basis, assigner=assigner, lead=lead)
        check_can_bring(by, values, state, guard)
    units = Unit.objects.in_bulk()
    made: list[Brought] = []
    for some in _batches(rows):
        made += _record(some, guard, units, by, file)
        tell(len(made))
    return made


@transaction.atomic
def take_back_sheet(
    *, run: Import, by: Viewer, tell: Callable[[int], None] = lambda _done: None
) -> Import:
    """Withdraw every task of an import that nobody has touched since, and take its changes back.

    Those that somebody has worked on are named and stay.
    """
    was = run.taken_back is not None
    check_can_take_back(by, run.held_by, is_recent=run.is_recent, was=was)
    back: list[str] = []
    kept: list[Kept] = []
    for some in _batches(run.made):
        known = access.tasks(by).filter(pk__in=[one.key for one in some]).select_for_update()
        tasks = {task.pk: task for task in known.prefetch_related("coordinating", "partners")}
        busy = _hanging(list(tasks))
        reasons = {one.key: _why_not(one, tasks.get(one.key), busy) for one in some}
        kept += [Kept(one.key, one.reference, said) for one in some if (said := reasons[one.key])]
        free = [tasks[one.key] for one in some if not reasons[one.key]]
        _withdraw(free, by)
        back += [task.reference for task in free]
        tell(len(back) + len(kept))
    put_back, stay = take_back_changes(run.changed, by)
    back, kept = [*back, *put_back], [*kept, *stay]
    _tell("import.undo", run.key, {"taken_back": back, "kept": _plain(kept)}, by, run.file)
    return import_of(by, run.key) or run


def _asked(row: PlannedRow, values: TaskValues) -> tuple[str, str, str, str]:
    return values.basis, values.assigner, values.lead, row.values.state


def _record(
    rows: list[Row], guard: Guard, units: dict[str, Unit], by: Viewer, file: str
) -> list[Brought]:
    references = next_references(TASK, len(rows))
    now = timezone.now()
    tasks = Task.objects.bulk_create(
        _task(row, values, guard, units, (reference, by, now))
        for reference, (row, values) in zip(references, rows, strict=True)
    )
    pairs = list(zip(tasks, rows, strict=True))
    _link(pairs, guard)
    SheetLine.objects.bulk_create(_line(task, row, file) for task, (row, _v) in pairs)
    entries = [_entry(task, row, values, guard, file) for task, (row, values) in pairs]
    record_all(by=by.key, action="task.import", kind="task", entries=entries)
    return [Brought(task.pk, task.reference, task.version) for task in tasks]


def _task(
    row: PlannedRow,
    values: TaskValues,
    guard: Guard,
    units: dict[str, Unit],
    new: tuple[str, Viewer, datetime],
) -> Task:
    reference, by, now = new
    said = row.values
    task = Task(
        reference=reference,
        text=values.text.strip(),
        basis=values.basis,
        assigner=units[values.assigner],
        issuer_text=values.issuer_text,
        lead=units[values.lead],
        due=values.due,
        original_due=min([*said.old_dues, *([values.due] if values.due else [])], default=None),
        due_text=values.due_text,
        state=said.state,
        held_by_id=guard.held_by,
        sensitivity=guard.sensitivity,
        created_by=by.user,
        created_at=now,
    )
    if said.state in _SUBMITTED and said.finished:
        task.submitted_at = min(_noon(said.finished), now)
        task.kept_from = kept_from(task, task.submitted_at)
        if said.state == TaskState.DONE:
            task.done_at, task.approval_days = task.submitted_at, 0
    return task


def _noon(day: date) -> datetime:
    """Nothing says at what hour; the day is the same in every zone near."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def _link(pairs: list[tuple[Task, Row]], guard: Guard) -> None:
    through, named = Task.coordinating.through, Task.named_units.through
    through.objects.bulk_create(
        through(task=task, unit_id=unit)
        for task, (_row, values) in pairs
        for unit in values.coordinating
    )
    named.objects.bulk_create(
        named(task=task, unit_id=unit)
        for task, (_row, values) in pairs
        for unit in _named(values, guard)
    )


def _named(values: TaskValues, guard: Guard) -> tuple[str, ...]:
    """A restricted task names those who are told to do it."""
    if guard.sensitivity != "restricted":
        return guard.named_units
    return tuple(sorted({*guard.named_units, values.lead, *values.coordinating}))


def _line(task: Task, row: PlannedRow, file: str) -> SheetLine:
    said = row.values
    return SheetLine(
        task=task,
        file=file[:150],
        row=row.number,
        other_id=said.reference,
        category="" if is_basis(said.category) else said.category,
        old_dues=[day.isoformat() for day in said.old_dues],
        **{name: getattr(said, name) for name in _OF_THE_LINE},
    )


def _entry(task: Task, row: PlannedRow, values: TaskValues, guard: Guard, file: str) -> Entry:
    named = Guard(guard.held_by, guard.sensitivity, _named(values, guard))
    changes = told_of_new(values, BY_HAND, named)
    after = {"state": task.state, "file": file, "row": row.number}
    if task.submitted_at:
        after["submitted_at"] = task.submitted_at.isoformat()
    if task.original_due and task.original_due != task.due:
        after["original_due"] = task.original_due.isoformat()
    changes |= {name: [None, value] for name, value in after.items()}
    return Entry(task.pk, changes, task.reference)


def _why_not(one: Brought, task: Task | None, busy: set[int]) -> str:
    if task is None:
        return _("It is no longer there for you.")
    if task.version != one.version or one.key in busy:
        return _("Somebody has worked on it since.")
    return ""


def _hanging(keys: list[int]) -> set[int]:
    """Those on which others have hung something: a report, a comment, evidence, a part."""
    busy: set[int] = set()
    for relation in Task._meta.related_objects:  # noqa: SLF001 - Django's documented way
        if relation.name in _NOT_HANGING:
            continue
        model: Any = relation.related_model
        name = relation.field.name
        rows = model.objects.filter(**{f"{name}__in": keys})
        busy |= set(rows.values_list(name, flat=True))
    return busy


def _withdraw(tasks: list[Task], by: Viewer) -> None:
    reason = _("The import of a tracking sheet was taken back.")
    entries = [Entry(task.pk, _told_of(task), task.reference) for task in tasks]
    record_all(by=by.key, action="task.withdraw", kind="task", entries=entries, reason=reason)
    Task.objects.filter(pk__in=[task.pk for task in tasks]).delete()


def _told_of(task: Task) -> dict[str, Any]:
    guard, source = Guard(task.held_by_id, task.sensitivity), Source(task.document_id)
    told = told_of_new(task_values(task), source, guard)
    return {name: [after, before] for name, (before, after) in told.items()}


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _plain(rows: Iterable[Brought | Kept | Changed | NotDone]) -> list[list[Any]]:
    return [list(astuple(row)) for row in rows]


def _tell(action: str, key: str, after: dict[str, Any], by: Viewer, file: str) -> None:
    changes = {name: [None, value] for name, value in after.items()}
    record(by=by.key, action=action, kind=KIND, key=key, changes=changes, label=file)
