"""The ladder and urging on pages: lists, an answer by form, letters read, sent, taken back, answered."""

import io
from datetime import timedelta
from unittest import mock

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chancery.work import actions as work
from chancery.work.escalation import words as mails
from chancery.work.models import Escalation, Task, UrgedTask, Urging
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def late(text="Mở thị trường bưởi", days=30, **values):
    """A task that fell due so many days ago, accepted long before."""
    long_ago = timezone.now() - timedelta(days=days + 10)
    with mock.patch.object(timezone, "now", return_value=long_ago):
        made = make.task(text=text, due=TODAY - timedelta(days=days), **values)
    Task.objects.filter(pk=made.pk).update(state="accepted", accepted_at=long_ago)
    made.refresh_from_db()
    return made


def rung(task, **values):
    first = {
        "reference": f"BC-2026-{8000 + Escalation.objects.count()}",
        "trigger": "overdue",
        "rung": "unit",
        "to_unit_id": "moit",
        "since": task.due,
        "raised_at": timezone.now(),
        "raised_on": TODAY,
        "due": TODAY + timedelta(days=5),
        "days_late": 5,
    }
    return Escalation.objects.create(task=task, **{**first, **values})


@pytest.fixture
def house():
    make.ground()
    for one in make.CAST:
        one()


def test_mails_lead_to_the_pages():
    assert mails.ESCALATION_PAGE.format(7) == reverse("escalation", args=[7])
    assert mails.URGING_PAGE.format(7) == reverse("urging", args=[7])


def test_the_list_says_what_waits_for_me_and_opens_it(client, house):
    row = rung(late())
    shown = words(client, make.binh(), "/escalations/")
    assert "1 matter waits for your answer." in shown
    assert row.reference in shown
    mine = words(client, make.binh(), "/escalations/?scope=mine&state=open")
    assert row.reference in mine
    assert row.reference not in words(client, make.lan(), "/escalations/?scope=mine")
    assert row.reference in words(client, make.lan(), "/escalations/?text=bưởi")
    assert row.reference not in words(client, make.lan(), "/escalations/?rung=committee")


def test_the_navigation_says_how_much_waits_for_me(client, house):
    rung(late())
    assert 'class="nav-count">1<' in words(client, make.binh(), "/tasks/")
    assert "nav-count" not in words(client, make.quang(), "/tasks/")
    assert "nav-count" not in words(client, make.son(), "/tasks/")


def test_a_list_of_many_asks_no_more_than_one_of_few(client, house):
    task = late()
    rung(task)
    page(client, make.quang(), "/escalations/")
    with CaptureQueriesContext(connection) as few:
        page(client, make.quang(), "/escalations/")
    for step in range(2, 12):
        rung(task, step=step)
    with CaptureQueriesContext(connection) as many:
        page(client, make.quang(), "/escalations/")
    assert len(many) == len(few)


def test_a_head_hands_up_by_the_form_and_takes_it_back(client, house):
    row = rung(late())
    form = words(client, make.binh(), f"/escalations/{row.pk}/answer/")
    assert "hand up" in form
    assert "leave it as it is" not in form  # who is late does not say so
    answer = send(
        client,
        make.binh(),
        f"/escalations/{row.pk}/answer/",
        verdict="hand_up",
        answer="Vượt thẩm quyền của Bộ",
    )
    assert answer.headers["Location"] == f"/escalations/{row.pk}/"
    assert Escalation.objects.get(state="open").rung == "committee"
    assert "Vượt thẩm quyền của Bộ" in words(client, make.quang(), f"/escalations/{row.pk}/")
    send(client, make.binh(), f"/escalations/{row.pk}/undo/")
    row.refresh_from_db()
    assert row.state == "open"


def test_an_instruction_leads_from_the_answer_to_the_task(client, house):
    row = rung(late())
    send(
        client,
        make.quang(),
        f"/escalations/{row.pk}/answer/",
        verdict="instruct",
        answer="Báo cáo ngay",
        text="Trình phương án",
        lead="moit",
        due=str(TODAY + timedelta(days=9)),
    )
    given = Task.objects.get(text="Trình phương án")
    assert given.reference in words(client, make.binh(), f"/escalations/{row.pk}/")


