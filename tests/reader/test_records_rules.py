"""Each rule with examples of its own, and the traps of the guideline."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reader.clause_samples import PAPER_HEAD, REPORT_HEAD, only, records, said

RULES = [
    ("agree_to", "COMMITMENT", "Hai bên nhất trí tổ chức Kỳ họp lần thứ 7 tại Hà Nội vào tháng 10/2026."),
    ("agree_to", "COMMITMENT", "Hai nhà lãnh đạo đã thống nhất thành lập nhóm công tác chung về bán dẫn."),
    ("undertakes", "COMMITMENT", "Phía Ai Cập cam kết rút ngắn thời gian cấp phép xuống còn 60 ngày."),
    ("undertakes", "COMMITMENT", "Nhật Bản sẵn sàng hỗ trợ Việt Nam đào tạo kỹ sư bán dẫn."),
    ("will_do", "COMMITMENT", "Hà Lan sẽ cung cấp 25 triệu euro cho dự án chống sạt lở bờ biển."),
    ("will_do", "COMMITMENT", "Lãnh đạo hai nước sẽ rà soát các rào cản đối với hàng nông sản."),
    ("set_a_goal", "COMMITMENT", "Hai nước đặt mục tiêu nâng kim ngạch lên 15 tỷ USD vào năm 2030."),
    ("affirms_to_go_on", "COMMITMENT", "Bộ trưởng Nhật Bản khẳng định tiếp tục cung cấp vốn vay cho Việt Nam."),
    ("asks_the_other_side", "REQUEST", "Việt Nam đề nghị Hàn Quốc đẩy nhanh quy trình thẩm định nông sản."),
    ("asks_the_other_side", "REQUEST", "Thủ tướng mong muốn phía Nhật Bản đơn giản hóa thủ tục cấp thị thực."),
    ("asks_the_other_side", "REQUEST", "Phía Hàn Quốc đề nghị Việt Nam tháo gỡ vướng mắc về thuế."),
    ("is_assigned", "TASK", "Phó Thủ tướng giao Bộ Xây dựng làm việc với các nhà thầu Hà Lan."),
    ("is_assigned", "TASK", "Bộ trưởng đề nghị các cơ quan đại diện Việt Nam ở nước ngoài chủ động nắm bắt tình hình."),
    ("is_told", "TASK", "Bộ Nông nghiệp và Môi trường được yêu cầu công bố lộ trình sửa đổi quy định."),
    ("ought_to", "TASK", "Ngành công thương cần tiếp tục mở rộng thị trường xuất khẩu."),
    ("ought_to", "TASK", "Các bộ chậm gửi báo cáo phải kiểm điểm trách nhiệm người đứng đầu."),
    ("needs_doing", "TASK", "Đối với các cơ quan đại diện, cần tiếp tục triển khai hiệu quả công tác thông tin."),
    ("is_the_focus", "TASK", "Giải pháp trọng tâm trong năm 2026 là đôn đốc triển khai các thỏa thuận đã ký."),
    ("falls_short", "SHORTCOMING", "Tuy vậy, nhiều lô hàng vẫn bị kiểm tra dư lượng với tần suất 30%."),
    ("is_a_cause", "SHORTCOMING", "Nguyên nhân chủ yếu là nhân lực làm công tác đối ngoại còn thiếu."),
    ("reaches_a_figure", "RESULT", "Kim ngạch thương mại hai chiều đạt 8,4 tỉ USD, tăng 10,2%."),
    ("has_done", "RESULT", "Bộ Ngoại giao đã đưa vào vận hành cơ sở dữ liệu theo dõi thỏa thuận."),
    ("was_done", "RESULT", "Hội nhập kinh tế quốc tế được đẩy mạnh sâu rộng."),
    ("has_become", "RESULT", "Nhật Bản hiện là nhà đầu tư lớn thứ ba tại Việt Nam."),
    ("goes_forward", "RESULT", "Các bộ, ngành tiếp tục triển khai 9 hiệp định bảo hộ đầu tư."),
    ("was_signed", "RESULT", "Đoàn ký hai bản ghi nhớ về xử lý nước thải."),
    ("is_welcomed", "RESULT", "Hai bên hoan nghênh việc ký kết Bản ghi nhớ về hợp tác hydro."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "kind", "text"), RULES)
def test_a_rule_finds_its_example(rule: str, kind: str, text: str) -> None:
    found = only(text)
    assert (found.type, found.rule) == (kind, rule)
    assert found.quote in text
    assert not found.quote.endswith((".", ";", ","))


SILENT = [
    "Hai bên nhất trí cho rằng đối thoại là nền tảng của tin cậy.",
    "Việt Nam ủng hộ vai trò trung tâm của ASEAN.",
    "Thủ tướng đánh giá cao vai trò của cộng đồng doanh nghiệp.",
    "Con người Việt Nam cần cù, thông minh và mến khách.",
    "Việt Nam quyết tâm xây dựng một nền nông nghiệp xanh, hiện đại.",
    "Tình hình thế giới tiếp tục diễn biến phức tạp, khó lường.",
    "Tình hình khu vực đặt ra cả khó khăn và thuận lợi mới.",
    "Nếu hiệp định được thực hiện thì xuất khẩu tăng thêm khoảng 20% vào năm 2030.",
    "Việt Nam sẽ là điểm đến tin cậy cho các nhà đầu tư.",
    "Cây cầu này sẽ mãi trường tồn với thời gian.",
    "Mối quan hệ đối tác chiến lược sẽ giúp xây dựng lòng tin.",
    "Hội nghị xác định các nhiệm vụ cần triển khai trong năm 2026.",
    "Hai bên trao đổi về tình hình khu vực và quốc tế cùng quan tâm.",
    "Thủ tướng đã hội đàm với Thủ tướng Nhật Bản.",
    "Mong muốn mở rộng hơn nữa quan hệ với Việt Nam.",
    "Đại sứ dự lễ khai mạc triển lãm ở Cần Thơ.",
    "Bộ Ngoại giao là cơ quan thường trực của Ban Chỉ đạo.",
]  # fmt: skip


@pytest.mark.parametrize("text", SILENT)
def test_positions_topics_and_look_alikes_are_no_records(text: str) -> None:
    assert said(text) == []


def test_a_position_before_a_request_is_left_out() -> None:
    found = only(
        "Thủ tướng hoan nghênh doanh nghiệp Nhật Bản, đề nghị Nhật Bản mở cửa cho quả bưởi."
    )
    assert found.quote == "đề nghị Nhật Bản mở cửa cho quả bưởi"


def test_a_speaker_and_adverbials_stay_outside_the_clause() -> None:
    text = "Tại buổi tiếp, Phó Thủ tướng cho biết kim ngạch hai chiều đạt 8,4 tỉ USD."
    assert only(text).quote == "kim ngạch hai chiều đạt 8,4 tỉ USD"


def test_a_subject_holds_through_its_sentence() -> None:
    text = (
        "Thủ tướng Nhật Bản Tanaka Kenji khẳng định Nhật Bản coi trọng quan hệ với Việt Nam, "
        "cam kết cung cấp khoản vay 120 tỷ yên."
    )
    found = only(text)
    assert found.quote == "cam kết cung cấp khoản vay 120 tỷ yên"
    assert [p.code for p in found.fields["parties"]] == ["JP"]


def test_what_leans_goes_on_with_the_type_before_it() -> None:
    text = (
        "Ngành ngoại giao cần tăng cường dự báo; tranh thủ, phát huy thế và lực mới của đất nước."
    )
    assert said(text) == [
        ("TASK", "Ngành ngoại giao cần tăng cường dự báo"),
        ("TASK", "tranh thủ, phát huy thế và lực mới của đất nước"),
    ]


def test_dots_inside_brackets_do_not_end_the_clause() -> None:
    text = (
        "Các bộ, ngành tiếp tục triển khai các FTA; tích cực tham gia các cơ chế đa phương "
        "(ASEAN, APEC, G7...), bảo đảm lợi ích quốc gia."
    )
    assert said(text)[1][1].endswith("(ASEAN, APEC, G7...), bảo đảm lợi ích quốc gia")


def test_each_item_behind_the_lead_in_is_a_shortcoming() -> None:
    text = (
        "Việc triển khai vẫn còn một số hạn chế, tồn tại: dự báo còn chưa kịp thời; "
        "sự phối hợp giữa các bộ, ngành thiếu nhịp nhàng; giải ngân kéo dài..."
    )
    assert said(text) == [
        ("SHORTCOMING", "dự báo còn chưa kịp thời"),
        ("SHORTCOMING", "sự phối hợp giữa các bộ, ngành thiếu nhịp nhàng"),
        ("SHORTCOMING", "giải ngân kéo dài"),
    ]


def test_announced_items_are_tasks() -> None:
    text = (
        "Bộ trưởng xác định có 3 nhóm nhiệm vụ trọng tâm phải thực hiện. Thứ nhất, củng cố các động lực "
        "tăng trưởng. Thứ hai, đổi mới công tác tham mưu. Thứ ba, nâng cao vai trò điều phối."
    )
    assert [kind for kind, _ in said(text)] == ["TASK"] * 3
    assert said(text)[0][1] == "củng cố các động lực tăng trưởng"


def test_an_order_with_a_list_names_the_leads_of_its_items() -> None:
    text = (
        "Thủ tướng yêu cầu: (1) Các cơ quan đại diện theo dõi chính sách thuế; "
        "(2) Bộ Ngoại giao xây dựng cơ sở dữ liệu trong quý III."
    )
    found = records(text)
    assert [f.fields["lead"][0].text for f in found] == ["Các cơ quan đại diện", "Bộ Ngoại giao"]
    assert found[1].fields["deadline"].value == "2026-09-30"


def test_a_domestic_body_is_given_a_task_and_a_partner_a_request() -> None:
    home = only("Bộ trưởng đề nghị các địa phương rà soát danh mục dự án.")
    abroad = only("Bộ trưởng đề nghị Bộ Nông nghiệp Hà Lan công nhận hệ thống kiểm dịch.")
    assert (home.type, home.fields["basis"]) == ("TASK", "requested")
    assert (abroad.type, abroad.fields["to"].code) == ("REQUEST", "NL")


def test_a_motto_in_quotation_marks_holds_no_cue() -> None:
    text = 'Yêu cầu các bộ, ngành quán triệt tinh thần "đã cam kết phải thực hiện".'
    assert [kind for kind, _ in said(text)] == ["TASK"]


def test_a_no_break_space_and_other_letters_change_nothing() -> None:
    plain = "Hai bên nhất trí tổ chức kỳ họp tại Đà Nẵng vào tháng 10/2026."
    for text in (plain.replace(" tổ chức ", "\u00a0tổ\u00a0chức "), plain.replace("Đ", "\u00d0")):
        found = only(text)
        assert text[found.start : found.end] == found.quote
        assert found.fields["deadline"].value == "2026-10-31"


# Fields --------------------------------------------------------------------------------------


def test_a_commitment_has_parties_and_deadline() -> None:
    text = (
        "Đại sứ làm việc với Bộ Thương mại Ai Cập tại Cai-rô. Hai bên nhất trí tổ chức Kỳ họp lần thứ 7 "
        "vào tháng 10/2026."
    )
    found = records(text)[-1]
    assert [p.code for p in found.fields["parties"]] == ["VN", "EG"]
    assert found.fields["deadline"].value == "2026-10-31"
    assert (found.fields["discrete"], found.fields["measurable"], found.fields["dated"]) == (
        True,
    ) * 3


def test_a_task_has_lead_coordinating_units_and_deadline() -> None:
    text = (
        "Giao Bộ Công Thương chủ trì, phối hợp với Bộ Tài chính, Bộ Ngoại giao và các bộ, ngành liên quan "
        "hoàn tất phương án đàm phán, trình Chính phủ chậm nhất ngày 20/9/2026."
    )
    fields = only(text).fields
    assert [n.text for n in fields["lead"]] == ["Bộ Công Thương"]
    assert [n.text for n in fields["coordinating"]] == [
        "Bộ Tài chính",
        "Bộ Ngoại giao",
        "các bộ, ngành liên quan",
    ]
    assert fields["deadline"].value == "2026-09-20"
    assert fields["lead"][0].unit is not None
    assert not fields["lead"][0].inferred


def test_a_recurring_task_has_no_deadline() -> None:
    text = "Giao Bộ Nông nghiệp và Môi trường báo cáo kết quả trước ngày 05 hằng tháng."
    fields = only(text).fields
    assert (fields["recurring"], fields["deadline"]) == ("monthly", None)


def test_the_issuer_two_paragraphs_above_is_inferred() -> None:
    text = (
        "Bộ Ngoại giao họp triển khai nhiệm vụ\n\nPhát biểu tại hội nghị, Thủ tướng Phạm Văn Lâm nhấn mạnh "
        "kết quả đạt được.\n\nNgành ngoại giao cần tiếp tục đổi mới công tác thông tin.\n"
    )
    issuer = records(text)[-1].fields["issuer"]
    assert (issuer.text, issuer.inferred) == ("Phạm Văn Lâm", True)


def test_a_shortcoming_has_an_area_and_a_result_a_kind() -> None:
    assert only("Sự phối hợp giữa các bộ còn thiếu chặt chẽ.").fields["area"] == "coordination"
    assert only("Kim ngạch đạt 5 tỷ USD trong năm 2025.").fields["kind"] == "figure"
    assert only("Việt Nam và Hung-ga-ri đã ký Hiệp định về hợp tác số.").fields["kind"] == "signed"


# Papers --------------------------------------------------------------------------------------


def test_leads_come_down_the_outline() -> None:
    text = PAPER_HEAD + (
        "I. ĐÁNH GIÁ CHUNG\n1. Các bộ đã hoàn thành 10 nội dung.\n\nII. NHIỆM VỤ TRỌNG TÂM\n"
        "1. Bộ Ngoại giao:\na) Rà soát các nội dung chưa hoàn thành trước ngày 15 tháng 8 năm 2026.\n"
        "2. Bộ Công Thương chủ trì, phối hợp với Bộ Tài chính:\na) Hoàn tất phương án đàm phán;\n"
        "3. Bộ Nội vụ đàm phán gia hạn thỏa thuận; đề xuất lộ trình trong quý III năm 2026.\n"
    )
    tasks = [f for f in records(text) if f.type == "TASK"]
    assert [t.fields["lead"][0].text for t in tasks] == [
        "Bộ Ngoại giao",
        "Bộ Công Thương",
        "Bộ Nội vụ",
        "Bộ Nội vụ",
    ]
    assert [t.fields["lead"][0].inferred for t in tasks] == [True, True, False, False]
    assert [n.text for n in tasks[1].fields["coordinating"]] == ["Bộ Tài chính"]
    assert tasks[0].fields["issuer"].text == "Lê Đình Khải"
    assert tasks[0].fields["deadline"].value == "2026-08-15"


def test_a_numbered_item_is_one_task_whatever_its_commas_hold() -> None:
    text = PAPER_HEAD + (
        "II. NHIỆM VỤ\n1. Bộ Tài chính rà soát, báo cáo tình hình giải ngân, trong đó đề xuất xử lý 04 dự án, "
        "trước ngày 31/8/2026.\n"
    )
    assert len([f for f in records(text) if f.type == "TASK"]) == 1


def test_recipients_and_the_closing_sentence_are_no_tasks() -> None:
    text = PAPER_HEAD + (
        "Giao Bộ Nội vụ theo dõi việc thực hiện.\nVăn phòng Chính phủ thông báo để các bộ, cơ quan biết, thực hiện./.\n\n"
        "Nơi nhận:\n- Thủ tướng (để b/c);\n- Các Bộ: Ngoại giao, Công Thương;\n- Lưu: VT.\nBỘ TRƯỞNG\nĐoàn Ngọc Thái\n"
    )
    assert said(text) == [("TASK", "Giao Bộ Nội vụ theo dõi việc thực hiện")]


def test_a_mission_report_reads_by_its_sections() -> None:
    text = REPORT_HEAD + (
        "I. KẾT QUẢ\n1. Kim ngạch hai chiều đạt 540 triệu USD, tăng 8%.\n\nII. KHÓ KHĂN, VƯỚNG MẮC\n"
        "- Doanh nghiệp phản hồi chậm; hàng mẫu chưa đồng đều.\n\nIII. KIẾN NGHỊ\n"
        "1. Đề nghị Bộ Ngoại giao bổ sung 01 biên chế.\n\nIV. KẾ HOẠCH THÁNG 4\n"
        "- Ngày 20/4: dự khai mạc Hội chợ thực phẩm tại Vác-sa-va.\n"
    )
    found = records(text, published=date(2026, 4, 2))
    assert [f.type for f in found] == ["RESULT", "SHORTCOMING", "SHORTCOMING", "TASK", "TASK"]
    assert [f.fields["basis"] for f in found if f.type == "TASK"] == ["requested", "resolved"]
    plan = found[-1]
    assert plan.quote.startswith("dự khai mạc")
    assert plan.fields["deadline"].value == "2026-04-20"
    assert plan.fields["lead"][0].inferred


def test_proposals_under_a_lead_in_are_the_bodys_it_names() -> None:
    text = REPORT_HEAD + (
        "4. Kiến nghị\nĐề nghị Bộ Công Thương:\n- Xem xét bố trí kinh phí tổ chức hội chợ.\n"
        "- Sớm cử tham tán thương mại mới.\n"
    )
    found = records(text)
    assert [f.fields["lead"][0].text for f in found] == ["Bộ Công Thương"] * 2
    assert {f.fields["basis"] for f in found} == {"requested"}


def test_a_table_of_tasks_gives_a_task_per_row() -> None:
    text = (
        "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 45/NQ-CP\n"
        "Hà Nội, ngày 10 tháng 3 năm 2026\nNGHỊ QUYẾT\nVề chương trình hành động\n\nNghị quyết này có hiệu lực./.\n\n"
        "PHỤ LỤC\nTT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm\n"
        "1 | Xây dựng Đề án thu hút đầu tư | Bộ Tài chính | Bộ Ngoại giao; Bộ Nội vụ | Quý III/2026 | Đề án\n"
        "2 | Cập nhật cơ sở dữ liệu thỏa thuận | Bộ Ngoại giao | Các bộ | Hằng quý | Báo cáo\n"
    )
    first, second = records(text)
    assert first.quote == "Xây dựng Đề án thu hút đầu tư"
    assert [n.text for n in first.fields["coordinating"]] == ["Bộ Ngoại giao", "Bộ Nội vụ"]
    assert (first.fields["deadline"].value, first.fields["deliverable"]) == ("2026-09-30", "Đề án")
    assert (second.fields["recurring"], second.fields["deadline"]) == ("quarterly", None)


def test_a_headline_a_lede_and_a_caption_make_no_second_record() -> None:
    body = "Hai bên thống nhất thành lập nhóm công tác chung về bán dẫn trước ngày 31-12-2026."
    text = (
        "Việt Nam đề nghị Hà Lan mở cửa thị trường\n\n"
        "Hai nước nhất trí lập nhóm công tác chung về bán dẫn trước cuối năm 2026.\n\n"
        "Chiều 18-8, tại Hà Nội, Phó Thủ tướng tiếp Bộ trưởng Hà Lan.\n\n"
        f"{body}\n\nCuộc gặp diễn ra trong không khí cởi mở.\n\nBuổi tiếp có đại diện các bộ.\n\n"
        "Hà Lan sẽ cung cấp 1 triệu euro cho dự án - Ảnh: TTXVN\n"
    )
    assert said(text) == [("COMMITMENT", body.rstrip("."))]


def test_parties_obligations_in_a_treaty_are_commitments() -> None:
    text = (
        "HIỆP ĐỊNH\nGIỮA CHÍNH PHỦ VIỆT NAM VÀ CHÍNH PHỦ HUNG-GA-RI VỀ HỢP TÁC KINH TẾ\n\n"
        "Điều 1. Ủy ban hỗn hợp\n1. Các Bên thành lập Ủy ban hỗn hợp về hợp tác kinh tế.\n"
        "2. Mỗi Bên phải thông báo cho Bên kia đầu mối liên lạc.\n"
    )
    assert [kind for kind, _ in said(text)] == ["COMMITMENT", "COMMITMENT"]


def test_two_sides_asked_together_are_asked_by_one_of_them() -> None:
    text = (
        "Đại sứ Trung Quốc tới chào từ biệt. Chủ tịch nước Trần Thanh Hà đề nghị hai bên duy trì trao đổi "
        "đoàn cấp cao; phía Trung Quốc mở rộng nhập khẩu nông sản."
    )
    found = records(text)
    assert [f.type for f in found] == ["REQUEST", "REQUEST"]
    assert [(f.fields["from"].code, f.fields["to"].code) for f in found] == [("VN", "CN")] * 2


def test_a_partners_name_that_ends_like_a_noun_still_asks() -> None:
    found = only("Nhật Bản đề nghị Việt Nam tháo gỡ vướng mắc về thuế.")
    assert (found.fields["from"].code, found.fields["to"].code) == ("JP", "VN")
