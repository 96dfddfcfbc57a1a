"""The pages of mechanisms and initiatives: right people, forms, calendar, Today, the feed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chancery.people.actions import make_token
from chancery.register import actions
from chancery.register.mechanisms.values import RoleValues, SessionValues
from chancery.register.models import Initiative, Mechanism, MechanismSession
from chancery.web.calendar_feed import TITLES, feed
from tests import make
from tests.web.findings import signed_in
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db
HELD = {"held_by": "mofa-economic", "sensitivity": "internal"}


def at(found, step=""):
    return f"/mechanisms/{found.pk}/{step}"


def meet(found, days, **values):
    day = timezone.localdate() + timedelta(days=days)
    said = SessionValues(**{"held" if days < 0 else "planned": day, **values})
    return actions.add_session(mechanism=found, values=said, by=make.viewer(make.lan()))


def test_a_mechanism_is_recorded_and_its_parts_written_down_by_form(client):
    make.ground()
    new = {"text": "Ủy ban hỗn hợp", "kind": "commission", "partners": "JP", "frequency": "year"}
    send(client, make.lan(), "/mechanisms/new/?partner=JP", **new, **HELD)
    found = Mechanism.objects.get()
    day = timezone.localdate() + timedelta(days=30)
    answer = send(client, make.lan(), at(found, "session/"), number="12", outcome="Xong")
    assert list(answer.context["form"].errors) == ["planned"]
    send(client, make.lan(), at(found, "session/"), number="12", planned=day.isoformat())
    session = MechanismSession.objects.get()
    found.refresh_from_db()
    send(
        client,
        make.lan(),
        at(found, f"session/{session.pk}/"),
        number="12",
        planned=day.isoformat(),
        preparation="Đề cương của Bộ",
        version=found.version,
    )
    send(client, make.lan(), at(found, "role/"), role="chair", partner="VN")
    shown = words(client, make.lan(), at(found))
    assert "Đề cương của Bộ" in shown
    assert "Session 12" in shown
    send(
        client,
        make.lan(),
        "/initiatives/new/",
        text="Mạng lưới hải quan",
        mechanism=found.pk,
        session=session.pk,
        proposed_by="VN",
        **HELD,
    )
    made = Initiative.objects.get()
    send(client, make.lan(), f"/initiatives/{made.pk}/move/put_forward/", note="")
    made.refresh_from_db()
    assert made.state == "put_forward"
    assert "Mạng lưới hải quan" in words(client, make.lan(), at(found, "?tab=initiatives"))
    assert (
        page(client, make.lan(), at(found, f"session/{session.pk}/withdraw/")).status_code == 200
    )


def test_who_saved_later_is_told_what_the_faster_one_changed(client):
    found = make.mechanism()
    said = {"kind": "commission", "partners": "JP", "frequency": "year", "version": 1}
    send(client, make.lan(), at(found, "edit/"), **said, text="Một")
    answer = send(client, make.minh(), at(found, "edit/"), **said, text="Hai")
    assert answer.status_code in (409, 422)
    found.refresh_from_db()
    assert found.text == "Một"


def test_strangers_readers_and_empty_lists(client):
    make.ground()
    assert "A mechanism meets again and again" in words(client, make.lan(), "/mechanisms/")
    assert "No initiative yet" in words(client, make.lan(), "/initiatives/")
    assert "No session comes" in words(client, make.lan(), "/mechanisms/calendar/")
    found = make.mechanism()
    assert page(client, make.oanh(), at(found)).status_code == 404
    assert page(client, make.thu(), at(found, "session/")).status_code == 403


def test_the_calendar_today_the_partners_page_and_the_feed_tell_of_the_next_session(client):
    found = make.mechanism(name_en="Joint Commission", lead="mofa-economic")
    meet(found, 20, number="12")
    late = make.mechanism(text="Đối thoại chiến lược", lead="mofa-economic")
    meet(late, -700)
    far = make.mechanism(text="Nhóm công tác xa")
    meet(far, 500)
    shown = words(client, make.lan(), "/mechanisms/calendar/")
    assert "Joint Commission" in shown
    assert "Overdue, no day set" in shown
    assert "Nhóm công tác xa" not in shown
    today = words(client, make.lan(), "/")
    assert "Sessions of our mechanisms" in today
    assert "Joint Commission" in words(client, make.lan(), "/partners/JP/?tab=relationship")
    (row,) = page(client, make.lan(), "/mechanisms/?due=late").context["page"]
    assert row == late
    token, _secret = make_token(user=make.lan(), kind="calendar", scopes=[TITLES], by="lan")
    told = feed(token, "https://x.example/").decode()
    assert told.count(f"session-{found.mechanismsessions.get().pk}@") == 1
    assert "Đối thoại" not in told


def test_hostile_words_are_shown_as_words_and_rows_are_exported(client):
    found = make.mechanism(text=HOSTILE, about=HOSTILE)
    meet(found, 10, preparation=HOSTILE, place=HOSTILE)
    one = make.initiative(found, text=HOSTILE, notes=HOSTILE)
    places = (at(found), "/mechanisms/", "/mechanisms/calendar/", f"/initiatives/{one.pk}/")
    for address in (*places, "/initiatives/", "/"):
        assert HOSTILE not in page(client, make.lan(), address).content.decode()
    signed_in(client, make.lan())
    answer = client.post("/mechanisms/export/", {"format": "csv"})
    assert "CC-" in b"".join(answer.streaming_content).decode("utf-8-sig")


def test_more_rows_ask_the_database_no_more_often(client):
    def fill(number):
        for count in range(number):
            found = make.mechanism(text=f"Cơ chế {count}", coordinating=("moit",))
            role = RoleValues("chair", "JP")
            actions.add_role(mechanism=found, values=role, by=make.viewer(make.lan()))
            meet(found, 10)
            meet(found, -10)
            make.initiative(found, partners=("JP",))

    fill(1)
    first = Mechanism.objects.get()
    meet(first, 30, commitments=(make.commitment().reference,))
    signed_in(client, make.lan())
    places = ("/mechanisms/", "/initiatives/", "/mechanisms/calendar/", at(first), "/")
    counts = {}
    for address in places:
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        counts[address] = len(few)
    fill(3)
    meet(first, 40, commitments=(make.commitment().reference,))
    for address in places:
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        assert len(many) <= counts[address], address
