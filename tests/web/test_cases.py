"""Pages of obstacles and opportunities: steps, moves, links, lists, board, exports."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from chancery.register import actions
from chancery.register.models import Obstacle, Opportunity
from chancery.register.values import StepValues
from chancery.work.models import Proposal, Task
from tests import make
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db
OBSTACLE = {
    "text": "Bưởi tươi bị giữ tại cảng",
    "partner": "JP",
    "area": "",
    "kind": "A",
    "hs": "0810.60, 0805",
    "sectors": ["trade"],
    "affected": "Lạng Sơn",
    "pending_unit": "moit",
    "pending_text": "MAFF",
    "pending_since": "2026-03-02",
    "lead": "moit",
    "priority": "high",
    "next_step": "Gửi hồ sơ",
    "next_step_on": "2026-12-01",
    "estimated": "2027-06-30",
}
OPPORTUNITY = {
    "text": "Bưởi tươi sang Nhật Bản",
    "partner": "JP",
    "kind": "trade",
    "hs": "0805",
    "amount": "12500000",
    "currency": "usd",
    "valued_on": "2026-03-02",
    "value_source": "Thương vụ",
}
GUARD = {"held_by": "mofa-economic", "sensitivity": "internal"}


def lan():
    return make.viewer(make.lan())


def at(found, step=""):
    place = "obstacles" if isinstance(found, Obstacle) else "opportunities"
    return f"/{place}/{found.pk}/{step}"


def step(found, **values):
    said = {"day": date(2026, 3, 2), "text": "Đã gặp MAFF", **values}
    return actions.log_step(case=found, values=StepValues(**said), by=lan())


# What is written down.


def test_a_whole_case_is_recorded_by_its_form_and_shown_on_its_page(client):
    make.ground()
    answer = send(client, make.lan(), "/obstacles/new/", **OBSTACLE, **GUARD)
    found = Obstacle.objects.get()
    assert answer.url == at(found)
    shown = words(client, make.lan(), at(found))
    for told in ("A – Sanitary", "0805, 0810.60", "MAFF", "Lạng Sơn", "Gửi hồ sơ", "High"):
        assert told in shown


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"hs": "081"}, "2, 4 or 6 digits"),
        ({"kind": "Z"}, "Select a valid choice"),
        ({"pending_unit": [], "pending_text": ""}, "with whom it is pending"),
        ({"next_step": ""}, "what is to be done on that day"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client, values, said):
    make.ground()
    answer = send(client, make.lan(), "/obstacles/new/", **{**OBSTACLE, **GUARD, **values})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_an_opportunity_is_recorded_with_its_value_and_source(client):
    make.ground()
    send(
        client,
        make.tuan(),
        "/opportunities/new/",
        **{**OPPORTUNITY, **GUARD, "held_by": "mission-jp"},
    )
    found = Opportunity.objects.get()
    shown = words(client, make.tuan(), at(found))
    assert "12,500,000 USD" in shown
    assert "Thương vụ" in shown


def test_a_later_estimate_asks_why_and_the_page_keeps_count(client):
    found = make.obstacle(estimated=date(2027, 6, 30))
    late = {"text": found.text, "partner": "JP", "estimated": "2027-08-31", "version": 1}
    refused = send(client, make.lan(), at(found, "edit/"), **late)
    assert (refused.status_code, Obstacle.objects.get().estimated) == (422, date(2027, 6, 30))
    assert "Say why the estimate moves" in refused.content.decode()
    send(client, make.lan(), at(found, "edit/"), **late, reason="Đoàn hoãn")
    assert "moved 1 time; at first 30 Jun 2027" in words(client, make.lan(), at(found))
    assert "Đoàn hoãn" in words(client, make.lan(), at(found, "?tab=estimates"))


def test_who_was_slower_keeps_the_codes_typed_and_sees_those_in_force(client):
    found = make.obstacle(hs=("08",))
    values = {"text": found.text, "partner": "JP", "hs": "08, 09", "version": 1}
    send(client, make.lan(), at(found, "edit/"), **values, seen='{"hs": ["08"]}')
    late = send(
        client, make.minh(), at(found, "edit/"), **{**values, "hs": "08"}, seen='{"hs": ["08"]}'
    )
    assert late.status_code == 422
    assert 'value="08, 09"' in late.content.decode()


def test_only_people_of_ones_units_and_who_is_in_charge_are_offered(client):
    make.son()
    make.minh()
    found = make.obstacle(lead="moit", person="son")
    shown = words(client, make.lan(), at(found, "edit/"))
    assert "Doãn Hải Sơn" in shown
    assert "Trịnh Đức Minh" in shown
    assert "Khổng Thái Bình" not in shown


def test_a_step_is_written_down_with_what_comes_next(client):
    found = make.obstacle(next_step="Cũ")
    assert 'value="Cũ"' in words(client, make.lan(), at(found, "step/"))
    said = {"day": "2026-03-02", "text": "Gặp MAFF", "outcome": "Hẹn trả lời", "next_step": "Chờ"}
    assert send(client, make.lan(), at(found, "step/"), **said).url == at(found)
    shown = words(client, make.lan(), at(found))
    for told in ("Gặp MAFF", "Hẹn trả lời", "Chờ", "days without a step"):
        assert told in shown


def test_a_step_of_another_case_is_not_taken_back_here(client):
    found, other = make.obstacle(), make.obstacle()
    taken = step(other)
    address = f"step/{taken.pk}/withdraw/"
    assert page(client, make.lan(), at(found, address)).status_code == 404
    send(client, make.lan(), at(other, address), reason="Nhầm")
    assert not other.casesteps.exists()


@pytest.mark.parametrize(
    ("name", "reason", "state"),
    [("handle", "", "handling"), ("raise", "Tại phiên họp", "with_partner")],
)
def test_a_case_is_moved_from_its_page(client, name, reason, state):
    found = make.obstacle()
    assert f"move/{name}/" in words(client, make.lan(), at(found))
    send(client, make.lan(), at(found, f"move/{name}/"), reason=reason)
    found.refresh_from_db()
    assert found.state == state


def test_a_move_without_its_reason_says_so_and_one_that_is_none_is_not_there(client):
    found = make.obstacle()
    assert send(client, make.lan(), at(found, "move/raise/"), reason=" ").status_code == 422
    assert page(client, make.lan(), at(found, "move/fly/")).status_code == 404
    assert page(client, make.lan(), at(found, "move/resolve/")).status_code == 404


def test_a_resolution_names_who_confirms_it(client):
    found = make.obstacle()
    send(
        client,
        make.lan(),
        at(found, "resolve/"),
        reason="Đã thông quan",
        confirmed_by="Hiệp hội Rau quả",
        resolved_on="2026-10-01",
    )
    shown = words(client, make.lan(), at(found))
    assert "by Hiệp hội Rau quả" in shown
    assert "1 Oct 2026" in shown


def test_a_record_is_tied_and_untied_by_its_reference(client):
    found, commitment = make.obstacle(), make.commitment()
    send(client, make.lan(), at(found, "link/"), record_typed=commitment.reference)
    assert commitment.text in words(client, make.lan(), at(found, "?tab=links"))
    send(client, make.lan(), at(found, f"unlink/?record={commitment.reference}"))
    assert commitment.text not in words(client, make.lan(), at(found, "?tab=links"))
    assert page(client, make.lan(), at(found, "unlink/?record=CK-1")).url == at(found)


def test_an_agreement_is_tied_by_its_name(client):
    found, agreement = make.opportunity(), make.agreement()
    send(client, make.lan(), at(found, "link/"), record_typed="VJEPA")
    assert found.agreements.get() == agreement
    assert send(client, make.lan(), at(found, "link/"), record_typed="?").status_code == 422


def test_an_opportunity_that_nobody_owns_is_taken_on(client):
    found = make.opportunity()
    assert "own/" in words(client, make.tuan(), at(found))
    assert send(client, make.tuan(), at(found, "own/"), unit="moit").status_code == 422
    send(client, make.tuan(), at(found, "own/"), unit="mission-jp")
    found.refresh_from_db()
    assert (found.lead_id, found.person) == ("mission-jp", make.tuan())
    assert "own/" not in words(client, make.lan(), at(found))


# Work that grows out of a case.


def ask(client, found, kind, **values):
    said = {"text": "Tháo gỡ", "partners": ["JP"], **GUARD, kind: found.pk, **values}
    return send(client, make.lan(), "/tasks/new/", **said)


@pytest.mark.parametrize("kind", ["obstacle", "opportunity"])
def test_what_a_unit_resolves_for_a_case_is_a_task_under_it(client, kind):
    found = getattr(make, kind)()
    shown = words(client, make.lan(), f"/tasks/new/?{kind}={found.pk}")
    assert found.reference in shown
    ask(client, found, kind, assigner="mofa-economic", leads=["mofa-economic"])
    task = Task.objects.get()
    assert getattr(task, kind) == found
    assert task.reference in words(client, make.lan(), at(found))
    assert found.text in words(client, make.lan(), f"/tasks/{task.pk}/")


@pytest.mark.parametrize("kind", ["obstacle", "opportunity"])
def test_what_is_asked_of_another_unit_is_a_proposal_and_its_task_leads_back(client, kind):
    found = getattr(make, kind)()
    ask(client, found, kind, assigner="mofa-economic", leads=["moit"])
    proposal = Proposal.objects.get()
    assert proposal.reference in words(client, make.lan(), at(found))
    assert found.text in words(client, make.lan(), f"/proposals/{proposal.pk}/")
    edited = {"text": "Đề nghị tháo gỡ sớm", "version": 1}
    send(client, make.lan(), f"/proposals/{proposal.pk}/edit/", **edited)
    send(client, make.son(), f"/proposals/{proposal.pk}/accept/")
    assert getattr(Task.objects.get(), kind) == found
    shown = words(client, make.lan(), at(found))
    assert proposal.reference not in shown
    assert Task.objects.get().reference in shown


# Lists.


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("kind=A", True), ("kind=B", False), ("hs=08", True), ("hs=0810.60", True),
        ("hs=09", False), ("sector=trade", True), ("sector=semiconductors", False),
        ("pending=both", True), ("pending=nobody", False), ("lead=moit", True),
        ("timing=step_late", True), ("timing=estimate_late", False), ("timing=unplanned", False),
        ("timing=quiet", False), ("whose=mine", False), ("whose=units", True),
        ("priority=high", True), ("state=still_open", True), ("state=given_up", False),
    ],
)  # fmt: skip
def test_obstacles_are_narrowed(client, asked, seen):
    yesterday = timezone.localdate() - timedelta(days=1)
    found = make.obstacle(
        text="Bưởi bị giữ", kind="A", hs=("081060",), sectors=("trade",), lead="moit",
        pending_unit="moit", pending_text="MAFF", priority="high", next_step="Hỏi lại",
        next_step_on=yesterday, estimated=timezone.localdate(),
    )  # fmt: skip
    assert (found.text in words(client, make.lan(), f"/obstacles/?{asked}")) is seen


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("kind=trade", True), ("kind=oda", False), ("hs=0805", True), ("state=spotted", True),
        ("state=won", False), ("whose=nobody", True), ("whose=mine", True),
        ("timing=unplanned", True), ("timing=step_late", False), ("lead=moit", False),
    ],
)  # fmt: skip
def test_opportunities_are_narrowed(client, asked, seen):
    found = make.opportunity(hs=("0805",))
    assert (found.text in words(client, make.lan(), f"/opportunities/?{asked}")) is seen
    assert (found.text in words(client, make.lan(), f"/opportunities/board/?{asked}")) is seen


EVERY = {
    "obstacles": "partner,kind,area,hs,sectors,pending,since,lead,person,priority,next,next_on,"
    "quiet,estimated,resolved,state,added",
    "opportunities": "partner,kind,hs,sectors,firms,lead,person,priority,next,next_on,quiet,amount,"
    "currency,source,state,added",
}


def _filled(place, number):
    more = {"hs": ("0805",), "sectors": ("trade",), "lead": "moit", "next_step": "Gặp"}
    if place == "obstacles":
        return make.obstacle(text=f"Vướng {number}", kind="A", pending_unit="moit", **more)
    return make.opportunity(text=f"Cơ hội {number}", **more)


@pytest.mark.parametrize("place", EVERY)
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(client, place):
    counts = []
    for number in range(2):
        for each in range(1 + 4 * number):
            step(_filled(place, each))
        address = f"/{place}/?columns={EVERY[place]}"
        words(client, make.lan(), address)
        with CaptureQueriesContext(connection) as counted:
            words(client, make.lan(), address)
        counts.append(len(counted))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("place", EVERY)
def test_a_list_is_exported_with_its_columns(client, place, tmp_path):
    found = _filled(place, 1)
    client.force_login(make.lan())
    answer = client.post(f"/{place}/export/?columns={EVERY[place]}", {"format": "xlsx"})
    path = tmp_path / "file.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    rows = [list(row) for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)]
    assert len(rows) == 2
    assert rows[1][:2] == [found.reference, found.text]
    assert "0805" in rows[1]
    named = client.post(f"/{place}/export/", {"format": "csv"})
    assert found.text in b"".join(named.streaming_content).decode("utf-8-sig")


def test_a_view_of_obstacles_is_kept(client):
    make.obstacle()
    send(client, make.lan(), "/views/save/", page="obstacles", query="hs=08", name="Trái cây")
    assert "Trái cây" in words(client, make.lan(), "/obstacles/?state=open")


def test_the_board_shows_each_stage_with_what_is_quiet(client):
    found = make.opportunity()
    Opportunity.objects.filter(pk=found.pk).update(
        created_at=timezone.now() - timedelta(days=45), state="pursued"
    )
    shown = words(client, make.lan(), "/opportunities/board/")
    assert "Quiet for 45 days" in shown
    assert found.text not in words(client, make.oanh(), "/opportunities/board/")


# Elsewhere.


def test_today_shows_the_owner_what_is_past_its_day(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    make.obstacle(next_step="Hỏi lại MAFF", next_step_on=yesterday)
    make.son()
    make.opportunity(lead="moit", person="son", next_step="Gửi mẫu", next_step_on=yesterday)
    assert "Hỏi lại MAFF" in words(client, make.lan(), "/")
    assert "Gửi mẫu" not in words(client, make.lan(), "/")
    assert "Gửi mẫu" in words(client, make.son(), "/")
    assert "Gửi mẫu" not in words(client, make.binh(), "/")


def test_the_partners_page_shows_cases_with_their_age(client):
    old = make.obstacle(kind="oda", pending_text="JICA")
    Obstacle.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=400))
    make.opportunity(next_step="Gửi mẫu")
    asked = words(client, make.lan(), "/partners/JP/?tab=asked")
    assert "open for 13 months" in asked
    assert "JICA" in asked
    assert "ODA and concessional loans" in asked
    assert "Gửi mẫu" in words(client, make.lan(), "/partners/JP/?tab=opportunities")


def test_what_was_written_is_shown_and_never_run(client):
    found = make.obstacle(
        text=HOSTILE, affected=HOSTILE, pending_text=HOSTILE, next_step=HOSTILE, lead="moit"
    )
    step(found, text=HOSTILE, by_whom=HOSTILE, outcome=HOSTILE, next_step=HOSTILE)
    other = make.opportunity(text=HOSTILE, firms=HOSTILE, next_step=HOSTILE)
    columns = EVERY["obstacles"]
    for address in (
        at(found),
        f"/obstacles/?columns={columns}",
        at(found, "?tab=history"),
        at(other),
        "/opportunities/",
        "/opportunities/board/",
        "/partners/JP/?tab=asked",
    ):
        assert HOSTILE not in words(client, make.lan(), address)
