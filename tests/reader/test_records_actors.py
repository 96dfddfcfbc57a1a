"""Who leads, who works with them, who told them: down the outline and behind pronouns."""

from __future__ import annotations

import pytest

from tests.reader.clause_samples import PAPER_HEAD, REPORT_HEAD, only, records

LEADS = [
    ("Phó Thủ tướng giao Bộ Nội vụ chỉnh sửa lại danh sách tuyển chọn.", "Bộ Nội vụ"),
    ("Thủ tướng yêu cầu Bộ Xây dựng thì gói gọn hồ sơ trong tháng 8.", "Bộ Xây dựng"),
    ("Đề nghị Bộ Y tế (Cục Quản lý Dược) rút gọn thủ tục đăng ký.", "Bộ Y tế"),
    ("Giao Bộ Công an và Bộ Khoa học và Công nghệ viết lại quy trình cấp phép.", "Bộ Công an"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lead"), LEADS)
def test_a_name_ends_where_its_predicate_begins_whatever_the_verb(text: str, lead: str) -> None:
    assert only(text).fields["lead"][0].text == lead


OUTLINES = [
    ("1. Phó Thủ tướng giao Bộ Công Thương:", "Bộ Công Thương"),
    ("1. Với Bộ Ngoại giao:", "Bộ Ngoại giao"),
    ("1. Đề nghị Bộ Tài chính:", "Bộ Tài chính"),
    ("1. Đối với các cơ quan đại diện ở nước ngoài:", "các cơ quan đại diện ở nước ngoài"),
    ("1. Bộ Y tế theo chức năng, nhiệm vụ được giao:", "Bộ Y tế"),
    ("1. Ủy ban nhân dân các tỉnh, nhất là Cà Mau và Lào Cai:", "Ủy ban nhân dân các tỉnh"),
    ("1. Bộ Công Thương chủ trì, phối hợp với Bộ Tài chính:", "Bộ Công Thương"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "lead"), OUTLINES)
def test_an_item_takes_its_lead_from_the_words_above_it(heading: str, lead: str) -> None:
    text = f"{PAPER_HEAD}II. NHIỆM VỤ\n{heading}\n- Rà soát các thỏa thuận đã ký.\n- Báo cáo kết quả trong tháng 8.\n"
    found = records(text)
    assert [r.fields["lead"][0].text for r in found] == [lead, lead]
    assert all(r.fields["lead"][0].inferred for r in found)


def test_a_paragraph_that_addresses_a_body_is_all_its_own() -> None:
    text = (
        f"{PAPER_HEAD}II. NHIỆM VỤ\n1. Đối với các địa phương biên giới: cần củng cố kho bãi; "
        "gửi số liệu về Bộ Công Thương trong tháng 9.\n"
    )
    assert {r.fields["lead"][0].text for r in records(text)} == {"các địa phương biên giới"}


def test_what_directs_names_who_concluded_as_issuer() -> None:
    text = f"{PAPER_HEAD}II. NHIỆM VỤ\n1. Văn phòng Chính phủ được giao theo dõi; tổng hợp, báo cáo trong tháng 9.\n"
    assert {r.fields["issuer"].canonical for r in records(text)} == {"Lê Đình Khải"}


def test_tasks_for_the_time_ahead_in_a_paper_that_directs_are_assigned() -> None:
    text = (
        f"{PAPER_HEAD}II. NHIỆM VỤ TRONG THỜI GIAN TỚI\n1. Bộ Y tế rà soát các thỏa thuận đã ký.\n"
    )
    found = only(text)
    assert found.fields["basis"] == "assigned"


NEWS = "Thủ tướng tiếp Đại sứ Na Uy\n\nChiều 2/3, Thủ tướng Trịnh Văn Sáu tiếp Đại sứ Na Uy Ingrid Berg.\n\n"


@pytest.mark.parametrize("who", ["Ông", "Thủ tướng"])
def test_a_pronoun_or_an_office_stands_for_the_person_named_before(who: str) -> None:
    text = f"{NEWS}{who} yêu cầu Bộ Xây dựng hoàn tất quy hoạch cảng.\n"
    found = records(text)[-1]
    assert found.fields["issuer"].canonical == "Trịnh Văn Sáu"


def test_the_person_interviewed_stands_behind_i() -> None:
    text = (
        'Đại sứ Phùng Gia Bảo: "Na Uy cần gạo Việt"\n\nPhóng viên: Thưa Đại sứ, thị trường có gì mới?\n\n'
        "- Tôi đề nghị Bộ Công Thương sớm cử đoàn khảo sát.\n\n- Còn du lịch thì sao?\n\n- Du lịch rất tốt.\n"
    )
    assert records(text)[0].fields["issuer"].canonical == "Phùng Gia Bảo"


def test_the_holder_of_an_office_stands_for_the_body() -> None:
    text = f"{PAPER_HEAD}II. NHIỆM VỤ\n1. Bộ trưởng Bộ Công an chỉ đạo rà soát danh sách.\n"
    lead = only(text).fields["lead"][0]
    assert (lead.text, lead.canonical) == ("Bộ trưởng Bộ Công an", "Bộ Công an")


@pytest.mark.parametrize("polite", ["Kính", "Đại sứ quán trân trọng", "Đại sứ quán xin"])
def test_politeness_is_no_part_of_who_asks(polite: str) -> None:
    text = f"{REPORT_HEAD}C. KIẾN NGHỊ\n1. {polite} đề nghị Bộ Y tế cử chuyên gia sang khảo sát.\n"
    assert only(text).fields["issuer"].text in ("Đại sứ quán", "ĐẠI SỨ QUÁN VIỆT NAM TẠI BA LAN")


def test_the_unit_of_an_office_stays_with_the_person_it_stands_for() -> None:
    text = f"{NEWS}Thủ tướng yêu cầu Bộ Xây dựng hoàn tất quy hoạch cảng.\n"
    issuer = records(text)[-1].fields["issuer"]
    assert (issuer.canonical, issuer.unit is not None) == ("Trịnh Văn Sáu", True)
