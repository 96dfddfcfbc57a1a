"""Whatever the text: the reader never raises, and a quote is what the text holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.reader import read
from chancery.reader.matching import matching
from chancery.reader.mentions.words import Words
from chancery.reader.model import RECORDS
from chancery.reader.records.cues import Cues
from chancery.reader.records.page import lowered
from chancery.reader.zones import split

BITS = [
    "Hai bên ", "nhất trí ", "đề nghị ", "Bộ Công Thương ", "Nhật Bản ", "cần ", "phải ", "đã ", "sẽ ", "rà soát ", "tổ chức ",
    "cam kết ", "đạt 5 tỷ USD ", "còn chậm ", ", ", "; ", ". ", ": ", "...", "(", ")", '"', "\n", "\r\n", "\n\n", "- ", "1. ", "a) ",
    "I. NHIỆM VỤ\n", "KẾT QUẢ\n", "Nơi nhận:\n", "./.", "Thứ nhất, ", "(1) ", "\u00a0", "\u200b", "a\u0301", "\U0001f642", "İ", "\u00d0",
    " | ", "\t", "Số: 1/NQ-CP\n", "NGHỊ QUYẾT\n", "The two sides agreed to ", "and to ", "that ", "Viet Nam ", "requested ", "will ",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(BITS), max_size=60).map("".join))
def test_quotes_are_cut_from_the_text(text: str) -> None:
    for language in ("vi", "en"):
        for found in read(text, language=language).findings:
            assert found.quote == text[found.start : found.end]
            assert 0 <= found.confidence <= 1
            assert found.type not in RECORDS or found.quote.strip() == found.quote


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_laid_out(text: str) -> None:
    folded = matching(text)
    zones = split(folded, "vi")
    ends = 0
    for paragraph in zones.paragraphs:
        assert ends <= paragraph.start <= paragraph.content <= paragraph.end
        ends = paragraph.end
        assert zones.at(paragraph.start) == paragraph


@pytest.mark.parametrize(
    "bit",
    [
        "đề nghị ",
        "đề nghị, ",
        "(",
        '" ',
        "và các bộ, ",
        "cần phải ",
        "trong ",
        "1,",
        "... ",
        "Số: /",
        "a",
    ],
)
def test_a_very_long_line_is_read(bit: str) -> None:
    text = bit * (40_000 // len(bit))
    assert all(f.end - f.start <= 4_000 for f in read(text).records)


def test_a_megabyte_in_one_line_is_laid_out() -> None:
    text = "Hai bên nhất trí tổ chức kỳ họp và rà soát " * 24_000
    assert len(text) > 1_000_000
    assert len(split(matching(text), "vi").paragraphs) == 1


def test_small_letters_keep_every_place() -> None:
    assert len(lowered("İstanbul ĐÀ NẴNG")) == len("İstanbul ĐÀ NẴNG")


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("ngành ngoại giao và giao thông", []),
        ("giao bộ công thương", ["assign"]),
        ("theo đề nghị của bộ", []),
        ("các cam kết quốc tế", []),
        ("cần cù và cần thiết", []),
        ("cần rà soát", ["need"]),
        ("nhất trí cho rằng", ["believe"]),
        ("đất nước thống nhất", []),
    ],
)
def test_cues_know_their_look_alikes(words: str, kinds: list[str]) -> None:
    assert [cue.kind for cue in Cues(Words(words), words).between(0, len(words))] == kinds
