"""A year of mornings (two with ``CHANCERY_SLOW=1``): every rung and letter is what a second, plain reckoning of the days says.

The reckoning knows nothing of the product: a list of working days, a due date, a day on which the
head answers. It counts along the list with ``index`` alone. Tasks differ by when they fall due,
whom they are given to, how pressing they are, and what the unit does about them.
"""

import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from unittest import mock

import holidays
import pytest
from django.utils import timezone

from chancery.notices.models import Notice
from chancery.work import actions as work
from chancery.work.actions.escalation_clock import climb
from chancery.work.escalation.values import AnswerValues, LetterValues
from chancery.work.models import Escalation, Progress, Task
from tests import make

pytestmark = pytest.mark.django_db
YEARS = 2 if os.environ.get("CHANCERY_SLOW") else 1
FIRST, LAST = date(2025, 1, 2), date(2024 + YEARS, 12, 31)
HOLIDAYS = holidays.country_holidays("VN", years=(2025, 2026, 2027))
EVERY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 60)]
# What offices keep: week-ends and the holidays of the country, moved days among them.
WORKED = [day for day in EVERY if HOLIDAYS.is_working_day(day)]
LADDERS = {
    # lead: who is told on each rung that is there for it
    "mofa-economic": [
        ("unit", "mofa-economic", ["minh"]),
        ("ministry", "mofa", ["hien"]),
        ("committee", "sc-economic-diplomacy", ["quang"]),
    ],
    "moit": [("unit", "moit", ["binh"]), ("committee", "sc-economic-diplomacy", ["quang"])],
}
ANSWER_IN = {"unit": 5, "ministry": 5, "committee": 10}
LEAST = {"normal": 999, "high": 3, "urgent": 1}


@dataclass
class Case:
    """One task of these years."""

    lead: str
    due: date
    priority: str = "normal"
    done: date | None = None
    moved: tuple[date, date] | None = None
    """On the first day the due date becomes the second."""
    urged: date | None = None
    handed_up: date | None = None
    """The head hands up on that day whatever stands open."""
    task: Task | None = field(default=None, repr=False)


def after(day: date, number: int) -> date:
    """So many working days later."""
    later = [one for one in WORKED if one > day]
    return later[number - 1]


def closing(day: date) -> date:
    return next(one for one in WORKED if one >= day)


def few(number: int, case: Case) -> int:
    return min(number, LEAST[case.priority])


def expected(case: Case) -> list[tuple[str, str, str, str]]:
    """Day, ground, rung and unit of each rung, by walking through the days."""
    walk = Walk(case)
    for day in WORKED:
        if day <= LAST and not (case.done and day > case.done):
            walk.morning(day)
    ladder = LADDERS[case.lead]
    return [
        (day.isoformat(), ground, ladder[place][0], ladder[place][1])
        for day, ground, place in walk.found
    ]


class Walk:
    """One task from morning to morning: which rung stands, on what ground, until when."""

    def __init__(self, case: Case) -> None:
        self.case, self.ladder, self.due = case, LADDERS[case.lead], case.due
        self.place, self.ground, self.until = -1, "", None
        self.answered = False
        self.letter_until = after(case.urged, 5) if case.urged else None
        self.found = []

    def morning(self, day: date) -> None:
        case = self.case
        if case.moved and day > case.moved[0] and self.due != case.moved[1]:
            self.due, self.place = case.moved[1], -1
        if case.handed_up and day > case.handed_up and not self.answered:
            self.answered = True
            if self.place == 0:  # only the head hands up, on the evening before
                self.stand(case.handed_up, self.ground, 1)
        wanted = self.wanted(day)
        if wanted and wanted[1] < len(self.ladder):
            self.stand(day, *wanted)

    def wanted(self, day: date) -> tuple[str, int] | None:
        """The rung that is missing on that morning."""
        above = next(n for n, rung in enumerate(self.ladder) if rung[0] != "unit")
        if self.letter_until and day > self.letter_until and self.place < above:
            return "urging", above
        if self.place < 0:
            late = day >= after(closing(self.due), few(5, self.case))
            return ("overdue", 0) if late else None
        return (self.ground, self.place + 1) if day > self.until else None

    def stand(self, day: date, ground: str, place: int) -> None:
        days = few(ANSWER_IN[self.ladder[place][0]], self.case)
        self.place, self.ground, self.until = place, ground, after(day, days)
        self.found.append((day, ground, place))


