"""Agreements: the line of stages, who may see and edit, days as exactly as known."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

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


# Its life.


def test_a_stage_is_recorded_put_right_and_taken_back_on_pages_of_their_own(client):
    found = make.agreement(stages=(("signed", "2025-01-01"),))
    lan = make.lan()
    form = words(client, lan, at(found, "stage/"))
    assert 'value="ratified"' in form
    assert 'value="expired"' not in form
    assert (
        send(client, lan, at(found, "stage/"), stage="ratified", day="06/2025").status_code == 302
    )
    wrong = send(client, lan, at(found, "stage/"), stage="in_force", day="2024")
    assert "cannot be later than" in wrong.content.decode()
    send(client, lan, at(found, "stage/ratified/"), day="2025-07-01")
    assert found.stages.get(stage="ratified").date == "2025-07-01"
    assert send(client, lan, at(found, "stage/ratified/withdraw/"), reason="").status_code == 422
    send(client, lan, at(found, "stage/ratified/withdraw/"), reason="Ghi nhầm")
    assert not found.stages.filter(stage="ratified").exists()
    assert "Ghi nhầm" in words(client, lan, at(found, "?tab=history"))
    assert page(client, lan, at(found, "stage/ratified/")).status_code == 404


def test_renewal_review_and_next_step_are_written_down_by_who_leads_it(client):
    found = make.agreement(expires="2027-06-30", renewal="notes", lead="moit", review_first="2026")
    son = make.son()
    assert page(client, son, at(found, "edit/")).status_code == 403
    send(client, son, at(found, "renewal/"), expires="30/06/2032", note="Công hàm")
    send(client, son, at(found, "review/"), held="2026-01-15", again="2028-01")
    send(client, son, at(found, "step/"), step="Họp Ủy ban hỗn hợp", on="2027-03-01")
    found.refresh_from_db()
    assert (found.expires, found.review_held, found.review_first) == (
        "2032-06-30",
        "2026-01-15",
        "2028-01",
    )
    shown = words(client, son, at(found, "?tab=dates"))
    for said in ("Họp Ủy ban hỗn hợp", "Jan 2028", "30 Jun 2032", "Next date:"):
        assert said in shown


def test_the_dates_that_come_are_listed_by_day_and_narrowed(client):
    today = timezone.localdate()
    soon, later = today + timedelta(days=20), today + timedelta(days=300)
    make.agreement(short="SOON", expires=soon.isoformat(), lead="moit")
    make.agreement(short="LATER", expires=later.isoformat())
    make.agreement(short="LATE", review_first="2020", parties=("KR", "VN"))
    shown = words(client, make.lan(), "/agreements/alarms/")
    assert shown.index("/agreements/late/") < shown.index("/agreements/soon/")
    assert "/agreements/later/" not in shown
    assert "/agreements/later/" in words(client, make.lan(), "/agreements/alarms/?within=365")
    for asked, there in [("event=review", "late"), ("partner=KR", "late"), ("lead=moit", "soon")]:
        shown = words(client, make.lan(), f"/agreements/alarms/?{asked}")
        assert [key for key in ("soon", "late") if f"/agreements/{key}/" in shown] == [there]
    assert "/agreements/soon/" not in words(client, make.oanh(), "/agreements/alarms/")
    mine = words(client, make.son(), "/agreements/alarms/?whose=mine")
    assert "/agreements/soon/" in mine
    assert "/agreements/late/" not in mine


def test_today_and_the_partner_show_what_comes_to_those_concerned(client):
    day = timezone.localdate() + timedelta(days=20)
    make.agreement(short="SOON", expires=day.isoformat(), keeping=make.guard(sensitivity="public"))
    for person, concerned in [(make.lan(), True), (make.tuan(), True), (make.oanh(), False)]:
        assert ("The term ends" in words(client, person, "/")) is concerned
    shown = words(client, make.lan(), "/partners/JP/?tab=agreements")
    assert "dates of agreements within 180 days" in shown
    assert "The term ends" in shown


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("expiring=90", True),
        ("expiring=30", False),
        ("lead=moit", True),
        ("lead=mof", False),
        ("type=fta", True),
        ("type=tax", False),
    ],
)
def test_agreements_are_narrowed_by_lead_field_and_end_of_the_term(client, asked, seen):
    end = timezone.localdate() + timedelta(days=60)
    found = make.agreement(expires=end.isoformat(), lead="moit")
    assert (found.name_en in words(client, make.lan(), f"/agreements/?{asked}")) is seen


def test_the_list_goes_out_with_the_columns_chosen(client):
    make.agreement(
        expires="2029-09-30", renewal="automatic", renewal_months=60, notice=6, lead="moit"
    )
    columns = "columns=short,expires,renewal,last_notice,next,lead,person,step_on"
    client.force_login(make.lan())
    answer = client.post(f"/agreements/export/?{columns}", {"format": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Số hiệu,Tên,Viết tắt,Mốc kế tiếp,Đơn vị chủ trì")
    assert "vjepa" in lines[1]
    assert "30/09/2029" in lines[1]
    assert "30/03/2029" in lines[1]


def test_ties_and_what_replaced_it_are_shown_on_both_sides(client):
    old = make.agreement(short="OLD")
    make.agreement(short="NEXT", replaces=("old",))
    shown = words(client, make.lan(), at(old))
    assert "Replaced by an agreement in force:" in shown
    assert "is replaced by" in shown
    assert "replaces" in words(client, make.lan(), "/agreements/next/")
    assert "icons.svg#replace" in words(client, make.lan(), "/agreements/")


def test_an_edit_says_what_contradicts_beside_its_field(client):
    found = make.agreement()
    values = {"name_vi": "Một", "kind": "treaty", "parties": ["JP", "VN"], "version": 1}
    answer = send(client, make.lan(), at(found, "edit/"), renewal="automatic", **values)
    assert "for how many months it renews itself" in answer.content.decode()
    answer = send(client, make.lan(), at(found, "edit/"), replaces=[found.pk], **values)
    assert "cannot do that to itself" in answer.content.decode()
