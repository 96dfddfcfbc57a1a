"""Choosing a language stays where one is, also where a form alone led there."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from chancery.people.models import Role
from chancery.web.staying import page_above, shown_at
from tests import make
from tests.web.pages import send, words
from tests.web.people import somebody
from tests.web.routes import routes

pytestmark = pytest.mark.django_db
OURS = "http://testserver"


def asked(method, path, referer=""):
    sent_from = {"Referer": referer} if referer else {}
    return getattr(RequestFactory(), method)(path, headers=sent_from)


def test_a_page_is_shown_again_at_its_own_address():
    assert shown_at(asked("get", "/tasks/?page=2")) == "/tasks/?page=2"
    assert shown_at(asked("post", "/account/calendar/new/")) == "/account/calendar/new/"


def test_what_a_form_alone_leads_to_is_left_for_the_page_that_form_stands_on():
    came_from = f"{OURS}/documents/5/reader/?finding=7"
    request = asked("post", "/documents/5/reader/7/accept/", came_from)
    assert shown_at(request) == "/documents/5/reader/?finding=7"


@pytest.mark.parametrize(
    "referer", ["", "https://evil.example/tasks/", f"{OURS}/documents/5/reader/7/accept/"]
)
def test_where_the_form_stands_is_not_known_the_record_is_shown(referer):
    request = asked("post", "/documents/5/reader/7/accept/", referer)
    assert shown_at(request) == "/documents/5/reader/"


def test_choosing_a_language_never_asks_for_what_takes_forms_alone(client):
    client.force_login(somebody())
    answer = client.post("/language/", {"language": "en", "next": "/documents/5/read-again/"})
    assert answer.url == "/documents/5/"
    assert page_above("/language/") == "/"
    assert page_above("/nothing/there/?x=1") == "/nothing/there/?x=1"


def test_no_address_answers_a_language_chosen_with_405(client):
    client.force_login(somebody("khoa", Role.ADMINISTRATOR))
    for route in routes():
        if "<" in route.pattern:
            continue
        left_for = client.post("/language/", {"language": "en", "next": f"/{route.pattern}"}).url
        assert client.get(left_for).status_code != 405, route.pattern


def test_what_is_shown_once_offers_no_other_language_that_would_lose_it(client):
    make.ground()
    lan, make_one = make.lan(), reverse("calendar-make")
    assert 'class="language"' in words(client, lan, make_one)
    made = send(client, lan, make_one, once="k1").content.decode()
    assert "/calendar/" in made
    assert 'class="language"' not in made
    assert 'data-copy="secret"' in made


def test_a_link_shown_once_can_be_copied(client):
    make.ground()
    khoa, son = make.khoa(), make.son()
    son.is_demo = False
    son.save()
    address = reverse("person", args=[son.pk])
    send(client, khoa, reverse("person-link", args=[son.pk]))
    shown = words(client, khoa, address)
    assert 'data-copy="link"' in shown
    assert 'class="language"' not in shown
    assert 'class="language"' in words(client, khoa, address)
