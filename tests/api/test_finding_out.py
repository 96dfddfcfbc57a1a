"""Search and reports by the API."""

from datetime import date

import pytest

from chancery.api.schemas.finding_out import Kind
from chancery.intake.search.kinds import KINDS
from tests import make
from tests.api.calls import Caller

pytestmark = pytest.mark.django_db


def test_search_finds_without_marks_what_one_may_know_of():
    task = make.task(text="Khảo sát thị trường Đắk Lắk")
    said = Caller(make.binh()).get("/search?q=dak lak&kind=task").json()
    assert [(hit["kind"], hit["key"]) for hit in said["items"]] == [("task", str(task.pk))]
    assert task.reference in said["items"][0]["title"]
    assert Caller(make.yen()).get("/search?q=dak lak&kind=task").json()["items"] == []


def test_search_wants_the_scope_of_the_list():
    make.ground()
    said = Caller(make.lan(), "read:register").get("/search?q=x&kind=task")
    assert (said.status_code, said.json()["error"]) == (403, "scope")
    assert (
        Caller(make.lan(), "read:register").get("/search?q=x&kind=commitment").status_code == 200
    )
    assert Caller(make.lan()).get("/search?kind=task").status_code == 422


def test_every_kind_that_search_knows_may_be_asked_for():
    assert set(Kind.__args__) == set(KINDS)


def test_the_report_counts_what_the_list_shows():
    make.task(due=date(2099, 12, 31))
    make.task(due=date(2020, 1, 10), text="Quá hạn")
    by = Caller(make.binh())
    said = by.get("/reports/timeliness").json()
    (line,) = said["items"]
    assert line["key"] == "moit"
    for outcome in ("open_in_time", "open_overdue", "done_late"):
        listed = by.get(f"/tasks?lead=moit&timeliness={outcome}").json()["count"]
        assert line["outcomes"][outcome] == listed
    assert said["total"]["total"] == line["total"] == 2
    assert Caller(make.oanh()).get("/reports/timeliness").json()["items"] == []
