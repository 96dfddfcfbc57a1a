"""Adding documents in the browser: each file has its own outcome."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chancery.documents.models import Document
from chancery.intake.arriving import reading
from chancery.intake.arriving.models import Arrival
from tests import make
from tests.reader.mails import mail
from tests.web.findings import signed_in

pytestmark = pytest.mark.django_db
ADD = "/documents/add/"
PAPER = "Hai bên nhất trí mở cửa thị trường cho quả bưởi trong năm 2026.\n".encode()
ONE = {"X-Chancery-Line": "1"}


@pytest.fixture(autouse=True)
def _ground():
    make.ground()


def file(name="thong-bao.txt", data=PAPER):
    return SimpleUploadedFile(name, data)


def sent(*files, **changed):
    return {"held_by": "mofa-economic", "sensitivity": "internal", "files": files} | changed


def test_a_clerk_adds_a_file_and_is_led_to_what_was_found(client):
    page = signed_in(client, make.ha()).post(ADD, sent(file())).content.decode()
    kept = Document.objects.get()
    assert (kept.name, kept.held_by_id) == ("thong-bao.txt", "mofa-economic")
    assert f"/documents/{kept.pk}/reader/" in page


def test_several_files_have_an_outcome_each(client):
    files = (file("một.txt"), file("hai.txt"), file("ba.txt", b""))
    page = signed_in(client, make.ha()).post(ADD, sent(*files)).content.decode()
    assert Document.objects.count() == 1
    assert page.count("is-added") == page.count("is-duplicate") == page.count("is-unreadable") == 1
    assert "The file is empty." in page


def test_a_second_click_adds_nothing_and_leads_to_what_is_here(client):
    signed_in(client, make.ha())
    for state in ("added", "duplicate"):
        answer = client.post(ADD, sent(file()), headers=ONE)
        assert (answer.status_code, answer["X-Chancery-Line"]) == (200, state)
    assert Document.objects.count() == 1
    assert f"/documents/{Document.objects.get().pk}/" in answer.content.decode()


def test_a_secret_paper_is_refused_with_the_reason_and_not_kept(client, workspace):
    secret = "TỐI MẬT\n\nBỘ NGOẠI GIAO\n\nGiao Bộ Công Thương báo cáo.\n".encode()
    answer = signed_in(client, make.ha()).post(ADD, sent(file("m.txt", secret)), headers=ONE)
    assert (answer.status_code, answer["X-Chancery-Line"]) == (422, "secret")
    assert Document.objects.count() == 0
    assert not [path for path in workspace.files.rglob("*") if path.is_file()]


def test_a_file_that_is_too_large_is_told_the_limit(client, settings):
    settings.MAX_UPLOAD_MB = 0
    answer = signed_in(client, make.ha()).post(ADD, sent(file()), headers=ONE)
    assert (answer.status_code, Document.objects.count()) == (413, 0)
    assert "MB is the most" in answer.content.decode()


def test_no_file_is_told(client):
    page = signed_in(client, make.ha()).post(ADD, sent()).content.decode()
    assert "Choose at least one file." in page


def test_a_unit_of_others_cannot_be_chosen(client):
    answer = signed_in(client, make.ha()).post(ADD, sent(file(), held_by="moit"), headers=ONE)
    assert (answer.status_code, Document.objects.count()) == (422, 0)


@pytest.mark.parametrize("person", [make.thu, make.khoa, make.vy, make.nobody])
def test_who_holds_no_such_post_may_not_add(client, person):
    signed_in(client, person())
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, sent(file())).status_code == 403
    assert Document.objects.count() == 0


def test_a_restricted_document_names_its_units(client):
    more = {"sensitivity": "restricted", "named_units": ["mission-jp"], "published": "2026-03-01"}
    signed_in(client, make.ha()).post(ADD, sent(file(), **more), headers=ONE)
    kept = Document.objects.get()
    assert (kept.sensitivity, str(kept.published)) == ("restricted", "2026-03-01")
    assert [unit.pk for unit in kept.named_units.all()] == ["mission-jp"]


def test_a_hostile_name_is_shown_as_a_name(client):
    evil = "<img src=x onerror=alert(1)>.txt"
    answer = signed_in(client, make.ha()).post(ADD, sent(file(evil)), headers=ONE)
    assert "<img" not in answer.content.decode()


def test_the_answer_to_a_lost_session_is_no_outcome(client):
    answer = client.post(ADD, sent(file()), headers=ONE, follow=True)
    assert "X-Chancery-Line" not in answer


def test_a_large_file_lies_nowhere_under_a_name_while_it_comes_in(client, tmp_path, monkeypatch):
    from chancery.web.views import upload  # noqa: PLC0415

    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    seen = []
    add_one = upload._add_one
    monkeypatch.setattr(
        upload, "_add_one", lambda *given: seen.append(list(folder.iterdir())) or add_one(*given)
    )
    large = PAPER * (6 * 1024 * 1024 // len(PAPER))
    signed_in(client, make.ha()).post(ADD, sent(file("lớn.docx", large)))
    assert seen == [[]]


def test_a_mail_has_an_outcome_for_itself_and_for_each_attachment(client):
    letter = mail(
        attachments=[
            ("ghi-nho.txt", "text/plain", PAPER),
            ("bang.gif", "image/gif", b"GIF89a...."),
        ]
    )
    signed_in(client, make.ha())
    line = client.post(ADD, sent(file("thu.eml", letter.as_bytes())), headers=ONE)
    page = line.content.decode()
    assert (line.status_code, line.headers["X-Chancery-Line"]) == (200, "added")
    assert page.count("is-added") == 2
    assert page.count("is-unreadable") == 1
    whole, part = Document.objects.order_by("pk")
    assert f"/documents/{part.pk}/reader/" in page
    shown = client.get(f"/documents/{whole.pk}/").content.decode()
    assert "ghi-nho.txt" in shown
    assert "bang.gif" in shown
    assert whole.title in client.get(f"/documents/{part.pk}/").content.decode()
    refused = client.post(f"/documents/{part.pk}/purge/", {"reason": "gửi nhầm"})
    assert refused.status_code in (200, 403, 422)
    assert not Document.objects.get(pk=part.pk).is_purged


# ── long scans ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def long(monkeypatch):
    """Every file is a long scan of twelve pages."""
    monkeypatch.setattr(reading, "long_scan_pages", lambda _: 12)


def test_a_long_scan_is_taken_in_and_its_line_says_how_far_it_is(client, long):
    signed_in(client, make.ha())
    answer = client.post(ADD, sent(file()), headers=ONE)
    assert (answer.status_code, answer["X-Chancery-Line"]) == (202, "waiting")
    arrival = Arrival.objects.get()
    line = f"/arriving/{arrival.pk}/"
    assert f'hx-get="{line}"' in answer.content.decode()
    Arrival.objects.update(state="reading", pages_done=5)
    shown = client.get(line)
    assert shown["X-Chancery-Line"] == "reading"
    assert "5 of 12 pages" in shown.content.decode()
    assert 'max="12" value="5"' in client.get(ADD).content.decode()
    Arrival.objects.update(state="waiting")
    reading.read_waiting()
    shown = client.get(line).content.decode()
    assert "hx-get" not in shown
    assert f"/documents/{Document.objects.get().pk}/reader/" in shown


def test_a_long_scan_of_others_is_not_to_be_seen_or_taken_back(client, long):
    signed_in(client, make.ha()).post(ADD, sent(file("rieng.txt")), headers=ONE)
    line = f"/arriving/{Arrival.objects.get().pk}/"
    for person in (make.minh, make.khoa, make.oanh):
        signed_in(client, person())
        assert client.get(line).status_code == 404
        assert client.post(f"{line}dismiss/").status_code == 404
    assert "rieng.txt" not in signed_in(client, make.minh()).get(ADD).content.decode()
    assert Arrival.objects.count() == 1


def test_a_line_can_be_taken_away_and_a_scan_taken_back(client, long):
    signed_in(client, make.ha()).post(ADD, sent(file()), headers=ONE)
    line = f"/arriving/{Arrival.objects.get().pk}/"
    assert client.get(f"{line}dismiss/").status_code == 405
    assert client.post(f"{line}dismiss/").status_code == 302
    assert (Arrival.objects.count(), Document.objects.count()) == (0, 0)


def test_what_a_long_scan_came_to_is_told_without_the_name_of_a_secret_paper(client, long):
    secret = "TỐI MẬT\n\nBỘ NGOẠI GIAO\n\nGiao Bộ Công Thương báo cáo.\n".encode()
    signed_in(client, make.ha())
    client.post(ADD, sent(file("dac-biet.txt", secret), file("rong.txt", b"\x00 ")))
    reading.read_waiting()
    page = client.get(ADD).content.decode()
    assert "is-secret" in page
    assert "is-unreadable" in page
    assert "dac-biet" not in page
    assert "rong.txt" in page


def test_the_line_of_a_lost_session_is_none(client, long):
    signed_in(client, make.ha()).post(ADD, sent(file()), headers=ONE)
    client.logout()
    answer = client.get(f"/arriving/{Arrival.objects.get().pk}/", follow=True)
    assert "X-Chancery-Line" not in answer
