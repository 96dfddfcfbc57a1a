"""Who stands for what: the circles of a viewer, and what each may see of one record."""

from datetime import date

import pytest

from chancery.documents import access
from chancery.history.queries import latest
from chancery.people.access import viewer_of
from chancery.people.actions import (
    add_user,
    end_post,
    give_post,
    set_language,
    set_office_holder,
)
from chancery.people.errors import PeopleError, UnknownUnitError
from chancery.people.models import OfficeHolder, Post, User
from tests import make

pytestmark = pytest.mark.django_db


def test_a_person_without_a_post_reads_nothing():
    viewer = make.viewer(make.nobody())
    assert not viewer.reads
    assert viewer.units == frozenset()


def test_an_officer_stands_for_the_unit_and_shares_the_agencys_circle():
    make.ground()
    viewer = make.viewer(make.lan())
    assert viewer.units == {"mofa-economic"}
    assert {"mofa", "mofa-economic"} <= viewer.agency_units
    assert viewer.writes_for("mofa-economic")
    assert not viewer.writes_for("mofa")
    assert not viewer.heads("mofa-economic")


def test_the_head_of_a_ministry_stands_for_its_departments_not_for_its_missions():
    make.ground()
    viewer = make.viewer(make.hien())
    assert viewer.heads("mofa-economic")
    assert not viewer.heads("mission-jp")
    assert "mission-jp" not in viewer.agency_units


def test_a_mission_stands_alone_with_its_trade_office_and_knows_its_area():
    make.ground()
    viewer = make.viewer(make.tuan())
    assert viewer.agency_units == {"mission-jp", "trade-jp"}
    assert viewer.area == {"JP"}


def test_the_government_office_oversees_and_a_ministry_does_not():
    make.ground()
    assert make.viewer(make.quang()).oversees
    assert not make.viewer(make.binh()).oversees


def test_the_government_does_not_stand_for_the_ministries_under_it():
    make.ground()
    viewer = make.viewer(make.person("an", "An", "gov", "officer"))
    assert viewer.units == {"gov"}
    assert not viewer.writes_for("moit")


def test_a_post_counts_from_its_first_day_until_the_day_on_which_it_ends():
    lan = make.lan()
    Post.objects.filter(user=lan).update(start=date(2026, 3, 1), end=date(2026, 3, 31))
    seen = [
        viewer_of(lan, today=day).reads
        for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 30), date(2026, 3, 31))
    ]
    assert seen == [False, True, True, False]


def test_a_person_who_may_no_longer_sign_in_stands_for_nothing():
    lan = make.lan()
    lan.is_active = False
    assert not viewer_of(lan).reads


def test_working_out_a_viewer_takes_three_queries(django_assert_num_queries):
    make.ground()
    lan = make.lan()
    with django_assert_num_queries(3):
        viewer_of(lan)


INSIDE, OVER, OUT = {"lan", "minh", "ha", "thu", "hien", "vy"}, {"quang"}, set()


@pytest.mark.parametrize(
    ("sensitivity", "named", "who"),
    [
        ("public", (), {p.__name__ for p in make.CAST} - {"khoa", "nobody"}),
        ("internal", (), INSIDE | OVER),
        ("restricted", (), {"lan", "minh", "ha", "thu"}),
        ("restricted", ("moit",), {"lan", "minh", "ha", "thu", "son", "binh"}),
    ],
)
def test_who_sees_a_document_of_a_department(sensitivity, named, who):
    make.ground()
    document = make.document(sensitivity=sensitivity)
    document.named_units.set(named)
    seen = {
        person.__name__
        for person in make.CAST
        if access.documents(make.viewer(person())).filter(pk=document.pk).exists()
    }
    assert seen == who


def test_a_new_person_signs_in_with_a_good_password_and_sees_nothing_yet():
    user = add_user(
        username=" Trang ", full_name="Trang", password="mot-hai-ba-bon-nam", by="khoa"
    )
    assert user.username == "trang"
    assert user.check_password("mot-hai-ba-bon-nam")
    assert not viewer_of(user).reads
    assert latest().first().action == "user.add"
    assert "mot-hai" not in str(latest().first().values_beside.changes)


@pytest.mark.parametrize("password", ["short", "password1234", "123456789012345"])
def test_a_weak_password_is_refused_and_nobody_is_added(password):
    with pytest.raises(PeopleError):
        add_user(username="trang", full_name="Trang", password=password, by="khoa")
    assert not User.objects.filter(username="trang").exists()


def test_a_taken_name_is_told():
    make.lan()
    with pytest.raises(PeopleError, match="lan"):
        add_user(username="LAN", full_name="Lan", password="mot-hai-ba-bon-nam", by="khoa")


def test_posts_are_given_once_and_ended_with_their_day():
    make.unit("moit")
    user = make.nobody()
    post = give_post(user=user, unit="moit", role="officer", by="khoa")
    assert give_post(user=user, unit="moit", role="officer", by="khoa") == post
    assert viewer_of(user).writes_for("moit")
    end_post(post=post, by="khoa", end=date(2020, 1, 1))
    assert post.end == post.start
    with pytest.raises(UnknownUnitError, match="no-such"):
        give_post(user=user, unit="no-such", role="officer", by="khoa")


def test_a_post_ended_today_opens_nothing_any_more():
    make.unit("moit")
    user = make.nobody()
    post = give_post(user=user, unit="moit", role="officer", by="khoa")
    end_post(post=post, by="khoa")
    assert not viewer_of(user).reads
    assert viewer_of(make.lan()).reads


def test_a_new_holder_of_an_office_ends_the_term_of_the_one_before():
    unit = make.unit("moit")
    words = {"unit": unit, "title_vi": "Bộ trưởng", "title_en": "Minister", "by": "khoa"}
    set_office_holder(full_name="Người Trước", start=date(2021, 4, 8), **words)
    set_office_holder(full_name="Người Sau", start=date(2026, 4, 8), acting=True, **words)
    terms = list(OfficeHolder.objects.values_list("full_name", "end", "acting"))
    assert terms == [("Người Sau", None, True), ("Người Trước", date(2026, 4, 7), False)]


def test_the_language_is_remembered_and_told_once():
    lan = make.lan()
    set_language(user=lan, language="en", by="lan")
    set_language(user=lan, language="en", by="lan")
    assert latest().filter(action="user.language").count() == 1
