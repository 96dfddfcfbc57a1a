"""The list of documents and the page of one: facts, text, records, what may be done with it."""

import pytest

from chancery.documents import store
from chancery.documents.models import Document, Page
from tests import make
from tests.web.findings import ORDER, form_of, read_document, signed_in, task

pytestmark = pytest.mark.django_db
EVIL = '"><script>alert(1)</script>'


def page(client, document, query=""):
    return client.get(f"/documents/{document.pk}/{query}")


# The list.


def test_the_list_shows_what_a_person_may_read_and_no_more(client):
    read_document(title="Thông báo nội bộ")
    read_document(title="Tuyên bố công khai", sensitivity="public")
    found = signed_in(client, make.oanh()).get("/documents/").content.decode()
    assert "Tuyên bố công khai" in found
    assert "Thông báo nội bộ" not in found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=news", {"Báo"}),
        ("language=en", {"Statement"}),
        ("text=BÁO", {"Báo", "Thông báo"}),
        ("text=312", {"Thông báo"}),
        ("sensitivity=public", {"Statement"}),
        ("after=2026-03-01", {"Thông báo"}),
        ("before=2026-02-01", {"Báo"}),
        ("unit=mofa-economic", {"Báo", "Statement", "Thông báo"}),
        ("after=nonsense", {"Báo", "Statement", "Thông báo"}),
    ],
)
def test_filters_stand_in_the_address(client, query, expected):
    read_document(title="Báo", kind="news", published="2026-01-05")
    read_document(title="Statement", language="en", sensitivity="public", kind="joint_statement")
    read_document(title="Thông báo", number="312/TB-BNG", published="2026-03-05")
    answer = signed_in(client, make.lan()).get(f"/documents/?{query}")
    assert {row.title for row in answer.context["page"].object_list} == expected


def test_the_list_is_sorted_as_asked(client):
    for title in ("b", "a", "c"):
        read_document(title=title)
    answer = signed_in(client, make.lan()).get("/documents/?sort=-title")
    assert [row.title for row in answer.context["page"].object_list] == ["c", "b", "a"]


def test_the_number_of_queries_does_not_grow_with_the_list(client, django_assert_max_num_queries):
    signed_in(client, make.lan())
    for _round in range(2):
        for _number in range(4):
            task(read_document())
        with django_assert_max_num_queries(14):
            client.get("/documents/")


# The page.


def test_a_page_shows_the_facts_text_records_and_history(client):
    document = read_document(number="312/TB-BNG", issuer="Bộ Ngoại giao")
    found = task(document)
    signed_in(client, make.lan())
    client.post(f"/documents/{document.pk}/reader/{found.pk}/accept/", form_of(found))
    shown = page(client, document).content.decode()
    assert "312/TB-BNG" in shown
    assert ORDER in shown
    assert document.sha256[:16] in shown
    assert "NV-" in page(client, document, "?tab=records").content.decode()
    assert page(client, document, "?tab=history").context["events"]


def test_a_stranger_is_told_that_there_is_no_such_document(client):
    document = read_document()
    signed_in(client, make.oanh())
    for part in ("", "original/", "reader/", "sensitivity/", "newer/", "purge/"):
        assert client.get(f"/documents/{document.pk}/{part}").status_code == 404
    assert client.post(f"/documents/{document.pk}/read-again/").status_code == 404


def test_a_reader_may_change_nothing(client):
    document = read_document()
    signed_in(client, make.thu())
    for part in ("sensitivity/", "newer/", "purge/"):
        assert client.get(f"/documents/{document.pk}/{part}").status_code == 403
    assert client.post(f"/documents/{document.pk}/read-again/").status_code == 403


