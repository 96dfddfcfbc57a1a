"""Moving a task along the table of its states."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register.actions.recording import Changes, claim, save, tell
from chancery.work import rules
from chancery.work.actions.asking import close_questions
from chancery.work.actions.wholes import whole_follows
from chancery.work.clock import kept_from, response_days
from chancery.work.errors import StateError
from chancery.work.models import Task, TaskState
from chancery.work.models.asking import Decision


@transaction.atomic
def move(
    *, task: Task, move: str, by: Viewer, reason: str = "", at: datetime | None = None
) -> Task:
    """Make one move of ``rules.MOVES``; ``at`` is when it happened, now unless said.

    The whole that the task is a part of follows; cancelling a whole cancels its open parts.
    """
    row = claim(task)
    line = rules.check_move(by, row, move, reason)
    moment = _moment(row, at)
    if move == "cancel":
        for part in row.children.filter(state__in=rules.OPEN).select_for_update():
            _cancel_part(part, by, reason)
    changes = _apply(row, line.target, moment)
    if line.target in rules.CLOSED:
        close_questions(row, by, reason)
    save(row)
    tell(row, move, by=by, changes=changes, reason=reason)
    whole_follows(row, by)
    return row


def _moment(task: Task, at: datetime | None) -> datetime:
    now = timezone.now()
    moment = at or now
    if moment > now:
        raise StateError(_("This moment has not come yet."))
    if task.submitted_at and moment < task.submitted_at:
        raise StateError(_("This would come before the task was submitted."))
    return moment


def _apply(task: Task, target: str, moment: datetime) -> Changes:
    """Bring the task into the state, with the times that go with it; what changed, for history."""
    names = ("state", "accepted_at", "submitted_at", "done_at")
    before = [_told(getattr(task, name)) for name in names]
    task.state = target
    if target == TaskState.ACCEPTED:
        task.accepted_at = moment
        task.response_days = response_days(_given_at(task), moment)
    elif target == TaskState.SUBMITTED:
        task.submitted_at, task.kept_from = moment, kept_from(task, moment)
    elif target == TaskState.RETURNED:
        task.submitted_at = task.kept_from = None
    elif target == TaskState.DONE:
        assert task.submitted_at is not None  # only what was submitted is approved
        task.done_at, task.approval_days = moment, response_days(task.submitted_at, moment)
    after = [_told(getattr(task, name)) for name in names]
    pairs = zip(names, before, after, strict=True)
    return {name: [old, new] for name, old, new in pairs if old != new}


def _given_at(task: Task) -> datetime:
    """A lead that came later was given the task when it was granted."""
    granted = task.lead_proposals.filter(state=Decision.GRANTED).order_by("decided_at").last()
    return (granted and granted.decided_at) or task.created_at


def _told(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, datetime) else value and str(value)


def _cancel_part(part: Task, by: Viewer, reason: str) -> None:
    for below in part.children.filter(state__in=rules.OPEN).select_for_update():
        _cancel_part(below, by, reason)
    changes = _apply(part, TaskState.CANCELLED, timezone.now())
    close_questions(part, by, reason)
    save(part)
    tell(part, "cancel", by=by, changes=changes, reason=reason)
