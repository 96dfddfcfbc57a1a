"""The pages of what upgrades contain: right people, forms, the partner's page, the export."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chancery.partners.models import RelationshipLevel
from chancery.register import actions
from chancery.register.models import Upgrade
from tests import make
from tests.web.findings import signed_in
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db
NEW = {
    "text": "Lập đối thoại về chuyển đổi năng lượng",
    "partner": "JP",
    "pillar": "green",
    "held_by": "mofa-economic",
    "sensitivity": "internal",
}


def at(found, step=""):
    return f"/upgrades/{found.pk}/{step}"


def level():
    return RelationshipLevel.objects.create(
        partner=make.partner("JP"),
        level="comprehensive_strategic_partnership",
        rank=5,
        name_vi="Đối tác chiến lược toàn diện",
        name_en="Comprehensive strategic partnership",
        start="2023-11-27",
    )


def test_a_stranger_does_not_learn_that_it_exists(client):
    found = make.upgrade()
    for step in ("", "edit/", "withdraw/"):
        assert page(client, make.oanh(), at(found, step)).status_code == 404
    assert found.text not in words(client, make.oanh(), "/upgrades/")
    assert found.text not in words(client, make.oanh(), "/partners/JP/?tab=relationship")


def test_a_reader_reads_it_and_may_not_edit_it(client):
    found = make.upgrade()
    assert found.before in words(client, make.thu(), at(found))
    assert page(client, make.thu(), at(found, "edit/")).status_code == 403


def test_one_is_recorded_by_hand_under_the_partners_level(client):
    make.ground()
    opened = level()
    shown = words(client, make.lan(), "/upgrades/new/?partner=JP")
    assert f'value="{opened.pk}" selected' in shown
    answer = send(client, make.lan(), "/upgrades/new/", **NEW, level=opened.pk)
    made = Upgrade.objects.get()
    assert (answer.url, made.level) == (at(made), opened)


def test_what_is_wrong_is_told_beside_its_field(client):
    make.ground()
    answer = send(client, make.lan(), "/upgrades/new/", **{**NEW, "after": "Đã họp"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["after_on"]
    assert not Upgrade.objects.exists()


def test_who_saved_later_is_told_what_the_faster_one_changed(client):
    found = make.upgrade()
    values = {"partner": "JP", "pillar": "green", "before": found.before}
    send(client, make.lan(), at(found, "edit/"), **values, text="Một", version=1)
    answer = send(client, make.minh(), at(found, "edit/"), **values, text="Hai", version=1)
    assert answer.status_code in (409, 422)
    found.refresh_from_db()
    assert found.text == "Một"


def test_an_editor_who_may_not_know_of_a_commitment_leaves_it_tied(client):
    secret = make.commitment(
        by=make.hien(), keeping=make.guard("mofa", "restricted", "mofa"), text="Việc kín"
    )
    found = make.upgrade(commitments=())
    found.commitments.add(secret)
    values = {"partner": "JP", "pillar": "green", "before": found.before, "version": 1}
    shown = words(client, make.lan(), at(found, "edit/"))
    assert secret.reference not in shown
    send(client, make.lan(), at(found, "edit/"), **values, text="Mới")
    assert list(found.commitments.all()) == [secret]


def test_the_partners_page_shows_it_by_pillar_with_what_is_delivered(client):
    done = make.commitment()
    actions.set_commitment_state(
        commitment=done, state="done", reason="xong", by=make.viewer(make.lan())
    )
    make.upgrade(level=level().pk, commitments=(done.reference,))
    shown = words(client, make.lan(), "/partners/JP/?tab=relationship")
    assert "1 of 1 commitment done" in shown
    assert "Trao đổi khi có chuyến thăm" in shown


def test_the_list_is_narrowed_and_exported(client):
    make.upgrade()
    make.upgrade(text="Họp bộ trưởng tài chính", pillar="economy")
    signed_in(client, make.lan())
    for asked in ("pillar=economy", "text=tài chính", "text=Họp"):
        (row,) = client.get(f"/upgrades/?{asked}").context["page"]
        assert row.pillar == "economy"
    answer = client.post("/upgrades/export/?pillar=economy", {"format": "csv"})
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "Họp bộ trưởng tài chính" in told
    assert "chuyển đổi năng lượng" not in told


def test_an_empty_list_says_what_belongs_there(client):
    make.ground()
    assert "pillar by pillar" in words(client, make.lan(), "/upgrades/")


def test_hostile_words_are_shown_as_words(client):
    found = make.upgrade(text=HOSTILE, before=HOSTILE)
    for address in (at(found), "/upgrades/", "/partners/JP/?tab=relationship"):
        assert HOSTILE not in page(client, make.lan(), address).content.decode()


def test_more_rows_ask_the_database_no_more_often(client):
    make.upgrade(commitments=(make.commitment().reference,))
    signed_in(client, make.lan())
    for address in ("/upgrades/", "/partners/JP/?tab=relationship"):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(address)
        for number in range(3):
            one = make.commitment(text=f"Việc {number}")
            make.upgrade(text=f"Nội dung {number}", commitments=(one.reference,))
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        assert len(many) <= len(few)
