"""Mail to the system: taken once, as its sender would; strangers wait; machines get no answer."""

import contextlib
import imaplib
import io
import mailbox
import socket
import subprocess
import sys
import time
from email.message import EmailMessage

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from chancery.documents.models import Document
from chancery.intake.actions import purge_document
from chancery.intake.errors import IntakeError
from chancery.intake.mailbox import actions, boxes
from chancery.intake.mailbox.access import mails
from chancery.intake.mailbox.letter import letter_of
from chancery.intake.mailbox.models import Mail
from chancery.notices.models import Notice
from chancery.people.errors import NotAllowedError
from chancery.work.actions.consultations_drafting import bring_draft
from chancery.work.models import ConsultationDraft, ReviewReply
from chancery.work.reviews.letters import asked_of
from chancery.work.reviews.sheets import COLUMNS, reply_sheet
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db
TEXT = "Bộ Công Thương báo cáo: đã hoàn thành thủ tục cấp phép nhập khẩu bưởi từ Nhật Bản."


def mail(sender, subject="Báo cáo", body=TEXT, key="<1@moit.example>", sheets=(), **headers):
    made = EmailMessage()
    made["From"], made["To"] = f"Cán bộ <{sender}>", "ra-soat@mofa.example"
    made["Date"], made["Subject"] = "Mon, 02 Nov 2026 08:30:00 +0700", subject
    if key:
        made["Message-ID"] = key
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(body)
    for name, data in sheets:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def binh():
    make.ground()
    person = make.binh()
    person.email, person.language = "Binh@moit.example", "en"
    person.save()
    return person


def test_a_letter_of_a_person_known_here_becomes_a_document_of_their_unit(binh):
    row = actions.take_in(mail("binh@MOIT.example"))
    document = Document.objects.get()
    assert (row.state, row.by, row.document) == ("taken", binh, document)
    assert document.held_by_id == "moit"
    assert document.added_by == binh
    told = Notice.objects.get(to=binh)
    assert f"no. {document.pk}" in told.body
    assert TEXT not in told.body  # mail is no safe channel
    assert actions.take_in(mail("binh@moit.example")) == row  # the same letter once more
    assert Document.objects.count() == 1


def test_a_letter_about_a_consultation_waits_as_the_reply_of_its_unit(binh, client):
    one = make.consulted(units=("moit", "mof"), text="Có nên mở cửa thị trường?").consultation
    one, other = one.asked.get(unit="moit"), one.asked.get(unit="mof")
    reference = one.consultation.reference
    row = actions.take_in(mail("binh@moit.example", subject=f"Re: {reference.lower()} - ý kiến"))
    draft = ConsultationDraft.objects.get()
    assert (draft.asked, draft.paper, draft.brought_by) == (one, row.document, binh)
    assert f"/consultations/{one.consultation_id}/" in row.told[-1]
    assert not other.drafts.exists()
    actions.take_in(mail("binh@moit.example", body=f"Về {reference}", key="<9@x>"))
    assert ConsultationDraft.objects.count() == 1  # its subject does not name it
    told = actions.take_in(
        mail("binh@moit.example", subject="XY-2020-0001", body="x", key="<8@x>")
    )
    assert "XY-2020-0001" in told.told[-1]

    own = f"/consultations/{one.consultation_id}/"
    step = f"{own}units/{one.pk}/letters/{draft.pk}/"
    assert "came by mail" in words(client, make.son(), own)
    assert "came by mail" not in words(client, make.lan(), own)
    assert page(client, make.lan(), step).status_code == 403
    assert row.document.title in words(client, make.son(), step)
    send(client, make.son(), step, answer="comments", paper=row.document_id)
    said = one.replies.get()
    assert (said.way, said.paper, said.on_behalf) == ("mail", row.document, False)
    one.refresh_from_db()
    assert (one.answer, one.replied_on) == ("comments", draft.received_on)
    assert not ConsultationDraft.objects.exists()

    again = bring_draft(asked=one, paper=make.document(held_by="moit"), by=make.viewer(binh))
    send(client, make.son(), f"{own}units/{one.pk}/letters/{again.pk}/drop/")
    assert not ConsultationDraft.objects.exists()
    assert one.replies.count() == 1


