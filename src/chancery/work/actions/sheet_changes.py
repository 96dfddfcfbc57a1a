"""The changes that a sheet brings to tasks that stand: done act by act, and taken back.

Each is the act that the pages have, under the same rules; what they refuse is told with its cell
and not done. What was done is kept as the events, drafts and questions that it made: from them it
is taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chancery.history.models import Event
from chancery.history.queries import events_of
from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.register.actions.recording import claim, save, tell
from chancery.work import access, rules
from chancery.work.actions.asking import (
    ask_extension,
    propose_lead,
    withdraw_extension,
    withdraw_lead_proposal,
)
from chancery.work.actions.moves import move
from chancery.work.actions.reporting import change_progress, report_progress, withdraw_draft
from chancery.work.actions.tasks import change_task
from chancery.work.actions.wholes import whole_follows
from chancery.work.clock import kept_from
from chancery.work.errors import StateError
from chancery.work.models import Extension, LeadProposal, Progress, SheetLine, Task, TaskState
from chancery.work.models.asking import Decision
from chancery.work.queries import task_values
from chancery.work.rules.bringing import check_can_keep
from chancery.work.sheets.acts import Act, acts_of, own_draft
from chancery.work.sheets.merging import Choices
from chancery.work.sheets.plan import PlannedRow
from chancery.work.sheets.runs import Changed, Kept, NotDone

Trace = list[Any]
"""What an act left: its kind, and the key of the event, draft or question."""
_TIMES = ("accepted_at", "submitted_at", "done_at")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the changes of one sheet."""

    changed: list[Changed]
    not_done: list[NotDone]
    settled: dict[str, int]


def take_changes(
    rows: Iterable[PlannedRow],
    choices: Choices,
    by: Viewer,
    file: str,
    reason: str,
    tell_done: Callable[[], None],
) -> Outcome:
    """Do what the chosen cells ask for; for the action that takes the sheet, in its transaction."""
    brought = Outcome([], [], {})
    for row in rows:
        _count(brought.settled, row, choices)
        taken = {cell.name for cell in row.cells if choices.takes(row.number, cell)}
        task = access.tasks(by).filter(reference=row.of).first() if taken else None
        if task is not None:
            why = reason or _("The tracking sheet says so: %(file)s, row %(row)s.") % {
                "file": file,
                "row": row.number,
            }
            _take(brought, row, taken, task, (by, file, why))
        tell_done()
    return brought


def _count(settled: dict[str, int], row: PlannedRow, choices: Choices) -> None:
    for cell in row.cells:
        if cell.kind == "conflict":
            choice = str(choices.of(row.number, cell))
            settled[choice] = settled.get(choice, 0) + 1


def _take(
    brought: Outcome,
    row: PlannedRow,
    taken: set[str],
    task: Task,
    how: tuple[Viewer, str, str],
) -> None:
    by, file, reason = how
    refuse = _refuser(brought, row)
    if task.version != row.version or row.now is None:
        refuse(tuple(taken), _("Somebody has changed it meanwhile: bring the sheet once more."))
        return
    acts, refused = acts_of(task, row.values, row.now, taken, by, reason)
    for one in refused:
        refuse(one.names, one.why)
    traces: list[Trace] = []
    for act in acts:
        try:
            with transaction.atomic():
                traces.append(_do(task, act, by, (file, row.number, reason)))
        except ChanceryError as error:
            refuse(act.names, str(error))
    if traces:
        version = Task.objects.values_list("version", flat=True).get(pk=task.pk)
        brought.changed.append(Changed(task.pk, row.of, version, traces))


def _refuser(brought: Outcome, row: PlannedRow) -> Callable[[tuple[str, ...], str], None]:
    cells = {cell.name: cell for cell in row.cells}

    def refuse(names: tuple[str, ...], why: str) -> None:
        for name in names:
            if name in cells:
                brought.not_done.append(NotDone(row.of, cells[name].at, cells[name].heading, why))

    return refuse


def _do(task: Task, act: Act, by: Viewer, said: tuple[str, int, str]) -> Trace:
    """One act by the action that the pages use; what it left."""
    file, number, reason = said
    if act.do == "report":
        return _report(task, act.values, by)
    if act.do == "extend":
        asked = ask_extension(task=task, due=act.values, reason=reason, by=by)
        return ["extension", asked.pk]
    if act.do == "propose":
        return ["lead", propose_lead(task=task, proposed=act.values, reason=reason, by=by).pk]
    if act.do == "move":
        move(task=task, move=act.values, by=by, reason=reason)
    elif act.do == "keep":
        keep_said(task=task, values=act.values, by=by, file=file, row=number)
    else:
        values = replace(task_values(claim(task)), **act.values)
        change_task(task=task, values=values, version=claim(task).version, by=by, reason=reason)
    return [act.do, _last_event(task).seq]


def _last_event(task: Task) -> Event:
    found = events_of("task", task.pk).order_by("-seq").first()
    assert found is not None
    return found


