"""Signing in and out."""

import pytest
from django.core.cache import cache

from chancery.people.models import Installation, Role
from tests import make
from tests.make import PASSWORD
from tests.web.people import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


def sign_in(client, password=PASSWORD, **more):
    return client.post("/sign-in/", {"username": "lan", "password": password, **more})


def test_a_nul_is_left_out_of_what_is_typed_and_the_rest_is_kept(client):
    client.force_login(make.with_password(make.khoa()))
    make.units("moit")
    form = {"name_vi": "Bộ\0 Ngoại giao", "name_en": "Ministry", "address": ""}
    assert client.post("/settings/name/", form).status_code == 302
    assert Installation.objects.get().name_vi == "Bộ Ngoại giao"
    person = make.nobody()
    post = {"unit_typed": "moit\0", "role": "reader"}
    assert client.post(f"/settings/people/{person.pk}/post/", post).status_code == 302
    assert person.posts.get().unit_id == "moit"


def test_every_page_asks_to_sign_in_and_remembers_where_one_wanted_to_go(client):
    answer = client.get("/?tab=tasks")
    assert answer.url == "/sign-in/?next=/%3Ftab%3Dtasks"


def test_signing_in_leads_to_the_page_asked_for(client):
    somebody()
    assert sign_in(client, next="/?tab=tasks").url == "/?tab=tasks"


def test_signing_in_never_leads_to_another_site(client):
    somebody()
    assert sign_in(client, next="//evil.example/").url == "/"


def test_sign_in_names_are_not_case_sensitive(client):
    somebody()
    answer = client.post("/sign-in/", {"username": "LAN", "password": PASSWORD})
    assert answer.status_code == 302


def test_one_signs_in_with_the_e_mail_one_was_invited_by(client):
    person = somebody()
    person.email = "le.ngoc.lan.o.vu.ngoai.giao.kinh.te.cua.bo@mofa.example.test"
    person.save()
    answer = client.post("/sign-in/", {"username": person.email.upper(), "password": PASSWORD})
    assert answer.status_code == 302
    client.post("/sign-out/")
    twin = make.person("lan2", "Lê Ngọc Lan")
    twin.email = person.email
    twin.save()  # an address that two people share names neither
    answer = client.post("/sign-in/", {"username": person.email, "password": PASSWORD})
    assert answer.status_code == 200


def test_a_wrong_password_is_told_without_saying_which_half_was_wrong(client):
    somebody()
    answer = sign_in(client, "wrong")
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()


def test_too_many_wrong_passwords_lock_the_sign_in_and_say_for_how_long(client, settings):
    somebody()
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in(client, "wrong")
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "Tạm khóa đăng nhập" in page
    assert "15 phút" in page
    assert sign_in(client).status_code == 429


def test_signing_out_needs_a_button_not_a_link(client):
    client.force_login(somebody())
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").url == "/sign-in/"
    assert client.get("/").status_code == 302


def test_an_ended_session_is_told_at_the_sign_in(client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "gone"
    assert "Phiên làm việc đã hết" in client.get("/sign-in/?next=/").content.decode()
    assert "Phiên làm việc đã hết" not in client.get("/sign-in/").content.decode()


def test_an_ended_session_sends_the_whole_page_to_the_sign_in_not_a_part_of_it(client):
    answer = client.get(
        "/", headers={"hx-request": "true", "hx-current-url": "http://testserver/tasks/?page=2"}
    )
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=%2Ftasks%2F%3Fpage%3D2"


def test_demo_people_sign_in_with_one_click_in_demo_mode_alone(client, settings):
    somebody(is_demo=True, about_vi="Theo dõi Nhật Bản")
    chosen = {"username": "lan", "next": "/"}
    assert client.post("/sign-in/demo/", chosen).status_code == 404
    settings.DEMO = True
    assert client.get("/sign-in/demo/").status_code == 405
    assert client.post("/sign-in/demo/", chosen).url == "/"
    assert client.get("/").status_code == 200


def test_the_demo_lists_its_people_with_unit_role_and_what_they_see_first(client, settings):
    settings.DEMO = True
    somebody(is_demo=True, about_vi="Duyệt báo cáo của Vụ", role=Role.HEAD)
    somebody("real", full_name="Người Thật")
    page = client.get("/sign-in/").content.decode()
    assert "Thủ trưởng đơn vị, Vụ Tổng hợp kinh tế" in page
    assert "Duyệt báo cáo của Vụ" in page
    assert "Người Thật" not in page


def test_nobody_real_can_be_entered_by_the_door_of_the_demo(client, settings):
    settings.DEMO = True
    somebody("real")
    assert client.post("/sign-in/demo/", {"username": "real"}).status_code == 404


def test_what_no_text_has_is_left_out_of_an_address(client):
    person = somebody()
    client.force_login(person)
    page = client.get("/tasks/?text=a%00b")
    assert page.status_code == 200
    assert page.context["filter_form"].data["text"] == "ab"
