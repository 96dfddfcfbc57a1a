"""What is known again beside a finding and at the head of a document: words, steps, access."""

from datetime import date

import pytest

from chancery.history.queries import events_of
from chancery.readings.models import Finding
from chancery.register.models import Commitment
from chancery.work.models import Evidence, Task
from tests import make
from tests.intake.test_alike import AGAIN, POMELO, SHIPPED, said
from tests.web.findings import finding, form_of, name, signed_in

pytestmark = pytest.mark.django_db


def at(found, step=""):
    base = f"/documents/{found.document_id}/reader/"
    return f"{base}{found.pk}/{step}/" if step else f"{base}?finding={found.pk}"


def page_of(client, found):
    return client.get(at(found)).content.decode()


def linked(client, found, reference, bearing="repeats"):
    return client.post(at(found, "link"), {"record": reference, "bearing": bearing})


def two_of_one_document():
    """The first is like nothing, the second is the promise said again."""
    make.ground()
    fields = {"parties": [{"text": "Nhật Bản", "code": "JP"}]}
    new = "Hai bên lập tổ công tác về bán dẫn"
    document = make.document(f"{new}. {AGAIN}.")
    return [finding(document, quote, "COMMITMENT", **fields) for quote in (new, AGAIN)]


# Words.


def test_beside_the_finding_stands_what_it_looks_like_and_why(client):
    commitment = make.commitment(text=POMELO, due=date(2026, 12, 31))
    page = page_of(signed_in(client, make.lan()), said(AGAIN, due="2027-06-30"))
    assert f"Looks like {commitment.reference}, said otherwise" in page
    assert "same partner: Japan" in page
    assert "deadline: 31 Dec 2026 there, 30 Jun 2027 here" in page
    assert "words in common: " in page
    assert "bưởi tươi" in page[page.index("words in common: ") :]
    assert f"Open {commitment.reference} beside" in page
    assert "Something new? Accept it as usual." in page


def test_the_same_in_vietnamese(client):
    commitment = make.commitment(text=POMELO)
    found = said(AGAIN)
    client.force_login(make.lan())
    client.cookies["django_language"] = "vi"
    page = page_of(client, found)
    assert f"Giống {commitment.reference}, được nhắc lại" in page
    assert "cùng đối tác: Nhật Bản" in page
    assert "Gắn là nhắc lại" in page


def test_the_likely_step_bears_the_key(client):
    make.commitment(text=POMELO)
    client = signed_in(client, make.lan())
    repeated = page_of(client, said(AGAIN))
    assert repeated.index("data-known") < repeated.index("Link as repeated")
    assert repeated.index("Link as repeated") < repeated.index("Record as change")
    done = page_of(client, said(SHIPPED, "RESULT"))
    assert done.index("Add as evidence") < done.index("Add as progress")


def test_a_finding_like_nothing_shows_no_hint(client):
    make.commitment(text=POMELO)
    page = page_of(signed_in(client, make.lan()), said("Hai bên lập tổ công tác về bán dẫn"))
    assert "Known already?" not in page


def test_a_finding_in_the_list_names_the_record_it_is_like(client):
    commitment = make.commitment(text=POMELO)
    found, second = two_of_one_document()
    page = page_of(signed_in(client, make.lan()), found)
    listed = page[page.index(f'id="i{second.pk}"') :]
    assert f"like {commitment.reference}" in listed


# Access.


def test_who_may_not_know_of_the_record_sees_no_hint_and_cannot_link_to_it(client):
    make.ground()
    hidden = make.commitment(text=POMELO, by=make.son(), keeping=make.guard("moit", "restricted"))
    found = said(AGAIN)
    client = signed_in(client, make.lan())
    assert hidden.reference not in page_of(client, found)
    linked(client, found, hidden.reference)
    assert not Evidence.objects.exists()
    assert Finding.objects.get(pk=found.pk).state == "waiting"


def test_a_reader_is_offered_nothing_to_decide(client):
    make.commitment(text=POMELO)
    assert "Known already?" not in page_of(signed_in(client, make.thu()), said(AGAIN))


