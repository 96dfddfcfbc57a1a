"""Documents kept, refused, doubled, purged."""

from datetime import date

import pytest

from chancery.documents import access, actions, queries, store
from chancery.documents.actions import Keeping
from chancery.documents.errors import DocumentError, DuplicateError, SecretRefusedError
from chancery.documents.models import Document
from chancery.documents.receiving import receive
from chancery.history.models import Event
from chancery.history.queries import events_of, latest, verify
from chancery.people.errors import NotAllowedError
from chancery.people.models import Unit
from chancery.reader import read
from chancery.reader.formats import FormatError
from tests import make

pytestmark = pytest.mark.django_db

TEXT = "Hai bên nhất trí tổ chức kỳ họp vào tháng 10/2026.\n"


def kept(*, text=TEXT, unit="mofa-economic", by=None, name="bao.txt", **keeping):
    make.ground()
    received = receive(text.encode(), name, published=date(2026, 5, 27))
    return actions.keep(
        received=received,
        header=read(text).header,
        keeping=Keeping(unit, **keeping),
        by=make.viewer(by or make.ha()),
    )


def kept_as_it_is(text):
    received = receive(text.encode(), "thong-bao.txt")
    return actions.keep(
        received=received,
        header=read(text).header,
        keeping=Keeping("mofa-economic"),
        by=make.viewer(make.ha()),
    )


def test_a_document_keeps_its_bytes_its_text_and_its_pages():
    document = kept()
    assert store.get(document.sha256) == TEXT.encode()
    assert queries.text_of(document) == TEXT
    assert [(p.start, p.end) for p in document.pages.all()] == [(0, len(TEXT))]
    assert queries.page_of(document, 10) == 1
    assert document.published == date(2026, 5, 27)
    assert [e.action for e in events_of("document", document.pk)] == ["document.add"]


def test_the_same_file_again_is_told_and_not_kept_twice():
    first = kept()
    with pytest.raises(DuplicateError) as told:
        kept(name="another name.txt", by=make.lan())
    assert told.value.document_id == first.pk
    assert Document.objects.count() == 1


def test_a_twin_that_i_may_not_see_is_told_to_its_owner_and_not_to_me():
    theirs = kept(sensitivity="restricted")
    mine = kept(unit="moit", by=make.son())
    assert mine.pk != theirs.pk
    assert [e.action for e in events_of("document", mine.pk)] == ["document.add"]
    told = events_of("document", theirs.pk).last()
    assert told.action == "document.twin"
    assert told.values_beside.changes == {"twin_held_by": [None, "moit"]}


def test_a_restricted_document_of_a_unit_below_is_not_named_to_who_adds_it_again():
    theirs = kept(sensitivity="restricted")
    assert not access.documents(make.viewer(make.hien())).exists()
    with pytest.raises(DocumentError) as told:
        kept(by=make.hien())
    assert not isinstance(told.value, DuplicateError)
    assert theirs.title not in str(told.value)


def test_bytes_that_somebody_adds_again_while_they_are_purged_stay(
    django_capture_on_commit_callbacks,
):
    document = kept()
    sha256 = document.sha256
    with django_capture_on_commit_callbacks(execute=True):
        actions.purge(document=document, reason="đã lọt vào", by=make.viewer(make.minh()))
        kept(unit="moit", by=make.son())
    assert store.get(sha256) == TEXT.encode()


@pytest.mark.parametrize("person", [make.thu, make.tuan, make.khoa, make.vy, make.nobody])
def test_readers_and_strangers_may_not_add(person):
    with pytest.raises(NotAllowedError):
        kept(by=person())
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "BỘ NGOẠI GIAO\nTỐI MẬT\nSố: 12/BC-BNG\n\nBáo cáo về đàm phán.",
        "SECRET\n\nThe delegation will propose a ceiling of 3 per cent.",
    ],
)
def test_a_paper_marked_secret_is_refused_and_nothing_of_it_stays(text, workspace, caplog):
    make.ground()
    with pytest.raises(SecretRefusedError) as told:
        receive(text.encode(), "dam phan tran thue.txt")
    actions.record_refusal(by=make.viewer(make.ha()))
    assert not Document.objects.exists()
    assert not [p for p in workspace.files.rglob("*") if p.is_file()]
    said = str(told.value) + caplog.text + str(list(Event.objects.values()))
    for word in ("delegation", "đàm phán", "dam phan", "12/BC-BNG"):
        assert word not in said
    assert latest().first().action == "document.refuse_secret"


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02junk", b"%PDF-1.7 cut", b"PK\x03\x04cut"])
def test_what_cannot_be_read_is_told_in_one_line(data):
    with pytest.raises(FormatError) as told:
        receive(data, "thu.bin")
    assert "\n" not in str(told.value).strip()


