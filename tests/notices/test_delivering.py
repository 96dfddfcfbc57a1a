"""The outbox against a real mail server: what is sent, what waits, what failed."""

import smtplib
from datetime import timedelta
from unittest import mock

import pytest
from aiosmtpd.smtp import AuthResult
from django.db import transaction
from django.utils import timezone

from chancery.notices import mail
from chancery.notices.actions import deliver, empty_old_bodies, post, see
from chancery.notices.errors import NoticeError
from chancery.notices.models import Notice
from chancery.people.models import Installation
from tests import make
from tests.notices.post_office import PostOffice, free_port

pytestmark = pytest.mark.django_db
WORDS = "Đồng chí có 2 nhiệm vụ quá hạn: NV-2026-0001 và NV-2026-0002."


def posted(key="digest:2026-11-23", *, to=None, address="lan@mofa.example", **values):
    person = to or make.lan()
    person.email = address
    person.save()
    defaults = {"kind": "digest", "subject": "Nhắc việc: 2 quá hạn", "body": WORDS, "link": "/"}
    return post(to=person, key=key, **{**defaults, **values})


def state_of(notice):
    notice.refresh_from_db()
    return notice.state


def later(**words):
    return timezone.now() + timedelta(**words)


def test_a_letter_arrives_whole_in_vietnamese_and_says_what_it_is(office):
    notice = posted()
    assert deliver().sent == 1
    [letter] = office.letters
    assert letter["Subject"] == "Nhắc việc: 2 quá hạn"
    assert WORDS in letter.get_content()
    assert "https://chancery.example/" in letter.get_content().splitlines()
    assert letter["From"] == "Chancery <chancery@mofa.example>"
    assert letter["To"] == "lan@mofa.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe"] == "<https://chancery.example/account/>"
    assert letter["Message-ID"].endswith("@chancery.example>")
    assert letter["Date"].datetime == notice.created_at.replace(microsecond=0)
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content_charset() == "utf-8"
    assert letter["Content-Transfer-Encoding"] == "quoted-printable"
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == ("sent", 1)
    assert notice.sent_at is not None


def test_the_same_occasion_is_told_once(office):
    assert posted() is not None
    assert posted() is None
    assert posted(to=make.minh(), address="minh@mofa.example") is not None
    assert deliver().sent == 2
    assert deliver().sent == 0
    assert len(office.letters) == 2


def test_many_letters_go_over_one_connection(office):
    for day in range(20):
        posted(f"digest:{day}")
    assert deliver().sent == 20
    assert office.sessions == 1


def test_a_letter_is_written_in_the_transaction_of_what_it_tells_of():
    person, outside = make.lan(), mock.Mock(in_atomic_block=False)
    with (
        mock.patch.object(transaction, "get_connection", return_value=outside),
        pytest.raises(NoticeError, match="transaction"),
    ):
        post(to=person, kind="digest", key="x", subject="x", body="x")


def test_without_a_mail_server_a_notice_is_kept_for_the_persons_page():
    notice = posted()
    assert notice.state == "kept"
    assert notice.body == WORDS
    assert deliver() == deliver()
    assert state_of(notice) == "kept"


def test_who_has_no_address_or_wants_no_mail_finds_it_on_their_page(office):
    assert posted(address="").state == "kept"
    assert posted("other", by_mail=False).state == "kept"
    assert deliver().sent == 0


def test_a_secret_link_is_not_kept_where_no_mail_can_carry_it_nor_after_it_went_out(settings):
    assert posted("invitation:1", kind="invitation").body == ""
    with PostOffice() as office:
        settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", office.port
        settings.SMTP_SECURITY, settings.SMTP_FROM = "none", "chancery@mofa.example"
        notice = posted("invitation:2", kind="invitation", body="secret")
        assert notice.body == "secret"
        deliver()
        assert "secret" in office.letters[0].get_content()
    assert state_of(notice) == "sent"
    assert notice.body == ""


def test_a_subject_of_several_lines_adds_no_header(office):
    posted(subject="Nhắc việc\r\nBcc: everybody@example.org\n\nbody")
    deliver()
    [letter] = office.letters
    assert letter["Bcc"] is None
    assert letter["Subject"].strip() == "Nhắc việc Bcc: everybody@example.org body"


