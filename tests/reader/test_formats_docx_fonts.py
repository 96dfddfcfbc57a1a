"""DOCX typed in the fonts of before Unicode, and stamps that are pictures."""

from xml.sax.saxutils import escape

import pytest
from PIL import Image

from chancery.reader.formats import extract
from chancery.reader.formats.encodings import tables
from chancery.reader.secrecy import marking
from tests.reader import samples, scans
from tests.reader.scans import needs_tesseract
from tests.reader.test_formats_scans import RED, STAMP, _with

WORDS = "Hai bên nhất trí tổ chức Kỳ họp lần thứ tám của Ủy ban hỗn hợp vào quý bốn năm nay."


def old(text: str, way: tables.Encoding) -> str:
    """What an old font is asked for, as Word keeps it."""
    return way.encode(text).decode("latin-1")


def run(text: str, font: str = "", style: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    styled = f'<w:rStyle w:val="{style}"/>' if style else ""
    return f"<w:r><w:rPr>{styled}{fonts}</w:rPr><w:t>{escape(text)}</w:t></w:r>"


def paper(*runs: str, style: str = "", **parts: str) -> bytes:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return samples.docx(f"<w:p>{properties}{''.join(runs)}</w:p>", **parts)


@pytest.mark.parametrize(
    ("font", "way"),
    [(".VnTime", tables.TCVN3), ("VNI-Times", tables.VNI), ("VNI Times", tables.VNI)],
)
def test_words_in_an_old_font_become_unicode_and_that_is_told(
    font: str, way: tables.Encoding
) -> None:
    typed = WORDS.replace("Ủy", "ủy") if way is tables.TCVN3 else WORDS
    extracted = extract(paper(run(old(typed, way), font)), "a.docx")
    assert extracted.text == typed
    assert any(way.name in said for said in extracted.warnings)


def test_a_font_of_capitals_shows_capitals() -> None:
    heading = run(old("Cộng hòa xã hội chủ nghĩa Việt Nam", tables.TCVN3), ".VnTimeH")
    assert extract(paper(heading), "a.docx").text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_fonts_are_told_run_by_run() -> None:
    runs = run(old("Hai bên nhất trí ", tables.TCVN3), ".VnTime"), run("và tiếp tục", "Arial")
    assert extract(paper(*runs), "a.docx").text == "Hai bên nhất trí và tiếp tục"


def test_a_letter_parted_between_two_runs_is_put_together() -> None:
    typed = old("Việt Nam đề nghị", tables.VNI)
    runs = [run(letter, "VNI-Times") for letter in typed]
    assert extract(paper(*runs).replace(b"<w:t>", b'<w:t xml:space="preserve">'), "a.docx").text


@pytest.mark.parametrize("where", ["paragraph", "based on", "character", "first", "document"])
def test_the_font_may_be_that_of_a_style_or_of_the_document(where: str) -> None:
    font = '<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
    first = ' w:default="1"' if where == "first" else ""
    styles = f'<w:style w:type="paragraph" w:styleId="Cu"{first}>{font}</w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="Moi"><w:basedOn w:val="Cu"/></w:style>'
    if where == "document":
        styles = f"<w:docDefaults><w:rPrDefault>{font}</w:rPrDefault></w:docDefaults>"
    typed = run(old(WORDS.lower(), tables.TCVN3), style="Cu" if where == "character" else "")
    style = {"paragraph": "Cu", "based on": "Moi"}.get(where, "")
    assert extract(paper(typed, style=style, styles=styles), "a.docx").text == WORDS.lower()


def test_styles_that_are_based_on_each_other_end() -> None:
    styles = '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
    styles += '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    assert extract(paper(run(WORDS), style="A", styles=styles), "a.docx").text == WORDS


@pytest.mark.parametrize("text", [WORDS, "Là báo cáo đã có từ lâu", "An agreement of 2026"])
def test_what_is_unicode_already_stays_whatever_the_font_is_called(text: str) -> None:
    extracted = extract(paper(run(text, ".VnTime")), "a.docx")
    assert extracted.text == text
    assert not extracted.warnings


def test_the_mark_of_a_paper_in_an_old_font_is_known() -> None:
    head = samples.docx(
        f"<w:p>{run(old('tối mật', tables.TCVN3), '.VnTimeH')}</w:p>"
        f"<w:p>{run(old(WORDS.lower(), tables.TCVN3), '.VnTime')}</w:p>"
    )
    assert marking(extract(head, "a.docx").everything) is not None


# ── stamps ───────────────────────────────────────────────────────────────────────────────────


def stamped(picture: Image.Image) -> bytes:
    whole = samples.docx(samples.paragraph(WORDS))
    return _with(whole, {"word/media/image1.png": scans.saved(picture, "PNG")})


def cut(stamp: str, colour: str = RED, turned: int = 0) -> Image.Image:
    page = scans.picture(" ", STAMP.format(t=turned, c=colour, w=stamp))
    grey = page.convert("L").point(lambda level: 255 if level < 200 else 0)
    left, top, right, bottom = grey.getbbox() or (0, 0, 1, 1)
    return page.crop((left - 10, top - 10, right + 10, bottom + 10))


@needs_tesseract
@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "SECRET"])
@pytest.mark.parametrize("colour", [RED, "black"])
@pytest.mark.parametrize("scale", [0.7, 1, 3])
def test_a_stamp_that_is_a_picture_is_a_mark(stamp: str, colour: str, scale: float) -> None:
    picture = cut(stamp, colour)
    sized = picture.resize((round(picture.width * scale), round(picture.height * scale)))
    assert marking(extract(stamped(sized), "a.docx").everything) is not None


@needs_tesseract
def test_a_red_stamp_aslant_is_a_mark_too() -> None:
    mark = marking(extract(stamped(cut("TỐI MẬT", turned=8)), "a.docx").everything)
    assert mark is not None


@needs_tesseract
@pytest.mark.parametrize("stamp", ["ĐẾN", "HỎA TỐC", "BỘ NGOẠI GIAO"])
def test_another_stamp_is_none(stamp: str) -> None:
    assert marking(extract(stamped(cut(stamp)), "a.docx").everything) is None


def test_a_damaged_picture_or_a_dot_refuses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancery.reader.formats.docx_stamps.missing", tuple)
    whole = samples.docx(samples.paragraph(WORDS))
    dot = scans.saved(Image.new("RGB", (3, 3)), "PNG")
    files = {"word/media/image1.png": dot, "word/media/image2.jpg": b"\xff\xd8\xff\xe0 no"}
    assert extract(_with(whole, files), "a.docx").text == WORDS
