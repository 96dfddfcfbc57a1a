"""What holds for every call: the key, its pace, formats, languages, repeated calls."""

from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from chancery.history.models import Event
from chancery.people.actions import revoke_token
from chancery.people.models import Token
from chancery.register.models import Obstacle
from tests import make
from tests.api.calls import ROOT, Caller

pytestmark = pytest.mark.django_db
NEW = {"held_by": "mofa-economic", "text": "Chậm giải ngân", "partner": "JP"}


@pytest.fixture
def lan():
    make.ground()
    return Caller(make.lan())


def test_whoami_tells_whose_key_it_is_and_what_it_opens():
    make.ground()
    said = Caller(make.lan(), "read:work").get("/whoami").json()
    assert said["person"] == {"username": "lan", "full_name": "Lê Ngọc Lan"}
    assert said["scopes"] == ["read:work"]
    assert [(post["unit"]["key"], post["role"]) for post in said["posts"]] == [
        ("mofa-economic", "officer")
    ]


def test_without_a_key_nothing_opens_not_even_for_a_session():
    make.ground()
    browser = Client()
    browser.force_login(make.lan())
    said = browser.get(f"{ROOT}/tasks")
    assert said.status_code == 401
    assert said.headers["WWW-Authenticate"].startswith("Bearer")
    assert Caller(None).get("/tasks").json()["error"] == "key"
    assert Caller(None).get("/tasks", Authorization="Bearer chy_wrong").status_code == 401
    assert Caller(None).get("/tasks", Authorization="Basic abc").status_code == 401


def test_a_revoked_or_expired_key_opens_nothing(lan):
    assert lan.get("/tasks").status_code == 200
    with mock.patch.object(timezone, "now", return_value=timezone.now() + timedelta(days=91)):
        assert lan.get("/tasks").status_code == 401
    revoke_token(token=Token.objects.get(), by="lan")
    assert lan.get("/tasks").status_code == 401


def test_a_key_does_no_more_than_its_owner_may_do_today(lan):
    task = make.task()
    assert lan.get(f"/tasks/{task.pk}").status_code == 200
    make.lan().posts.update(end=timezone.localdate())
    assert lan.get(f"/tasks/{task.pk}").status_code == 404
    assert lan.get("/tasks").json()["items"] == []


def test_the_last_use_of_a_key_is_kept(lan):
    lan.get("/tasks")
    assert Token.objects.get().used_at


def test_too_many_calls_in_a_minute_are_told_when_to_come_again(lan, settings):
    settings.API_PER_MINUTE = 2
    moment = timezone.now().timestamp()
    with mock.patch("chancery.api.keys.time.time", return_value=moment // 60 * 60 + 15):
        codes = [lan.get("/tasks").status_code for _call in range(3)]
        said = lan.get("/tasks")
    assert codes == [200, 200, 429]
    assert said.json()["error"] == "pace"
    assert said.headers["Retry-After"] == "45"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"text": NaN}', 400),
        (b"[" * 100_000, 400),
        (b"[]", 422),
        (b"null", 422),
        (b'{"text": "\\u0000"}', 422),
        (b'{"text": "\\ud800"}', 422),
        (b'{"due": 99999999999999999999}', 422),
    ],
)
def test_a_body_that_makes_no_sense_is_refused_and_never_a_fault(lan, body, status):
    assert lan.call("POST", "/obstacles", body).status_code == status


def test_a_body_in_another_format_is_refused(lan):
    said = lan.client.post(f"{ROOT}/obstacles", {"text": "x"}, headers=lan.headers)
    assert (said.status_code, said.json()["error"]) == (415, "format")


