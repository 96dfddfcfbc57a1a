"""A mail in: the letter and each readable attachment are documents; nothing gets lost unsaid."""

from datetime import date

import pytest

from chancery.documents import receiving
from chancery.documents.actions import Keeping
from chancery.documents.errors import SecretRefusedError
from chancery.documents.models import Document
from chancery.documents.queries import told_of
from chancery.history.queries import events_of
from chancery.intake import actions
from chancery.intake.actions import File
from chancery.intake.errors import IntakeError
from tests import make
from tests.reader.mails import mail
from tests.reader.samples import docx, paragraph

pytestmark = pytest.mark.django_db

PLAN = "Thủ tướng Chính phủ giao Bộ Công Thương chủ trì xây dựng kế hoạch trước ngày 15 tháng 9."
NOTE = "Đề nghị Nhật Bản đơn giản hóa thủ tục cấp thị thực cho người Việt Nam.\n".encode()


def added(letter, **file):
    make.ground()
    return actions.add(
        file=File(data=letter.as_bytes(), name="thu.eml", **file),
        keeping=Keeping("mofa-economic"),
        by=make.viewer(make.ha()),
    )


def full():
    return mail(
        attachments=[
            ("ke-hoach.docx", "application/octet-stream", docx(paragraph(PLAN))),
            ("ghi-nho.txt", "text/plain", NOTE),
            ("bang.xls", "application/vnd.ms-excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."),
        ]
    )


def test_a_letter_and_its_attachments_are_documents_of_their_own():
    came = added(full())
    letter = came.document
    assert letter.title == "Về kỳ họp thứ 8"
    assert letter.published == date(2026, 5, 27)
    assert [part.name for part in letter.parts.order_by("pk")] == ["ke-hoach.docx", "ghi-nho.txt"]
    assert all(part.held_by_id == "mofa-economic" for part in letter.parts.all())
    assert Document.objects.count() == 3


def test_what_is_read_in_an_attachment_is_its_own_and_reckoned_from_the_day_of_the_mail():
    plan = added(full()).along[0].added
    (task,) = plan.run.findings.filter(type="TASK")
    assert task.fields["deadline"]["value"] == "2026-09-15"
    assert plan.document.reference_date == date(2026, 5, 27)


def test_what_cannot_be_read_is_told_and_kept_with_the_letter():
    came = added(full())
    last = came.along[-1]
    assert (last.name, last.added, last.document_id) == ("bang.xls", None, None)
    assert last.message
    assert told_of(came.document)["unread"] == [["bang.xls", last.message]]


def test_an_attachment_that_is_here_already_is_not_kept_twice():
    make.ground()
    keeping, who = Keeping("mofa-economic"), make.viewer(make.ha())
    first = actions.add(file=File(data=NOTE, name="cu.txt"), keeping=keeping, by=who).document
    along = added(full()).along[1]
    assert (along.added, along.document_id) == (None, first.pk)
    assert Document.objects.count() == 3


def test_a_mark_of_secrecy_on_an_attachment_refuses_the_mail():
    secret = mail(attachments=[("a.txt", "text/plain", f"MẬT\n\n{PLAN}".encode())])
    with pytest.raises(SecretRefusedError):
        added(secret)
    assert not Document.objects.exists()


def test_a_mail_in_a_mail_brings_its_own_attachments():
    inner = mail("Kính chuyển.\n", [("ghi-nho.txt", "text/plain", NOTE)], subject="Chuyển tiếp")
    outer = mail()
    outer.add_attachment(inner)
    along = added(outer).along[0]
    assert along.name == "Chuyển tiếp.eml"
    assert [part.name for part in along.added.document.parts.all()] == ["ghi-nho.txt"]


def test_mails_too_deep_inside_each_other_are_told(settings):
    letter = mail(subject="0")
    for number in range(1, 6):
        outer = mail(f"Thư {number}.\n", subject=str(number))
        outer.add_attachment(letter)
        letter = outer
    came = added(letter)
    assert Document.objects.count() == settings.READING.mail_depth + 1
    while came.along and came.along[0].added:
        came = came.along[0].added
    assert "too deep" in came.along[0].message or came.along[0].message


def test_history_says_what_a_document_came_with():
    came = added(full())
    part = came.document.parts.order_by("pk").first()
    (event,) = [e for e in events_of("document", part.pk) if e.action == "document.add"]
    assert event.values_beside.changes["part_of"] == [None, came.document.pk]


def test_a_purged_mail_takes_its_attachments_along_and_none_goes_alone():
    letter = added(full()).document
    part, who = letter.parts.order_by("pk").first(), make.viewer(make.minh())
    with pytest.raises(IntakeError):
        actions.purge_document(document=part, reason="x", by=who)
    actions.purge_document(document=letter, reason="gửi nhầm", by=who)
    assert all(document.is_purged for document in Document.objects.all())
    assert told_of(letter) == {}


def test_attachments_for_which_no_time_is_left_are_told(settings, monkeypatch):
    clock = iter(range(0, 100_000, settings.READING.seconds + 1))
    monkeypatch.setattr(receiving.time, "monotonic", lambda: next(clock))
    came = added(full())
    assert [part.added for part in came.along] == [None, None, None]
    assert all(part.message for part in came.along)
    assert Document.objects.count() == 1
