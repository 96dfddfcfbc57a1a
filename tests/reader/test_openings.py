"""Patterns that are tried only where they can begin find what ``re`` finds, always."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chancery.reader.records.find  # noqa: F401 - the rules make their patterns when imported
from chancery.reader.mentions.words import Words
from chancery.reader.openings import Indexed, Opened, all_opened, indexed, opened, signs_of
from chancery.reader.records.page import lowered

RULES = all_opened()
OURS = {
    "words": opened(r"(?:nhiệm vụ|giải pháp)(?: [^\W\d_]+){0,3} (?:sau|là)"),
    "inside_a_word": opened(r"ương|\d{2}"),
    "bounded": opened(r"\b(?:ký(?: kết)?|gia hạn)(?!\w)"),
    "not_behind_a_letter": opened(r"(?<![\w-])(?:(?:has|have) (?:also )*)?(?:agreed|signed) to"),
    "any_case": opened(r"thủ tướng|its", re.IGNORECASE),
    "sign_first": opened(r",? (?:đồng thời|cũng như) (?=[^\W\d_]+)|, trong khi "),
    "repeated": opened(r"(?:rà )+soát|(?:báo )?cáo [a-d]\)"),
    "figures": opened(r"20\d\d|quý (?:i{1,3}|[1-4])"),
}
BITS = [
    "nhiệm vụ", "giải pháp", " trọng tâm", " sau", " là", "ương", "Trung ương", "12", "2026", "ký", "ký kết", "Gia hạn", "has ",
    "have also ", "agreed to", "signed to", "THỦ TƯỚNG", "Thủ tướng", "its", "It\u017f", "İts", "\u0131ts", ", ", " ", "đồng thời ", "cũng như ",
    "trong khi ", "rà rà soát", "báo cáo b)", "cáo a)", "quý iii", "Quý 2", "\u0663\u0664", "\n", ".", "-", "_", "(", "ÚcSau", "thỰc hiện", "x",
    "tổ chức", "rà soát", "Thứ nhất, ", "(2) ", "cần ", "chưa", "nhất trí", "chỉ rõ 3 nhóm nhiệm vụ", "trước ngày 30/6", "will ", "has been requested to ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(BITS), max_size=30).map("".join)


def spans(found: Iterator[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in found]


def check(rule: Opened, text: str, start: int, end: int) -> None:
    """Gated and ungated, from any place to any other."""
    plain, signs = re.compile(rule.pattern, rule.flags), signs_of(Words(text))
    for told in (indexed(text, signs), indexed(lowered(text), signs)):
        assert spans(rule.finditer(told, start, end)) == spans(plain.finditer(told, start, end))
        one, other = rule.search(told, start, end), plain.search(told, start, end)
        assert (one and one.span()) == (other and other.span())


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 60), st.integers(0, 200))
@pytest.mark.parametrize("name", OURS)
def test_finds_what_re_finds(name: str, text: str, start: int, length: int) -> None:
    check(OURS[name], text, start, start + length)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 60), st.integers(0, 200))
def test_every_rule_finds_what_re_finds(text: str, start: int, length: int) -> None:
    for rule in RULES:
        check(rule, text, start, start + length)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.integers(0, 10), st.integers(0, 60))
def test_any_letters_at_all_change_nothing(text: str, start: int, length: int) -> None:
    for rule in (*RULES, *OURS.values()):
        check(rule, text, start, start + length)


def test_tells_what_a_pattern_can_begin_with() -> None:
    assert opened("(?:giao|gửi) cho").beginnings() == {"giao ", "gửi "}
    assert opened(r"h[ằà]ng (?:năm)?").beginnings() == {"hằng ", "hàng "}
    assert opened(r"(?:xin )?lập").beginnings() == {"xin ", "lập"}
    assert opened(r"\d+ ngày").beginnings() == {"0"}


@pytest.mark.parametrize("pattern", [r"[^,]{0,9} giao", r"\w+ giao", r"(?:giao)?", r", (?:\S+)"])
def test_is_searched_everywhere_where_it_can_begin_with_anything(pattern: str) -> None:
    rule = opened(pattern)
    assert not rule.beginnings()
    check(rule, "xin giao, giao cho Bộ Y tế", 0, 30)


def test_a_text_without_an_index_is_searched_as_ever() -> None:
    found = OURS["words"].search("các nhiệm vụ trọng tâm sau")
    assert found is not None
    assert found.start() == 4


def test_most_rules_are_told_where_they_begin() -> None:
    assert len(RULES) >= 5
    assert all(rule.beginnings() for rule in RULES)


def test_an_indexed_text_is_a_text() -> None:
    text = indexed("Bộ Y tế", signs_of(Words("Bộ Y tế")))
    assert isinstance(text, Indexed)
    assert text == "Bộ Y tế"
    assert type(text[0:2]) is str