def test_a_stranger_finds_no_such_address_and_a_reader_may_not(client):
    commitment = make.commitment(text=POMELO)
    found = said(AGAIN)
    assert linked(signed_in(client, make.oanh()), found, commitment.reference).status_code == 404
    assert linked(signed_in(client, make.thu()), found, commitment.reference).status_code == 403


# Steps.


def test_linking_keeps_the_document_with_the_record_and_says_so(client):
    commitment = make.commitment(text=POMELO)
    found = said(AGAIN)
    client = signed_in(client, make.lan())
    answer = client.post(
        at(found, "link"),
        {"record": commitment.reference, "bearing": "repeats"},
        headers={"HX-Request": "true"},
    )
    assert f"Kept with {commitment.reference}." in answer.content.decode()
    assert (Commitment.objects.count(), Evidence.objects.get().bearing) == (1, "repeats")
    kept = client.get(f"/commitments/{commitment.pk}/?tab=evidence").content.decode()
    assert "Says it again" in kept
    past = client.get(f"/documents/{found.document_id}/?tab=history").content.decode()
    assert "kept with" in past
    assert "says it again" in past


def test_a_link_is_taken_back_like_any_decision(client):
    commitment = make.commitment(text=POMELO)
    found = said(SHIPPED, "RESULT")
    client = signed_in(client, make.lan())
    linked(client, found, commitment.reference, "shows")
    client.post(at(found, "undo"))
    assert not Evidence.objects.exists()
    assert Finding.objects.get(pk=found.pk).state == "waiting"
    actions = [event.action for event in events_of("commitment", commitment.pk)]
    assert actions == ["commitment.add", "commitment.evidence", "commitment.evidence"]


def test_nonsense_is_answered_and_changes_nothing(client):
    commitment = make.commitment(text=POMELO)
    found = said(AGAIN)
    client = signed_in(client, make.lan())
    for record, bearing in (("CK-1999-0001", "repeats"), (commitment.reference, "nothing")):
        answer = client.post(
            at(found, "link"),
            {"record": record, "bearing": bearing},
            headers={"HX-Request": "true"},
        )
        assert answer.status_code == 422
    assert not Evidence.objects.exists()


def test_the_form_of_the_record_opens_filled_and_saves_nothing_by_itself(client):
    text = "Nhật Bản cho vay ODA 50 tỷ yên cho tuyến đường sắt đô thị số 1"
    commitment = make.commitment(text=text, due=date(2026, 12, 31))
    told = "Nhật Bản nâng khoản vay ODA tuyến đường sắt đô thị số 1 lên 62 tỷ yên"
    found = said(told, due="2027-06-30")
    client = signed_in(client, make.lan())
    page = client.get(f"/commitments/{commitment.pk}/edit/?finding={found.pk}")
    form = page.context["form"]
    assert form["text"].value() == text.replace("50 tỷ yên", "62 tỷ yên")
    assert form["due"].value() == date(2027, 6, 30)
    assert told in page.content.decode()
    assert (Commitment.objects.get().due, Evidence.objects.exists()) == (date(2026, 12, 31), False)


def changed(commitment, **more):
    sent = {"text": commitment.text, "parties": ["JP", "VN"], "undertaking": ["JP"]}
    return sent | {"due": "2027-06-30", "version": commitment.version} | more


def test_saving_it_keeps_the_source_and_leads_back_to_the_reader(client):
    commitment = make.commitment(text=POMELO, due=date(2026, 12, 31))
    found = said(AGAIN, due="2027-06-30")
    client = signed_in(client, make.lan())
    address = f"/commitments/{commitment.pk}/edit/?finding={found.pk}"
    answer = client.post(address, changed(commitment))
    assert answer["Location"] == f"{at(found)}#desk"
    assert (Commitment.objects.get().due, Evidence.objects.get().bearing) == (
        date(2027, 6, 30),
        "changes",
    )
    undone = client.post(at(found, "undo"), headers={"HX-Request": "true"}).content.decode()
    assert f"What was changed on {commitment.reference} stays" in undone
    assert Commitment.objects.get().due == date(2027, 6, 30)


