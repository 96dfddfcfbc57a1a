"""Reminding people, and keeping when the clock was looked at.

Run twice at one moment, or by two processes at once, it tells nobody twice: a letter is once per
person and day, a reminder once per task, person, rule and occasion, an alarm once per date of an
agreement, a step once per case and day of it, in one transaction each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from chancery.history.actions import record
from chancery.notices.actions import post
from chancery.notices.models import Notice
from chancery.people.access import viewer_of
from chancery.people.models import Digest, User
from chancery.people.queries import country_pack
from chancery.register.agreements.alarm_rules import alarms
from chancery.work import access
from chancery.work.alarming import fresh_for, ringing_now
from chancery.work.consultations.reminding import fresh_for as fresh_questions
from chancery.work.consultations.reminding import questions_now
from chancery.work.digest import Content, letter
from chancery.work.models import (
    AlarmTold,
    CallReminder,
    ConsultationTold,
    Reminder,
    Run,
    StepTold,
)
from chancery.work.mornings import whose_morning_came
from chancery.work.recipients import active_people, staff, zone_of
from chancery.work.reminded import Told, told_now
from chancery.work.reminder_rules import plan
from chancery.work.reviews.reminding import awaited_now, fresh_calls
from chancery.work.steps import fresh_steps, kept_step, steps_now
from chancery.work.timeliness import local_day

KEPT = timedelta(days=60)
"""How long runs are remembered."""
DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many letters were posted, about how many reminders."""

    letters: int = 0
    reminders: int = 0


def begin_run(*, now: datetime) -> Run:
    """Keep that the clock is looked at; a run that is never finished does not count as one."""
    return Run.objects.create(started_at=timezone.now(), until=now)


@transaction.atomic
def finish_run(
    *, run: Run, opened: int, reminded: Reminded, sent: int, failed: int, escalated: int = 0
) -> Run:
    """Keep what the run did; history is told when it did something for people."""
    run.finished_at = max(timezone.now(), run.started_at)
    run.opened, run.reminded, run.sent, run.failed = opened, reminded.reminders, sent, failed
    run.escalated = escalated
    run.save()
    Run.objects.filter(started_at__lt=run.started_at - KEPT).delete()
    if opened or reminded.letters or escalated:
        changes = {
            "opened": [None, opened],
            "letters": [None, reminded.letters],
            "reminded": [None, reminded.reminders],
            "escalated": [None, escalated],
        }
        record(by="system", action="work.run", kind="run", key=run.pk, changes=changes)
    return run


def remind(*, now: datetime, since: datetime | None = None) -> Reminded:
    """Post a letter to everybody whose morning has come since ``since``, the last finished run.

    Only about what the person may see now. What was told before is not told
    again.
    """
    found, rules = plan(), alarms().rules
    people = active_people()
    due = whose_morning_came(people, now, since)
    if not due:
        return Reminded()
    posts = staff(people, timezone.localdate(now))
    told, rings = told_now(found, posts, now), ringing_now(rules, posts, now)
    asked, calls = questions_now(found, posts, now), awaited_now(found, posts, now)
    steps = steps_now(found, posts, now)
    letters = reminders = 0
    for person in due:
        pk = person.pk
        what = Content(
            told.get(pk, []),
            rings.get(pk, []),
            asked.get(pk, []),
            calls.get(pk, []),
            steps.get(pk, []),
        )
        number = _tell(person, what, now)
        letters, reminders = letters + bool(number), reminders + number
    return Reminded(letters, reminders)


def last_run(now: datetime) -> datetime | None:
    """Up to when the clock has been looked at; a moment that has not come yet does not count."""
    past = Run.objects.filter(finished_at__isnull=False, until__lte=now)
    moment: datetime | None = past.aggregate(moment=Max("until"))["moment"]
    return moment


def _tell(person: User, what: Content, now: datetime) -> int:
    """Post one letter about what is new to the person; of how many things it tells."""
    seen = _that_may_be_seen(person, what.tasks)
    with transaction.atomic():
        fresh = Content(
            _not_told_before(person, seen),
            fresh_for(person, what.alarms),
            fresh_questions(person, what.questions),
            fresh_calls(person, what.calls),
            fresh_steps(person, what.steps),
        )
        if not len(fresh):
            return 0
        day = local_day(now, zone_of(person, timezone.localdate(now), country_pack().time_zone))
        said = letter(person, fresh, day)
        notice = post(
            to=person,
            kind=DIGEST,
            key=f"{DIGEST}:{day.isoformat()}",
            subject=said.subject,
            body=said.body,
            link="/",
            by_mail=person.digest != Digest.OFF,
        )
        if notice is None:  # another process has just told them
            return 0
        _keep(person, fresh, now, notice)
    return len(fresh)


def _keep(person: User, fresh: Content, now: datetime, notice: Notice) -> None:
    """What was told is not told again."""
    common: dict[str, Any] = {"to": person, "made_at": now, "notice": notice}
    Reminder.objects.bulk_create(
        Reminder(task_id=one.task, rule=one.rule, due=one.due, occasion=one.occasion, **common)
        for one in fresh.tasks
    )
    AlarmTold.objects.bulk_create(
        AlarmTold(
            agreement_id=one.agreement,
            rule=one.rule,
            event=one.event,
            day=one.day,
            occasion=one.occasion,
            **common,
        )
        for one in fresh.alarms
    )
    ConsultationTold.objects.bulk_create(
        ConsultationTold(asked_id=one.asked, rule=one.rule, occasion=one.occasion, **common)
        for one in fresh.questions
    )
    CallReminder.objects.bulk_create(
        CallReminder(call_id=one.call, rule=one.rule, due=one.due, occasion=one.occasion, **common)
        for one in fresh.calls
    )
    steps = [kept_step(one) for one in fresh.steps]
    for row in steps:
        row.to, row.made_at, row.notice = person, now, notice
    StepTold.objects.bulk_create(steps)


def _that_may_be_seen(person: User, told: list[Told]) -> list[Told]:
    if not told:
        return []
    wanted = {one.task for one in told}
    visible = access.tasks(viewer_of(person)).filter(pk__in=wanted)
    seen = set(visible.values_list("pk", flat=True))
    return [one for one in told if one.task in seen]


def _not_told_before(person: User, told: list[Told]) -> list[Told]:
    if not told:
        return []
    rows = Reminder.objects.filter(to=person, task__in={one.task for one in told})
    before = set(rows.values_list("task_id", "rule", "occasion"))
    return [one for one in told if (one.task, one.rule, one.occasion) not in before]
