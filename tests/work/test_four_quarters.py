"""Two quarterly reviews of sixteen agencies, day by day: every message, verdict, figure, agenda and task
is what a second reckoning says. The whole, a year of 1,000 commitments and 80 agencies, is
``python -m benchmarks.quarters``.
"""

from datetime import date

import pytest

from benchmarks.quarters.acting import Play
from benchmarks.quarters.compared import differences
from benchmarks.quarters.plan import Plan, Size
from benchmarks.quarters.reckoned import Reckoned
from chancery.reference import load_pack
from chancery.work.reviews.proposing import Why

pytestmark = pytest.mark.django_db
SIZE = Size(56, 16, (date(2026, 3, 2), date(2026, 4, 6)), date(2026, 5, 15))


def test_two_quarters_are_to_the_letter_what_a_second_reckoning_says(tmp_path, settings):
    settings.MAILBOX = f"maildir://{tmp_path}/box"
    plan = Plan(SIZE, load_pack("vn").calendar.is_working_day)
    played = Play(plan, tmp_path / "box")
    facts, reckoned = played.play(), Reckoned(plan).reckon()
    assert differences(facts, reckoned) == []
    # A table of nothing would prove nothing.
    assert len(reckoned.rungs) >= 3
    assert len(reckoned.reminders) >= 40
    assert {what for _day, _who, what in reckoned.messages} == {
        "call", "urge", "meeting", "mail", "digest", "escalation", "monthly-report",
    }  # fmt: skip
    assert {why for one in reckoned.proposals for _v, why, _d in one.values()} == {*Why}
    assert all(sum(acts.values()) < 60 for acts in played.office.acts)
