"""Measures by the API: the figures of the pages."""

from datetime import date

import pytest

from tests import make
from tests.api.calls import Caller

pytestmark = pytest.mark.django_db


def test_the_figures_are_those_of_the_rows_one_may_know_of():
    make.sectors()
    make.commitment(due=date(2020, 3, 31), lead="moit", sectors=("trade",))
    make.moved(make.task(), "accept", "submit", "approve")
    lan = Caller(make.lan())
    said = lan.get("/measures/delivery?by=driver&from_day=2020-01-01&to_day=2020-12-31").json()
    (line,) = said["items"]
    assert (line["key"], line["overdue"], line["stated"], line["total"]) == (
        "traditional",
        1,
        1,
        1,
    )
    assert (line["in_time_share"], said["total"]["name_en"]) == (0, "")
    (line,) = lan.get("/measures/delivery?by=unit").json()["items"]
    assert line["name_en"] == "Ministry of Industry and Trade"
    said = Caller(make.quang()).get("/measures/response-times").json()
    units = {line["key"]: line for line in said["items"]}
    assert units["moit"]["acceptance"] == {"answers": 1, "median": 0.0, "percentile_90": 0}
    assert said["total"]["approval"]["answers"] == 1
    assert lan.get("/measures/extensions").json()["total"]["total"] == 0
    assert Caller(make.oanh()).get("/measures/delivery").json()["items"] == []
    assert lan.get("/measures/delivery?by=colour").status_code == 422


def test_each_figure_wants_the_scope_of_its_rows():
    make.ground()
    reads = Caller(make.lan(), "read:register")
    assert reads.get("/measures/delivery").status_code == 200
    assert reads.get("/measures/extensions").json()["error"] == "scope"
