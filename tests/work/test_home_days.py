"""The day at home of a minute: what asking the zone itself gives, wherever home is."""

from datetime import UTC, datetime
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.work import home_days
from chancery.work.home_days import TO_THE_MINUTE, HomeDays

MINUTES = st.integers(946_684_800, 2_208_988_800).map(lambda s: datetime.fromtimestamp(s, UTC))
"""Of the years 2000 to 2039."""
ZONES = ("Asia/Ho_Chi_Minh", "Asia/Kathmandu", "America/Havana", "Pacific/Apia", "UTC")


def day_of(moment, zone):
    with mock.patch.object(home_days, "country_pack", return_value=mock.Mock(time_zone=zone)):
        return HomeDays()[str(moment)[TO_THE_MINUTE]]


@pytest.mark.parametrize("zone", ZONES)
@given(moment=MINUTES)
def test_it_is_the_day_on_the_wall_there(zone, moment):
    assert day_of(moment, zone) == moment.astimezone(ZoneInfo(zone)).date()


@pytest.mark.parametrize(
    ("zone", "turn"),
    [
        ("Asia/Ho_Chi_Minh", (2026, 3, 16, 17, 0)),
        ("Asia/Kathmandu", (2026, 3, 16, 18, 15)),
        ("America/Havana", (2026, 3, 8, 5, 0)),  # summer time begins at midnight: no 00:00
        ("America/Havana", (2026, 11, 1, 4, 0)),  # the first of two hours after midnight
        ("Pacific/Apia", (2011, 12, 30, 10, 0)),  # the 30th was left out
    ],
)
def test_the_day_turns_with_the_minute(zone, turn):
    at = datetime(*turn, tzinfo=UTC)
    before = at.replace(hour=at.hour - 1, minute=59) if not at.minute else at.replace(minute=14)
    for moment in (before, at):
        assert day_of(moment, zone) == moment.astimezone(ZoneInfo(zone)).date()
    assert day_of(before, zone) < day_of(at, zone)
