"""When is a session due? From the frequency, the last one held, and the one planned."""

from datetime import date

import pytest

from chancery.register.mechanisms.standing import MONTHS, Due, last_held, standing
from chancery.register.models import Frequency, Mechanism, MechanismSession

TODAY = date(2026, 11, 22)


def held(*days):
    return [MechanismSession(held=day) for day in days]


def planned(day):
    return [MechanismSession(planned=day)]


def stands(sessions, frequency="year", ended=None):
    found = standing(Mechanism(frequency=frequency, ended=ended), sessions, TODAY)
    return found.due, found.day


def test_every_frequency_has_its_months():
    assert set(MONTHS) == set(Frequency.values)


@pytest.mark.parametrize(
    ("sessions", "frequency", "due", "day"),
    [
        (held(date(2026, 3, 2)), "year", Due.EXPECTED, date(2027, 3, 2)),
        (held(date(2025, 11, 22)), "year", Due.EXPECTED, TODAY),
        (held(date(2025, 11, 21)), "year", Due.LATE, date(2026, 11, 21)),
        (held(date(2023, 8, 31)), "half_year", Due.LATE, date(2024, 2, 29)),
        (held(date(2025, 1, 5), date(2026, 5, 5)), "two_years", Due.EXPECTED, date(2028, 5, 5)),
        (held(date(2026, 3, 2)), "", Due.UNKNOWN, None),
        ([], "year", Due.UNKNOWN, None),
        (planned(date(2026, 12, 1)), "", Due.PLANNED, date(2026, 12, 1)),
        (planned(TODAY), "year", Due.PLANNED, TODAY),
        (planned(date(2026, 11, 21)), "year", Due.UNCONFIRMED, date(2026, 11, 21)),
        (
            held(date(2020, 1, 1)) + planned(date(2027, 1, 1)),
            "year",
            Due.PLANNED,
            date(2027, 1, 1),
        ),
    ],
)
def test_the_next_session_stands_so(sessions, frequency, due, day):
    assert stands(sessions, frequency) == (due, day)


def test_one_that_has_ended_meets_no_more():
    assert stands(planned(date(2027, 1, 1)), ended=TODAY) == (Due.ENDED, None)


def test_one_planned_later_than_its_rhythm_says_when_it_should_have_been():
    found = standing(
        Mechanism(frequency="year"), held(date(2025, 5, 5)) + planned(date(2027, 5, 5)), TODAY
    )
    assert (found.day, found.by) == (date(2027, 5, 5), date(2026, 5, 5))


def test_the_last_one_held_is_the_latest_whatever_their_order():
    one, two = held(date(2025, 1, 1), date(2024, 1, 1))
    assert last_held([two, one]) is one
    assert last_held(planned(TODAY)) is None
