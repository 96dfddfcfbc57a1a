"""Working days in Viet Nam, and where a pack has days of its own."""

from datetime import date
from pathlib import Path

import pytest

from chancery.reference import Calendar, PackError, load_pack

TET_2026 = date(2026, 2, 17)


@pytest.fixture
def vn() -> Calendar:
    return load_pack("vn").calendar


def test_tet_is_not_a_working_day(vn: Calendar) -> None:
    assert not vn.is_working_day(TET_2026)
    assert vn.holiday_name(TET_2026, "vi") == "Tết Nguyên Đán"
    assert "New Year" in (vn.holiday_name(TET_2026, "en") or "")


def test_a_day_before_tet_is_a_working_day_without_a_name(vn: Calendar) -> None:
    assert vn.is_working_day(date(2026, 2, 13))
    assert vn.holiday_name(date(2026, 2, 13)) is None


def test_what_falls_due_in_tet_moves_behind_it(vn: Calendar) -> None:
    assert vn.next_working_day(TET_2026) == date(2026, 2, 23)
    assert vn.next_working_day(date(2026, 2, 23)) == date(2026, 2, 23)


def test_a_saturday_that_makes_up_for_a_day_off_is_worked(vn: Calendar) -> None:
    assert not vn.is_working_day(date(2026, 8, 31))
    assert vn.is_working_day(date(2026, 8, 22))


def test_working_days_are_counted_after_the_first_day(vn: Calendar) -> None:
    friday, monday = date(2026, 3, 6), date(2026, 3, 9)
    assert vn.working_days_between(friday, monday) == 1
    assert vn.working_days_between(monday, friday) == -1
    assert vn.working_days_between(friday, friday) == 0


def test_a_year_that_is_not_known_is_a_clear_error(vn: Calendar) -> None:
    with pytest.raises(PackError, match="public holidays of VN in 3000 are not known"):
        vn.is_working_day(date(3000, 1, 3))


def test_a_country_without_known_holidays_is_a_clear_error() -> None:
    with pytest.raises(PackError, match="no calendar of public holidays is known for QM"):
        Calendar.for_country("QM")


def test_the_calendar_of_another_country_works_the_same() -> None:
    assert not Calendar.for_country("JP").is_working_day(date(2026, 1, 1))


def test_a_packs_own_days_come_first() -> None:
    calendar = load_pack(Path(__file__).parents[1] / "packs" / "example").calendar
    own = date(2026, 3, 2)
    assert not calendar.is_working_day(own)
    assert calendar.holiday_name(own, "en") == "Day of the Sea"
    assert calendar.holiday_name(own, "vi") == "Ngày Biển"
    assert calendar.is_working_day(date(2026, 3, 7))
    assert calendar.holiday_name(date(2026, 3, 7)) is None
