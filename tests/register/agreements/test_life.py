"""The dates of an agreement: terms, notice, reviews, steps; what contradicts is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chancery.register.agreements.alarms import Rule, coming_dates, occasion, ringing
from chancery.register.agreements.days import Known, known
from chancery.register.agreements.life import (
    Life,
    check_life,
    dates,
    last_notice,
    lasting_since,
    term_end,
)
from chancery.register.errors import InvalidValuesError
from tests import make

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TODAY = date(2026, 11, 22)
IN_FORCE = (("signed", "2021-12-01"), ("in_force", "2022-01-01"))
FIVE_YEARS = Life(
    IN_FORCE, "2026-12-31", renewal="automatic", renewal_months=60, notice=6, notice_in="months"
)


def told(life, today=TODAY):
    return [(dated.event, dated.day.text) for dated in dates(life, today)]


def test_a_term_that_renews_itself_goes_on_from_its_first_end():
    assert told(FIVE_YEARS) == [("renewal", "2026-12-31"), ("notice", "2031-06-30")]
    assert told(FIVE_YEARS, date(2026, 6, 30))[0] == ("notice", "2026-06-30")
    assert told(FIVE_YEARS, date(2027, 1, 1)) == [
        ("notice", "2031-06-30"),
        ("renewal", "2031-12-31"),
    ]


def test_months_do_not_drift_over_short_ones():
    monthly = Life(IN_FORCE, "2026-01-31", renewal="automatic", renewal_months=1)
    assert term_end(monthly, date(2026, 2, 1)).text == "2026-02-28"
    assert term_end(monthly, date(2026, 3, 1)).text == "2026-03-31"
    assert term_end(monthly, date(2028, 2, 10)).text == "2028-02-29"


def test_a_term_that_does_not_renew_itself_stays_until_somebody_writes_what_came_of_it():
    life = Life(IN_FORCE, "2026-06-30", renewal="notes", notice=90, notice_in="days")
    assert told(life) == [("expiry", "2026-06-30")]
    assert told(life, date(2026, 4, 1)) == [("notice", "2026-04-01"), ("expiry", "2026-06-30")]
    over = replace(life, stages=(*IN_FORCE, ("expired", "2026-06-30")))
    assert told(over) == []
    assert told(replace(life, replaced=True)) == []


def test_a_settled_end_needs_no_notice_and_no_renewal():
    ending = replace(FIVE_YEARS, stages=(*IN_FORCE, ("terminated", "2027-03")))
    assert told(ending) == [("expiry", "2027-03")]


def test_a_review_is_counted_from_the_last_one_held():
    life = Life(IN_FORCE, review_first="2024-01-01", review_months=24)
    assert told(life) == [("review", "2024-01-01")]  # nobody wrote that it was held
    assert told(replace(life, review_held="2024-02-29")) == [("review", "2026-02-28")]
    assert told(replace(life, review_held="2023-06")) == [("review", "2024-01-01")]
    assert told(replace(life, review_months=None, review_held="2024-02")) == []


def test_a_next_step_stays_even_after_the_end():
    life = Life((*IN_FORCE, ("expired", "2026-01")), next_step_on=date(2026, 12, 1))
    assert told(life) == [("step", "2026-12-01")]


@pytest.mark.parametrize(
    ("stages", "today", "day"),
    [
        ((("signed", "2025-11-21"),), TODAY, "2026-11-21"),
        ((("signed", "2025"),), TODAY, "2026-12-31"),
        ((("signed", ""),), TODAY, None),
        ((("signed", "2025-01-01"), ("in_force", "2027-01-01")), TODAY, None),
        ((("signed", "2025-01-01"), ("in_force", "2026-01-01")), TODAY, None),
        ((("signed", "2025-01-01"), ("terminated", "2026-01-01")), TODAY, None),
    ],
)
def test_a_stage_lasts_from_its_last_possible_day_until_something_follows_or_is_settled(
    stages, today, day
):
    found = lasting_since(Life(stages), "signed", 12, today)
    assert (found.text if found else None) == day


def test_an_arrangement_takes_effect_with_its_signing():
    signed = Life((("signed", "2020-01-01"),))
    assert lasting_since(signed, "signed", 12, TODAY).text == "2021-01-01"
    assert lasting_since(replace(signed, kind="arrangement"), "signed", 12, TODAY) is None
    talks = Life((("negotiating", "2020-01-01"),), kind="arrangement")
    assert lasting_since(talks, "negotiating", 12, TODAY).text == "2021-01-01"


# Alarms.

EXPIRY = Rule("expiry", "expiry", ("desk",), before=(90, 30, 0), after=1, every=30)


@pytest.mark.parametrize(
    ("today", "since"),
    [
        ("2026-09-01", None),
        ("2026-10-02", "2026-10-02"),
        ("2026-10-31", "2026-10-02"),
        ("2026-12-01", "2026-12-01"),
        ("2026-12-30", "2026-12-01"),
        ("2026-12-31", "2026-12-31"),
        ("2027-01-01", "2027-01-01"),
        ("2027-01-30", "2027-01-01"),
        ("2027-01-31", "2027-01-31"),
        ("2027-06-15", "2027-05-31"),
    ],
)
def test_an_alarm_rings_since_the_latest_day_that_has_begun(today, since):
    found = occasion(EXPIRY, Known(date(2026, 12, 31)), date.fromisoformat(today))
    assert (found.isoformat() if found else None) == since


def test_a_month_that_is_not_over_is_not_late():
    june = known("2027-06")
    assert occasion(EXPIRY, june, date(2027, 6, 15)) == date(2027, 6, 1)
    assert occasion(EXPIRY, june, date(2027, 6, 30)) == date(2027, 6, 1)
    assert occasion(EXPIRY, june, date(2027, 7, 1)) == date(2027, 7, 1)


@CALM
@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.integers(-900, 900),
    st.lists(st.integers(0, 400), max_size=4),
    st.integers(0, 40),
    st.integers(0, 60),
)
def test_an_occasion_is_the_last_of_all_days_on_which_it_should_begin(
    day, away, before, after, every
):
    """Every day up to today is looked at, one by one."""
    today = day + timedelta(days=away)
    rule = Rule("x", "review", ("desk",), tuple(before), after, every if after else 0)
    begins = [day - timedelta(days=n) for n in before]
    if after:
        late = [day + timedelta(days=after + n * every) for n in range(1000 if every else 1)]
        begins += late
    elif today > day:
        begins = []
    expected = max((one for one in begins if one <= today), default=None)
    assert occasion(rule, Known(day), today) == expected


def test_only_what_lasts_goes_on_ringing():
    notice = Rule("notice", "notice", ("desk",), before=(30,))
    assert [a.occasion for a in ringing([notice], FIVE_YEARS, date(2026, 6, 10))] == [
        date(2026, 5, 31)
    ]
    assert ringing([notice], FIVE_YEARS, date(2026, 7, 1)) == []


def test_lists_show_what_comes_what_waits_and_what_has_lasted_long():
    life = Life((("signed", "2025-06-01"),), review_first="2026-01-01")
    rules = [Rule("long", "stage", ("desk",), after=1, stage="signed", months=12)]
    found = coming_dates(rules, life, TODAY, TODAY + timedelta(days=180))
    assert [(d.event, d.day.text) for d in found] == [
        ("review", "2026-01-01"),
        ("stage", "2026-06-01"),
    ]


@CALM
@given(
    st.dates(date(2000, 1, 1), date(2040, 12, 31)),
    st.dates(date(2000, 1, 1), date(2040, 12, 31)),
    st.integers(1, 120),
    st.integers(1, 240),
)
def test_the_next_notice_of_what_renews_itself_is_never_past_and_never_beyond_the_next_term(
    first, today, every, notice
):
    life = Life(IN_FORCE, first.isoformat(), "automatic", every, notice, "months")
    day = last_notice(life, today)
    assert day.first >= today
    before = replace(life, expires=first.isoformat())
    assert term_end(before, today).first >= today


# What contradicts.


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"renewal": "automatic", "expires": "2030"}, "renewal_months", "how many months"),
        ({"renewal": "notes", "renewal_months": 12}, "renewal_months", "Only what renews itself"),
        ({"renewal": "automatic", "renewal_months": 12}, "expires", "present term ends"),
        ({"renewal_months": 5000, "renewal": "automatic"}, "renewal_months", "1 to 1200"),
        ({"notice": 0}, "notice", "from 1"),
        ({"review_months": 24}, "review_first", "first review"),
        ({"review_months": 0, "review_first": "2030"}, "review_months", "1 to 1200"),
        ({"next_step_on": date(2027, 1, 1)}, "next_step", "to be done"),
        ({"expires": "2007"}, "expires", "before it was “signed”"),
        ({"expires": "2009-09-30"}, "expires", "before it was “in force”"),
        ({"review_held": "2008-01"}, "review_held", "A review cannot be"),
        ({"expires": "soon"}, "expires", "is not a day"),
        (
            {
                "expires": "2030",
                "stages": (("in_force", "2009"), ("expired", "2029-12-31")),
            },
            "expires",
            "cannot expire (2029-12-31) before its term ends",
        ),
    ],
)
def test_what_contradicts_is_told_with_its_field_and_a_remedy(values, field, said):
    with translation.override("en"), pytest.raises(InvalidValuesError) as told_of:
        check_life(make.agreement_values(**values))
    assert list(told_of.value.by_field) == [field]
    assert said in str(told_of.value)


def test_a_whole_life_is_taken():
    check_life(
        make.agreement_values(
            expires="2029-09-30",
            renewal="automatic",
            renewal_months=60,
            notice=6,
            review_first="2027",
            review_months=24,
            next_step="Họp Ủy ban hỗn hợp",
            next_step_on=date(2027, 3, 1),
        )
    )
