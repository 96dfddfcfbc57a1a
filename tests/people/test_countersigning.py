"""No administrator opens content to themselves alone: what could do so, somebody else confirms."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from chancery.history.models import Event
from chancery.people import actions
from chancery.people.access import viewer_of
from chancery.people.actions.own_units import values_of
from chancery.people.countersigning import deciders, mail_waits, may_decide, needs_countersign
from chancery.people.errors import CountersignError, NotAllowedError, PeopleError
from chancery.people.importing import State
from chancery.people.joining import LinkError, invitation_of
from chancery.people.models import Countersign, Installation, Invitation, Post, User
from chancery.people.person_rows import PersonRow, PersonValues
from chancery.people.unit_rows import UnitRow
from tests import make

pytestmark = pytest.mark.django_db
POST = {"unit": "mofa-economic", "role": "officer", "start": None, "end": None, "acting": False}
NEW = "mot-con-vit-xoe-ra-ba-cai-canh"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def khoa() -> User:
    return make.with_password(make.khoa())


def dung() -> User:
    """The second administrator."""
    return make.with_password(make.person("dung", "Ngô Tiến Dũng", "mofa", "administrator"))


def lan() -> User:
    user = make.with_password(make.lan())
    User.objects.filter(pk=user.pk).update(email="lan@mofa.example")
    user.refresh_from_db()
    return user


def asked(what: str, user: User, **values) -> Countersign:
    return actions.ask_countersign(what=what, user=user, by="khoa", values=values)


def confirm(row: Countersign, user: User):
    return actions.confirm_countersign(row=row, by=viewer_of(user))


def test_the_only_administrator_is_waited_for_by_nobody():
    khoa()
    assert not needs_countersign("khoa")
    assert not needs_countersign("system")
    actions.give_post(user=make.nobody(), unit="mofa", role="reader", by="khoa")
    assert Post.objects.filter(user=make.nobody()).exists()


@pytest.mark.parametrize("joined", [True, False])
def test_a_second_administrator_counts_once_they_have_joined(joined):
    khoa(), make.person("dung", "Ngô Tiến Dũng", "mofa", "administrator")
    if joined:
        dung()
    assert needs_countersign("khoa") is joined


def test_who_ends_the_other_administrators_post_is_not_free_at_once():
    khoa()
    other = Post.objects.get(user=dung())
    long_ago = timezone.localdate() - timedelta(days=30)
    actions.end_post(post=other, by="khoa", end=long_ago)
    assert needs_countersign("khoa")
    Post.objects.filter(pk=other.pk).update(end=timezone.localdate() - timedelta(days=7))
    assert not needs_countersign("khoa")


def test_no_post_no_e_mail_and_no_new_password_without_a_second_person():
    khoa(), dung()
    person = lan()
    with pytest.raises(CountersignError, match="somebody else has confirmed"):
        actions.give_post(user=person, unit="mofa-economic", role="head", by="khoa")
    with pytest.raises(CountersignError):
        actions.change_user(user=person, by="khoa", email="khoa2@elsewhere.example")
    with pytest.raises(CountersignError):
        actions.invite(user=person, by="khoa", purpose="reset")
    person.refresh_from_db()
    assert person.email == "lan@mofa.example"
    assert not Invitation.objects.exists()


def test_a_name_is_corrected_and_one_s_own_e_mail_changed_alone():
    dung(), lan()
    actions.change_user(user=lan(), by="khoa", full_name="Lê Thị Ngọc Lan")
    actions.change_user(user=khoa(), by="khoa", email="khoa@mofa.example")
    assert User.objects.get(username="khoa").email == "khoa@mofa.example"


def test_a_post_is_given_once_the_other_administrator_confirms_it():
    khoa(), make.unit("mofa-economic")
    row = asked("post", make.nobody(), **POST)
    assert not make.nobody().posts.exists()
    confirm(row, dung())
    assert make.nobody().posts.get().unit_id == "mofa-economic"
    steps = Event.objects.filter(kind="user", key=str(make.nobody().pk))
    told = list(steps.order_by("seq").values_list("action", "actor"))
    assert told == [
        ("countersign.ask", "khoa"),
        ("countersign.confirm", "dung"),
        ("post.give", "khoa"),
    ]
    with pytest.raises(CountersignError, match="decided already"):
        confirm(row, dung())


def test_heads_over_the_unit_may_confirm_and_nobody_else():
    khoa(), dung()
    row = asked("post", make.nobody(), **POST)
    for person in (make.minh(), make.hien(), dung()):
        assert may_decide(viewer_of(person), row), person
    for person in (khoa(), make.lan(), make.binh(), make.mai(), make.vy(), make.nobody()):
        assert not may_decide(viewer_of(person), row), person
        with pytest.raises(NotAllowedError):
            confirm(row, person)
    assert deciders(row) == [dung(), make.hien(), make.minh()]


def test_nobody_confirms_their_own_post_or_password():
    khoa()
    make.units("moit")
    with pytest.raises(CountersignError, match="to themselves"):
        asked("post", khoa(), **POST)
    for row in (
        asked("post", dung(), **{**POST, "unit": "moit"}),
        asked("reset", dung()),
    ):
        with pytest.raises(NotAllowedError):
            confirm(row, dung())


def test_an_e_mail_changes_by_the_word_of_the_person_or_another_and_old_links_die():
    khoa(), dung()
    person = lan()
    _made, secret = actions.invite(user=person, by=person.username, purpose="reset")
    row = asked("email", person, email="ngoc.lan@mofa.example")
    assert person in deciders(row)
    confirm(row, person)
    person.refresh_from_db()
    assert person.email == "ngoc.lan@mofa.example"
    with pytest.raises(LinkError):
        invitation_of(secret)


def test_another_wish_for_the_same_e_mail_takes_the_place_of_the_first():
    khoa(), dung()
    first = asked("email", lan(), email="a@mofa.example")
    assert asked("email", lan(), email="a@mofa.example") == first
    second = asked("email", lan(), email="b@mofa.example")
    first.refresh_from_db()
    assert (first.state, second.state) == ("refused", "waiting")


def test_a_link_for_a_new_password_is_made_when_it_is_confirmed():
    khoa()
    row = asked("reset", lan())
    assert not Invitation.objects.exists()
    made, secret = confirm(row, dung())
    assert made.user == lan()
    assert actions.redeem(secret=secret, password=NEW).check_password(NEW)


def test_what_is_refused_or_taken_back_is_not_done():
    khoa()
    refused, back = asked("reset", lan()), asked("email", lan(), email="x@mofa.example")
    actions.refuse_countersign(row=refused, by=viewer_of(dung()))
    actions.refuse_countersign(row=back, by=viewer_of(khoa()))
    for row in (refused, back):
        with pytest.raises(CountersignError, match="decided already"):
            confirm(row, dung())


def test_what_somebody_asked_who_no_longer_runs_the_system_is_not_done():
    row = asked("reset", lan())
    with pytest.raises(CountersignError, match="no longer runs"):
        confirm(row, dung())


def test_until_mail_settings_are_confirmed_no_link_for_a_new_password_goes_their_way():
    khoa(), dung(), lan()
    actions.set_installation(by="khoa", mail_host="mail.elsewhere.example")
    assert mail_waits()
    assert actions.ask_reset(asked="lan") is None
    row = Countersign.objects.get(what="mail")
    reset = asked("reset", lan())
    with pytest.raises(CountersignError, match="Confirm the mail settings first"):
        confirm(reset, dung())
    with pytest.raises(NotAllowedError):
        confirm(row, khoa())
    with pytest.raises(CountersignError, match="Correct the mail settings"):
        actions.refuse_countersign(row=row, by=viewer_of(dung()))
    confirm(row, dung())
    assert not mail_waits()
    assert actions.ask_reset(asked="lan") is not None


def test_who_corrects_the_settings_waits_for_the_other_in_turn():
    khoa(), dung()
    actions.set_installation(by="khoa", mail_host="mail.elsewhere.example")
    actions.set_installation(by="dung", mail_host="mail.mofa.example")
    actions.set_installation(by="dung", mail_from="c@mofa.example", name_vi="Bộ Ngoại giao")
    row = Countersign.objects.get(what="mail", state="waiting")
    assert row.asked_by == "dung"
    confirm(row, khoa())
    assert Installation.objects.get().mail_host == "mail.mofa.example"


def test_posts_of_a_list_wait_too():
    khoa(), dung(), make.units("moit")
    values = PersonValues("Vũ Mai Anh", "anh@moit.example", "moit", "officer")
    rows = [PersonRow(2, values, State.NEW)]
    links = actions.take_people(rows=rows, file="a.csv", by="khoa")
    assert len(links) == 1
    assert not Post.objects.filter(user__email="anh@moit.example").exists()
    actions.take_people(rows=rows, file="a.csv", by="khoa")
    confirm(Countersign.objects.get(), dung())
    assert Post.objects.get(user__email="anh@moit.example").unit_id == "moit"


def reading_administrator() -> User:
    user = khoa()
    Post.objects.create(
        user=user, unit=make.unit("mofa-economic"), role="officer", start=make.LONG_AGO
    )
    return user


@pytest.mark.parametrize(
    ("unit", "change", "opened"),
    [
        ("mofa-economic", {"kind": "committee"}, "the internal work of every unit"),
        ("moit", {"belongs_to": "mofa-economic"}, "Ministry of Industry and Trade"),
        ("mofa-economic", {"belongs_to": "moit"}, "Ministry of Industry and Trade"),
        ("mission-jp", {"kind": "department"}, "Embassy of Viet Nam in Japan"),
    ],
)
def test_nobody_moves_units_so_that_more_opens_to_themselves(unit, change, opened):
    make.units()
    reading_administrator(), dung()
    found = make.unit(unit)
    before = values_of(found)
    values = type(before)(**{**{n: getattr(before, n) for n in before.__slots__}, **change})
    with pytest.raises(CountersignError, match=opened):
        actions.change_unit(unit=found, values=values, by="khoa")
    row = UnitRow(2, values, State.CHANGED)
    with pytest.raises(CountersignError, match=opened):
        actions.take_units(rows=[row], file="a.csv", by="khoa")
    assert values_of(type(found).objects.get(pk=unit)) == before
    actions.change_unit(unit=make.unit(unit), values=values, by="dung")


def test_a_new_unit_below_one_s_own_opens_nothing_and_is_added():
    make.units()
    reading_administrator(), dung()
    values = values_of(make.unit("mofa-economic"))
    below = type(values)(key="mofa-new", kind="department", name_vi="Mới", belongs_to="mofa")
    taken = actions.take_units(rows=[UnitRow(2, below, State.NEW)], file="a.csv", by="khoa")
    assert taken == (1, 0)


def test_an_e_mail_belongs_to_one_person_whatever_its_capitals():
    lan()
    with pytest.raises(PeopleError, match="Somebody has this e-mail already"):
        actions.change_user(user=make.son(), by="khoa", email="LAN@mofa.example")
    with pytest.raises(PeopleError, match="Somebody has this e-mail already"):
        actions.add_user(
            username="l2", full_name="L", password=None, by="khoa", email="Lan@Mofa.example"
        )
    actions.change_user(user=make.lan(), by="khoa", email="Lan@mofa.example")
    actions.change_user(user=make.son(), by="khoa", email="")
