"""People come in by a link, and go: nothing opens twice, nothing opens too long."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone, translation

from chancery.history.models import Event
from chancery.people import actions
from chancery.people.access import viewer_of
from chancery.people.errors import PeopleError
from chancery.people.joining import LinkError, invitation_of, proposed_name
from chancery.people.models import Invitation, Post, Token, User
from tests import make

pytestmark = pytest.mark.django_db
NEW = "mot-con-vit-xoe-ra-ba-cai-canh"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def invited(**columns) -> User:
    values = {"username": "anh", "full_name": "Vũ Mai Anh", "email": "anh@mofa.example"}
    return actions.add_user(password=None, by="khoa", **{**values, **columns})


def later(**passed):
    return mock.patch.object(timezone, "now", return_value=timezone.now() + timedelta(**passed))


def test_a_link_sets_sign_in_name_and_password_once():
    user = invited()
    _made, secret = actions.invite(user=user, by="khoa")
    joined = actions.redeem(secret=secret, password=NEW, username="Mai.Anh")
    assert joined.username == "mai.anh"
    assert User.objects.get(pk=user.pk).check_password(NEW)
    with pytest.raises(LinkError, match="used already"):
        actions.redeem(secret=secret, password=NEW)


def test_only_a_digest_of_the_secret_is_kept():
    _made, secret = actions.invite(user=invited(), by="khoa")
    kept = Invitation.objects.values_list("digest", flat=True).get()
    assert secret not in kept
    assert len(kept) == 64
    assert secret not in str(list(Event.objects.values()))


def test_an_invitation_opens_for_seven_days(settings):
    assert settings.INVITATION_DAYS == 7
    _made, secret = actions.invite(user=invited(), by="khoa")
    with later(days=6, hours=23):
        assert invitation_of(secret)
    with later(days=7), pytest.raises(LinkError, match="expired"):
        invitation_of(secret)


def test_sent_again_the_old_link_dies():
    user = invited()
    _first, old = actions.invite(user=user, by="khoa")
    _second, new = actions.invite(user=user, by="khoa")
    with pytest.raises(LinkError, match="newer one was sent"):
        invitation_of(old)
    assert invitation_of(new).user == user


def test_a_withdrawn_link_opens_nothing():
    made, secret = actions.invite(user=invited(), by="khoa")
    actions.withdraw_invitation(invitation=made, by="khoa")
    with pytest.raises(LinkError, match="withdrawn"):
        invitation_of(secret)
    with pytest.raises(PeopleError):
        actions.withdraw_invitation(invitation=made, by="khoa")


def test_an_unknown_link_says_what_to_do():
    with pytest.raises(LinkError, match="ask for a new one"):
        invitation_of("khong-co")


def test_who_has_joined_gets_a_reset_and_no_second_invitation():
    with pytest.raises(PeopleError, match="joined already"):
        actions.invite(user=make.with_password(make.lan()), by="khoa")


def test_a_weak_password_leaves_the_link_open():
    _made, secret = actions.invite(user=invited(), by="khoa")
    with pytest.raises(PeopleError):
        actions.redeem(secret=secret, password="123")
    assert invitation_of(secret)


def test_a_taken_sign_in_name_leaves_the_link_open():
    make.lan()
    _made, secret = actions.invite(user=invited(), by="khoa")
    with pytest.raises(PeopleError, match="is taken"):
        actions.redeem(secret=secret, password=NEW, username="lan")
    assert invitation_of(secret)


def test_a_reset_opens_for_an_hour_and_ends_all_sessions(client):
    user = make.with_password(make.lan())
    user.email = "lan@mofa.example"
    user.save()
    client.force_login(user)
    _made, secret = actions.ask_reset(asked="LAN@mofa.example")
    with later(hours=1), pytest.raises(LinkError, match="expired"):
        invitation_of(secret)
    actions.redeem(secret=secret, password=NEW, username="somebody-else")
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert user.username == "lan"
    assert not Session.objects.exists()


def test_a_reset_is_not_asked_twice_in_five_minutes():
    user = make.with_password(make.lan())
    user.email = "lan@mofa.example"
    user.save()
    assert actions.ask_reset(asked="lan")
    assert actions.ask_reset(asked="lan") is None
    with later(minutes=6):
        assert actions.ask_reset(asked="lan")


@pytest.mark.parametrize("asked", ["khong-ai", "", "lan"])
def test_who_is_unknown_or_has_no_e_mail_gets_no_reset(asked):
    make.with_password(make.lan())
    assert actions.ask_reset(asked=asked) is None


def test_a_name_is_proposed_that_is_free():
    make.person("lan", "Lê Ngọc Lan")
    assert proposed_name("Lan@mofa.example") == "lan2"
    assert proposed_name("", "Đỗ Thúy Hà") == "do.thuy.ha"


def test_leaving_ends_sign_in_sessions_and_keys_at_once(client):
    user = make.with_password(make.lan())
    actions.make_token(user=user, kind="calendar", by="lan")
    client.force_login(user)
    actions.deactivate(user=user, by="khoa", reason="Chuyển công tác")
    assert client.get("/").status_code == 302
    assert not Session.objects.exists()
    assert Token.objects.get().revoked_at is not None
    assert not viewer_of(User.objects.get(pk=user.pk)).reads
    assert Event.objects.filter(action="user.deactivate").exists()


def test_who_comes_back_may_sign_in_and_sees_nothing_without_a_post():
    user = make.lan()
    actions.deactivate(user=user, by="khoa", reason="Chuyển công tác")
    actions.end_posts(user=user, by="khoa", end=timezone.localdate())
    actions.reactivate(user=user, by="khoa")
    assert user.is_active
    assert not viewer_of(user).reads


def test_leaving_needs_a_reason_and_somebody_else():
    with pytest.raises(PeopleError, match="why"):
        actions.deactivate(user=make.lan(), by="khoa", reason=" ")
    with pytest.raises(PeopleError, match="another administrator"):
        actions.deactivate(user=make.khoa(), by="khoa", reason="Nghỉ hưu")


def test_the_last_administrator_cannot_leave_nor_lose_the_post():
    khoa = make.with_password(make.khoa())
    other = make.person("phuong", "Hà Phương", "mofa", "administrator")  # invited, not joined
    with pytest.raises(PeopleError, match="last administrator"):
        actions.deactivate(user=khoa, by="phuong", reason="Nghỉ hưu")
    with pytest.raises(PeopleError, match="last administrator"):
        actions.end_post(post=Post.objects.get(user=khoa), by="phuong")
    make.with_password(other)
    actions.end_post(post=Post.objects.get(user=khoa), by="phuong")
    with pytest.raises(PeopleError, match="last administrator"):
        actions.end_posts(user=other, by="khoa", end=timezone.localdate() + timedelta(days=9))


def test_an_acting_head_heads_up_to_the_day_and_not_on_it():
    make.units()
    user, today = make.lan(), timezone.localdate()
    until = today + timedelta(days=10)
    actions.give_post(
        user=user, unit="mofa-economic", role="head", by="khoa", end=until, acting=True
    )
    assert viewer_of(user, today=until - timedelta(days=1)).heads("mofa-economic")
    assert not viewer_of(user, today=until).heads("mofa-economic")
    assert viewer_of(user, today=until).writes_for("mofa-economic")
    assert Post.objects.get(user=user, acting=True).role_name == "acting head of unit"


@pytest.mark.parametrize(
    "wrong", [{"acting": True}, {"acting": True, "role": "officer", "end": date(2099, 1, 1)}]
)
def test_acting_is_for_a_head_and_up_to_a_day(wrong):
    make.units()
    values = {"user": make.lan(), "unit": "mofa", "role": "head", "by": "khoa"}
    with pytest.raises(PeopleError, match="Acting"):
        actions.give_post(**{**values, **wrong})


def test_the_same_post_twice_is_one_post():
    make.units()
    held = Post.objects.get(user=make.lan())
    again = actions.give_post(user=make.lan(), unit=held.unit_id, role=held.role, by="khoa")
    assert again == held


def test_sign_out_everywhere_keeps_this_session(client):
    user = make.lan()
    client.force_login(user)
    assert actions.sign_out_everywhere(user=user, by="lan", keep=client.session.session_key) == 0
    assert actions.sign_out_everywhere(user=user, by="lan") == 1


def test_nobody_signs_in_under_the_name_by_which_history_means_the_system():
    user = invited()
    _made, secret = actions.invite(user=user, by="khoa")
    with pytest.raises(PeopleError, match="is taken"):
        actions.redeem(secret=secret, password=NEW, username=" System ")
    with pytest.raises(PeopleError, match="is taken"):
        invited(username="system", email="s@mofa.example")
    assert invitation_of(secret).user == user
    assert proposed_name("system@mofa.example") == "system2"
