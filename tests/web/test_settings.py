"""Settings: administrators say who holds which post."""

import pytest
from django.utils import timezone

from chancery.people.models import Post, User
from tests import make
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db
NEW = {
    "full_name": "Vũ Mai Anh",
    "email": "Mai.Anh@example.org",
    "language": "vi",
    "unit": "moit",
    "role": "officer",
}


def addresses():
    person, post = make.lan(), Post.objects.get(user=make.lan())
    return (
        "/settings/",
        "/settings/people/add/",
        f"/settings/people/{person.pk}/post/",
        f"/settings/posts/{post.pk}/end/",
    )


def test_they_do_not_exist_for_anybody_but_administrators(client):
    for address in addresses():
        for person in (make.lan(), make.hien(), make.vy(), make.nobody()):
            assert page(client, person, address).status_code == 404
        assert page(client, make.khoa(), address).status_code == 200


def test_people_stand_with_their_posts(client):
    make.lan()
    shown = words(client, make.khoa(), "/settings/people/")
    assert "Lê Ngọc Lan" in shown
    assert "Department of Economic Affairs" in shown


def test_the_state_of_the_pack_counts_what_is_to_be_checked(client):
    make.ground()
    shown = words(client, make.khoa(), "/settings/")
    assert "To be checked" in shown
    assert "Viet Nam" in shown


def test_a_person_is_invited_with_a_post_and_the_link_is_shown_once(client):
    make.units("moit")
    answer = send(client, make.khoa(), "/settings/people/add/", **NEW)
    made = User.objects.get(username="mai.anh")
    assert not made.has_usable_password()
    assert answer.url == f"/settings/people/{made.pk}/"
    assert Post.objects.get(user=made).start == timezone.localdate()
    assert "/invitation/" in words(client, make.khoa(), answer.url)
    assert "/invitation/" not in words(client, make.khoa(), answer.url)


def test_an_e_mail_belongs_to_one_person(client):
    make.units("moit")
    send(client, make.khoa(), "/settings/people/add/", **NEW)
    again = send(client, make.khoa(), "/settings/people/add/", **NEW)
    assert again.status_code == 422
    assert "Somebody has this e-mail already" in again.content.decode()
    assert User.objects.filter(email__iexact=NEW["email"]).count() == 1


def test_a_post_needs_its_unit(client):
    answer = send(client, make.khoa(), f"/settings/people/{make.lan().pk}/post/", role="head")
    assert answer.status_code == 422
    assert "Name the unit." in answer.content.decode()


def test_nobody_gives_a_post_to_themselves(client):
    make.units("moit")
    address = f"/settings/people/{make.khoa().pk}/post/"
    answer = send(client, make.khoa(), address, unit="moit", role="officer")
    assert answer.status_code == 422
    assert not Post.objects.filter(user=make.khoa(), role="officer").exists()


def test_a_post_is_ended_once_that_is_confirmed(client):
    post = Post.objects.get(user=make.lan())
    address = f"/settings/posts/{post.pk}/end/"
    assert "Lê Ngọc Lan" in words(client, make.khoa(), address)
    send(client, make.khoa(), address)
    post.refresh_from_db()
    assert post.end == timezone.localdate()
    assert page(client, make.khoa(), address).status_code == 404


def test_what_was_written_is_shown_and_never_run(client):
    make.person("x", HOSTILE)
    assert HOSTILE not in words(client, make.khoa(), "/settings/people/")
