"""Whom to remind now of which round: units from which something is still to come, by their people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from chancery.people.access import viewer_of
from chancery.people.models import User
from chancery.people.queries import country_pack
from chancery.work.models import CallReminder, ReviewCall, ReviewItem, ReviewReply, ReviewState
from chancery.work.recipients import Staff
from chancery.work.reminding import Plan, current
from chancery.work.reviews import access
from chancery.work.timeliness import closing_day, local_day


@dataclass(frozen=True, slots=True)
class Awaited:
    """One unit's reply that is awaited, under one rule; ``days`` are working days left."""

    call: int
    review: int
    unit: str
    reference: str
    rule: str
    due: date
    occasion: date
    days: int


def awaited_now(plan: Plan, people: Staff, now: datetime) -> dict[int, list[Awaited]]:
    """Every person's reminders of rounds that hold at ``now``, whether they were made or not.

    Three queries, however many units are asked; days are those of the home country.
    """
    found: dict[int, list[Awaited]] = defaultdict(list)
    rules = plan.of("review")
    calls = _calls_running() if rules else []
    if not calls:
        return found
    pack = country_pack()
    today = local_day(now, pack.time_zone)
    silent = silent_units({call.review_id for call in calls})
    for call in calls:
        occasion = current(rules, call.review.reply_by, today, pack.calendar)
        if occasion is None or (call.review_id, call.unit_id) not in silent:
            continue
        closing = closing_day(call.review.reply_by, pack.calendar)
        told = Awaited(
            call=call.pk,
            review=call.review_id,
            unit=call.unit_id,
            reference=call.review.reference,
            rule=occasion.rule.name,
            due=call.review.reply_by,
            occasion=occasion.day,
            days=pack.calendar.working_days_between(today, closing),
        )
        for person in _reached(call.unit_id, occasion.rule.to, people):
            found[person].append(told)
    return found


def silent_units(reviews: Iterable[int]) -> set[tuple[int, str]]:
    """Round and unit of what is asked and not answered by an approved reply; two queries."""
    wanted = list(reviews)
    items = ReviewItem.objects.filter(review__in=wanted)
    led = items.filter(unit__isnull=False).values_list("review", "pk", "unit")
    helped = items.filter(coordinating__isnull=False).values_list("review", "pk", "coordinating")
    said = ReviewReply.objects.filter(
        item__review__in=wanted, state=ReviewReply.State.APPROVED
    ).values_list("item", "unit")
    answered = {(item, str(unit)) for item, unit in said}
    asked = [*led, *helped]
    return {(round_, str(u)) for round_, item, u in asked if (item, str(u)) not in answered}


def fresh_calls(person: User, awaited: list[Awaited]) -> list[Awaited]:
    """Those of rounds that the person may see now, not told before."""
    if not awaited:
        return []
    wanted = {one.call for one in awaited}
    seen = set(access.calls(viewer_of(person)).filter(pk__in=wanted).values_list("pk", flat=True))
    rows = CallReminder.objects.filter(to=person, call__in=wanted)
    before = set(rows.values_list("call", "rule", "occasion"))
    return [
        one
        for one in awaited
        if one.call in seen and (one.call, one.rule, one.occasion) not in before
    ]


def _calls_running() -> list[ReviewCall]:
    rows = ReviewCall.objects.filter(review__state=ReviewState.CALLED)
    return list(rows.select_related("review").order_by("review", "unit"))


def _reached(unit: str, to: Iterable[str], people: Staff) -> set[int]:
    return {
        person
        for who in to
        for person in (people.heads_of(unit) if who == "heads" else people.writers_of(unit))
    }
