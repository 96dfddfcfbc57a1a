"""Scans: the words on pictures, how sure they are, and stamps among them."""

import io
import shutil
import subprocess
import zipfile
from contextlib import closing
from difflib import SequenceMatcher

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.lib.limits import Limits
from chancery.reader import apart
from chancery.reader.formats import FormatError, extract, ocr, pdf, tesseract
from chancery.reader.formats.model import Doubt
from chancery.reader.secrecy import marking
from tests.reader import samples, scans
from tests.reader.scans import needs_tesseract

PAPER = (
    "Hai bên nhất trí tổ chức kỳ họp lần thứ 8 của Ủy ban hỗn hợp vào quý IV năm 2026 tại Hà Nội.\n"
    "Giao Bộ Công Thương chủ trì, phối hợp với các bộ, ngành chuẩn bị nội dung, báo cáo trước ngày "
    "30 tháng 9 năm 2026.\n"
)
STAMP = (
    "#align(right, rotate({t}deg, rect(stroke: 3pt + {c}, text(20pt, {c}, weight: 700)[{w}])))\n\n"
)
OTHER = (
    "Kính gửi Bộ Ngoại giao. Đại sứ quán báo cáo tình hình thực hiện các thỏa thuận trong quý III.\n"
    "Kim ngạch hai chiều đạt 12,4 tỷ USD, tăng 8,1% so với cùng kỳ năm trước; xuất khẩu nông sản "
    "tăng mạnh nhất, nhập khẩu máy móc giảm nhẹ. Phía bạn đã hoàn tất thủ tục phê chuẩn hiệp định, "
    "dự kiến trao đổi công hàm vào đầu tháng sau. Đề nghị Bộ cho ý kiến về kế hoạch năm tới.\n"
)
RED = 'rgb("c01020")'


def alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)


# ── pictures ─────────────────────────────────────────────────────────────────────────────────


@needs_tesseract
@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("TIFF", "a.tif")]
)
def test_a_scanned_page_is_read_and_says_how_sure_it_is(kind: str, name: str) -> None:
    extracted = extract(scans.saved(scans.picture(PAPER), kind, dpi=(200, 200)), name)
    assert alike(extracted.text, PAPER) > 0.95
    assert extracted.media_type.startswith("image/")
    (page,) = extracted.recognised
    assert (page.page, page.turned) == (1, 0)
    assert page.confidence > 80


@needs_tesseract
def test_the_pages_of_a_tiff_stand_one_after_another_each_upright() -> None:
    first, second = (scans.picture(text).convert("L") for text in (PAPER, OTHER))
    lying = second.rotate(90, expand=True)
    file = scans.saved(first, "TIFF", save_all=True, append_images=[lying], dpi=(200, 200))
    extracted = extract(file, "a.tif")
    assert [seen.turned for seen in extracted.recognised] == [0, 90]
    for (start, end), text in zip(extracted.pages, (PAPER, OTHER), strict=True):
        assert alike(extracted.text[start:end], text) > 0.95


@needs_tesseract
def test_a_page_without_letters_is_refused() -> None:
    with pytest.raises(FormatError) as caught:
        extract(scans.saved(scans.picture(" "), "PNG"), "trang.png")
    assert caught.value.trouble == "scanned"


def test_doubtful_words_are_told_at_their_places() -> None:
    seen = [
        tesseract.Seen(word, sure, 0, 0, 1, 1, ("1", "1", "1"))
        for word, sure in (("Lê", 95.0), ("Dinh", 41.4), ("Khải", 69.9), ("mất", 20.0))
    ]
    doubts = list(ocr._doubts(seen, "… Lê Dinh Khải", (2, 14)))
    assert doubts == [Doubt(5, 9, 41), Doubt(10, 14, 70)]


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────


@needs_tesseract
def test_only_the_pages_of_a_pdf_that_are_pictures_are_recognised() -> None:
    digital = samples.pdf([[(60, 700, "Trang này có chữ.")]])
    extracted = extract(scans.joined(digital, scans.scanned(scans.pdf(PAPER))), "a.pdf")
    assert [seen.page for seen in extracted.recognised] == [2]
    first, second = extracted.pages
    assert extracted.text[slice(*first)].strip() == "Trang này có chữ."
    assert alike(extracted.text[slice(*second)], PAPER) > 0.95
    assert any("2 of 2 pages" in said for said in extracted.warnings)


@needs_tesseract
def test_a_pdf_whose_fonts_do_not_say_their_letters_is_recognised() -> None:
    paper = samples.pdf([[(60, 700, "\ue001\ue002\ue003 " * 9)]])
    assert _pictures(paper) == (0,)


def _pictures(paper: bytes) -> tuple[int, ...]:
    with closing(pdf._open(paper, "a.pdf")) as document:
        return pdf._content(document, "a.pdf", Limits()).pictures


def test_a_mixed_pdf_is_read_without_tesseract_and_says_what_is_missing(
    no_tesseract: None,
) -> None:
    digital = samples.pdf([[(60, 700, "Trang này có chữ.")]])
    extracted = extract(scans.joined(digital, scans.scanned(scans.pdf(PAPER), dpi=50)), "a.pdf")
    assert extracted.text == "Trang này có chữ."
    assert any("apt install" in said for said in extracted.warnings)


