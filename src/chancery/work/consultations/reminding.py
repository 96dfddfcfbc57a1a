"""Whom to tell now of which questions: the rules of ``definitions/reminders.yaml`` asked for each
unit that has not replied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from chancery.people.access import viewer_of
from chancery.people.models import User
from chancery.people.queries import country_pack
from chancery.work.consultations import access
from chancery.work.models import (
    ConsultationExtension,
    ConsultationState,
    ConsultationTold,
    ConsultedUnit,
)
from chancery.work.models.asking import Decision
from chancery.work.recipients import Staff
from chancery.work.reminding import Plan, current
from chancery.work.timeliness import local_day


@dataclass(frozen=True, slots=True)
class Question:
    """One question to one unit that a person is told of, under one rule."""

    asked: int
    consultation: int
    reference: str
    rule: str
    event: str
    occasion: date
    due: date
    since: date
    """The day on which the unit is to reply, or since when something waits."""
    days: int
    """Working days left until then; negative when it has passed."""


def questions_now(plan: Plan, people: Staff, now: datetime) -> dict[int, list[Question]]:
    """Every person's questions that are to be told at ``now``, told before or not.

    Days are those of the home country; three queries for any number of questions.
    """
    found: dict[int, list[Question]] = defaultdict(list)
    pack = country_pack()
    today = local_day(now, pack.time_zone)
    for one in _unanswered():
        assert one.due is not None
        left = pack.calendar.working_days_between(today, one.due)
        for event, anchor in _anchors(one, pack.time_zone):
            occasion = current(plan.of(event), anchor, today, pack.calendar)
            if occasion is None:
                continue
            rule = occasion.rule
            told = Question(
                one.pk, one.consultation_id, one.consultation.reference, rule.name, event,
                occasion.day, one.due, anchor, left,
            )  # fmt: skip
            for person in {p for who in rule.to for p in _reached(one, who, people)}:
                found[person].append(told)
    return found


def fresh_for(person: User, told: list[Question]) -> list[Question]:
    """Those that the person may see now and was not told of before."""
    if not told:
        return []
    wanted = {one.asked for one in told}
    visible = access.asked(viewer_of(person)).filter(pk__in=wanted)
    seen = set(visible.values_list("pk", flat=True))
    rows = ConsultationTold.objects.filter(to=person, asked__in=wanted)
    before = set(rows.values_list("asked_id", "rule", "occasion"))
    return [
        one
        for one in told
        if one.asked in seen and (one.asked, one.rule, one.occasion) not in before
    ]


def _unanswered() -> Iterable[ConsultedUnit]:
    waiting = ConsultationExtension.objects.filter(state=Decision.OPEN)
    rows = ConsultedUnit.objects.filter(
        consultation__state=ConsultationState.SENT, replied_on__isnull=True
    )
    return rows.select_related("consultation__person").prefetch_related(
        Prefetch("extensions", waiting, "undecided")
    )


def _anchors(one: ConsultedUnit, zone: str) -> Iterator[tuple[str, date]]:
    assert one.due is not None
    yield from ((event, one.due) for event in ("reply", "reply_silent", "reply_ladder"))
    for asked in one.undecided:  # type: ignore[attr-defined] # prefetched
        yield "reply_time", local_day(asked.asked_at, zone)


def _reached(one: ConsultedUnit, who: str, people: Staff) -> set[int]:
    """The people meant by one word of ``reminding.CONSULTED``."""
    if who == "consulted":
        return people.writers_of(one.unit_id)
    if who == "consulted_heads":
        return people.heads_of(one.unit_id)
    if who == "consulted_leaders":
        return people.leaders_of(one.unit_id)
    person = one.consultation.person_id
    if person and any(person in held for held in people.writers.values()):
        return {person}
    return people.writers_of(one.consultation.held_by_id)
