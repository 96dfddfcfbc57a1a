"""Persons, bodies, partners, places, agreements, events, levels: spans and fields."""

import pytest

from tests.reader.reading_cast import mentions_of, words_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thủ tướng Chính phủ Trần Văn Bình chủ trì", ["Trần Văn Bình"]),
        ("Bộ trưởng Bộ Ngoại giao Lê Thị Minh Hà cho biết", ["Lê Thị Minh Hà"]),
        ("Bộ trưởng Ngoại giao Hàn Quốc Park Eun - hye đến", ["Park Eun - hye"]),
        ("Thủ tướng Lào Bun - nhang Vo - la - chit nói", ["Bun - nhang Vo - la - chit"]),
        ("Chủ tịch JETRO Kenji Tanaka cho biết", ["Kenji Tanaka"]),
        ("Ông Kenji Tanaka và bà Trần Thị Lan", ["Kenji Tanaka", "Trần Thị Lan"]),
        ("Bộ trưởng Verhagen khẳng định", ["Verhagen"]),
        ("Bộ trưởng Đầu tư và Ngoại thương Ai Cập Omar Hassan nói", ["Omar Hassan"]),
        ("Đại sứ Nga tại Việt Nam Ivan Petrov chào", ["Ivan Petrov"]),
        ("Theo Nguyễn Đức Trung, dự án đã xong", ["Nguyễn Đức Trung"]),
        ("Phó Chủ tịch UBND tỉnh Lâm Đồng Nguyễn Văn Phú nói", ["Nguyễn Văn Phú"]),
        ("Chủ tịch Ủy ban châu Âu Anna von der Berg thăm", ["Anna von der Berg"]),
    ],
)
def test_a_person_is_named_without_the_title(text, names):
    assert words_of(text, "PERSON") == names


@pytest.mark.parametrize(
    "text",
    [
        "Ngoại trưởng Hoa Kỳ chào xã giao Chủ tịch nước",
        "Bộ trưởng Ngoại giao Hàn Quốc thăm Việt Nam",
        "Phó Thủ tướng giao Bộ Xây dựng làm việc",
        "Thành phố Hồ Chí Minh và Đồng Nai",
        "VPCP: BTCN, các PCN, Trợ lý TTg",
    ],
)
def test_an_office_or_a_place_is_no_person(text):
    assert words_of(text, "PERSON") == []


def test_a_person_carries_the_title_and_the_title_its_holder():
    text = "Phó Thủ tướng Lê Văn Hải tiếp khách"
    (person,) = mentions_of(text, "PERSON")
    (title,) = mentions_of(text, "TITLE")
    assert person.fields["title"] == "Phó Thủ tướng"
    assert title.fields["holder"] == "Lê Văn Hải"


def test_a_name_said_once_with_its_title_is_found_again_without():
    text = "Toàn quyền Úc John Smith đến Hà Nội.\n\nJohn Smith (giữa) tại lễ đón"
    assert words_of(text, "PERSON") == ["John Smith", "John Smith"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("quan hệ Việt - Úc", ["VN", "AU"]),
        ("Việt Nam – Lào và Nhật Bản - Việt Nam", ["VN", "LA", "JP", "VN"]),
        ("phía Nga và phía Nhật", ["RU", "JP"]),
        ("Anh, Pháp và Đức", ["GB", "FR", "DE"]),
        ("nước CHDCND Lào", ["LA"]),
        ("công dân Việt ở Úc", ["VN", "AU"]),
        ("Ô-xtrây-li-a và Niu Di-lân", ["AU", "NZ"]),
        ("người Việt ở ÚcSau đó", ["VN", "AU"]),
    ],
)
def test_a_country_has_its_code(text, codes):
    assert [m.fields["iso"] for m in mentions_of(text, "COUNTRY")] == codes


@pytest.mark.parametrize(
    "text",
    [
        "anh em, Pháp luật, Ý kiến bạn đọc, Mỹ thuật",
        "cầu Mỹ Thuận và ông Nguyễn Đức Anh",
        "dạy tiếng Anh, tiếng Pháp",
        "tỉnh Lào Cai",
        "Tổ chức Lao động Quốc tế",
        "US$30 million",
    ],
)
def test_a_common_syllable_is_no_country(text):
    assert words_of(text, "COUNTRY") == []


