"""The pages of activities: recorded by hand or from a document, and the chain of what came out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chancery.register import actions as register
from chancery.register.models import Activity
from chancery.work import actions as work
from tests import make
from tests.web.findings import read_document, signed_in

pytestmark = pytest.mark.django_db

FORM = {
    "text": "Thủ tướng thăm Nhật Bản",
    "kind": "visit",
    "partners": ["JP"],
    "start": "2026-03-02",
    "held_by": "mofa-economic",
    "sensitivity": "internal",
}


def lan():
    return make.viewer(make.lan())


def test_the_list_shows_what_is_coming_first_and_filters(client):
    make.activity()
    make.activity(text="Điện đàm", kind="call", partners=("KR",), start=make.LONG_AGO)
    signed_in(client, make.lan())
    texts = [row.text for row in client.get("/activities/").context["page"]]
    assert texts == ["Thủ tướng thăm chính thức Nhật Bản", "Điện đàm"]
    for asked in ("partner=KR", "kind=call", "to_day=2020-02-01", "text=điện"):
        (row,) = client.get(f"/activities/?{asked}").context["page"]
        assert row.text == "Điện đàm"


def test_an_officer_records_a_visit_by_hand(client):
    make.ground()
    answer = signed_in(client, make.lan()).post("/activities/new/", FORM)
    visit = Activity.objects.get()
    assert answer.url == f"/activities/{visit.pk}/"
    assert [partner.pk for partner in visit.partners.all()] == ["JP"]


@pytest.mark.parametrize("missing", ["text", "partners", "start", "held_by"])
def test_what_is_missing_is_told_and_nothing_is_recorded(client, missing):
    make.ground()
    answer = signed_in(client, make.lan()).post("/activities/new/", FORM | {missing: ""})
    assert answer.status_code == 422
    assert missing in answer.context["form"].errors
    assert not Activity.objects.exists()


def test_the_visit_of_a_document_is_filled_in_from_its_reading(client):
    make.ground()
    paper = read_document(title="Tuyên bố chung", published="2026-03-01")
    paper.readings.create(
        reader_version="1",
        read_at=make.moment("2026-03-05"),
        mentions=[
            {"type": "COUNTRY", "fields": {"iso": "VN", "role": "home"}},
            {"type": "COUNTRY", "fields": {"iso": "JP", "role": "partner"}},
            {"type": "EVENT", "fields": {"kind": "fair"}},
            {"type": "EVENT", "fields": {"kind": "talks"}},
        ],
    )
    signed_in(client, make.lan())
    form = client.get(f"/activities/new/?document={paper.pk}").context["form"]
    assert form.initial["text"] == "Tuyên bố chung"
    assert (form.initial["kind"], form.initial["partners"]) == ("talks", ("JP",))
    client.post("/activities/new/", FORM | {"document": paper.pk})
    assert list(Activity.objects.get().documents.all()) == [paper]
    assert "Came out of" in client.get(f"/documents/{paper.pk}/").content.decode()


def test_a_document_that_one_may_not_read_fills_in_nothing_and_cannot_be_named(client):
    make.ground()
    paper = make.document("Kín", held_by="moit", sensitivity="restricted", title="Kín lắm")
    signed_in(client, make.lan())
    for key in (paper.pk, "x", "9" * 30):
        assert "Kín lắm" not in client.get(f"/activities/new/?document={key}").content.decode()
    answer = client.post("/activities/new/", FORM | {"document": paper.pk})
    assert "document" in answer.context["form"].errors


def test_it_is_changed_and_taken_back_on_its_pages(client):
    visit = make.activity()
    signed_in(client, make.lan())
    asked = FORM | {"text": "Hội đàm tại Tokyo", "kind": "talks", "version": 1}
    client.post(f"/activities/{visit.pk}/edit/", asked)
    visit.refresh_from_db()
    assert (visit.text, visit.kind) == ("Hội đàm tại Tokyo", "talks")
    answer = client.post(f"/activities/{visit.pk}/edit/", asked | {"text": "Chậm hơn"})
    assert answer.status_code == 422
    assert "Chậm hơn" in answer.content.decode()
    client.post(f"/activities/{visit.pk}/withdraw/", {"reason": "ghi trùng"})
    assert not Activity.objects.exists()


def test_documents_are_tied_and_untied_on_its_page(client):
    visit, paper = make.activity(), make.document(title="Biên bản hội đàm")
    signed_in(client, make.lan())
    client.post(f"/activities/{visit.pk}/documents/", {"document": str(paper.pk)})
    assert list(visit.documents.all()) == [paper]
    address = f"/activities/{visit.pk}/documents/{paper.pk}/untie/"
    assert address in client.get(f"/activities/{visit.pk}/").content.decode()
    assert "Biên bản hội đàm" in client.get(address).content.decode()
    client.post(address)
    assert not visit.documents.exists()
    assert client.post(f"/activities/{visit.pk}/documents/", {}).status_code == 422


@pytest.fixture
def chain():
    """A visit whose document holds two commitments; one has a task with evidence."""
    visit = make.activity()
    paper = make.document("Hai bên nhất trí mở cửa. Hai bên nhất trí miễn thị thực.")
    made = [
        make.commitment(text=words, of=make.source(words, of=paper), keeping=keeping)
        for words, keeping in (
            ("nhất trí mở cửa", make.guard()),
            ("nhất trí miễn thị thực", make.guard("mofa-economic", "restricted")),
        )
    ]
    task = make.task(text="Lập tổ công tác", commitment_id=made[0].pk, partners=("JP",))
    work.attach_evidence(document=paper, task=task, by=lan())
    register.attach_document(activity=visit, document=paper, by=lan())
    return visit, made, task


def test_the_chain_leads_from_the_visit_to_the_evidence(client, chain):
    visit, made, task = chain
    answer = signed_in(client, make.lan()).get(f"/activities/{visit.pk}/")
    found = answer.context["chain"]
    assert [link.commitment for link in found.commitments] == made
    assert [link.task for link in found.tasks] == [task]
    assert found.evidence == 1
    shown = answer.content.decode()
    for words in ("nhất trí mở cửa", "Lập tổ công tác", f"/tasks/{task.pk}/"):
        assert words in shown


def test_at_no_step_of_the_chain_stands_what_one_may_not_know(client, chain):
    visit, made, _task = chain
    answer = signed_in(client, make.tuan()).get(f"/activities/{visit.pk}/")
    assert [link.commitment for link in answer.context["chain"].commitments] == made[:1]
    shown = answer.content.decode()
    assert "miễn thị thực" not in shown
    assert "Thông báo kết luận" not in shown  # the document's title: it is the desk's alone
    assert "Document no." in shown
    client.logout()
    assert signed_in(client, make.oanh()).get(f"/activities/{visit.pk}/").status_code == 404


def test_a_longer_chain_takes_no_more_queries(client, chain, django_assert_num_queries):
    visit, _made, _task = chain
    signed_in(client, make.lan())
    client.get(f"/activities/{visit.pk}/")
    with CaptureQueriesContext(connection) as before:
        client.get(f"/activities/{visit.pk}/")
    for number in range(4):
        paper = make.document(f"Hai bên nhất trí việc {number}.")
        promise = make.commitment(of=make.source(f"nhất trí việc {number}", of=paper))
        make.task(commitment_id=promise.pk)
        make.obstacle(of=make.source(f"việc {number}", of=paper))
        register.attach_document(activity=visit, document=paper, by=lan())
    with django_assert_num_queries(len(before)):
        client.get(f"/activities/{visit.pk}/")


def test_partner_agreement_and_unit_lead_to_it(client):
    paper, agreement = make.document(), make.agreement(stages=(("signed", "2099-01-02"),))
    agreement.documents.add(paper)
    visit = make.activity(start=timezone.localdate())
    register.attach_document(activity=visit, document=paper, by=lan())
    promise = make.commitment(agreement=agreement.pk)
    task = make.task(commitment_id=promise.pk)
    signed_in(client, make.lan())
    partner = client.get("/partners/JP/?tab=activities").content.decode()
    assert partner.count(f"/activities/{visit.pk}/") >= 2  # the next one, and in the list
    bound = client.get(f"/agreements/{agreement.pk}/").content.decode()
    assert f"/tasks/{task.pk}/" in bound
    assert "Next date:" in bound
    shown = client.get(f"/agreements/{agreement.pk}/?tab=activities").content.decode()
    assert f"/activities/{visit.pk}/" in shown


def test_a_unit_shows_how_it_keeps_both_dates(client):
    make.task(due=make.LONG_AGO)
    rows = signed_in(client, make.binh()).get("/units/moit/?tab=timeliness").context["rows"]
    assert [row.total.count for row in rows] == [1, 1]
    for row in rows:
        late = row.cells[3]
        assert client.get(late.link).context["page"].paginator.count == late.count == 1
