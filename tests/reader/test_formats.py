"""Files in, text out; what cannot be read is refused with its name, the cause and a remedy."""

import sys
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.lib.errors import ChanceryError
from chancery.reader.formats import Extracted, FormatError, Limits, extract, read_file
from chancery.reader.secrecy import marking
from tests.reader import samples
from tests.shared import SHARED, needs_shared

NO_OTHER = Limits()
ARTICLE = "".join(
    f"<p>Đoạn {n}: hai bên nhất trí tổ chức kỳ họp thứ {n * 7} vào tháng {n} năm sau tại Hà Nội, "
    "giao các bộ, ngành chuẩn bị nội dung.</p>"
    for n in range(1, 8)
)


def refusal(data: bytes, name: str, limits: Limits = NO_OTHER) -> FormatError:
    with pytest.raises(FormatError) as caught:
        extract(data, name, limits=limits)
    error = caught.value
    assert str(error).startswith(f"{error.name}: ")
    assert "\n" not in str(error)
    assert error.cause
    assert error.remedy
    return error


def check(extracted: Extracted) -> None:
    """What holds for every text that comes out."""
    assert extracted.text.strip()
    assert [start for start, _ in extracted.pages] == [
        0,
        *(end for _, end in extracted.pages[:-1]),
    ]
    assert extracted.pages[-1][1] == len(extracted.text)
    assert all(0 <= start < end <= len(extracted.text) for start, end in extracted.furniture)
    assert "\x00" not in extracted.text


# ── plain text ───────────────────────────────────────────────────────────────────────────────


def test_a_text_file_is_its_text_unchanged() -> None:
    typed = "  Hai bên\u00a0nhất trí\r\n\r\nđến 30/9.\t\n\n"
    extracted = extract(typed.encode(), "a.txt")
    assert extracted.text == typed
    assert extracted.pages == ((0, len(typed)),)
    assert extracted.media_type == "text/plain"
    assert extracted.warnings == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(encoding: str) -> None:
    assert extract("Kỳ họp\r\n".encode(encoding), "a.txt").text == "Kỳ họp\r\n"


def test_utf_16_with_the_high_byte_first_is_read() -> None:
    assert extract(b"\xfe\xff" + "Kỳ họp".encode("utf-16-be"), "a.txt").text == "Kỳ họp"


def test_form_feeds_part_pages() -> None:
    extracted = extract(b"one\n\ftwo\f", "a.txt")
    assert extracted.pages == ((0, 5), (5, 9))
    check(extracted)


def test_a_text_in_an_old_encoding_is_refused_with_the_byte() -> None:
    data = "dòng một\n".encode() + b"\xf0\xe5ng\n"
    error = refusal(data, "cu.txt")
    assert error.trouble == "encoding"
    assert "byte 12 (0xF0, line 2)" in error.cause
    assert "UTF-8" in error.remedy


def test_a_broken_utf_16_is_refused_with_the_byte() -> None:
    assert "byte 4" in refusal(b"\xff\xfea\x00\x00\xd8", "a.txt").cause


@pytest.mark.parametrize("data", [b"abc\x00def", b"\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f abc"])
def test_what_is_no_writing_is_refused(data: bytes) -> None:
    assert refusal(data, "a.txt").trouble == "binary"


# ── which kind it is ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\x00\x00\x00\x00"])
@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.html", "a"])
def test_an_empty_file_is_refused_as_empty(data: bytes, name: str) -> None:
    assert refusal(data, name).trouble == "empty"


@pytest.mark.parametrize(
    ("data", "name", "trouble", "word"),
    [
        (b"GIF89a....", "a.gif", "unsupported", "GIF"),
        (b"{\\rtf1 abc}", "a.rtf", "unsupported", "RTF"),
        (b"Rar!\x1a\x07", "a.rar", "unsupported", "RAR"),
        (b"\x1f\x8b\x08....", "a.gz", "unsupported", "gzip"),
        (b"MZ\x90\x00", "a.exe", "unsupported", "program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "a.doc", "unsupported", "DOC"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "encrypted",
            "password",
        ),
        (b"Subject: x\r\n\r\nHi", "a.mht", "unsupported", "archive"),
        (b"\x78\x9f\x3e\x22....", "winmail.dat", "unsupported", "Outlook"),
        (b"just words", "a.pdf", "mismatch", ".pdf"),
        (b"just words", "a.docx", "mismatch", ".docx"),
        (b"\x00\x01binary", "a.pdf", "mismatch", ".pdf"),
        (b"PK\x05\x06" + b"\x00" * 18, "a.docx", "unsupported", "zip"),
        (samples.packed({"xl/workbook.xml": "<x/>"}), "a.xlsx", "unsupported", "Excel"),
        (samples.packed({"ppt/x.xml": "<x/>"}), "a.docx", "unsupported", "PowerPoint"),
        (samples.packed({"content.xml": "<x/>"}), "a.odt", "unsupported", "OpenDocument"),
        (samples.packed({"a.txt": "x"}), "a.zip", "unsupported", "Unpack"),
    ],
)
def test_other_kinds_are_named_and_refused(
    data: bytes, name: str, trouble: str, word: str
) -> None:
    error = refusal(data, name)
    assert error.trouble == trouble
    assert word in str(error)


