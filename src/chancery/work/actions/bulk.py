"""Doing the same to many records: each by its own action, in a transaction of its own.

What the rules refuse for one record does not stop the others. A run can be taken back within a day
by who made it, record by record; one that was changed since is left alone, and named.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chancery.history.actions import record
from chancery.lib.errors import ChanceryError
from chancery.people.access import Viewer
from chancery.people.actions import follow, unfollow
from chancery.people.follows import follows
from chancery.people.models import User
from chancery.register import access as register_access
from chancery.register import actions as register
from chancery.register.actions.recording import claim, save, tell
from chancery.register.models import Commitment
from chancery.register.queries import commitment_values
from chancery.work import access, rules
from chancery.work.actions.delegating import delegate
from chancery.work.actions.moves import move
from chancery.work.actions.tasks import change_task
from chancery.work.actions.wholes import whole_follows
from chancery.work.bulk import KIND, MOST, Done, Failed, Run, Wish, run_of
from chancery.work.errors import StateError
from chancery.work.models import Task, TaskState
from chancery.work.queries import task_values

Row = Task | Commitment


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done to many; ``before`` is what ``take_back`` needs of a record."""

    act: Callable[[Any, Wish, Viewer], object]
    before: Callable[[Any, Viewer], Any] = lambda _row, _by: None
    take_back: Callable[[Any, Any, Viewer], object] | None = None
    why_not: Any = ""
    changes_row: bool = True


@transaction.atomic
def take_back_acceptance(*, task: Task, version: int, by: Viewer) -> Task:
    """As if the lead unit had not accepted yet; only while nothing else has happened to it."""
    row = claim(task, version=version)
    rules.check_leads(by, row)
    if row.state != TaskState.ACCEPTED:
        raise StateError(_("%(reference)s has gone on since.") % {"reference": row.reference})
    changes = {"state": [row.state, str(TaskState.ASSIGNED)]}
    row.state, row.accepted_at, row.response_days = TaskState.ASSIGNED, None, None
    save(row)
    tell(row, "unaccept", by=by, changes=changes)
    whole_follows(row, by)
    return row


def _change(task: Task, by: Viewer, reason: str = "", **new: Any) -> object:
    values = replace(task_values(task), **new)
    return change_task(task=task, values=values, version=task.version, by=by, reason=reason)


def _set_lead(commitment: Commitment, by: Viewer, lead: str | None) -> object:
    values = replace(commitment_values(commitment), lead=lead)
    version = commitment.version
    return register.change_commitment(commitment=commitment, values=values, version=version, by=by)


def _set_state(commitment: Commitment, by: Viewer, state: str, reason: str) -> object:
    return register.set_commitment_state(commitment=commitment, state=state, reason=reason, by=by)


def _kind(row: Row) -> str:
    return "task" if isinstance(row, Task) else "commitment"


def _follow(row: Row, _wish: Wish, by: Viewer) -> None:
    follow(user=by.user, kind=_kind(row), key=str(row.pk))


def _unfollow(row: Row, before: bool, by: Viewer) -> None:
    if not before:
        unfollow(user=by.user, kind=_kind(row), key=str(row.pk))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


_FOLLOW = Step(
    act=_follow,
    before=lambda row, by: follows(by.user, _kind(row), row.pk),
    take_back=_unfollow,
    changes_row=False,
)
_TAKEN_BACK = gettext_lazy("A change of several records was taken back.")
STEPS: dict[tuple[str, str], Step] = {
    ("task", "accept"): Step(
        act=lambda row, _wish, by: move(task=row, move="accept", by=by),
        take_back=lambda row, _was, by: take_back_acceptance(task=row, version=row.version, by=by),
    ),
    ("task", "delegate"): Step(
        act=lambda row, wish, by: delegate(
            task=row, person=wish.person, by=by, reason=wish.reason
        ),
        before=lambda row, _by: row.person_id,
        take_back=lambda row, was, by: delegate(
            task=row, person=User.objects.filter(pk=was).first(), by=by
        ),
    ),
    ("task", "priority"): Step(
        act=lambda row, wish, by: _change(row, by, priority=wish.priority),
        before=lambda row, _by: row.priority,
        take_back=lambda row, was, by: _change(row, by, priority=was),
    ),
    ("task", "due"): Step(
        act=lambda row, wish, by: _change(row, by, wish.reason, due=wish.due),
        before=lambda row, _by: row.due.isoformat() if row.due else None,
        take_back=lambda row, was, by: _change(row, by, str(_TAKEN_BACK), due=_day(was)),
    ),
    ("task", "approve"): Step(
        act=lambda row, _wish, by: move(task=row, move="approve", by=by),
        why_not=gettext_lazy("What was approved is done, and stays so: assign a new task."),
    ),
    ("task", "cancel"): Step(
        act=lambda row, wish, by: move(task=row, move="cancel", by=by, reason=wish.reason),
        why_not=gettext_lazy("What was cancelled stays so: assign it anew."),
    ),
    ("task", "follow"): _FOLLOW,
    ("commitment", "lead"): Step(
        act=lambda row, wish, by: _set_lead(row, by, wish.lead or None),
        before=lambda row, _by: row.lead_id,
        take_back=lambda row, was, by: _set_lead(row, by, was),
    ),
    ("commitment", "state"): Step(
        act=lambda row, wish, by: _set_state(row, by, wish.state, wish.reason),
        before=lambda row, _by: row.state,
        take_back=lambda row, was, by: _set_state(row, by, was, str(_TAKEN_BACK)),
    ),
    ("commitment", "follow"): _FOLLOW,
}


