"""The demo's papers, cast and story: dated around any today, and fitting each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chancery.cli.demo_dates import FORMS, PlaceholderError, fill, resolve, written
from chancery.cli.demo_documents import DEMO, DemoDocument, DemoError, demo_documents
from chancery.cli.demo_docx import MarkupError, render_docx
from chancery.cli.demo_story import FindingStep, TaskStep, demo_people, demo_story
from chancery.intake.drafts import Draft
from chancery.reader import read
from chancery.reader.formats import extract
from chancery.reader.secrecy import marking
from chancery.reference import load_pack

TODAY = date(2026, 11, 22)
LEAP_DAY = date(2028, 2, 29)
NEW_YEAR = date(2027, 1, 1)
days = st.dates(min_value=date(2025, 1, 1), max_value=date(2035, 12, 31))


@cache
def papers(today: date) -> tuple[DemoDocument, ...]:
    return demo_documents(today)


@cache
def texts(today: date) -> dict[str, str]:
    return {paper.name: extract(paper.data, paper.name).text for paper in papers(today)}


def steps(today: date) -> Iterable[FindingStep | TaskStep]:
    story = demo_story(papers(today), today)
    return (*story.findings, *story.tasks)


# Dates


@pytest.mark.parametrize(
    ("placeholder", "expected"),
    [
        ("date-12|dmy", "10/11/2026"),
        ("date+20|long", "ngày 12 tháng 12 năm 2026"),
        ("date-30|en", "23 October 2026"),
        ("date+0|weekday", "Chủ nhật"),
        ("date+72|long", "ngày 02 tháng 02 năm 2027"),
        ("date-100|dm", "14/8"),
        ("month+1|my", "tháng 12/2026"),
        ("month+1", "tháng 12/2026"),
        ("month+2|long", "tháng 01 năm 2027"),
        ("month+1:15|dash", "15-12"),
        ("month+3:31|dmy", "28/02/2027"),
        ("monthend+0|en", "30 November 2026"),
        ("quarter+0", "quý IV/2026"),
        ("quarter+1|en", "the first quarter of 2027"),
        ("quarterend-1|monthlong", "tháng 9 năm 2026"),
        ("half+1|long", "6 tháng đầu năm 2027"),
        ("halfend+0|iso", "2026-12-31"),
        ("year+1", "2027"),
        ("yearend+0|dm", "31/12"),
        ("year+1:1|en", "1 January 2027"),
    ],
)
def test_a_placeholder_is_written_as_officials_write_it(placeholder: str, expected: str) -> None:
    assert written(placeholder, TODAY) == expected


@given(days, st.sampled_from(sorted(FORMS)), st.integers(-99, 99))
def test_every_form_of_every_anchor_is_written_for_any_day(
    day: date, anchor: str, offset: int
) -> None:
    for form in FORMS[anchor]:  # type: ignore[index]  # sampled from its own keys
        assert written(f"{anchor}{offset:+d}|{form}", day).strip()


@given(days, st.integers(-40, 40))
def test_periods_end_the_day_before_the_next_begins(day: date, offset: int) -> None:
    for period in ("month", "quarter", "half", "year"):
        end = resolve(f"{period}end{offset:+d}", day)
        assert end + timedelta(days=1) == resolve(f"{period}{offset + 1:+d}", day)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("a\nb {{week+1}}", "line 2: {{week+1}}: 'week+1' is no date"),
        ("{{date+20|short}}", "there is no form 'short' here: use one of dmy"),
        ("{{date}}", "write one of date, month"),
        ("one\n\n{{date+1|dmy", "line 3: '{{' without its other half"),
        ("date+1}}", "'}}' without its other half"),
    ],
)
def test_a_wrong_placeholder_names_file_line_and_remedy(text: str, cause: str) -> None:
    with pytest.raises(PlaceholderError, match=r"^letter\.txt, line \d") as error:
        fill(text, TODAY, source="letter.txt")
    assert cause in str(error.value)


# Papers


def test_the_demo_has_a_dozen_papers_and_more_in_both_languages_and_every_format() -> None:
    found = papers(TODAY)
    assert len(found) >= 14
    assert {paper.language for paper in found} == {"vi", "en"}
    assert {Path(p.name).suffix for p in found} == {".txt", ".docx", ".html", ".pdf"}
    assert {paper.sensitivity for paper in found} == {"public", "internal", "restricted"}
    assert len({paper.name for paper in found}) == len(found)


# A day is half a second of Word files, so few days are drawn; the awkward ones are named.
@settings(max_examples=8, deadline=None)
@given(days)
@example(LEAP_DAY)
@example(NEW_YEAR)
@example(date(2030, 12, 31))
def test_papers_render_for_any_day_with_no_placeholder_left(today: date) -> None:
    for name, text in texts(today).items():
        assert len(text) > 2000, name
        for mark in ("{{", "}}", "\n@"):
            assert mark not in text, name
    for paper in papers(today):
        if not paper.name.endswith(".pdf"):
            assert paper.published.weekday() < 5, paper.name
            assert timedelta(0) < today - paper.published < timedelta(days=80), paper.name


def test_the_same_day_gives_the_same_bytes() -> None:
    assert demo_documents(TODAY) == demo_documents(TODAY)


def test_another_day_gives_other_papers_but_the_same_signed_arrangement() -> None:
    today, later = papers(TODAY), papers(LEAP_DAY)
    same = {a.name for a in today for b in later if a.data == b.data}
    assert same == {"MOU-green-hydrogen-MOIT-BMWE.pdf"}


@pytest.mark.parametrize("today", [TODAY, LEAP_DAY, NEW_YEAR])
def test_no_paper_is_refused_for_a_mark_of_secrecy(today: date) -> None:
    for paper in papers(today):
        assert marking(extract(paper.data, paper.name).everything) is None, paper.name


def test_a_pdf_gives_vietnamese_names_back() -> None:
    text = texts(TODAY)["MOU-green-hydrogen-MOIT-BMWE.pdf"]
    assert "Bùi Thế Hưng" in text
    assert "Khánh Hòa" in text


def test_restricted_papers_name_the_units_that_see_them() -> None:
    for paper in papers(TODAY):
        assert bool(paper.restricted_to) == (paper.sensitivity == "restricted"), paper.name


# Cast


def test_every_unit_of_the_cast_and_the_papers_is_in_the_pack() -> None:
    pack = load_pack("vn")
    named = {person.unit for person in demo_people()}
    for paper in papers(TODAY):
        named |= {paper.unit, *paper.restricted_to}
    assert named <= {unit.id for unit in pack.units}


def test_the_cast_holds_every_role_and_signs_in_with_distinct_names() -> None:
    cast = demo_people()
    roles = {"head", "officer", "reader", "clerk", "administrator", "auditor"}
    assert {person.role for person in cast} == roles
    assert len({person.key for person in cast}) == len(cast)
    assert all(person.looks_at_vi and person.looks_at_en for person in cast)


def test_those_who_add_and_confirm_papers_belong_to_the_unit_that_holds_them() -> None:
    cast = {person.key: person for person in demo_people()}
    held_by = {paper.name: paper.unit for paper in papers(TODAY)}
    for paper in papers(TODAY):
        assert cast[paper.added_by].unit == paper.unit, paper.name
    for step in demo_story(papers(TODAY), TODAY).findings:
        assert cast[step.by].unit == held_by[step.document], step
        assert cast[step.by].role in {"officer", "head"}, step


# Story


@pytest.mark.parametrize("today", [TODAY, LEAP_DAY, NEW_YEAR, date(2031, 2, 10)])
def test_every_quote_of_the_story_stands_in_its_document(today: date) -> None:
    missing = [step for step in steps(today) if step.quote not in texts(today)[step.document]]
    assert missing == []


@pytest.mark.parametrize("today", [TODAY, LEAP_DAY, NEW_YEAR])
def test_the_reader_finds_what_the_story_confirms(today: date) -> None:
    story = demo_story(papers(today), today)
    found = {
        paper.name: read(
            texts(today)[paper.name], published=paper.published, language=paper.language
        ).records
        for paper in papers(today)
    }
    missed = [
        step
        for step in story.findings
        if not any(
            finding.type == step.type and finding.quote.startswith(step.quote)
            for finding in found[step.document]
        )
    ]
    assert missed == []


def test_corrections_fill_fields_of_the_form_and_name_what_the_pack_knows() -> None:
    form = {field.name for field in fields(Draft)}
    pack = load_pack("vn")
    known = {unit.id for unit in pack.units} | {partner.code for partner in pack.partners}
    for step in demo_story(papers(TODAY), TODAY).findings:
        assert set(step.fields) <= form, step
        assert bool(step.fields) == (step.step == "correct"), step
        for value in step.fields.values():
            assert set(value if isinstance(value, tuple) else (value,)) <= known, step


def test_tasks_move_only_after_they_were_confirmed_and_in_order_of_time() -> None:
    story = demo_story(papers(TODAY), TODAY)
    published = {paper.name: paper.published for paper in papers(TODAY)}
    confirmed = {
        (step.document, step.quote)
        for step in story.findings
        if step.step != "refuse" and step.type == "TASK"
    }
    for step in story.tasks:
        assert (step.document, step.quote) in confirmed, step
        assert published[step.document] < step.day < TODAY, step
        assert (step.until is not None) == (step.do == "extend"), step
    assert [step.day for step in story.tasks] == sorted(step.day for step in story.tasks)


def test_the_story_leaves_papers_unconfirmed_and_tasks_in_every_state() -> None:
    story = demo_story(papers(TODAY), TODAY)
    confirmed = {step.document for step in story.findings}
    assert len(papers(TODAY)) - len(confirmed) >= 6
    last = {(step.document, step.quote): step.do for step in story.tasks}
    assert set(last.values()) >= {"accept", "start", "submit", "approve", "return", "cancel"}


# What goes wrong


def demo_with(tmp_path: Path, manifest: str, **texts_by_name: str) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents.yaml").write_text(manifest, "utf-8")
    for name, text in texts_by_name.items():
        (tmp_path / "documents" / f"{name}.txt").write_text(text, "utf-8")
    return tmp_path


ENTRY = """
documents:
  - {name: a.docx, text: a.txt, published: date-3, unit: mofa, added_by: ha,
     sensitivity: internal, language: vi, title: A}