def test_a_letter_that_begins_with_its_sender_is_no_mail() -> None:
    text = "From: the Embassy in Cairo\nTo: the Ministry\n\nTrade grew by 12 per cent."
    assert extract(text.encode(), "a.txt").text == text


def test_the_content_decides_and_a_wrong_name_is_told() -> None:
    extracted = extract(samples.pdf([[(60, 700, "Hai bên nhất trí.")]]), "a.txt")
    assert extracted.media_type == "application/pdf"
    assert ".txt" in extracted.warnings[0]
    assert extract(b"<html><p>Ch\xc3\xa0o</html>", "a.txt").media_type == "text/html"
    assert extract(b"plain words", "a.html").media_type == "text/plain"


def test_a_name_is_shown_on_one_line_and_not_endless() -> None:
    error = refusal(b"", "a\nb\u202e\x00" + "x" * 5000 + ".txt")
    assert len(error.name) < 300
    assert error.name.isprintable()


def test_a_refusal_is_an_error_of_ours() -> None:
    assert issubclass(FormatError, ChanceryError)


# ── limits ───────────────────────────────────────────────────────────────────────────────────


def test_limits_are_said_with_the_figure() -> None:
    assert "0.0 MB" in refusal(b"x" * 11, "a.txt", Limits(file_bytes=10)).cause
    assert "11 characters" in refusal(b"x" * 11, "a.txt", Limits(characters=10)).cause
    pages = samples.pdf([[(60, 700, "một")], [(60, 700, "hai")]])
    assert "2 pages" in refusal(pages, "a.pdf", Limits(pages=1)).cause
    assert refusal(pages, "a.pdf", Limits(characters=4)).trouble == "too_large"


# ── web pages ────────────────────────────────────────────────────────────────────────────────


@needs_shared
def test_a_newspaper_page_gives_its_article_and_nothing_else() -> None:
    folder = SHARED / "reading" / "texts" / "authored"
    extracted = extract((folder / "vi_bao_page.html").read_bytes(), "vi_bao_page.html")
    article = (folder / "vi_bao.txt").read_text(encoding="utf-8")
    assert SequenceMatcher(None, extracted.text, article, autojunk=False).ratio() > 0.999
    assert extracted.published == date(2026, 8, 18)
    assert extracted.title == article.splitlines()[0]
    assert "Bình luận" not in extracted.text
    assert "Bình luận" in extracted.everything
    assert extracted.warnings == ()
    check(extracted)


@needs_shared
def test_a_paper_saved_as_a_web_page_keeps_every_paragraph() -> None:
    paper = (SHARED / "reading/texts/authored/vi_tbkl_1.txt").read_text(encoding="utf-8")
    lines = [line for line in paper.splitlines() if line.strip()]
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>"
    got = extract(page.encode(), "a.html").text.splitlines()
    assert [line for line in got if line] == lines


def test_a_page_without_an_article_is_read_whole_and_said_so() -> None:
    page = "<html><body><footer>Số 1</footer><div class=footer>Hà Nội</div></body></html>"
    extracted = extract(page.encode(), "a.html")
    assert extracted.text == "Số 1\nHà Nội"
    assert "No article" in extracted.warnings[0]


def test_a_table_of_an_article_stands_in_lines() -> None:
    table = "<table><tr><th>Nước</th><th>Số</th></tr><tr><td>Nhật Bản</td><td>12</td></tr></table>"
    page = f"<html><body><article><h1>Tựa</h1>{ARTICLE}{table}{ARTICLE}</article></body></html>"
    assert "Nước | Số\nNhật Bản | 12" in extract(page.encode(), "a.html").text


def test_a_page_says_its_encoding() -> None:
    page = (
        f'<html><head><meta charset="windows-1252"></head><body>caf\u00e9 {"x" * 20}</body></html>'
    )
    assert "café" in extract(page.encode("cp1252"), "a.html").text


def test_a_page_with_one_broken_byte_is_read_and_said_so() -> None:
    page = f"<html><body><article>{ARTICLE * 4}".encode() + b"<p>\xff xong.</p></article></html>"
    extracted = extract(page, "a.html")
    assert "1 characters" in extracted.warnings[0]


