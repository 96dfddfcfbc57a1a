"""Today: what needs me now, by what I am."""

import pytest

from tests import make
from tests.web.findings import read_document, signed_in, task

pytestmark = pytest.mark.django_db


def today(client, person):
    answer = signed_in(client, person()).get("/")
    assert answer.status_code == 200
    return answer


def figures(answer):
    return {figure.words: figure.count for figure in answer.context["figures"]}


def test_an_officer_sees_documents_to_confirm(client):
    document = read_document(title="Thông báo mới")
    task(document)
    answer = today(client, make.lan)
    assert figures(answer)["documents to confirm"] == 1
    assert f"/documents/{document.pk}/reader/" in answer.content.decode()


def test_a_lead_sees_what_to_accept_and_what_is_overdue(client):
    make.task(due=make.moment("2026-01-05").date())
    answer = today(client, make.binh)
    assert figures(answer)["tasks to accept"] == 1
    assert figures(answer)["overdue"] == 1
    assert "NV-" in answer.content.decode()


def test_who_assigned_sees_what_to_approve(client):
    make.moved(make.task(), "accept", "submit")
    assert figures(today(client, make.quang))["results to approve"] == 1


def test_who_was_asked_sees_the_proposal(client):
    make.proposal()
    assert figures(today(client, make.binh))["proposals to answer"] == 1


def test_a_reader_is_not_shown_what_there_is_to_decide(client):
    task(read_document())
    assert set(figures(today(client, make.thu))) == {"overdue", "due within five working days"}


def test_a_clerk_sees_what_came_in(client):
    read_document(title="Công văn đến")
    page = today(client, make.ha).content.decode()
    assert "Công văn đến" in page
    assert "/documents/add/" in page


def test_an_outsider_sees_nothing_of_others(client):
    task(read_document(title="Kín"))
    make.task(text="Việc của người khác")
    page = today(client, make.oanh).content.decode()
    assert "Kín" not in page
    assert "Việc của người khác" not in page


def test_an_administrator_sees_numbers_and_no_content(client):
    read_document(title="Kín")
    answer = today(client, make.khoa)
    assert answer.context["runs"]["documents"] == 1
    assert "Kín" not in answer.content.decode()


def test_an_auditor_is_led_to_history(client):
    make.task()
    answer = today(client, make.vy)
    assert answer.context["steps"] > 0
    assert 'href="/history/"' in answer.content.decode()


def test_who_holds_no_post_is_told_what_to_do(client):
    assert "You hold no post today" in today(client, make.nobody).content.decode()


def test_a_quiet_day_says_so(client):
    make.ground()
    assert "Nothing waits for you today" in today(client, make.lan).content.decode()


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    signed_in(client, make.binh())
    for _round in range(2):
        for _number in range(3):
            make.task()
            make.proposal()
        with django_assert_max_num_queries(40):
            client.get("/")
