"""The history of everything: for auditors, and no more of it than they may see."""

import pytest

from chancery.history.models import Event, EventValues
from tests import make
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db


def test_it_does_not_exist_for_anybody_but_auditors(client):
    for person in (make.lan(), make.hien(), make.khoa(), make.nobody()):
        assert page(client, person, "/history/").status_code == 404
        assert send(client, person, "/history/verify/").status_code == 404
    assert page(client, make.vy(), "/history/").status_code == 200


def test_steps_on_records_of_the_auditors_agency_are_told_with_their_words(client):
    found = make.obstacle()
    shown = words(client, make.vy(), "/history/")
    assert found.reference in shown
    assert found.text in shown
    assert "Lê Ngọc Lan" in shown


@pytest.mark.parametrize(
    "keeping", [make.guard("moit", "restricted", "moit"), make.guard("moit")], ids=str
)
def test_of_what_the_auditor_may_not_see_only_the_step_is_told(client, keeping):
    found = make.obstacle(by=make.son(), keeping=keeping)
    shown = words(client, make.vy(), "/history/?kind=obstacle")
    assert found.text not in shown
    assert found.reference not in shown
    assert "Not open to you" in shown
    assert "Doãn Hải Sơn" in shown


def test_a_restricted_agreement_is_not_even_named_by_its_key(client):
    found = make.agreement(by=make.son(), keeping=make.guard("moit", "restricted", "moit"))
    assert found.key not in words(client, make.vy(), "/history/")


def test_what_was_withdrawn_is_not_told_any_more(client):
    found = make.obstacle()
    send(client, make.lan(), f"/obstacles/{found.pk}/withdraw/", reason="Lý do kín")
    shown = words(client, make.vy(), "/history/")
    assert found.text not in shown
    assert "Lý do kín" not in shown


@pytest.mark.parametrize(
    ("asked", "seen"),
    [("actor=lan", True), ("kind=obstacle", True), ("kind=task", False), ("since=2020-01-01", True),
     ("until=2020-01-01", False), ("action=obstacle.add", True)],
)  # fmt: skip
def test_filters_stand_in_the_address(client, asked, seen):
    found = make.obstacle()
    assert (found.reference in words(client, make.vy(), f"/history/?{asked}")) is seen


def test_a_whole_chain_is_said_to_be_whole(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make.obstacle()
    answer = send(client, make.vy(), "/history/verify/")
    assert answer.url == "/history/"
    assert "The chain is whole" in words(client, make.vy(), "/history/")


def test_a_changed_value_is_named_by_its_step(client):
    make.obstacle()
    EventValues.objects.filter(event=Event.objects.last()).update(reason="khác")
    send(client, make.vy(), "/history/verify/")
    shown = words(client, make.vy(), "/history/")
    assert "The chain is broken at step" in shown
    assert "its values were changed" in shown


def test_what_was_written_is_shown_and_never_run(client):
    make.obstacle(text=HOSTILE)
    assert HOSTILE not in words(client, make.vy(), "/history/")


def test_a_page_takes_the_same_number_of_queries_for_many(client, django_assert_max_num_queries):
    for number in range(12):
        make.obstacle(text=f"Vướng mắc {number}")
    client.force_login(make.vy())
    with django_assert_max_num_queries(25):
        client.get("/history/")