def test_a_stranger_waits_for_a_clerk_and_a_machine_gets_no_answer(binh):
    stranger = actions.take_in(mail("ai-do@example.com", key="<2@x>"))
    machine = actions.take_in(
        mail("binh@moit.example", key="<3@x>", Auto_Submitted="auto-replied")
    )
    reader = make.thu()
    reader.email = "thu@mofa.example"
    reader.save()
    may_not_write = actions.take_in(mail("thu@mofa.example", key="<4@x>"))
    assert [m.state for m in (stranger, machine, may_not_write)] == [
        "stranger", "passed_over", "stranger",
    ]  # fmt: skip
    assert not Document.objects.exists()
    assert not Notice.objects.exists()
    assert stranger in mails(make.viewer(make.ha()))
    assert not mails(make.viewer(make.lan())).exists()
    with pytest.raises(NotAllowedError):
        actions.dismiss(mail=stranger, by=make.viewer(make.lan()))
    actions.dismiss(mail=stranger, by=make.viewer(make.ha()))
    with pytest.raises(IntakeError):
        actions.dismiss(mail=stranger, by=make.viewer(make.ha()))


def test_where_our_server_must_vouch_a_forged_sender_is_a_stranger(binh, settings):
    settings.MAILBOX_TRUSTS = "mx.mofa.example"
    forged = "mx.evil.example; dmarc=pass"
    ours = "mx.mofa.example 1; spf=pass; dmarc=pass header.from=moit.example"
    failed = "mx.mofa.example; dmarc=fail"
    for n, (said, state) in enumerate(
        [(forged, "stranger"), (failed, "stranger"), (ours, "taken")]
    ):
        row = actions.take_in(
            mail("binh@moit.example", key=f"<{n}@x>", Authentication_Results=said)
        )
        assert row.state == state, said


def test_a_secret_letter_leaves_nothing_but_that_it_was_refused(binh):
    row = actions.take_in(mail("binh@moit.example", "Việc riêng", body="MẬT\n\nNội dung."))
    assert (row.state, row.subject, row.document) == ("secret", "", None)
    assert not Document.objects.exists()


def test_a_purge_takes_the_subject_of_the_mail_too(binh):
    row = actions.take_in(mail("binh@moit.example", "Việc không được giữ"))
    purge_document(document=row.document, reason="Đóng dấu mật", by=make.viewer(binh))
    row.refresh_from_db()
    assert (row.subject, row.told) == ("", [])


@pytest.fixture
def round_():
    make.ground()
    for number in range(3):
        make.commitment(text=f"Cam kết thứ {number}", lead="moit")
    return make.called(make.review())


def filled(review, **said):
    """The reply spreadsheet of the round as moit fills it in, by column."""
    who = make.viewer(make.quang())
    unit = review.calls.get(unit="moit").unit
    book = load_workbook(reply_sheet(who, review, unit, asked_of(who, review, "moit")))
    sheet = book.worksheets[0]
    at = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    for column in COLUMNS:
        head = at[column.heading]
        for number, text in enumerate(said.get(column.name, ()), 1):
            sheet.cell(head.row + number, head.column, text)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_reply_spreadsheet_becomes_drafts_and_its_errors_name_their_cells(binh, round_):
    sheet = filled(
        round_,
        standing=["Đúng tiến độ", "Đúng tiến độ", "không rõ"],
        progress=["Đã trình", "Đang làm", "?"],
    )
    row = actions.take_in(
        mail("binh@moit.example", f"Trả lời {round_.reference}", sheets=[("tra-loi.xlsx", sheet)])
    )
    replies = ReviewReply.objects.all()
    assert {reply.unit_id for reply in replies} == {"moit"}
    assert {reply.state for reply in replies} == {ReviewReply.State.DRAFT}
    assert len(replies) == 2
    told = " ".join(row.told)
    assert "2 replies" in told
    assert any(line.startswith("tra-loi.xlsx, ") for line in row.told)
    assert "could not be read" not in told


def test_a_spreadsheet_without_its_round_says_what_to_write(binh, round_):
    sheet = filled(round_, standing=["Đúng tiến độ"] * 3)
    row = actions.take_in(mail("binh@moit.example", sheets=[("tra-loi.xlsx", sheet)]))
    assert any("RS-2026-0001" in line for line in row.told)
    assert not ReviewReply.objects.exists()


# Mailboxes.