def _report(task: Task, values: dict[str, Any], by: Viewer) -> Trace:
    """A draft that stood for the same period is written anew: of its words before nothing is kept."""
    draft = own_draft(task, values["period"], by)
    if draft is not None:
        return [
            "redraft",
            change_progress(progress=draft, version=draft.version, by=by, **values).pk,
        ]
    return ["progress", report_progress(task=task, by=by, **values).pk]


@transaction.atomic
def keep_said(*, task: Task, values: dict[str, Any], by: Viewer, file: str, row: int) -> Task:
    """What a sheet says beside the task (leader, contact, completion, roadmap), as it says it."""
    held = claim(task)
    check_can_keep(by, held)
    line = SheetLine.objects.filter(task=held).first() or SheetLine(task=held)
    changes = {name: [getattr(line, name), value] for name, value in values.items()}
    line.file, line.row = file[:150], row
    for name, value in values.items():
        setattr(line, name, value)
    line.save()
    save(held)
    tell(held, "sheet", by=by, changes=changes)
    return held


# Taking it back.


def take_back_changes(changed: Iterable[Changed], by: Viewer) -> tuple[list[str], list[Kept]]:
    """Task by task, the last act first; what others have acted upon since stays and is named."""
    back, kept = [], []
    for one in changed:
        task = access.tasks(by).filter(pk=one.key).first()
        reasons = [_("It is no longer there for you.")] if task is None else []
        if task is not None:
            reasons = _take_back(task, one, by)
        if reasons:
            kept.append(Kept(one.key, one.reference, " ".join(dict.fromkeys(reasons))))
        else:
            back.append(one.reference)
    return back, kept


def _take_back(task: Task, one: Changed, by: Viewer) -> list[str]:
    if task.version != one.version:
        return [_("Somebody has worked on it since.")]
    reasons = []
    for kind, key in reversed(one.traces):
        try:
            with transaction.atomic():
                _undo(task, kind, key, by)
        except ChanceryError as error:
            reasons.append(str(error))
    return reasons


def _undo(task: Task, kind: str, key: int, by: Viewer) -> None:
    if kind == "progress":
        draft = _row(Progress, key)
        if draft.version > 1:
            raise StateError(_("Somebody has worked on it since."))
        withdraw_draft(progress=draft, by=by)
    elif kind == "redraft":
        raise StateError(_("It wrote a draft of yours anew: change it on the page of its task."))
    elif kind == "extension":
        asked = _row(Extension, key)
        if asked.state == Decision.GRANTED and asked.decided_by_id == by.user.pk:
            raise StateError(_("An earlier due date holds at once: ask for more time instead."))
        withdraw_extension(extension=asked, by=by)
    elif kind == "lead":
        withdraw_lead_proposal(proposal=_row(LeadProposal, key), by=by)
    else:
        event = events_of("task", task.pk).filter(seq=key).first()
        beside = getattr(event, "values_beside", None)
        if event is None or beside is None:
            raise StateError(_("What it said before was purged."))
        was = {name: pair[0] for name, pair in beside.changes.items()}
        _UNDO[kind](claim(task), was, by)


def _row(model: Any, key: int) -> Any:
    found = model.objects.filter(pk=key).first()
    if found is None:
        raise StateError(_("It is no longer there for you."))
    return found


def _unchange(task: Task, was: dict[str, Any], by: Viewer) -> None:
    names = ("text", "lead", "assigner", "coordinating", "due", "due_text")
    old = {name: was[name] for name in names if name in was}
    if "due" in old:
        old["due"] = date.fromisoformat(old["due"]) if old["due"] else None
    if "coordinating" in old:
        old["coordinating"] = tuple(old["coordinating"] or ())
    values = replace(task_values(task), **old)
    reason = _("The import of a tracking sheet was taken back.")
    change_task(task=task, values=values, version=task.version, by=by, reason=reason)


def _unkeep(task: Task, was: dict[str, Any], by: Viewer) -> None:
    line = task.sheet_line
    keep_said(task=task, values=was, by=by, file=line.file, row=line.row)


def _unmove(task: Task, was: dict[str, Any], by: Viewer) -> None:
    """As if the move had not been made: nothing else has happened to the task since."""
    if str(task.state) in rules.CLOSED:
        raise StateError(_("What was approved or cancelled stays so: assign a new task."))
    if task.state == TaskState.RETURNED:
        rules.check_directs(by, task)
    else:
        rules.check_leads(by, task)
    changes = {"state": [str(task.state), was["state"]]}
    task.state = was["state"]
    for time in _TIMES:
        if time in was:
            changes[time] = [None, was[time]]
            setattr(task, time, datetime.fromisoformat(was[time]) if was[time] else None)
    task.kept_from = kept_from(task, task.submitted_at) if task.submitted_at else None
    if task.accepted_at is None:
        task.response_days = None
    save(task)
    tell(task, "unmove", by=by, changes=changes)
    whole_follows(task, by)


_UNDO: dict[str, Callable[[Task, dict[str, Any], Viewer], None]] = {
    "change": _unchange,
    "keep": _unkeep,
    "move": _unmove,
}
