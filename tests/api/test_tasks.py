"""Tasks by the API."""

from datetime import date

import pytest

from chancery.work import actions as work
from chancery.work.models import Task
from tests import make
from tests.api.calls import Caller

pytestmark = pytest.mark.django_db


def test_a_task_is_shown_as_the_page_shows_it():
    task = make.task(due=date(2099, 12, 31), coordinating=("trade-jp",), partners=("JP",))
    said = Caller(make.binh()).get(f"/tasks/{task.pk}")
    assert said.status_code == 200
    shown = said.json()
    assert shown["reference"] == task.reference
    assert shown["lead"]["key"] == "moit"
    assert shown["timeliness"] == "open_in_time"
    assert shown["moves"] == ["accept"]
    assert [unit["key"] for unit in shown["coordinating"]] == ["trade-jp"]
    assert shown["source"]["quote"] == task.quote
    assert said.headers["ETag"] == '"1"'
    assert said.headers["Cache-Control"] == "no-store"


def test_a_task_that_one_may_not_know_of_is_not_there():
    task = make.task()
    assert Caller(make.yen()).get(f"/tasks/{task.pk}").status_code == 404


def test_the_list_is_narrowed_ordered_and_cut():
    dues = [date(2099, month, 1) for month in (3, 1, 2)]
    made = [make.task(due=due, text=f"Việc {due.month}") for due in dues]
    by = Caller(make.binh())
    said = by.get("/tasks?limit=2&order=-due").json()
    assert [row["text"] for row in said["items"]] == ["Việc 3", "Việc 2"]
    assert (said["count"], said["next"]) == (3, 2)
    rest = by.get("/tasks?limit=2&order=-due&offset=2").json()
    assert [row["text"] for row in rest["items"]] == ["Việc 1"]
    assert rest["next"] is None
    only = by.get(f"/tasks?text={made[0].reference}").json()
    assert [row["id"] for row in only["items"]] == [made[0].pk]
    assert by.get("/tasks?state=done").json()["items"] == []


def test_a_task_is_assigned_moved_and_changed():
    make.ground()
    quang, binh = Caller(make.quang()), Caller(make.binh())
    body = {"text": "Xây dựng đề án", "assigner": "pm", "leads": ["moit"], "held_by": "vpcp"}
    made = quang.post("/tasks", body)
    assert made.status_code == 201, made.content.decode()
    task = made.json()
    moved = binh.post(f"/tasks/{task['id']}/moves", {"move": "accept"})
    assert moved.status_code == 200
    assert moved.json()["state"] == "accepted"
    version = moved.json()["version"]
    done = quang.patch(f"/tasks/{task['id']}", {"due": "2099-06-30"}, version)
    assert done.json()["due"] == "2099-06-30"
    assert done.json()["text"] == "Xây dựng đề án"


def test_a_task_says_which_proposal_it_came_from_to_who_may_know_of_it():
    asked = make.proposal()
    task = work.accept_proposal(proposal=asked, by=make.viewer(make.son()))
    said = Caller(make.son())
    ref = {"id": asked.pk, "reference": asked.reference, "kind": "proposal"}
    assert said.get(f"/tasks/{task.pk}").json()["came_from"] == [ref]
    assert said.get(f"/proposals/{asked.pk}").json()["came_from"] == []


def test_several_leads_make_a_whole_with_parts():
    make.ground()
    body = {"text": "Rà soát", "assigner": "pm", "leads": ["moit", "mof"], "held_by": "vpcp"}
    by = Caller(make.quang())
    made = by.post("/tasks", body).json()
    assert made["is_whole"] is True
    parts = [row for row in by.get("/tasks").json()["items"] if row["parent"]]
    assert {row["lead"]["key"] for row in parts} == {"moit", "mof"}


def test_who_was_slower_is_told_who_changed_what():
    task = make.task()
    lan, minh = Caller(make.lan()), Caller(make.minh())
    assert lan.patch(f"/tasks/{task.pk}", {"deliverable": "Đề án"}, 1).status_code == 200
    said = minh.patch(f"/tasks/{task.pk}", {"deliverable": "Báo cáo"}, 1)
    assert said.status_code == 409
    assert said.json()["error"] == "changed"
    assert said.json()["changed"]["who"] == "Lê Ngọc Lan"
    assert "deliverable" in said.json()["changed"]["what"]
    assert Task.objects.get().deliverable == "Đề án"


def test_a_change_says_which_version_it_changes():
    task = make.task()
    said = Caller(make.lan()).patch(f"/tasks/{task.pk}", {"deliverable": "Đề án"})
    assert said.status_code == 428


def test_the_wrong_side_is_told_whose_move_it_is():
    task = make.task()
    said = Caller(make.lan()).post(f"/tasks/{task.pk}/moves", {"move": "accept"})
    assert said.status_code == 403
    assert "Ministry of Industry and Trade" in said.json()["message"]


def test_a_move_that_comes_too_early_is_a_matter_of_state():
    task = make.task()
    said = Caller(make.binh()).post(f"/tasks/{task.pk}/moves", {"move": "submit"})
    assert (said.status_code, said.json()["error"]) == (409, "state")


def test_no_hidden_commitment_shows_through_a_task():
    hidden = make.commitment(keeping=make.guard("mofa-economic", "restricted"))
    task = make.task(commitment_id=hidden.pk)
    assert Caller(make.binh()).get(f"/tasks/{task.pk}").json()["commitment"] is None
    assert Caller(make.lan()).get(f"/tasks/{task.pk}").json()["commitment"]["id"] == hidden.pk


def test_the_list_takes_the_same_number_of_queries_whatever_its_length(
    django_assert_max_num_queries,
):
    by = Caller(make.binh())
    for number in range(12):
        make.task(text=f"Việc {number}", coordinating=("trade-jp",), partners=("JP",))
    by.get("/tasks")
    with django_assert_max_num_queries(20):
        assert len(by.get("/tasks").json()["items"]) == 12


def test_evidence_from_a_document_that_one_may_not_know_of_shows_no_number():
    task = make.task()
    desk = make.viewer(make.lan())
    closed = make.document("Đã ký biên bản.", held_by="mofa-economic", sensitivity="restricted")
    work.attach_evidence(document=closed, task=task, by=desk)
    row = Caller(make.binh()).get(f"/tasks/{task.pk}/evidence").json()["items"][0]
    assert (row["document"], row["start"], row["end"]) == (None, None, None)
    mine = Caller(make.lan()).get(f"/tasks/{task.pk}/evidence").json()["items"][0]
    assert mine["document"] == closed.pk


def test_a_priority_is_given_and_changed_and_stays_where_nothing_is_said():
    make.ground()
    quang = Caller(make.quang())
    body = {"text": "Việc gấp", "assigner": "pm", "leads": ["moit"], "held_by": "vpcp"}
    made = quang.post("/tasks", body | {"priority": "urgent"}).json()
    assert made["priority"] == "urgent"
    address = f"/tasks/{made['id']}"
    other = quang.patch(address, {"deliverable": "Báo cáo"}, made["version"]).json()
    assert other["priority"] == "urgent"
    high = quang.patch(address, {"priority": "high"}, other["version"]).json()
    assert high["priority"] == "high"
    assert quang.post("/tasks", body).json()["priority"] == "normal"
    assert quang.patch(address, {"priority": "top"}, high["version"]).status_code == 422
