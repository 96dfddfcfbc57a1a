"""Pages without a session, a person's own page, and leaving."""

import pytest
from django.utils import timezone

from chancery.notices.models import Notice
from chancery.people import actions
from chancery.people.models import Installation, Post, User
from chancery.people.tokens import owner_of
from chancery.work import actions as work
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db
NEW = {"password": "mot-con-vit-xoe-ra-ba-cai-canh", "again": "mot-con-vit-xoe-ra-ba-cai-canh"}


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"


def invited():
    user = actions.add_user(
        username="anh", full_name="Vũ Mai Anh", email="anh@mofa.example", password=None, by="khoa"
    )
    return user, actions.invite(user=user, by="khoa")[1]


def mail():
    Installation.objects.create(
        pack="vn",
        mail_host="127.0.0.1",
        mail_from="c@mofa.example",
        address="https://chancery.example",
    )


def lan(**columns) -> User:
    user = make.with_password(make.lan())
    User.objects.filter(pk=user.pk).update(email="lan@mofa.example", **columns)
    user.refresh_from_db()
    return user


def test_an_invitation_proposes_a_name_and_signs_in(client):
    user, secret = invited()
    assert 'value="anh"' in client.get(f"/invitation/{secret}/").content.decode()
    answer = client.post(f"/invitation/{secret}/", {"username": "mai.anh", **NEW})
    assert answer.url == "/"
    assert User.objects.get(pk=user.pk).username == "mai.anh"
    closed = client.get(f"/invitation/{secret}/")
    assert closed.status_code == 410
    assert "used already" in closed.content.decode()


def test_a_weak_or_mistyped_password_is_told_and_the_link_still_opens(client):
    _user, secret = invited()
    weak = client.post(f"/invitation/{secret}/", {"username": "a", "password": "1", "again": "1"})
    assert "too short" in weak.content.decode()
    assert client.get(f"/invitation/{secret}/").status_code == 200


@pytest.mark.parametrize("asked", ["lan", "lan@mofa.example", "khong-ai", "ai@mofa.example"])
def test_a_forgotten_password_is_answered_the_same_for_everybody(client, asked):
    lan()
    mail()
    shown = client.post("/password/", {"asked": asked}).content.decode()
    assert "If that name or e-mail belongs to somebody here" in shown
    assert Notice.objects.filter(kind="reset").count() == (1 if "lan" in asked else 0)


def test_where_no_mail_is_sent_the_page_says_whom_to_ask(client):
    lan()
    shown = client.post("/password/", {"asked": "lan"}).content.decode()
    assert "sends no links by e-mail yet" in shown


def test_the_letter_holds_the_link_and_no_mail_keeps_no_secret(client):
    lan()
    mail()
    client.post("/password/", {"asked": "lan"})
    body = Notice.objects.get().body
    secret = body.partition("/invitation/")[2].partition("/")[0]
    assert client.post(f"/invitation/{secret}/", NEW).url == "/"


def test_a_forgotten_password_is_not_asked_for_again_and_again(client):
    lan()
    mail()
    for _try in range(12):
        assert client.post("/password/", {"asked": "lan"}).status_code == 200
    assert Notice.objects.count() == 1


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(client):
    user = lan()
    wrong = send(client, user, "/account/password/", old="nope", **NEW)
    assert wrong.status_code == 422
    assert send(client, user, "/account/password/", old=make.PASSWORD, **NEW).url == "/account/"
    assert client.get("/account/").status_code == 200
    user.refresh_from_db()
    assert user.check_password(NEW["password"])


def test_language_and_reminders_are_ones_own_choice(client):
    send(client, make.lan(), "/account/edit/", language="en", digest="weekly")
    user = make.lan()
    assert (user.language, user.digest) == ("en", "weekly")
    assert "Lê Ngọc Lan" in words(client, user, "/account/")


def test_an_administrator_sends_a_link_for_a_new_password_and_withdraws_it(client):
    user = lan()
    address = f"/settings/people/{user.pk}/"
    assert send(client, make.khoa(), f"{address}link/").url == address
    assert "/invitation/" in words(client, make.khoa(), address)
    send(client, make.khoa(), f"{address}unlink/")
    assert "withdrawn" in words(client, make.khoa(), address)


def test_the_link_of_a_reset_that_goes_out_by_mail_is_not_shown_to_the_administrator(client):
    user = lan()
    mail()
    send(client, make.khoa(), f"/settings/people/{user.pk}/link/")
    secret = Notice.objects.get().body.partition("/invitation/")[2].partition("/")[0]
    assert secret
    assert secret not in words(client, make.khoa(), f"/settings/people/{user.pk}/")


def test_a_reset_ends_the_keys_of_programs_too(client):
    user = lan()
    mail()
    actions.make_token(user=user, kind="api", name="bảng", scopes=("read:work",), by=user.username)
    client.post("/password/", {"asked": "lan"})
    secret = Notice.objects.get().body.partition("/invitation/")[2].partition("/")[0]
    client.post(f"/invitation/{secret}/", NEW)
    assert not user.tokens.filter(revoked_at=None).exists()


def test_an_invitation_goes_out_by_mail_where_mail_is_set_up(client):
    mail()
    make.units("moit")
    form = {"full_name": "Vũ Mai Anh", "email": "a@moit.example", "language": "vi"}
    send(client, make.khoa(), "/settings/people/add/", unit="moit", role="officer", **form)
    letter = Notice.objects.get()
    assert (letter.kind, letter.address, letter.state) == (
        "invitation",
        "a@moit.example",
        "waiting",
    )
    assert "/invitation/" in letter.body


