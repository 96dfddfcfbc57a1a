"""A finding cannot be made whose quote the text does not hold."""

import pytest

from chancery.reader.model import Finding, Header, QuoteError, Reading

HEADER = Header(language="vi", kind="news")


def test_a_finding_is_cut_from_its_text():
    finding = Finding.of("Bộ Ngoại giao họp", 0, 13, type="ORG", zone="body")
    assert finding.quote == "Bộ Ngoại giao"


@pytest.mark.parametrize(("start", "end", "quote"), [(3, 3, ""), (-1, 2, "abc"), (0, 4, "abc")])
def test_a_span_that_does_not_fit_its_quote_is_refused(start, end, quote):
    with pytest.raises(QuoteError):
        Finding(type="ORG", start=start, end=end, quote=quote, zone="body")


def test_an_unknown_type_is_refused():
    with pytest.raises(ValueError, match="unknown type"):
        Finding.of("abc", 0, 2, type="ANIMAL", zone="body")


def test_a_reading_refuses_a_quote_that_its_text_does_not_hold():
    stray = Finding(type="ORG", start=0, end=3, quote="xyz", zone="body")
    with pytest.raises(QuoteError, match="something else"):
        Reading("abc", HEADER, (stray,), "1.0")


def test_records_and_mentions_are_told_apart():
    text = "Hai bên nhất trí họp tại Hà Nội"
    record = Finding.of(text, 0, 31, type="COMMITMENT", zone="body")
    place = Finding.of(text, 25, 31, type="PLACE", zone="body")
    reading = Reading(text, HEADER, (record, place), "1.0")
    assert reading.records == (record,)
    assert reading.mentions == (place,)