@needs_tesseract
def test_scanned_pages_in_a_word_file_are_recognised_in_their_order() -> None:
    pages = [scans.saved(scans.picture(text), "PNG", dpi=(200, 200)) for text in (PAPER, OTHER)]
    blank = scans.saved(scans.picture(" "), "PNG")
    whole = samples.docx(samples.paragraph(""))
    files = {f"word/media/image{n}.png": data for n, data in enumerate([*pages, blank], start=1)}
    extracted = extract(_with(whole, files), "a.docx")
    assert [seen.page for seen in extracted.recognised] == [1, 2]
    (start, middle), (_, end) = extracted.pages
    assert (start, end) == (0, len(extracted.text))
    assert alike(extracted.text[:middle], PAPER) > 0.95
    assert alike(extracted.text[middle:], OTHER) > 0.95


def _with(whole: bytes, files: dict[str, bytes]) -> bytes:
    held = io.BytesIO(whole)
    with zipfile.ZipFile(held, "a") as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return held.getvalue()


# ── stamps ───────────────────────────────────────────────────────────────────────────────────


@needs_tesseract
@pytest.mark.parametrize(
    ("word", "colour", "turned"),
    [("MẬT", RED, 0), ("TỐI MẬT", RED, 8), ("MẬT", "black", 0), ("SECRET", RED, -12)],
)
def test_a_stamp_on_a_scan_is_seen(word: str, colour: str, turned: int) -> None:
    page = scans.picture(PAPER, STAMP.format(c=colour, w=word, t=turned))
    extracted = extract(scans.saved(page, "PNG", dpi=(200, 200)), "a.png")
    assert marking(extracted.everything) is not None


@needs_tesseract
def test_a_scan_without_a_stamp_bears_none() -> None:
    seal = "#place(bottom + right, circle(stroke: 3pt + red, text(20pt, red)[BỘ NGOẠI GIAO]))\n"
    extracted = extract(scans.saved(scans.picture(PAPER, seal), "PNG"), "a.png")
    assert marking(extracted.everything) is None


@needs_tesseract
def test_a_red_picture_on_a_page_with_words_is_looked_at() -> None:
    page = scans.picture(" ", STAMP.format(c=RED, w="MẬT", t=0))
    stamp = page.crop((0, 0, page.width, page.height * 3 // 10))
    whole = _over(scans.pdf(PAPER * 3), scans.as_pdf([stamp]))
    extracted = extract(whole, "a.pdf")
    assert extracted.recognised == ()
    assert "nhất trí" in extracted.text
    assert marking(extracted.everything) is not None


def _over(paper: bytes, picture: bytes) -> bytes:
    """A paper with the picture of another page on it, as a stamp program does."""
    document, stamp = pypdfium2.PdfDocument(paper), pypdfium2.PdfDocument(picture)
    bitmap = next(stamp[0].get_objects()).get_bitmap()
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(bitmap)
    width, height = document[0].get_size()
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height * 0.3).translate(0, height * 0.7))
    page = document[0]
    page.insert_obj(image)
    page.gen_content()
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


# ── what does not go ─────────────────────────────────────────────────────────────────────────


def test_without_tesseract_a_scan_is_refused_with_what_to_install(no_tesseract: None) -> None:
    for data, name in (
        (scans.saved(scans.picture(PAPER, dpi=50), "PNG"), "a.png"),
        (scans.scanned(scans.pdf(PAPER), dpi=50), "a.pdf"),
    ):
        with pytest.raises(FormatError) as caught:
            extract(data, name)
        assert caught.value.trouble == "no_ocr"
        assert "apt install tesseract-ocr tesseract-ocr-vie" in caught.value.remedy


def test_a_page_that_takes_too_long_is_refused_by_its_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow(words: list[str], timeout: float, **_: object) -> None:
        assert timeout == 7
        raise subprocess.TimeoutExpired(words, timeout)

    monkeypatch.setattr(tesseract, "missing", tuple)
    monkeypatch.setattr(subprocess, "run", slow)
    with pytest.raises(FormatError) as caught:
        extract(
            scans.saved(scans.picture("x", dpi=50), "PNG"), "a.png", limits=Limits(ocr_seconds=7)
        )
    assert caught.value.trouble == "too_slow"
    assert "page 1" in caught.value.cause
    assert "CHANCERY_OCR_PAGE_SECONDS" in caught.value.remedy


def test_a_picture_beyond_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "missing", tuple)
    page = scans.picture("x", dpi=30)
    many = scans.saved(page, "TIFF", save_all=True, append_images=[page, page])
    with pytest.raises(FormatError, match="3 pages"):
        extract(many, "a.tif", limits=Limits(pages=2))
    with pytest.raises(FormatError, match="points"):
        extract(scans.saved(page, "PNG"), "a.png", limits=Limits(pixels=100))


@needs_tesseract
def test_a_scan_is_read_in_the_process_apart_too() -> None:
    png = scans.saved(scans.picture(PAPER), "PNG", dpi=(200, 200))
    taken = apart.take(png, "a.png", limits=Limits())
    assert taken.extracted.recognised[0].confidence > 80


@given(
    st.sampled_from(["PNG", "JPEG", "TIFF"]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=6),
    st.floats(0, 1),
)
@settings(max_examples=60, deadline=None)
def test_a_damaged_picture_is_read_or_refused(
    kind: str, changes: list[tuple[float, bytes]], end: float
) -> None:
    data = bytearray(_WHOLE[kind])
    for where, what in changes:
        place = int(where * (len(data) - 1))
        data[place : place + len(what)] = what
    for file in (bytes(data), _WHOLE[kind][: max(8, int(end * len(data)))]):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tesseract, "missing", tuple)
            patch.setattr(tesseract, "_run", lambda *_, **__: b"")
            with pytest.raises(FormatError):
                extract(file, "a")


_WHOLE = {kind: scans.saved(scans.picture("x", dpi=20), kind) for kind in ("PNG", "JPEG", "TIFF")}
