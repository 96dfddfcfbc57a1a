"""The pages of measures: every figure opens its rows; files; as many queries for many rows."""

from datetime import date
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chancery.web.measured import opened
from chancery.work import actions as work
from chancery.work.models import Task
from tests import make
from tests.web.findings import signed_in
from tests.web.pages import page, words

pytestmark = pytest.mark.django_db
NOW = make.moment("2026-05-20")


@pytest.fixture(autouse=True)
def _clock():
    with mock.patch.object(timezone, "now", return_value=NOW):
        yield


def fill(number=1):
    make.sectors()
    due = date(2026, 3, 31)
    for _each in range(number):
        make.commitment(due=due, lead="moit", sectors=("trade",))
        make.commitment(due=date(2026, 8, 1), parties=("KR", "AU"), sectors=("semiconductors",))
        make.commitment(lead="mof", parties=("VN",), agreement=make.agreement().pk)
        task = make.moved(make.task(due=date(2026, 9, 1)), "accept")
        due_asked = date(2026, 10, 1)
        asked = work.ask_extension(
            task=task, due=due_asked, reason="Chờ", by=make.viewer(make.binh())
        )
        work.decide_extension(extension=asked, granted=True, by=make.viewer(make.quang()))
        make.moved(Task.objects.get(pk=task.pk), "submit", "approve")
        asked = make.proposal()
        by = {"moit": make.binh, "mofa-economic": make.minh}[asked.to_unit_id]
        work.decline_proposal(proposal=asked, answer="Chưa được", by=make.viewer(by()))


PAGES = [
    *(f"/measures/?by={by}" for by in ("partner", "sector", "driver", "unit", "quarter")),
    "/measures/responses/?draw=extension",
    "/measures/extensions/",
]


@pytest.mark.parametrize("address", PAGES)
def test_every_figure_opens_as_many_rows_as_it_says(client, address):
    fill()
    make.commitment(due=date(2025, 3, 31))
    shown = signed_in(client, make.quang()).get(address)
    table = shown.context["table"]
    assert table.rows
    found = {cell.link: cell.value for row in (*table.rows, table.total) for cell in row.cells}
    found |= {figure.link: figure.count for figure in shown.context.get("figures", ())}
    for link, number in found.items():
        if link and number:
            assert client.get(link).context["page"].paginator.count == number, link
    assert any(number == 0 for number in found.values())
    nought = next(link for link, number in found.items() if link and number == 0)
    assert client.get(nought).context["page"].paginator.count == 0
    for row in table.rows:
        assert sum(piece.width for piece in row.bar) <= 100.1


def test_the_period_is_the_persons_to_choose(client):
    fill()
    make.commitment(due=date(2025, 3, 31))
    signed_in(client, make.lan())

    def total(query):
        return client.get(f"/measures/?{query}").context["table"].total.cells[0].value

    assert total("") == 3
    assert total("span=last_year") == 1
    assert total("span=ever") == 4
    assert total("span=last_quarter") == 1
    assert total("from_day=2025-01-01&to_day=2026-04-01") == 2
    assert "Nothing falls into this period" in words(
        client, make.lan(), "/measures/?to_day=1999-01-01"
    )


def test_the_figures_come_as_a_file(client):
    fill()
    signed_in(client, make.lan())
    answer = client.post("/measures/export/?by=unit", {"format": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 5  # heads, two units, those without one, all together
    assert lines[-1].startswith(",All together,3,0,0,1,1,1,0,1,2,0,0")
    answer = client.post("/measures/responses/export/", {"format": "csv"})
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "90th percentile" in told
    assert client.post("/measures/extensions/export/", {"format": "xlsx"}).status_code == 200
    assert client.post("/extensions/export/", {"format": "xlsx"}).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_long_table_comes_in_pages_while_its_file_and_its_chart_have_all_lines(client, address):
    fill()
    make.commitment(due=date(2025, 3, 31))
    whole = signed_in(client, make.quang()).get(address)
    names = [row.name for row in whole.context["rows"]]
    assert names == [row.name for row in whole.context["table"].rows]
    joint = "&" if "?" in address else "?"
    with mock.patch("chancery.web.views.measures.ROWS", 1):
        pages = [client.get(f"{address}{joint}page={n + 1}") for n in range(len(names))]
    assert [row.name for one in pages for row in one.context["rows"]] == names
    for one in pages:
        assert one.context["table"].total == whole.context["table"].total
        assert one.context["table"].drawn == whole.context["table"].drawn
        assert ("All together" in one.content.decode()) == (len(names) > 1)


def test_more_rows_ask_the_database_no_more_often(client):
    fill()
    signed_in(client, make.quang())
    counts = []
    for number in (0, 3):
        fill(number)
        client.get("/measures/")
        found = []
        for address in (
            "/measures/",
            "/measures/responses/",
            "/measures/extensions/",
            "/extensions/",
        ):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            found.append(len(asked))
        counts.append(found)
    assert counts[0] == counts[1]


def test_who_may_not_know_of_rows_does_not_count_them_and_who_reads_nothing_finds_no_page(client):
    fill()
    shown = signed_in(client, make.oanh()).get("/measures/extensions/?span=ever")
    assert shown.context["table"].total.cells[0].value == 0
    for address in ("/measures/", "/measures/responses/", "/extensions/"):
        assert page(client, make.khoa(), address).status_code == 404


@pytest.mark.parametrize(
    "told",
    ["x", "delivery~partner", "delivery~colour~JP~late~~", "delivery~quarter~2026-9~late~~",
     "delivery~unit~moit~lost~~", "extension~moit~~", "acceptance~moit~x~y"],
)  # fmt: skip
def test_an_address_that_makes_no_sense_narrows_nothing(told):
    make.commitment()
    rows = make.commitment().__class__.objects.all()
    assert opened(make.viewer(make.lan()), rows, told).count() == 2


def test_the_list_of_extensions_is_narrowed_by_the_words_of_its_task_and_the_unit(client):
    fill()
    shown = words(client, make.quang(), "/extensions/?columns=task,due_granted,reason,decided")
    assert "1 Oct 2026" in shown
    assert "Chờ" in shown
    answer = signed_in(client, make.quang()).get("/extensions/?text=khong&unit=moit&state=granted")
    assert answer.context["page"].paginator.count == 0


@pytest.mark.parametrize(
    "address",
    ["/commitments/?measured=delivery~partner~JP~~~", "/extensions/"],
)
def test_the_rows_of_a_figure_belong_to_the_measures_in_navigation(client, address):
    groups = page(client, make.lan(), address).context["navigation"]
    active = [link.place.name for _title, links in groups for link in links if link.active]
    assert "measures" in active
    assert "commitments" not in active
