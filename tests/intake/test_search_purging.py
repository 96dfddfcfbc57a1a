"""What is purged is out of the index, and out of its file, in the same transaction."""

import pytest
from django.db import connection, transaction

from chancery.intake import actions
from chancery.intake.search.actions import catch_up, rebuild, scrub
from chancery.intake.search.asking import Found, Wish
from chancery.intake.search.models import Entry, Facet, Indexed
from tests import make

pytestmark = pytest.mark.django_db
WORDS = "Khuevanthuyloi"


@pytest.fixture
def paper():
    make.ground()
    document = make.document(
        f"Hai bên nhất trí về {WORDS} với Nhật Bản.", title=WORDS, number=f"12/TB-{WORDS}"
    )
    make.task(text=f"Xây dựng kế hoạch {WORDS}", of=make.source(WORDS, of=document))
    make.commitment(text=f"Cùng làm {WORDS}", of=make.source(WORDS, of=document))
    rebuild()
    return document


def purge(paper):
    actions.purge_document(document=paper, reason="Đóng dấu mật", by=make.viewer(make.minh()))


def kept() -> bytes:
    """Everything that the engine's own tables hold, as bytes."""
    if connection.vendor == "sqlite":
        sources = ["intake_words_data", "intake_words_idx", "intake_words_docsize"]
    else:
        sources = ["intake_entry"]
    with connection.cursor() as cursor:
        rows = []
        for table in sources:
            cursor.execute(f"SELECT * FROM {table}")
            rows += [str(value).encode() for row in cursor.fetchall() for value in row]
    return b"\n".join(rows)


def test_the_words_of_a_purged_document_are_gone_before_anybody_asks(paper):
    asked = WORDS.casefold()
    assert asked[3:].encode() in kept()
    purge(paper)
    assert asked[3:].encode() not in kept()
    assert not Entry.objects.filter(marked__contains=asked).exists()
    assert not Facet.objects.filter(value__contains=asked).exists()
    assert Found(make.viewer(make.quang()), Wish(WORDS)).total == 0


def test_a_purge_that_fails_leaves_the_index_as_it_was(paper):
    with transaction.atomic():
        purge(paper)
        transaction.set_rollback(True)
    assert Found(make.viewer(make.quang()), Wish(WORDS)).total == 3


def test_placeholders_of_a_purged_document_are_still_found_by_their_reference(paper):
    purge(paper)
    assert catch_up()
    tasks = Found(make.viewer(make.quang()), Wish("", {"kind": "task"}))
    assert tasks.total == 1
    reference = tasks[:1][0].row.reference
    assert Found(make.viewer(make.quang()), Wish(reference)).total == 1


def test_of_a_large_index_the_last_traces_are_taken_out_in_short_steps(paper, monkeypatch):
    monkeypatch.setattr("chancery.intake.search.actions.AT_ONCE", 0)
    purge(paper)
    assert Found(make.viewer(make.quang()), Wish(WORDS)).total == 0
    assert Indexed.objects.get().scrubbing is (connection.vendor == "sqlite")
    assert scrub()
    assert not Indexed.objects.get().scrubbing
    assert WORDS.casefold()[3:].encode() not in kept()
    assert scrub()  # nothing left to do
