"""What a lead unit asks of its assigner, and the answer: more time, another lead.

The task is claimed before its question is read: of two who answer, the second is told so.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from chancery.people.access import Viewer
from chancery.people.models import Unit
from chancery.register.actions.recording import Changes, claim, rows_of, save, tell
from chancery.register.rules import check_reason
from chancery.work import rules
from chancery.work.actions.dates import check_due, count_extension, put_due
from chancery.work.actions.escalation_rows import close_rungs
from chancery.work.actions.wholes import whole_follows
from chancery.work.clock import response_days
from chancery.work.models import Extension, LeadProposal, Task, TaskState
from chancery.work.models.asking import Decision

Q = TypeVar("Q", Extension, LeadProposal)
_ENDED = {str(TaskState.DONE): "finished", str(TaskState.CANCELLED): "cancelled"}


@transaction.atomic
def ask_extension(*, task: Task, due: date, reason: str, by: Viewer) -> Extension:
    """Ask for another due date. An earlier one, or the first one, is nobody's to refuse.

    A later one waits for the assigner and changes nothing until it is granted.
    """
    row = claim(task)
    rules.check_can_ask_extension(by, row)
    rules.check_new_due(row, due)
    check_due(due)
    asked = Extension(due_before=row.due, due_asked=due, **_question(row, reason, by))
    if asked.is_later:
        check_reason(reason)
        asked.save()
        changes: Changes = {"due_asked": [None, due.isoformat()]}
        tell(row, "extension_ask", by=by, changes=changes, reason=reason)
        return asked
    asked.due_granted = due
    _decide(asked, Decision.GRANTED, "", by)
    changes = put_due(row, due)
    save(row)
    tell(row, "due", by=by, changes=changes, reason=reason)
    return asked


@transaction.atomic
def decide_extension(
    *,
    extension: Extension,
    granted: bool,
    by: Viewer,
    due: date | None = None,
    answer: str = "",
) -> Extension:
    """Grant the date asked for, or ``due`` instead of it; or decline with an answer."""
    row = claim(extension.task)
    asked = _read_again(extension, row)
    rules.check_can_decide_extension(by, asked)
    rules.check_answer(granted, answer)
    if not granted:
        _decide(asked, Decision.DECLINED, answer, by)
        tell(row, "extension_decline", by=by, changes=_told_due(asked), reason=answer)
        return asked
    asked.due_before, asked.due_granted = row.due, due or asked.due_asked
    rules.check_granted_due(row, asked.due_granted)
    check_due(asked.due_granted)
    _decide(asked, Decision.GRANTED, answer, by)
    count_extension(row, asked)
    changes = put_due(row, asked.due_granted)
    save(row)
    tell(row, "extension_grant", by=by, changes=changes, reason=answer)
    return asked


@transaction.atomic
def withdraw_extension(*, extension: Extension, by: Viewer) -> Extension:
    """Take back a question that waits."""
    row = claim(extension.task)
    asked = _read_again(extension, row)
    rules.check_can_withdraw_extension(by, asked)
    _decide(asked, Decision.WITHDRAWN, "", by)
    tell(row, "extension_withdraw", by=by, changes=_told_due(asked))
    return asked


@transaction.atomic
def propose_lead(*, task: Task, proposed: str, reason: str, by: Viewer) -> LeadProposal:
    """Say which unit should lead instead. Until the assigner agrees, this one does."""
    row = claim(task)
    rules.check_can_propose_lead(by, row, proposed)
    check_reason(reason)
    asked = LeadProposal(proposed_id=proposed, **_question(row, reason, by))
    asked.save()
    tell(row, "lead_propose", by=by, changes={"proposed": [None, proposed]}, reason=reason)
    return asked


@transaction.atomic
def decide_lead(
    *, proposal: LeadProposal, granted: bool, by: Viewer, answer: str = ""
) -> LeadProposal:
    """Give the task to the unit proposed, which has to accept it; or decline with an answer."""
    row = claim(proposal.task)
    asked = _read_again(proposal, row)
    rules.check_can_decide_lead(by, asked)
    rules.check_answer(granted, answer)
    if not granted:
        _decide(asked, Decision.DECLINED, answer, by)
        changes: Changes = {"proposed": [asked.proposed_id, None]}
        tell(row, "lead_decline", by=by, changes=changes, reason=answer)
        return asked
    rules.check_may_be_led_by(row, asked.proposed_id)
    _decide(asked, Decision.GRANTED, answer, by)
    _give(row, asked.proposed, by, answer)
    return asked


@transaction.atomic
def withdraw_lead_proposal(*, proposal: LeadProposal, by: Viewer) -> LeadProposal:
    """Take back a proposal that waits."""
    row = claim(proposal.task)
    asked = _read_again(proposal, row)
    rules.check_can_withdraw_lead(by, asked)
    _decide(asked, Decision.WITHDRAWN, "", by)
    tell(row, "lead_withdraw", by=by, changes={"proposed": [asked.proposed_id, None]})
    return asked


def close_questions(task: Task, by: Viewer, answer: str) -> None:
    """What ends a task, or its lead's part in it, ends what was asked: by whom is kept."""
    close_rungs(task, _ENDED.get(task.state, "lead"), by=by)
    for asked in task.extensions.filter(state=Decision.OPEN):
        _decide(asked, Decision.WITHDRAWN, answer, by)
        tell(task, "extension_withdraw", by=by, changes=_told_due(asked), reason=answer)
    for proposal in task.lead_proposals.filter(state=Decision.OPEN):
        _decide(proposal, Decision.WITHDRAWN, answer, by)
        changes: Changes = {"proposed": [proposal.proposed_id, None]}
        tell(task, "lead_withdraw", by=by, changes=changes, reason=answer)


