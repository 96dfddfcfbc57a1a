"""Items of an outline: tasks whatever their verb, labels, asks of the other side, results, troubles."""

from __future__ import annotations

import pytest

from tests.reader.clause_samples import PAPER_HEAD, REPORT_HEAD, only, records, said

OPEN = [
    "Điều chuyển hai kỹ sư sang dự án cảng cạn.",
    "Mỗi quý, báo cáo số liệu về Bộ Tài chính.",
    "Hai tháng một lần, cập nhật danh bạ nhà nhập khẩu.",
    "Trong vòng 30 ngày kể từ ngày ký, cùng Bộ Công an viết lại quy trình.",
    "Thống nhất với phía Lào về lịch họp Ủy ban hỗn hợp.",
    "Hằng tuần biên tập bản tin giá nông sản.",
]  # fmt: skip


@pytest.mark.parametrize("item", OPEN)
def test_what_is_listed_among_tasks_is_one_whatever_its_verb(item: str) -> None:
    text = f"{PAPER_HEAD}II. NHIỆM VỤ\n1. Bộ Công Thương:\n- {item}\n"
    found = only(text)
    assert (found.type, found.quote) == ("TASK", item.rstrip("."))


NO_TASKS = [
    "1. Đồng ý với kiến nghị của các bộ tại cuộc họp.",
    "1. Các nội dung nêu tại Mục I của Thông báo này.",
    "1. Văn phòng Chính phủ thông báo để các bộ biết, thực hiện.",
]


@pytest.mark.parametrize("item", NO_TASKS)
def test_what_orders_nothing_is_no_task(item: str) -> None:
    assert said(f"{PAPER_HEAD}II. NHIỆM VỤ\n{item}\n") == []


def test_a_label_before_the_sentence_of_an_item_is_no_record() -> None:
    text = f"{REPORT_HEAD}I. KẾT QUẢ\n1. Giao thương nông sản. Đã kết nối 12 doanh nghiệp chè với nhà phân phối.\n"
    assert [r.quote for r in records(text)] == ["Đã kết nối 12 doanh nghiệp chè với nhà phân phối"]


PLANS = ["TRỌNG TÂM 6 THÁNG CUỐI NĂM", "CÔNG TÁC THÁNG 5", "PHƯƠNG HƯỚNG QUÝ TỚI", "ĐỊNH HƯỚNG"]


@pytest.mark.parametrize("heading", PLANS)
def test_the_issuer_leads_what_its_report_plans(heading: str) -> None:
    text = f"{REPORT_HEAD}C. {heading}\na) Mở gian hàng cà phê tại hội chợ Poznań.\n"
    found = only(text)
    assert found.fields["basis"] == "resolved"
    assert found.fields["lead"][0].text == "ĐẠI SỨ QUÁN VIỆT NAM TẠI BA LAN"


def test_a_letterhead_over_two_lines_with_its_district_names_the_issuer() -> None:
    head = REPORT_HEAD.replace(" TẠI BA LAN", "\nTẠI BA LAN\n(kiêm nhiệm Lít-va)")
    text = f"{head}C. KIẾN NGHỊ\n1. Với Bộ Y tế:\n- Cử chuyên gia sang tập huấn.\n"
    assert only(text).fields["issuer"].text == "ĐẠI SỨ QUÁN VIỆT NAM TẠI BA LAN"


def test_a_running_head_before_the_letterhead_is_left_out() -> None:
    text = f"VPCP - bản dự thảo 2\n{PAPER_HEAD}II. NHIỆM VỤ\n1. Bộ Y tế: rà soát các thỏa thuận đã ký.\n"
    assert only(text).fields["issuer"].canonical == "Lê Đình Khải"


TROUBLES = [
    "Thủ tục cấp phép còn rời rạc, chồng chéo.",
    "Hồ sơ kiểm dịch đã nằm chờ 14 tháng.",
    "Một lô hàng hiện phải qua sáu lần kiểm tra.",
    "Nguồn vốn mới giải ngân được 18% kế hoạch.",
    "Ba công văn gửi đi không hồi âm.",
    "Xe chở thanh long bị giữ ba ngày ở cửa khẩu.",
]  # fmt: skip


@pytest.mark.parametrize("text", TROUBLES)
def test_delay_silence_and_so_little_done_fall_short(text: str) -> None:
    assert only(text).type == "SHORTCOMING"


def test_trouble_that_was_dealt_with_is_a_result() -> None:
    text = "Đại sứ quán đã hỗ trợ giải quyết dứt điểm vụ tranh chấp của hai công ty gỗ."
    assert only(text).type == "RESULT"


def test_items_behind_namely_are_what_falls_short() -> None:
    text = (
        f"{PAPER_HEAD}I. TÌNH HÌNH\n1. Tuy nhiên, kết quả chưa đạt yêu cầu, cụ thể:\n"
        "- Chuỗi lạnh tại cảng thưa thớt, dễ đứt;\n- Cước biển tăng gấp rưỡi.\n"
    )
    assert [r.type for r in records(text)] == ["SHORTCOMING", "SHORTCOMING"]


def test_what_a_trouble_leads_to_is_told_with_it() -> None:
    text = "Thủ tục hải quan còn chậm, khiến năm lô hàng bị ùn tắc tại cảng."
    assert only(text).quote == text.rstrip(".")


def test_a_question_of_an_interview_is_no_record() -> None:
    assert said("Theo Đại sứ, các bộ cần làm gì để mở cửa thị trường này?") == []


def test_the_figure_behind_its_source_is_a_result() -> None:
    text = "Theo Hải quan Ba Lan, trao đổi hàng hóa quý I ước đạt 640 triệu USD, bằng 96% cùng kỳ."
    assert only(text).fields["kind"] == "figure"


def test_what_the_writer_thinks_of_a_figure_is_left_out() -> None:
    text = "Ba Lan có 27 dự án đầu tư tại Việt Nam, một con số còn khiêm tốn so với tiềm năng."
    assert only(text).quote == "Ba Lan có 27 dự án đầu tư tại Việt Nam"


TELEGRAM = """THỦ TƯỚNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 41/CĐ-TTg
Hà Nội, ngày 20 tháng 5 năm 2026

CÔNG ĐIỆN
Về việc tháo gỡ ùn tắc hàng hóa

THỦ TƯỚNG CHÍNH PHỦ điện:
- Bộ trưởng các Bộ: Y tế, Xây dựng;
- Chủ tịch Ủy ban nhân dân các tỉnh: Cà Mau, Lào Cai.

Thủ tướng Chính phủ yêu cầu:

1. Bộ trưởng Bộ Ngoại giao chỉ đạo Đại sứ quán Việt Nam tại Lào thông tin kịp thời cho doanh nghiệp.
"""


def test_who_a_telegram_goes_to_has_no_task_by_that() -> None:
    assert len(records(TELEGRAM)) == 1


def test_a_minister_told_to_direct_others_leads_himself() -> None:
    (task,) = records(TELEGRAM)
    lead = task.fields["lead"][0]
    assert (lead.text, lead.canonical) == ("Bộ trưởng Bộ Ngoại giao", "Bộ Ngoại giao")