def test_an_address_with_a_line_break_fails_alone_and_adds_no_header(office):
    bad = posted("bad", address="lan@mofa.example\nBcc: x@example.org")
    good = posted("good", to=make.minh(), address="minh@mofa.example")
    told = deliver()
    assert (told.sent, told.failed) == (1, 1)
    assert state_of(bad) == "failed"
    assert state_of(good) == "sent"


def test_a_person_unknown_to_the_server_fails_for_good_and_alone(office):
    bad = posted("bad", address="nobody@mofa.example")
    good = posted("good", to=make.minh(), address="minh@mofa.example")
    told = deliver()
    assert (told.sent, told.failed) == (1, 1)
    assert "550" in told.failures[0]
    assert "nobody@mofa.example" in told.failures[0]
    assert state_of(bad) == "failed"
    assert "No such person" in bad.error
    assert state_of(good) == "sent"
    assert deliver(later(days=3)).failed == 0


def test_a_letter_refused_for_now_waits_longer_each_time_and_then_goes(office):
    notice = posted()
    office.answers = ["451 4.3.0 Try later", "451 4.3.0 Try later"]
    start = timezone.now()
    assert deliver(start).failed == 1
    assert state_of(notice) == "waiting"
    assert notice.next_attempt_at == start + timedelta(minutes=1)
    assert deliver(start + timedelta(seconds=30)) == deliver(start)
    assert deliver(start + timedelta(minutes=1)).failed == 1
    notice.refresh_from_db()
    assert notice.next_attempt_at == start + timedelta(minutes=6)
    assert deliver(start + timedelta(minutes=6)).sent == 1
    assert state_of(notice) == "sent"
    assert notice.attempts == 3


def test_a_letter_refused_five_times_failed_for_good(office):
    notice = posted(address="full@mofa.example")
    moment = timezone.now()
    for pause in (0, 1, 5, 30, 240):
        assert state_of(notice) == "waiting"
        moment += timedelta(minutes=pause)
        assert deliver(moment).failed == 1
    assert state_of(notice) == "failed"
    assert notice.attempts == 5
    assert deliver(moment + timedelta(days=30)).failed == 0


def test_a_text_refused_for_good_is_not_sent_again(office):
    notice = posted()
    office.answers = ["554 5.7.1 Looks like spam"]
    assert deliver().failed == 1
    assert state_of(notice) == "failed"
    assert "spam" in notice.error


def test_while_nothing_listens_the_letters_wait_and_none_is_blamed(office, settings):
    notices = [posted(f"digest:{day}") for day in range(3)]
    right = settings.SMTP_PORT
    settings.SMTP_PORT = free_port()
    for days in range(6):
        told = deliver(later(days=days))
        assert (told.sent, told.failed) == (0, 1)
        assert "cannot be reached" in told.failures[0]
    assert {state_of(notice) for notice in notices} == {"waiting"}
    assert {notice.attempts for notice in notices} == {0}
    settings.SMTP_PORT = right
    assert deliver().sent == 3


def test_a_wrong_password_is_told_and_the_letters_wait(settings):
    with PostOffice(
        authenticator=lambda *_: AuthResult(success=False, handled=False),
        auth_require_tls=False,
    ) as office:
        settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", office.port
        settings.SMTP_SECURITY, settings.SMTP_FROM = "none", "chancery@mofa.example"
        settings.SMTP_USER, settings.SMTP_PASSWORD = "chancery", "wrong"
        notice = posted()
        told = deliver()
        assert "user or the password" in told.failures[0]
        assert "wrong" not in told.failures[0]
        assert state_of(notice) == "waiting"
        assert "user or the password" in mail.try_out(mail.server())
        assert "wrong" not in repr(mail.server())


def test_a_server_without_encryption_is_not_given_a_letter_that_was_to_be_encrypted(
    office, settings
):
    settings.SMTP_SECURITY = "starttls"
    notice = posted()
    told = deliver()
    assert "other security" in told.failures[0]
    assert office.letters == []
    assert state_of(notice) == "waiting"


