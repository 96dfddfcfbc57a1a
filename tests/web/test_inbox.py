"""The inbox: what came in and is not confirmed?"""

import pytest

from tests import make
from tests.web.findings import MAYBE, finding, read_document, signed_in, task

pytestmark = pytest.mark.django_db


def titles(client, query=""):
    answer = client.get(f"/inbox/{query}")
    assert answer.status_code == 200
    return [row.title for row in answer.context["page"].object_list]


def test_what_waits_stands_with_the_oldest_first(client):
    task(read_document(title="mới", added_at=make.moment("2026-03-05")))
    task(read_document(title="cũ", added_at=make.moment("2026-03-01")))
    read_document(title="không có gì")
    assert titles(signed_in(client, make.lan())) == ["cũ", "mới"]


def test_numbers_of_sure_and_less_certain_findings_are_told(client):
    document = read_document()
    task(document)
    finding(document, MAYBE, "COMMITMENT", 0.3)
    page = signed_in(client, make.lan()).get("/inbox/").content.decode()
    assert "1 finding waits" in page
    assert "1 less certain" in page


def test_documents_with_candidates_alone_are_kept_apart(client):
    finding(read_document(title="chưa chắc"), MAYBE, "COMMITMENT", 0.3)
    signed_in(client, make.lan())
    assert titles(client) == []
    assert titles(client, "?waiting=candidates") == ["chưa chắc"]


def test_other_units_documents_are_shown_when_asked_for(client):
    task(read_document(title="của Bộ", held_by="mofa"))
    signed_in(client, make.lan())
    assert titles(client) == []
    assert titles(client, "?scope=all") == ["của Bộ"]


def test_an_outsider_sees_nothing_of_others(client):
    task(read_document(title="nội bộ"))
    signed_in(client, make.oanh())
    assert titles(client, "?scope=all") == []


def test_an_empty_inbox_says_what_it_is_for(client):
    make.ground()
    page = signed_in(client, make.lan()).get("/inbox/").content.decode()
    assert "Nothing waits for you to confirm" in page
    assert "/documents/add/" in page


def test_filters_stand_in_the_address(client):
    task(read_document(title="báo", kind="news"))
    task(read_document(title="thông báo"))
    signed_in(client, make.lan())
    assert titles(client, "?kind=news") == ["báo"]
    assert titles(client, "?text=thông") == ["thông báo"]


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    signed_in(client, make.lan())
    for _round in range(2):
        for _number in range(4):
            task(read_document())
        with django_assert_max_num_queries(14):
            client.get("/inbox/")
