"""A tracking sheet in the browser: chosen, looked at, taken, taken back, sent out."""

import html
import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chancery.history.models import Event
from chancery.web.views import task_sheets
from chancery.work.models import Task
from tests import make
from tests.work.sheets import book, row

pytestmark = pytest.mark.django_db


def words(answer):
    """What a person reads on the page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.fixture
def quang(client):
    make.ground()
    client.force_login(make.quang())
    client.cookies["django_language"] = "en"
    return client


def choose(client, data, name="theo-doi.xlsx", **more):
    form = {"assigner": "pm", "held_by": "vpcp", "sensitivity": "internal", **more}
    form["file"] = SimpleUploadedFile(name, data)
    return client.post(reverse("tasks-import"), form, follow=True)


def take(client):
    return client.post(reverse("tasks-import-check"), {"take": "1"}, follow=True)


def test_the_preview_says_what_becomes_of_each_row_and_writes_nothing(quang):
    make.task(text="Việc đã có")
    page = words(choose(quang, book(row(), row(lead="Bộ Mây"), row(text="Việc đã có"))))
    assert "Record 1 new task" in page
    assert "Nhiệm vụ!D6" in page
    assert "no unit is called “Bộ Mây”" in page
    assert "looks like one that stands 1" in page
    assert Task.objects.count() == 1


def test_new_rows_are_taken_and_the_import_is_taken_back(quang):
    choose(quang, book(row(), row(lead="")))
    page = words(take(quang))
    assert "Recorded from theo-doi.xlsx: 1 tasks." in page
    assert "with errors: 1" in page
    task = Task.objects.get()
    assert "As the tracking sheet said: theo-doi.xlsx, row 5" in words(
        quang.get(reverse("task", args=[task.pk]))
    )
    run = Event.objects.get(action="import.run").key
    page = words(quang.post(reverse("tasks-imported-undo", args=[run]), follow=True))
    assert "Taken back: 1; not taken back: 0." in page
    assert Task.objects.count() == 0
    assert "taken back already" in words(
        quang.post(reverse("tasks-imported-undo", args=[run]), follow=True)
    )


def test_of_two_clicks_at_once_one_records(quang, monkeypatch):
    choose(quang, book(row()))
    monkeypatch.setattr(task_sheets.people, "drop_upload", lambda token: False)
    assert "Choose the file once more" in words(take(quang))
    assert Task.objects.count() == 0


def test_columns_with_other_headings_are_named_by_the_person(quang):
    headings = ["Số", "Việc phải làm ngay", "Ai làm"]
    data = book(["1", "Mở cửa thị trường", "Bộ Công Thương"], headings=headings, titles=())
    page = words(choose(quang, data))
    assert "No column was found for: Tên nhiệm vụ, Đơn vị chủ trì" in page
    chosen = {"columns": "1", "text": "1", "lead": "2"}
    page = words(quang.post(reverse("tasks-import-check"), chosen, follow=True))
    assert "Record 1 new task" in page
    take(quang)
    assert Task.objects.get().lead_id == "moit"


def test_errors_come_as_a_list_with_their_cells(quang):
    choose(quang, book(row(due="31/02/2026")))
    answer = quang.get(reverse("tasks-import-check"), {"download": "errors"})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "Nhiệm vụ!H5;Ngày hoàn thành;31/02/2026;" in answer.content.decode("utf-8-sig")


def test_a_file_that_is_none_or_too_large_is_refused_at_once(quang, settings):
    assert "cannot be read" in words(choose(quang, b"PK\x03\x04 no"))
    settings.SHEET_MB = 0
    assert "larger than 0 MB" in words(choose(quang, book(row())))


def test_nobody_looks_at_the_import_of_another(quang):
    choose(quang, book(row()))
    take(quang)
    run = Event.objects.get(action="import.run").key
    quang.force_login(make.lan())
    assert quang.get(reverse("tasks-imported", args=[run])).status_code == 404
    assert quang.post(reverse("tasks-imported-undo", args=[run])).status_code == 404


def test_what_goes_out_as_the_official_sheet_comes_back_with_nothing_to_do(quang):
    choose(quang, book(row(), row(text="=1+1")))
    take(quang)
    answer = quang.post(reverse("tasks-export"), {"format": "official"})
    data = b"".join(answer.streaming_content)
    page = openpyxl.load_workbook(io.BytesIO(data))["Nhiệm vụ"]
    assert (page.max_column, page.max_row) == (25, 3)
    event = Event.objects.get(action="export.list")
    assert event.values_beside.changes["format"] == [None, "official"]
    assert event.values_beside.changes["sheet"][1]
    page = words(choose(quang, data, name="lại.xlsx"))
    assert "known, nothing to do 2" in page
    assert "new 0" in page
    assert "There is nothing to take" in words(take(quang))


def test_a_filled_sheet_shows_its_conflicts_side_by_side_and_is_taken_cell_by_cell(quang):
    task = make.task(by=make.quang(), keeping=make.guard("vpcp"), lead="moit", assigner="pm")
    answer = quang.post(reverse("tasks-export"), {"format": "official"})
    made = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    made["Nhiệm vụ"]["B2"], made["Nhiệm vụ"]["R2"] = "Sửa trong bảng", "Quý I: ký"
    made["Nhiệm vụ"]["L2"] = "Đã làm"
    made.save(file := io.BytesIO())
    Task.objects.update(text="Sửa ở đây")
    page = words(choose(quang, file.getvalue()))
    assert f"{task.text} Sửa ở đây Sửa trong bảng" in page
    assert "Take over 1 changed row" in page
    assert "Cannot be done: This is for an officer or head of the lead unit" in page
    chosen = {"take": "1", "conflicts": "system", "cell-2-text": "sheet", "reason": "Rà soát"}
    page = words(quang.post(reverse("tasks-import-check"), chosen, follow=True))
    assert "0 tasks; changed: 1." in page
    assert "Nhiệm vụ!L2" in page
    task.refresh_from_db()
    assert (task.text, task.sheet_line.roadmap) == ("Sửa trong bảng", "Quý I: ký")
    run = Event.objects.get(action="import.run").key
    quang.post(reverse("tasks-imported-undo", args=[run]))
    task.refresh_from_db()
    assert (task.text, task.sheet_line.roadmap) == ("Sửa ở đây", "")


def test_an_official_sheet_holds_no_more_than_the_limit_and_says_so(quang, settings):
    choose(quang, book(row(), row(text="b")))
    take(quang)
    settings.EXPORT_ROWS = 1
    answer = quang.post(reverse("tasks-export"), {"format": "official"})
    made = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert made["Nhiệm vụ"].max_row == 2
    about = [cell.value for line in made["Về tệp này"].iter_rows() for cell in line]
    assert "Only the first 1 of 2 rows are here." in about


def test_the_page_stands_in_vietnamese(quang):
    quang.cookies["django_language"] = "vi"
    page = words(choose(quang, book(row(), row(lead=""))))
    assert "Ghi 1 nhiệm vụ mới" in page
    assert "chưa có đơn vị chủ trì" in page
