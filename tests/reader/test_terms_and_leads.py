"""Who is to do it and by when, over many ways of writing it, in both languages."""

from __future__ import annotations

import pytest

from chancery.reader.records.terms import deadline_of_words
from tests.reader.term_cases import (
    WEDNESDAY,
    answers,
    cases,
    deadline_of,
    helpers_of,
    names_of,
    records_at,
    rows,
)

TABLES = (
    "vietnamese_papers",
    "vietnamese_reports_and_talks",
    "further_vietnamese",
    "ways_vietnamese",
    "english",
    "further_english",
    "ways_english",
)
ITEMS = [
    pytest.param(case, table.endswith("english"), id=case.anchor)
    for table in TABLES
    for case in cases(table)
]
DAYS = [
    pytest.param(language, words, answer, id=words)
    for language, table in (("vi", "days_vietnamese"), ("en", "days_english"))
    for words, answer in rows(table)
]


@pytest.mark.parametrize(("case", "english"), ITEMS)
def test_a_clause_has_its_lead_and_its_deadline(case, english):
    found = records_at(case.kind, case.words, case.anchor, case.day, english=english)
    if not found:
        assert None in case.leads or "*" in case.leads
        assert None in case.deadlines
        return
    named = names_of(found[0])
    if case.leads != ("*",):
        right = [not named if lead is None else lead.lower() in named for lead in case.leads]
        assert any(right), named
    assert deadline_of(found[0]) in case.deadlines
    for unit in case.helpers:
        assert any(name.lower() in helpers_of(found[0]) for name in unit if name)


@pytest.mark.parametrize(("language", "words", "answer"), DAYS)
def test_words_of_a_term_mean_a_day(language, words, answer):
    before = "hoàn thành đề án, " if language == "vi" else "complete the study "
    day = deadline_of_words(before + words, WEDNESDAY, language)
    assert (day.value if day else None) in answers(answer)


@pytest.mark.parametrize(("clause", "answer"), rows("terms_of_clauses"))
def test_a_clause_takes_its_own_term_and_no_other_day(clause, answer):
    kind, words = clause.replace("\\n", "\n").split(": ", 1)
    words, anchor = words.rsplit(" @ ", 1)
    found = records_at(kind, words, anchor, WEDNESDAY, english=False)
    best = max(found, key=lambda f: f.confidence)
    assert deadline_of(best) in answers(answer)


@pytest.mark.parametrize(("clause", "answer"), rows("leads_vietnamese"))
def test_a_clause_names_its_lead(clause, answer):
    kind, words = clause.replace("\\n", "\n").split(": ", 1)
    found = records_at(kind, words, words.splitlines()[-1], WEDNESDAY, english=False)
    named = [names_of(f) for f in found if f.type == "TASK" and f.confidence >= 0.5]
    together = [part.lower() for part in answer.split("+")]
    either = [part.lower() for part in answer.split("|")]
    whole = any(all(part in names for part in together) for names in named)
    assert whole or any(part in names for names in named for part in either)
