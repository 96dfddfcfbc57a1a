"""When a rule reminds, by crossing out days on a calendar; rules of one's own."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.lib.definitions import DefinitionError
from chancery.reference import load_pack
from chancery.work import reminder_rules
from chancery.work.reminding import Rule, current, is_time
from tests.work.hanoi import at

CALENDAR = load_pack("vn").calendar


HANOI = "Asia/Ho_Chi_Minh"


@given(
    due=st.dates(date(2025, 12, 1), date(2026, 4, 30)),
    days=st.integers(0, 8),
    ahead=st.integers(-40, 40),
)
def test_so_many_days_before_is_counted_by_crossing_out_days_off(due, days, ahead):
    closing = due
    while not CALENDAR.is_working_day(closing):
        closing += timedelta(days=1)
    day, crossed = closing, 0
    while crossed < days:
        day -= timedelta(days=1)
        crossed += CALENDAR.is_working_day(day)
    today = closing + timedelta(days=ahead)
    found = current((Rule("r", "due", days, ("doers",)),), due, today, CALENDAR)
    assert (found.day if found else None) == (day if day <= today <= closing else None)


@given(
    since=st.dates(date(2025, 12, 1), date(2026, 4, 30)),
    after=st.integers(1, 6),
    every=st.integers(0, 7),
    later=st.integers(0, 90),
)
def test_so_many_days_after_and_again_is_counted_by_crossing_out_days_off(
    since, after, every, later
):
    today, day, count, latest = since + timedelta(days=later), since, 0, None
    while day < today:
        day += timedelta(days=1)
        if CALENDAR.is_working_day(day):
            count += 1
            if count == after or (every and count > after and (count - after) % every == 0):
                latest = day
    rule = Rule("r", "acceptance", after, ("doers",), every)
    found = current((rule,), since, today, CALENDAR)
    assert (found.day if found else None) == latest


@pytest.mark.parametrize(
    ("weekly", "now", "since", "expected"),
    [
        (False, at("2026-02-09", 6, 59), None, False),
        (False, at("2026-02-09", 7), None, True),
        (False, at("2026-02-09", 12), at("2026-02-09", 7), False),
        (False, at("2026-02-09", 12), at("2026-02-09", 6, 55), True),
        (False, at("2026-02-14", 12), None, False),  # Saturday
        (False, at("2026-02-17", 12), None, False),  # Tết
        (True, at("2026-02-11", 12), at("2026-02-10"), False),
        (True, at("2026-02-11", 12), at("2026-02-08"), True),  # Monday was missed
        (True, at("2026-02-23", 7), at("2026-02-13"), True),
        (True, at("2026-02-24", 7), at("2026-02-23", 8), False),
    ],
)
def test_a_letter_is_due_once_a_working_day_or_once_a_week(weekly, now, since, expected):
    assert is_time(reminder_rules.plan(), weekly, now, HANOI, since, CALENDAR) is expected


def own(workspace, text):
    folder = workspace.root / "definitions"
    folder.mkdir()
    (folder / "reminders.yaml").write_text(text, encoding="utf-8")


def test_a_workspace_may_have_rules_of_its_own(workspace):
    own(
        workspace,
        'morning: "06:30"\nweekly_on: friday\nrules:\n'
        "  - {name: only, event: overdue, after: 3, to: [assigner]}\n",
    )
    plan = reminder_rules.plan()
    assert [rule.name for rule in plan.rules] == ["only"]
    assert (plan.morning.isoformat(), plan.weekly_on) == ("06:30:00", 4)


GOOD = 'morning: "07:00"\nweekly_on: monday\nrules:\n'


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("morning: [", 2, "not YAML"),
        ("- a\n", 1, "no names with values"),
        ('morning: "25:00"\nweekly_on: monday\nrules: []\n', 1, "morning is '25:00'"),
        ('morning: "07:00"\nweekly_on: someday\nrules: []\n', 2, "weekly_on is 'someday'"),
        (GOOD.replace("rules:", "rules: 3"), 3, "rules is not a list"),
        (GOOD + "  - x\n", 4, "no rule"),
        (GOOD + "  - {event: due, before: 1, to: [doers]}\n", 4, "name is None"),
        (GOOD + "  - {name: a, event: dew, before: 1, to: [doers]}\n", 4, "event is 'dew'"),
        (GOOD + "  - {name: a, event: due, after: 1, to: [doers]}\n", 4, "due has no after"),
        (GOOD + "  - {name: a, event: due, before: x, to: [doers]}\n", 4, "before is 'x'"),
        (
            GOOD + "  - name: a\n    event: overdue\n    after: 0\n    to: [doers]\n",
            6,
            "after is 0",
        ),
        (
            GOOD + "  - {name: a, event: due, before: 1, every: 2, to: [doers]}\n",
            4,
            "not repeated",
        ),
        (GOOD + "  - {name: a, event: due, before: 1, to: [boss]}\n", 4, "to is ['boss']"),
        (GOOD + "  - {name: a, event: due, before: 1, too: [doers]}\n", 4, "unknown name too"),
        (GOOD + "  - {name: a, event: due, before: 1, to: [doers]}\n" * 2, 5, "twice"),
        ("speed: 3\n" + GOOD + "  []\n", 1, "unknown name speed"),
    ],
)
def test_a_wrong_rule_is_told_with_file_line_cause_and_remedy(workspace, text, line, cause):
    own(workspace, text)
    with pytest.raises(DefinitionError) as told:
        reminder_rules.plan()
    assert f"reminders.yaml, line {line}: " in str(told.value)
    assert cause in str(told.value)
    assert "; " in str(told.value)


def test_every_rule_that_ships_says_who_and_when():
    plan = reminder_rules.plan()
    assert len(plan.rules) >= 10
    assert {rule.event for rule in plan.rules} >= {"due", "overdue", "acceptance", "extension"}
