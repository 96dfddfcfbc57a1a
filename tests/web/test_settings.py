"""Settings: administrators say who holds which post."""

import pytest
from django.utils import timezone

from chancery.people.models import Post, User
from tests import make
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db
NEW = {
    "full_name": "Vũ Mai Anh",
    "username": "Mai.Anh",
    "email": "mai.anh@example.org",
    "language": "vi",
    "password": make.PASSWORD,
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
    shown = words(client, make.khoa(), "/settings/")
    assert "Lê Ngọc Lan" in shown
    assert "Department of Economic Affairs" in shown


def test_the_state_of_the_pack_counts_what_is_to_be_checked(client):
    make.ground()
    shown = words(client, make.khoa(), "/settings/")
    assert "To be checked" in shown
    assert "Viet Nam" in shown


def test_a_person_is_added_and_given_a_post_next(client):
    make.units("moit")
    answer = send(client, make.khoa(), "/settings/people/add/", **NEW)
    made = User.objects.get(username="mai.anh")
    assert made.check_password(make.PASSWORD)
    assert answer.url == f"/settings/people/{made.pk}/post/"
    assert send(client, make.khoa(), answer.url, unit="moit", role="officer").url == "/settings/"
    assert Post.objects.get(user=made).start == timezone.localdate()


def test_a_weak_password_or_a_name_taken_is_told(client):
    weak = send(client, make.khoa(), "/settings/people/add/", **{**NEW, "password": "123"})
    assert weak.status_code == 422
    make.lan()
    taken = send(client, make.khoa(), "/settings/people/add/", **{**NEW, "username": "lan"})
    assert "is taken" in taken.content.decode()
    assert make.PASSWORD not in taken.content.decode()


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
    assert HOSTILE not in words(client, make.khoa(), "/settings/")
