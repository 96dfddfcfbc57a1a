"""Files that would hang, fill or crash whoever reads them end in a refusal that names the limit."""

import sys
from datetime import date

import pytest

from chancery.lib.apart import Bounds
from chancery.lib.limits import SETTINGS, Limits, from_environment
from chancery.reader import apart, read
from chancery.reader.formats import FormatError
from tests.reader import samples
from tests.shared import ROOT

TEXT = "Hai bên nhất trí tổ chức kỳ họp vào tháng 10/2026.\n"


def refusal(data, name, **limits):
    with pytest.raises(FormatError) as caught:
        apart.take(data, name, limits=Limits(**limits))
    # Whoever asks next is answered.
    assert apart.take(b"abc", "a.txt", limits=Limits()).extracted.text == "abc"
    return caught.value


def test_a_file_is_taken_in_with_its_text_and_its_mark():
    taken = apart.take(f"MẬT\n\n{TEXT}".encode(), "a.txt", limits=Limits())
    assert taken.extracted.text == f"MẬT\n\n{TEXT}"
    assert taken.mark is not None
    assert taken.mark.word == "MẬT"
    assert apart.take(TEXT.encode(), "a.txt", limits=Limits()).mark is None


def test_a_reading_is_the_same_there_as_here():
    day = date(2026, 5, 27)
    there = apart.read(TEXT, published=day, pack="vn", name="a.txt", limits=Limits())
    assert there == read(TEXT, published=day)


def test_a_file_that_cannot_be_read_says_the_same_there_as_here():
    error = refusal(b"", "trong.txt")
    assert (error.name, error.trouble) == ("trong.txt", "empty")


def test_a_pdf_of_two_thousand_pages_is_refused_by_its_limit():
    error = refusal(samples.pdf([[(60, 700, "x")]] * 2000), "a.pdf")
    assert "2,000 pages" in error.cause
    assert "CHANCERY_READ_PAGES" in error.remedy


def test_a_docx_bomb_is_refused():
    bomb = samples.packed({"word/document.xml": b"<w>" + b" " * 250_000_000})
    error = refusal(bomb, "a.docx")
    assert error.trouble == "too_large"
    assert "CHANCERY_READ_UNPACKED_MB" in error.remedy


def test_a_text_of_two_hundred_megabytes_is_refused_before_it_travels():
    error = refusal(b"a " * 100_000_000, "a.txt")
    assert "200.0 MB" not in error.cause or error.trouble == "too_large"
    assert "CHANCERY_MAX_UPLOAD_MB" in error.remedy


def test_a_page_of_a_hundred_thousand_nested_tags_is_refused():
    page = b"<html><body>" + b"<div>" * 100_000 + b"x"
    assert "nested" in refusal(page, "a.html").cause


@pytest.fixture
def hanging(monkeypatch):
    """Whatever the worker is asked, it does not come to an end."""
    ask = apart.WORKERS.call

    def never(function, *arguments, bounds, classes, told=None):
        return ask("time:sleep", 600, bounds=bounds, classes=classes)

    monkeypatch.setattr(apart.WORKERS, "call", never)


def test_a_parser_that_hangs_is_refused_by_its_limit(hanging):
    with pytest.raises(FormatError) as caught:
        apart.take(b"x", "treo.pdf", limits=Limits(seconds=1))
    assert caught.value.trouble == "too_slow"
    assert "1 seconds" in caught.value.cause
    assert "CHANCERY_READ_SECONDS" in caught.value.remedy


def test_reading_rules_that_hang_are_refused_by_their_limit(hanging):
    with pytest.raises(FormatError) as caught:
        apart.read(TEXT, published=None, pack="vn", name="treo.txt", limits=Limits(seconds=1))
    assert caught.value.trouble == "too_slow"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_a_file_that_fills_the_memory_is_refused_by_its_limit():
    rows = b"<p>" + b"<i>x</i>" * 199_000
    error = refusal(b"<html><body>" + rows, "a.html", memory=16 * 1024 * 1024)
    assert error.trouble in ("too_large", "broken")
    if error.trouble == "too_large":
        assert "CHANCERY_READ_MEMORY_MB" in error.remedy


def test_an_answer_of_the_wrong_kind_is_no_answer(monkeypatch):
    monkeypatch.setattr(apart.WORKERS, "call", lambda *_, **__: "nonsense")
    with pytest.raises(FormatError, match="no answer"):
        apart.take(b"x", "a.txt", limits=Limits())
    with pytest.raises(FormatError, match="no answer"):
        apart.read(TEXT, published=None, pack="vn", name="a.txt", limits=Limits())


def test_the_limits_are_settings(monkeypatch):
    assert from_environment() == Limits()
    for name in SETTINGS:
        monkeypatch.setenv(name, "7")
    limits = from_environment()
    assert (limits.pages, limits.seconds, limits.characters, limits.ocr_dpi) == (7, 7, 7, 7)
    assert limits.bounds == Bounds(7, 7 * 1024 * 1024)


def test_every_limit_has_its_line_among_the_settings():
    documented = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    assert [name for name in SETTINGS if f"`{name}`" not in documented] == []


def test_a_warmed_worker_answers_the_first_file():
    workers = apart.Workers()
    workers.warm(apart.__name__, "warm_here")
    found = workers.call(
        "chancery.reader.apart:pages_here", b"x", "a.txt", Limits(), bounds=Limits().bounds
    )
    workers.close()
    assert found == 0
