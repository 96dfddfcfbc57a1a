"""A form sent twice acts once; two people on one record lose nothing; words outlive a session."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chancery.people import actions as people
from chancery.people.models import Answered
from chancery.work import actions as work
from chancery.work.models import Comment, Task
from tests import make
from tests.web.pages import page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def task():
    return make.task(due=date(2027, 3, 31), coordinating=("mof",))


def at(task, name, *more):
    return reverse(name, args=[task.pk, *more])


def new_task(**values):
    return {
        "text": "Rà soát thủ tục",
        "assigner": "moit",
        "leads": ["moit"],
        "held_by": "moit",
        "sensitivity": "internal",
        "once": "k1",
        **values,
    }


def test_a_form_sent_twice_makes_one_record_and_leads_to_the_same_place(client):
    make.ground()
    first = send(client, make.son(), reverse("task-new"), **new_task())
    again = client.post(reverse("task-new"), new_task(), follow=True)
    assert Task.objects.count() == 1
    assert again.redirect_chain == [(first.headers["Location"], 302)]
    assert again.content.decode().count(f"Recorded {Task.objects.get().reference}") == 2


def test_the_same_form_with_other_words_is_shown_once_more_with_what_came_of_it(client):
    make.ground()
    send(client, make.son(), reverse("task-new"), **new_task())
    other = send(client, make.son(), reverse("task-new"), **new_task(text="Việc khác hẳn"))
    assert other.status_code == 422
    shown = other.content.decode()
    assert "You sent this form already" in shown
    assert "Việc khác hẳn" in shown
    assert Task.objects.get().text == "Rà soát thủ tục"
    meant = new_task(text="Việc khác hẳn", once=other.context["once"], besides="1")
    assert send(client, make.son(), reverse("task-new"), **meant).status_code == 302
    assert Task.objects.count() == 2


def test_the_same_words_from_a_page_fetched_anew_are_asked_about_first(client):
    make.ground()
    send(client, make.son(), reverse("task-new"), **new_task())
    again = send(client, make.son(), reverse("task-new"), **new_task(once="k9"))
    assert again.status_code == 422
    assert 'name="besides"' in again.content.decode()
    assert Task.objects.count() == 1
    send(client, make.son(), reverse("task-new"), **new_task(once="k10", besides="1"))
    assert Task.objects.count() == 2


def test_the_key_of_one_person_says_nothing_about_another(client):
    make.ground()
    for person in (make.son(), make.binh()):
        send(client, person, reverse("task-new"), **new_task(twins="1"))
    assert Task.objects.count() == 2


def test_a_form_that_was_refused_may_be_sent_again_with_its_key(client):
    make.ground()
    refused = send(client, make.son(), reverse("task-new"), **new_task(text=""))
    assert refused.status_code == 422
    assert refused.context["once"] == "k1"
    assert not Answered.objects.exists()
    assert send(client, make.son(), reverse("task-new"), **new_task()).status_code == 302


def test_who_withdraws_twice_is_led_to_the_list_and_not_to_a_missing_page(client):
    found = make.obstacle()
    address = reverse("obstacle-withdraw", args=[found.pk])
    once = {"reason": "Ghi nhầm", "once": "k2"}
    first = send(client, make.lan(), address, **once)
    again = send(client, make.lan(), address, **once)
    assert (first.status_code, again.status_code) == (302, 302)
    changed = send(client, make.lan(), address, **{**once, "reason": "Lý do khác"})
    assert changed.headers["Location"] == first.headers["Location"]


def test_old_answers_are_forgotten(client, task):
    send(client, make.son(), at(task, "task-comment"), text="Xin ý kiến", once="k3")
    assert people.sweep_answers(before=timezone.now() - timedelta(days=1)) == 0
    assert people.sweep_answers(before=timezone.now() + timedelta(days=1)) == 1
    assert Comment.objects.count() == 1


def edited(client, person, task):
    """The fields of the edit page as the person's browser has them."""
    form = page(client, person, at(task, "task-edit")).context
    seen = form["form"].initial
    return {
        "text": seen["text"],
        "lead": seen["lead"],
        "coordinating": seen["coordinating"],
        "due": seen["due"].isoformat(),
        "version": seen["version"],
        "seen": form["seen"],
    }


def test_two_who_change_different_things_keep_both(client, task):
    first, second = edited(client, make.lan(), task), edited(client, make.minh(), task)
    send(client, make.lan(), at(task, "task-edit"), **{**first, "due": "2027-02-26"})
    late = send(client, make.minh(), at(task, "task-edit"), **{**second, "text": "Lời mới"})
    assert late.status_code == 422
    shown = late.context["form"]
    assert shown.merged["who"] == "Lê Ngọc Lan"
    assert [str(label) for label in shown.merged["taken"]] == ["Due date"]
    assert (shown["text"].value(), shown["due"].value()) == ("Lời mới", "2027-02-26")
    on_top = {name: shown.data[name] for name in ("text", "lead", "due", "version", "seen")}
    on_top["coordinating"] = shown.data.getlist("coordinating")
    assert send(client, make.minh(), at(task, "task-edit"), **on_top).status_code == 302
    task.refresh_from_db()
    assert (task.text, task.due) == ("Lời mới", date(2027, 2, 26))


