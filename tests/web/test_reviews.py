"""The pages of a round: prepared, opened, called; units answer; the silent are urged."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from chancery.work.models import Review, ReviewReply
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db


FORM = {
    "text": "Quý IV năm 2026",
    "period_start": "2026-10-01",
    "period_end": "2026-12-31",
    "call_on": "2026-11-23",
    "reply_by": "2026-12-07",
    "held_by": "mofa-economic",
    "sensitivity": "internal",
    "version": "1",
}


REPLY = {"standing": "on_track", "progress": "Đã ký nghị định thư", "version": "0"}


@pytest.fixture
def promises():
    make.ground()
    for person in (make.binh, make.son):
        person()
    return [make.commitment(text=text, lead="moit") for text in ("Bưởi", "Bán dẫn")]


@pytest.fixture
def called(promises):
    return make.called(make.review())


def test_a_round_counts_replies_alike_in_the_list_and_on_its_page(client, called):
    (row,) = page(client, make.lan(), "/reviews/").context["page"]
    shown = page(client, make.lan(), f"/reviews/{called.pk}/").context
    assert (shown["asked"], shown["replied"]) == (row.asked, row.replied) == (2, 0)


def test_a_round_is_prepared_on_a_form_and_shows_what_it_would_ask(client, promises):
    answer = send(client, make.lan(), "/reviews/new/", **FORM, drivers=["new"])
    review = Review.objects.get()
    assert answer.url == f"/reviews/{review.pk}/"
    assert review.scope == {"drivers": ["new"]}
    changed = {**FORM, "drivers": []}
    send(client, make.lan(), f"/reviews/{review.pk}/edit/", **changed)
    shown = words(client, make.lan(), f"/reviews/{review.pk}/")
    assert "it would ask 1 units about 2 commitments" in shown


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reply_by": "2026-11-01"}, "reply_by"),
        ({"period_end": "2026-09-01"}, "period_end"),
        ({"text": ""}, "text"),
        ({"call_on": ""}, "call_on"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(client, promises, wrong, field):
    answer = send(client, make.lan(), "/reviews/new/", **{**FORM, **wrong})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_the_steps_say_what_they_do_before_they_do_it(client, promises):
    review = make.review()
    for name, said in (("open", "freezes 2 commitments"), ("call", "1 units are asked at once")):
        address = f"/reviews/{review.pk}/move/{name}/"
        assert said in words(client, make.lan(), address)
        send(client, make.lan(), address)
    review.refresh_from_db()
    assert review.state == "called"
    assert page(client, make.lan(), f"/reviews/{review.pk}/move/call/").status_code == 409
    assert page(client, make.lan(), f"/reviews/{review.pk}/move/fly/").status_code == 404


def test_a_unit_answers_one_after_the_other_and_its_head_approves_them_at_once(client, called):
    unit = f"/reviews/{called.pk}/answer/moit/"
    first = send(client, make.son(), f"{unit}1/", **REPLY)
    assert first.url == f"{unit}2/"
    last = send(client, make.son(), f"{unit}2/", **REPLY)
    assert last.url == unit
    assert "Approve 2 drafts" in words(client, make.binh(), unit)
    send(client, make.binh(), f"{unit}approve/")
    assert set(ReviewReply.objects.values_list("state", flat=True)) == {"approved"}
    assert "Đã ký nghị định thư" in words(client, make.lan(), f"/reviews/{called.pk}/items/1/")


def test_a_reply_that_lacks_something_is_shown_again(client, called):
    address = f"/reviews/{called.pk}/answer/moit/1/"
    answer = send(client, make.son(), address, **{**REPLY, "standing": "delayed"})
    assert answer.status_code == 422
    assert {"difficulty", "proposal"} <= set(answer.context["form"].errors)


def test_of_two_who_write_the_second_keeps_what_they_typed(client, called):
    address = f"/reviews/{called.pk}/answer/moit/1/"
    send(client, make.son(), address, **REPLY)
    answer = send(client, make.binh(), address, **{**REPLY, "progress": "Khác hẳn"})
    assert answer.status_code == 422
    assert "Khác hẳn" in answer.content.decode()
    assert ReviewReply.objects.get().progress == "Đã ký nghị định thư"


def test_the_head_returns_a_draft(client, called):
    send(client, make.son(), f"/reviews/{called.pk}/answer/moit/1/", **REPLY)
    send(client, make.binh(), f"/reviews/{called.pk}/answer/moit/1/return/", reason="Nêu số")
    assert ReviewReply.objects.get().answer == "Nêu số"
    assert "Nêu số" in words(client, make.son(), f"/reviews/{called.pk}/answer/moit/")


def test_letter_spreadsheet_and_package_are_fetched(client, called):
    unit = f"/reviews/{called.pk}/answer/moit/"
    for address in (f"{unit}letter/", f"{unit}sheet/", f"/reviews/{called.pk}/letters/"):
        answer = page(client, make.lan(), address)
        data = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert data[:2] == b"PK"
        assert "attachment" in answer["Content-Disposition"]


def test_the_silent_are_urged_from_the_page(client, called):
    address = f"/reviews/{called.pk}/urge/"
    assert "Ministry of Industry and Trade" in words(client, make.lan(), address)
    send(client, make.lan(), address, message="Đề nghị gửi báo cáo trước thứ Sáu")
    assert called.calls.get().urged == 1
    assert "Urged" in words(client, make.son(), "/reviews/")


def test_today_shows_what_waits_for_officer_and_head(client, called):
    shown = words(client, make.son(), "/")
    assert "Reviews to answer" in shown
    send(client, make.son(), f"/reviews/{called.pk}/answer/moit/1/", **REPLY)
    send(client, make.son(), f"/reviews/{called.pk}/answer/moit/2/", **REPLY)
    assert "Reviews to answer" not in words(client, make.son(), "/")
    assert "Replies to a review to approve" in words(client, make.binh(), "/")


def test_the_commitments_of_a_round_are_narrowed(client, called):
    send(client, make.son(), f"/reviews/{called.pk}/answer/moit/1/", **REPLY)
    send(client, make.binh(), f"/reviews/{called.pk}/answer/moit/approve/")
    address = f"/reviews/{called.pk}/?tab=items"
    for asked, number in (
        ("answer=silent", 1),
        ("answer=replied", 1),
        ("answer=on_track", 1),
        ("answer=nobody", 0),
        ("answer=draft", 0),
        ("unit=moit", 2),
        ("verdict=none", 2),
        ("text=bưởi", 1),
    ):
        shown = page(client, make.lan(), f"{address}&{asked}")
        assert shown.context["page"].paginator.count == number, asked


@pytest.mark.parametrize("tab", ["items", "replies", "history"])
def test_a_longer_round_takes_no_more_queries(
    client, promises, tab, django_assert_max_num_queries
):
    numbers = []
    for more in (0, 6):
        for number in range(more):
            make.commitment(text=f"Cam kết {number}", lead=["moit", "mof"][number % 2])
        review = make.called(make.review())
        address = f"/reviews/{review.pk}/?tab={tab}"
        page(client, make.lan(), address)
        with django_assert_max_num_queries(60) as told:
            page(client, make.lan(), address)
        numbers.append(len(told.captured_queries))
    assert numbers[0] == numbers[1]


def test_a_round_is_withdrawn_and_the_list_says_what_a_review_is(client, promises):
    review = make.review()
    send(client, make.lan(), f"/reviews/{review.pk}/withdraw/", reason="Nhầm")
    assert "No review yet" in words(client, make.lan(), "/reviews/")
    assert not Review.objects.exists()


def filled(client, called, **said):
    """The spreadsheet of moit with these words in its first row."""
    answer = page(client, make.son(), f"/reviews/{called.pk}/answer/moit/sheet/")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in said.items():
        sheet.cell(2, heads[heading.replace("_", " ")]).value = value
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("tra-loi.xlsx", file.getvalue())


def brought(client, person, called, file):
    address = f"/reviews/{called.pk}/answer/moit/sheet-back/"
    answer = send(client, person, address, file=file)
    assert answer.url == f"{address}check/"
    return page(client, person, answer.url)


def test_a_unit_brings_its_spreadsheet_back_and_takes_it_back(client, called):
    said = {"Tình_trạng": "Đúng tiến độ", "Tiến_độ": "Xong vòng 2"}
    shown = brought(client, make.son(), called, filled(client, called, **said))
    assert [row.fate for row, _differ in shown.context["rows"]] == ["new", "empty"]
    address = f"/reviews/{called.pk}/answer/moit/sheet-back/"
    send(client, make.son(), f"{address}check/")
    reply = ReviewReply.objects.get()
    assert (reply.state, reply.way, reply.progress) == ("draft", "sheet", "Xong vòng 2")
    send(client, make.son(), f"{address}undo/")
    assert not ReviewReply.objects.exists()


def test_what_stands_and_what_the_spreadsheet_says_stand_side_by_side(client, called):
    send(client, make.son(), f"/reviews/{called.pk}/answer/moit/1/", **REPLY)
    file = filled(client, called, Tiến_độ="Khác")
    shown = brought(client, make.son(), called, file)
    (row, differ), *_rest = shown.context["rows"]
    assert row.fate == "conflict"
    assert ("Đã ký nghị định thư", "Khác") in [(stands, says) for _n, stands, says in differ]
    address = f"/reviews/{called.pk}/answer/moit/sheet-back/check/"
    assert send(client, make.son(), address).status_code == 302
    assert ReviewReply.objects.get().progress == "Đã ký nghị định thư"
    send(client, make.son(), address, **{f"choose-{row.item.pk}": "sheet"})
    assert ReviewReply.objects.get().progress == "Khác"


@pytest.mark.parametrize(
    ("said", "cell", "cause"),
    [
        ({"Mã_cam_kết": "CK-1999-0001"}, "A2", "not asked about this commitment"),
        ({"Mã_cam_kết": None}, "A2", "no reference"),
        ({"Tình_trạng": "tuyệt vời"}, "E2", "Unknown word"),
        ({"Đề_xuất_thời_hạn_mới": "30/02/2027"}, "K2", "no such day"),
        ({"Đề_xuất_thời_hạn_mới": "sớm"}, "K2", "No day"),
        ({"Tình_trạng": "Chậm"}, "H2", "say what the difficulty is"),
    ],
)
def test_what_is_wrong_in_a_spreadsheet_is_told_with_its_cell(client, called, said, cell, cause):
    values = {"Tình_trạng": "Đúng tiến độ", "Tiến_độ": "Xong", **said}
    shown = brought(client, make.son(), called, filled(client, called, **values))
    problems = [p for row, _differ in shown.context["rows"] for p in row.problems]
    assert any(p.at.endswith(f"!{cell}") and cause in p.cause for p in problems), problems


def test_a_file_that_is_no_reply_spreadsheet_is_refused(client, called):
    address = f"/reviews/{called.pk}/answer/moit/sheet-back/"
    for data in (b"", b"Ten;Tuoi\nA;3\n"):
        file = SimpleUploadedFile("x.csv", data)
        assert send(client, make.son(), address, file=file).status_code == 422


def test_the_secretariat_brings_a_spreadsheet_for_a_unit(client, called):
    said = {"Tình_trạng": "Đúng tiến độ", "Tiến_độ": "Xong vòng 2"}
    brought(client, make.lan(), called, filled(client, called, **said))
    send(client, make.lan(), f"/reviews/{called.pk}/answer/moit/sheet-back/check/")
    reply = ReviewReply.objects.get()
    assert (reply.state, reply.on_behalf) == ("approved", True)


def test_a_clerk_enters_a_letter_with_its_own_words(client, called, promises):
    line = f"Về {promises[0].reference}: đã ký nghị định thư."
    paper = make.document(f"Kính gửi Vụ.\n{line}\nTrân trọng.", held_by="mofa-economic")
    address = f"/reviews/{called.pk}/answer/moit/letter-in/"
    assert send(client, make.ha(), address, document=[str(paper.pk)]).status_code == 302
    shown = page(client, make.ha(), f"{address}?document={paper.pk}")
    (item, form), (_other, second) = shown.context["answers"]
    assert form.initial["quote"] == line
    assert not second.initial["answers"]
    said = {"answers": "on", "quote": line, "progress": line, "standing": "on_track"}
    data = {f"{item.pk}-{name}": value for name, value in said.items()}
    send(client, make.ha(), f"{address}?document={paper.pk}", **data)
    reply = ReviewReply.objects.get()
    assert (reply.quote, reply.document, reply.state) == (line, paper, "approved")
    wrong = {**data, f"{item.pk}-quote": "không có trong thư"}
    refused = send(client, make.ha(), f"{address}?document={paper.pk}", **wrong)
    assert refused.status_code == 422


@pytest.mark.parametrize("tab", ["verdicts", "figures", "agenda", "minutes", "replies"])
def test_every_tab_of_a_longer_round_takes_no_more_queries(
    client, promises, tab, django_assert_max_num_queries
):
    numbers = []
    for more in (0, 6):
        for number in range(more):
            make.commitment(text=f"Cam kết {number}", lead=["moit", "mof"][number % 2])
        review = make.called(make.review())
        for name in ("close", "judge"):
            send(client, make.lan(), f"/reviews/{review.pk}/move/{name}/")
        address = f"/reviews/{review.pk}/?tab={tab}"
        page(client, make.lan(), address)
        with django_assert_max_num_queries(70) as told:
            page(client, make.lan(), address)
        numbers.append(len(told.captured_queries))
    assert numbers[0] == numbers[1]