def test_a_server_that_refuses_our_sender_is_told_once_and_the_letters_wait(office):
    office.refuses_sender = True
    notices = [posted(f"digest:{day}") for day in range(3)]
    told = deliver()
    assert told.failed == 1
    assert "sender" in told.failures[0]
    assert {state_of(notice) for notice in notices} == {"waiting"}
    assert {notice.attempts for notice in notices} == {0}


def test_killed_between_sending_and_recording_it_is_sent_again_as_the_same_letter(office):
    notice = posted()
    real = Notice.objects.filter
    with (
        mock.patch("chancery.notices.actions.delivering._record", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        deliver()
    assert real(pk=notice.pk, state="sending").exists()
    assert deliver().sent == 0
    assert deliver(later(minutes=16)).sent == 1
    first, second = office.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert state_of(notice) == "sent"


def test_two_processes_at_once_send_it_once(office):
    posted()
    inner = []
    real = smtplib.SMTP.sendmail

    def while_the_other_looks(self, *words, **named):
        inner.append(deliver())
        return real(self, *words, **named)

    with mock.patch.object(smtplib.SMTP, "sendmail", while_the_other_looks):
        assert deliver().sent == 1
    assert [told.sent for told in inner] == [0]
    assert len(office.letters) == 1


def test_a_connection_lost_on_the_way_costs_one_letter_one_attempt(office):
    first, second = posted("one"), posted("two", to=make.minh(), address="minh@mofa.example")
    real, calls = smtplib.SMTP.sendmail, []

    def lost_once(self, *words, **named):
        calls.append(1)
        if len(calls) == 1:
            self.close()
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return real(self, *words, **named)

    with mock.patch.object(smtplib.SMTP, "sendmail", lost_once):
        told = deliver()
    assert (told.sent, told.failed) == (1, 1)
    assert (state_of(first), state_of(second)) == ("waiting", "sent")


def test_who_left_meanwhile_is_not_written_to(office):
    notice = posted()
    notice.to.is_active = False
    notice.to.save()
    assert deliver().sent == 0
    assert state_of(notice) == "kept"


def test_the_server_that_is_tried_out_and_answers_has_nothing_wrong(office):
    assert mail.try_out(mail.server()) == ""


def test_the_password_is_read_from_the_workspace(workspace, settings):
    settings.SMTP_HOST, settings.SMTP_FROM = "mail.example", "a@mail.example"
    assert mail.server().password == ""
    (workspace.root / "mail.password").write_text("from the file\n", encoding="utf-8")
    assert mail.server().password == "from the file"
    settings.SMTP_PASSWORD = "from outside"
    assert mail.server().password == "from outside"


def test_a_password_of_the_environment_never_goes_to_a_host_set_in_the_browser(settings):
    settings.SMTP_USER, settings.SMTP_PASSWORD = "chancery", "from outside"
    Installation.objects.create(
        pack="vn", mail_host="mail.elsewhere.example", mail_from="a@x.example", mail_port=2525
    )
    found = mail.server()
    assert (found.host, found.port) == ("mail.elsewhere.example", 2525)
    assert (found.user, found.password) == ("", "")


def test_with_a_host_of_the_environment_the_browser_does_not_unlock_the_way_there(settings):
    settings.SMTP_HOST, settings.SMTP_PASSWORD = "mail.mofa.example", "from outside"
    Installation.objects.create(
        pack="vn",
        mail_host="mail.elsewhere.example",
        mail_from="a@x.example",
        mail_security="none",
        mail_port=25,
    )
    found = mail.server()
    assert (found.host, found.port, found.security) == ("mail.mofa.example", 587, "starttls")
    assert found.password == "from outside"


def test_an_old_text_goes_away_and_what_still_waits_keeps_its_own(office):
    sent, waiting = posted("one"), posted("two", address="full@mofa.example")
    deliver()
    assert empty_old_bodies(before=later(days=1)) == 1
    assert (state_of(sent), sent.body) == ("sent", "")
    assert state_of(waiting) == "waiting"
    assert waiting.body == WORDS


def test_a_notice_is_new_until_its_reader_saw_it():
    posted()
    assert see(user=make.minh()) == 0
    assert see(user=make.lan()) == 1
    assert see(user=make.lan()) == 0
