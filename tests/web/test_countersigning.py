"""The page where one person's word makes another's act hold."""

import pytest

from chancery.notices.models import Notice
from chancery.people.models import Countersign, Installation, Invitation, Post, User
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db
NEW = {
    "full_name": "Vũ Mai Anh",
    "email": "mai.anh@moit.example",
    "language": "vi",
    "unit": "moit",
    "role": "officer",
}


def khoa() -> User:
    return make.with_password(make.khoa())


@pytest.fixture(autouse=True)
def dung() -> User:
    """The second administrator."""
    return make.with_password(make.person("dung", "Ngô Tiến Dũng", "mofa", "administrator"))


def lan(email: str = "lan@mofa.example") -> User:
    user = make.with_password(make.lan())
    User.objects.filter(pk=user.pk).update(email=email)
    user.refresh_from_db()
    return user


def mail():
    Installation.objects.update_or_create(
        pk=1,
        defaults={
            "pack": "vn",
            "mail_host": "127.0.0.1",
            "mail_from": "c@mofa.example",
            "address": "https://chancery.example",
        },
    )


def decide(client, person, how, what):
    row = Countersign.objects.get(what=what, state="waiting")
    return send(client, person, f"/countersigns/{row.pk}/{how}/")


def test_an_invited_person_waits_for_their_post_and_the_head_gives_the_word(client):
    make.units("moit")
    make.binh()
    send(client, khoa(), "/settings/people/add/", **NEW)
    made = User.objects.get(email=NEW["email"])
    assert not Post.objects.filter(user=made).exists()
    assert "Waits for a second person" in words(client, khoa(), f"/settings/people/{made.pk}/")
    said = "Vũ Mai Anh (mai.anh@moit.example) becomes officer of Ministry of Industry and Trade."
    assert said in words(client, make.binh(), "/countersigns/")
    assert "/countersigns/" in words(client, make.binh(), "/notices/")
    assert "1 act of an administrator waits for your word" in words(client, make.binh(), "/")
    assert "waits for your word" not in words(client, khoa(), "/")
    assert said in words(client, khoa(), "/countersigns/")
    decide(client, make.binh(), "confirm", "post")
    assert Post.objects.get(user=made).unit_id == "moit"
    assert "Nothing waits for you" in words(client, make.binh(), "/countersigns/")
    told = Notice.objects.get(to__username="khoa")  # in the language that Khoa reads
    assert (told.subject, told.kind) == ("Người thứ hai đã xác nhận", "countersign")
    assert told.subject in words(client, khoa(), "/notices/")


def test_it_does_not_exist_for_whom_it_does_not_concern(client):
    row = Countersign.objects.create(
        what="reset", user=lan(), asked_by=khoa().username, asked_at="2026-11-22T00:00Z"
    )
    for person in (make.son(), make.vy(), make.oanh(), make.lan()):
        for step in ("confirm", "refuse"):
            answer = send(client, person, f"/countersigns/{row.pk}/{step}/")
            assert answer.status_code == 404, f"{person} {step}"
        assert "Lê Ngọc Lan gets" not in words(client, person, "/countersigns/")
    assert page(client, khoa(), f"/countersigns/{row.pk}/confirm/").status_code == 405


def test_who_asked_cannot_confirm_and_may_take_it_back(client):
    user = lan()
    send(client, khoa(), f"/settings/people/{user.pk}/link/")
    decide(client, khoa(), "confirm", "reset")
    assert Countersign.objects.get().state == "waiting"
    decide(client, khoa(), "refuse", "reset")
    assert Countersign.objects.get().state == "refused"
    assert not Invitation.objects.exists()


def test_the_link_of_a_reset_is_never_shown_to_who_asked_for_it(client, dung):
    user = lan()
    send(client, khoa(), f"/settings/people/{user.pk}/link/")
    assert "/invitation/" not in words(client, khoa(), f"/settings/people/{user.pk}/")
    decide(client, dung, "confirm", "reset")
    assert "/invitation/" in words(client, dung, "/countersigns/")
    assert "/invitation/" not in words(client, dung, "/countersigns/")


def test_the_link_of_a_reset_goes_out_by_mail_and_is_shown_to_nobody(client, dung):
    mail()
    user = lan()
    send(client, khoa(), f"/settings/people/{user.pk}/link/")
    decide(client, dung, "confirm", "reset")
    assert "/invitation/" not in words(client, dung, "/countersigns/")
    letter = Notice.objects.get(kind="reset")
    assert "https://chancery.example/invitation/" in letter.body


