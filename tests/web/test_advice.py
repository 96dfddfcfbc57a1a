"""The pages of advice: from a question to its outcome, for the right people."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chancery.work.models import Advice
from tests import make
from tests.web.findings import signed_in
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db


def at(found, step=""):
    return f"/advice/{found.pk}/{step}"


def test_the_way_from_a_question_to_its_outcome(client):
    make.ground()
    lan, minh, hien = make.lan(), make.minh(), make.hien()
    known, today = make.commitment(), timezone.localdate().isoformat()
    assert "No advice yet" in words(client, lan, "/advice/")
    sent = {
        "text": "Có nên tham gia sáng kiến?",
        "asked_on": today,
        "asked_by": "Thứ trưởng",
        "to_unit": "mofa",
        "memo": "Nên tham gia",
        "options": "* Tham gia có điều kiện\nChưa tham gia",
        "grounds": known.reference,
        "partners": "JP",
        "held_by": "mofa-economic",
        "sensitivity": "internal",
    }
    twice = send(client, lan, "/advice/new/", **{**sent, "options": "* Một\n* Hai"})
    assert list(twice.context["form"].errors) == ["options"]
    send(client, lan, "/advice/new/", **sent)
    found = Advice.objects.get()
    for person, move in ((lan, "ask"), (minh, "approve"), (lan, "submit")):
        send(client, person, at(found, f"move/{move}/"))
    assert "Có nên tham gia sáng kiến?" in words(client, hien, "/")
    shown = words(client, hien, at(found))
    assert all(said in shown for said in ("Nên tham gia", "Recommended", known.reference))
    send(client, hien, at(found, "decision/"), decision="accepted", decision_on=today)
    bad = send(client, hien, at(found, "tasks/"), lines="Việc không có đơn vị")
    assert "Line 1" in str(bad.context["form"].errors)
    lines = "Soạn công hàm | mofa-economic\nGửi số liệu | Bộ Công Thương | 2099-01-01"
    seen = Advice.objects.get().version
    send(client, hien, at(found, "tasks/"), lines=lines, version=seen)
    send(client, lan, at(found, "outcome/"), outcome="Bạn đã đồng ý")
    shown = words(client, lan, at(found))
    assert "Bạn đã đồng ý" in shown
    for made in (found.tasks.get(), found.proposals.get()):
        assert made.reference in shown
        kind = "tasks" if made == found.tasks.get() else "proposals"
        back = words(client, lan, f"/{kind}/{made.pk}/")
        assert "Decided on the advice" in back
        assert found.reference in back
    assert "The decision was handed out" in words(client, lan, at(found, "?tab=history"))
    assert found.reference in words(client, lan, "/partners/JP/?tab=asked")
    assert page(client, make.oanh(), at(found)).status_code == 404


def test_hostile_words_are_words_and_the_list_asks_no_more_often(client):
    make.submitted(make.advice(text=HOSTILE, memo=HOSTILE, figures=HOSTILE))
    signed_in(client, make.lan())
    found = Advice.objects.get()
    assert HOSTILE not in client.get(at(found)).content.decode()
    client.get("/advice/?view=all")
    with CaptureQueriesContext(connection) as few:
        assert HOSTILE not in client.get("/advice/?view=all").content.decode()
    for number in range(2):
        make.submitted(make.advice(text=f"Câu hỏi {number}"))
    with CaptureQueriesContext(connection) as many:
        client.get("/advice/?view=all")
    assert len(many) <= len(few)
    answer = client.post("/advice/export/?text=hỏi", {"format": "csv"})
    assert "Câu hỏi 1" in b"".join(answer.streaming_content).decode("utf-8-sig")