def test_a_folder_of_mails_is_emptied_of_what_is_new_once(binh, tmp_path, settings):
    box = mailbox.Maildir(tmp_path / "Maildir")
    box.add(mail("binh@moit.example"))
    box.add(mail("ai-do@example.com", key="<2@x>"))
    settings.MAILBOX = f"maildir://{tmp_path}/Maildir"
    assert actions.fetch() == actions.Taken(taken=1, waiting=1)
    assert actions.fetch() == actions.Taken()
    assert len(box) == 2
    taken = actions.take_for(
        mail=Mail.objects.get(state="stranger"), unit="mofa-economic", by=make.viewer(make.ha())
    )
    assert taken.document.held_by_id == "mofa-economic"


def test_one_mail_that_breaks_does_not_keep_the_others_out(binh, tmp_path, settings, monkeypatch):
    box = mailbox.Maildir(tmp_path / "Maildir")
    box.add(mail("binh@moit.example", key="<a@x>"))
    box.add(mail("binh@moit.example", "Khác", key="<b@x>", body=f"{TEXT} Lần hai."))
    settings.MAILBOX = f"maildir://{tmp_path}/Maildir"
    real, calls = actions.take_in, []

    def breaks_once(data):
        calls.append(data)
        if len(calls) == 1:
            raise RuntimeError("disk")
        return real(data)

    monkeypatch.setattr(actions, "take_in", breaks_once)
    assert actions.fetch().taken == 1
    assert actions.fetch().taken == 1  # the one that broke is tried again


@pytest.mark.parametrize(
    ("address", "word"),
    [("pop3://x", "imaps://"), ("maildir:///nowhere", "no Maildir"), ("imap://127.0.0.1:1/", "cannot be reached")],
)  # fmt: skip
def test_a_mailbox_that_cannot_be_opened_says_what_to_correct(settings, address, word):
    settings.MAILBOX = address
    with pytest.raises(boxes.MailboxError, match=word), boxes.opened():
        pass


@pytest.fixture(scope="module")
def imap():
    """An IMAP server of its own on this machine; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    asked = ["--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict", "--demo-data"]
    asked += ["--demo-user", "ra-soat", "--demo-password", "mat-khau"]
    server = subprocess.Popen(
        [sys.executable, "-c", "from pymap.main import main; main()", *asked],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _try in range(1200):  # a minute: a busy machine takes its time to start it
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.05)
    yield port
    server.terminate()
    server.wait()


def test_a_mailbox_over_imap_is_read_marked_and_searched(binh, imap, settings):
    client = imaplib.IMAP4("127.0.0.1", imap)
    client.login("ra-soat", "mat-khau")
    client.select("INBOX")
    client.store("1:*", "+FLAGS", r"(\Seen)")
    client.append("INBOX", None, None, mail("binh@moit.example", key="<imap@moit.example>"))
    settings.MAILBOX = f"imap://ra-soat@127.0.0.1:{imap}/INBOX"
    settings.MAILBOX_PASSWORD = "mat-khau"
    assert actions.fetch().taken == 1
    assert actions.fetch() == actions.Taken()
    with boxes.opened() as box:
        assert TEXT[:30].encode() not in (box.named("<nobody@x>") or b"")
        assert box.named("<imap@moit.example>")
    client.logout()
    settings.MAILBOX_PASSWORD = "sai"
    with pytest.raises(boxes.MailboxError, match="refuses us"), boxes.opened():
        pass


@given(st.binary(max_size=400))
def test_whatever_bytes_come_a_letter_is_made_of_them(data):
    letter = letter_of(data)
    assert 0 < len(letter.key) <= 250
    assert len(letter.sender) <= 254


def test_the_page_shows_ones_own_and_a_clerk_takes_in_what_waits(binh, client, tmp_path, settings):
    box = mailbox.Maildir(tmp_path / "Maildir")
    box.add(mail("ai-do@example.com", "Thư của doanh nghiệp", key="<2@x>"))
    settings.MAILBOX = f"maildir://{tmp_path}/Maildir"
    actions.fetch()
    (row,) = Mail.objects.all()
    assert "Thư của doanh nghiệp" in words(client, make.ha(), "/inbox/mail/")
    assert "Thư của doanh nghiệp" not in words(client, make.lan(), "/inbox/mail/")
    assert page(client, make.lan(), f"/inbox/mail/{row.pk}/take/").status_code in (404, 405)
    answer = send(client, make.ha(), f"/inbox/mail/{row.pk}/take/")
    row.refresh_from_db()
    assert answer.url == f"/documents/{row.document_id}/"
