"""Documents by the API: the same refusals as on the page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chancery.documents.models import Document
from chancery.history.models import Event
from chancery.work.models import Task
from tests import make
from tests.api.calls import ROOT, Caller

pytestmark = pytest.mark.django_db
TEXT = "Thủ tướng Chính phủ giao Bộ Công Thương xây dựng kế hoạch trước ngày 30 tháng 6 năm 2027."


@pytest.fixture
def lan():
    make.ground()
    return Caller(make.lan())


def send(caller, text=TEXT, name="giao-viec.txt", headers=None, **fields):
    file = SimpleUploadedFile(name, text.encode())
    data = {"held_by": "mofa-economic", "file": file, **fields}
    said = {**caller.headers, **(headers or {})}
    return caller.client.post(f"{ROOT}/documents", data, headers=said)


def test_a_document_is_added_read_and_shown(lan):
    made = send(lan, published="2026-03-01")
    assert made.status_code == 201, made.content.decode()
    shown = made.json()
    assert shown["whole"] is True
    assert shown["document"]["name"] == "giao-viec.txt"
    text = lan.get(f"/documents/{shown['id']}/text").json()["text"]
    assert text.strip() == TEXT
    listed = lan.get("/documents").json()["items"]
    assert [row["id"] for row in listed] == [shown["id"]]


def test_a_file_that_is_here_already_is_told_with_its_number(lan):
    first = send(lan).json()["id"]
    again = send(lan, name="ban-sao.txt")
    assert (again.status_code, again.json()["error"]) == (409, "duplicate")
    assert again.json()["document"] == first


def test_a_repeated_upload_is_the_same_document(lan):
    word = {"Idempotency-Key": "tai-len-1"}
    assert send(lan, headers=word).json() == send(lan, headers=word).json()
    assert Document.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "m1"}])
def test_a_paper_marked_secret_is_refused_and_only_that_is_kept(lan, headers):
    said = send(lan, text=f"TỐI MẬT\n\n{TEXT}", headers=headers)
    assert (said.status_code, said.json()["error"]) == (422, "secret")
    assert not Document.objects.exists()
    assert Event.objects.filter(action="document.refuse_secret").count() == 1


def test_a_file_that_cannot_be_read_is_told_with_the_remedy(lan):
    said = send(lan, text="", name="trong.txt")
    assert (said.status_code, said.json()["error"]) == (422, "unreadable")
    assert "empty" in said.json()["message"]


def test_a_file_that_is_too_large_is_refused(lan, settings):
    settings.MAX_UPLOAD_MB = 0
    assert send(lan).status_code == 413


def test_nobody_adds_for_a_unit_that_is_not_theirs(lan):
    assert send(lan, held_by="moit").status_code == 403
    assert send(Caller(make.thu())).status_code == 403
    assert send(lan, held_by="").status_code == 422


def test_a_form_that_breaks_off_is_refused(lan):
    said = lan.client.generic(
        "POST",
        f"{ROOT}/documents",
        b"--x\r\nContent-Disposition: form-data; name=",
        content_type="multipart/form-data; boundary=x",
        headers=lan.headers,
    )
    assert said.status_code in {400, 422}


def test_who_sees_quotes_only_is_shown_no_more(lan):
    document = make.document("Bí mật nội bộ. nhất trí mở thị trường cho bưởi")
    make.task(of=make.source(of=document))
    sight = Caller(make.binh()).get(f"/documents/{document.pk}").json()
    assert sight["whole"] is False
    assert sight["document"] is None
    assert [row["quote"] for row in sight["quotes"]] == ["nhất trí mở thị trường cho bưởi"]
    assert Caller(make.binh()).get(f"/documents/{document.pk}/text").status_code == 404


def test_a_finding_is_added_put_right_accepted_and_taken_back(lan):
    number = send(lan).json()["id"]
    added = lan.post(
        f"/documents/{number}/findings", {"type": "TASK", "start": 0, "end": len(TEXT)}
    )
    assert added.status_code == 201, added.content.decode()
    finding = added.json()
    one = f"/documents/{number}/findings/{finding['id']}"
    said = {"text": "Xây dựng kế hoạch", "leads": ["moit"], "assigner": "pm", "due": "2027-06-30"}
    done = lan.post(f"{one}/acceptance", said)
    assert done.status_code == 200, done.content.decode()
    assert [row["kind"] for row in done.json()["made"]] == ["task"]
    task = Task.objects.get()
    assert (task.lead_id, str(task.due)) == ("moit", "2027-06-30")
    again = lan.post(f"{one}/acceptance", said)
    assert (again.status_code, again.json()["error"]) == (409, "state")
    assert lan.post(f"{one}/undoing").json()["state"] == "waiting"
    assert not Task.objects.exists()
    assert lan.post(f"{one}/refusal", {"reason": "Không phải"}).json()["state"] == "refused"


def test_a_span_outside_the_text_is_told(lan):
    number = send(lan).json()["id"]
    added = lan.post(f"/documents/{number}/findings", {"type": "TASK", "start": 0, "end": 9})
    one = f"/documents/{number}/findings/{added.json()['id']}"
    said = lan.post(f"{one}/acceptance", {"start": 5, "end": 99999})
    assert said.status_code == 422
    assert list(said.json()["fields"]) == ["end"]


def test_an_original_comes_byte_for_byte_and_history_keeps_who_took_it(lan):
    made = send(lan).json()
    said = lan.get(f"/documents/{made['id']}/original")
    assert (said.status_code, said.content.decode()) == (200, TEXT)
    assert said.headers["Content-Type"] == "application/octet-stream"
    assert said.headers["Content-Disposition"] == 'attachment; filename="giao-viec.txt"'
    assert said.headers["ETag"] == f'"{made["document"]["sha256"]}"'
    assert said.headers["X-Content-Type-Options"] == "nosniff"
    event = Event.objects.get(action="document.download")
    assert (event.actor, event.key) == ("lan", str(made["id"]))


def test_an_original_is_not_there_for_who_may_not_read_the_document_whole(lan):
    made = send(lan, sensitivity="restricted").json()
    for person in (make.son(), make.tuan(), make.khoa()):
        assert Caller(person).get(f"/documents/{made['id']}/original").status_code == 404
    assert not Event.objects.filter(action="document.download").exists()


def test_an_original_that_is_lost_is_told_and_no_empty_file_given(lan, workspace):
    made = send(lan).json()
    for file in workspace.files.glob("*/*"):
        file.unlink()
    said = lan.get(f"/documents/{made['id']}/original")
    assert (said.status_code, said.json()["error"]) == (422, "refused")
    assert "restore it from a backup" in said.json()["message"]