def test_a_task_is_changed_from_its_source_too(client):
    order = "Rà soát vướng mắc trong giải ngân vốn ODA các dự án giao thông"
    task = make.task(text=order, due=date(2026, 12, 31))
    make.ground()
    document = make.document(f"{order}.")
    due = {"text": "30/11/2026", "value": "2026-11-30", "precision": "day"}
    found = finding(document, order, "TASK", lead=[name("Bộ", "moit")], deadline=due)
    client = signed_in(client, make.lan())
    assert f"Looks like {task.reference}, said otherwise" in page_of(client, found)
    page = client.get(f"/tasks/{task.pk}/edit/?finding={found.pk}")
    assert page.context["form"]["due"].value() == date(2026, 11, 30)
    assert Task.objects.get().due == date(2026, 12, 31)


def test_a_finding_that_one_may_not_confirm_changes_no_record(client):
    commitment = make.commitment(text=POMELO)
    found = said(AGAIN, held_by="moit", sensitivity="restricted", by=make.son())
    client = signed_in(client, make.lan())
    address = f"/commitments/{commitment.pk}/edit/?finding={found.pk}"
    assert client.get(address).status_code == 404
    assert client.post(address, changed(commitment)).status_code == 404


def test_what_is_known_is_left_out_where_a_group_is_accepted(client):
    make.commitment(text=POMELO)
    found, _second = two_of_one_document()
    client = signed_in(client, make.lan())
    page = client.get(f"/documents/{found.document_id}/reader/group/?type=COMMITMENT")
    assert "looks like a record that stands already" in page.content.decode()
    assert len(page.context["whole"]) == 1


def test_something_new_is_accepted_as_ever(client):
    make.commitment(text=POMELO)
    found = said(AGAIN)
    sent = form_of(found, partners=["VN", "JP"])
    signed_in(client, make.lan()).post(at(found, "accept"), sent)
    assert (Commitment.objects.count(), Evidence.objects.exists()) == (2, False)


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    make.commitment(text=POMELO)
    found = said(AGAIN)
    signed_in(client, make.lan())
    for number in range(15):
        make.commitment(text=f"{POMELO} đợt {number}")
        finding(found.document, AGAIN, "COMMITMENT", parties=found.fields["parties"])
    with django_assert_max_num_queries(45):
        client.get(at(found))


# The head of a document.


LETTER = (
    "V/v kết quả xuất khẩu bưởi\nTrả lời Công văn số 77/BNG-THKT, thủ tục mở cửa thị trường Nhật Bản "
    "cho bưởi tươi đã thông suốt."
)


def test_a_letter_names_at_its_head_what_it_may_answer_and_the_paper_it_cites(client):
    make.ground()
    paper = make.document(f"{POMELO}.", number="77/BNG-THKT")
    commitment = make.commitment(text=POMELO, of=make.source(POMELO, of=paper))
    letter = make.document(LETTER, number="12/BCT-XNK")
    client = signed_in(client, make.lan())
    page = client.get(f"/documents/{letter.pk}/").content.decode()
    assert "May answer" in page
    assert commitment.reference in page
    assert "it replies to 77/BNG-THKT" in page
    assert f'<a href="/documents/{paper.pk}/">77/BNG-THKT</a>' in page
    attach = f"/commitments/{commitment.pk}/evidence/?document={letter.pk}"
    assert attach in page
    chosen = client.get(attach).context["form"]["document"].value()
    assert chosen == (str(letter.pk),)


def test_once_it_is_attached_it_is_named_no_more(client):
    make.ground()
    paper = make.document(f"{POMELO}.", number="77/BNG-THKT")
    commitment = make.commitment(text=POMELO, of=make.source(POMELO, of=paper))
    letter = make.document(LETTER, number="12/BCT-XNK")
    client = signed_in(client, make.lan())
    client.post(f"/commitments/{commitment.pk}/evidence/", {"document": letter.pk})
    assert "May answer" not in client.get(f"/documents/{letter.pk}/").content.decode()
