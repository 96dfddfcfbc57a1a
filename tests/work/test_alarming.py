"""Alarms of agreements told by the clock: a year and a half day by day, against a second, plain computation."""

import os
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chancery.lib.definitions import DefinitionError
from chancery.notices.models import Notice
from chancery.people.models import Post
from chancery.reference import load_pack
from chancery.register import actions as register
from chancery.register.agreements import alarm_rules
from chancery.register.models import Agreement
from chancery.work import digest
from chancery.work.actions import reminding
from chancery.work.alarming import ringing_now
from chancery.work.models import AlarmTold
from chancery.work.recipients import active_people, staff
from tests import make

CALENDAR = load_pack("vn").calendar
LEAD, HEAD, DESK, MISSION = {"son"}, {"binh"}, {"lan", "minh"}, {"tuan", "mai"}
"""moit leads; mofa-economic holds the records; the mission covers Japan."""


def at(day, hour=8):
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00+07:00").astimezone(UTC)


def run(moment):
    with mock.patch.object(timezone, "now", return_value=moment):
        begun = reminding.begin_run(now=moment)
        done = reminding.remind(now=moment, since=reminding.last_run(moment))
        reminding.finish_run(run=begun, opened=0, reminded=done, sent=0, failed=0)
    return done


def days(first, last):
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += timedelta(days=1)


def told():
    rows = AlarmTold.objects.select_related("to")
    return sorted(
        (timezone.localdate(row.made_at).isoformat(), row.to.username, row.agreement_id, row.rule)
        for row in rows
    )


@pytest.fixture
def house(db):
    make.ground()
    return [make.lan(), make.minh(), make.tuan(), make.mai(), make.son(), make.binh()]


def recorded(**values):
    with mock.patch.object(timezone, "now", return_value=at("2026-01-05")):
        return make.agreement(**{"lead": "moit", "person": "son", **values})


def morning_after(day):
    """The first working day from this one on."""
    while not CALENDAR.is_working_day(day):
        day += timedelta(days=1)
    return day


def letters(ringing, until):
    """Who is told what when, of a list of (day it should ring, people, agreement, rule).

    Of the days of one alarm that fall between two working mornings only the last is told.
    """
    found = defaultdict(set)
    latest = {}
    for day, people, agreement, rule in sorted(ringing, key=lambda one: one[0]):
        for person in people:
            morning = morning_after(day)
            latest[morning, person, agreement, rule] = day
    for morning, person, agreement, rule in latest:
        if morning <= until:
            found[morning.isoformat()].add((person, agreement, rule))
    return sorted((day, *one) for day, some in found.items() for one in some)


def before(day, *offsets):
    return [date.fromisoformat(day) - timedelta(days=n) for n in offsets]


def late(day, until, every):
    """The day after, and again each so many days."""
    first = date.fromisoformat(day) + timedelta(days=1)
    found = []
    while first <= until:
        found.append(first)
        first += timedelta(days=every)
    return found


RENEWED, REVIEWED, STEPPED = date(2026, 11, 16), date(2026, 7, 20), date(2026, 4, 20)
START = date(2026, 1, 5)
# After July 2027 nothing rings but what rang before; with ``CHANCERY_SLOW=1`` that too.
END = date(2027, 12, 31) if os.environ.get("CHANCERY_SLOW") else date(2027, 7, 31)


def recorded_for_two_years():
    recorded(short="AUTO", expires="2026-12-31", renewal="automatic", renewal_months=12, notice=6)
    recorded(short="NOTES", expires="2026-09-30", renewal="notes")
    recorded(short="MONTH", expires="2027-06", renewal="none", notice=90, notice_in="days")
    recorded(short="REVIEW", review_first="2026-05-15", review_months=12)
    recorded(short="STEP", next_step="Họp", next_step_on=date(2026, 3, 10))
    recorded(short="SIGNED", kind="treaty", stages=(("signed", "2025-06-30"),))
    recorded(short="OVER", expires="2026-06-30", stages=(("in_force", ""), ("terminated", "2025")))


def kept(day):
    """What people write down in these two years."""
    by = make.viewer(make.son())
    rows = Agreement.objects.in_bulk(["notes", "review", "step"])
    if day == RENEWED:
        register.renew_agreement(agreement=rows["notes"], expires="2031-09-30", by=by)
    if day == REVIEWED:
        register.hold_review(agreement=rows["review"], held="2026-07-17", by=by)
    if day == STEPPED:
        register.set_next_step(agreement=rows["step"], step="", on=None, by=by)


