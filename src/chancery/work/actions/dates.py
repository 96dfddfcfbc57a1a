"""The due date of a task: what may be kept, and what a change of it leaves behind."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.queries import events_of
from chancery.people.access import Viewer
from chancery.people.queries import country_pack
from chancery.reference import PackError
from chancery.register.actions.recording import Changes
from chancery.work import rules
from chancery.work.errors import InvalidValuesError
from chancery.work.models import Extension, Task, TaskState
from chancery.work.models.asking import Decision
from chancery.work.timeliness import closing_day


def check_due(due: date | None) -> None:
    """A day that the working calendar reaches: in a year unknown to it nothing can be on time."""
    if due is None:
        return
    try:
        closing_day(due, country_pack().calendar)
    except PackError as error:
        message = _("The working calendar does not reach %(year)s: check the due date.")
        raise InvalidValuesError({"due": [message % {"year": due.year}]}) from error


def put_due(task: Task, due: date | None) -> Changes:
    """Put a date in force that people decided; the original one stays. For history."""
    changes: Changes = {"due": [_iso(task.due), _iso(due)]}
    task.due = due
    task.original_due = task.original_due or due
    task.inferred = [name for name in task.inferred if name != "due"]
    return changes


def count_extension(task: Task, granted: Extension) -> None:
    """A task that is about to be saved knows how often it was given more time: lists sum it."""
    if granted.is_later:
        task.extensions_given += 1


def is_correction(task: Task) -> bool:
    """Nobody has accepted the task yet, nor asked for another date: what was noted is put right."""
    is_occurrence = task.parent is not None and bool(task.parent.recurrence)
    if task.state != TaskState.ASSIGNED or is_occurrence or task.extensions.exists():
        return False
    return not events_of("task", task.pk).filter(action="task.accept").exists()


def keep_old_due(task: Task, due: date | None, reason: str, by: Viewer) -> None:
    """A date that was changed with the task's content counts as one that was asked and granted."""
    now = timezone.now()
    asked = Extension.objects.create(
        task=task,
        unit_id=task.lead_id if rules.leads(by, task) else task.assigner_id,
        reason=reason.strip(),
        asked_by=by.user,
        asked_at=now,
        due_before=task.due,
        due_asked=due,
        due_granted=due,
        state=Decision.GRANTED,
        decided_by=by.user,
        decided_at=now,
        decision_days=0,
    )
    count_extension(task, asked)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
