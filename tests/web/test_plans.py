"""The pages of work plans and monthly reports: from a blank plan to a report that was sent."""

import io
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from chancery.history.models import Event
from chancery.work.actions import plans
from chancery.work.models import MonthlyReport, WorkPlan
from chancery.work.plans.values import LineValues
from tests import make
from tests.web.findings import signed_in
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db
HELD = {"held_by": "mofa-economic", "sensitivity": "internal"}
LINE = {"text": "Hội nghị xúc tiến", "first_month": 1, "last_month": 12}


def text_of(answer):
    made = Document(io.BytesIO(b"".join(answer.streaming_content)))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in made.paragraphs), *cells])


def test_a_plan_is_begun_filled_submitted_and_approved(client):
    make.ground()
    held = make.activity(start=date(2026, 3, 2))
    lan = make.lan()
    answer = send(client, lan, "/plans/new/", **HELD, year=2026, period="year")
    plan = WorkPlan.objects.get()
    at = f"/plans/{plan.pk}/"
    assert answer.url == at
    assert "No line yet" in words(client, lan, at)
    wrong = send(client, lan, f"{at}lines/new/", **LINE, target=3)
    assert list(wrong.context["form"].errors) == ["target"]
    more = {"counted": "activities", "target": 2, "records": [held.reference]}
    send(client, lan, f"{at}lines/new/", **LINE, **more)
    shown = words(client, lan, at)
    assert "1/2" in shown
    assert "nder way" in shown
    send(client, lan, f"{at}move/submit/")
    assert page(client, lan, f"{at}lines/new/").status_code == 409
    send(client, make.minh(), f"{at}move/return/", reason="Thiếu hội chợ")
    assert "Thiếu hội chợ" in words(client, lan, at)
    send(client, lan, f"{at}move/submit/")
    send(client, make.minh(), f"{at}move/approve/")
    plan.refresh_from_db()
    assert plan.state == "approved"
    assert "Hội nghị xúc tiến" in words(client, lan, "/units/mofa-economic/?tab=plans")
    send(client, lan, f"{at}lines/1/tie/", records=[])
    assert "othing done yet" in words(client, lan, at)
    answer = send(client, lan, f"{at}move/amend/")
    assert answer.url != at
    assert "Newer edition" in words(client, lan, at)


def test_a_plan_is_a_word_file_for_those_who_may_know_of_it(client):
    plan = make.plan(line=LineValues("Hội nghị xúc tiến", 1, 2))
    paper = text_of(page(client, make.lan(), f"/plans/{plan.pk}/paper/"))
    assert "KẾ HOẠCH" in paper
    assert "Hội nghị xúc tiến" in paper
    assert page(client, make.oanh(), f"/plans/{plan.pk}/paper/").status_code == 404


def test_who_saved_a_line_later_is_told(client):
    plan = make.plan(line=LineValues("Một", 1, 2))
    at = f"/plans/{plan.pk}/lines/1/edit/"
    version = plan.version
    send(client, make.lan(), at, text="Hai", first_month=1, last_month=2, version=version)
    late = send(client, make.minh(), at, text="Ba", first_month=1, last_month=2, version=version)
    assert late.status_code == 422
    assert plan.lines.get().text == "Hai"


def test_a_report_is_drawn_put_into_words_and_sent(client):
    make.ground()
    make.obstacle(text=HOSTILE, lead="mofa-economic")
    lan, month = make.lan(), date.today().replace(day=1)  # noqa: DTZ011 - any running month
    answer = send(client, lan, "/monthly-reports/new/", **HELD, month=month.isoformat())
    report = MonthlyReport.objects.get()
    at = f"/monthly-reports/{report.pk}/"
    assert answer.url == at
    shown = page(client, lan, at).content.decode()
    assert "Obstacles still followed: 1." in shown
    assert HOSTILE not in shown
    send(client, lan, f"{at}sections/ahead/", words="Tổ chức diễn đàn", version=report.version)
    assert "Tổ chức diễn đàn" in words(client, lan, at)
    make.obstacle(text="Phí cảng tăng", lead="mofa-economic")
    send(client, lan, f"{at}refresh/")
    assert "What changed" in words(client, lan, at)
    send(client, lan, f"{at}looked/")
    assert "What changed" not in words(client, lan, at)
    assert page(client, lan, f"{at}move/approve/").status_code == 403
    send(client, lan, f"{at}move/submit/")
    send(client, make.minh(), f"{at}move/approve/")
    assert page(client, make.quang(), at).status_code == 404  # not sent yet
    send(client, lan, f"{at}move/send/")
    assert "fits what is shown" in words(client, make.quang(), at)
    report.sections.filter(key="ahead").update(words="Khác")
    assert "tell the administrator" in words(client, lan, at)
    paper = text_of(page(client, lan, f"{at}paper/"))
    assert "Công tác tháng" in paper
    assert "Phí cảng tăng" in paper
    assert report.reference in words(client, make.hien(), "/units/mofa-economic/?tab=plans")


def test_who_has_not_reported_is_listed(client):
    make.ground()
    assert "Embassy of Viet Nam in Japan" in words(
        client, make.hien(), "/monthly-reports/missing/?month=2026-10-01"
    )
    assert "No unit reports" in words(client, make.son(), "/monthly-reports/missing/")
    make.tuan()
    assert "Your units owe" in words(client, make.tuan(), "/monthly-reports/")


def test_more_lines_and_records_ask_the_database_no_more_often(client):
    plan = make.plan(line=LineValues("Một", 1, 2, records=(make.task().reference,)))
    report = make.monthly_report()
    signed_in(client, make.lan())
    pages = [
        f"/plans/{plan.pk}/",
        f"/monthly-reports/{report.pk}/",
        "/plans/",
        "/monthly-reports/",
        "/monthly-reports/missing/",
        "/units/mofa-economic/?tab=plans",
    ]

    def asked():
        found = []
        for address in pages:
            client.get(address)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(address).status_code == 200
            found.append(len(caught))
        return found

    before = asked()
    lan = make.viewer(make.lan())
    for _number in range(3):
        ties = (make.task().reference, make.activity().reference)
        plans.add_line(plan=plan, values=LineValues("Hai", 1, 2, records=ties), by=lan)
    make.plan(period="q2")
    make.monthly_report(date(2026, 9, 1))
    assert all(now <= then + 1 for then, now in zip(before, asked(), strict=True))


def test_a_conference_pack_is_one_file_kept_in_history(client):
    make.ground()
    make.obstacle(text="Kiểm dịch kéo dài")
    plan = make.plan(line=LineValues("Hội nghị", 1, 12))
    for move, by in (("submit", make.lan), ("approve", make.minh)):
        plan = plans.move_plan(plan=plan, move=move, by=make.viewer(by()))
    empty = send(client, make.lan(), "/monthly-reports/pack/", name="Hội nghị")
    assert empty.status_code == 422
    chosen = {"partners": ["JP"], "units": ["mofa-economic"]}
    answer = send(client, make.lan(), "/monthly-reports/pack/", name="Hội nghị", **chosen)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as package:
        assert len(package.namelist()) == 2
        paper = Document(io.BytesIO(package.read("doi-tac-nhat-ban.docx")))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "Kiểm dịch kéo dài" in cells
    assert Event.objects.filter(action="export.pack").count() == 1