def expected_rings():
    """Written out from the words of definitions/alarms.yaml, not from its rules."""
    everyone, house_ = LEAD | HEAD | DESK | MISSION, LEAD | HEAD | DESK
    one_day = timedelta(days=1)
    lines = [
        # Renewed by itself at the end of each year; notice six months before.
        *(("auto", "renewal", LEAD | DESK | MISSION, before(f"{year}-12-31", 180, 30))
          for year in (2026, 2027, 2028)),
        *(("auto", "notice", house_, before(f"{year}-06-30", 90, 30, 7, 0))
          for year in (2026, 2027, 2028)),
        # A term that passed is told the day after and each thirty days, until it was renewed.
        ("notes", "expiry", everyone, before("2026-09-30", 180, 90, 30, 7, 0)),
        ("notes", "expiry", everyone, late("2026-09-30", RENEWED - one_day, 30)),
        # June 2027: counted from its first day, late after its last; notice ninety days before.
        ("month", "expiry", everyone, before("2027-06-01", 180, 90, 30, 7, 0)),
        ("month", "expiry", everyone, late("2027-06-30", END, 30)),
        ("month", "notice", house_, before("2027-03-03", 90, 30, 7, 0)),
        # What had begun before it was recorded is told on the first morning.
        ("review", "review", everyone, [START]),
        # The review of May was held in July; a year after that nobody held the next.
        ("review", "review", everyone, before("2026-05-15", 60, 14, 0)),
        ("review", "review", everyone, late("2026-05-15", REVIEWED - one_day, 30)),
        ("review", "review", everyone, before("2027-07-17", 180, 60, 14, 0)),
        ("review", "review", everyone, late("2027-07-17", END, 30)),
        ("step", "step", LEAD, before("2026-03-10", 14, 3, 0)),
        ("step", "step", LEAD, late("2026-03-10", STEPPED - one_day, 14)),
        # Signed on 30 June 2025, not in force a year later.
        ("signed", "signed-for-a-year", house_, late("2026-06-30", END, 90)),
    ]  # fmt: skip
    return [
        (day, people, agreement, rule)
        for agreement, rule, people, on in lines
        for day in on
        if START <= day <= END
    ]


@pytest.mark.django_db
def test_day_by_day_everybody_is_told_exactly_what_a_calendar_on_the_wall_says(house):
    recorded_for_two_years()
    for day in days(START.isoformat(), END.isoformat()):
        with mock.patch.object(timezone, "now", return_value=at(day.isoformat(), 7)):
            kept(day)
        run(at(day.isoformat()))
        if day.day == 7:
            run(at(day.isoformat(), 15))  # again on the same day
    assert told() == letters(expected_rings(), END)
    assert Notice.objects.count() == len({(day, who) for day, who, *_rest in told()})


@pytest.mark.django_db
def test_after_days_without_a_run_only_what_holds_now_is_told(house):
    recorded(short="NOTES", expires="2026-09-30", renewal="notes")
    run(at("2026-04-03"))
    run(at("2026-09-25", 15))
    run(at("2026-09-28"))
    mine = [one for one in told() if one[1] == "son"]
    assert mine == [
        ("2026-04-03", "son", "notes", "expiry"),
        ("2026-09-25", "son", "notes", "expiry"),
    ]
    assert [row.occasion for row in AlarmTold.objects.filter(to=make.son())] == [
        date(2026, 4, 3),
        date(2026, 9, 23),
    ]


@pytest.mark.django_db
def test_a_date_that_moves_rings_anew_and_a_run_repeated_tells_nobody_twice(house):
    found = recorded(short="NOTES", expires="2026-09-30", renewal="notes")
    assert run(at("2026-09-23")).reminders == 6
    assert run(at("2026-09-23")).reminders == 0
    Agreement.objects.filter(pk=found.pk).update(expires="2026-10-23")
    assert run(at("2026-09-24")).reminders == 6


@pytest.mark.django_db
def test_who_may_not_see_it_is_not_told_and_nobody_in_charge_means_the_unit(house):
    found = recorded(short="NOTES", expires="2026-09-30")
    Agreement.objects.filter(pk=found.pk).update(sensitivity="restricted", person=None)
    run(at("2026-09-23"))
    assert {who for _day, who, *_rest in told()} == DESK
    Agreement.objects.filter(pk=found.pk).update(sensitivity="internal")
    run(at("2026-09-30"))
    assert {who for day, who, *_rest in told() if day == "2026-09-30"} == (
        LEAD | HEAD | DESK | MISSION
    )
    Agreement.objects.filter(pk=found.pk).update(person=make.son())
    Post.objects.filter(user=make.son()).update(end=date(2026, 9, 1))
    people = staff(active_people(), date(2026, 10, 1))
    step = alarm_rules.Rule("step", "step", ("person",), before=(7,))
    Agreement.objects.filter(pk=found.pk).update(next_step="x", next_step_on=date(2026, 10, 5))
    assert set(ringing_now([step], people, at("2026-10-01"))) == {make.binh().pk}


