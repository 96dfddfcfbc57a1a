"""PDF: pages, paragraphs out of wrapped lines, repeated headers, hyphens, scans, protection."""

import threading

import pytest

from chancery.reader.formats import FormatError, extract
from chancery.reader.secrecy import marking
from tests.reader.samples import pdf

# Each letter is 6 points wide: 80 letters fill a line from 60 to 540.
LEFT = 60.0


def page(*lines: str, top: float = 700.0, left: float = LEFT) -> list[tuple[float, float, str]]:
    return [(left, top - 18 * number, line) for number, line in enumerate(lines)]


def full(start: str, end: str = "") -> str:
    """A line that reaches the margin."""
    words = "hợp tác kinh tế giữa hai nước "
    middle = (words * 4)[: 79 - len(start) - len(end)]
    return f"{start} {middle}{end}"[:80]


def test_wrapped_lines_become_a_paragraph_and_a_short_line_ends_it() -> None:
    lines = [
        full("Hai bên nhất trí"),
        full("tăng cường"),
        "đến 2030.",
        full("Bộ Công Thương"),
        "báo cáo.",
    ]
    paragraphs = extract(pdf([page(*lines)]), "a.pdf").text.splitlines()
    assert [p.split()[0] for p in paragraphs] == ["Hai", "Bộ"]
    assert paragraphs[0].endswith("đến 2030.")
    assert paragraphs[1].endswith("báo cáo.")


@pytest.mark.parametrize("mark", ["- ", "1. ", "a) ", "II. ", "Điều 3. ", "(2) "])
def test_a_list_mark_begins_a_paragraph(mark: str) -> None:
    lines = [full("Hai bên nhất trí", ":"), full(f"{mark}Tăng cường"), "đến 2030."]
    paragraphs = extract(pdf([page(*lines)]), "a.pdf").text.splitlines()
    assert len(paragraphs) == 2
    assert paragraphs[1].startswith(mark)


def test_an_indent_or_a_gap_begins_a_paragraph() -> None:
    first, second = full("Hai bên", "."), full("Bộ Công Thương")[:75]
    indented = [*page(first), (LEFT + 30, 682.0, second)]
    assert len(extract(pdf([indented]), "a.pdf").text.splitlines()) == 2
    lines = page(full("a"), full("b"), full("c"), full("d"))
    gapped = [*lines, (LEFT, 590.0, full("e"))]
    assert len(extract(pdf([gapped]), "a.pdf").text.splitlines()) == 2


def test_a_divided_english_word_is_joined_and_a_vietnamese_compound_keeps_its_hyphen() -> None:
    english = "The two sides shall strengthen co-operation in trade and investment under an agree-"
    assert "an agreement on trade" in extract(pdf([page(english, "ment on trade.")]), "a.pdf").text
    vietnamese = "Đại sứ quán Việt Nam tại Ai Cập báo cáo về tình hình địa bàn kiêm nhiệm và Cai-"
    assert "Cai-rô" in extract(pdf([page(vietnamese, "rô, tháng 5.")]), "a.pdf").text
    years = full("Kế hoạch hành động giai đoạn", " 2026-")
    assert "2026-2030" in extract(pdf([page(years, "2030.")]), "a.pdf").text


def test_headers_and_page_numbers_that_repeat_are_left_out_but_kept_aside() -> None:
    pages = [
        [
            (LEFT, 800.0, "MẬT"),
            *page(f"Nội dung trang {n}.", "Câu thứ hai."),
            (300.0, 30.0, f"{n}"),
        ]
        for n in range(1, 5)
    ]
    extracted = extract(pdf(pages), "a.pdf")
    assert "MẬT" not in extracted.text
    assert extracted.text.splitlines()[:2] == ["Nội dung trang 1.", "Câu thứ hai."]
    assert "4" not in extracted.text.splitlines()
    found = marking(extracted.everything)
    assert found is not None
    assert found.level == "mat"


def test_pages_cover_the_text_and_a_sentence_runs_over_the_foot() -> None:
    first = page(full("Hai bên nhất trí"), full("tăng cường"))
    second = page("trao đổi đoàn các cấp.", "Bộ Công Thương chủ trì.")
    extracted = extract(pdf([first, [], second]), "a.pdf")
    (a, b), (c, d), (e, f) = extracted.pages
    assert (a, b, c, d, e, f) == (0, c, c, c, c, len(extracted.text))
    assert extracted.text[e:].startswith((" trao đổi", "trao đổi"))
    assert "1 of 3 pages (2)" in extracted.warnings[0]


def test_empty_pages_are_refused_and_told_what_to_do() -> None:
    with pytest.raises(FormatError, match=r"a\.pdf: no words .*Scan it anew") as caught:
        extract(pdf([[], []]), "a.pdf")
    assert caught.value.trouble == "scanned"


def test_a_scan_with_only_page_numbers_is_a_scan() -> None:
    with pytest.raises(FormatError) as caught:
        extract(pdf([[(300.0, 30.0, str(n))] for n in range(1, 5)]), "a.pdf")
    assert caught.value.trouble == "scanned"


def test_a_protected_pdf_is_refused() -> None:
    with pytest.raises(FormatError, match="password"):
        extract(pdf([page("x")], encrypted=True), "a.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\nnothing of the kind\n%%EOF"])
def test_a_damaged_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match="damaged"):
        extract(data, "a.pdf")


def test_letters_without_a_meaning_are_refused() -> None:
    with pytest.raises(FormatError, match="fonts"):
        extract(pdf([page("\ue001\ue002\ue003\ue004 \ue005")]), "a.pdf")


def test_a_stamp_laid_over_a_page_is_seen() -> None:
    extracted = extract(pdf([page("Nội dung.")], stamp="TUYỆT MẬT"), "a.pdf")
    assert extracted.text == "Nội dung."
    found = marking(extracted.everything)
    assert found is not None
    assert found.level == "tuyet_mat"


@pytest.mark.parametrize(
    ("said", "kept"), [("Báo cáo", "Báo cáo"), ("Microsoft Word - a.docx", None)]
)
def test_a_title_is_kept_unless_a_program_made_it(said: str, kept: str | None) -> None:
    assert extract(pdf([page("x")], title=said), "a.pdf").title == kept


def test_many_threads_may_read_at_once() -> None:
    data = pdf([page(f"Nội dung thứ {n}.") for n in "abcde"])
    got: list[str] = []
    threads = [
        threading.Thread(target=lambda: got.append(extract(data, "a.pdf").text)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(got)) == 1
    assert len(got) == 8
