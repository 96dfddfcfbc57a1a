"""Lists as files: opened with other programs' eyes, and compared with what the page shows."""

import csv
import io
from datetime import date, datetime, time

import openpyxl
import pytest
from django.urls import reverse

from chancery.history.models import Event
from chancery.web.exporting import harmless
from chancery.web.listings import LISTINGS
from tests import make
from tests.web.pages import words

pytestmark = pytest.mark.django_db
VIETNAMESE = "Rà soát cam kết về chuyển đổi số, ưu đãi thuế quan ở Đắk Lắk"


@pytest.fixture
def tasks():
    make.ground()
    return [
        make.task(text=VIETNAMESE, due=date(2026, 12, 31), partners=("JP",)),
        make.task(text="=HYPERLINK(1)", due=None),
    ]


def export(client, person, what="tasks", query="", **data):
    client.force_login(person)
    client.cookies["django_language"] = "en"
    answer = client.post(f"{reverse(f'{what}-export')}?{query}", data)
    assert answer.status_code == 200
    return answer, b"".join(answer.streaming_content)


def sheet(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def lines(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_an_excel_file_has_real_days_every_letter_and_a_frozen_head(client, tasks):
    answer, content = export(client, make.lan(), format="xlsx")
    book = sheet(content)
    page = book["Tasks"]
    head = [cell.value for cell in page[1]]
    assert head == ["Reference", "Task", "Lead", "Assigned by", "Due", "State"]
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == "A1:F3"
    row = [cell.value for cell in page[2]]
    assert row[:2] == [tasks[0].reference, VIETNAMESE]
    assert row[4] == datetime.combine(date(2026, 12, 31), time.min)
    assert page["E2"].is_date
    assert "Tasks" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].endswith('.xlsx"')


def test_no_cell_of_an_excel_file_is_a_formula(client, tasks):
    _answer, content = export(client, make.lan(), format="xlsx")
    cells = [cell for row in sheet(content)["Tasks"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]


def test_a_csv_file_is_read_with_every_letter_and_no_formula(client, tasks):
    _answer, content = export(client, make.lan(), format="csv")
    head, first, second = lines(content)
    assert head[0] == "Reference"
    assert VIETNAMESE in first
    assert first[4] == "31 Dec 2026"
    assert second[1] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\tx", "\rx", "  =1", "\u00a0=1", "\n@a"]
)
def test_what_a_spreadsheet_takes_for_a_formula_is_neutralised(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "Đắk Lắk", "2026-12-31", "'=1"])
def test_what_is_no_formula_stays_as_it_is(text):
    assert harmless(text) == text


def test_an_export_has_the_rows_order_and_columns_of_the_list(client, tasks):
    query = "partner=JP&columns=partners,person&sort=-reference"
    _answer, content = export(client, make.lan(), query=query, format="csv")
    head, *rows = lines(content)
    assert head == ["Reference", "Task", "Person in charge", "Partners"]
    assert [row[0] for row in rows] == [tasks[0].reference]
    assert rows[0][3] == "Japan"


def test_an_export_shows_what_the_list_shows_this_person(client, tasks):
    for person in (make.lan(), make.son(), make.oanh(), make.quang()):
        _answer, content = export(client, person, format="csv")
        page = words(client, person, reverse("tasks"))
        for task in tasks:
            assert (task.reference.encode() in content) is (task.reference in page)


def test_who_reads_nothing_exports_nothing(client, tasks):
    client.force_login(make.khoa())
    assert client.post(reverse("tasks-export")).status_code == 404


def test_an_export_too_long_says_so_in_the_file_on_the_page_and_in_history(
    client, tasks, settings
):
    settings.EXPORT_ROWS = 1
    assert "The first 1 of 2 rows" in words(client, make.lan(), reverse("tasks"))
    _answer, content = export(client, make.lan(), format="csv")
    assert lines(content)[-1] == ["Only the first 1 of 2 rows are here."]
    assert len(lines(content)) == 3
    _answer, content = export(client, make.lan(), format="xlsx")
    assert sheet(content)["Tasks"]["A3"].value == "Only the first 1 of 2 rows are here."
    event = Event.objects.filter(action="export.list").last()
    assert event.values_beside.changes["capped"] == [None, True]


def test_history_keeps_who_exported_what(client, tasks):
    export(client, make.lan(), query="partner=JP", format="xlsx")
    event = Event.objects.get(action="export.list")
    assert (event.actor, event.kind, event.key) == ("lan", "export", "tasks")
    told = {name: pair[1] for name, pair in event.values_beside.changes.items()}
    assert told["filters"] == "partner=JP"
    assert told["rows"] == 1
    assert told["format"] == "xlsx"


def test_commitments_are_exported_with_their_sides(client):
    make.commitment(text="Mở cửa thị trường bưởi", due=date(2026, 6, 30))
    query = "columns=parties,due"
    _answer, content = export(client, make.lan(), "commitments", query, format="csv")
    head, row = lines(content)
    assert head == ["Reference", "Commitment", "Parties", "Due"]
    assert "Japan" in row[2]
    assert row[3] == "30 Jun 2026"


def test_what_is_asked_and_who_met_are_exported_as_their_lists_show_them(client):
    make.ground()
    make.request(text="Mở cửa thị trường bưởi", partner="JP", due=date(2026, 12, 31))
    make.proposal(text="Cho ý kiến về dự thảo", to_unit="moit")
    make.activity(text="Thăm chính thức", start=date(2026, 3, 1), end=date(2026, 3, 3))
    for what, column, said in (
        ("requests", "Who asks", "we ask"),
        ("proposals", "To", "Ministry of Industry and Trade"),
        ("activities", "Last day", "3 Mar 2026"),
    ):
        keys = ",".join(column.key for column in LISTINGS[what].columns)
        _answer, content = export(client, make.lan(), what, f"columns={keys}", format="csv")
        head, row = lines(content)
        assert said in row[head.index(column)], what
        assert len(head) == len(LISTINGS[what].columns) + 1
        assert row[0] in words(client, make.lan(), f"{reverse(what)}?columns={keys}")


def test_the_file_bears_the_name_of_the_list_in_the_persons_language(client, tasks):
    client.force_login(make.lan())
    client.cookies["django_language"] = "vi"
    answer = client.post(reverse("tasks-export"), {"format": "csv"})
    b"".join(answer.streaming_content)
    assert "Nhi%E1%BB%87m%20v%E1%BB%A5" in answer["Content-Disposition"]
