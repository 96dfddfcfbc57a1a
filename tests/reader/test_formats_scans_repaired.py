"""Mistakes of letter recognition: what is put right, and what must be left alone."""

import pytest
from PIL import Image, ImageDraw

from chancery.reader.formats import extract, ocr, ocr_repair
from chancery.reader.formats.pdf_layout import Line, Page, arrange
from chancery.reader.formats.tesseract import Seen
from tests.reader import scans
from tests.reader.scans import needs_tesseract

BARE = Image.new("L", (400, 60), 255)


def seen(text: str, *, sure: float = 80.0, line: str = "1") -> list[Seen]:
    return [Seen(word, sure, 0, 0, 1, 1, ("1", "1", line)) for word in text.split()]


def read(words: list[Seen], *, vietnamese: bool = True) -> str:
    return " ".join(w.text for w in ocr_repair.repaired(words, BARE, vietnamese=vietnamese))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("tăng chỉ phí và", "tăng chi phí và"),
        ("với tỉnh thần,", "với tinh thần,"),
        ("TỈNH THẦN", "TINH THẦN"),
        ("Thủ tưởng Chính phủ", "Thủ tướng Chính phủ"),
        ("trong địp này", "trong dịp này"),
        ("tiếp tục hễ trợ", "tiếp tục hỗ trợ"),
        ("như lịch ¡n sẵn", "như lịch in sẵn"),
        ("Việt Nam -~ Lào", "Việt Nam - Lào"),
        ("tháng ó6, năm", "tháng 6, năm"),
        ('thiệt thòi"”, ông', "thiệt thòi”, ông"),
        ("các bộ. cơ quan", "các bộ, cơ quan"),
    ],
)
def test_what_cannot_have_been_written_is_put_right(wrong: str, right: str) -> None:
    assert read(seen(wrong)) == right


@pytest.mark.parametrize(
    "text",
    [
        "chỉ đạo",
        "tỉnh Nghệ An",
        "chỉ tiêu",
        "truyền thống;",
        "bắt đầu từ ngày",
        "để xuất khẩu",
        "cộng tác viên",
        "v.v. và",
        "TP. Hồ Chí Minh",
        "tăng ~ 5%",
    ],
)
def test_what_can_stand_stays(text: str) -> None:
    assert read(seen(text)) == text


def test_a_word_read_without_doubt_stays() -> None:
    assert read(seen("chỉ phí", sure=97.0)) == "chỉ phí"


def test_english_is_left_alone() -> None:
    assert read(seen("approx. ten per cent"), vietnamese=False) == "approx. ten per cent"


def test_a_full_stop_at_the_end_of_a_line_stays() -> None:
    assert read([*seen("các bộ."), *seen("cơ quan", line="2")]) == "các bộ. cơ quan"


# ── Roman numerals ───────────────────────────────────────────────────────────────────────────


def numeral(strokes: int, read_as: str, before: str = "quý") -> str:
    """What becomes of a numeral of so many strokes that was read as ``read_as``."""
    image = Image.new("L", (300, 60), 250)
    pen = ImageDraw.Draw(image)
    for nth in range(strokes):
        pen.rectangle((100 + nth * 11, 20, 103 + nth * 11, 44), fill=20)
    words = [
        Seen(before, 95.0, 10, 20, 60, 44, ("1", "1", "1")),
        Seen(read_as, 60.0, 99, 19, 105 + (strokes - 1) * 11, 45, ("1", "1", "1")),
    ]
    return ocr_repair.repaired(words, image, vietnamese=True)[1].text


@pytest.mark.parametrize(
    ("strokes", "read_as", "becomes"),
    [(3, "II", "III"), (2, "II", "II"), (3, "IIH", "III"), (2, "H", "II"), (1, "I", "I")],
)
def test_a_quarter_has_as_many_strokes_as_the_picture_shows(
    strokes: int, read_as: str, becomes: str
) -> None:
    assert numeral(strokes, read_as) == becomes


def test_only_a_numeral_is_counted() -> None:
    assert numeral(3, "II", before="tàu") == "II"
    assert numeral(3, "IV") == "IV"
    assert numeral(1, "1") == "1"


def test_a_numeral_without_ink_stays_as_it_was_read() -> None:
    words = [*seen("quý"), Seen("II", 60.0, 100, 10, 120, 34, ("1", "1", "1"))]
    assert read(words) == "quý II"


@needs_tesseract
def test_quarters_and_headings_of_a_scan_bear_their_numerals() -> None:
    paper = (
        "I. KẾT QUẢ ĐẠT ĐƯỢC\nHoàn thành trong quý III. Báo cáo trong quý II/2026.\n"
        "II. KHÓ KHĂN, VƯỚNG MẮC\nChi phí vận chuyển tăng trong quý III/2026; hàng hóa chậm.\n"
        "III. KIẾN NGHỊ\nĐề nghị Bộ có ý kiến trong quý I năm 2027.\n"
    )
    page = scans.saved(scans.noisy(scans.picture(paper).convert("L")), "PNG", dpi=(200, 200))
    text = extract(page, "a.png").text
    for words in ("I. KẾT", "quý III.", "quý II/2026", "II. KHÓ", "quý III/2026", "III. KIẾN"):
        assert words in text


# ── language, bare paper, paragraphs ─────────────────────────────────────────────────────────


@needs_tesseract
def test_an_english_page_is_read_as_english() -> None:
    paper = (
        "The two sides agreed to establish a joint working group of the ministries, which will "
        "hold its first meeting in the first quarter of 2027 with firms of both countries.\n"
    )
    page = scans.saved(scans.noisy(scans.picture(paper).convert("L")), "PNG", dpi=(200, 200))
    text = extract(page, "a.png").text
    assert "first quarter of 2027" in text
    assert "firms of both" in text


@needs_tesseract
def test_a_name_alone_on_a_speckled_page_is_read_and_bare_paper_is_nothing() -> None:
    name = scans.noisy(scans.picture("Trần Thành Trung").convert("L"))
    assert "Thành Trung" in extract(scans.saved(name, "PNG", dpi=(200, 200)), "a.png").text
    bare = scans.noisy(Image.new("L", name.size, 255))
    assert ocr._inked(bare) is None


def line(text: str, base: float, right: float = 500.0) -> Line:
    return Line(text, 70.0, right, base)


def test_a_full_line_with_a_wider_gap_below_ends_its_paragraph() -> None:
    rows = [
        line("Hai nước nhất trí lập nhóm công tác chung về bán dẫn trong năm nay và", 700),
        line("tạo thuận lợi cho hàng nông sản tại các cảng của Việt Nam nhanh hơn.", 684),
        line("Chiều 18-8, tại Hà Nội, Phó Thủ tướng tiếp Bộ trưởng Thương mại và các", 664),
        line("doanh nghiệp đang có mặt tại Việt Nam từ đầu tuần đến nay để tìm hiểu", 648),
        line("thị trường trong nước cùng các hiệp hội ngành hàng lớn.", 632),
    ]
    assert len(arrange([Page(tuple(rows), 595.0)]).text.splitlines()) == 2