def test_an_acting_head_is_shown_as_such_wherever_the_title_stands(client):
    make.units()
    end = timezone.localdate() + timezone.timedelta(days=30)
    form = {"unit": "mofa-economic", "role": "head", "acting": "on", "end": end.isoformat()}
    send(client, make.khoa(), f"/settings/people/{make.lan().pk}/post/", **form)
    assert Post.objects.filter(user=make.lan(), acting=True).exists()
    for who, address in (
        (make.khoa(), "/settings/people/"),
        (make.khoa(), f"/settings/people/{make.lan().pk}/"),
        (make.lan(), "/account/"),
    ):
        assert "cting head of unit" in words(client, who, address)


def test_acting_without_a_day_or_for_an_officer_is_refused(client):
    make.units()
    form = {"unit": "mofa-economic", "role": "officer", "acting": "on"}
    answer = send(client, make.khoa(), f"/settings/people/{make.lan().pk}/post/", **form)
    shown = answer.content.decode()
    assert "Only a head is stood in for" in shown
    assert "Say until when they act" in shown


def test_leaving_lists_what_is_held_alone_passes_tasks_on_and_closes_the_sign_in(client):
    make.ground()
    leaving, colleague = make.son(), make.binh()
    task = make.task()
    work.delegate(task=task, person=leaving, by=make.viewer(colleague))
    address = f"/settings/people/{leaving.pk}/leave/"
    shown = words(client, make.khoa(), address)
    assert "Held by nobody else" in shown
    assert task.reference in shown
    assert task.text not in shown  # an administrator reads no content
    answer = send(client, make.khoa(), address, reason="Chuyển công tác", to=colleague.pk)
    assert answer.status_code == 302, answer.content.decode()
    task.refresh_from_db()
    leaving.refresh_from_db()
    assert task.person == colleague
    assert not leaving.is_active
    assert Post.objects.get(user=leaving).end == timezone.localdate()


def test_leaving_on_a_later_day_keeps_the_sign_in_until_then(client):
    user = make.lan()
    day = timezone.localdate() + timezone.timedelta(days=5)
    address = f"/settings/people/{user.pk}/leave/"
    send(client, make.khoa(), address, reason="Nghỉ hưu", day=day.isoformat())
    user.refresh_from_db()
    assert user.is_active
    assert Post.objects.get(user=user).end == day


@pytest.fixture
def leaver(client):
    """Lan leaves in five days; she is signed in and has a key and a calendar's address."""
    user = lan()
    day = timezone.localdate() + timezone.timedelta(days=5)
    send(
        client,
        make.khoa(),
        f"/settings/people/{user.pk}/leave/",
        reason="Nghỉ hưu",
        day=day.isoformat(),
    )
    return user


def on_the_day(monkeypatch):
    now = timezone.now() + timezone.timedelta(days=5)
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_on_that_day_a_running_session_and_the_sign_in_end(client, leaver, monkeypatch):
    form = {"username": "lan", "password": make.PASSWORD}
    client.logout()
    assert client.post("/sign-in/", form).status_code == 302
    session = client.session
    session.set_expiry(30 * 24 * 3600)
    session.save()
    assert client.get("/account/").status_code == 200
    on_the_day(monkeypatch)
    assert client.get("/account/").url.startswith("/sign-in/")
    assert client.post("/sign-in/", form).status_code == 200
    mail()
    client.post("/password/", {"asked": "lan"})
    assert not Notice.objects.filter(kind="reset").exists()


@pytest.mark.parametrize("kind", ["api", "calendar"])
def test_on_that_day_keys_and_calendar_addresses_open_nothing(client, leaver, monkeypatch, kind):
    scopes = ("read:work",) if kind == "api" else ()
    secret = actions.make_token(user=leaver, kind=kind, name="x", scopes=scopes, by="lan")[1]
    assert owner_of(secret, kind)
    on_the_day(monkeypatch)
    assert owner_of(secret, kind) is None


def test_the_run_after_that_day_closes_the_account_for_good(leaver):
    day = timezone.localdate() + timezone.timedelta(days=4)
    assert actions.close_leavers(today=day, by="system") == 0
    actions.make_token(user=leaver, kind="api", name="x", scopes=("read:work",), by="lan")
    after = day + timezone.timedelta(days=1)
    assert actions.close_leavers(today=after, by="system") == 1
    assert actions.close_leavers(today=after, by="system") == 0
    leaver.refresh_from_db()
    assert not leaver.is_active
    assert not leaver.tokens.filter(revoked_at=None).exists()
    actions.reactivate(user=leaver, by="khoa")
    leaver.refresh_from_db()
    assert leaver.may_sign_in


def test_without_an_address_of_this_system_no_link_goes_out_whatever_the_request_says(client):
    lan()
    mail()
    Installation.objects.update(address="")
    shown = client.post("/password/", {"asked": "lan"}, headers={"host": "localhost"})
    assert "sends no links by e-mail yet" in shown.content.decode()
    assert not Notice.objects.exists()
    send(client, make.khoa(), f"/settings/people/{make.lan().pk}/link/")
    assert (Notice.objects.get().state, Notice.objects.get().body) == ("kept", "")
    assert "/invitation/" in words(client, make.khoa(), f"/settings/people/{make.lan().pk}/")
    assert "The address of this system is not set" in words(client, make.khoa(), "/settings/mail/")


def test_nobody_lets_themselves_go(client):
    address = f"/settings/people/{make.khoa().pk}/leave/"
    answer = send(client, make.khoa(), address, reason="x")
    assert answer.status_code == 422
    assert "another administrator" in answer.content.decode()
    assert page(client, make.lan(), address).status_code == 404