def run_bulk(*, of: str, keys: Iterable[int], wish: Wish, by: Viewer) -> Run:
    """Do what is wished to every record of a kind that the person may know of."""
    wanted = list(dict.fromkeys(keys))
    if len(wanted) > MOST:
        raise StateError(_("Too many at once: tick at most %(most)s.") % {"most": MOST})
    step, done, failed = STEPS[of, wish.do], [], []
    for row in _rows(of, wanted, by):
        try:
            done.append(_do(row, step, wish, by))
        except ChanceryError as error:
            failed.append(Failed(row.pk, row.reference, str(error)))
    key = secrets.token_hex(8)
    changes = {"of": of, "do": wish.do, "done": _plain(done), "failed": _plain(failed)}
    _tell("bulk.run", key, changes, by)
    run = run_of(by, key)
    assert run is not None
    return run


def take_back(*, run: Run, by: Viewer) -> Run:
    """Put every record of a run back as it was, where nobody has changed it since."""
    check_can_take_back(run)
    step, kept, back = STEPS[run.of, run.do], [], []
    known = {row.pk: row for row in _rows(run.of, [one.key for one in run.done], by)}
    for one in run.done:
        try:
            _take_back(known.get(one.key), one, step, by)
            back.append(one.reference)
        except ChanceryError as error:
            kept.append(Failed(one.key, one.reference, str(error)))
    _tell("bulk.undo", run.key, {"taken_back": back, "kept": _plain(kept)}, by)
    return run_of(by, run.key) or run


def check_can_take_back(run: Run) -> None:
    """Once, within a day, and only what leaves no trace that others act upon."""
    step = STEPS[run.of, run.do]
    if step.take_back is None:
        raise StateError(str(step.why_not))
    if run.taken_back is not None:
        raise StateError(_("This was taken back already."))
    if not run.is_recent:
        raise StateError(_("This can be taken back for one day: change the records themselves."))


def _rows(of: str, keys: list[int], by: Viewer) -> list[Any]:
    rows = access.tasks(by) if of == "task" else register_access.commitments(by)
    known = rows.in_bulk(keys)
    return [known[key] for key in keys if key in known]


@transaction.atomic
def _do(row: Row, step: Step, wish: Wish, by: Viewer) -> Done:
    held: Any = claim(row)
    before, version = step.before(held, by), held.version
    step.act(held, wish, by)
    now = claim(held).version
    if step.changes_row and now == version:
        raise StateError(_("It is so already."))
    return Done(row.pk, row.reference, now, before)


@transaction.atomic
def _take_back(row: Row | None, done: Done, step: Step, by: Viewer) -> None:
    if row is None or step.take_back is None:
        raise StateError(_("It is no longer there for you."))
    held = claim(row, version=done.version if step.changes_row else None)
    step.take_back(held, done.before, by)


@transaction.atomic
def _tell(action: str, key: str, after: dict[str, Any], by: Viewer) -> None:
    changes = {name: [None, value] for name, value in after.items()}
    record(by=by.key, action=action, kind=KIND, key=key, changes=changes)


def _plain(rows: Iterable[Done | Failed]) -> list[list[Any]]:
    return [list(astuple(row)) for row in rows]