def test_who_sees_a_record_sees_its_quote_and_nothing_else(client):
    document = read_document(title="Kín", number="9/KIN")
    found = task(document)
    signed_in(client, make.lan())
    client.post(f"/documents/{document.pk}/reader/{found.pk}/accept/", form_of(found))
    shown = page(signed_in(client, make.son()), document).content.decode()
    assert ORDER in shown
    assert f"Document no. {document.pk}" in shown
    for hidden in ("Kín", "9/KIN", "Hai bên nhất trí", document.name, document.sha256[:16]):
        assert hidden not in shown
    assert client.get(f"/documents/{document.pk}/reader/").status_code == 404
    assert client.get(f"/documents/{document.pk}/original/").status_code == 404


def test_a_text_with_pages_comes_page_by_page(client):
    document = read_document("Trang một.\nTrang hai.\n")
    Page.objects.create(document=document, number=1, start=0, end=11)
    Page.objects.create(document=document, number=2, start=11, end=22)
    signed_in(client, make.lan())
    second = page(client, document, "?page=2").content.decode()
    assert "Trang hai." in second
    assert "Trang một." not in second
    assert page(client, document, "?page=zzz").status_code == 200


def test_hostile_facts_stay_words(client):
    document = read_document(EVIL, title=EVIL, number=EVIL, issuer=EVIL, name=EVIL)
    signed_in(client, make.lan())
    for address in (
        f"/documents/{document.pk}/",
        "/documents/",
        f"/documents/{document.pk}/purge/",
    ):
        assert "<script>alert" not in client.get(address).content.decode()


def test_the_original_comes_as_a_file_that_never_runs(client):
    data = b"<script>alert(1)</script>"
    document = read_document(sha256=store.put(data), name='tờ "trình".html')
    answer = signed_in(client, make.lan()).get(f"/documents/{document.pk}/original/")
    assert answer.content == data
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_lost_original_is_told_in_words(client):
    document = read_document()
    answer = signed_in(client, make.lan()).get(f"/documents/{document.pk}/original/", follow=True)
    assert answer.status_code == 200
    assert "missing from the file store" in answer.content.decode()


# What may be done.


def test_reading_again_leads_to_the_reader(client):
    document = read_document()
    answer = signed_in(client, make.lan()).post(f"/documents/{document.pk}/read-again/")
    assert answer["Location"] == f"/documents/{document.pk}/reader/"
    assert document.readings.count() == 1


def test_sensitivity_is_changed_and_nobody_named_means_the_holder(client):
    document = read_document()
    address = f"/documents/{document.pk}/sensitivity/"
    signed_in(client, make.lan()).post(address, {"sensitivity": "restricted"})
    document.refresh_from_db()
    assert document.sensitivity == "restricted"
    assert [unit.pk for unit in document.named_units.all()] == ["mofa-economic"]


def test_a_newer_version_is_named_and_both_lead_to_each_other(client):
    old, new = read_document(title="Bản cũ"), read_document(title="Bản mới")
    address = f"/documents/{old.pk}/newer/"
    signed_in(client, make.lan()).post(address, {"newer": [str(new.pk)]})
    assert "Bản mới" in page(client, old).content.decode()
    assert "Bản cũ" in page(client, new).content.decode()
    back = client.post(f"/documents/{new.pk}/newer/", {"newer_typed": str(old.pk)})
    assert back.status_code == 422


def test_a_document_that_may_not_be_known_cannot_be_named_newer(client):
    old, hidden = read_document(), read_document(title="Kín", held_by="mission-kr")
    address = f"/documents/{old.pk}/newer/"
    answer = signed_in(client, make.lan()).post(address, {"newer": [str(hidden.pk)]})
    assert answer.status_code == 422
    assert "Kín" not in answer.content.decode()


def test_only_the_head_purges_with_a_reason_and_a_shell_stays(client):
    document = read_document(sha256=store.put(b"abc"), title="Sẽ gỡ bỏ")
    address = f"/documents/{document.pk}/purge/"
    assert signed_in(client, make.lan()).get(address).status_code == 403
    signed_in(client, make.minh())
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "lọt vào nhầm"})
    assert Document.objects.get(pk=document.pk).is_purged
    shown = page(client, document)
    assert shown.status_code == 200
    assert "Sẽ gỡ bỏ" not in shown.content.decode()
    assert client.get(f"/documents/{document.pk}/original/").status_code == 404
    assert client.get(f"/documents/{document.pk}/reader/").status_code == 302


