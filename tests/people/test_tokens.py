"""Keys for programs: made by their owner, shown once, dead when they should be."""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from chancery.history.queries import events_of
from chancery.people import tokens
from chancery.people.actions import make_token, note_use, revoke_token
from chancery.people.errors import NotAllowedError, PeopleError
from chancery.people.models import Token
from tests import make

pytestmark = pytest.mark.django_db
API = Token.Kind.API


def key(user=None, **values):
    """A key of lan for reading tasks, and its secret."""
    owner = user or make.lan()
    said = {"name": "Bảng theo dõi", "scopes": ["read:work"], "kind": API, **values}
    return make_token(user=owner, by=owner.username, **said)


def later(**passed):
    now = timezone.now() + timedelta(**passed)
    return mock.patch.object(timezone, "now", return_value=now)


def test_a_key_opens_by_its_secret_and_only_the_digest_is_kept():
    token, secret = key()
    assert tokens.owner_of(secret, API) == token
    assert secret.startswith("chy_")
    assert secret not in str(list(Token.objects.values()))
    assert token.digest == tokens.digest_of(secret)


@pytest.mark.parametrize("secret", ["", "chy_", "chy_wrong", "\x00", "\udcff"])
def test_a_wrong_secret_opens_nothing(secret):
    key()
    assert tokens.owner_of(secret, API) is None


def test_a_key_for_programs_does_not_open_a_calendar_nor_the_other_way_round():
    _token, secret = key()
    assert tokens.owner_of(secret, Token.Kind.CALENDAR) is None
    lan = make.lan()
    _token, address = make_token(user=lan, kind=Token.Kind.CALENDAR, by="lan")
    assert tokens.owner_of(address, API) is None
    assert tokens.owner_of(address, Token.Kind.CALENDAR).user == lan


def test_a_key_lasts_ninety_days_unless_said_and_a_calendars_address_until_revoked():
    token, secret = key()
    assert (token.expires_at - token.created_at).days == 90
    with later(days=89):
        assert tokens.owner_of(secret, API)
    with later(days=90):
        assert tokens.owner_of(secret, API) is None
    calendar, _secret = make_token(user=make.lan(), kind=Token.Kind.CALENDAR, by="lan")
    assert calendar.expires_at is None


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_key_lasts_a_year_at_most(days):
    with pytest.raises(PeopleError, match="365"):
        key(days=days)


def test_a_key_has_a_name_and_scopes_that_there_are():
    with pytest.raises(PeopleError):
        key(name="  ")
    with pytest.raises(PeopleError):
        key(name="x" * 81)
    with pytest.raises(PeopleError):
        key(scopes=[])
    with pytest.raises(PeopleError, match="read:minds"):
        key(scopes=["read:minds"])


def test_nobody_makes_a_key_for_another_person():
    with pytest.raises(NotAllowedError):
        make_token(user=make.lan(), kind=API, name="x", scopes=["read:work"], by="khoa")


def test_a_person_has_twenty_open_keys_at_most():
    made = [key()[0] for _number in range(tokens.MOST_KEYS)]
    with pytest.raises(PeopleError, match="20"):
        key()
    revoke_token(token=made[0], by="lan")
    key()


def test_a_revoked_key_is_dead_and_history_tells_it_once():
    token, secret = key()
    revoke_token(token=token, by="lan")
    revoke_token(token=token, by="lan")
    assert tokens.owner_of(secret, API) is None
    told = [event.action for event in events_of("user", make.lan().pk)]
    assert sorted(told) == ["token.make", "token.revoke"]


def test_the_history_of_a_key_tells_its_scopes_and_not_its_secret():
    _token, secret = key()
    event = events_of("user", make.lan().pk).get()
    assert event.values_beside.changes["scopes"] == [None, "read:work"]
    assert secret not in str(event.values_beside.changes) + event.values_beside.label


def test_an_administrator_revokes_anybodys_key_and_others_only_their_own():
    make.khoa()
    make.son()
    token, secret = key()
    with pytest.raises(NotAllowedError):
        revoke_token(token=token, by="son")
    assert tokens.owner_of(secret, API)
    revoke_token(token=token, by="khoa")
    assert tokens.owner_of(secret, API) is None


def test_an_administrator_sees_the_keys_of_others_and_nobody_else_does():
    token, _secret = key()
    assert list(tokens.keys_of(make.viewer(make.lan()))) == [token]
    assert list(tokens.keys_of_others(make.viewer(make.khoa()))) == [token]
    assert list(tokens.keys_of_others(make.viewer(make.son()))) == []


def test_the_key_of_a_person_who_may_no_longer_sign_in_is_dead():
    token, secret = key()
    token.user.is_active = False
    token.user.save()
    assert tokens.owner_of(secret, API) is None


def test_the_last_use_is_kept_once_a_minute(django_assert_num_queries):
    token, _secret = key()
    note_use(token=token)
    token.refresh_from_db()
    first = token.used_at
    with django_assert_num_queries(0):
        note_use(token=token)
    with later(seconds=61):
        note_use(token=token)
    token.refresh_from_db()
    assert token.used_at > first
