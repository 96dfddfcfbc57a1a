"""Units: the frame for all, people for the same agency, work for those concerned."""

from datetime import date

import pytest

from chancery.people.models import Unit, UnitName
from tests import make
from tests.web.pages import HOSTILE, page, words

pytestmark = pytest.mark.django_db


def test_the_list_shows_todays_units_and_ended_ones_on_asking(client):
    make.ground()
    make.merged_unit()
    assert "/units/mpi/" not in words(client, make.lan(), "/units/")
    shown = words(client, make.lan(), "/units/?ended=ended")
    assert "/units/mpi/" in shown
    assert "/units/mof/" not in shown


def test_a_merged_unit_leads_to_its_successor_and_back(client):
    make.ground()
    make.merged_unit()
    UnitName.objects.create(unit_id="mpi", name_vi="Ủy ban Kế hoạch", end="2000")
    merged = words(client, make.lan(), "/units/mpi/?tab=unit")
    assert "/units/mof/" in merged
    assert "Ủy ban Kế hoạch" in merged
    assert "/units/mpi/" in words(client, make.lan(), "/units/mof/?tab=unit")


def test_an_unknown_unit_is_not_found(client):
    assert page(client, make.lan(), "/units/no-such/").status_code == 404


def test_people_are_shown_within_the_agency_alone(client):
    make.ground()
    make.binh()
    assert "Khổng Thái Bình" in words(client, make.son(), "/units/moit/?tab=people")
    assert "Khổng Thái Bình" not in words(client, make.lan(), "/units/moit/?tab=people")


def test_an_administrator_sees_frame_and_people_and_no_work(client):
    found = make.task()
    make.binh()
    shown = words(client, make.khoa(), "/units/moit/?tab=people")
    assert "Khổng Thái Bình" in shown
    for tab in ("tasks", "coordinated", "proposals", "shortcomings", ""):
        shown = words(client, make.khoa(), f"/units/moit/?tab={tab}")
        assert found.reference not in shown
        assert 'class="figures"' not in shown


@pytest.mark.parametrize("tab", ["tasks", "coordinated", "proposals", "shortcomings"])
def test_work_is_listed_for_those_who_may_see_it(client, tab):
    row = {
        "tasks": make.task,
        "coordinated": lambda: make.task(lead="mof", coordinating=("moit",)),
        "proposals": make.proposal,
        "shortcomings": make.shortcoming,
    }[tab]()
    assert row.reference in words(client, make.son(), f"/units/moit/?tab={tab}")
    assert row.reference not in words(client, make.oanh(), f"/units/moit/?tab={tab}")


def test_the_four_outcomes_are_counted_and_open_their_rows(client):
    make.task(due=date(2020, 1, 2))
    shown = words(client, make.son(), "/units/moit/")
    assert '<strong class="is-red">1</strong>' in shown
    assert "?lead=moit&amp;timeliness=open_overdue" in shown


def test_a_mission_names_its_area(client):
    make.ground()
    assert "/partners/JP/" in words(client, make.lan(), "/units/mission-jp/")


@pytest.mark.parametrize(("asked", "seen"), [("kind=mission", True), ("kind=province", False)])
def test_filters_stand_in_the_address(client, asked, seen):
    make.ground()
    assert ("/units/mission-jp/" in words(client, make.lan(), f"/units/?{asked}")) is seen


def test_what_was_written_is_shown_and_never_run(client):
    Unit.objects.create(key="zz", kind="other", name_vi=HOSTILE, name_en=HOSTILE, short="<b>x</b>")
    for address in ("/units/", "/units/zz/"):
        shown = words(client, make.lan(), address)
        assert HOSTILE not in shown
        assert "<b>x</b>" not in shown


def test_the_page_takes_the_same_number_of_queries_for_many(client, django_assert_max_num_queries):
    for number in range(8):
        make.task(text=f"Nhiệm vụ {number}")
    client.force_login(make.son())
    with django_assert_max_num_queries(40):
        client.get("/units/moit/")
