"""Companies and towns that no head word announces, and whole names of agreements and events."""

import pytest

from tests.reader.reading_cast import mentions_of, words_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Siemens cam kết mở trung tâm tại Đà Nẵng", ["Siemens"]),
        ("VinBus đang thử nghiệm. Tuần sau VinBus nộp hồ sơ", ["VinBus", "VinBus"]),
        ("hãng cấp phép cho Air Borealis bay thẳng", ["Air Borealis"]),
        ("Nordea Bank ký với đối tác", ["Nordea Bank"]),
        ("do Uzbek Temir Yollari (UTY) vận hành; UTY thuê kho", ["Uzbek Temir Yollari (UTY)", "UTY"]),
        ("làm việc với lãnh đạo SARCO hôm qua", ["SARCO"]),
        ("ông Erik Nyman, Giám đốc Metso tại Hà Nội, nói", ["Metso"]),
        ("vay của Quỹ Bảo lãnh tín dụng xuất khẩu (QBL). Hồ sơ", ["Quỹ Bảo lãnh tín dụng xuất khẩu (QBL)"]),
    ],
)  # fmt: skip
def test_a_company_is_found_where_it_acts(text, names):
    assert words_of(text, "ORG") == names


@pytest.mark.parametrize(
    "text",
    [
        "FDI đã tăng mạnh, GDP sẽ đạt 7%",
        "Thủ tướng Erik Nyman thăm Huế. Nyman cam kết hỗ trợ",
        "EVFTA đã có hiệu lực",
    ],
)
def test_a_person_an_agreement_or_a_loan_word_is_no_company(text):
    assert words_of(text, "ORG") == []


def test_a_country_in_a_companys_name_is_no_party():
    text = "Business Norway sẽ mở văn phòng"
    assert words_of(text, "ORG") == ["Business Norway"]
    assert words_of(text, "COUNTRY") == []


def test_the_code_of_a_fund_is_no_grouping_but_a_council_of_states_is():
    fund = "các khoản vay của Quỹ Đầu tư khu vực công (PIF) chậm"
    assert (words_of(fund, "ORG"), words_of(fund, "BLOC")) == ([fund[18:47]], [])
    council = "đàm phán với Hội đồng Hợp tác các nước Vùng Vịnh (GCC) từ đầu năm"
    assert words_of(council, "ORG") == []
    assert [m.fields["code"] for m in mentions_of(council, "BLOC")] == ["GCC"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("bay giữa Tát-ken và Cam Ranh từ", ["Tát-ken", "Cam Ranh"]),
        ("tuyến tàu hàng Kép - Tát-ken chạy", ["Kép", "Tát-ken"]),
        ("dạy bằng tiếng U-dơ-bếch", []),
        ("tại gian hàng Food Asia's Big Nine", []),
    ],
)
def test_a_transliterated_town_or_the_end_of_a_line_is_a_place(text, names):
    assert words_of(text, "PLACE") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("to the State of Goiás in May", ["Goiás"]),
        ("received at the Alvorada Palace by", ["Alvorada Palace"]),
        ("coffee in Gia Lai and Rio Verde is", ["Gia Lai", "Rio Verde"]),
        ("the rules in Appendix of this", []),
    ],
)
def test_an_english_place(text, names):
    assert words_of(text, "PLACE", "en") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Speaker of the Federal Assembly, Maria Lopez, met", ["Maria Lopez"]),
        ("the Chair Article and the Minister Notes", []),
        ("Đại biện và các Đại sứ. Tuy vậy, tiến độ chậm", []),
    ],
)
def test_a_name_behind_a_long_office_is_a_person_and_a_new_sentence_is_none(text, names):
    assert words_of(text, "PERSON", "vi" if "Đại" in text else "en") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ký Thỏa thuận với Vương quốc Na Uy về nuôi cá.", ["Thỏa thuận với Vương quốc Na Uy về nuôi cá"]),
        ("ký Thỏa thuận trao đổi giữa hai học viện.", ["Thỏa thuận trao đổi giữa hai học viện"]),
        ("ra Tuyên bố chung nâng cấp quan hệ", ["Tuyên bố chung"]),
    ],
)  # fmt: skip
def test_an_agreement_has_its_whole_name(text, names):
    assert words_of(text, "AGREEMENT") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the seafarers recognition agreement for holders of licences will", ["seafarers recognition agreement for holders of licences"]),
        ("sign a memorandum of understanding on green hydrogen on the margins of", ["memorandum of understanding on green hydrogen"]),
        ("They hope to reach agreement soon", []),
    ],
)  # fmt: skip
def test_an_english_class_of_agreement_has_its_subject(text, names):
    assert words_of(text, "AGREEMENT", "en") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("chủ trì cuộc họp về xuất khẩu gạo, cùng", ["cuộc họp về xuất khẩu gạo"]),
        ("sau Hội nghị thượng đỉnh Bắc Cực tháng 3 năm ngoái", ["Hội nghị thượng đỉnh Bắc Cực"]),
        ("đưa Những ngày Văn hóa Việt Nam tại Oslo vào", ["Những ngày Văn hóa Việt Nam tại Oslo"]),
    ],
)
def test_an_event_ends_before_its_month_and_keeps_its_subject(text, names):
    assert words_of(text, "EVENT") == names


def test_a_conference_of_parties_and_a_state_visit_are_events():
    text = "made a State Visit to the Kingdom of Norway after COP29"
    assert words_of(text, "EVENT", "en") == ["State Visit to the Kingdom of Norway", "COP29"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("establish a Joint Working Group on Fisheries, which", ["Joint Working Group on Fisheries"]),
        ("told the Viet Nam - Norway Joint Commission to report", ["Viet Nam - Norway Joint Commission"]),
        ("joined the World Trade Organization in", []),
        ("from the Deep Ocean Research Facility (DORF). The DORF will", ["Deep Ocean Research Facility (DORF)", "DORF"]),
    ],
)  # fmt: skip
def test_an_english_body_has_its_whole_name(text, names):
    assert words_of(text, "ORG", "en") == names