def test_two_who_change_the_same_field_see_both_values_and_the_second_decides(client, task):
    first, second = edited(client, make.lan(), task), edited(client, make.minh(), task)
    send(client, make.lan(), at(task, "task-edit"), **{**first, "text": "Lời của Lan"})
    mine = {**second, "text": "Lời của Minh", "coordinating": ["mof"]}
    late = send(client, make.minh(), at(task, "task-edit"), **mine)
    shown = late.content.decode()
    assert "Now in force:" in shown
    assert "Lời của Lan" in shown
    assert "Lời của Minh" in shown
    assert "Lê Ngọc Lan saved this record at" in shown
    on_top = {**mine, "version": late.context["form"].data["version"]}
    assert send(client, make.minh(), at(task, "task-edit"), **on_top).status_code == 302
    task.refresh_from_db()
    assert task.text == "Lời của Minh"


def test_a_move_that_somebody_made_already_is_told_with_who_and_when(client, task):
    send(client, make.binh(), at(task, "task-move", "accept"))
    late = send(client, make.son(), at(task, "task-move", "accept"))
    assert late.status_code == 422
    assert "Last: Accepted, by Khổng Thái Bình" in late.content.decode()
    opened = page(client, make.son(), at(task, "task-move", "accept"))
    assert opened.status_code == 409
    assert at(task, "task") in opened.content.decode()


def test_an_edit_of_what_was_closed_meanwhile_shows_the_words_to_copy(client, task):
    form = edited(client, make.lan(), task)
    make.moved(task, "cancel")
    late = send(client, make.lan(), at(task, "task-edit"), **{**form, "text": "Lời đã soạn dở"})
    assert late.status_code == 422
    assert "Nghiêm Vinh Quang saved this record at" in late.content.decode()
    on_top = {**form, "text": "Lời đã soạn dở", "version": late.context["form"].data["version"]}
    shown = send(client, make.lan(), at(task, "task-edit"), **on_top).content.decode()
    assert "Lời đã soạn dở" in shown
    assert "Last: Cancelled, by Nghiêm Vinh Quang" in shown


def test_a_record_withdrawn_meanwhile_gives_the_words_back(client):
    found = make.obstacle()
    address = reverse("obstacle-edit", args=[found.pk])
    send(client, make.minh(), reverse("obstacle-withdraw", args=[found.pk]), reason="Ghi nhầm")
    client.force_login(make.lan())
    words = {"text": "Một đoạn dài vừa soạn xong"}
    origin = {"HTTP_ORIGIN": "http://testserver"}
    gone = client.post(address, words, **origin)
    assert gone.status_code == 404
    assert words["text"] in gone.content.decode()
    elsewhere = client.post(address, words, HTTP_ORIGIN="https://example.org")
    assert words["text"] not in elsewhere.content.decode()


def test_what_was_sent_after_the_session_ended_leads_back_to_its_form(client, task):
    address = at(task, "task-progress")
    answer = client.post(address, {"text": "Đang soạn", "once": "k4"})
    assert answer.headers["Location"] == f"/sign-in/?next={address.replace('/', '%2F')}&unsent=1"
    shown = client.get(answer.headers["Location"], headers={"accept-language": "en"})
    client.cookies["django_language"] = "en"
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "what you sent was not recorded" in shown
    assert f'name="next" value="{address}"' in shown


def test_a_form_without_a_page_of_its_own_leads_back_to_where_it_stood(client, task):
    where = f"http://testserver{at(task, 'task')}?tab=comments"
    answer = client.post(reverse("follow", args=["task", task.pk]), headers={"referer": where})
    assert "next=%2Ftasks%2F" in answer.headers["Location"]
    assert "tab%3Dcomments" in answer.headers["Location"]


def test_a_stale_token_offers_the_form_again_with_the_words(task):
    strict = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    strict.force_login(make.son())
    strict.cookies["django_language"] = "en"
    address = at(task, "task-comment")
    words = "Một ý kiến dài đã soạn trước khi phiên hết hạn"
    refused = strict.post(address, {"text": words, "once": "k5", "csrfmiddlewaretoken": "x"})
    assert refused.status_code == 403
    shown = refused.content.decode()
    assert f'href="{address}"' in shown
    assert words in shown
    assert not Comment.objects.exists()


def test_secrets_are_never_shown_back(task):
    strict = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    refused = strict.post("/sign-in/", {"username": "son", "password": "mot-con-vit-xoe-ra"})
    assert "mot-con-vit" not in refused.content.decode()


def test_everything_of_a_form_is_undone_where_the_action_fails(client, task):
    work.move(task=task, move="accept", by=make.viewer(make.son()))
    asked = {"due": "2027-06-30", "reason": "", "once": "k6"}
    assert send(client, make.son(), at(task, "task-extension"), **asked).status_code == 422
    assert not Answered.objects.exists()
    assert not task.extensions.exists()
