"""The report on timeliness: figures, and the rows that each opens."""

from datetime import date
from unittest import mock

import pytest
from django.utils import timezone

from chancery.web.timeliness import behind
from tests import make
from tests.web.findings import signed_in

pytestmark = pytest.mark.django_db
NOW = make.moment("2026-03-11")


@pytest.fixture(autouse=True)
def _clock():
    with mock.patch.object(timezone, "now", return_value=NOW):
        yield


@pytest.fixture
def tasks():
    """One of each outcome at moit, one at a mission."""
    due = date(2026, 3, 3)
    on_time = make.moved(make.task(due=due), "accept", at=make.moment("2026-03-02"))
    on_time = make.moved(on_time, "submit", "approve", at=make.moment("2026-03-03"))
    late = make.moved(make.task(due=due), "accept", "submit", "approve", at=NOW)
    return {
        "done_on_time": on_time,
        "done_late": late,
        "open_overdue": make.task(due=due, partners=("JP",)),
        "open_in_time": make.task(due=date(2026, 6, 30), partners=("JP", "KR")),
        "no_due_date": make.task(),
        "elsewhere": make.task(lead="mission-jp", due=date(2026, 4, 1)),
    }


def report(client, person=make.quang, **asked):
    answer = signed_in(client, person()).get("/timeliness/", asked)
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("against", ["due", "original"])
@pytest.mark.parametrize("by", ["unit", "partner", "period", "quarter"])
def test_each_figure_opens_exactly_the_rows_that_it_counts(client, tasks, by, against):
    answer = report(client, by=by, against=against)
    first, *others = answer.context["rows"]
    shown = [cell for row in others for cell in row.cells if cell.count]
    for cell in (*first.cells, *shown, answer.context["total"].total):
        page = client.get(cell.link).context["page"]
        assert page.paginator.count == cell.count, (cell.link, cell.label)


def test_the_outcomes_of_a_unit_stand_in_its_line(client, tasks):
    rows = {row.page: row for row in report(client).context["rows"]}
    line = rows["/units/moit/"]
    assert {cell.outcome: cell.count for cell in line.cells} == {
        "done_on_time": 1,
        "done_late": 1,
        "open_in_time": 1,
        "open_overdue": 1,
        "no_due_date": 1,
    }
    assert (line.total.count, line.percent) == (5, 33)
    assert sum(piece.width for piece in line.bar) == pytest.approx(100)


def test_the_period_and_the_quarter_cut_by_due_date(client, tasks):
    answer = report(client, by="quarter", due_from="2026-01-01", due_until="2026-06-30")
    found = [(row.name, row.total.count) for row in answer.context["rows"]]
    assert found == [("Q1/2026", 4), ("Q2/2026", 2)]
    assert len(report(client, by="quarter").context["rows"]) == 8


def test_it_is_sorted_by_any_figure_both_ways(client, tasks):
    def order(sort):
        return [row.page for row in report(client, sort=sort).context["rows"]]

    assert order("total") == ["/units/mission-jp/", "/units/moit/"]
    for sort in ("-total", "-open_overdue", "-response", "-kept"):
        assert order(sort)[0] == "/units/moit/", sort
    assert order("-name") == order("name")[::-1]


def test_a_long_table_comes_in_pages_in_one_order_and_ends_with_all_together(client, tasks):
    whole = report(client, sort="-total")
    assert "Pages" not in whole.content.decode()
    with mock.patch("chancery.web.views.timeliness.ROWS", 1):
        pages = [report(client, sort="-total", page=number) for number in (1, 2)]
    turned = [row.page for answer in pages for row in answer.context["rows"]]
    assert turned == [row.page for row in whole.context["rows"]]
    for answer in pages:
        assert answer.context["total"].total.count == whole.context["total"].total.count == 6
        assert "All together" in answer.content.decode()
        assert "of 2" in answer.content.decode()


def test_nobody_counts_what_they_may_not_know(client, tasks):
    assert report(client, make.tuan).context["total"].total.count == 3
    assert report(client, make.yen).context["total"].total.count == 0


def test_an_empty_report_says_how_it_fills(client):
    make.ground()
    assert "No task falls into this period" in report(client).content.decode()


def test_who_reads_nothing_finds_no_report(client):
    make.ground()
    assert signed_in(client, make.khoa()).get("/timeliness/").status_code == 404


@pytest.mark.parametrize(
    "told",
    ["", "x", "unit~moit~never", "unit~moit~due~lost", "period~2026-99~due", "unit~moit~due~~x"],
)
def test_an_address_that_makes_no_sense_narrows_nothing(client, told):
    make.task()
    assert behind(told) == {}
    page = signed_in(client, make.quang()).get("/tasks/", {"behind": told}).context["page"]
    assert page.paginator.count == 1
