"""The first start in the browser: for who holds the code, until somebody is there."""

import pytest

from chancery.people import actions, installed
from chancery.people.models import Installation, Unit, User
from tests import make

pytestmark = pytest.mark.django_db
THUY = {
    "full_name": "Trần Thu Thủy",
    "email": "thuy@mofa.example",
    "password": make.PASSWORD,
    "again": make.PASSWORD,
}


@pytest.fixture(autouse=True)
def nobody_yet(client):
    installed.forget()
    client.cookies["django_language"] = "en"


def opened(client):
    return client.post("/setup/", {"code": actions.make_setup_code()})


def begun(client):
    opened(client)
    client.post("/setup/country/", {"language": "en", "pack": "vn"})
    return client.post("/setup/administrator/", THUY)


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/settings/", "/tasks/", "/password/"])
def test_every_page_leads_there_while_nobody_is_here(client, address):
    assert client.get(address).url == "/setup/"


def test_nothing_opens_without_the_code(client):
    assert client.get("/setup/country/").url == "/setup/"
    assert client.post("/setup/administrator/", THUY).url == "/setup/"
    assert client.post("/setup/", {"code": "AAAA-BBBB-CCCC-DDDD"}).status_code == 422
    assert not User.objects.exists()


def test_codes_are_not_guessed(client):
    code = actions.make_setup_code()
    for _try in range(8):
        client.post("/setup/", {"code": "AAAA-BBBB-CCCC-DDDD"})
    answer = client.post("/setup/", {"code": code})
    assert answer.status_code == 429
    assert "Wait a quarter of an hour" in answer.content.decode()


def test_the_code_leads_through_country_and_administrator_into_settings(client):
    assert opened(client).url == "/setup/country/"
    answer = client.post("/setup/country/", {"language": "en", "pack": "vn"})
    assert answer.url == "/setup/administrator/"
    assert Unit.objects.count() > 300
    answer = client.post("/setup/administrator/", THUY)
    assert answer.url == "/settings/units/"
    shown = client.get(answer.url).content.decode()
    assert 'aria-current="step"' in shown
    assert "Next step" in shown


def test_what_was_done_is_kept_when_the_browser_closes(client):
    opened(client)
    client.post("/setup/country/", {"language": "en", "pack": "vn"})
    client.cookies.clear()
    assert opened(client).url == "/setup/administrator/"


def test_two_different_passwords_are_told(client):
    opened(client)
    client.post("/setup/country/", {"language": "en", "pack": "vn"})
    answer = client.post("/setup/administrator/", {**THUY, "again": "another"})
    assert "The two passwords differ." in answer.content.decode()


def test_with_an_administrator_the_code_opens_nothing_more(client):
    begun(client)
    code = actions.make_setup_code()
    client.cookies.clear()
    assert client.post("/setup/", {"code": code}).url.startswith("/sign-in/?next=")
    answer = client.post("/setup/administrator/", {**THUY, "email": "x@mofa.example"})
    assert answer.url.startswith("/sign-in/?next=")
    assert User.objects.count() == 1


def test_the_administrator_goes_on_where_it_broke_off(client):
    begun(client)
    assert client.get("/setup/").url == "/settings/people/"


def test_once_finished_it_is_not_there_any_more(client):
    begun(client)
    assert "Invite an officer" in client.get("/setup/done/").content.decode()
    assert client.post("/setup/done/").url == "/settings/"
    assert Installation.objects.get().set_up_at is not None
    assert not installed.setup_code_file().exists()
    for address in ("/setup/", "/setup/country/", "/setup/administrator/", "/setup/done/"):
        assert client.get(address).status_code == 404
    assert "Next step" not in client.get("/settings/units/").content.decode()


def test_it_is_for_administrators_alone(client):
    begun(client)
    client.force_login(make.person("x", "Người Khác"))
    assert client.get("/setup/").status_code == 404
    assert client.get("/setup/done/").status_code == 404
