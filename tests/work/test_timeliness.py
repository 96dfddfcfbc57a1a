"""Due dates: 24:00 by the assigner's clock, moved to the next working day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.reference import Calendar
from chancery.work.timeliness import (
    Facts,
    Timeliness,
    closing_day,
    deadline,
    first_open_day,
    occurrence,
    period_end,
    timeliness,
    working_days_left,
)

VIET_NAM = Calendar.for_country("VN")
HA_NOI, TOKYO, NEW_YORK = "Asia/Ho_Chi_Minh", "Asia/Tokyo", "America/New_York"
FRIDAY, SATURDAY, MONDAY = date(2026, 3, 13), date(2026, 3, 14), date(2026, 3, 16)
TET_EVE = date(2026, 2, 16)  # the days off of Tết 2026 run over a weekend

zones = st.sampled_from([HA_NOI, TOKYO, NEW_YORK, "America/Santiago", "Africa/Cairo", "UTC"])
days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
START = datetime(2024, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
moments = st.datetimes(START, START + timedelta(days=1000), timezones=st.just(UTC))


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_a_due_date_ends_at_midnight_in_the_assigners_zone():
    assert deadline(FRIDAY, HA_NOI, VIET_NAM) == utc(2026, 3, 13, 17)
    assert deadline(FRIDAY, TOKYO, VIET_NAM) == utc(2026, 3, 13, 15)


def test_a_due_date_on_a_day_off_closes_on_the_next_working_day():
    assert closing_day(FRIDAY, VIET_NAM) == FRIDAY
    assert closing_day(SATURDAY, VIET_NAM) == MONDAY
    assert not VIET_NAM.is_working_day(TET_EVE)
    assert closing_day(TET_EVE, VIET_NAM) > TET_EVE + timedelta(days=2)


def facts(state, due=FRIDAY, submitted_at=None, zone=HA_NOI):
    return Facts(state, due, submitted_at and first_open_day(submitted_at, zone, VIET_NAM), zone)


LAST_MOMENT = utc(2026, 3, 13, 16, 59, 59)
MIDNIGHT = utc(2026, 3, 13, 17)
LATER = utc(2026, 4, 1)


@pytest.mark.parametrize(
    ("found", "now", "expected"),
    [
        (facts("done", submitted_at=LAST_MOMENT), LATER, Timeliness.DONE_ON_TIME),
        (facts("done", submitted_at=MIDNIGHT), LATER, Timeliness.DONE_LATE),
        (facts("done", SATURDAY, utc(2026, 3, 16, 16)), LATER, Timeliness.DONE_ON_TIME),
        (facts("in_progress"), LAST_MOMENT, Timeliness.OPEN_IN_TIME),
        (facts("in_progress"), MIDNIGHT, Timeliness.OPEN_OVERDUE),
        (facts("assigned", zone=TOKYO), LAST_MOMENT, Timeliness.OPEN_OVERDUE),
        (facts("submitted", submitted_at=LAST_MOMENT), LATER, Timeliness.OPEN_IN_TIME),
        (facts("submitted", submitted_at=MIDNIGHT), LATER, Timeliness.OPEN_OVERDUE),
        (facts("returned"), LATER, Timeliness.OPEN_OVERDUE),
        (facts("cancelled"), LATER, Timeliness.CANCELLED),
        (facts("cancelled", None), LATER, Timeliness.CANCELLED),
        (facts("done", None, LATER), LATER, Timeliness.NO_DUE_DATE),
        (facts("accepted", None), LATER, Timeliness.NO_DUE_DATE),
    ],
)
def test_what_is_on_time(found, now, expected):
    assert timeliness(found, now, VIET_NAM) is expected


@given(due=days, now=moments, zone=zones)
def test_everything_due_before_the_first_open_day_is_overdue_and_nothing_else(due, now, zone):
    overdue = timeliness(facts("assigned", due, zone=zone), now, VIET_NAM)
    expected = due < first_open_day(now, zone, VIET_NAM)
    assert (overdue is Timeliness.OPEN_OVERDUE) == expected


@given(due=days, submitted=moments, zone=zones)
def test_a_submission_is_in_time_when_it_comes_before_the_deadline(due, submitted, zone):
    found = timeliness(facts("done", due, submitted, zone), LATER, VIET_NAM)
    in_time = submitted < deadline(due, zone, VIET_NAM)
    assert found is (Timeliness.DONE_ON_TIME if in_time else Timeliness.DONE_LATE)


@given(due=days, now=moments, zone=zones)
def test_days_left_are_negative_only_when_overdue(due, now, zone):
    left = working_days_left(due, now, zone, VIET_NAM)
    overdue = timeliness(facts("assigned", due, zone=zone), now, VIET_NAM)
    if left < 0:
        assert overdue is Timeliness.OPEN_OVERDUE
    if overdue is Timeliness.OPEN_IN_TIME:
        assert left >= 0


def test_days_left_count_working_days():
    assert working_days_left(FRIDAY, utc(2026, 3, 9, 3), HA_NOI, VIET_NAM) == 4
    assert working_days_left(FRIDAY, utc(2026, 3, 13, 3), HA_NOI, VIET_NAM) == 0
    assert working_days_left(FRIDAY, utc(2026, 3, 17, 3), HA_NOI, VIET_NAM) == -2


@pytest.mark.parametrize(
    ("recurrence", "expected"),
    [
        ("weekly", date(2026, 2, 13)),
        ("monthly", date(2026, 2, 28)),
        ("quarterly", date(2026, 3, 31)),
        ("yearly", date(2026, 12, 31)),
    ],
)
def test_a_period_ends_on_its_last_day(recurrence, expected):
    assert period_end(recurrence, date(2026, 2, 10)) == expected


@pytest.mark.parametrize(
    ("recurrence", "first", "expected"),
    [
        ("weekly", date(2026, 1, 30), date(2026, 2, 6)),
        ("monthly", date(2026, 1, 30), date(2026, 2, 28)),
        ("monthly", date(2026, 2, 28), date(2026, 3, 31)),
        ("monthly", date(2026, 12, 15), date(2027, 1, 15)),
        ("quarterly", date(2026, 1, 10), date(2026, 4, 10)),
        ("yearly", date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_the_next_occurrence_falls_due_a_period_later(recurrence, first, expected):
    assert occurrence(recurrence, first, 1) == expected


@given(
    recurrence=st.sampled_from(["weekly", "monthly", "quarterly", "yearly"]),
    first=days,
    number=st.integers(0, 60),
)
def test_occurrences_come_one_after_another(recurrence, first, number):
    assert occurrence(recurrence, first, 0) == first
    assert occurrence(recurrence, first, number) < occurrence(recurrence, first, number + 1)