"""


def test_a_missing_text_names_the_manifest_and_the_file(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match=r"documents\.yaml, a\.docx: there is no documents/a\.txt"):
        demo_documents(TODAY, folder=demo_with(tmp_path, ENTRY))


def test_a_missing_manifest_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match=r"documents\.yaml is missing: install"):
        demo_documents(TODAY, folder=tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("unit: mofa, ", "", r"document 1 \(a\.docx\): add unit"),
        ("internal", "hush", "sensitivity is 'hush': write one of public"),
        ("date-3", "yesterday", r"documents\.yaml, published of a\.docx: 'yesterday' is no date"),
        ("title: A", "title: 'A {{x}}'", r"documents\.yaml, title of a\.docx, line 1: \{\{x\}\}"),
    ],
)
def test_a_wrong_entry_names_itself_and_the_remedy(
    tmp_path: Path, old: str, new: str, cause: str
) -> None:
    folder = demo_with(tmp_path, ENTRY.replace(old, new), a="text")
    with pytest.raises((DemoError, PlaceholderError), match=cause):
        demo_documents(TODAY, folder=folder)


def test_a_wrong_placeholder_in_a_text_names_file_and_line(tmp_path: Path) -> None:
    folder = demo_with(tmp_path, ENTRY, a="one\ntwo {{dawn+1}}")
    with pytest.raises(PlaceholderError, match=r"documents/a\.txt, line 2: \{\{dawn\+1\}\}"):
        demo_documents(TODAY, folder=folder)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("@bold x", r"a\.txt, line 1: there is no mark '@bold': use @header"),
        ("one\n@table grid\na | b\n@end", r"a\.txt, line 2: there is no table 'grid'"),
        ("@table tasks\na | b", "the table has no end: close it with a line '@end'"),
        ("@table tasks\n@end", "the table has no row"),
        ("@table tasks\na | b\nc\n@end", "row at line 3 has 1 cells, the first row has 2"),
    ],
)
def test_a_wrong_mark_names_file_line_and_remedy(text: str, cause: str) -> None:
    with pytest.raises(MarkupError, match=cause):
        render_docx(text, title="A", published=TODAY, source="a.txt")


def test_a_story_about_an_unknown_paper_names_it(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(
        "findings: [{document: gone.txt, by: ha, step: accept, type: TASK, quote: x}]\ntasks: []"
    )
    with pytest.raises(DemoError, match=r"story\.yaml names 'gone\.txt'"):
        demo_story(papers(TODAY), TODAY, folder=tmp_path)


def test_the_shipped_demo_holds_no_unused_text() -> None:
    manifest = (DEMO / "documents.yaml").read_text("utf-8")
    unused = [
        p.name for p in (DEMO / "documents").iterdir() if f"text: {p.name}\n" not in manifest
    ]
    assert unused == []