def test_a_twin_is_told_to_its_owner(client):
    from chancery.documents.actions import _tell_owners_of_twins  # noqa: PLC0415

    first = read_document(sha256="a" * 64)
    second = read_document(sha256="a" * 64, held_by="mission-kr")
    _tell_owners_of_twins(second)
    shown = page(signed_in(client, make.lan()), first).content.decode()
    assert "The same file is also held by:" in shown
    assert "Embassy of Viet Nam in the Republic of Korea" in shown


def test_who_holds_a_twin_is_told_to_its_owner_alone(client):
    from chancery.documents.actions import _tell_owners_of_twins  # noqa: PLC0415

    first = read_document(sha256="a" * 64, sensitivity="public")
    _tell_owners_of_twins(read_document(sha256="a" * 64, held_by="mission-kr"))
    address = f"/documents/{first.pk}/?tab=history"
    twin = "Embassy of Viet Nam in the Republic of Korea"
    assert twin in signed_in(client, make.lan()).get(address).content.decode()
    for reader in (make.thu(), make.son()):
        assert twin not in signed_in(client, reader).get(address).content.decode()
    assert twin not in signed_in(client, make.vy()).get("/history/").content.decode()


@pytest.mark.parametrize("asked", ["9" * 5000, "٣", "-1", "\x00"])
def test_a_page_that_is_not_there_is_the_first(client, asked):
    document = read_document()
    answer = signed_in(client, make.lan()).get(f"/documents/{document.pk}/", {"page": asked})
    assert answer.status_code == 200


@pytest.mark.parametrize("key", ["9" * 5000, "9" * 30, "\x00", "٣"])
def test_a_document_by_a_number_that_cannot_be_is_not_known(client, key):
    address = f"/documents/{read_document().pk}/newer/"
    assert signed_in(client, make.lan()).post(address, {"newer": key}).status_code == 422


@pytest.mark.parametrize("address", ["/documents/", "/inbox/", "/tasks/", "/commitments/"])
def test_words_too_long_to_look_for_are_not_looked_for(client, address):
    make.task()
    read_document()
    answer = signed_in(client, make.lan()).get(address, {"text": "a" * 60_000})
    assert answer.status_code == 200


# Choosing by part of a name.


@pytest.mark.parametrize(
    ("kind", "typed", "label"),
    [
        ("units", "bo cong thuong", "Ministry of Industry and Trade"),
        ("units", "BỘ KẾ HOẠCH", "Ministry of Finance"),
        ("partners", "nhat", "Japan"),
        ("sectors", "ban dan", "Semiconductors"),
        ("units", "zzz", "Nothing fits."),
    ],
)
def test_names_are_found_without_marks_and_under_old_ones(client, kind, typed, label):
    make.ground()
    make.merged_unit()
    answer = signed_in(client, make.lan()).get(f"/choices/{kind}/", {"q": typed})
    assert label in answer.content.decode()


def test_home_is_a_party_and_no_partner(client):
    make.ground()
    lan = signed_in(client, make.lan())
    assert "Nothing fits." in lan.get("/choices/partners/?q=viet+nam").content.decode()
    assert 'data-key="VN"' in lan.get("/choices/parties/?q=viet+nam").content.decode()
    assert 'data-key="JP"' in lan.get("/choices/partners/?q=japan").content.decode()


def test_choices_offer_only_what_may_be_known(client):
    make.ground()
    make.task()
    read_document(title="Kín")
    signed_in(client, make.oanh())
    assert "Nothing fits." in client.get("/choices/documents/?q=Kín").content.decode()
    assert "Nothing fits." in client.get("/choices/records/?q=NV-").content.decode()
    assert client.get("/choices/nonsense/?q=a").status_code == 404
    administrator = signed_in(client, make.khoa())
    assert administrator.get("/choices/units/?q=a").status_code == 200
    assert administrator.get("/choices/records/?q=NV-").status_code == 404
