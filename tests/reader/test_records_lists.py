"""Lists that a sentence opens, and speeches whose orders go on sentence by sentence."""

from __future__ import annotations

import pytest

from tests.reader.clause_samples import only, records, said

HEAD = "THÔNG CÁO CHUNG VIỆT NAM - NA UY\n\n"


def test_items_under_what_both_sides_agree_are_commitments() -> None:
    text = (
        f"{HEAD}1. Hai bên nhất trí:\n- Lập tổ công tác về cảng xanh;\n- Quản lý tốt nghề cá ven bờ;\n"
        "- Các vấn đề khác cùng quan tâm.\n2. Phía Na Uy ủng hộ tự do hàng hải.\n"
    )
    found = records(text)
    assert [r.type for r in found] == ["COMMITMENT", "COMMITMENT"]
    assert [p.code for p in found[1].fields["parties"]] == ["VN", "NO"]


def test_items_under_measures_agreed_are_commitments_too() -> None:
    text = f"{HEAD}Hai nước thống nhất triển khai các biện pháp sau:\n1. Mở lại đường bay thẳng.\n2. Cử tùy viên nông nghiệp.\n"
    assert [kind for kind, _ in said(text)] == ["COMMITMENT", "COMMITMENT"]


def test_items_under_what_the_other_side_is_asked_are_requests() -> None:
    text = f"{HEAD}1. Việt Nam đề nghị phía Na Uy:\n- Nới hạn ngạch cá tra;\n- Cấp thêm học bổng hàng hải.\n"
    assert [kind for kind, _ in said(text)] == ["REQUEST", "REQUEST"]


SPEECH = (
    "Các bộ, ngành cần tiếp tục rà soát các cam kết. Đổi mới cách làm xúc tiến thương mại. "
    "Bên cạnh đó, tăng cường dự báo thị trường."
)


def test_a_speech_orders_on_without_a_subject() -> None:
    found = records(SPEECH)
    assert [r.type for r in found] == ["TASK"] * 3
    assert {r.fields["lead"][0].text for r in found} == {"Các bộ, ngành"}


def test_the_reporter_who_opens_a_sentence_orders_nothing() -> None:
    text = "Các bộ cần rà soát các cam kết. Phản hồi ý kiến trên, Đại sứ cảm ơn Chính phủ."
    assert [kind for kind, _ in said(text)] == ["TASK"]


@pytest.mark.parametrize(
    "text",
    [
        "Hai bên đã thông báo cho nhau về tình hình mỗi nước.",
        "Hai Bộ trưởng đi sâu trao đổi ý kiến về hợp tác nghề cá.",
    ],
)
def test_talks_are_no_results(text: str) -> None:
    assert said(text) == []


def test_a_bare_office_is_our_own() -> None:
    text = (
        "Thủ tướng Trịnh Văn Sáu tiếp Thủ tướng Na Uy Erik Dahl. Thủ tướng Erik Dahl cảm ơn sự đón tiếp. "
        "Thủ tướng đề nghị Na Uy nới hạn ngạch cá tra."
    )
    assert only(text).fields["from"].code == "VN"


def test_a_speech_that_names_its_tasks_orders_in_bare_verbs() -> None:
    text = (
        "Kết luận phiên họp, Thủ tướng chỉ rõ 12 nhóm nhiệm vụ, giải pháp. Trước hết, ưu tiên thúc đẩy xuất khẩu. "
        "Về đầu tư, phấn đấu giải ngân hết vốn được giao."
    )
    found = records(text)
    assert [r.type for r in found] == ["TASK", "TASK"]
    assert found[0].fields["issuer"].text == "Thủ tướng"


CHAIRED = "Bộ Y tế chủ trì, phối hợp với các địa phương rà soát các dự án tồn đọng."


def test_a_body_that_is_to_chair_has_a_task_in_any_paper() -> None:
    found = only(CHAIRED)
    assert (found.type, found.fields["lead"][0].text) == ("TASK", "Bộ Y tế")


def test_a_prohibition_is_a_task() -> None:
    assert only("Các bộ trưởng không được đùn đẩy trách nhiệm.").type == "TASK"


def test_the_bodies_asked_are_named_to_the_end() -> None:
    text = "Thủ tướng yêu cầu tất cả các bộ, địa phương trước ngày 20/7 phải báo cáo kết quả."
    found = only(text)
    assert found.quote == text.rstrip(".")
    assert found.fields["lead"][0].text == "tất cả các bộ, địa phương"
    assert found.fields["deadline"].value == "2026-07-20"


def test_a_deputy_is_not_the_holder_of_the_office() -> None:
    text = "Phó Thủ tướng Hà Viết Sơn dự họp. Thủ tướng yêu cầu Bộ Y tế rà soát các dự án chậm tiến độ."
    assert only(text).fields["issuer"].canonical != "Hà Viết Sơn"


def test_a_list_inside_a_sentence_is_agreed_item_by_item() -> None:
    text = (
        "Hai Phó thủ tướng thống nhất: sớm tổ chức phiên họp Ủy ban hỗn hợp; "
        "nâng số học bổng từ 30 lên 60 suất; mở thêm đường bay."
    )
    assert [kind for kind, _ in said(text)] == ["COMMITMENT"] * 3


def test_who_is_pleased_to_see_a_figure_reports_it() -> None:
    text = "Hai bên vui mừng nhận thấy kim ngạch năm 2025 vượt 4,2 tỉ euro."
    assert only(text).quote == "kim ngạch năm 2025 vượt 4,2 tỉ euro"


def test_a_promise_goes_on_with_the_same_body() -> None:
    text = "Ông Dahl khẳng định Vinmaris sẽ mở nhà máy tại Huế; phía Na Uy cho biết đang xem xét hồ sơ và sẽ trả lời trước tháng 9."
    assert [kind for kind, _ in said(text)].count("COMMITMENT") == 2


def test_orders_go_on_body_by_body() -> None:
    text = (
        "Kết luận cuộc họp, Thủ tướng giao Bộ Y tế đàm phán gia hạn bản ghi nhớ. Bộ Xây dựng tập trung chỉ đạo khảo sát tuyến. "
        "Bộ Ngoại giao phối hợp với các địa phương tìm kiếm thị trường mới. Bộ Tài chính đã bố trí vốn."
    )
    found = records(text)
    assert [r.type for r in found] == ["TASK", "TASK", "TASK", "RESULT"]
    assert [r.fields["lead"][0].text for r in found[:3]] == [
        "Bộ Y tế",
        "Bộ Xây dựng",
        "Bộ Ngoại giao",
    ]


def test_a_complaint_behind_an_order_is_none() -> None:
    text = "Thủ tướng giao Bộ Y tế rà soát hồ sơ. Doanh nghiệp không thể tự theo dõi thị trường."
    assert [kind for kind, _ in said(text)] == ["TASK"]


AGREEMENT = """THỎA THUẬN
GIỮA CHÍNH PHỦ VIỆT NAM VÀ CHÍNH PHỦ NA UY VỀ HỢP TÁC NGHỀ CÁ

Điều 1. Mục đích
Thỏa thuận này nhằm tạo khuôn khổ hợp tác.
Điều 2. Lĩnh vực hợp tác
1. Mỗi Bên cử một cơ quan đầu mối trong vòng 60 ngày kể từ ngày ký.
2. Phía Na Uy cung cấp hỗ trợ kỹ thuật cho Việt Nam.
"""


def test_the_bare_verbs_of_an_agreement_bind() -> None:
    assert [kind for kind, _ in said(AGREEMENT)] == ["COMMITMENT", "COMMITMENT"]
