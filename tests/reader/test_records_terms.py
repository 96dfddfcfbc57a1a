"""Deadlines of whole clauses: the term in front, spans, what ends and what only begins."""

from __future__ import annotations

from datetime import date

import pytest

from chancery.reader.records.terms import deadline_of_words
from tests.reader.clause_samples import PAPER_HEAD, only

DAY = date(2026, 5, 27)

TERMS = [
    ("hoàn thành ngay trong quý I năm sau", "2027-03-31"),
    ("trình đề án trong quý III năm nay", "2026-09-30"),
    ("trả lời trong vòng hai tháng", "2026-07-27"),
    ("báo cáo trong thời hạn 3 tuần", "2026-06-17"),
    ("ban hành trước khi kết thúc năm 2026", "2026-12-31"),
    ("hoàn thành trước quý I/2027", "2026-12-31"),
    ("hoàn thành trước tháng 9/2026", "2026-08-31"),
    ("báo cáo trước ngày 15/9", "2026-09-15"),
]


@pytest.mark.parametrize(("words", "value"), TERMS)
def test_the_words_set_the_last_day(words: str, value: str) -> None:
    found = deadline_of_words(words, DAY, "vi")
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "words",
    ["gửi bản tin hằng tuần, bắt đầu từ 01/7", "trả lời trong vòng 10 ngày làm việc"],
)
def test_a_beginning_and_a_rule_of_service_set_none(words: str) -> None:
    assert deadline_of_words(words, DAY, "vi") is None


BEFORE = [
    ("Ngay trong quý III năm nay, Ba Lan sẽ mở văn phòng tại Huế.", "2026-09-30"),
    ("Từ nay đến hết tháng 8, phía Ba Lan sẽ cử hai đoàn khảo sát.", "2026-08-31"),
    ("Hai bên vui mừng gặp lại. Trước ngày 20/7, Ba Lan sẽ trao danh mục dự án.", "2026-07-20"),
]


@pytest.mark.parametrize(("text", "value"), BEFORE)
def test_the_term_in_front_belongs_to_the_clause(text: str, value: str) -> None:
    assert only(text).fields["deadline"].value == value


def test_a_bare_year_in_a_column_of_deadlines_is_its_end() -> None:
    text = (
        f"{PAPER_HEAD}PHỤ LỤC\nTT | Nhiệm vụ | Chủ trì | Thời hạn\n"
        "1 | Lập đề án kho lạnh tại cảng Chân Mây | Bộ Xây dựng | năm 2026\n"
    )
    assert only(text).fields["deadline"].value == "2026-12-31"
