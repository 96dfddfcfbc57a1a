"""The page of search: what was found, narrowed, led to; what is said where nothing was."""

import pytest
from django.urls import reverse

from chancery.documents.models import Page
from chancery.intake.search.actions import rebuild
from tests import make
from tests.web.pages import HOSTILE, page, words

pytestmark = pytest.mark.django_db
SEARCH = "/search/"


def test_hits_show_the_words_as_written_and_marked(client):
    make.document("Hội nghị tại Đắk Lắk bàn về cà phê.", title="Hội nghị")
    rebuild()
    shown = words(client, make.lan(), f"{SEARCH}?q=dak+lak")
    assert "tại <mark>Đắk Lắk</mark> bàn về" in shown


def test_a_hit_in_a_document_leads_to_the_passage_marked_there(client):
    text = "Trang một.\nKhông có gì.\nTrang hai có Đắk Lắk."
    document = make.document(text)
    start = text.index("Trang hai")
    for number, (first, last) in enumerate(((0, start), (start, len(text))), 1):
        Page.objects.create(document=document, number=number, start=first, end=last)
    rebuild()
    answer = page(client, make.lan(), f"{SEARCH}?q=dak+lak")
    line = answer.context["lines"][0]
    assert line.page == 2
    place = text.index("Đắk Lắk")
    assert line.address.endswith(f"#t{place}")
    target = words(client, make.lan(), line.address)
    assert f'id="t{place}"' in target
    assert '<mark class="m found"' in target
    assert "Đắk Lắk</mark>" in target


def test_records_lead_to_their_pages_and_a_shortcoming_to_its_document(client):
    document = make.document("Hạn chế Sao Khuê.")
    made = {
        "commitment": make.commitment(text="Sao Khuê"),
        "task": make.task(text="Sao Khuê"),
        "shortcoming": make.shortcoming(text="Sao Khuê", of=make.source("Sao Khuê", of=document)),
    }
    lines = page(client, make.lan(), f"{SEARCH}?q=sao+khue").context["lines"]
    addresses = {line.kind: line.address for line in lines}
    for kind in ("commitment", "task"):
        assert addresses[kind] == reverse(kind, args=[made[kind].pk])
    assert addresses["shortcoming"] == reverse("document", args=[document.pk])
    for line in lines:
        assert page(client, make.lan(), line.address).status_code == 200


def test_facets_lead_to_fewer_hits_and_back(client):
    make.commitment(text="gạo")
    make.request(text="gạo")
    first = page(client, make.lan(), f"{SEARCH}?q=gao")
    address = next(v.address for v in first.context["kinds"] if v.label == "Requests")
    fewer = page(client, make.lan(), f"{SEARCH}{address}")
    assert [line.kind for line in fewer.context["lines"]] == ["request"]
    back = fewer.context["chips"][0].address
    assert page(client, make.lan(), f"{SEARCH}{back}").context["found"].total == 2


def test_it_says_what_may_be_typed_and_what_was_looked_for_in_vain(client):
    make.units()
    assert "145/TB-VPCP" in words(client, make.lan(), SEARCH)
    shown = words(client, make.lan(), f"{SEARCH}?q=%22sao+khu%C3%AA%22&kind=task")
    assert "Nothing found" in shown
    assert "sao khuê" in shown
    assert "Search without the filters" in shown
    assert "Search without quotation marks" in shown


def test_marks_that_nothing_has_are_told(client):
    make.document("Đắk Lắk")
    rebuild()
    shown = words(client, make.lan(), f"{SEARCH}?q=%C4%91ak+lak")
    assert "Nothing is written just as “đak lak”" in shown


@pytest.mark.parametrize(
    "asked",
    [
        "q=%00",
        "q=%22%22%22",
        f"q={'x' * 10_000}",
        "q=gao&kind=nothing&year=never&partner=%27&state=%22",
        "q=gao&page=99&order=best",
        "q=gao&page=x&order=x&marks=x&words=x",
        "kind=task",
        "partner=JP",
        "q=-gao",
        "q=%ff%fe",
        f"year={'9' * 500}",
    ],
)
def test_no_address_of_search_is_an_error(client, asked):
    make.task(text="gạo")
    for address in (SEARCH, reverse("search-suggest")):
        assert page(client, make.son(), f"{address}?{asked}").status_code == 200


def test_what_was_written_to_do_harm_is_shown_as_text(client):
    make.task(text=f"gạo {HOSTILE}")
    for address in (f"{SEARCH}?q=gao", f"{reverse('search-suggest')}?q=gao"):
        shown = words(client, make.son(), address)
        assert HOSTILE not in shown
        assert "&lt;" in shown
    assert HOSTILE not in words(
        client, make.son(), f"{SEARCH}?q=%3Cscript%3Ealert(%22x%22)%3C/script%3E"
    )


def test_suggestions_are_links_by_name_reference_and_title(client):
    task = make.task(text="Đề án Sao Khuê")
    shown = words(client, make.son(), f"{reverse('search-suggest')}?q=sao+kh")
    assert reverse("task", args=[task.pk]) in shown
    assert "/search/?q=sao%20kh" in shown


def test_the_box_stands_on_each_page_of_who_reads_and_nobody_elses(client):
    make.units()
    assert "data-search" in words(client, make.lan(), "/")
    assert "data-search" not in words(client, make.khoa(), "/")
    assert page(client, make.khoa(), SEARCH).status_code == 404


def test_hits_of_many_kinds_take_a_constant_number_of_queries(
    client, django_assert_max_num_queries
):
    def ask_for(number):
        for n in range(number):
            make.commitment(text=f"Sao Khuê {n}")
            make.document(f"Sao Khuê {n}")
        rebuild()
        page(client, make.lan(), f"{SEARCH}?q=sao+khue")
        with django_assert_max_num_queries(50) as asked:
            page(client, make.lan(), f"{SEARCH}?q=sao+khue")
        return len(asked)

    assert ask_for(2) == ask_for(7)


def test_pages_of_hits_follow_one_another(client):
    for n in range(25):
        make.document(f"gạo {n}", title=f"Số {n}", published=f"2026-01-{n + 1:02}")
    rebuild()
    shown = [
        line.title[0].text
        for number in (1, 2)
        for line in page(client, make.lan(), f"{SEARCH}?q=gao&page={number}").context["lines"]
    ]
    assert shown == [f"Số {n}" for n in reversed(range(25))]


def test_a_search_is_kept_with_a_name_and_is_offered_where_nothing_is_asked(client):
    make.document("Hội nghị tại Đắk Lắk bàn về cà phê.", title="Hội nghị")
    rebuild()
    lan = make.lan()
    page(client, lan, f"{SEARCH}?q=dak+lak")
    posted = {"page": "search", "query": "q=dak+lak&page=2", "name": "Đắk Lắk", "tells": "on"}
    answer = client.post(reverse("views-save"), posted)
    assert answer.headers["Location"] == f"{SEARCH}?q=dak+lak"
    start = page(client, lan, SEARCH)
    (kept,) = start.context["views"].own
    assert (kept.name, kept.query, kept.tells) == ("Đắk Lắk", "q=dak+lak", True)
    assert f'href="{SEARCH}?q=dak+lak"' in start.content.decode()
    again = page(client, lan, f"{SEARCH}?q=dak+lak")
    assert again.context["own_view"] == kept


def test_a_search_that_finds_nothing_yet_can_be_kept(client):
    rebuild()
    assert 'name="tells"' in page(client, make.lan(), f"{SEARCH}?q=khong+co+gi").content.decode()
