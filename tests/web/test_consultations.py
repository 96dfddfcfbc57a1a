"""The pages of consultations: from the question to its conclusion, for the right people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chancery.work.actions import consultations
from chancery.work.models import Consultation, Task
from tests import make
from tests.web.findings import signed_in
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db


def at(found, step=""):
    return f"/consultations/{found.pk}/{step}"


def test_the_way_from_a_question_to_a_task_that_leads_back(client):
    make.ground()
    for one in make.CAST:
        one()
    lan, son, today = make.lan(), make.son(), timezone.localdate()
    assert "No consultation yet" in words(client, lan, "/consultations/")
    answer = send(client, lan, "/consultations/new/", text="Có nên mở cửa thị trường?",
                  units=["moit", "mof"], reply_by=(today + timedelta(days=9)).isoformat(),
                  partners="JP", held_by="mofa-economic", sensitivity="internal")  # fmt: skip
    found = Consultation.objects.get()
    assert answer.url == at(found)
    assert page(client, son, at(found)).status_code == 404
    assert "Ministry of Industry and Trade" in words(client, lan, at(found, "move/send/"))
    send(client, lan, at(found, "move/send/"))
    one = found.asked.get(unit="moit")
    assert "Có nên mở cửa thị trường?" in words(client, son, "/")
    send(client, son, at(found, f"units/{one.pk}/note/"))
    send(client, son, at(found, f"units/{one.pk}/time/"),
         due=(today + timedelta(days=30)).isoformat(), reason="Chờ số liệu")  # fmt: skip
    time = one.extensions.get()
    assert "Chờ số liệu" in words(client, lan, "/")
    send(client, lan, at(found, f"time/{time.pk}/"), verdict="grant", due="")
    one.refresh_from_db()
    assert one.due > one.original_due
    refused = send(client, son, at(found, f"units/{one.pk}/reply/"), answer="disagree")
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["text"])
    send(client, son, at(found, f"units/{one.pk}/reply/"), answer="comments", text="Có điều kiện")
    send(client, lan, at(found, "enter/"), unit="mof", way="letter", answer="agree",
         received_on=today.isoformat())  # fmt: skip
    shown = words(client, lan, at(found))
    assert "Có điều kiện" in shown
    assert "Có điều kiện" in words(client, make.quang(), at(found))
    assert "Có điều kiện" not in words(client, make.tuan(), at(found))
    for name in ("letter", "synthesis", "table"):
        assert page(client, lan, at(found, f"papers/{name}/")).status_code == 200
    assert page(client, son, at(found, "papers/synthesis/")).status_code == 404
    _is_concluded(client, found)


def _is_concluded(client, found):
    lan = make.lan()
    send(client, lan, at(found, "move/close/"), conclusion="Mở cửa có điều kiện")
    send(client, lan, at(found, "follow/"), text="Soạn công hàm", lead="mofa-economic", due="")
    task = Task.objects.get()
    assert task.reference in words(client, lan, at(found))
    assert "More time granted" in words(client, lan, at(found, "?tab=history"))
    for place in ("/partners/JP/?tab=asked", "/units/moit/?tab=proposals"):
        assert found.reference in words(client, lan, place)


def test_every_number_of_the_response_times_opens_its_rows(client):
    make.ground()
    make.son()
    today = timezone.localdate()
    late = make.consulted(text="Câu hỏi đã quá hạn")
    late.consultation.asked.update(due=today - timedelta(days=3))
    make.consulted(text="Câu hỏi còn hạn")
    signed_in(client, make.lan())
    row = next(r for r in client.get("/consultations/figures/").context["rows"])
    assert (row.asked, row.silent, row.waiting) == (2, 1, 1)
    for name in ("silent", "waiting"):
        listed = client.get(f"/consultations/answers/?unit=moit&standing={name}").context["page"]
        assert listed.paginator.count == getattr(row, name)
    shown = client.get("/consultations/?view=all").content.decode()
    assert "1 silent" in shown


def test_hostile_words_are_words_and_the_pages_ask_no_more_often(client):
    by = make.viewer(make.lan())
    for number in range(2):
        make.consulted(text=f"{HOSTILE} {number}", background=HOSTILE)
    signed_in(client, make.lan())
    for address in ("/consultations/?view=all", "/consultations/answers/?view=all"):
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            assert HOSTILE not in client.get(address).content.decode()
        make.consulted(text="Câu hỏi khác", units=("moit", "mof"))
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        assert len(many) <= len(few)
    found = Consultation.objects.order_by("pk").first()
    client.get(at(found))
    with CaptureQueriesContext(connection) as few:
        assert HOSTILE not in client.get(at(found)).content.decode()
    consultations.ask_more(consultation=found, units=("mof", "province-lang-son"), by=by)
    with CaptureQueriesContext(connection) as many:
        client.get(at(found))
    assert len(many) <= len(few)
    answer = client.post("/consultations/export/?text=khác", {"format": "csv"})
    assert "Câu hỏi khác" in b"".join(answer.streaming_content).decode("utf-8-sig")