def cases() -> list[Case]:
    """One a month, of every kind in turn."""
    made = []
    for number in range(12 * YEARS):
        month = date(2025 + number // 12, number % 12 + 1, 11)
        lead = ("mofa-economic", "moit")[number % 2]
        kind = number % 6
        made.append(
            Case(
                lead=lead,
                due=month,
                priority=("normal", "high", "urgent")[number % 3],
                done=after(month, 40) if kind == 1 else None,
                moved=(after(month, 12), after(month, 45)) if kind == 2 else None,
                urged=after(month, 2) if kind in {3, 5} else None,
                handed_up=after(month, 7) if kind == 4 else None,
            )
        )
    return made


def morning(day: date, hour: int = 8) -> datetime:
    return datetime(day.year, day.month, day.day, hour - 7, tzinfo=UTC)


def clock(day: date, hour: int = 8):
    return mock.patch.object(timezone, "now", return_value=morning(day, hour))


@pytest.fixture
def house():
    make.ground()
    for one in (make.lan, make.minh, make.hien, make.son, make.binh, make.quang):
        one()


def given(case: Case) -> None:
    """Assigned long before, accepted, and reported on far ahead: only its due date matters."""
    assigner = "mofa" if case.lead == "mofa-economic" else "pm"
    with clock(FIRST, 9):
        case.task = make.task(
            assigner=assigner, lead=case.lead, due=case.due, priority=case.priority
        )
    Task.objects.filter(pk=case.task.pk).update(
        state="accepted", accepted_at=morning(FIRST), reported_until=date(2028, 1, 1)
    )
    Progress.objects.create(
        task=case.task,
        unit_id=case.lead,
        period=date(2028, 1, 1),
        health="on_track",
        text="Đang làm",
        state="approved",
        written_by=make.lan(),
        written_at=morning(FIRST),
        decided_by=make.minh(),
        decided_at=morning(FIRST),
    )


def live(case: Case, day: date) -> None:
    """What people do about the task on that day, after the morning's run."""
    task = case.task
    if case.done == day:
        with clock(day, 16):
            who = make.hien if case.lead == "mofa-economic" else make.quang
            work.move(task=task, move="cancel", reason="Không còn cần", by=make.viewer(who()))
    if case.moved and case.moved[0] == day:
        Task.objects.filter(pk=task.pk).update(due=case.moved[1])
    if case.urged == day:
        by, who = ("mofa", make.hien) if case.lead == "mofa-economic" else ("vpcp", make.quang)
        letter = LetterValues(by, case.lead, (task.pk,), "Mở đầu", "Kết", after(day, 5))
        with clock(day, 10):
            work.send_letters(letters=[letter], by=make.viewer(who()))
    if case.handed_up == day:
        row = task.escalations.filter(state="open").first()
        head = {"mofa-economic": make.minh, "moit": make.binh}
        if row and row.to_unit_id in head:
            with clock(day, 16):
                work.answer_escalation(
                    escalation=row,
                    values=AnswerValues("hand_up", "Vượt thẩm quyền"),
                    by=make.viewer(head[row.to_unit_id]()),
                )


def happened(case: Case) -> list[tuple[str, str, str, str]]:
    rows = case.task.escalations.order_by("raised_at", "pk")
    return [(r.raised_on.isoformat(), r.trigger, r.rung, r.to_unit_id) for r in rows]


def test_morning_by_morning_every_rung_and_letter_is_what_the_days_say(house):
    told = cases()
    for case in told:
        given(case)
    day = FIRST
    while day <= LAST:
        with clock(day):
            if climb(now=morning(day)).raised:
                assert climb(now=morning(day)).raised == 0, f"twice on {day}"
        for case in told:
            live(case, day)
        day += timedelta(days=1)

    assert {n: happened(case) for n, case in enumerate(told)} == {
        n: expected(case) for n, case in enumerate(told)
    }
    assert _letters() == _expected_letters(told)
    assert Escalation.objects.count() > 20 * YEARS  # a table of nothing would prove nothing


def _letters() -> dict[tuple[str, str], int]:
    """By day and person, about how many rungs the letters of that day are."""
    found: dict[tuple[str, str], int] = {}
    for notice in Notice.objects.filter(kind="escalation").exclude(key__contains="answer"):
        key = (notice.key.split(":")[1], notice.to.username)
        found[key] = found.get(key, 0) + notice.body.count("- BC-")
    return found


def _expected_letters(told: list[Case]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for case in told:
        people = {rung: who for rung, _unit, who in LADDERS[case.lead]}
        for day, _ground, rung, _to in expected(case):
            for person in people[rung]:
                found[day, person] = found.get((day, person), 0) + 1
    return found


def test_three_days_off_are_caught_up_without_anything_told_twice(house):
    case = Case("mofa-economic", date(2025, 3, 3))
    given(case)
    off = {date(2025, 3, 10), date(2025, 3, 11), date(2025, 3, 12)}
    day = date(2025, 3, 3)
    while day <= date(2025, 4, 30):
        if day not in off:
            with clock(day):
                climb(now=morning(day))
        day += timedelta(days=1)
    assert happened(case) == [
        ("2025-03-13", "overdue", "unit", "mofa-economic"),  # was due to be raised on the 10th
        ("2025-03-21", "overdue", "ministry", "mofa"),
        ("2025-03-31", "overdue", "committee", "sc-economic-diplomacy"),
    ]
    assert sum(_letters().values()) == 3