def test_home_and_partner_are_told_apart():
    found = mentions_of("Viet Nam asked the Korean side", "COUNTRY", language="en")
    assert [(m.fields["iso"], m.fields["role"]) for m in found] == [
        ("VN", "home"),
        ("KR", "partner"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bộ Công Thương chủ trì, phối hợp với Bộ Tài chính", ["Bộ Công Thương", "Bộ Tài chính"]),
        ("Bộ Khoa học và Công nghệ Việt Nam và Bộ Kinh tế Hà Lan", ["Bộ Khoa học và Công nghệ Việt Nam", "Bộ Kinh tế Hà Lan"]),
        ("chưa được Cơ quan An toàn thực phẩm Ai Cập (NFSA) gia hạn", ["Cơ quan An toàn thực phẩm Ai Cập (NFSA)"]),
        ("Trung tâm chuyển giao công nghệ Việt Nam - Hàn Quốc;", ["Trung tâm chuyển giao công nghệ Việt Nam - Hàn Quốc"]),
        ("Công ty Cổ phần Nông sản Tân Phú thu hồi nợ", ["Công ty Cổ phần Nông sản Tân Phú"]),
        ("các tập đoàn lớn như Toyota, Canon và Sojitz...", ["Toyota", "Canon", "Sojitz"]),
        ("trình Chính phủ phê duyệt đề án", ["Chính phủ"]),
        ("Bộ Nông nghiệp và Chăn nuôi Bra-xin xem xét", ["Bộ Nông nghiệp và Chăn nuôi Bra-xin"]),
        ("Công ty CP Gỗ An Cường nợ", ["Công ty CP Gỗ An Cường"]),
        ("Ủy ban nhân dân tỉnh Gia Lai tổ chức", ["Ủy ban nhân dân tỉnh Gia Lai"]),
    ],
)  # fmt: skip
def test_a_body_is_found_whole(text, names):
    assert words_of(text, "ORG") == names


@pytest.mark.parametrize(
    "text",
    [
        "II. NHIỆM VỤ TRỌNG TÂM",
        "BÁO CÁO",
        "Tổ chức Hội nghị xúc tiến",
        "Hội nhập quốc tế",
        "Báo cáo kết quả về",
    ],
)
def test_a_heading_or_an_order_is_no_body(text):
    assert words_of(text, "ORG") == []


def test_a_body_of_the_pack_has_its_unit_and_a_foreign_one_has_none():
    ours, theirs = mentions_of("Bộ Ngoại giao và Bộ Ngoại giao Hàn Quốc", "ORG")
    assert ours.fields["unit"] == "mofa"
    assert theirs.fields["unit"] is None


def test_an_abbreviation_in_brackets_is_known_from_there_on():
    text = "Cơ quan Thống kê Ai Cập (ZQSTAT) cho biết. Làm việc với ZQSTAT."
    assert words_of(text, "ORG")[-1] == "ZQSTAT"


def test_ministries_in_a_list_are_named_one_by_one():
    found = mentions_of(
        "lãnh đạo các Bộ: Ngoại giao, Công Thương, Nông nghiệp và Môi trường;", "ORG"
    )
    assert [m.fields["canonical"] for m in found] == [
        "Bộ Ngoại giao",
        "Bộ Công Thương",
        "Bộ Nông nghiệp và Môi trường",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tuyến Lào Cai - Hà Nội - Hải Phòng gặp", ["Lào Cai", "Hà Nội", "Hải Phòng"]),
        ("đường bay Đà Nẵng - Niu Đê-li và", ["Đà Nẵng", "Niu Đê-li"]),
        ("nạo vét tại cảng Cái Mép kéo dài", ["cảng Cái Mép"]),
        ("đào tạo tại Eindhoven giai đoạn", ["Eindhoven"]),
        ("Hòn La (Quảng Bình) – Khăm Muộn,", ["Hòn La", "Quảng Bình", "Khăm Muộn"]),
        ("điểm cầu Đắk Lắk", ["Đắk Lắk"]),
        ("Tình hữu nghị và Kế hoạch Colombo", []),
    ],
)
def test_a_place(text, names):
    assert words_of(text, "PLACE") == names


