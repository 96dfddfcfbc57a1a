"""Lines of letters that need no answer any more: what the unit did meanwhile answers them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chancery.work.escalation.grounds import UNANSWERED
from chancery.work.models import Extension, Progress, TaskState, UrgedTask
from chancery.work.rules import CLOSED

_ANSWER = UrgedTask.Answer


@transaction.atomic
def settle_letters(*, now: datetime) -> int:
    """Take what was reported, asked, accepted or finished since a letter as its answer."""
    waiting = UrgedTask.objects.filter(UNANSWERED, urging__withdrawn_at__isnull=True)
    number = 0
    for line in waiting.select_related("task", "urging").select_for_update(of=("self",)):
        number += _settle(line, now)
    return number


def _settle(line: UrgedTask, now: datetime) -> bool:
    task, sent = line.task, line.urging.sent_at
    told = task.progress.filter(state=Progress.State.APPROVED, decided_at__gt=sent)
    progress = told.order_by("decided_at").first()
    asked: Extension | None = task.extensions.filter(asked_at__gt=sent).first()
    if progress:
        _answer(line, _ANSWER.PROGRESS, now, progress=progress)
    elif asked:
        _answer(line, _ANSWER.TIME, now, extension=asked, words=asked.reason)
    elif task.state in CLOSED or task.state == TaskState.SUBMITTED:
        _answer(line, _ANSWER.SETTLED, now)
    elif task.accepted_at and task.accepted_at > sent:
        _answer(line, _ANSWER.ACCEPTED, now)
    else:
        return False
    return True


def _answer(line: UrgedTask, answer: str, now: datetime, **values: object) -> None:
    line.answer, line.answered_at = answer, now
    for name, value in values.items():
        setattr(line, name, value)
    line.save()
