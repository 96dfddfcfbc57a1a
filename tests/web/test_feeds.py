"""The calendar address: made, shown once, opened without signing in, closed."""

import re
from datetime import date, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from chancery.people.actions import make_token, revoke_token
from chancery.people.models import Post, Token
from chancery.web import calendar_feed
from chancery.web.views import feeds
from chancery.work.models import Task
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db
TEXT = "Mở thị trường cho bưởi"


def address(user, *scopes):
    token, secret = make_token(user=user, kind="calendar", scopes=scopes, by=user.username)
    return token, f"/calendar/{secret}.ics"


def events(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return {str(e["SUMMARY"]): e for e in Calendar.from_ical(answer.content).walk("VEVENT")}


@pytest.fixture
def task():
    return make.task(text=TEXT, due=timezone.localdate() + timedelta(days=9))


def test_an_address_is_shown_once_and_opens_without_signing_in(client, task):
    son = make.son()
    answer = send(client, son, "/account/calendar/new/")
    found = re.search(r"http://testserver(/calendar/chy_[\w-]+\.ics)", answer.content.decode())[1]
    assert "no-store" in answer.headers["Cache-Control"]
    assert "chy_" not in words(client, son, "/account/calendar/")
    client.logout()
    [event] = events(client, found).values()
    assert event["DTSTART"].dt == task.due
    assert event["DTEND"].dt == task.due + timedelta(days=1)
    assert event["UID"].startswith(f"task-{task.pk}@")
    assert event["STATUS"] == "CONFIRMED"
    assert Token.objects.get().used_at is not None


def test_its_links_lead_to_the_system_under_its_own_name_or_the_one_asked_for(client, task):
    _token, path = address(make.son())
    for known, host in [("", "http://testserver"), ("https://nkt.example", "https://nkt.example")]:
        with override_settings(ADDRESS=known):
            [event] = events(client, path).values()
        assert event["URL"] == f"{host}/tasks/{task.pk}/"
        assert event["DESCRIPTION"].endswith(f"{host}/tasks/{task.pk}/")


def test_a_new_address_closes_the_one_before(client, task):
    son = make.son()
    _token, old = address(son)
    send(client, son, "/account/calendar/new/")
    assert client.get(old).status_code == 404
    assert Token.objects.filter(revoked_at__isnull=True).count() == 1


def test_a_form_sent_twice_makes_one_address(client):
    son = make.son()
    form = words(client, son, "/account/calendar/new/")
    once = re.search(r'name="once" value="([^"]+)"', form)[1]
    send(client, son, "/account/calendar/new/", once=once)
    assert send(client, son, "/account/calendar/new/", once=once).status_code == 302
    assert Token.objects.count() == 1


def test_closed_unknown_expired_and_whose_owner_left_look_all_the_same(client):
    closed, first = address(make.son())
    revoke_token(token=closed, by="son")
    left, second = address(make.binh())
    left.user.is_active = False
    left.user.save()
    expired, third = address(make.lan())
    expired.expires_at = timezone.now() - timedelta(seconds=1)
    expired.save()
    _key, secret = make_token(
        user=make.minh(), kind="api", name="x", scopes=["read:work"], by="minh"
    )
    paths = [first, second, third, f"/calendar/{secret}.ics", f"/calendar/chy_{'x' * 43}.ics"]
    answers = [client.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert len({len(answer.content) for answer in answers}) == 1


def test_it_is_closed_on_its_page_after_a_question(client):
    son = make.son()
    _token, path = address(son)
    assert page(client, son, "/account/calendar/close/").status_code == 200
    assert client.get(path).status_code == 200
    send(client, son, "/account/calendar/close/")
    assert client.get(path).status_code == 404


def test_it_holds_no_word_of_a_task_unless_its_owner_chose_so(client, task):
    _token, path = address(make.son())
    assert TEXT.encode() not in client.get(path).content
    [summary] = events(client, path)
    assert task.reference in summary
    _token, path = address(make.binh(), "titles")
    [summary] = events(client, path)
    assert summary.endswith(TEXT)


def test_the_words_of_a_restricted_task_are_never_in_it(client, task):
    Task.objects.update(sensitivity="restricted")
    task.named_units.set(["moit"])
    _token, path = address(make.son(), "titles")
    [summary] = events(client, path)
    assert TEXT not in summary
    assert task.reference in summary


def test_what_its_owner_may_not_see_is_not_in_it(client, task):
    Task.objects.update(sensitivity="restricted")
    task.named_units.set(["mofa"])
    _token, path = address(make.son(), "unit")
    assert events(client, path) == {}
    Post.objects.filter(user=make.son()).update(end=timezone.localdate())
    assert events(client, path) == {}


def test_mine_are_those_i_am_in_charge_of_and_those_nobody_is_named_for(client, task):
    Task.objects.update(person=make.binh())
    _token, mine = address(make.son())
    assert events(client, mine) == {}
    _token, units = address(make.son(), "unit")
    assert len(events(client, units)) == 1
    _token, binhs = address(make.binh())
    assert len(events(client, binhs)) == 1


def test_what_is_long_done_is_left_out_and_what_is_still_open_stays(client, task):
    Task.objects.update(due=timezone.localdate() - timedelta(days=100))
    _token, path = address(make.son())
    assert len(events(client, path)) == 1
    Task.objects.update(state="cancelled")
    assert events(client, path) == {}
    Task.objects.update(due=timezone.localdate())
    [event] = events(client, path).values()
    assert event["STATUS"] == "CANCELLED"


def test_a_moved_date_keeps_its_uid_and_counts_on(client, task):
    _token, path = address(make.son())
    [before] = events(client, path).values()
    Task.objects.update(due=task.due + timedelta(days=3), version=task.version + 1)
    [after] = events(client, path).values()
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTART"].dt == before["DTSTART"].dt + timedelta(days=3)


def test_what_did_not_change_is_not_sent_again_and_no_proxy_keeps_it(client, task):
    _token, path = address(make.son())
    first = client.get(path)
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Task.objects.update(state="accepted")
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_who_asks_too_often_is_told_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(feeds, "ANSWERS", 2)
    monkeypatch.setattr(feeds, "GUESSES", 2)
    _token, path = address(make.son())
    assert [client.get(path).status_code for _n in range(3)] == [200, 200, 429]
    assert [client.get("/calendar/x.ics").status_code for _n in range(3)] == [404, 404, 429]
    _token, other = address(make.binh())
    assert client.get(other).status_code == 200  # one hasty calendar stops nobody else's
    assert client.get(path).headers["Retry-After"] == "3600"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_any_text_comes_back_from_lines_of_at_most_75_bytes(text):
    made = Task(pk=7, reference="NV-2026-0007", text=text, due=date(2026, 3, 2), version=4)
    made.created_at, made.sensitivity = timezone.now(), "internal"
    made.state = "accepted"
    whole = Calendar()
    whole.add_component(calendar_feed._event(made, "http://testserver", titles=True))
    data = whole.to_ical()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    [event] = Calendar.from_ical(data).walk("VEVENT")
    shown = " ".join(text.split())
    said = str(event["SUMMARY"])
    if len(shown) <= calendar_feed.LONGEST:
        assert said.endswith(f": {shown}")
    else:
        assert said.endswith(f": {shown[:119]}…")


def test_dates_of_agreements_stand_in_the_calendar_without_their_names(client):
    day = timezone.localdate() + timedelta(days=40)
    make.agreement(short="BIMAT", expires=day.isoformat(), renewal="notes")
    _token, path = address(make.lan())
    [event] = events(client, path).values()
    assert event["DTSTART"].dt == day
    assert event["UID"].startswith("agreement-")
    assert event["URL"].endswith("/agreements/alarms/")
    assert b"bimat" not in client.get(path).content.lower()
    _token, path = address(make.lan(), "titles")
    assert b"BIMAT" in client.get(path).content
    _token, path = address(make.oanh(), "titles")
    assert events(client, path) == {}
