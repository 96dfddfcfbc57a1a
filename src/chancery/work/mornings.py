"""Whose morning has come: the moment of the day at which the system writes to a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from chancery.people.models import Digest, User
from chancery.people.queries import country_pack
from chancery.work.recipients import zone_of
from chancery.work.reminder_rules import plan
from chancery.work.reminding import is_time


def whose_morning_came(
    people: Iterable[User], now: datetime, since: datetime | None
) -> list[User]:
    """Those whose morning came since ``since``, the last run that finished, by their own clock.

    Once a week for those who want it so; nobody on a day off. Wants people with their posts.
    """
    found, pack, day = plan(), country_pack(), timezone.localdate(now)
    return [
        person
        for person in people
        if is_time(
            found,
            person.digest == Digest.WEEKLY,
            now,
            zone_of(person, day, pack.time_zone),
            since,
            pack.calendar,
        )
    ]
