"""What holds for mentions whatever the text: they are cut from it, and nothing makes them fail."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.reader import read
from tests.reader.reading_cast import context_of, find_mentions

_PIECES = st.sampled_from(
    [
        "Bộ ", "Công ty ", "Nokia ", "Standard Bank ", "An-ma-ti ", " - ", ", ", ". ", "\n", " (", ") ", "(ABC) ", "'s ",
        "hòa", "hoà", "\u200b", "a\u0323", "ngày 31/2/2026 ", "quý II năm sau ", "năm ", "tháng ", "12 ", "1,4 lần ",
        "thỏa thuận về ", "Thỏa thuận với Na Uy về ", "cuộc họp về ", "visit to ", "State of ", "Maria Lopez, ",
        "President of the ", "memorandum of understanding on ", "last October ", "Đại sứ. ", "cam kết ", "và ", "ÚcSau", "😀",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=120)


@settings(max_examples=150, deadline=None)
@given(text=_TEXTS, language=st.sampled_from(["vi", "en"]))
def test_every_mention_is_cut_from_the_text_whatever_it_holds(text, language):
    for finding in read(text, language=language).mentions:
        assert finding.quote == text[finding.start : finding.end]
        assert finding.quote.strip() == finding.quote


@settings(max_examples=100, deadline=None)
@given(text=_TEXTS, language=st.sampled_from(["vi", "en"]))
def test_two_mentions_of_one_type_never_share_a_place(text, language):
    spans = [(m.type, m.start, m.end) for m in find_mentions(context_of(text, language))]
    assert len(spans) == len(set(spans))


@pytest.mark.parametrize(
    "unit",
    [
        "Standard Bank và Nokia cam kết mở nhà máy tại An-ma-ti. ",
        "Ngày 12/5, Bộ Công Thương ký thỏa thuận về 14 dự án với Na Uy. ",
        "Joint Committee of the State of Goiás met on 12 May 2026, ",
        "A Bank, Joint (AB) ",
    ],
)
def test_twice_the_text_takes_at_most_a_little_more_than_twice_the_steps(unit):
    short, long = (_steps(unit * count) for count in (40, 80))
    assert long <= 2.3 * short


def _steps(text):
    """How many functions a reading calls: a count, so that a busy machine changes nothing."""
    read(text)
    steps = 0

    def count(frame, event, argument):
        nonlocal steps
        steps += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return steps
