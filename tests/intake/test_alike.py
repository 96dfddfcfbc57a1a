"""What a finding is known again as, why, and to whom that is told."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chancery.intake.alike.answering import answered, papers_cited
from chancery.intake.alike.queries import known_again
from chancery.intake.alike.scoring import Bearing, Sign
from chancery.intake.alike.traits import traits_of
from chancery.work.models import EvidenceBearing
from tests import make
from tests.web.findings import finding, name

pytestmark = pytest.mark.django_db

POMELO = "Nhật Bản hoàn tất thủ tục mở cửa thị trường cho bưởi tươi của Việt Nam"
AGAIN = "Nhật Bản cam kết sớm hoàn tất thủ tục để bưởi tươi Việt Nam vào thị trường Nhật Bản"
SHIPPED = "Lô bưởi tươi đầu tiên của Việt Nam đã được xuất khẩu sang thị trường Nhật Bản"
VISIT = date(2026, 3, 2)
PARTIES = [{"text": "Nhật Bản", "code": "JP"}]


def said(quote, kind="COMMITMENT", *, partner="JP", due=None, **columns):
    """A finding in a document of its own."""
    make.ground()
    columns.setdefault("reference_date", date(2026, 10, 1))
    fields = {"parties": [{"text": partner, "code": partner}]} if kind == "COMMITMENT" else {}
    if due:
        fields["deadline"] = {"text": due, "value": due, "precision": "day"}
    found = finding(make.document(f"{quote}.", **columns), quote, kind, **fields)
    if kind == "RESULT" and partner:
        run = found.run
        iso = {"type": "COUNTRY", "start": 0, "end": 1, "fields": {"iso": partner}}
        run.mentions = [iso]
        run.save()
    return found


def proposed(found, user=None):
    viewer = make.viewer(user or make.lan())
    return known_again(found.document, [found], viewer).get(found.pk, [])


def signs(likeness):
    return {reason.sign: reason for reason in likeness.reasons}


# What is proposed, and why.


def test_the_same_promise_in_other_words_repeats_the_commitment():
    commitment = make.commitment(text=POMELO)
    (first,) = proposed(said(AGAIN))
    assert (first.known.reference, first.bearing) == (commitment.reference, Bearing.REPEATS)
    assert signs(first)[Sign.PARTNER].now == ("JP",)
    assert "bưởi tươi" in signs(first)[Sign.WORDS].now


def test_another_deadline_changes_it_and_both_days_are_told():
    make.commitment(text=POMELO, due=date(2026, 12, 31))
    (first,) = proposed(said(AGAIN, due="2027-06-30"))
    assert first.bearing == Bearing.CHANGES
    changed = signs(first)[Sign.DUE_CHANGED]
    assert (changed.now, changed.before) == ((date(2027, 6, 30),), date(2026, 12, 31))


def test_another_number_changes_it_and_both_numbers_are_told():
    make.commitment(text="Nhật Bản cho vay ODA 50 tỷ yên cho tuyến đường sắt đô thị số 1")
    (first,) = proposed(
        said("Nhật Bản nâng khoản vay ODA tuyến đường sắt đô thị số 1 lên 62 tỷ yên")
    )
    changed = signs(first)[Sign.FIGURE_CHANGED]
    assert (first.bearing, changed.now, changed.before) == (
        Bearing.CHANGES,
        ("62 tỷ yên",),
        "50 tỷ yên",
    )


def test_a_result_that_says_it_is_done_fulfils_it():
    make.commitment(text=POMELO)
    (first,) = proposed(said(SHIPPED, "RESULT"))
    assert first.bearing == Bearing.FULFILS
    assert Sign.DONE in signs(first)


def test_a_result_of_a_part_is_progress():
    make.commitment(text="Nhật Bản giải ngân 50 tỷ yên vốn vay cho tuyến đường sắt đô thị số 1")
    told = "Đến nay đã giải ngân 20 tỷ yên vốn vay của tuyến đường sắt đô thị số 1"
    (first,) = proposed(said(told, "RESULT"))
    assert first.bearing == Bearing.PROGRESS


def test_an_order_said_again_to_the_same_lead_repeats_the_task():
    make.ground()
    task = make.task(text="Rà soát vướng mắc trong giải ngân vốn ODA các dự án giao thông")
    order = "Rà soát, tháo gỡ vướng mắc giải ngân vốn ODA các dự án giao thông"
    document = make.document(f"{order}.")
    lead = [name("đơn vị", task.lead_id)]
    (first,) = proposed(finding(document, order, "TASK", lead=lead))
    assert (first.known.reference, first.bearing) == (task.reference, Bearing.REPEATS)
    other = [name("đơn vị", "province-lang-son")]
    assert proposed(finding(document, order, "TASK", lead=other)) == []


def test_what_is_likest_comes_first_and_at_most_three():
    for fruit in ("xoài", "vải", "nhãn", "chanh leo"):
        make.commitment(text=f"Nhật Bản hoàn tất thủ tục mở cửa thị trường cho {fruit} tươi")
    best = make.commitment(text=POMELO)
    found = proposed(said(AGAIN))
    assert found[0].known.reference == best.reference
    assert len(found) <= 3


# What is not.


def test_the_same_words_of_another_partner_are_another_promise():
    make.commitment(text=POMELO)
    assert (
        proposed(said("Hàn Quốc hoàn tất thủ tục mở cửa thị trường cho bưởi tươi", partner="KR"))
        == []
    )


def test_words_that_every_promise_has_make_no_likeness():
    make.commitment(text="Hai bên nhất trí tăng cường hợp tác kinh tế, thương mại và đầu tư")
    assert proposed(said("Hai bên nhất trí tiếp tục thúc đẩy hợp tác giữa các địa phương")) == []


def test_one_deadline_of_one_partner_is_no_likeness():
    make.commitment(text=POMELO, due=date(2026, 12, 31))
    other = "Nhật Bản hỗ trợ đào tạo 500 kỹ sư an toàn thông tin"
    assert proposed(said(other, due="2026-12-31")) == []


def test_what_was_reported_before_the_promise_does_not_fulfil_it():
    paper = make.document(f"{POMELO}.", reference_date=date(2026, 10, 5))
    make.commitment(text=POMELO, of=make.source(POMELO, of=paper))
    assert proposed(said(SHIPPED, "RESULT", reference_date=date(2026, 9, 1))) == []
    assert proposed(said(SHIPPED, "RESULT", reference_date=date(2026, 11, 1)))


def test_a_request_is_compared_with_nothing():
    make.commitment(text=POMELO)
    assert proposed(said(POMELO, "REQUEST")) == []


# To whom, and at what cost.


def test_who_may_not_know_of_the_commitment_gets_no_hint():
    make.ground()
    make.commitment(text=POMELO, by=make.son(), keeping=make.guard("moit", "restricted"))
    found = said(AGAIN)
    assert proposed(found, make.lan()) == []
    assert proposed(found, make.son())


def test_the_questions_to_the_database_are_as_many_for_many():
    make.commitment(text=POMELO)
    viewer = make.viewer(make.lan())

    def asked(found):
        for one in found:
            one.document = found[0].document
        with CaptureQueriesContext(
            connection,
        ) as caught:
            known_again(found[0].document, found, viewer)
        return len(caught)

    found = said(AGAIN)
    asked([found])
    few = asked([found])
    for number in range(12):
        make.commitment(text=f"{POMELO} đợt {number}")
    others = [finding(found.document, AGAIN, "COMMITMENT", parties=PARTIES) for _ in range(9)]
    assert asked([found, *others]) == few


# Whole documents.


LETTER = (
    "V/v kết quả xuất khẩu bưởi\nTrả lời Công văn số 77/BNG-THKT, thủ tục mở cửa thị trường Nhật Bản "
    "cho bưởi tươi đã thông suốt."
)


def test_a_letter_that_cites_the_paper_may_answer_what_came_of_it():
    paper = make.document(f"{POMELO}.", number="77/BNG-THKT")
    commitment = make.commitment(text=POMELO, of=make.source(POMELO, of=paper))
    make.commitment(text="Lập tổ công tác về bán dẫn", of=make.source(POMELO, of=paper))
    letter = make.document(LETTER, number="12/BCT-XNK")
    (first, *_rest) = answered(letter, make.viewer(make.lan()))
    assert first.known.reference == commitment.reference
    assert (first.cited, first.replies) == ("77/BNG-THKT", True)
    assert papers_cited(letter, make.viewer(make.lan())) == {paper.pk: "77/BNG-THKT"}


def test_a_paper_that_the_person_may_not_read_is_not_told_to_be_cited():
    make.ground()
    hidden = {"held_by": "moit", "sensitivity": "restricted", "by": make.son()}
    paper = make.document(f"{POMELO}.", number="77/BNG-THKT", **hidden)
    make.commitment(text=POMELO, by=make.lan())
    letter = make.document(LETTER)
    assert papers_cited(letter, make.viewer(make.lan())) == {}
    assert papers_cited(letter, make.viewer(make.son())) == {paper.pk: "77/BNG-THKT"}


def test_news_of_a_result_may_answer_a_commitment():
    commitment = make.commitment(text=POMELO)
    found = said(SHIPPED, "RESULT")
    (answer,) = answered(found.document, make.viewer(make.lan()))
    assert (answer.known.reference, answer.finding) == (commitment.reference, found)


# The traits of a text.


def test_numbers_are_the_same_however_they_are_written():
    said_so = traits_of("đạt 25 tỷ đô la Mỹ, 1.200 lao động").figures
    assert [figure.key for figure in said_so] == [(25e9, "USD"), (1200.0, "lao động")]
    assert traits_of("reach US$25 billion by 2030").figures[0].key == (25e9, "USD")


def test_days_years_and_papers_are_no_figures():
    text = "Ngày 12/5/2026, năm 2030, quý III, kỳ họp lần thứ 7, theo 77/BNG-THKT, on 12 May"
    assert traits_of(text).figures == ()
    assert traits_of(text).papers == {"77/BNG-THKT"}


def test_what_a_link_keeps_is_what_was_proposed():
    assert {one.value for one in Bearing} == set(EvidenceBearing.values)
