"""Texts typed before Unicode: known by their spelling, decoded whole, or refused."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chancery.reader.formats import FormatError, extract
from chancery.reader.formats.encodings import capitals, tables
from chancery.reader.formats.encodings.syllables import is_syllable
from chancery.reader.formats.encodings.tables import TCVN3, VISCII, VNI, WINDOWS, Encoding
from tests.shared import SHARED, needs_shared

PAPER = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\r\nĐộc lập - Tự do - Hạnh phúc\r\n\r\n"
    "Hai bên nhất trí tổ chức kỳ họp thứ 8 vào quý IV/2026; giao Bộ Công Thương chủ trì, phối "
    "hợp với các bộ, ngành chuẩn bị nội dung, báo cáo trước ngày 30/9/2026.\r\n"
)
VOWELS = "aăâeêioôơuưy"
MARKS = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = [
    unicodedata.normalize("NFC", cased + mark)
    for vowel in VOWELS
    for mark in MARKS
    for cased in (vowel, vowel.upper())
] + ["đ", "Đ"]


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# ── the tables ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("way", tables.OLD, ids=lambda way: way.key)
def test_each_letter_of_the_language_has_its_bytes(way: Encoding) -> None:
    for letter in LETTERS:
        back = nfc(way.decode(way.encode(letter)))
        assert back == letter or (way is TCVN3 and back == letter.lower()), letter


@pytest.mark.parametrize(
    ("way", "seen", "text"),
    [
        (TCVN3, "Hµ Néi, ViÖt Nam", "Hà Nội, Việt Nam"),
        (VNI, "Haø Noäi, Vieät Nam, thaúng, möôøi, kyù", "Hà Nội, Việt Nam, thẳng, mười, ký"),
        (VISCII, "Hà Nµi, Vi®t Nam", "Hà Nội, Việt Nam"),
        (WINDOWS, "Hà Nôòi, Viêòt Nam", "Hà Nội, Việt Nam"),
    ],
    ids=lambda value: value.key if isinstance(value, Encoding) else "",
)
def test_known_words_look_as_they_do_in_a_western_font(
    way: Encoding, seen: str, text: str
) -> None:
    assert nfc(way.decode(seen.encode("cp1252"))) == text
    assert nfc(way.decode(way.encode(text))) == text


def test_a_letter_that_an_encoding_does_not_have_is_an_error() -> None:
    for way in tables.OLD:
        with pytest.raises(UnicodeEncodeError):
            way.encode("漢")


def test_what_means_nothing_comes_out_as_unknown() -> None:
    for way, data in (
        (TCVN3, b"\x81"),
        (TCVN3, b"\xe0"),
        (WINDOWS, b"\x8a"),
        (VNI, "bø".encode("cp1252")),
    ):
        assert way.decode(data).count("\ufffd") == 1


def test_a_few_unknown_bytes_are_told_and_many_are_refused() -> None:
    paper = TCVN3.encode(PAPER * 4)
    extracted = extract(paper + b"\xe0", "a.txt")
    assert extracted.text.endswith("\ufffd")
    assert "1 characters" in extracted.warnings[-1]
    with pytest.raises(FormatError):
        extract(paper + b"\xe0 \xe0 \xe0 \xe0", "a.txt")


# ── spelling ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "word", ["nghiêng", "quốc", "giữa", "gì", "khuya", "xoong", "Huỳnh", "THUỞ", "chuyện", "ý"]
)
def test_a_syllable_is_known_by_its_spelling(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    "word", ["", "café", "Hµ", "tØnh", "việtt", "bàc", "đđ", "ngÃÁ", "a" * 80]
)
def test_what_is_spelt_otherwise_is_none(word: str) -> None:
    assert not is_syllable(word)


# ── recognition ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("way", tables.OLD, ids=lambda way: way.key)
def test_a_paper_in_an_old_encoding_is_read_and_said_so(way: Encoding) -> None:
    extracted = extract(way.encode(PAPER), "cu.txt")
    assert nfc(extracted.text) == PAPER
    assert extracted.encoding == way.key
    assert way.name in extracted.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(encoding: str) -> None:
    extracted = extract(PAPER.encode(encoding), "a.txt")
    assert (extracted.text, extracted.encoding) == (PAPER, encoding)


def test_windows_1258_keeps_its_marks_apart_in_the_source_text() -> None:
    text = extract(WINDOWS.encode(PAPER), "a.txt").text
    assert text != PAPER
    assert "ổ" not in text
    assert "ô\u0309" in text


def test_english_with_windows_quotes_is_read() -> None:
    typed = (
        "The two sides agreed to hold the “next round” in Hanoi – by the end of 2027, at a café."
    )
    extracted = extract(typed.encode("cp1252"), "en.txt")
    assert (extracted.text, extracted.encoding) == (typed, "windows-1252")


def test_a_web_page_in_an_old_font_is_read_whatever_it_calls_itself() -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{PAPER * 3}</p></body></html>'
    extracted = extract(TCVN3.encode(page), "a.html")
    assert "Hai bên nhất trí tổ chức kỳ họp" in extracted.text
    assert extracted.encoding == "tcvn3"


@pytest.mark.parametrize(
    "data",
    [
        "Протокол заседания комиссии".encode("cp1251"),
        "日本とベトナムの共同声明".encode("shift_jis"),
        "Hai bên nhất trí tổ chức kỳ họp. ".encode() * 20 + b"\xff\xfe\xfd",
        bytes(range(0x80, 0x100)) * 4,
    ],
    ids=["russian", "japanese", "damaged utf-8", "every byte"],
)
def test_what_no_encoding_fits_is_refused_with_what_was_tried(data: bytes) -> None:
    with pytest.raises(FormatError) as caught:
        extract(data, "a.txt")
    assert caught.value.trouble == "encoding"
    for way in tables.OLD:
        assert way.name in caught.value.cause
    assert "UTF-8" in caught.value.remedy


# ── capitals of TCVN3 ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "line",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BỘ NGOẠI GIAO",
        "Bộ WTO và Bộ Công Thương",
        "Số: 214/BC-ĐSQ",
        "Hà Nội, ngày 5 tháng 9",
        "KẾT LUẬN của Bộ trưởng",
        "THÔNG BÁO\nHà Nội",
    ],
)
def test_capitals_are_put_back_where_neighbours_show_them(line: str) -> None:
    assert capitals.restored(TCVN3.decode(TCVN3.encode(line))) == line


# ── there and back ───────────────────────────────────────────────────────────────────────────

_ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "h",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
_RHYMES = [
    "a",
    "an",
    "ang",
    "anh",
    "âu",
    "ân",
    "ăng",
    "e",
    "em",
    "ê",
    "ên",
    "êt",
    "i",
    "iên",
    "iêu",
    "inh",
    "o",
    "ong",
    "ô",
    "ông",
    "ơ",
    "ơn",
    "u",
    "ung",
    "uôn",
    "ư",
    "ương",
    "y",
]


@st.composite
def syllables(draw: st.DrawFn) -> str:
    """A syllable by the rules of spelling, its tone on the last vowel that has none."""
    rhyme = draw(st.sampled_from(_RHYMES))
    place = max(at for at, letter in enumerate(rhyme) if letter in VOWELS)
    stopped = rhyme.endswith("t")
    tone = draw(st.sampled_from(("\u0301", "\u0323") if stopped else MARKS))
    word = draw(st.sampled_from(_ONSETS)) + rhyme[: place + 1] + tone + rhyme[place + 1 :]
    return nfc(word)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = draw(st.lists(syllables(), min_size=12, max_size=40))
    cased = [draw(st.sampled_from([str.lower, str.capitalize]))(word) for word in words]
    joints = draw(
        st.lists(st.sampled_from([" ", ", ", "\r\n", "; 12 "]), min_size=40, max_size=40)
    )
    return "".join(f"{word}{joint}" for word, joint in zip(cased, joints, strict=False))


@given(sentences(), st.sampled_from(tables.OLD))
@settings(max_examples=400, deadline=None)
def test_what_is_written_in_an_old_encoding_comes_back_or_is_left(
    text: str, way: Encoding
) -> None:
    """A few words drawn by lot may fit two encodings: then nothing is guessed. Whole texts come
    back in each: the test of the shared texts."""
    assume(len({word for word in text.casefold().split() if not word.isascii()}) > 8)
    with suppress(FormatError):
        got = nfc(extract(way.encode(text), "a.txt").text)
        assert got.casefold() == text.casefold() if way is TCVN3 else got == text


@given(st.binary(min_size=1, max_size=400))
@settings(max_examples=400, deadline=None)
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    with suppress(FormatError):
        assert extract(data, "a.txt").text


@needs_shared
@pytest.mark.parametrize("way", tables.OLD, ids=lambda way: way.name)
@pytest.mark.parametrize("name", ["vi_tbkl_1", "vi_bao", "vi_baocao_cqdd"])
def test_a_whole_paper_comes_back_from_each_old_encoding(name: str, way: Encoding) -> None:
    source = SHARED / "reading" / "texts" / "authored" / f"{name}.txt"
    text = nfc(source.read_bytes().decode()).replace("\u00a0", " ")
    text = text.replace("“", '"').replace("”", '"').replace("–", "-").replace("…", "...")
    got = nfc(extract(way.encode(text), "a.txt").text)
    assert got.casefold() == text.casefold()
