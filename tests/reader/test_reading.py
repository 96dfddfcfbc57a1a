"""The reading of a whole text: quotes always hold, nothing raises, the document's own day counts."""

import unicodedata
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chancery.reader import read
from tests.shared import SHARED, needs_shared

PIECES = st.sampled_from(
    [
        "Hai bên nhất trí ", "tổ chức kỳ họp ", "vào tháng 10/2026", "Bộ Ngoại giao ", "yêu cầu ", "Bộ Công Thương ",
        "trước ngày 15/8", ". ", "; ", "\r\n", "\n\n", "\u00a0", "Ð", "\U0001f600", "Thủ tướng Nguyễn Văn An ", "8,4 tỉ USD ",
        "Việt Nam - Lào ", "(", ")", "...", "\t", "- ", "1. ", "Hiệp định A (EVX) ", "e\u0301", "\u200b", "The two sides agreed to ",
    ]
)  # fmt: skip
CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def holds(text, **options):
    reading = read(text, **options)
    assert reading.text == text
    for finding in reading.findings:
        assert text[finding.start : finding.end] == finding.quote
        assert 0 < finding.confidence <= 1
    return reading


@CALM
@given(st.lists(PIECES, max_size=25).map("".join))
def test_a_quote_is_what_the_text_holds_at_its_place(text):
    holds(text, published=date(2026, 5, 27))


@CALM
@given(st.text(max_size=120), st.sampled_from(["vi", "en", None]))
def test_reading_never_raises(text, language):
    holds(text, language=language)


@pytest.mark.parametrize(
    "line", ["a", "Hội nghị ", "Bộ ", "1.", "năm ", "( ", "Việt - ", "Hiệp định A (EV), "]
)
def test_a_very_long_line_is_read(line):
    holds(line * (20_000 // len(line)))


def test_a_decomposed_text_gives_the_same_findings():
    text = "Phó Thủ tướng giao Bộ Xây dựng báo cáo kết quả trước ngày 15/9."
    composed = read(text, published=date(2026, 8, 18))
    decomposed = holds(unicodedata.normalize("NFD", text), published=date(2026, 8, 18))
    assert [f.type for f in composed.findings] == [f.type for f in decomposed.findings]


def test_an_empty_text_has_no_findings():
    assert read("").findings == ()


def test_the_header_of_an_official_paper():
    text = (
        "BỘ CÔNG THƯƠNG\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "---------------\nSố: 77/BC-BCT\nHà Nội, ngày 27 tháng 5 năm 2026\n\nBÁO CÁO\n"
        "Tình hình thương mại tháng 5\n\n1. Trong tháng 5, xuất khẩu đạt 4 tỷ USD.\n"
    )
    header = read(text).header
    assert (header.number, header.kind) == ("77/BC-BCT", "report")
    assert header.issuer.unit == "moit"
    assert header.reference_date == date(2026, 5, 27)
    assert header.reference_date_inferred


def test_a_day_that_was_given_is_not_inferred():
    header = read("Ngày 2/4, tại Hà Nội.", published=date(2024, 4, 2)).header
    assert header.published == header.reference_date == date(2024, 4, 2)
    assert not header.reference_date_inferred


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hai bên nhất trí hợp tác.", "vi"),
        ("The two sides agreed to meet in Hà Nội.", "en"),
        ("", "vi"),
    ],
)
def test_the_language_is_told_from_the_words(text, language):
    assert read(text).header.language == language


@needs_shared
@pytest.mark.parametrize(
    "path", sorted((SHARED / "reading" / "texts").rglob("*.txt")), ids=lambda p: p.stem
)
def test_a_development_text_is_read(path):
    assert holds(path.read_bytes().decode()).mentions