@pytest.mark.django_db
def test_a_letter_holds_days_and_no_word_of_an_agreement(house, settings):
    settings.ADDRESS = "https://chancery.example/"
    recorded(short="BIMAT", name_vi="Hiệp định bí mật", expires="2026-09-30")
    run(at("2026-09-23"))
    notice = Notice.objects.get(to=make.lan())
    assert notice.subject == "Nhắc việc ngày 23/09/2026: 1 mốc của điều ước, thỏa thuận"
    assert "30/09/2026" in notice.body
    assert f"https://chancery.example{digest.ALARMS_PAGE}" in notice.body
    for word in ("BIMAT", "bimat", "bí mật", "bi-mat"):
        assert word not in notice.subject + notice.body


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_agreements(house):
    recorded(short="A", expires="2026-09-30")
    rules, people = alarm_rules.alarms().rules, staff(active_people(), date(2026, 9, 23))
    ringing_now(rules, people, at("2026-09-23"))
    with CaptureQueriesContext(connection) as few:
        ringing_now(rules, people, at("2026-09-23"))
    for number in range(6):
        recorded(short=f"B{number}", expires="2026-09-30", replaces=("a",))
    with CaptureQueriesContext(connection) as many:
        ringing_now(rules, people, at("2026-09-23"))
    assert len(many) <= len(few) + 2  # what replaces something is looked up once


# The definition.


def own(workspace, text):
    folder = workspace.root / "definitions"
    folder.mkdir()
    (folder / "alarms.yaml").write_text(text, encoding="utf-8")


def test_a_workspace_may_have_alarms_of_its_own(workspace):
    own(
        workspace,
        "within: 90\nalarms:\n  - {name: only, event: step, before: [1], to: [person]}\n",
    )
    assert [rule.name for rule in alarm_rules.alarms().rules] == ["only"]
    assert alarm_rules.alarms().within == 90


GOOD = "within: 180\nalarms:\n"


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("within: 0\nalarms: []\n", 1, "within is 0"),
        ("within: 9\nalarms: 3\n", 2, "alarms is not a list"),
        ("speed: 3\n", 1, "unknown name speed"),
        (GOOD + "  - x\n", 3, "no alarm"),
        (GOOD + "  - {name: a, event: end, to: [desk]}\n", 3, "event is 'end'"),
        (GOOD + "  - {event: step, before: [1], to: [desk]}\n", 3, "name is None"),
        (GOOD + "  - {name: a, event: step, before: 3, to: [desk]}\n", 3, "before is 3"),
        (GOOD + "  - {name: a, event: step, before: [x], to: [desk]}\n", 3, "before is 'x'"),
        (GOOD + "  - {name: a, event: step, to: [desk]}\n", 3, "never rings"),
        (GOOD + "  - {name: a, event: step, every: 3, to: [desk]}\n", 3, "every without after"),
        (GOOD + "  - {name: a, event: notice, after: 3, to: [desk]}\n", 3, "passes by itself"),
        (GOOD + "  - {name: a, event: step, before: [1], to: [boss]}\n", 3, "to is ['boss']"),
        (GOOD + "  - {name: a, event: stage, after: 1, to: [desk]}\n", 3, "stage is ''"),
        (
            GOOD + "  - {name: a, event: stage, stage: signed, after: 1, to: [desk]}\n",
            3,
            "months is None",
        ),
        (
            GOOD + "  - {name: a, event: step, stage: signed, before: [1], to: [desk]}\n",
            3,
            "no stage",
        ),
        (
            GOOD + "  - {name: a, event: step, months: 2, before: [1], to: [desk]}\n",
            3,
            "no months",
        ),
        (GOOD + "  - {name: a, event: step, before: [1], to: [desk]}\n" * 2, 4, "twice"),
    ],
)
def test_a_wrong_alarm_is_told_with_file_line_cause_and_remedy(workspace, text, line, cause):
    own(workspace, text)
    with pytest.raises(DefinitionError) as told_of:
        alarm_rules.alarms()
    assert f"alarms.yaml, line {line}: " in str(told_of.value)
    assert cause in str(told_of.value)
    assert "; " in str(told_of.value)
