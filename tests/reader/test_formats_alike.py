"""The same document in each format has the same findings; the whole sweep is a benchmark."""

import pytest

from benchmarks.formats import as_docx, compared, findings_of
from tests.reader import scans
from tests.reader.scans import needs_tesseract
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
TEXTS = SHARED / "reading/texts/authored"


def text_of(name: str) -> str:
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["vi_bao", "vi_tbkl_1", "vi_baocao_cqdd", "en_joint_1"])
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_docx_and_a_pdf_have_the_findings_of_the_text(name: str, form: str) -> None:
    text = text_of(name)
    paper = as_docx(text) if form == "docx" else scans.pdf(text)
    result = compared(findings_of(text.encode(), "a.txt"), findings_of(paper, f"a.{form}"))
    assert result.wanted > 20
    assert result.same >= 0.95 * result.wanted
    assert result.added <= 0.05 * result.wanted


@needs_tesseract
def test_a_scan_has_most_findings_of_the_text() -> None:
    text = text_of("vi_bao")
    scan = scans.scanned(scans.pdf(text))
    result = compared(findings_of(text.encode(), "a.txt"), findings_of(scan, "a.pdf"))
    assert result.same >= 0.85 * result.wanted


def test_a_page_has_the_findings_of_the_text_that_it_is_made_of() -> None:
    page = (TEXTS / "vi_bao_page.html").read_bytes()
    result = compared(
        findings_of(text_of("vi_bao").encode(), "a.txt"), findings_of(page, "a.html")
    )
    assert result.same >= 0.95 * result.wanted