def begin_anew(task: Task, state: TaskState = TaskState.ASSIGNED) -> Changes:
    """A new lead names its own person and has to accept; what changed, for history."""
    changes: Changes = {"state": [str(task.state), str(state)]}
    if task.person is not None:
        changes["person"] = [task.person.username, None]
    task.state, task.person = state, None
    task.accepted_at = timezone.now() if state == TaskState.ACCEPTED else None
    task.response_days = None
    return {name: pair for name, pair in changes.items() if pair[0] != pair[1]}


def _give(task: Task, lead: Unit, by: Viewer, answer: str) -> None:
    """A standing order takes its open occurrences along, but those that wait for approval."""
    waiting = task.children.filter(state__in=rules.OPEN - {str(TaskState.SUBMITTED)})
    occurrences = list(waiting.select_for_update()) if task.recurrence else []
    for row in [task, *occurrences]:
        changes: Changes = {"lead": [row.lead_id, lead.pk], **begin_anew(row)}
        row.lead = lead
        row.coordinating.remove(lead)
        if row.sensitivity == "restricted":
            row.named_units.add(*rows_of("lead", Unit, [lead.pk]))
        close_questions(row, by, answer)
        save(row)
        tell(row, "lead_grant", by=by, changes=changes, reason=answer)
    whole_follows(task, by)


def _question(task: Task, reason: str, by: Viewer) -> dict[str, object]:
    return {
        "task": task,
        "unit_id": task.lead_id,
        "reason": reason.strip(),
        "asked_by": by.user,
        "asked_at": timezone.now(),
    }


def _read_again(asked: Q, task: Task) -> Q:
    """The question as it stands now that its task is claimed."""
    found = type(asked)._default_manager.get(pk=asked.pk)  # noqa: SLF001
    found.task = task
    return found


def _decide(asked: Extension | LeadProposal, state: Decision, answer: str, by: Viewer) -> None:
    asked.state, asked.answer = state, answer.strip()
    asked.decided_by, asked.decided_at = by.user, timezone.now()
    if isinstance(asked, Extension):
        asked.decision_days = response_days(asked.asked_at, asked.decided_at)
    asked.save()


def _told_due(asked: Extension) -> Changes:
    return {"due_asked": [asked.due_asked and asked.due_asked.isoformat(), None]}
