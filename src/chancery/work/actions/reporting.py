"""What is told of a task while it is done: acceptance, contributions, progress.

History tells that something was said and by whom; the words stay on their rows, where access to
drafts is checked and a purge finds them.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.people.access import Viewer
from chancery.register.actions.recording import Changes, check_columns, claim, tell
from chancery.work import rules
from chancery.work.errors import ChangedMeanwhileError
from chancery.work.models import Acceptance, Contribution, Progress, Task


@transaction.atomic
def accept_coordination(*, task: Task, unit: str, by: Viewer) -> Acceptance:
    """A coordinating unit takes note that it must contribute; once."""
    row = claim(task)
    rules.check_can_coordinate(by, row, unit)
    return _accept(row, unit, by)


@transaction.atomic
def contribute(*, task: Task, unit: str, text: str, by: Viewer) -> Contribution:
    """What a coordinating unit brings; whoever contributes has accepted."""
    row = claim(task)
    rules.check_can_contribute(by, row, unit)
    rules.check_text("text", text)
    if not row.acceptances.filter(unit=unit).exists():
        _accept(row, unit, by)
    given = Contribution.objects.create(
        task=row, unit_id=unit, text=text.strip(), given_by=by.user, given_at=timezone.now()
    )
    tell(
        row, "contribute", by=by, changes={"contribution": [None, given.pk], "unit": [None, unit]}
    )
    return given


def _accept(task: Task, unit: str, by: Viewer) -> Acceptance:
    accepted = Acceptance.objects.create(
        task=task, unit_id=unit, accepted_by=by.user, accepted_at=timezone.now()
    )
    tell(task, "coordinate", by=by, changes={"unit": [None, unit]})
    return accepted


@transaction.atomic
def report_progress(  # noqa: PLR0913 - what an update says
    *,
    task: Task,
    period: date,
    health: str,
    text: str,
    by: Viewer,
    difficulty: str = "",
    proposal: str = "",
) -> Progress:
    """One update: of a head it is reported at once, of an officer it is a draft for the head."""
    row = claim(task)
    rules.check_can_report(by, row)
    rules.check_text("text", text)
    rules.check_period(row, period)
    progress = Progress(task=row, unit_id=row.lead_id, period=period, health=health, text=text)
    progress.difficulty, progress.proposal = difficulty, proposal
    _keep(progress, by)
    _tell(progress, "progress", by)
    return progress


@transaction.atomic
def change_progress(  # noqa: PLR0913 - what an update says
    *,
    progress: Progress,
    period: date,
    health: str,
    text: str,
    version: int,
    by: Viewer,
    difficulty: str = "",
    proposal: str = "",
) -> Progress:
    """Write a draft anew, one that was returned too: it waits for the head again."""
    task = claim(progress.task)
    row = _read_again(progress, task)
    rules.check_can_change_progress(by, row)
    _check_version(row, version)
    rules.check_text("text", text)
    rules.check_period(task, period, but=row)
    row.period, row.health, row.text = period, health, text
    row.difficulty, row.proposal = difficulty, proposal
    row.version += 1
    _keep(row, by)
    _tell(row, "progress_change", by)
    return row


@transaction.atomic
def approve_progress(*, progress: Progress, by: Viewer, version: int | None = None) -> Progress:
    """The head of the unit stands behind it: from now on it is reported outside.

    With the ``version`` that the head has read, what was rewritten meanwhile is not approved.
    """
    row = _to_decide(progress, by, version)
    _decide(row, Progress.State.APPROVED, "", by)
    _tell(row, "progress_approve", by)
    return row


@transaction.atomic
def return_progress(
    *, progress: Progress, answer: str, by: Viewer, version: int | None = None
) -> Progress:
    """Give it back to its author, saying what is missing."""
    row = _to_decide(progress, by, version)
    rules.check_text("answer", answer)
    _decide(row, Progress.State.RETURNED, answer, by)
    _tell(row, "progress_return", by)
    return row


@transaction.atomic
def withdraw_draft(*, progress: Progress, by: Viewer) -> None:
    """Take back what waits for the head, by who wrote it; what was approved stays reported."""
    row = _read_again(progress, claim(progress.task))
    rules.check_can_change_progress(by, row)
    row.delete()
    tell(row.task, "progress_withdraw", by=by, changes={"period": [str(row.period), None]})


def _to_decide(progress: Progress, by: Viewer, version: int | None) -> Progress:
    row = _read_again(progress, claim(progress.task))
    rules.check_can_decide_progress(by, row)
    if version is not None:
        _check_version(row, version)
    return row


def _keep(progress: Progress, by: Viewer) -> None:
    """As its author leaves it: a draft, unless they are the head of the unit."""
    progress.text = progress.text.strip()
    progress.difficulty, progress.proposal = progress.difficulty.strip(), progress.proposal.strip()
    progress.written_by, progress.written_at = by.user, timezone.now()
    progress.state, progress.answer = Progress.State.DRAFT, ""
    progress.decided_by, progress.decided_at = None, None
    check_columns(progress)
    if by.heads(progress.unit_id):
        _decide(progress, Progress.State.APPROVED, "", by)
    else:
        progress.save()


def _decide(progress: Progress, state: Progress.State, answer: str, by: Viewer) -> None:
    progress.state, progress.answer = state, answer.strip()
    progress.decided_by, progress.decided_at = by.user, timezone.now()
    progress.save()
    if state == Progress.State.APPROVED:
        _keep_reported(progress.task, progress.period)


def _keep_reported(task: Task, period: date) -> None:
    """A task knows up to when it was reported on: lists ask it of all that is open."""
    task.reported_until = max(period, task.reported_until or period)
    task.save(update_fields=["reported_until"])


def _tell(progress: Progress, action: str, by: Viewer) -> None:
    """How it stands is told once it is approved: until then it is the lead unit's own matter."""
    changes: Changes = {"progress": [None, progress.pk], "period": [None, str(progress.period)]}
    if progress.state == Progress.State.APPROVED:
        changes["health"] = [None, str(progress.health)]
    tell(progress.task, action, by=by, changes=changes)


def _read_again(progress: Progress, task: Task) -> Progress:
    """The update as it stands now that its task is claimed."""
    row = Progress.objects.get(pk=progress.pk)
    row.task = task
    return row


def _check_version(progress: Progress, version: int) -> None:
    if progress.version == version:
        return
    raise ChangedMeanwhileError(
        who=progress.written_by.full_name,
        when=progress.written_at,
        fields=(str(_("progress")),),
    )
