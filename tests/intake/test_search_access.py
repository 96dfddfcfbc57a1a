"""Search shows, counts and suggests what a person may know, by rules said anew in tests.web.house."""

import pytest

from chancery.documents.actions import set_sensitivity
from chancery.intake.search.actions import rebuild
from chancery.intake.search.asking import Found, Wish, suggest
from chancery.intake.search.kinds import KINDS
from tests import make
from tests.web import house
from tests.web.house import LEVELS, PEOPLE, may_know, word

pytestmark = pytest.mark.django_db
FOUND = sorted(KINDS.keys() & house.KINDS.keys())
"""Kinds of records of this house that search looks through."""
OUTSIDE = [one for one in PEOPLE if one.name in {"lan", "tuan", "son", "oanh"}]


@pytest.fixture(scope="module")
def world(standing):
    made = house.build()
    rebuild()
    return made


def viewer(person):
    return make.viewer(make.person(person.name, ""))


def expected(person, world):
    return {
        (kind, world.records[kind, level].pk)
        for kind in FOUND
        for level in LEVELS
        if may_know(person, kind, level)
    }


@pytest.mark.parametrize("typed", ["mat ma", "mật mã", '"mật mã"'])
def test_each_person_finds_and_counts_what_they_may_know_and_nothing_else(world, typed):
    """Documents are asked for whole: a quote in a record does not make the rest of them found."""
    for person in PEOPLE:
        answer = Found(viewer(person), Wish(typed))
        known = expected(person, world)
        assert {(hit.kind, hit.row.pk) for hit in answer[:500]} == known, str(person)
        assert answer.total == len(known)
        by_kind = {kind: sum(k == kind for k, _pk in known) for kind, _pk in known}
        assert dict(answer.facets.get("kind", [])) == by_kind, str(person)


def test_no_facet_counts_what_a_person_may_not_know(world):
    """Every value counted leads to as many hits as were counted, for each person."""
    for person in OUTSIDE:
        who = viewer(person)
        for name, values in Found(who, Wish("mat ma")).facets.items():
            for value, number in values:
                narrowed = Found(who, Wish("mat ma", {name: value}))
                assert len(narrowed[:500]) == narrowed.total == number, (str(person), name, value)


def test_names_and_suggestions_betray_nothing(world):
    for person in OUTSIDE[2:]:
        who = viewer(person)
        for kind in FOUND:
            for level in LEVELS[1:]:
                record = world.records[kind, level]
                asked = getattr(record, "reference", "") or word(kind, level)
                near = [*Found(who, Wish(asked)).straight, *suggest(who, asked)]
                seen = (kind, record.pk) in [(hit.kind, hit.row.pk) for hit in near]
                assert not seen or may_know(person, kind, level), (str(person), kind, level)


def test_a_quote_in_a_record_does_not_make_the_rest_of_the_document_found(world):
    """Son leads the task and reads its quote; the document stays with those who hold it."""
    son = make.viewer(make.son())
    assert Found(son, Wish(word("task", "internal"))).total == 1
    kinds = {hit.kind for hit in Found(son, Wish(word("commitment", "internal")))[:9]}
    assert kinds == {"commitment"}
    assert Found(son, Wish(word("document", "internal"))).total == 0


def test_a_document_that_is_closed_is_no_longer_found_from_that_moment():
    make.units()
    document = make.document("Sao Khuê", held_by="mofa")
    rebuild()
    lan = make.viewer(make.lan())
    assert Found(lan, Wish("sao khue")).total == 1
    set_sensitivity(
        document=document,
        sensitivity="restricted",
        named_units=("moit",),
        by=make.viewer(make.hien()),
    )
    assert Found(lan, Wish("sao khue")).total == 0
    assert Found(make.viewer(make.son()), Wish("sao khue")).total == 1


def test_who_reads_nothing_finds_nothing(world):
    for person in (make.khoa(), make.nobody()):
        who = make.viewer(person)
        assert Found(who, Wish("mat ma")).total == 0
        assert Found(who, Wish("", {"kind": "unit"})).total == 0
        assert suggest(who, "bo cong thuong") == []