def test_the_page_of_the_task_says_what_went_up_and_offers_to_report(client, house):
    task = late()
    row = rung(task)
    shown = words(client, make.binh(), f"/tasks/{task.pk}/")
    assert f"{row.reference} (overdue) waits for" in shown
    assert "Report beyond authority" in shown
    answer = send(
        client, make.binh(), f"/tasks/{task.pk}/raise/", rung="committee", text="Xin ý kiến"
    )
    made = Escalation.objects.get(trigger="authority")
    assert answer.headers["Location"] == f"/escalations/{made.pk}/"
    assert "Gone up to you" in words(client, make.quang(), "/")


def test_a_letter_is_read_edited_and_sent_and_answered(client, house):
    task = late()
    due = words(client, make.quang(), "/urgings/due/")
    assert task.reference in due
    address = "/urgings/new/?letter=vpcp--moit"
    assert "Qua theo dõi tình hình" in words(client, make.quang(), address)
    send(
        client,
        make.quang(),
        address,
        tasks=[str(task.pk)],
        opening="Văn phòng Chính phủ đề nghị quý Bộ xem lại:",
        closing="Trân trọng.",
        reply_by=str(TODAY + timedelta(days=7)),
        number="214/VPCP-QHQT",
    )
    row = Urging.objects.get()
    assert (row.number, row.to_unit_id, row.by_unit_id) == ("214/VPCP-QHQT", "moit", "vpcp")
    assert "Văn phòng Chính phủ đề nghị" in words(client, make.binh(), f"/urgings/{row.pk}/")
    file = page(client, make.binh(), f"/urgings/{row.pk}/file/")
    paper = docx.Document(io.BytesIO(file.content))
    assert "Số: 214/VPCP-QHQT" in [c.text.splitlines()[0] for c in paper.tables[0].rows[1].cells]
    line = UrgedTask.objects.get()
    send(
        client,
        make.binh(),
        f"/urgings/{row.pk}/answer/{line.pk}/",
        answer="progress",
        text="Đã trình Chính phủ",
        health="delayed",
        difficulty="Thiếu vốn",
        proposal="Bổ sung vốn",
    )
    line.refresh_from_db()
    assert line.is_answered
    assert "Đã trình Chính phủ" in words(client, make.quang(), f"/urgings/{row.pk}/")


def test_ticked_letters_are_asked_about_once_and_sent_together(client, house):
    late()
    late(lead="mof")
    ticked = {"letters": ["vpcp--moit", "vpcp--mof"]}
    asked = send(client, make.quang(), "/urgings/send/", **ticked)
    assert asked.status_code == 200
    assert not Urging.objects.exists()
    send(client, make.quang(), "/urgings/send/", sent="1", once="k", **ticked)
    assert Urging.objects.count() == 2
    send(client, make.quang(), "/urgings/send/", sent="1", once="k", **ticked)
    assert Urging.objects.count() == 2  # a double click


def test_a_letter_that_was_just_sent_can_be_taken_back(client, house):
    late()
    send(client, make.quang(), "/urgings/send/", sent="1", letters=["vpcp--moit"])
    row = Urging.objects.get()
    assert "Take the letter back" in words(client, make.quang(), f"/urgings/{row.pk}/")
    send(client, make.quang(), f"/urgings/{row.pk}/withdraw/")
    row.refresh_from_db()
    assert row.withdrawn_at


def test_who_has_no_authority_is_offered_no_letter(client, house):
    late()
    assert "Nobody has to be urged" in words(client, make.son(), "/urgings/due/")
    assert page(client, make.son(), "/urgings/new/?letter=vpcp--moit").status_code == 404
    assert page(client, make.thu(), "/urgings/due/").status_code == 403


def test_the_list_goes_out_as_a_file(client, house):
    row = rung(late())
    client.force_login(make.quang())
    answer = client.post("/escalations/export/", {"format": "csv"})
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert row.reference in told
    assert "Mở thị trường bưởi" in told


def test_what_was_finished_shows_why_its_rung_closed(client, house):
    task = late()
    row = rung(task)
    work.move(task=task, move="cancel", reason="Không còn cần", by=make.viewer(make.quang()))
    shown = words(client, make.binh(), f"/escalations/{row.pk}/")
    assert "settled before it was answered" in shown
