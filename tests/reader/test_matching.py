"""The matching text folds how a text was typed and knows the way back to the source."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.reader.matching import matching

TYPED = st.text(
    alphabet=st.sampled_from(
        [
            *"aoeuyAOEUYhtqnđĐ .,;-\n\r\t",
            "\u00a0",
            "\u00d0",
            "\u0300",
            "\u0301",
            "\u0323",
            "\u200b",
            "\ufeff",
            "\U0001f600",
            "ế",
            "–",
            "“",
            "à",
            "ỷ",
        ]
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("typed", "matched"),
    [
        ("hai\u00a0năm qua", "hai năm qua"),
        ("Ðảng và Ð\u1ea1i hội", "Đảng và Đại hội"),
        ("thoả thuận hoà bình, thuỷ sản", "thỏa thuận hòa bình, thủy sản"),
        ("quý III, quỳ", "quý III, quỳ"),
        ("Việt Nam – Lào", "Việt Nam - Lào"),
        ("“nói” và \u2018làm\u2019", "\"nói\" và 'làm'"),
        ("một\r\nhai\u2028ba", "một\nhai\nba"),
        ("Bộ\u200b Ngoại giao", "Bộ Ngoại giao"),
    ],
)
def test_how_a_text_was_typed_is_folded(typed, matched):
    assert matching(typed).text == matched


def test_a_decomposed_text_is_matched_as_the_composed_one():
    text = "Thủ tướng Chính phủ Phạm Minh Chính, ngày 2/4"
    folded = matching(unicodedata.normalize("NFD", text))
    assert folded.text == text
    start = folded.text.index("Phạm")
    first, last = folded.to_source(start, start + 4)
    assert unicodedata.normalize("NFC", folded.source[first:last]) == "Phạm"


@given(TYPED)
def test_every_matching_character_has_its_place_in_the_source(typed):
    folded = matching(typed)
    ends = 0
    for at in range(len(folded.text)):
        first, last = folded.to_source(at, at + 1)
        assert 0 <= first < last <= len(typed)
        assert first >= ends or (first, last) == folded.to_source(at - 1, at)
        ends = last


@given(st.text(max_size=80))
def test_any_text_can_be_matched(typed):
    folded = matching(typed)
    if folded.text:
        first, last = folded.to_source(0, len(folded.text))
        assert 0 <= first < last <= len(typed)


@given(TYPED)
def test_a_source_span_is_covered_by_its_matching_span(typed):
    folded = matching(typed)
    for at, sign in enumerate(typed):
        if sign.isalpha():
            start, end = folded.to_matching(at, at + 1)
            first, last = folded.to_source(start, end)
            assert first <= at < last