def test_a_page_in_an_unnamed_encoding_is_refused() -> None:
    page = b"<html><body>" + "đường phố".encode("utf-16-le") * 9
    assert refusal(page.replace(b"\x00", b"\xff"), "a.html").trouble == "encoding"


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "span", "font"])
@pytest.mark.parametrize("times", [300, 3_000, 100_000])
def test_a_page_nested_beyond_measure_is_refused_and_does_no_harm(tag: str, times: int) -> None:
    page = f"<html><body>{f'<{tag}>' * times}<p>Chào</p>"
    error = refusal(page.encode(), "a.html")
    assert error.trouble == "too_large"
    assert "nested" in error.cause


def test_a_page_nested_as_deep_as_may_be_is_read() -> None:
    page = f"<html><body>{'<div>' * 200}{ARTICLE}</body></html>"
    assert "Đoạn 7" in extract(page.encode(), "a.html").text


def test_a_page_of_too_many_elements_is_refused() -> None:
    page = b"<html><body>" + b"<i>x</i>" * 200
    assert "elements" in refusal(page, "a.html", Limits(html_elements=100)).cause


def test_a_long_picture_in_an_attribute_does_not_end_the_page() -> None:
    page = f'<html><body><img src="data:{"A" * 11_000_000}"><p>Còn đây</p></body></html>'
    assert "Còn đây" in extract(page.encode(), "a.html").text


def test_an_empty_page_is_refused() -> None:
    page = b"<html><head><script>draw()</script></head><body><div id=app></div></body></html>"
    assert refusal(page, "a.html").trouble == "no_text"


def test_a_mark_outside_the_article_is_still_seen() -> None:
    for extra in ("<div class=top>TỐI MẬT</div>", '<meta name="classification" content="Secret">'):
        page = f"<html><body>{extra}<article><h1>Tựa</h1>{ARTICLE}</article></body></html>"
        extracted = extract(page.encode(), "a.html")
        assert marking(extracted.everything) is not None


# ── files on disk ────────────────────────────────────────────────────────────────────────────


def test_a_file_is_read(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_bytes(b"abc\r\n")
    assert read_file(place) == b"abc\r\n"
    assert read_file(str(place)) == b"abc\r\n"


def test_a_file_that_cannot_be_had_is_told_in_our_words(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_bytes(b"x" * 11)
    for path, word in (
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "folder"),
        (place / "under", "cannot be opened"),
        ("a\0b", "valid"),
        ("x" * 5000, "cannot be opened"),
        ("", "folder"),
    ):
        with pytest.raises(FormatError, match=word):
            read_file(path)
    with pytest.raises(FormatError, match="more than"):
        read_file(place, limits=Limits(file_bytes=10))
    if sys.platform == "linux":
        with pytest.raises(FormatError, match="not a file"):
            read_file("/dev/zero")


def test_a_file_without_permission_is_told_in_our_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a.txt"
    place.write_bytes(b"x")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FormatError, match="may not read"):
        read_file(place)


# ── anything at all ──────────────────────────────────────────────────────────────────────────

_NAMES = st.sampled_from(["a.txt", "a.html", "a.pdf", "a.docx", "a", "a.eml", "a.xyz", "\ud800\n"])
_STARTS = st.sampled_from(
    [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"<!doctype html><p>", b"\xff\xfe", b"\xfe\xff"]
)


def extract_or_refuse(data: bytes, name: str) -> None:
    try:
        extracted = extract(data, name)
    except FormatError:
        return
    check(extracted)
    marking(extracted.everything)


@given(_STARTS, st.binary(max_size=600), _NAMES)
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_read_or_refused(start: bytes, rest: bytes, name: str) -> None:
    extract_or_refuse(start + rest, name)


@given(_STARTS, st.text(max_size=300), _NAMES)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(start: bytes, rest: str, name: str) -> None:
    extract_or_refuse(start + rest.encode("utf-8", "surrogatepass"), name)


@given(
    st.sampled_from(["pdf", "docx", "html"]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), min_size=1, max_size=6),
    st.floats(0, 1),
)
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_is_read_or_refused(
    kind: str, changes: list[tuple[float, bytes]], end: float
) -> None:
    data = bytearray(_WHOLE[kind])
    for where, what in changes:
        place = int(where * (len(data) - 1))
        data[place : place + len(what)] = what
    extract_or_refuse(bytes(data), f"a.{kind}")
    extract_or_refuse(_WHOLE[kind][: int(end * len(data))], f"a.{kind}")


_WHOLE = {
    "pdf": samples.pdf([[(60, 700, "Hai bên nhất trí."), (60, 680, "Hết.")]] * 3, stamp="x"),
    "docx": samples.docx(
        samples.paragraph("Hai bên nhất trí.") * 3, header=samples.paragraph("Đầu trang")
    ),
    "html": f"<html><head><title>T</title></head><body>{ARTICLE}</body></html>".encode(),
}
