"""What people do on the ladder: raise, answer, hand up, take back.

The task is claimed before its rung is read: of two who answer, the second is told so. What the
answer does to the task is done by the actions of tasks, in the same transaction.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.notices.actions import post
from chancery.people.access import Viewer, viewer_of
from chancery.people.models import Digest, Unit, User
from chancery.people.queries import country_pack
from chancery.register.actions.recording import Changes, claim, guard_of
from chancery.register.numbering import next_reference
from chancery.register.values import BY_HAND, Guard
from chancery.work import access
from chancery.work.actions.asking import decide_extension
from chancery.work.actions.escalation_rows import (
    KIND,
    claim_rung,
    end,
    tell_asked,
    tell_rung,
    told_of,
)
from chancery.work.actions.moves import move
from chancery.work.actions.tasks import change_task, record_task, take_back
from chancery.work.asked import open_extension
from chancery.work.errors import InvalidValuesError
from chancery.work.escalation import rules, words
from chancery.work.escalation.definition import ladder_plan
from chancery.work.escalation.values import AnswerValues
from chancery.work.models import Basis, Escalation, Ruling, Task, Trigger
from chancery.work.numbering import ESCALATION
from chancery.work.queries import task_values
from chancery.work.rules import check_text
from chancery.work.timeliness import local_day
from chancery.work.values import TaskValues

_STATES = Escalation.State


@transaction.atomic
def raise_task(*, task: Task, rung: str, text: str, by: Viewer) -> Escalation:
    """Report what is beyond the unit's authority and ask who has it (báo cáo, xin ý kiến)."""
    row = claim(task)
    rules.check_can_raise(by, row)
    check_text("text", text)
    unit = rules.check_raised_to(by, row, rung)
    made = Escalation(task=row, trigger=Trigger.AUTHORITY, rung=rung, since=_today())
    return _write(made, unit, row.lead_id, text, by)


@transaction.atomic
def answer_escalation(*, escalation: Escalation, values: AnswerValues, by: Viewer) -> Escalation:
    """Answer a rung: what the answer decides about the task happens with it."""
    task = claim(escalation.task)
    row = claim_rung(escalation)
    row.task = task
    rules.check_verdict(by, row, values.verdict, values.answer)
    unit = rules.answering_unit(by, row) or row.to_unit_id
    row.verdict, row.answer = values.verdict, values.answer.strip()
    handed = values.verdict == Ruling.HAND_UP
    end(row, _STATES.HANDED_UP if handed else _STATES.ANSWERED, by=by.user)
    if handed:
        _hand_up(row, values.answer, by)
    elif values.verdict == Ruling.INSTRUCT:
        row.order = _instruct(row, unit, values, by)
        row.save()
    else:
        _decide(row, values, by)
    changes: Changes = {"verdict": [None, values.verdict], "state": ["open", str(row.state)]}
    if row.order:
        changes["order"] = [None, row.order.reference]
    tell_rung(row, "answer", by=by, changes=changes, reason=values.answer)
    _tell_raiser(row, by)
    return row


@transaction.atomic
def withdraw_escalation(*, escalation: Escalation, by: Viewer, reason: str = "") -> Escalation:
    """Take back what was raised, while it waits."""
    task = claim(escalation.task)
    row = claim_rung(escalation)
    row.task = task
    rules.check_can_withdraw(by, row)
    end(row, _STATES.WITHDRAWN, by=by.user)
    changes: Changes = {"state": ["open", "withdrawn"]}
    tell_rung(row, "withdraw", by=by, changes=changes, reason=reason)
    return row


@transaction.atomic
def undo_answer(*, escalation: Escalation, by: Viewer) -> Escalation:
    """Take an answer back that nobody has acted on: the rung waits again."""
    task = claim(escalation.task)
    row = claim_rung(escalation)
    row.task = task
    rules.check_can_undo(by, row)
    was, order = str(row.state), row.order
    for above in row.above.filter(state=_STATES.OPEN).select_for_update():
        end(above, _STATES.WITHDRAWN, by=by.user)
        closed: Changes = {"state": ["open", "withdrawn"]}
        tell_rung(above, "withdraw", by=by, changes=closed, reason=_("The answer was taken back."))
    row.state, row.verdict, row.answer = _STATES.OPEN, "", ""
    row.ended_at = row.ended_by = row.order = None
    row.due = max(row.due, _today() + timedelta(days=1))
    row.save()
    if order is not None:
        take_back(claim(order), _("The answer was taken back."), by)
    tell_rung(row, "undo", by=by, changes={"state": [was, "open"]})
    return row