def test_a_body_that_is_too_large_is_refused(lan, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert lan.post("/obstacles", NEW | {"text": "x" * 200}).status_code == 413


def test_a_field_that_is_not_known_is_refused_not_passed_over(lan):
    said = lan.post("/obstacles", NEW | {"owner": "lan"})
    assert said.status_code == 422
    assert "owner" in str(said.json()["fields"])


def test_a_filter_that_is_not_known_is_refused(lan):
    said = lan.get("/tasks?sate=done")
    assert said.status_code == 422
    assert list(said.json()["fields"]) == ["sate"]


def test_a_field_cannot_be_changed_to_null_where_it_must_hold_something(lan):
    obstacle = make.obstacle()
    assert lan.patch(f"/obstacles/{obstacle.pk}", {"text": None}, 1).status_code == 422


@pytest.mark.parametrize("key", ["0", "99999999999999999999999", "-1", "abc", "%00", "1" * 5000])
def test_an_address_that_names_nothing_is_not_there(lan, key):
    for kind in ("tasks", "agreements", "documents"):
        said = lan.get(f"/{kind}/{key}")
        assert (said.status_code, said.json()["error"]) == (404, "unknown")


def test_an_unknown_address_is_answered_in_the_same_shape(lan):
    said = lan.get("/nothing/here")
    assert said.status_code == 404
    assert said.headers["Content-Type"] == "application/json; charset=utf-8"


def test_what_cannot_be_done_here_is_told_with_what_can(lan):
    said = lan.call("DELETE", "/tasks")
    assert (said.status_code, said.headers["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    told = lan.call("OPTIONS", "/tasks")
    assert (told.status_code, told.headers["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    head = lan.call("HEAD", "/tasks")
    assert (head.status_code, head.content) == (200, b"")


def test_the_description_is_there_without_a_key():
    said = Client().get(f"{ROOT}/openapi.json")
    assert said.status_code == 200
    assert said.json()["info"]["title"] == "Chancery"
    assert Client().post(f"{ROOT}/openapi.json").status_code == 405


def test_messages_come_in_the_language_asked_for(lan):
    lan.headers["Accept-Language"] = "vi"
    vietnamese = lan.get("/tasks/0")
    lan.headers["Accept-Language"] = "en"
    english = lan.get("/tasks/0")
    assert english.json()["message"] == "There is nothing here that you may know of."
    assert vietnamese.json()["message"] != english.json()["message"]
    assert vietnamese.headers["Content-Language"] == "vi"


def test_a_repeated_call_acts_once_and_is_answered_the_same(lan):
    first = lan.post("/obstacles", NEW, Idempotency_Key="abc")
    again = lan.post("/obstacles", NEW, Idempotency_Key="abc")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Obstacle.objects.count() == 1


def test_the_word_of_a_repeated_call_is_not_used_for_another(lan):
    lan.post("/obstacles", NEW, Idempotency_Key="abc")
    said = lan.post("/obstacles", NEW | {"text": "Khác"}, Idempotency_Key="abc")
    assert (said.status_code, said.json()["error"]) == (409, "repeated")
    assert lan.post("/requests", {}, Idempotency_Key="abc").status_code == 422
    assert lan.post("/obstacles", NEW, Idempotency_Key="xin chào").status_code == 422
    assert Obstacle.objects.count() == 1


def test_a_repeated_call_that_failed_may_be_made_again(lan):
    bad = NEW | {"partner": "XX"}
    assert lan.post("/obstacles", bad, Idempotency_Key="abc").status_code == 422
    assert lan.post("/obstacles", NEW, Idempotency_Key="abc").status_code == 201


def test_two_people_may_use_the_same_word(lan):
    lan.post("/obstacles", NEW, Idempotency_Key="abc")
    said = Caller(make.minh()).post("/obstacles", NEW, Idempotency_Key="abc")
    assert said.status_code == 201
    assert Obstacle.objects.count() == 2


def test_a_record_taken_back_twice_by_one_call_is_taken_back_once(lan):
    obstacle = make.obstacle()
    why = {"reason": "Ghi nhầm"}
    for _call in range(2):
        said = lan.post(f"/obstacles/{obstacle.pk}/withdrawal", why, Idempotency_Key="w")
        assert said.status_code == 204
    assert Event.objects.filter(action="obstacle.withdraw").count() == 1


def test_a_fault_is_told_without_its_cause(lan):
    with mock.patch("chancery.api.tasks.rows", side_effect=RuntimeError("secret place")):
        said = lan.get("/tasks")
    assert said.status_code == 500
    assert said.json()["error"] == "fault"
    assert "secret place" not in said.content.decode()
