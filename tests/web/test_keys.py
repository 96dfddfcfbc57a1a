"""Keys for programs, on their pages."""

import re

import pytest

from chancery.people.actions import make_token
from chancery.people.models import Token
from chancery.people.tokens import owner_of
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db
GOOD = {"name": "Bảng theo dõi", "scopes": ["read:work", "read:register"], "days": "30"}


def key(user, name="Bảng"):
    return make_token(user=user, kind="api", name=name, scopes=["read:work"], by=user.username)


def test_the_secret_is_shown_once_and_opens(client):
    lan = make.lan()
    answer = send(client, lan, "/account/keys/new/", **GOOD)
    shown = answer.content.decode()
    secret = re.search(r"chy_[\w-]+", shown)[0]
    token = owner_of(secret, Token.Kind.API)
    assert token.user == lan
    assert token.scopes == ["read:work", "read:register"]
    assert (token.expires_at - token.created_at).days == 30
    assert "no-store" in answer.headers["Cache-Control"]
    assert "chy_" not in words(client, lan, "/account/keys/")


def test_a_form_sent_twice_makes_one_key(client):
    lan = make.lan()
    form = words(client, lan, "/account/keys/new/")
    once = re.search(r'name="once" value="([^"]+)"', form)[1]
    send(client, lan, "/account/keys/new/", once=once, **GOOD)
    again = send(client, lan, "/account/keys/new/", once=once, **GOOD)
    assert again.status_code == 302
    assert again.headers["Location"] == "/account/keys/"
    assert Token.objects.count() == 1


@pytest.mark.parametrize("missing", ["name", "scopes", "days"])
def test_a_key_without_name_or_scope_or_end_is_not_made(client, missing):
    data = {name: value for name, value in GOOD.items() if name != missing}
    assert send(client, make.lan(), "/account/keys/new/", **data).status_code == 422
    assert not Token.objects.exists()


def test_who_has_too_many_keys_is_told_on_the_form(client):
    lan = make.lan()
    for _number in range(20):
        key(lan)
    answer = send(client, lan, "/account/keys/new/", **GOOD)
    assert answer.status_code == 422
    assert "20 keys" in answer.content.decode()


def test_a_key_is_revoked_by_its_owner_after_asking(client):
    lan = make.lan()
    token, secret = key(lan)
    address = f"/account/keys/{token.pk}/revoke/"
    assert "Revoke the key “Bảng”" in words(client, lan, address)
    assert send(client, lan, address).status_code == 302
    assert owner_of(secret, Token.Kind.API) is None
    assert "revoked" in words(client, lan, "/account/keys/")


def test_an_administrator_sees_whose_keys_there_are_and_revokes_them(client):
    make.son()
    token, _secret = key(make.lan(), "Của bàn Nhật")
    listed = words(client, make.khoa(), "/account/keys/")
    assert "Của bàn Nhật" in listed
    assert "Lê Ngọc Lan" in listed
    assert send(client, make.khoa(), f"/account/keys/{token.pk}/revoke/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at


def test_the_keys_of_others_are_not_there_for_others(client):
    token, _secret = key(make.lan(), "Của bàn Nhật")
    assert "Của bàn Nhật" not in words(client, make.son(), "/account/keys/")
    assert page(client, make.son(), f"/account/keys/{token.pk}/revoke/").status_code == 404


def test_a_calendars_address_is_not_among_the_keys(client):
    lan = make.lan()
    make_token(user=lan, kind="calendar", name="Lịch của tôi", by="lan")
    assert "Lịch của tôi" not in words(client, lan, "/account/keys/")