def test_an_invitation_that_goes_out_by_mail_is_not_shown_to_who_invited(client):
    mail()
    make.units("moit")
    answer = send(client, khoa(), "/settings/people/add/", **NEW)
    assert "/invitation/" not in words(client, khoa(), answer.url)
    made = User.objects.get(email=NEW["email"])
    send(client, khoa(), f"/settings/people/{made.pk}/link/")
    assert "/invitation/" not in words(client, khoa(), answer.url)


def test_another_e_mail_is_told_to_the_one_before_and_waits(client, dung):
    mail()
    user = lan()
    form = {"full_name": "Lê Lan", "email": "khoa@elsewhere.example", "language": "vi"}
    send(client, khoa(), f"/settings/people/{user.pk}/edit/", **form)
    user.refresh_from_db()
    assert (user.full_name, user.email) == ("Lê Lan", "lan@mofa.example")
    asked = Notice.objects.get(to=user)
    assert (asked.address, asked.state) == ("lan@mofa.example", "waiting")
    assert "khoa@elsewhere.example" in asked.body
    decide(client, dung, "confirm", "email")
    user.refresh_from_db()
    assert user.email == "khoa@elsewhere.example"
    told = Notice.objects.get(to=user, kind="email")
    assert told.address == "lan@mofa.example"


def test_where_one_runs_the_system_alone_the_person_is_still_told_at_the_old_address(client, dung):
    dung.delete()
    user = lan()
    form = {"full_name": "Lê Lan", "email": "new@mofa.example", "language": "vi"}
    send(client, khoa(), f"/settings/people/{user.pk}/edit/", **form)
    user.refresh_from_db()
    assert user.email == "new@mofa.example"
    assert Notice.objects.get(to=user, kind="email").address == "lan@mofa.example"
    assert "new@mofa.example" in words(client, user, "/notices/")


def test_mail_pointed_elsewhere_is_told_to_the_other_administrator(client, dung):
    lan()
    values = {"mail_host": "mail.elsewhere.example", "mail_port": 587, "mail_from": "c@x.example"}
    send(client, khoa(), "/settings/mail/", mail_security="starttls", **values)
    assert "has to confirm these settings" in words(client, khoa(), "/settings/mail/")
    assert Notice.objects.get(kind="countersign").to == dung
    client.logout()
    client.cookies["django_language"] = "en"
    shown = client.post("/password/", {"asked": "lan"}).content.decode()
    assert "sends no links by e-mail yet" in shown
    decide(client, dung, "confirm", "mail")
    assert "has to confirm" not in words(client, khoa(), "/settings/mail/")


def test_an_e_mail_that_somebody_has_is_refused_on_the_form(client):
    lan()
    form = {"full_name": "Sơn", "email": "LAN@mofa.example", "language": "vi"}
    answer = send(client, khoa(), f"/settings/people/{make.son().pk}/edit/", **form)
    assert answer.status_code == 422
    assert "Somebody else has this e-mail already" in answer.content.decode()
    same = {**form, "full_name": "Lan", "email": "LAN@mofa.example"}
    mine = send(client, make.khoa(), f"/settings/people/{make.lan().pk}/edit/", **same)
    assert mine.status_code == 302


def test_the_ticked_are_confirmed_at_once_and_those_of_others_are_left(client, dung):
    make.units("moit", "mof")
    for name, unit in (("An", "moit"), ("Bách", "moit"), ("Chi", "mof")):
        person = {"full_name": f"Trần {name}", "email": f"{unit}.{ord(name[0])}@x.example"}
        send(client, khoa(), "/settings/people/add/", **{**NEW, **person, "unit": unit})
    send(client, khoa(), f"/settings/people/{lan().pk}/link/")
    rows = [row.pk for row in Countersign.objects.filter(state="waiting")]
    answer = send(client, make.binh(), "/countersigns/confirm/", row=[*rows, "x", 10**6])
    assert answer.status_code == 302
    assert set(
        Post.objects.filter(user__full_name__startswith="Trần").values_list("unit", flat=True)
    ) == {"moit"}
    assert "2 confirmed." in words(client, make.binh(), "/countersigns/")
    send(client, dung, "/countersigns/confirm/", row=rows)
    assert [row.what for row in Countersign.objects.filter(state="waiting")] == ["reset"]
