"""Obstacles: right people, forms, how one is resolved."""

import pytest

from chancery.register.models import Obstacle
from tests import make
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db
NEW = {
    "text": "Ách tắc thông quan",
    "partner": "JP",
    "area": "customs",
    "held_by": "mofa-economic",
    "sensitivity": "internal",
}


def at(found, step=""):
    return f"/obstacles/{found.pk}/{step}"


def test_a_stranger_does_not_learn_that_it_exists(client):
    found = make.obstacle()
    for step in ("", "edit/", "resolve/", "withdraw/"):
        assert page(client, make.oanh(), at(found, step)).status_code == 404
    assert found.text not in words(client, make.oanh(), "/obstacles/")


def test_an_administrator_sees_none(client):
    found = make.obstacle()
    assert page(client, make.khoa(), at(found)).status_code == 404
    assert found.text not in words(client, make.khoa(), "/obstacles/")


def test_a_reader_reads_it_and_may_not_resolve_it(client):
    found = make.obstacle()
    shown = words(client, make.thu(), at(found))
    assert found.text in shown
    assert "resolve/" not in shown
    assert page(client, make.thu(), at(found, "resolve/")).status_code == 403


def test_a_mission_records_one_by_hand(client):
    make.ground()
    answer = send(client, make.tuan(), "/obstacles/new/", **{**NEW, "held_by": "mission-jp"})
    made = Obstacle.objects.get()
    assert answer.url == at(made)
    assert made.held_by_id == "mission-jp"


def test_a_link_from_a_partner_fills_it_in(client):
    make.ground()
    assert 'value="JP" checked' in words(client, make.lan(), "/obstacles/new/?partner=JP")


def test_who_saved_later_is_told_what_the_faster_one_changed(client):
    found = make.obstacle()
    values = {"text": "Một", "partner": "JP", "area": ""}
    send(client, make.lan(), at(found, "edit/"), **values, version=1)
    late = send(client, make.minh(), at(found, "edit/"), **{**values, "text": "Hai"}, version=1)
    assert late.status_code == 422
    assert "Lê Ngọc Lan" in late.content.decode()


def test_it_is_resolved_with_how_that_came_about(client):
    found = make.obstacle()
    assert send(client, make.lan(), at(found, "resolve/"), reason=" ").status_code == 422
    send(client, make.lan(), at(found, "resolve/"), reason="Đã giải ngân xong")
    found.refresh_from_db()
    assert found.state == "resolved"
    assert "Đã giải ngân xong" in words(client, make.lan(), at(found))


def test_it_cannot_be_withdrawn_once_resolved(client):
    found = make.obstacle()
    send(client, make.lan(), at(found, "resolve/"), reason="Xong")
    late = send(client, make.lan(), at(found, "withdraw/"), reason="Ghi nhầm")
    assert late.status_code == 422
    assert "withdraw/" not in words(client, make.lan(), at(found))


def test_one_recorded_by_mistake_is_withdrawn(client):
    found = make.obstacle()
    assert send(client, make.lan(), at(found, "withdraw/"), reason="Nhầm").url == "/obstacles/"
    assert not Obstacle.objects.exists()


@pytest.mark.parametrize(
    ("asked", "seen"), [("partner=JP", True), ("partner=KR", False), ("state=resolved", False)]
)
def test_filters_stand_in_the_address(client, asked, seen):
    found = make.obstacle()
    assert (found.text in words(client, make.lan(), f"/obstacles/?{asked}")) is seen


def test_the_quote_is_shown_also_where_the_document_is_not(client):
    found = make.obstacle(of=make.source())
    shown = words(client, make.tuan(), at(found))
    assert "nhất trí mở thị trường cho bưởi" in shown
    assert "Thông báo kết luận" not in shown


def test_tasks_and_history_have_their_tabs(client):
    found = make.obstacle()
    make.task(obstacle_id=found.pk)
    assert "NV-" in words(client, make.lan(), at(found))
    assert "Added" in words(client, make.lan(), at(found, "?tab=history"))


def test_what_was_written_is_shown_and_never_run(client):
    found = make.obstacle(text=HOSTILE, area=HOSTILE[:60])
    for address in ("/obstacles/", at(found)):
        assert HOSTILE not in words(client, make.lan(), address)
