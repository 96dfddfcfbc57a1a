"""IATI files: what is read, and what is refused with the cause."""

import contextlib
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from chancery.intake.iati.errors import IatiError
from chancery.intake.iati.reading import read_activity
from chancery.intake.iati.stream import IatiLimits, activities
from tests.intake.iati import FILE, HEAD, METRO, TAIL, swapped


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def one(text):
    return read_activity(next(activities(f"{HEAD}{text}{TAIL}".encode())))


def test_what_an_activity_says_is_read_in_both_languages():
    found = one(METRO)
    assert (found.identifier, found.title_vi, found.title_en) == (
        "JP-8-VN-P1",
        "Tuyến metro số 5",
        "Metro line 5",
    )
    assert found.days["start_actual"] == date(2024, 3, 1)
    assert found.sectors == ["21030"]
    assert [row.amount for row in found.transactions][:2] == [
        Decimal(9000000000),
        Decimal("1000000.5"),
    ]
    assert len({row.origin for row in found.transactions}) == 6
    assert found.problems == []


@pytest.mark.parametrize(
    ("old", "new", "said", "line"),
    [
        ('currency="USD">1000000.50', 'currency="ZZZ">5', "ISO 4217", 20),
        ('iso-date="2025-06-01"', 'iso-date="2025-06-31"', "no day", 19),
        (">9500000000<", ">9,5 tỷ<", "no amount", 23),
        (">9500000000<", ">NaN<", "no amount", 23),
        (">9500000000<", ">0<", "nought", 23),
        (">9500000000<", ">1e99<", "no amount", 23),
        ('<transaction-type code="12"/>', "", "no type", 23),
        ("<iati-identifier>JP-8-VN-P1</iati-identifier>", "", "no identifier", 3),
        ('type="1" iso-date="2024-01-01"', 'type="1" iso-date="x"', "no day", 10),
        ('iso-date="2029-12-31"', 'iso-date="2020-12-31"', "ends before", 3),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line(old, new, said, line):
    node = next(activities(swapped(old, new).encode()))
    (problem,) = read_activity(node).problems
    assert said in str(problem)
    assert problem.line == line


def test_the_same_reference_and_words_twice_count_once_and_payments_alike_twice():
    twice = METRO.replace(
        "<transaction><transaction-type", '<transaction ref="D"><transaction-type'
    )
    found = one(twice)
    assert len([row for row in found.transactions if row.amount == Decimal("1000000.5")]) == 1
    assert any("twice" in str(problem) for problem in found.problems)


def test_more_decimals_than_any_currency_has_are_rounded_and_counted():
    found = one(METRO.replace("9500000000", "0.12345"))
    assert found.rounded == 1
    assert Decimal("0.123") in [row.amount for row in found.transactions]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<iati-activities version="2.03"><iati-activity>&b;</iati-activity></iati-activities>'
)


OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    '<iati-activities version="2.03"><iati-activity>&a;</iati-activity></iati-activities>'
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "document type"),
        (OUTSIDE, "document type"),
        (
            '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><iati-activities version="2.03"/>',
            "document type",
        ),
        ("", "well-formed"),
        ("không phải XML", "well-formed"),
        (f"{HEAD}<iati-activity>", "well-formed"),
        ("<html><body/></html>", "begins with <html>"),
        ('<iati-activities version="1.04"/>', "1.04"),
        ("<iati-activities/>", "?"),
        ('<?xml version="1.0" encoding="x-nothing"?><iati-activities version="2.03"/>', "file"),
        (f"{HEAD}<iati-activity>&#0;</iati-activity>{TAIL}", "well-formed"),
        (f"{HEAD}<iati-activity>&nbsp;</iati-activity>{TAIL}", "well-formed"),
    ],
)
def test_a_hostile_or_foreign_file_is_refused_with_the_cause(text, said):
    with pytest.raises(IatiError, match=said.replace("?", r"\?")):
        list(activities(text.encode()))


def test_a_file_beyond_the_limits_is_refused():
    deep = "<iati-activity>" + "<transaction>" * 30 + "</transaction>" * 30 + "</iati-activity>"
    with pytest.raises(IatiError, match="deeper"):
        list(activities(f"{HEAD}{deep}{TAIL}".encode()))
    with pytest.raises(IatiError, match="activities"):
        list(activities(f"{HEAD}{METRO}{METRO}{TAIL}".encode(), IatiLimits(activities=1)))
    with pytest.raises(IatiError, match="longer"):
        list(activities(FILE.encode(), IatiLimits(elements=5)))
    with pytest.raises(IatiError, match="0 MB"):
        list(activities(FILE.encode(), IatiLimits(mb=0)))


def test_one_huge_text_or_attribute_is_cut_and_not_kept():
    found = one(METRO.replace("Metro line 5", "x" * 100_000))
    assert len(found.title_en) == 300
    named = one(METRO.replace('ref="C1"', f'ref="{"y" * 100_000}"'))
    assert max(len(row.ref) for row in named.transactions) <= 4_000


@given(some.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_words(data):
    with contextlib.suppress(IatiError):
        list(activities(data))


@given(some.text(max_size=60), some.text(max_size=30))
def test_any_words_in_an_activity_are_read_or_told(amount, day):
    from xml.sax.saxutils import escape, quoteattr  # noqa: PLC0415 - for this test alone

    kept = (
        "".join(c for c in amount if c.isprintable()),
        "".join(c for c in day if c.isprintable()),
    )
    text = METRO.replace("9500000000", escape(kept[0])).replace('"2023-06-01"', quoteattr(kept[1]))
    found = one(text)
    assert len(found.transactions) + len(found.problems) >= 6
