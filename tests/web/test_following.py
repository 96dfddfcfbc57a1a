"""Following a record: one button, there and back."""

import pytest

from chancery.history.models import Event
from chancery.people import actions
from chancery.people.errors import PeopleError
from chancery.people.follows import MOST, followed
from chancery.people.models import Follow
from tests import make
from tests.web.findings import signed_in

pytestmark = pytest.mark.django_db


def test_a_person_follows_once_and_ceases_once():
    lan = make.lan()
    for _twice in range(2):
        actions.follow(user=lan, kind="task", key="7")
    assert followed(lan) == {"task": {"7"}}
    for _twice in range(2):
        actions.unfollow(user=lan, kind="task", key="7")
    assert followed(lan) == {}
    told = Event.objects.filter(kind="user").values_list("action", flat=True)
    assert list(told) == ["user.follow", "user.unfollow"]


def test_not_everything_can_be_followed_nor_without_end(monkeypatch):
    lan = make.lan()
    with pytest.raises(PeopleError):
        actions.follow(user=lan, kind="weather", key="7")
    assert MOST > 100
    monkeypatch.setattr("chancery.people.actions.follows.MOST", 1)
    actions.follow(user=lan, kind="task", key="7")
    with pytest.raises(PeopleError):
        actions.follow(user=lan, kind="task", key="8")


def test_the_button_follows_and_leads_back_to_its_page(client):
    visit = make.activity()
    signed_in(client, make.lan())
    page = f"/activities/{visit.pk}/"
    assert 'aria-pressed="false"' in client.get(page).content.decode()
    address = f"/follow/activity/{visit.pk}/"
    referer = {"referer": f"http://testserver{page}"}
    assert client.post(address, {"on": "1"}, headers=referer).url.endswith(page)
    assert 'aria-pressed="true"' in client.get(page).content.decode()
    answer = client.post(address, {}, headers={"hx-request": "true"})
    assert 'aria-pressed="false"' in answer.content.decode()
    assert not Follow.objects.exists()
    elsewhere = {"referer": "https://example.org/"}
    assert client.post(address, {"on": "1"}, headers=elsewhere).url == "/"


@pytest.mark.parametrize("what", ["activity/999", "activity/x", "weather/1", "shortcoming/1"])
def test_what_is_not_there_cannot_be_followed(client, what):
    make.activity()
    assert signed_in(client, make.lan()).post(f"/follow/{what}/", {"on": "1"}).status_code == 404


def test_nobody_follows_what_they_may_not_know(client):
    visit = make.activity()
    answer = signed_in(client, make.oanh()).post(f"/follow/activity/{visit.pk}/", {"on": "1"})
    assert answer.status_code == 404
    assert not Follow.objects.exists()


@pytest.mark.parametrize(
    ("kind", "key"), [("partner", "JP"), ("unit", "moit"), ("agreement", "vjepa")]
)
def test_partners_units_and_agreements_are_followed_by_their_keys(client, kind, key):
    made = make.agreement()
    key = made.pk if kind == "agreement" else key
    signed_in(client, make.lan()).post(f"/follow/{kind}/{key}/", {"on": "1"})
    assert Follow.objects.get().key == key


def test_who_reads_nothing_follows_nothing(client):
    make.ground()
    signed_in(client, make.khoa())
    for what in ("unit/moit", "partner/JP"):
        assert client.post(f"/follow/{what}/", {"on": "1"}).status_code == 404
