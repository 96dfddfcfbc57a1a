"""Whom to tell now of which dates of agreements: the rules of the register, people by their posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from chancery.people.access import viewer_of
from chancery.people.models import Area, User
from chancery.people.queries import country_pack
from chancery.register import access
from chancery.register.agreements.alarms import Alarm, Rule, ringing
from chancery.register.agreements.queries import life_of, unit_of_alarms, with_life
from chancery.register.models import Agreement
from chancery.work.models import AlarmTold
from chancery.work.recipients import Staff
from chancery.work.timeliness import local_day


@dataclass(frozen=True, slots=True)
class Ringing:
    """One date of an agreement that a person is told of; ``left`` is negative once it passed."""

    agreement: str
    rule: str
    event: str
    day: date
    occasion: date
    left: int
    written: str
    """The day as exactly as it is known."""


def ringing_now(rules: Iterable[Rule], people: Staff, now: datetime) -> dict[int, list[Ringing]]:
    """Every person's alarms that ring at ``now``, whether they were told before or not.

    The same number of queries for any number of agreements; days are those of the home country.
    """
    today = local_day(now, country_pack().time_zone)
    found: dict[int, list[Ringing]] = defaultdict(list)
    missions = _missions()
    lines = list(rules)
    rows = with_life(Agreement.objects.select_related("lead", "held_by"))
    for agreement in rows.prefetch_related("parties"):
        for alarm in ringing(lines, life_of(agreement), today):
            reached = {
                person
                for who in alarm.rule.to
                for person in _reached(agreement, who, people, missions)
            }
            for person in reached:
                found[person].append(_told(agreement, alarm, today))
    return found


def fresh_for(person: User, ringing: list[Ringing]) -> list[Ringing]:
    """Those about agreements that the person may see now, not told before."""
    if not ringing:
        return []
    wanted = {one.agreement for one in ringing}
    visible = access.agreements(viewer_of(person)).filter(pk__in=wanted)
    seen = set(visible.values_list("pk", flat=True))
    rows = AlarmTold.objects.filter(to=person, agreement__in=wanted)
    before = set(rows.values_list("agreement_id", "rule", "day", "occasion"))
    return [
        one
        for one in ringing
        if one.agreement in seen and (one.agreement, one.rule, one.day, one.occasion) not in before
    ]


def _missions() -> dict[str, set[str]]:
    """The units that cover each partner."""
    found: dict[str, set[str]] = defaultdict(set)
    for partner, unit in Area.objects.values_list("partner_id", "unit_id"):
        found[partner].add(unit)
    return found


def _reached(
    agreement: Agreement, who: str, people: Staff, missions: dict[str, set[str]]
) -> set[int]:
    """The people meant by one word of ``alarms.RECIPIENTS``."""
    unit = unit_of_alarms(agreement).pk
    if who == "heads":
        return people.heads_of(unit)
    if who == "desk":
        return people.writers_of(agreement.held_by_id)
    if who == "missions":
        covering = {m for party in agreement.parties.all() for m in missions.get(party.pk, ())}
        return {person for mission in covering for person in people.writers.get(mission, ())}
    in_charge = agreement.person_id
    if in_charge and any(in_charge in held for held in people.writers.values()):
        return {in_charge}
    return people.writers_of(unit)


def _told(agreement: Agreement, alarm: Alarm, today: date) -> Ringing:
    over = alarm.day.is_over(today)
    left = (alarm.day.last if over else max(alarm.day.first, today)) - today
    return Ringing(
        agreement=agreement.pk,
        rule=alarm.rule.name,
        event=alarm.rule.event,
        day=alarm.day.first,
        occasion=alarm.occasion,
        left=left.days,
        written=alarm.day.text,
    )
