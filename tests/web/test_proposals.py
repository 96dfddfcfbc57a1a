"""Proposals: asked without authority, taken on or declined."""

from datetime import date

import pytest

from chancery.work.models import Proposal, Task
from tests import make
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db
STEPS = ("", "edit/", "accept/", "decline/", "withdraw/")
NEW = {
    "from_unit": "mofa-economic",
    "to_unit": "moit",
    "text": "Cung cấp số liệu",
    "sensitivity": "internal",
}


def at(found, step=""):
    return f"/proposals/{found.pk}/{step}"


def test_a_stranger_does_not_learn_that_it_exists(client):
    found = make.proposal()
    for step in STEPS:
        assert page(client, make.yen(), at(found, step)).status_code == 404
    assert found.text not in words(client, make.yen(), "/proposals/")


def test_only_the_unit_asked_may_answer(client):
    found = make.proposal()
    for step in ("accept/", "decline/"):
        assert page(client, make.lan(), at(found, step)).status_code == 403
        assert page(client, make.son(), at(found, step)).status_code == 200


def test_only_the_unit_that_asked_may_change_it(client):
    found = make.proposal()
    for step in ("edit/", "withdraw/"):
        assert page(client, make.son(), at(found, step)).status_code == 403
        assert page(client, make.lan(), at(found, step)).status_code == 200


def test_a_reader_may_not_make_one(client):
    make.ground()
    assert page(client, make.thu(), "/proposals/new/").status_code == 403


def test_an_officer_asks_another_unit(client):
    make.ground()
    answer = send(client, make.lan(), "/proposals/new/", **NEW, due="2026-12-31")
    made = Proposal.objects.get()
    assert answer.url == at(made)
    assert (made.to_unit_id, made.held_by_id) == ("moit", "mofa-economic")
    assert made.due == date(2026, 12, 31)


def test_whom_it_asks_must_be_named(client):
    make.ground()
    answer = send(client, make.lan(), "/proposals/new/", **{**NEW, "to_unit": []})
    assert answer.status_code == 422
    assert "Name the unit that is asked." in answer.content.decode()


def test_nobody_asks_in_the_name_of_another_unit(client):
    make.ground()
    answer = send(client, make.lan(), "/proposals/new/", **{**NEW, "from_unit": "mof"})
    assert answer.status_code == 422
    assert not Proposal.objects.exists()


def test_taken_on_it_becomes_a_task_of_the_unit_asked(client):
    found = make.proposal()
    answer = send(client, make.son(), at(found, "accept/"))
    made = Task.objects.get()
    assert answer.url == f"/tasks/{made.pk}/"
    assert (made.lead_id, made.basis, made.state) == ("moit", "requested", "accepted")
    assert made.reference in words(client, make.lan(), at(found))


def test_declined_it_says_why_to_who_asked(client):
    found = make.proposal()
    assert send(client, make.son(), at(found, "decline/"), answer="").status_code == 422
    send(client, make.son(), at(found, "decline/"), answer="Chưa có số liệu")
    assert "Chưa có số liệu" in words(client, make.lan(), at(found))


def test_an_answered_one_is_not_answered_again(client):
    found = make.proposal()
    send(client, make.son(), at(found, "accept/"))
    again = send(client, make.son(), at(found, "accept/"))
    assert again.status_code == 422
    assert "answered already" in again.content.decode()
    assert Task.objects.count() == 1


def test_who_saved_later_is_told_what_the_faster_one_changed(client):
    found = make.proposal()
    send(client, make.lan(), at(found, "edit/"), text="Một", version=1)
    late = send(client, make.minh(), at(found, "edit/"), text="Hai", version=1)
    assert late.status_code == 422
    assert "Lê Ngọc Lan" in late.content.decode()


def test_one_made_by_mistake_is_withdrawn(client):
    found = make.proposal()
    send(client, make.lan(), at(found, "withdraw/"), reason="Nhầm")
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("asked", "seen"), [("way=sent", True), ("way=received", False), ("to_unit=moit", True),
                        ("to_unit=mof", False), ("state=declined", False)],
)  # fmt: skip
def test_filters_stand_in_the_address(client, asked, seen):
    found = make.proposal()
    assert (found.text in words(client, make.lan(), f"/proposals/?{asked}")) is seen


def test_what_waits_for_our_answer_is_marked_so(client):
    make.proposal()
    assert "Waits for our answer" in words(client, make.son(), "/proposals/")
    assert "Waits for our answer" not in words(client, make.lan(), "/proposals/")


def test_what_was_written_is_shown_and_never_run(client):
    found = make.proposal(text=HOSTILE)
    for address in ("/proposals/", at(found)):
        assert HOSTILE not in words(client, make.lan(), address)
