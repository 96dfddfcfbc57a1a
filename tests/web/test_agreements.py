"""Agreements: the line of stages, who may see and edit, days as exactly as known."""

from datetime import date

import pytest

from chancery.register.models import Agreement
from chancery.web.stage_line import stage_line, stage_now
from tests import make
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db
NEW = {
    "name_vi": "Bản ghi nhớ về bán dẫn",
    "kind": "arrangement",
    "parties": ["VN", "JP"],
    "held_by": "mofa-economic",
    "sensitivity": "internal",
    "day_signed": "05/2026",
}


def at(found, step=""):
    return f"/agreements/{found.pk}/{step}"


def test_a_stranger_does_not_learn_that_it_exists(client):
    found = make.agreement()
    for step in ("", "edit/"):
        assert page(client, make.oanh(), at(found, step)).status_code == 404
    assert found.short not in words(client, make.oanh(), "/agreements/")


def test_a_public_one_is_read_by_all_and_edited_by_its_holder(client):
    found = make.agreement(keeping=make.guard(sensitivity="public"))
    assert found.name_en in words(client, make.oanh(), at(found))
    assert page(client, make.oanh(), at(found, "edit/")).status_code == 403
    assert page(client, make.lan(), at(found, "edit/")).status_code == 200


def test_an_officer_records_one_with_its_stages(client):
    make.ground()
    answer = send(client, make.lan(), "/agreements/new/", **NEW)
    made = Agreement.objects.get()
    assert answer.url == at(made)
    assert [(stage.stage, stage.date) for stage in made.stages.all()] == [("signed", "2026-05")]


@pytest.mark.parametrize("day", ["soon", "2026-13", "31/02/2026"])
def test_a_day_that_is_none_is_told_and_nothing_saved(client, day):
    make.ground()
    answer = send(client, make.lan(), "/agreements/new/", **{**NEW, "day_signed": day})
    assert answer.status_code == 422
    assert "is not a day" in answer.content.decode()
    assert not Agreement.objects.exists()


def test_the_parties_must_be_named(client):
    make.ground()
    answer = send(client, make.lan(), "/agreements/new/", **{**NEW, "parties": []})
    assert "Name the parties." in answer.content.decode()


def test_a_reader_may_not_record_one(client):
    make.ground()
    assert page(client, make.thu(), "/agreements/new/").status_code == 403


def test_who_saved_later_is_told_what_the_faster_one_changed(client):
    found = make.agreement()
    values = {"name_vi": "Một", "kind": "treaty", "parties": ["JP", "VN"], "version": 1}
    send(client, make.lan(), at(found, "edit/"), **values)
    late = send(client, make.minh(), at(found, "edit/"), **{**values, "name_vi": "Hai"})
    assert late.status_code == 422
    assert "Lê Ngọc Lan" in late.content.decode()


def test_the_line_stands_where_the_agreement_does():
    found = make.agreement(stages=(("signed", "2024"), ("in_force", "2027-01-01")))
    steps = {step.stage: step for step in stage_line(found, date(2026, 11, 22))}
    assert list(steps) == ["signed", "ratified", "in_force"]
    assert steps["signed"].is_now
    assert steps["in_force"].planned
    assert not steps["in_force"].reached


def test_an_arrangement_is_not_ratified_and_an_end_shows_once_it_came():
    found = make.agreement(kind="arrangement", stages=(("signed", "2019"), ("expired", "2024")))
    assert [step.stage for step in stage_line(found)] == ["signed", "in_force", "expired"]
    assert stage_now(found).stage == "expired"


def test_without_a_stage_nothing_is_claimed():
    assert stage_now(make.agreement(stages=())) is None


def test_commitments_under_it_are_those_the_person_may_see(client):
    found = make.agreement(keeping=make.guard(sensitivity="public"))
    hidden = make.commitment(agreement=found.pk)
    assert hidden.text in words(client, make.lan(), at(found))
    assert hidden.text not in words(client, make.oanh(), at(found))
    assert "Added" in words(client, make.lan(), at(found, "?tab=history"))
    assert "No document" in words(client, make.lan(), at(found, "?tab=documents"))


@pytest.mark.parametrize(
    ("asked", "seen"), [("partner=JP", True), ("partner=KR", False), ("stage=in_force", True),
                        ("stage=expired", False), ("kind=arrangement", False), ("text=vjepa", True)],
)  # fmt: skip
def test_filters_stand_in_the_address(client, asked, seen):
    found = make.agreement()
    assert (found.name_en in words(client, make.lan(), f"/agreements/?{asked}")) is seen


def test_what_was_written_is_shown_and_never_run(client):
    found = make.agreement(name_vi=HOSTILE, name_en=HOSTILE, short="<b>x</b>", type="<i>")
    for address in ("/agreements/", at(found)):
        shown = words(client, make.lan(), address)
        assert HOSTILE not in shown
        assert "<b>x</b>" not in shown


def test_the_list_takes_the_same_number_of_queries_for_many(client, django_assert_max_num_queries):
    for number in range(8):
        make.agreement(short=f"A{number}")
    client.force_login(make.lan())
    with django_assert_max_num_queries(15):
        client.get("/agreements/")