def test_the_head_of_the_holding_unit_purges_and_the_chain_still_verifies(
    django_capture_on_commit_callbacks,
):
    document = kept()
    address = document.sha256
    with django_capture_on_commit_callbacks(execute=True):
        actions.purge(document=document, reason="đã lọt vào", by=make.viewer(make.minh()))
    assert document.is_purged
    assert queries.text_of(document) == ""
    assert not store.path_of(address).exists()
    assert "bao.txt" not in str(list(Document.objects.values()))
    assert verify().is_whole
    added = events_of("document", document.pk).first()
    assert added.action == "document.add"
    assert not hasattr(added, "values_beside")


def test_a_purge_leaves_the_bytes_that_another_document_needs(
    django_capture_on_commit_callbacks,
):
    document = kept(sensitivity="restricted")
    other = kept(unit="moit", by=make.son())
    with django_capture_on_commit_callbacks(execute=True):
        actions.purge(document=document, reason="đã lọt vào", by=make.viewer(make.minh()))
    assert store.get(other.sha256) == TEXT.encode()


@pytest.mark.parametrize("person", [make.lan, make.ha, make.thu, make.binh, make.quang, make.vy])
def test_nobody_but_the_head_may_purge(person):
    document = kept()
    with pytest.raises(NotAllowedError):
        actions.purge(document=document, reason="x", by=make.viewer(person()))


def test_a_purged_document_is_not_purged_again():
    document = kept()
    minh = make.viewer(make.minh())
    actions.purge(document=document, reason="đã lọt vào", by=minh)
    assert not access.can_purge(minh, document)


def test_a_document_becomes_restricted_to_named_units():
    document = kept()
    lan = make.viewer(make.lan())
    with pytest.raises(DocumentError):
        actions.set_sensitivity(
            document=document, sensitivity="restricted", named_units=(), by=lan
        )
    actions.set_sensitivity(
        document=document, sensitivity="restricted", named_units=("moit",), by=lan
    )
    assert access.documents(make.viewer(make.son())).filter(pk=document.pk).exists()
    assert not access.documents(make.viewer(make.quang())).filter(pk=document.pk).exists()
    changes = events_of("document", document.pk).last().values_beside.changes
    assert changes["sensitivity"] == ["internal", "restricted"]


def test_strangers_do_not_change_who_may_see_a_document():
    document = kept()
    with pytest.raises(NotAllowedError):
        actions.set_sensitivity(
            document=document,
            sensitivity="public",
            named_units=(),
            by=make.viewer(make.thu()),
        )


def test_a_newer_version_is_linked_and_never_to_itself():
    older, newer = kept(), kept(text=TEXT + "Bổ sung.\n", name="bao-2.txt")
    lan = make.viewer(make.lan())
    actions.replace_with(document=older, newer=newer, by=lan)
    assert list(newer.older_versions.all()) == [older]
    with pytest.raises(DocumentError):
        actions.replace_with(document=newer, newer=older, by=lan)


def test_who_takes_the_original_away_is_kept_in_history():
    document = kept()
    assert actions.hand_out(document=document, by=make.viewer(make.lan())) == TEXT.encode()
    last = events_of("document", document.pk).last()
    assert (last.action, last.actor) == ("document.download", "lan")


def test_damaged_originals_are_listed():
    document = kept()
    assert queries.damaged_originals() == []
    store.path_of(document.sha256).write_bytes(b"forged")
    assert len(queries.damaged_originals()) == 1


def test_units_that_a_person_adds_for_are_those_of_their_posts():
    assert access.units_to_add_for(make.viewer(make.ha())) == ["mofa-economic"]
    assert access.units_to_add_for(make.viewer(make.thu())) == []


def test_an_issuer_that_the_tables_do_not_know_is_kept_as_written():
    text = "VĂN PHÒNG CHÍNH PHỦ\n-------\nSố: 4917/TB-VPCP\nHà Nội, ngày 17 tháng 7 năm 2026\n\nTHÔNG BÁO\n"
    make.ground()
    Unit.objects.filter(pk="vpcp").delete()
    document = kept_as_it_is(text)
    assert document.issuer
    assert document.issuer_unit is None
