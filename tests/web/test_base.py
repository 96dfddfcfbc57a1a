"""The frame of every page."""

import pytest
from django.template import engines
from django.test import Client, RequestFactory

from chancery.people.access import viewer_of
from chancery.people.models import Role, User
from chancery.web import paths
from chancery.web.views.errors import server_error
from tests.web.people import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = somebody()
    client.force_login(user)
    return user


def names(viewer):
    return [link.place.name for _title, links in paths.navigation(viewer, "/") for link in links]


def test_a_page_has_its_language_a_title_and_a_way_past_the_navigation(client, officer):
    page = client.get("/").content.decode()
    assert '<html lang="vi">' in page
    assert "<title>Hôm nay · Chancery</title>" in page
    assert '<a class="skip-link" href="#main">' in page
    assert 'aria-current="page"' in page


def test_a_page_tells_who_is_signed_in_by_unit_and_role(client, officer):
    page = client.get("/").content.decode()
    assert "Nguyễn Thị Lan" in page
    assert "Cán bộ, Vụ Tổng hợp kinh tế" in page


def test_a_page_speaks_the_language_of_the_person(client):
    client.force_login(somebody(language="en"))
    page = client.get("/", headers={"accept-language": "vi"}).content.decode()
    assert '<html lang="en">' in page
    assert "Officer, Department of Economic Affairs" in page


def test_choosing_a_language_keeps_the_page_and_is_remembered(client, officer):
    answer = client.post("/language/", {"language": "en", "next": "/?tab=tasks"})
    assert answer.url == "/?tab=tasks"
    assert '<html lang="en">' in client.get("/").content.decode()
    officer.refresh_from_db()
    assert officer.language == "en"


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", "javascript:1"])
def test_choosing_a_language_never_leads_to_another_site(client, elsewhere):
    answer = client.post("/language/", {"language": "en", "next": elsewhere})
    assert answer.url == "/"


def test_an_unknown_language_changes_nothing(client, officer):
    client.post("/language/", {"language": "xx", "next": "/"})
    assert '<html lang="vi">' in client.get("/").content.decode()


def test_the_navigation_shows_settings_to_administrators_alone():
    allowed = {place.name: place.may_open for _title, places in paths.PLACES for place in places}
    officer, administrator = (
        viewer_of(somebody(name, role))
        for name, role in (("lan", Role.OFFICER), ("admin", Role.ADMINISTRATOR))
    )
    assert allowed["settings"](administrator)
    assert not allowed["settings"](officer)
    assert allowed["tasks"](officer)
    assert not allowed["tasks"](administrator)


def test_somebody_without_a_post_is_told_so(client):
    user = User.objects.create(username="new", full_name="Lê Văn Mới")
    client.force_login(user)
    page = client.get("/").content.decode()
    assert "Hiện không giữ vị trí nào" in page
    assert "inbox" not in names(viewer_of(user))


def test_every_key_of_the_navigation_is_its_own():
    keys = [place.key for _title, places in paths.PLACES for place in places]
    assert len(keys) == len(set(keys))


def test_the_component_page_is_for_administrators(client, officer):
    assert client.get("/components/").status_code == 403
    client.force_login(somebody("admin", Role.ADMINISTRATOR))
    assert client.get("/components/").status_code == 200


def test_a_page_that_does_not_exist_says_what_to_do(client, officer):
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()


def test_a_form_sent_without_its_token_is_refused_in_words(officer):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/language/", {"language": "en"})
    assert answer.status_code == 403
    assert "Biểu mẫu đã hết hiệu lực" in answer.content.decode()


def test_the_page_of_a_fault_needs_no_database(django_db_blocker):
    request = RequestFactory().get("/")
    with django_db_blocker.block():
        answer = server_error(request)
    assert answer.status_code == 500
    assert "Hệ thống gặp sự cố" in answer.content.decode()


def test_the_demo_says_on_every_page_that_it_is_one(client, officer, settings):
    assert "demo-banner" not in client.get("/").content.decode()
    settings.DEMO = True
    assert "demo-banner" in client.get("/").content.decode()


def render(text, path="/", **context):
    request = RequestFactory().get(path)
    return engines["django"].from_string(text).render(context, request)


def test_changing_one_parameter_keeps_the_others_and_goes_to_the_first_page():
    assert render("{% query sort='due' %}", "/x/?q=a&page=3") == "?q=a&amp;sort=due"
    assert render("{% query page=2 %}", "/x/?q=a") == "?q=a&amp;page=2"
    assert render("{% query q=None %}", "/x/?q=a") == "/x/"


def test_a_sorted_column_says_so_and_turns_round_when_clicked_again():
    head = render("{% sort_head 'due' 'Due' %}", "/?sort=due")
    assert 'aria-sort="ascending"' in head
    assert 'href="?sort=-due"' in head
    assert 'aria-sort="none"' in render("{% sort_head 'text' 'Text' %}", "/?sort=due")


def test_an_unknown_icon_is_a_mistake_of_ours():
    with pytest.raises(Exception, match=r"no-such-icon.*icons"):
        render("{% icon 'no-such-icon' %}")


def test_an_empty_fact_is_shown_as_missing():
    assert "chưa có thông tin" in render("{% fact 'Lead' %} {% endfact %}")
    assert "2030" in render("{% fact 'Due' %}2030{% endfact %}")


def test_what_people_wrote_is_escaped_in_every_component():
    bad = "<script>alert(1)</script>"
    shown = render(
        "{% fact bad %}{{ bad }}{% endfact %}{% panel bad link=bad %}{{ bad }}{% endpanel %}"
        "{% badge bad 'red' %}{% source_quote document=bad place=bad %}{{ bad }}{% endsource_quote %}"
        "{% crumb bad bad %}{% notice 'red' bad %}{{ bad }}{% endnotice %}{% icon 'check' bad %}"
        "{% sort_head 'a' bad %}{{ bad|or_missing }}{{ bad|day }}",
        bad=bad,
    )
    assert "<script" not in shown