def _write(made: Escalation, unit: Unit, from_unit: str, text: str, by: Viewer) -> Escalation:
    """A rung that a person raises; who answers for it is told."""
    plan, today = ladder_plan(), _today()
    calendar = country_pack().calendar
    same = made.task.escalations.filter(trigger=made.trigger, since=made.since)
    made.step = max([0, *same.values_list("step", flat=True)]) + 1
    made.reference = next_reference(ESCALATION)
    made.to_unit, made.from_unit_id, made.text = unit, from_unit, text.strip()
    made.raised_by, made.raised_at, made.raised_on = by.user, timezone.now(), today
    made.due = plan.answer_due(made.rung, today, made.task.priority, calendar)
    made.save()
    tell_rung(made, "raise", by=by, changes=told_of(made), reason=text)
    tell_asked([(made, rules.told_at(unit, made.task) - {by.user.pk})], today)
    return made


def _hand_up(row: Escalation, text: str, by: Viewer) -> Escalation:
    """To the lowest rung above on which somebody answers who may know of it."""
    above = rules.rungs_above(row)
    rung, unit = next(((r, u) for r, u in above if rules.told_at(u, row.task)), above[0])
    made = Escalation(
        task=row.task,
        trigger=row.trigger,
        rung=rung,
        since=row.since,
        days_late=row.days_late,
        previous=row,
    )
    return _write(made, unit, row.to_unit_id, text, by)


def _instruct(row: Escalation, unit: str, values: AnswerValues, by: Viewer) -> Task:
    """The task that the answer gives: below the one that went up, but where it would make that a
    whole of parts, which it is not."""
    task, lead = row.task, values.lead or row.task.lead_id
    check_text("text", values.text)
    rules.check_instructed(unit, lead)
    basis = Basis.RESOLVED if unit == lead else Basis.ASSIGNED
    given = TaskValues(
        text=values.text,
        basis=basis.value,
        assigner=unit,
        lead=lead,
        partners=tuple(partner.pk for partner in task.partners.all()),
        due=values.due,
        priority=task.priority,
        commitment_id=task.commitment_id,
        obstacle_id=task.obstacle_id,
    )
    below = (unit, basis) != (task.assigner_id, task.basis) and lead_is_free(task, given)
    guard = Guard(_holder(unit, by), task.sensitivity, guard_of(task).named_units)
    return record_task(given, guard, BY_HAND, by, task if below else None)


def lead_is_free(task: Task, given: TaskValues) -> bool:
    """Whether the task can have one more part of that unit and day, and lies inside its lead's."""
    same = task.children.filter(lead=given.lead, original_due=given.due)
    return task.lead_id in {given.assigner, given.lead} and not same.exists()


def _holder(unit: str, by: Viewer) -> str:
    """The unit in whose name it is, or that of the person who acts for it."""
    if by.writes_for(unit):
        return unit
    return min(own for own in by.own_units if by.writes_for(own))


def _decide(row: Escalation, values: AnswerValues, by: Viewer) -> None:
    task, answer = row.task, values.answer
    if values.verdict in {Ruling.EXTEND, Ruling.DECLINE}:
        _decide_time(row, values, by)
    elif values.verdict == Ruling.AMEND:
        check_text("text", values.text)
        amended = replace(task_values(task), text=values.text.strip())
        change_task(task=task, values=amended, version=task.version, by=by, reason=answer)
    elif values.verdict == Ruling.CANCEL:
        move(task=task, move="cancel", by=by, reason=answer)


def _decide_time(row: Escalation, values: AnswerValues, by: Viewer) -> None:
    task, asked = row.task, open_extension(row.task)
    if asked is not None:
        granted = values.verdict == Ruling.EXTEND
        due = values.due if granted else None
        decide_extension(extension=asked, granted=granted, due=due, by=by, answer=values.answer)
        return
    if values.due is None or (task.due and values.due <= task.due):
        raise InvalidValuesError({"due": [_("Name a later day than the due date in force.")]})
    later = replace(task_values(task), due=values.due)
    change_task(task=task, values=later, version=task.version, by=by, reason=values.answer)


def _tell_raiser(row: Escalation, by: Viewer) -> None:
    """Who raised it is told that there is an answer; nobody where the clock did."""
    first: Escalation | None = row
    while first and first.previous and first.raised_by_id is None:
        first = first.previous
    person: User | None = first.raised_by if first else None
    if person is None or person.pk == by.user.pk or not person.is_active:
        return
    if not access.tasks(viewer_of(person)).filter(pk=row.task_id).exists():
        return
    said = words.answered(person, row)
    post(
        to=person,
        kind=KIND,
        key=f"{KIND}-answer:{row.pk}:{row.ended_at:%Y%m%d%H%M%S}",
        subject=said.subject,
        body=said.body,
        link=words.ESCALATION_PAGE.format(row.pk),
        by_mail=person.digest != Digest.OFF,
    )


def _today() -> date:
    return local_day(timezone.now(), country_pack().time_zone)
