"""Days known as exactly as they are: steps of months over ends of months and leap years."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chancery.register.agreements.days import (
    Known,
    is_day,
    known,
    months_on,
    months_until,
    surely_after,
)

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MONTHS = st.integers(-1200, 1200)
TEXTS = st.one_of(
    DAYS.map(lambda day: day.isoformat()),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    DAYS.map(lambda day: f"{day:%Y}"),
)


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", -6, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("9999-06-01", 12, "9999-12-31"),
        ("0001-06-01", -12, "0001-01-01"),
    ],
)
def test_months_on_ends_of_months_and_at_the_ends_of_the_calendar(day, months, there):
    assert months_on(date.fromisoformat(day), months) == date.fromisoformat(there)


@CALM
@given(DAYS, MONTHS)
def test_a_step_of_months_lands_in_that_month_on_that_day_or_its_last(day, months):
    there = months_on(day, months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert there.day == min(day.day, monthrange(there.year, there.month)[1])


@CALM
@given(DAYS, st.integers(1, 1200))
def test_notice_given_so_many_months_before_is_never_too_late(end, months):
    """From the last day for notice so many months still fit before the end."""
    last = months_on(end, -months)
    assert months_on(last, months) <= end
    assert months_on(last + timedelta(days=4), months) > end


@CALM
@given(DAYS, DAYS, st.integers(1, 120))
def test_terms_are_counted_from_the_first_and_the_fewest_that_reach(first, today, every):
    months = months_until(first, today, every)
    assert months % every == 0
    assert months_on(first, months) >= today
    if months:
        assert months_on(first, months - every) < today


@CALM
@given(TEXTS)
def test_a_day_comes_back_as_it_was_written(text):
    day = known(text)
    assert day.text == text
    assert day.first <= day.last
    assert day.last.isoformat().startswith(text)
    assert not (day.last + timedelta(days=1)).isoformat().startswith(text)


@CALM
@given(TEXTS, TEXTS)
def test_only_what_cannot_be_otherwise_is_surely_after(one, other):
    if surely_after(one, other):
        assert not surely_after(other, one)
        assert one[:4] >= other[:4]
    if one.startswith(other) or other.startswith(one):
        assert not surely_after(one, other)


@CALM
@given(TEXTS, st.integers(0, 600))
def test_a_span_that_moves_on_stays_as_long(text, months):
    day = known(text)
    moved = day.later(months)
    assert moved.months == day.months
    if day.months:
        assert moved.first.day == 1
        assert moved.last == months_on(day.first, months + day.months) - timedelta(days=1)


def test_nothing_and_what_is_no_day():
    assert known("") is None
    assert is_day("")
    assert not any(map(is_day, ("soon", "2026-13", "2026-02-30", "26", "2026-1", "30/06/2026")))
    assert Known(date(2026, 7, 1), 12).text == "2026-07"
