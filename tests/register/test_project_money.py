"""Sums of ledgers against the slow, obvious way; amounts as people write them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chancery.register.projects.amounts import NoAmountError, UnclearAmountError, amount_of
from chancery.register.projects.money import LEDGERS, Line, converted, summed, totals

AMOUNTS = some.integers(-(10**17), 10**17).map(lambda n: Decimal(n).scaleb(-3))
RATES = some.none() | some.decimals("0.000001", 1_000_000, places=6).filter(lambda r: r > 0)
LINES = some.builds(
    Line,
    ledger=some.sampled_from(LEDGERS),
    day=some.dates(date(2000, 1, 1), date(2030, 1, 1)),
    amount=AMOUNTS,
    currency=some.sampled_from(["USD", "VND", "JPY", "EUR"]),
    usd_rate=RATES,
    usd_side=some.sampled_from(["unit", "per"]),
    vnd_rate=RATES,
    vnd_side=some.sampled_from(["unit", "per"]),
)


def second_way(line, into):
    """With fractions of whole numbers, rounded to hundredths half to even at the end."""
    if line.currency == into:
        return Fraction(line.amount)
    rate = line.usd_rate if into == "USD" else line.vnd_rate
    side = line.usd_side if into == "USD" else line.vnd_side
    if rate is None:
        return None
    exact = Fraction(line.amount) * (Fraction(rate) if side == "unit" else 1 / Fraction(rate))
    return Fraction(round(exact * 100), 100)


@given(some.lists(LINES, max_size=30))
def test_sums_are_those_of_a_second_computation(lines):
    found = totals(lines)
    for ledger in LEDGERS:
        mine = [line for line in lines if line.ledger == ledger]
        told = found.of(ledger)
        assert told.count == len(mine)
        for code in {line.currency for line in mine}:
            whole = sum(Fraction(line.amount) for line in mine if line.currency == code)
            assert Fraction(told.by_currency[code]) == whole
        for into, amount, without in (
            ("USD", told.usd, told.without_usd),
            ("VND", told.vnd, told.without_vnd),
        ):
            ways = [second_way(line, into) for line in mine]
            assert Fraction(amount) == sum(way for way in ways if way is not None)
            assert without == ways.count(None)


@given(some.lists(LINES, max_size=12), some.randoms())
def test_the_order_of_the_lines_does_not_matter(lines, chance):
    mixed = list(lines)
    chance.shuffle(mixed)
    assert totals(mixed) == totals(lines)


def line(ledger, amount, currency="JPY", **rates):
    return Line(ledger, date(2026, 1, 1), Decimal(amount), currency, **rates)


def test_no_rate_is_worked_out_from_two_others():
    bare = line("signed", 100, "EUR", vnd_rate=Decimal(27000))
    assert converted(bare, "USD") is None
    assert converted(bare, "VND") == 2_700_000
    assert converted(line("signed", 100, "JPY", usd_rate=Decimal(150), usd_side="per"), "USD") == (
        Decimal("0.67")
    )


@pytest.mark.parametrize(
    ("lines", "rate"),
    [
        ([line("signed", 200), line("disbursed", 50)], Decimal("0.25")),
        ([line("signed", 200)], Decimal(0)),
        ([line("disbursed", 50)], None),
        ([line("signed", 200), line("disbursed", 50, "USD")], None),
        (
            [
                line("signed", 15000, usd_rate=Decimal(150), usd_side="per"),
                line("disbursed", 50, "USD"),
            ],
            Decimal("0.5"),
        ),
        ([line("signed", 200), line("signed", 5, "USD"), line("disbursed", 50)], None),
        ([line("signed", 200), line("signed", -200)], None),
    ],
)
def test_the_share_disbursed_is_told_only_where_the_two_are_in_one_money(lines, rate):
    assert totals(lines).rate == rate


def test_nothing_sums_to_nothing():
    assert summed([]).by_currency == {}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234.567,5", "1234567.5"),
        ("1,234,567.5", "1234567.5"),
        ("1 234 567", "1234567"),
        ("-12,5", "-12.5"),
        ("0.007", "0.007"),
        ("1234.567", "1234.567"),
        ("1.234.567", "1234567"),
        ("5", "5"),
    ],
)
def test_amounts_are_read_as_both_languages_write_them(text, amount):
    assert amount_of(text) == Decimal(amount)


def test_what_may_be_two_amounts_is_settled_by_the_language_or_not_read():
    with pytest.raises(UnclearAmountError):
        amount_of("1.234")
    assert amount_of("1.234", ",") == 1234
    assert amount_of("1.234", ".") == Decimal("1.234")


@pytest.mark.parametrize(
    "text", ["", "x", "1.2.3", "12.34.567", "1,2,3", "1.234,567.8", "1e5", "--1", "1.234,5,6", "."]
)
def test_what_is_no_amount_is_told(text):
    with pytest.raises(NoAmountError):
        amount_of(text)


@given(some.integers(0, 10**15), some.integers(0, 999))
def test_what_is_written_with_groups_is_read_again(whole, rest):
    for group, mark in ((",", "."), (".", ",")):
        text = f"{whole:,}".replace(",", group) + f"{mark}{rest:03}"
        if whole >= 1000:
            assert amount_of(text) == Decimal(f"{whole}.{rest:03}")
