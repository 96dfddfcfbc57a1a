"""The same deadline in Hà Nội, at UTC+9 and at UTC-5; days off at home and with the hosts."""

from datetime import UTC, date, datetime

import pytest

from chancery.people.models import Area, Unit
from chancery.work import abroad, queries
from chancery.work.timeliness import Timeliness
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def lima():
    """A mission at UTC-5, where no summer time moves the clock."""
    make.ground()
    peru = make.partner("AU")
    peru.pk, peru.name_en, peru.name_vi = "PE", "Peru", "Pê-ru"
    peru.save(force_insert=True)
    unit = Unit.objects.create(
        key="mission-pe",
        kind="mission",
        name_vi="Đại sứ quán tại Pê-ru",
        name_en="Embassy in Peru",
        belongs_to_id="mofa",
        time_zone="America/Lima",
    )
    Area.objects.create(unit=unit, partner=peru, role="host")
    return unit


def shown(task, zone):
    return f"{abroad.deadline_in(task, zone):%Y-%m-%d %H:%M}"


def test_one_moment_is_shown_by_each_clock(lima):
    task = make.task(due=date(2026, 3, 18))
    moment = queries.deadline_of(task)
    assert moment == datetime(2026, 3, 18, 17, tzinfo=UTC)
    assert shown(task, "Asia/Ho_Chi_Minh") == "2026-03-19 00:00"
    assert shown(task, "Asia/Tokyo") == "2026-03-19 02:00"
    assert shown(task, lima.time_zone) == "2026-03-18 12:00"
    for zone in ("Asia/Tokyo", "America/Lima"):
        assert abroad.deadline_in(task, zone) == moment
    assert abroad.deadline_in(make.task(), "Asia/Tokyo") is None


def test_what_a_mission_assigned_ends_by_its_own_clock(lima):
    task = make.task(due=date(2026, 3, 18))
    task.assigner = lima
    task.save()
    assert shown(task, "America/Lima") == "2026-03-19 00:00"
    assert shown(task, "Asia/Ho_Chi_Minh") == "2026-03-19 12:00"
    noon = datetime(2026, 3, 19, 4, tzinfo=UTC)
    assert queries.timeliness_of(task, noon) is Timeliness.OPEN_IN_TIME


def test_over_tet_the_due_date_moves_for_everybody():
    task = make.task(lead="mission-jp", due=date(2026, 2, 17))  # the first day of the year
    assert shown(task, "Asia/Tokyo") == "2026-02-24 02:00"
    unit = make.unit("mission-jp")
    assert queries.days_left(task, datetime(2026, 2, 13, 3, tzinfo=UTC)) == 1
    # The emperor's birthday is a holiday in Japan: Monday 23 February, when the task closes.
    holiday = abroad.holiday_at(task, unit)
    assert (holiday.day, holiday.country) == (date(2026, 2, 23), "JP")
    assert "Emperor" in holiday.name


def test_a_host_holiday_is_a_note_and_moves_nothing(lima):
    task = make.task(lead="mission-jp", due=date(2026, 4, 29))  # Showa Day
    holiday = abroad.holiday_at(task, make.unit("mission-jp"))
    assert (holiday.day, holiday.name) == (date(2026, 4, 29), "Showa Day")
    assert shown(task, "Asia/Ho_Chi_Minh") == "2026-04-30 00:00"
    assert abroad.holiday_at(task, lima) is None
    assert abroad.holiday_at(task, make.unit("mission-kr")) is None
    assert abroad.holiday_at(make.task(due=date(2026, 7, 28)), lima).country == "PE"


def test_a_trade_office_shares_the_holidays_of_the_mission_it_sits_in():
    task = make.task(due=date(2026, 4, 29))
    office = make.unit("trade-jp")
    office.area.all().delete()
    assert abroad.host_of(office) == "JP"
    assert abroad.holiday_at(task, office).name == "Showa Day"


def test_no_note_at_home_without_a_date_or_where_no_calendar_is_known(lima):
    make.ground()
    showa = make.task(due=date(2026, 4, 29))
    assert abroad.holiday_at(showa, make.unit("moit")) is None
    assert abroad.holiday_at(make.task(), make.unit("mission-jp")) is None
    home = make.unit("mission-kr")
    home.area.update(partner="VN")
    assert abroad.holiday_at(make.task(due=date(2026, 2, 16)), home) is None
    home.area.update(partner="ASEAN")
    assert abroad.holiday_at(showa, home) is None
