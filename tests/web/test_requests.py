"""Requests between partners: right people, forms, answers."""

import pytest

from chancery.register.models import PartnerRequest
from tests import make
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db
NEW = {
    "text": "Mở cửa cho bưởi",
    "partner": "JP",
    "direction": "ours",
    "held_by": "mofa-economic",
    "sensitivity": "internal",
}


def at(found, step=""):
    return f"/requests/{found.pk}/{step}"


def test_a_stranger_does_not_learn_that_it_exists(client):
    found = make.request()
    for step in ("", "edit/", "answer/", "withdraw/"):
        assert page(client, make.oanh(), at(found, step)).status_code == 404
    assert found.text not in words(client, make.oanh(), "/requests/")


def test_the_mission_there_reads_it_and_may_not_answer(client):
    found = make.request()
    assert found.text in words(client, make.tuan(), at(found))
    for step in ("edit/", "answer/", "withdraw/"):
        assert page(client, make.tuan(), at(found, step)).status_code == 403


def test_a_reader_may_not_record_one(client):
    make.ground()
    assert page(client, make.thu(), "/requests/new/").status_code == 403


def test_an_officer_records_one_by_hand(client):
    make.ground()
    answer = send(client, make.lan(), "/requests/new/", **NEW)
    made = PartnerRequest.objects.get()
    assert answer.url == at(made)
    assert (made.partner_id, made.direction) == ("JP", "ours")


def test_what_may_be_recorded_already_is_shown_once_before_it_is_saved(client):
    there = make.request(text="Nhật Bản sớm mở cửa thị trường cho bưởi tươi")
    asked = send(client, make.lan(), "/requests/new/", **NEW | {"text": there.text, "once": "k"})
    assert asked.status_code == 422
    shown = asked.content.decode()
    assert "This may be recorded already." in shown
    assert there.reference in shown
    assert 'name="twins" value="1"' in shown
    assert PartnerRequest.objects.count() == 1
    meant = NEW | {"text": there.text, "once": "k", "twins": "1"}
    first = send(client, make.lan(), "/requests/new/", **meant)
    again = send(client, make.lan(), "/requests/new/", **meant)  # a double click
    assert first.url == again.url
    assert PartnerRequest.objects.count() == 2


def test_a_form_without_its_partner_says_so_and_keeps_the_words(client):
    make.ground()
    answer = send(client, make.lan(), "/requests/new/", **{**NEW, "partner": []})
    assert answer.status_code == 422
    assert "Name the partner." in answer.content.decode()
    assert NEW["text"] in answer.content.decode()


def test_who_saved_later_is_told_what_the_faster_one_changed(client):
    found = make.request()
    values = {"text": "Một", "partner": "JP", "direction": "ours"}
    assert send(client, make.lan(), at(found, "edit/"), **values, version=1).status_code == 302
    late = send(client, make.minh(), at(found, "edit/"), **{**values, "text": "Hai"}, version=1)
    assert late.status_code == 422
    assert "Lê Ngọc Lan" in late.content.decode()
    found.refresh_from_db()
    assert found.text == "Một"


def test_an_answer_needs_its_words_and_is_given_once(client):
    found = make.request()
    assert send(client, make.lan(), at(found, "answer/"), state="agreed").status_code == 422
    said = {"state": "declined", "reason": "Phía Nhật chưa đồng ý"}
    assert send(client, make.lan(), at(found, "answer/"), **said).status_code == 302
    assert said["reason"] in words(client, make.lan(), at(found))
    again = send(client, make.lan(), at(found, "answer/"), **said)
    assert "answered already" in again.content.decode()


def test_one_recorded_by_mistake_is_withdrawn_with_a_reason(client):
    found = make.request()
    assert send(client, make.lan(), at(found, "withdraw/"), reason="Ghi nhầm").status_code == 302
    assert not PartnerRequest.objects.exists()


@pytest.mark.parametrize(
    ("asked", "seen"),
    [("", True), ("partner=JP", True), ("partner=KR", False), ("direction=theirs", False),
     ("state=open", True), ("text=thị thực", True), ("text=xyz", False)],
)  # fmt: skip
def test_filters_stand_in_the_address(client, asked, seen):
    found = make.request()
    assert (found.text in words(client, make.lan(), f"/requests/?{asked}")) is seen


def test_what_was_written_is_shown_and_never_run(client):
    found = make.request(text=HOSTILE)
    for address in ("/requests/", at(found)):
        assert HOSTILE not in words(client, make.lan(), address)


def test_the_list_takes_the_same_number_of_queries_for_many(client, django_assert_max_num_queries):
    for number in range(12):
        make.request(text=f"Đề nghị số {number}")
    client.force_login(make.lan())
    with django_assert_max_num_queries(15):
        client.get("/requests/")
