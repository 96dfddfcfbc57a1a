"""Money, shares and counts: value, unit, currency, scale, modifier; and what is no quantity."""

import pytest

from chancery.reader.mentions.quantities import parse_number
from tests.reader.reading_cast import mentions_of, words_of


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1.200", "vi", 1200),
        ("8,4", "vi", 8.4),
        ("96.000", "vi", 96000),
        ("1.5", "vi", 1.5),
        ("1,200", "en", 1200),
        ("94.6", "en", 94.6),
        ("10,300.5", "en", 10300.5),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(text, language, value):
    assert parse_number(text, language) == value


@pytest.mark.parametrize(
    ("text", "span", "value", "unit", "modifier"),
    [
        ("đạt gần 6,5 tỉ USD;", "gần 6,5 tỉ USD", 6500000000, "USD", "gần"),
        ("kinh phí 15.000 USD để", "15.000 USD", 15000, "USD", None),
        ("cung cấp 25 triệu euro cho", "25 triệu euro", 25000000, "EUR", None),
        ("trên 200% GDP, với", "trên 200% GDP", 200, "% GDP", "trên"),
        ("tăng 9 điểm phần trăm so", "9 điểm phần trăm", 9, "điểm phần trăm", None),
        ("hoàn thành 142/231 nội dung cam kết, đạt", "142/231 nội dung cam kết", 142, "nội dung cam kết", None),
        ("kéo dài 45 - 60 ngày.", "45 - 60 ngày", 45, "ngày", None),
        ("ký hai bản ghi nhớ về", "hai bản ghi nhớ", 2, "bản ghi nhớ", None),
        ("Xuất hiện 2 vụ lừa đảo qua", "2 vụ lừa đảo", 2, "vụ lừa đảo", None),
        ("đón 45 doanh nghiệp Hà Lan tại", "45 doanh nghiệp Hà Lan", 45, "doanh nghiệp", None),
        ("xử lý dứt điểm 04 dự án, trước", "04 dự án", 4, "dự án", None),
        ("ba đột phá chiến lược", "ba đột phá", 3, "đột phá", None),
        ("kim ngạch tăng gấp 2,5 lần so", "2,5 lần", 2.5, "lần", None),
        ("trả lời trong vòng 20 ngày làm việc;", "20 ngày làm việc", 20, "ngày làm việc", None),
        ("in bằng 04 thứ tiếng, phát", "04 thứ tiếng", 4, "thứ tiếng", None),
        ("gặp sáu nhà nhập khẩu ở", "sáu nhà nhập khẩu", 6, "nhà nhập khẩu", None),
    ],
)  # fmt: skip
def test_a_figure_carries_value_unit_and_modifier(text, span, value, unit, modifier):
    (found,) = mentions_of(text, "QUANTITY")
    assert words_of(text, "QUANTITY") == [span]
    assert (found.fields["value"], found.fields["unit"]) == (value, unit)
    assert found.fields["modifier"] == modifier


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("reached US$94.6 billion in 2025", "US$94.6 billion", 94600000000),
        ("raised to 40,000. Then", "40,000", 40000),
        ("to below 20 per cent by 2028", "below 20 per cent", 20),
        ("train 1,500 Vietnamese chip design engineers over", "1,500 Vietnamese chip design engineers", 1500),
        ("more than 10,300 projects in", "more than 10,300 projects", 10300),
        ("joined by some 40 business leaders from", "some 40 business leaders", 40),
        ("delivery of twelve A220-300 aircraft by", "twelve A220-300 aircraft", 12),
        ("saw nine instruments signed", "nine instruments", 9),
    ],
)  # fmt: skip
def test_an_english_figure(text, span, value):
    (found,) = mentions_of(text, "QUANTITY", language="en")
    assert words_of(text, "QUANTITY", "en") == [span]
    assert found.fields["value"] == value


@pytest.mark.parametrize(
    "text",
    [
        "cơ chế G7, G77 và G20",
        "Hội nghị Ngoại giao 32 và",
        "Đại hội Đảng toàn quốc lần thứ XIV",
        "Kỳ họp lần thứ 39",
        "đàm phán vòng 3",
        "hai nước và hai bên nhất trí",
        "số 214/BC-ĐSQ",
        "z5183786703005-ad99d7a67d6af617d8ecd74c83955548-133.jpg",
        "năm 2024 là năm bản lề",
        "1. Bộ Ngoại giao:",
        "Ba tháng một lần, báo cáo",
    ],
)
def test_an_ordinal_or_a_digit_in_a_name_is_no_quantity(text):
    assert words_of(text, "QUANTITY") == []
