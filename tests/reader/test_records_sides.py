"""Who asks whom: pronouns, persons of abroad, capitals; and what both sides agree to do."""

from __future__ import annotations

import pytest

from tests.reader.clause_samples import PAPER_HEAD, REPORT_HEAD, only, records, said

ASKED = [
    "Bộ Nông nghiệp Ba Lan đề nghị ta công nhận ba nhà máy sữa.",
    "Chúng tôi đã đề nghị bạn nới hạn ngạch gạo thơm.",
    "Phía Ba Lan muốn ta mở cửa cho táo tươi trong năm nay.",
    "Thứ trưởng Jakub Wolski kêu gọi các doanh nghiệp Việt Nam rót vốn vào chế biến sữa.",
    "Vác-sa-va đề nghị Hà Nội rút gọn thủ tục cấp phép.",
]


@pytest.mark.parametrize("text", ASKED)
def test_one_side_asks_the_other_however_it_is_named(text: str) -> None:
    assert only(text).type == "REQUEST"


def test_ours_still_tell_our_own_bodies() -> None:
    text = "Thứ trưởng Hà Viết Sơn kêu gọi các doanh nghiệp tìm hiểu kỹ quy định về nhãn mác."
    assert only(text).type == "TASK"


def test_what_the_other_side_wants_is_listed_as_requests() -> None:
    text = (
        f"{REPORT_HEAD}D. ĐỀ NGHỊ CỦA PHÍA BẠN\n- LOT bày tỏ mong muốn được bay thẳng tới Hà Nội.\n"
        "- Bộ Y tế Ba Lan đề nghị ta công nhận hồ sơ thuốc điện tử.\n"
    )
    assert [r.type for r in records(text)] == ["REQUEST", "REQUEST"]


def test_each_deed_asked_with_its_object_is_a_request() -> None:
    text = (
        "Phía Ba Lan đề nghị Việt Nam sớm mở cửa thị trường cho thịt gia cầm và "
        "công nhận sáu cơ sở giết mổ đã được kiểm tra."
    )
    assert [kind for kind, _ in said(text)] == ["REQUEST", "REQUEST"]


def test_two_verbs_of_one_object_stay_together() -> None:
    text = "Hai bên nhất trí xây dựng và đưa vào vận hành cổng thông tin chung."
    assert len(said(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Hai bên thống nhất họp lại Nhóm kỹ thuật trong tháng 9.",
        "Hai Bộ trưởng đồng ý phát sóng thử chương trình dạy tiếng Việt.",
        "Hai bên dự kiến ký bốn văn kiện trong chuyến thăm.",
    ],
)
def test_what_both_sides_agree_to_do_needs_no_known_verb(text: str) -> None:
    assert only(text).type == "COMMITMENT"


def test_an_agreement_that_something_is_so_stays_a_position() -> None:
    assert said("Hai bên thống nhất cao về vai trò của thương mại tự do.") == []


ADVISED = "Các địa phương cũng nên chọn ra một, hai mặt hàng mạnh nhất."


def test_advice_to_a_body_is_a_task() -> None:
    found = only(ADVISED)
    assert (found.type, found.fields["lead"][0].text) == ("TASK", "Các địa phương")


@pytest.mark.parametrize(
    "text",
    ["Nhờ đó gạo Việt trở nên quen thuộc.", "Vì vậy nên kim ngạch tăng đều."],
)
def test_the_other_uses_of_that_word_are_no_tasks(text: str) -> None:
    assert [kind for kind, _ in said(text) if kind == "TASK"] == []


def test_what_is_told_inside_a_talk_is_no_work_going_on() -> None:
    assert said("Thủ tướng nêu ba việc Việt Nam đang chờ phía Ba Lan.") == []


def test_an_obligation_behind_an_order_is_of_the_same_body() -> None:
    text = 'Ông yêu cầu Bộ Y tế viết lại quy trình, "trước Tết phải có câu trả lời".'
    found = records(text)
    assert [r.fields["lead"][0].text for r in found] == ["Bộ Y tế", "Bộ Y tế"]


def test_politeness_before_an_order_is_no_position() -> None:
    text = f"{PAPER_HEAD}III. KIẾN NGHỊ\n1. Đại sứ quán trân trọng đề nghị Bộ Y tế cử hai chuyên gia.\n"
    assert only(text).type == "TASK"


INTERVIEW = (
    'Đại sứ EU: "Cần tăng tốc cải cách"\n\nĐại sứ Liên minh châu Âu tại Việt Nam Julien Moreau trả lời phỏng vấn.\n\n'
    "* Ông đánh giá thế nào về hiệp định?\n\n- Tuy nhiên, chỉ khoảng 31% hàng xuất khẩu tận dụng được ưu đãi. "
    "Phía EU khuyến nghị Việt Nam lắp thiết bị giám sát tàu cá.\n\n* EU sẽ hỗ trợ những gì?\n\n"
    "- Chúng tôi sẽ giải ngân gói 500 triệu euro trước cuối năm 2027.\n"
)


def test_an_envoy_speaks_for_who_sent_him() -> None:
    found = records(INTERVIEW)
    assert [r.type for r in found] == ["SHORTCOMING", "REQUEST", "COMMITMENT"]
    assert [p.code for p in found[2].fields["parties"]] == ["EU"]


def test_who_says_it_stands_outside_the_quotation() -> None:
    text = '"Hồ sơ của chúng tôi đã nằm chờ 14 tháng", ông Erik Dahl than với phóng viên bên lề hội nghị.'
    assert only(text).quote == "Hồ sơ của chúng tôi đã nằm chờ 14 tháng"


SPEAKERS = (
    "Chủ tịch Thượng viện Ba Lan Marek Nowak thăm Việt Nam. Chủ tịch Quốc hội Trần Thanh Hà đón đoàn. "
    "Chủ tịch Thượng viện đề xuất hai nước lập đường bay thẳng. "
    "Chủ tịch Marek Nowak cam kết sẽ trao đổi với Chính phủ Ba Lan về hồ sơ này."
)


def test_an_office_of_abroad_is_followed_to_its_holder() -> None:
    request, commitment = records(SPEAKERS)
    assert (request.fields["from"].code, request.fields["to"].code) == ("PL", "VN")
    assert [p.code for p in commitment.fields["parties"]] == ["PL"]


def test_the_year_of_a_signature_is_no_number_of_papers() -> None:
    text = "Hai bên đã ký Thỏa thuận mới về nghề cá, thay thế bản ký năm 2009."
    assert len(said(text)) == 1
