"""Is a session due? Worked out from the frequency, the sessions held and the one planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chancery.register.agreements.days import months_on
from chancery.register.models import Frequency, Mechanism, MechanismSession

MONTHS: dict[str, int] = {
    Frequency.QUARTER: 3,
    Frequency.HALF_YEAR: 6,
    Frequency.YEAR: 12,
    Frequency.TWO_YEARS: 24,
    Frequency.THREE_YEARS: 36,
    Frequency.FIVE_YEARS: 60,
}
"""How many months after one session the next is to be held."""


class Due(StrEnum):
    """How the next session stands."""

    PLANNED = "planned"
    """A day is set and has not passed."""
    UNCONFIRMED = "unconfirmed"
    """The planned day has passed; nobody has written down that it was held."""
    EXPECTED = "expected"
    """No day is set; by the frequency it is not late yet."""
    LATE = "late"
    """No day is set, and by the frequency it should have been held."""
    UNKNOWN = "unknown"
    """Neither a day nor a frequency with a session held before."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the next session stands, its day (None where unknown) and the session planned, if any.

    Where a session is planned later than the frequency asks for, ``by`` is the day it asks for.
    """

    due: Due
    day: date | None = None
    session: MechanismSession | None = None
    by: date | None = None


def last_held(sessions: Iterable[MechanismSession]) -> MechanismSession | None:
    """The latest session that was held."""
    held = [(row.held, row.pk, row) for row in sessions if row.held]
    return max(held, key=lambda one: one[:2])[2] if held else None


def standing(mechanism: Mechanism, sessions: Iterable[MechanismSession], today: date) -> Standing:
    """How the next session of a mechanism stands on a day."""
    rows = list(sessions)
    if mechanism.ended and mechanism.ended <= today:
        return Standing(Due.ENDED)
    last, by = last_held(rows), None
    months = MONTHS.get(mechanism.frequency)
    if last and last.held and months:
        by = months_on(last.held, months)
    coming = [(row.planned, row.pk, row) for row in rows if row.planned and not row.held]
    if coming:
        day, _pk, session = min(coming, key=lambda one: one[:2])
        return Standing(Due.UNCONFIRMED if day < today else Due.PLANNED, day, session, by)
    if by is None:
        return Standing(Due.UNKNOWN)
    return Standing(Due.LATE if by < today else Due.EXPECTED, by, None, by)
