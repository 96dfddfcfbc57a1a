"""Names, dates and figures of a text, for who wants them underlined."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.web.highlights import Mark, lines_of
from chancery.web.named import FAMILIES, Name, Names, names_of
from tests import make
from tests.web.findings import TEXT, read_document, signed_in, task


def mention(kind, start, end):
    return {"type": kind, "start": start, "end": end, "quote": "", "fields": {}}


def test_what_belongs_to_no_family_is_left_out_and_the_rest_stands_in_order():
    found = names_of([mention("DATE", 9, 12), mention("ODDITY", 0, 3), mention("ORG", 4, 8)])
    assert found.names == (Name(4, 8, "who"), Name(9, 12, "when"))


def test_a_line_is_cut_where_a_name_begins_and_ends_and_the_shortest_name_counts():
    names = names_of([mention("ORG", 2, 8), mention("COUNTRY", 5, 8)])
    [line] = lines_of("abcdefghij", [Mark(1, 0, 4, "task")], names=names)
    pieces = [(piece.text, piece.keys, piece.named) for piece in line.pieces]
    assert pieces == [
        ("ab", "1", ""),
        ("cd", "1", "who"),
        ("e", "", "who"),
        ("fgh", "", "where"),
        ("ij", "", ""),
    ]


def test_a_name_broken_over_two_lines_is_marked_on_both():
    names = names_of([mention("ORG", 0, 7)])
    pieces = [piece for line in lines_of("Bộ\r\nTài chính", names=names) for piece in line.pieces]
    assert [(p.text, p.named) for p in pieces] == [("Bộ", "who"), ("Tài", "who"), (" chính", "")]


spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(
    lambda pair: Name(pair[0], sum(pair), "who")
)


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(spans), spans)
def test_those_within_a_part_are_those_that_share_a_character_with_it(names, part):
    found = Names(tuple(sorted(names))).within(part.start, part.end)
    slow = [
        n for n in sorted(names) if set(range(n.start, n.end)) & set(range(part.start, part.end))
    ]
    assert found == slow


@pytest.mark.django_db
def test_the_readers_page_offers_them_by_family(client):
    document = read_document()
    found = task(document)
    start = TEXT.index("Bộ Công Thương")
    found.run.mentions = [mention("ORG", start, start + len("Bộ Công Thương"))]
    found.run.save()
    page = signed_in(client, make.lan()).get(f"/documents/{document.pk}/reader/").content.decode()
    assert '<span class="n n-who">Bộ Công Thương</span></mark>' in page
    assert all(f'<span class="n n-{family}">{words}</span>' in page for family, words in FAMILIES)


@pytest.mark.django_db
def test_nothing_is_offered_where_nothing_is_named(client):
    document = read_document()
    task(document)
    page = signed_in(client, make.lan()).get(f"/documents/{document.pk}/reader/").content.decode()
    assert "show-named" not in page
