"""Urging (đôn đốc): sending letters, taking them back, answering them.

A letter changes no due date and no clock of what it urges: only what the unit then does counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.notices.actions import post, recall
from chancery.people.access import Viewer
from chancery.people.models import Digest, User
from chancery.people.queries import country_pack
from chancery.register.actions.recording import Changes, claim
from chancery.register.numbering import next_reference
from chancery.work.actions.asking import ask_extension
from chancery.work.actions.escalating import raise_task
from chancery.work.actions.moves import move
from chancery.work.actions.reporting import report_progress
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.escalation import urging_rules as rules
from chancery.work.escalation import words
from chancery.work.escalation.grounds import Holds, grounds_of, tasks_by_clock
from chancery.work.escalation.ladder import Known
from chancery.work.escalation.plan import URGED
from chancery.work.escalation.values import LetterValues, ReplyValues
from chancery.work.models import Task, UrgedTask, Urging
from chancery.work.numbering import URGING
from chancery.work.recipients import active_people, staff
from chancery.work.timeliness import local_day

KIND = "urging"
HELD = timedelta(minutes=10)
"""How long the mail of a letter is held back: until then it can be taken back."""
_ANSWER = UrgedTask.Answer


@transaction.atomic
def send_letters(*, letters: Iterable[LetterValues], by: Viewer) -> list[Urging]:
    """Send them all, or none: one letter to each unit over all its tasks."""
    return [_send(values, by) for values in letters]


@transaction.atomic
def take_back_letter(*, urging: Urging, by: Viewer) -> Urging:
    """Take a letter back while none of its mails went out and nobody has read it."""
    row = Urging.objects.select_for_update().get(pk=urging.pk)
    rules.check_can_take_back(by, row)
    if not recall(key=f"{KIND}:{row.pk}"):
        raise StateError(
            _("The letter has gone out or been read: it can no longer be taken back.")
        )
    row.withdrawn_at = timezone.now()
    row.save()
    _tell(row, "withdraw", by, {"withdrawn_at": [None, row.withdrawn_at.isoformat()]})
    return row


@transaction.atomic
def answer_urging(*, line: UrgedTask, values: ReplyValues, by: Viewer) -> UrgedTask:
    """Answer about one task: report progress, ask for time, ask who has authority, or accept.

    What is answered is done to the task as if it had been done on its own page.
    """
    task = claim(line.task)
    row = UrgedTask.objects.select_for_update(of=("self",)).get(pk=line.pk)
    row.task = task
    rules.check_can_reply(by, row)
    _apply(row, values, by)
    row.answer = values.answer
    row.words = "" if row.progress else values.text.strip()
    row.answered_by, row.answered_at = by.user, timezone.now()
    row.save()
    changes: Changes = {"answer": [None, values.answer]}
    _tell(row.urging, "answer", by, changes)
    return row


def _apply(row: UrgedTask, values: ReplyValues, by: Viewer) -> None:
    if values.answer == _ANSWER.PROGRESS:
        row.progress = report_progress(
            task=row.task,
            period=values.period or local_day(timezone.now(), _zone()),
            health=values.health or "at_risk",
            text=values.text,
            difficulty=values.difficulty,
            proposal=values.proposal,
            by=by,
        )
    elif values.answer == _ANSWER.TIME:
        if values.due is None:
            raise InvalidValuesError({"due": [_("Name the day that is asked for.")]})
        row.extension = ask_extension(task=row.task, due=values.due, reason=values.text, by=by)
    elif values.answer == _ANSWER.HIGHER:
        row.escalation = raise_task(task=row.task, rung=values.rung, text=values.text, by=by)
    elif values.answer == _ANSWER.ACCEPTED:
        move(task=row.task, move="accept", by=by)
    else:
        raise InvalidValuesError({"answer": [_("Choose one of the answers.")]})


def _send(values: LetterValues, by: Viewer) -> Urging:
    keys = set(values.tasks)
    rules.check_letter(values.opening, values.closing, values.reply_by, len(keys))
    tasks = list(tasks_by_clock(Task.objects.filter(pk__in=keys)).defer(None))
    if len(tasks) != len(keys):
        raise StateError(_("Some of these tasks are closed meanwhile: open the list again."))
    for task in tasks:
        rules.check_can_urge(by, task, values.by_unit, values.to_unit)
    now = timezone.now()
    row = Urging.objects.create(
        reference=next_reference(URGING),
        by_unit_id=values.by_unit,
        to_unit_id=values.to_unit,
        number=values.number.strip(),
        opening=values.opening.strip(),
        closing=values.closing.strip(),
        reply_by=values.reply_by,
        sent_by=by.user,
        sent_at=now,
        sent_on=local_day(now, _zone()),
    )
    lines = [_line(row, task, now) for task in tasks]
    UrgedTask.objects.bulk_create(lines)
    changes: Changes = {
        "tasks": [None, len(tasks)],  # which: who reads the letter may not know of each
        "to_unit": [None, row.to_unit_id],
        "reply_by": [None, row.reply_by.isoformat()],
    }
    _tell(row, "send", by, changes)
    _post(row, lines, now)
    return row


def _line(row: Urging, task: Task, now: datetime) -> UrgedTask:
    held = grounds_of(task, now)
    ground: Holds | None = next((held[event] for event in URGED if event in held), None)
    if ground is None:
        raise StateError(
            _("%(reference)s need not be urged now: take it off the letter.")
            % {"reference": task.reference}
        )
    return UrgedTask(
        urging=row, task=task, trigger=ground.event, since=ground.since, days_late=ground.days
    )


def _post(row: Urging, lines: list[UrgedTask], now: datetime) -> None:
    """To who writes for the unit, each about the tasks that they may know of."""
    everybody = active_people()
    people = staff(everybody, row.sent_on).writers_of(row.to_unit_id)
    users: dict[int, User] = {person.pk: person for person in everybody}
    known = Known(frozenset(line.task_id for line in lines), users)
    for key in sorted(people):
        seen = [line for line in lines if known.may_know(key, line.task_id)]
        if not seen:
            continue
        said = words.urged(users[key], row, seen)
        post(
            to=users[key],
            kind=KIND,
            key=f"{KIND}:{row.pk}",
            subject=said.subject,
            body=said.body,
            link=words.URGING_PAGE.format(row.pk),
            by_mail=users[key].digest != Digest.OFF,
            not_before=now + HELD,
        )


def _tell(row: Urging, action: str, by: Viewer, changes: Changes) -> None:
    record(
        by=by.key,
        action=f"{KIND}.{action}",
        kind=KIND,
        key=row.pk,
        changes=changes,
        label=row.reference,
    )


def _zone() -> str:
    return country_pack().time_zone