def test_places_of_an_english_text_are_written_without_marks():
    text = "a direct route between Da Nang and Daegu; firms in Bac Ninh"
    assert words_of(text, "PLACE", "en") == ["Da Nang", "Daegu", "Bac Ninh"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("phê chuẩn Hiệp định Bảo hộ đầu tư Việt Nam - EU (EVIPA) trong năm nay", ["Hiệp định Bảo hộ đầu tư Việt Nam - EU (EVIPA)"]),
        ("đàm phán hiệp định vay cho dự án", ["hiệp định vay"]),
        ("gia hạn thỏa thuận phái cử lao động với Đài Loan", ["thỏa thuận phái cử lao động"]),
        ("Hiệp định thương mại tự do ASEAN - Ấn Độ, trình", ["Hiệp định thương mại tự do ASEAN - Ấn Độ"]),
        ("so với không có hiệp định.", []),
    ],
)  # fmt: skip
def test_an_agreement(text, names):
    assert words_of(text, "AGREEMENT") == names


def test_an_english_agreement_keeps_its_subject():
    text = "signed the Memorandum of Understanding on Aviation Safety between the two agencies"
    (found,) = mentions_of(text, "AGREEMENT", language="en")
    assert text[found.start : found.end] == "Memorandum of Understanding on Aviation Safety"
    assert found.fields["status"] == "signed"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kỳ họp lần thứ 7 Ủy ban hỗn hợp Việt Nam - Ai Cập tại Hà Nội", ["Kỳ họp lần thứ 7 Ủy ban hỗn hợp Việt Nam - Ai Cập"]),
        ("dự Hội chợ thực phẩm châu Phi (Food Africa) tại Cai-rô", ["Hội chợ thực phẩm châu Phi (Food Africa)"]),
        ("sẽ thăm chính thức Việt Nam vào", ["thăm chính thức Việt Nam"]),
        ("Năm đoàn kết hữu nghị Việt Nam – Lào 2017", ["Năm đoàn kết hữu nghị Việt Nam – Lào 2017"]),
        ("tại hội nghị, các đại biểu", []),
    ],
)  # fmt: skip
def test_an_event_is_found_at_its_full_mention(text, names):
    assert words_of(text, "EVENT") == names


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("quan hệ đối tác chiến lược toàn diện", ["comprehensive_strategic_partnership"]),
        ("đối tác hợp tác chiến lược và đối tác toàn diện", ["strategic_cooperative_partnership", "comprehensive_partnership"]),
        ("là đối tác tin cậy", []),
    ],
)  # fmt: skip
def test_a_level_of_relations(text, levels):
    assert [m.fields["level"] for m in mentions_of(text, "RELATION")] == levels


def test_a_total_after_an_upgrade_is_still_one_level_and_one_count():
    text = "nâng tổng số đối tác chiến lược toàn diện lên 7 nước"
    assert words_of(text, "RELATION") == ["đối tác chiến lược toàn diện"]
    assert words_of(text, "QUANTITY") == ["7 nước"]


def test_innovation_is_a_sector_but_not_a_manner_of_working():
    assert words_of("lĩnh vực bán dẫn, đổi mới sáng tạo", "SECTOR")[-1] == "đổi mới sáng tạo"
    manner = "tăng cường hiệu quả, đổi mới sáng tạo trong công tác nghiên cứu"
    assert words_of(manner, "SECTOR") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Nghị định số 08/2003/NĐ-CP", "08/2003/NĐ-CP"),
        ("Chỉ thị số 15-CT/TW của", "15-CT/TW"),
        ("Công văn 3067/VPCP-QHQT", "3067/VPCP-QHQT"),
        ("theo 21/NQ-CP và", "21/NQ-CP"),
    ],
)
def test_the_number_of_a_paper(text, number):
    (found,) = mentions_of(text, "DOCUMENT")
    assert found.fields["number"] == number


def test_groups_of_units_are_no_bodies():
    text = "Các bộ, ngành, địa phương và các cơ quan đại diện Việt Nam ở nước ngoài"
    assert words_of(text, "ORG_GROUP") == [
        "Các bộ, ngành, địa phương",
        "các cơ quan đại diện Việt Nam ở nước ngoài",
    ]
    assert words_of(text, "ORG") == []


def test_an_english_list_of_names_needs_no_marks():
    text = "The Minister of Foreign Affairs of Viet Nam, Le Minh Duc, met Mr. John Smith"
    assert words_of(text, "PERSON", "en") == ["Le Minh Duc", "John Smith"]
